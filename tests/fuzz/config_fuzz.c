/* Configuration files: one that is accepted is printed as a file that is accepted and printed the same. */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The effective configuration, which the caller frees; NULL: there is none. */
static char *print_of(struct str text)
{
	struct config c;
	char *printed = NULL;
	size_t n = 0;
	if (!config_load_text("fuzz.conf", text, &c))
		return NULL;
	FILE *out = open_memstream(&printed, &n);
	config_settle(&c);
	config_print(&c, out);
	fclose(out);
	free(config_basis(&c));
	config_release(&c);
	return printed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *said;
	if (!said)
		said = freopen("/dev/null", "w", stderr);
	char *once = print_of((struct str){ (const char *)data, size });
	char *twice = once ? print_of(str_of(once)) : NULL;
	if (once && (!twice || strcmp(once, twice) != 0))
		abort();
	free(once);
	free(twice);
	return 0;
}
