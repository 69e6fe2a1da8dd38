/*
 * content_path: tries the word as it is, then below the content directory; links are followed.
 */
#include "command/content_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool content_path_find(const struct config *c, const char *word, char out[PATH_MAX], struct err *err)
{
	char root[PATH_MAX], below[PATH_MAX], found[PATH_MAX];
	bool there = false;
	if (realpath(c->content, root)) {
		size_t n = strlen(root);
		int length = snprintf(below, sizeof below, "%s/%s", root, word);
		const char *const tries[] = { word,
			length > 0 && (size_t)length < sizeof below ? below : "" };
		for (size_t i = 0; i < 2 && !there; i++)
			there = realpath(tries[i], found) && !strncmp(found, root, n) &&
			        (!found[n] || found[n] == '/');
		if (there)
			snprintf(out, PATH_MAX, "%s", found[n] ? found + n + 1 : "");
	}
	return there || err_set(err, "\"%s\" is not in the content directory \"%s\"", word, c->content);
}
