/*
 * files: a hash table with chains, grown before it is full.
 */
#include "catalog/files.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static struct known **bucket_of(const struct files *f, const char *path)
{
	return &f->buckets[hash_fold(hash_more(HASH_START, str_of(path))) & (f->bucket_count - 1)];
}

void files_release(struct files *f)
{
	for (size_t i = 0; i < f->bucket_count; i++) {
		struct known *next;
		for (struct known *k = f->buckets[i]; k; k = next) {
			next = k->next;
			free(k->path);
			free(k);
		}
	}
	free(f->buckets);
	*f = (struct files){ 0 };
}

bool files_is_made(const char *path)
{
	return str_ends(str_of(path), "/");
}

struct known *files_find(const struct files *f, const char *path)
{
	if (f->bucket_count == 0)
		return NULL;
	for (struct known *k = *bucket_of(f, path); k; k = k->next)
		if (strcmp(k->path, path) == 0)
			return k;
	return NULL;
}

static void grow(struct files *f)
{
	struct files bigger = {
		.bucket_count = f->bucket_count ? f->bucket_count * 2 : 1024, .n = f->n, .loaded = f->loaded
	};
	bigger.buckets = xcalloc(bigger.bucket_count, sizeof *bigger.buckets);
	for (size_t i = 0; i < f->bucket_count; i++) {
		struct known *next;
		for (struct known *k = f->buckets[i]; k; k = next) {
			struct known **b = bucket_of(&bigger, k->path);
			next = k->next;
			k->next = *b;
			*b = k;
		}
	}
	free(f->buckets);
	*f = bigger;
}

struct known *files_add(struct files *f, const char *path)
{
	if (f->n >= f->bucket_count)
		grow(f);
	struct known *k = xcalloc(1, sizeof *k), **b = bucket_of(f, path);
	k->path = xstrdup(path);
	k->missed = INSTANT_NONE;
	k->next = *b;
	*b = k;
	f->n++;
	return k;
}

void files_remove(struct files *f, struct known *k)
{
	struct known **at = bucket_of(f, k->path);

	while (*at != k)
		at = &(*at)->next;
	*at = k->next;
	free(k->path);
	free(k);
	f->n--;
}

void files_empty(struct files *f)
{
	files_release(f);
	f->loaded = true;
}

bool files_load(struct files *f, struct db *db, struct err *err)
{
	struct rows r;

	db_select(db, &r, "list the files",
	    "SELECT id, path, size, mtime_ns, ctime_ns, inode, broken AND EXISTS (SELECT 1"
	    " FROM problem WHERE file = id AND rule IN ('" RULE_SAME_ITEM "', '" RULE_SAME_ID "')),"
	    " missed FROM file",
	    NULL, 0, err);
	while (rows_next(&r)) {
		struct known *k = files_add(f, row_peek(&r, 1));
		k->id = row_int(&r, 0);
		k->stamp = (struct file_stamp){ row_int(&r, 2), row_int(&r, 3), row_int(&r, 4),
			(uint64_t)row_int(&r, 5) };
		k->reread = row_int(&r, 6);
		k->missed = row_instant(&r, 7);
	}
	f->loaded = rows_end(&r);
	return f->loaded;
}

bool stamp_equal(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns &&
	       a->inode == b->inode;
}
