/* A site of each system: its settings, and a page of it, with what is between a line "=====". */
#include <stdlib.h>

#include "import/site.h"
#include "unit/support/folder.h"

static bool take(void *user, struct import *part, struct err *err)
{
	(void)user, (void)err;
	for (size_t i = 0; i < part->n; i++)
		if (!*(part->v[i].is_project ? part->v[i].project : part->v[i].title))
			abort();
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const places[][2] = { { "hugo.toml", "content/a/2020-01-02-b.ru.md" },
		{ "hugo.yaml", "content/a/index.md" }, { "zola.toml", "content/a/b.md" },
		{ "_config.yml", "_posts/2020-01-02-b.html" }, { "_config.yml", "source/_posts/b.md" },
		{ ".eleventy.js", "a/b.md" } };
	struct folder f;
	struct str text = { (const char *)data + 1, size ? size - 1 : 0 };
	if (size < 2)
		return 0;
	folder_init(&f);
	const char *const *place = places[data[0] % ARRAY_SIZE(places)];
	const char *cut = memmem(text.p, text.n, "\n=====\n", 7);
	size_t n = cut ? (size_t)(cut - text.p) : 0;
	folder_write_bytes(&f, place[0], str_sub(text, 0, n));
	folder_write_bytes(&f, place[1], str_sub(text, n ? n + 7 : 0, text.n));
	import_site(f.path, 1709625600, take, NULL, NULL);
	folder_release(&f);
	return 0;
}
