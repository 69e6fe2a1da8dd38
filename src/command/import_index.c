/*
 * import_index: a table of texts, filled from the heads of the content files.
 */
#include "command/import_index.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "content/quotes.h"
#include "content/scan.h"

enum { BUCKETS = 1 << 15, HEAD_MAX = 32 << 10 };

struct index_row {
	struct index_row *next;
	enum index_kind kind;
	const char *key, *value;
};

static struct index_row **bucket(const struct import_index *ix, enum index_kind kind, const char *key)
{
	uint64_t h = hash_end(hash_more(HASH_START, str_of(key)) + (uint64_t)kind);
	return &ix->buckets[h & (BUCKETS - 1)];
}

const char *import_index_find(const struct import_index *ix, enum index_kind kind, const char *key)
{
	for (const struct index_row *r = *bucket(ix, kind, key); r; r = r->next)
		if (r->kind == kind && !strcmp(r->key, key))
			return r->value;
	return NULL;
}

void import_index_add(struct import_index *ix, enum index_kind kind, const char *key, const char *value)
{
	struct index_row **to = bucket(ix, kind, key);
	if (import_index_find(ix, kind, key))
		return;
	struct index_row *r = arena_alloc(&ix->arena, sizeof *r);
	*r = (struct index_row){ .next = *to, .kind = kind };
	r->key = arena_strdup(&ix->arena, key);
	r->value = arena_strdup(&ix->arena, value);
	*to = r;
}

/* The line "id: …" of the front matter. */
static void read_id(struct import_index *ix, const char *path, struct str head)
{
	struct str line, key, value;
	if (!str_next_line(&head, &line) || !str_starts(line, "---"))
		return;
	while (str_next_line(&head, &line) && !str_is(str_trim(line), "---")) {
		if (!str_cut(line, ':', &key, &value) || !str_is(str_trim(key), "id"))
			continue;
		struct arena a = { 0 };
		value = quotes_strip(str_trim(value));
		import_index_add(ix, INDEX_ID, arena_str(&a, value), path);
		arena_release(&a);
		return;
	}
}

static void read_file(struct import_index *ix, int dir, const struct scanned *f)
{
	struct buf head;
	struct err err;
	if (f->name.role == ROLE_PROJECT)
		import_index_add(ix, INDEX_PROJECT, f->name.project, f->path);
	if (f->name.role != ROLE_ITEM || f->name.office)
		return;
	buf_init(&head, HEAD_MAX);
	if (file_read_head(dir, f->path, HEAD_MAX, &head, &err))
		read_id(ix, f->path, buf_str(&head));
	buf_release(&head);
}

bool import_index_open(struct import_index *ix, const char *content, struct err *err)
{
	struct scan scan;
	struct problems ignored;
	*ix = (struct import_index){ 0 };
	ix->buckets = arena_alloc(&ix->arena, BUCKETS * sizeof(struct index_row *));
	int dir = open(content, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return errno == ENOENT || err_errno(err, "%s", content);
	problems_init(&ignored);
	bool good = scan_run(dir, &scan, &ignored, err);
	for (size_t i = 0; good && i < scan.file_count; i++)
		read_file(ix, dir, &scan.files[i]);
	scan_release(&scan);
	problems_release(&ignored);
	close(dir);
	return good;
}

void import_index_release(struct import_index *ix)
{
	arena_release(&ix->arena);
	*ix = (struct import_index){ 0 };
}
