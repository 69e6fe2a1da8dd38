/* The database of names: its text, then a NUL and the name that is looked up. */
#include <stdlib.h>
#include <string.h>

#include "content/filetype.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str name, globs;
	str_cut((struct str){ (const char *)data, size }, '\0', &globs, &name);
	struct file_types *t = file_types_new(globs);
	char *path = xstrndup(name.p, name.n);
	if (!*file_types_find(t, -1, path).mime)
		abort();
	free(path);
	file_types_free(t);
	return 0;
}
