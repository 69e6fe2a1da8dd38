/* Paths in the content directory. */
#include <stdlib.h>
#include <string.h>

#include "content/name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct content_name name;
	struct err err = { .text = "" };
	char *path = xstrndup((const char *)data, size);
	content_name(path, &name, &err);
	if ((name.role == ROLE_ERROR) != (err.text[0] != '\0'))
		abort();
	bool named = name.role == ROLE_PROJECT || name.role == ROLE_ITEM || name.role == ROLE_ATTACHMENT;
	if (named && !path_is_slug(str_of(name.project)))
		abort();
	if (name.role == ROLE_ITEM && (strlen(name.stem) < 12 || !name.lang[0]))
		abort();
	content_enters(path);
	content_folder(path, NULL);
	free(path);
	return 0;
}
