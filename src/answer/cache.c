/*
 * cache: a hash table of entries that are also in a list by last use.
 *
 * An entry that is listed is in one bucket and in the list, has one reference of the cache's, and its size is counted
 * in c->size.
 */
#include "answer/cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

void cache_init(struct cache *c, size_t max, size_t files_max)
{
	*c = (struct cache){ .max = max, .files_max = files_max };
}

/* Keys are paths that exist, so no stranger can fill a bucket at will. */
static uint64_t hash_of(char kind, struct str path)
{
	return hash_fold(hash_more(hash_more(HASH_START, (struct str){ &kind, 1 }), path));
}

static void use_newest(struct cache *c, struct cached *e)
{
	e->older = c->newest;
	e->newer = NULL;
	if (c->newest)
		c->newest->newer = e;
	else
		c->oldest = e;
	c->newest = e;
}

static void use_unlink(struct cache *c, struct cached *e)
{
	if (e->newer)
		e->newer->older = e->older;
	else
		c->newest = e->older;
	if (e->older)
		e->older->newer = e->newer;
	else
		c->oldest = e->newer;
}

static void unlist(struct cache *c, struct cached *e)
{
	struct cached **at = &c->bucket[e->hash % CACHE_BUCKETS];
	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	use_unlink(c, e);
	c->size -= e->size;
	c->count--;
	c->files -= e->file >= 0;
	e->listed = false;
	cached_drop(e);
}

static void drop_oldest(struct cache *c)
{
	struct cached *e = c->oldest;
	assert(!e->older);
	unlist(c, e);
}

void cache_clear(struct cache *c)
{
	while (c->oldest)
		drop_oldest(c);
}

struct cached *cache_find(struct cache *c, char kind, struct str path)
{
	uint64_t h = hash_of(kind, path);
	for (struct cached *e = c->bucket[h % CACHE_BUCKETS]; e; e = e->next) {
		if (e->aged || e->hash != h || e->key_n != path.n + 1 || e->key[0] != kind ||
		    memcmp(e->key + 1, path.p, path.n) != 0)
			continue;
		if (c->newest != e) {
			use_unlink(c, e);
			use_newest(c, e);
		}
		return e;
	}
	return NULL;
}

struct cached *cached_new(char kind, struct str path)
{
	struct cached *e = xcalloc(1, sizeof *e);
	e->refs = 1;
	e->file = -1;
	e->hash = hash_of(kind, path);
	e->key_n = path.n + 1;
	e->key = xmalloc(e->key_n);
	e->key[0] = kind;
	memcpy(e->key + 1, path.p, path.n);
	return e;
}

void cached_hold(struct cached *e)
{
	e->refs++;
}

static void close_file(struct cached *e)
{
	if (e->file >= 0)
		close(e->file);
	e->file = -1;
}

void cached_drop(struct cached *e)
{
	if (--e->refs)
		return;
	for (size_t i = 0; i < CACHE_FORMS; i++) {
		free(e->form[i].body);
		free(e->form[i].head);
	}
	close_file(e);
	free(e->key);
	free(e);
}

void cached_file_take(struct cached *e, int fd, int64_t time_ns)
{
	assert(e->file < 0);
	e->file = fd;
	e->file_time_ns = time_ns;
	if (e->form[0].body_n < CACHE_FILE_FROM)
		close_file(e);
}

bool cached_file_is_good(const struct cached *e)
{
	struct stat st;
	return e->file >= 0 && fstat(e->file, &st) == 0 && (size_t)st.st_size == e->form[0].body_n &&
	       file_time_ns(st.st_mtim) == e->file_time_ns;
}

/* --- older generations --------------------------------------------------------------- */

static bool has_made_forms(const struct cached *e)
{
	for (size_t i = 1; i < CACHE_FORMS; i++)
		if (e->form[i].body)
			return true;
	return false;
}

/* What a connection is sending now keeps its forms and its file, and is not kept for others. */
static void age(struct cache *c, struct cached *e)
{
	if (e->refs > 1 || !has_made_forms(e)) {
		unlist(c, e);
		return;
	}
	c->files -= e->file >= 0;
	close_file(e);
	e->aged = true;
}

void cache_age(struct cache *c)
{
	struct cached *e = c->oldest, *newer;
	for (; e; e = newer) {
		newer = e->newer;
		age(c, e);
	}
}

static struct cached *find_aged(const struct cache *c, const struct cached *like)
{
	struct cached *e = c->bucket[like->hash % CACHE_BUCKETS];
	while (e && (!e->aged || e->hash != like->hash || e->key_n != like->key_n ||
	                memcmp(e->key, like->key, e->key_n) != 0))
		e = e->next;
	return e;
}

static void take_over(struct cache *c, struct cached *e)
{
	struct cached *old = find_aged(c, e);
	if (!old)
		return;
	const struct cache_form *now = &e->form[0], *then = &old->form[0];
	bool same = now->body_n == then->body_n && memcmp(now->body, then->body, now->body_n) == 0;
	for (size_t i = 1; same && i < CACHE_FORMS; i++) {
		if (e->form[i].body)
			continue;
		e->form[i].body = old->form[i].body;
		e->form[i].body_n = old->form[i].body_n;
		old->form[i].body = NULL;
	}
	unlist(c, old);
}

/* --- what is kept ---------------------------------------------------------------------- */

static size_t size_of(const struct cached *e)
{
	size_t n = sizeof *e + e->key_n;
	for (size_t i = 0; i < CACHE_FORMS; i++)
		n += e->form[i].body_n + e->form[i].head_n;
	return n;
}

static void make_room(struct cache *c, const struct cached *but)
{
	while (c->size > c->max && c->oldest && c->oldest != but)
		drop_oldest(c);
}

void cache_insert(struct cache *c, struct cached *e)
{
	take_over(c, e);
	e->size = size_of(e);
	if (e->size > c->max / 4)
		return;
	cached_hold(e);
	e->listed = true;
	e->next = c->bucket[e->hash % CACHE_BUCKETS];
	c->bucket[e->hash % CACHE_BUCKETS] = e;
	use_newest(c, e);
	c->size += e->size;
	c->count++;
	if (c->files == c->files_max)
		close_file(e);
	c->files += e->file >= 0;
	make_room(c, e);
}

void cache_recount(struct cache *c, struct cached *e)
{
	if (!e->listed)
		return;
	c->size -= e->size;
	e->size = size_of(e);
	c->size += e->size;
	make_room(c, e);
}
