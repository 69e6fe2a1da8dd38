/*
 * The last part of the address of a search: what is read is written as an address that is read as the
 * same.
 */
#include "page/search_address.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena a = { 0 };
	struct wanted w, again;
	search_form_read(text, &a, &w);
	memset(&w, 0, sizeof w);
	/* It is a segment of a path. */
	bool segment = !memchr(data, 0, size) && !memchr(data, '/', size);
	if (segment && search_address_read(text, &a, &w) == WANTED_OK) {
		if (!w.page || w.page > SEARCH_PAGES_MAX || w.query.n > SEARCH_QUERY_BYTES)
			abort();
		const char *path = search_address(&a, lang_at(0), &w, w.page);
		const char *more = path ? strrchr(path, '/') + 1 : NULL;
		memset(&again, 0, sizeof again);
		if (more && (search_address_read(str_of(more), &a, &again) != WANTED_OK ||
		                again.page != w.page || !str_eq(again.query, w.query)))
			abort();
		for (size_t i = 0; more && i < SEARCH_FILTERS; i++)
			if (!same(w.only[i], again.only[i]))
				abort();
	}
	arena_release(&a);
	return 0;
}
