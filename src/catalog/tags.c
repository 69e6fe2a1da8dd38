/*
 * tags: topics and places: their names, and how many live items carry each.
 */
#include "catalog/tags.h"

#include <string.h>

#include "catalog/catalog_internal.h"

/* Literals, so that the index of these two keys is used. */
static const struct {
	const char *name_key, *count_sql, *used_sql;
} kinds[] = {
	[TAG_TOPIC] = { "topic_name",
	    "SELECT v.text, count(*) FROM value v CROSS JOIN item i ON i.file = v.file"
	    " WHERE v.key = 'topic' AND i.lang = ? AND i.state = 0 GROUP BY v.text ORDER BY v.text",
	    "SELECT 1 FROM value v CROSS JOIN item i ON i.file = v.file"
	    " WHERE v.key = 'topic' AND v.text = ? AND i.lang = ? AND i.state = 0 LIMIT 1" },
	[TAG_PLACE] = { "place_name",
	    "SELECT v.text, count(*) FROM value v CROSS JOIN item i ON i.file = v.file"
	    " WHERE v.key = 'place' AND i.lang = ? AND i.state = 0 GROUP BY v.text ORDER BY v.text",
	    "SELECT 1 FROM value v CROSS JOIN item i ON i.file = v.file"
	    " WHERE v.key = 'place' AND v.text = ? AND i.lang = ? AND i.state = 0 LIMIT 1" },
};

bool catalog_tag_names(struct catalog *c, enum tag_kind kind, const char *lang, struct arena *a,
    struct tags *out, struct err *err)
{
	struct tags list = { 0 };
	struct rows r;

	db_select(&c->db, &r, "read the names of tags",
	    "SELECT v.text FROM text t JOIN value v ON v.file = t.file"
	    " WHERE t.project = '' AND t.lang = ? AND v.key = ? ORDER BY v.pos",
	    ARGS(arg_text(lang), arg_text(kinds[kind].name_key)), err);
	while (rows_next(&r)) {
		struct str slug, name;
		if (!str_cut(str_of(row_peek(&r, 0)), ' ', &slug, &name))
			continue;
		struct tag *t = ARENA_PUSH(a, list.v, list.n);
		*t = (struct tag){ .slug = arena_str(a, slug), .name = arena_str(a, str_trim(name)) };
	}
	*out = list;
	return rows_end(&r);
}

static struct tag *find(const struct tags *tags, const char *slug)
{
	for (size_t i = 0; i < tags->n; i++)
		if (strcmp(tags->v[i].slug, slug) == 0)
			return &tags->v[i];
	return NULL;
}

const char *tags_name(const struct tags *names, const char *slug)
{
	const struct tag *t = find(names, slug);
	return t ? t->name : slug;
}

static void drop_unused(struct tags *tags)
{
	size_t kept = 0;

	for (size_t i = 0; i < tags->n; i++)
		if (tags->v[i].count)
			tags->v[kept++] = tags->v[i];
	tags->n = kept;
}

bool catalog_tags(struct catalog *c, enum tag_kind kind, const char *lang, struct arena *a, struct tags *out,
    struct err *err)
{
	struct tags list = { 0 };
	struct rows r;

	if (!catalog_tag_names(c, kind, lang, a, &list, err))
		return false;
	db_select(&c->db, &r, "count tags", kinds[kind].count_sql, ARGS(arg_text(lang)), err);
	while (rows_next(&r)) {
		struct tag *t = find(&list, row_peek(&r, 0));
		if (!t) {
			t = ARENA_PUSH(a, list.v, list.n);
			t->slug = t->name = row_text(&r, 0, a);
		}
		t->count = (uint64_t)row_int(&r, 1);
	}
	drop_unused(&list);
	*out = list;
	return rows_end(&r);
}

bool catalog_tags_used(struct catalog *c, enum tag_kind kind, const char *lang, struct arena *a,
    struct tags *out, struct err *err)
{
	struct tags list = { 0 };

	if (!catalog_tag_names(c, kind, lang, a, &list, err))
		return false;
	for (size_t i = 0; i < list.n; i++) {
		int64_t one;
		int got = db_number(&c->db, "look for a tag", kinds[kind].used_sql,
		    ARGS(arg_text(list.v[i].slug), arg_text(lang)), &one, err);
		if (got < 0)
			return false;
		list.v[i].count = (uint64_t)got;
	}
	drop_unused(&list);
	*out = list;
	return true;
}
