/*
 * cache: a table in which each key has one place, so that looking takes the same time whatever is
 * in it.
 */
#include "catalog/search/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static struct search_slot *slot_of(struct search_cache *c, struct str key)
{
	return &c->slots[hash_end(hash_long(key)) % SEARCH_CACHE_SLOTS];
}

static void empty(struct search_slot *s)
{
	buf_release(&s->key);
	free(s->page.v);
	free(s->page.counts);
	*s = (struct search_slot){ 0 };
}

void search_cache_release(struct search_cache *c)
{
	for (size_t i = 0; i < SEARCH_CACHE_SLOTS; i++)
		empty(&c->slots[i]);
}

void search_cache_begin(struct search_cache *c, int64_t version)
{
	if (version == c->version)
		return;
	search_cache_release(c);
	c->version = version;
}

const struct found_page *search_cache_find(struct search_cache *c, struct str key)
{
	const struct search_slot *s = slot_of(c, key);
	return s->key.len && str_eq(buf_str(&s->key), key) ? &s->page : NULL;
}

static void *copy(const void *from, size_t bytes)
{
	void *to = xmalloc(bytes + 1);
	if (bytes)
		memcpy(to, from, bytes);
	return to;
}

void search_cache_keep(struct search_cache *c, struct str key, const struct found_page *page)
{
	struct search_slot *s = slot_of(c, key);
	if (key.n > SEARCH_CACHE_KEY_MAX || page->n > SEARCH_CACHE_ROWS_MAX ||
	    page->count_n > SEARCH_CACHE_ROWS_MAX)
		return;
	empty(s);
	buf_init(&s->key, SEARCH_CACHE_KEY_MAX);
	buf_add_str(&s->key, key);
	s->page = *page;
	s->page.v = copy(page->v, page->n * sizeof *page->v);
	s->page.counts = copy(page->counts, page->count_n * sizeof *page->counts);
}
