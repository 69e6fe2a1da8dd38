/* The lines of a text, its tables, and where its links lead. */
#include <stdlib.h>

#include "content/gemtext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct gemtext_reader r;
	struct gemtext g;
	struct str text = { (const char *)data, size };
	int line = 0;
	gemtext_start(&r, text);
	while (gemtext_next(&r, &g)) {
		if (g.line <= line || g.text.n + g.url.n + g.alt.n > size)
			abort();
		line = g.line;
		if (g.type == GEMTEXT_TABLE) {
			struct table t;
			gemtext_table(&a, g.text, &t);
			for (size_t i = 0; i < t.rows * t.columns; i++)
				if (!t.cells[i])
					abort();
		}
		if (g.type == GEMTEXT_LINK) {
			gemtext_resolve(&a, g.url, "/ky/p/2023-09-08-x", false);
			gemtext_resolve(&a, g.url, "/ky/p/2023-09-08-x", true);
		}
	}
	arena_release(&a);
	return 0;
}
