/* Anything typed into the search is answered. */
#include <stdlib.h>

#include "catalog/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct writer *w, const char *path, const char *text, struct problems *problems)
{
	struct scanned file = { .path = path };
	struct document d;
	content_name(path, &file.name, NULL);
	document_parse(path, &file.name, str_of(text), &d, problems);
	writer_put_document(w, &file, &d, problems, NULL);
	document_release(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct writer *w;
	struct hits hits;
	if (!w) {
		struct problems problems;
		bool left;
		problems_init(&problems);
		w = writer_open(&(struct writer_options){ .basis = "" }, NULL);
		writer_begin(w, NULL);
		put(w, "site.ru.gmi", "---\ntitle: S\nplace_alias: naryn Нарын\n---\nS\n", &problems);
		put(w, "a/2020-01-01-a.ru.gmi", "---\ntitle: Канал\n---\nВода a b\n* КР\n", &problems);
		if (!writer_commit(w, NULL) || !writer_index_pending(w, 9, &left, NULL))
			abort();
		problems_release(&problems);
	}
	struct arena a = { 0 };
	struct search_request q = { .text = { (const char *)data, size }, .lang = "ru", .limit = 10 };
	if (!catalog_search(writer_catalog(w), &q, &a, &hits, NULL))
		abort();
	arena_release(&a);
	return 0;
}
