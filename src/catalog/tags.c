/*
 * tags: names from the keys of the site's text, counts from the keys of items.
 */
#include "catalog/tags.h"

#include <string.h>

#include "catalog/catalog_internal.h"

/* The keys are literals: an argument would not use value_tag, an index of only these two. */
#define LIVE_WITH(key)                                                                                       \
	" FROM value v CROSS JOIN item i ON i.file = v.file WHERE v.key = '" key                             \
	"' AND i.lang = ?1 AND i.state = ?2"
#define TAG(key)                                                                                             \
	{                                                                                                    \
		key "_name",                                                                                 \
		    "SELECT v.text, count(*), max(i.kind)" LIVE_WITH(                                        \
		        key) " GROUP BY v.text ORDER BY v.text",                                             \
		    "SELECT 1" LIVE_WITH(key) " AND v.text = ?3 LIMIT 1"                                     \
	}
static const struct {
	const char *name_key, *count_sql, *used_sql;
} kinds[] = { [TAG_TOPIC] = TAG("topic"), [TAG_PLACE] = TAG("place") };

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
	db_select(
	    &c->db, &r, "count tags", kinds[kind].count_sql, ARGS(arg_text(lang), arg_int(STATE_LIVE)), err);
	while (rows_next(&r)) {
		struct tag *t = find(&list, row_peek(&r, 0));
		if (!t) {
			t = ARENA_PUSH(a, list.v, list.n);
			t->slug = t->name = row_text(&r, 0, a);
		}
		t->count = (uint64_t)row_int(&r, 1);
		t->news = row_int(&r, 2) == KIND_NEWS;
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
		int found = db_exists(&c->db, "look for a tag", kinds[kind].used_sql,
		    ARGS(arg_text(lang), arg_int(STATE_LIVE), arg_text(list.v[i].slug)), err);
		if (found < 0)
			return false;
		list.v[i].count = (uint64_t)found;
	}
	drop_unused(&list);
	*out = list;
	return true;
}
