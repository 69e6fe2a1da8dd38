/*
 * import_fuzz: what all targets of imports check: each item makes a content file without an error.
 */
#ifndef JARCHY_TESTS_FUZZ_IMPORT_FUZZ_H
#define JARCHY_TESTS_FUZZ_IMPORT_FUZZ_H

#include <stdlib.h>

#include "content/document.h"
#include "import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef bool read_fn(struct str bytes, struct import *out, struct err *err);

static inline void check_item(const struct imported *item)
{
	struct content_name name;
	struct problems problems;
	struct document d;
	struct buf text;
	buf_init(&text, 2 * DOCUMENT_MAX);
	problems_init(&problems);
	import_write(item, "urn:x:minted", &text);
	content_name(item->markdown ? "p/2023-09-08-x.ru.md" : "p/2023-09-08-x.ru.gmi", &name, NULL);
	if (text.len <= DOCUMENT_MAX && *item->title &&
	    !document_parse("x", &name, buf_str(&text), &d, &problems))
		abort();
	if (text.len <= DOCUMENT_MAX && *item->title)
		document_release(&d);
	problems_release(&problems);
	buf_release(&text);
}

static inline void check_import(read_fn *read, const uint8_t *data, size_t size)
{
	struct import import = { 0 };
	if (size > 0 && read((struct str){ (const char *)data, size }, &import, NULL))
		for (size_t i = 0; i < import.n; i++)
			check_item(&import.v[i]);
	import_release(&import);
}

#endif
