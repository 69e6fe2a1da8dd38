/*
 * state: made at the first search.
 */
#include "catalog/search/state.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/catalog_internal.h"

static struct search_state *state_of(struct catalog *c)
{
	if (!c->searches)
		c->searches = xcalloc(1, sizeof *c->searches);
	return c->searches;
}

struct stemmer *search_stemmer(struct catalog *c, struct err *err)
{
	struct search_state *s = state_of(c);
	struct rows r;
	bool same = false;

	if (db_row(&c->db, &r, "search", "SELECT value FROM meta WHERE key = 'search'", NULL, 0, err)) {
		const char *tags = row_peek(&r, 0);
		same = s->tags && strcmp(s->tags, tags) == 0;
		if (!same) {
			stemmer_free(s->stemmer);
			free(s->tags);
			s->tags = xstrdup(tags);
			s->stemmer = stemmer_new(tags);
		}
	}
	return rows_found(&r) == 1 ? s->stemmer : NULL;
}

struct search_cache *search_cache_of(struct catalog *c)
{
	return &state_of(c)->cache;
}

void search_state_free(struct search_state *s)
{
	if (!s)
		return;
	search_cache_release(&s->cache);
	stemmer_free(s->stemmer);
	free(s->tags);
	free(s);
}
