/*
 * import_topics: names become slugs: those of the site's files where they have the name, else the source's own, else made
 * of the name.
 */
#include "command/import_topics.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "content/document.h"

enum { TOPICS_MAX = 200 }; /* of one item */

static const struct {
	const char *key, *tag;
} kept[] = { { "topic_name", "topic" }, { "place_name", "place" }, { "place_alias", "place" } };

static void keep(struct import_topics *t, const char *lang, const struct value *v)
{
	struct str slug, text;
	for (size_t i = 0; i < ARRAY_SIZE(kept); i++) {
		if (strcmp(v->key, kept[i].key) != 0 || !str_cut(str_of(v->text), ' ', &slug, &text))
			continue;
		*ARENA_PUSH(&t->arena, t->v, t->n) = (struct known_name){ .lang = lang,
			.key = kept[i].tag,
			.slug = arena_str(&t->arena, slug),
			.text = arena_str(&t->arena, str_trim(text)) };
	}
}

static void read_site(struct import_topics *t, const char *content, const char *lang, const char *ending)
{
	char path[64], whole[4096];
	struct buf bytes;
	struct document d;
	struct problems ignored;
	struct content_name name;
	struct err err;
	snprintf(path, sizeof path, "site.%s.%s", lang, ending);
	if (snprintf(whole, sizeof whole, "%s/%s", content, path) >= (int)sizeof whole)
		return;
	buf_init(&bytes, DOCUMENT_MAX);
	problems_init(&ignored);
	content_name(path, &name, &err);
	if (name.role == ROLE_SITE && file_read(AT_FDCWD, whole, DOCUMENT_MAX, &bytes, &err)) {
		document_parse(path, &name, buf_str(&bytes), &d, &ignored);
		for (size_t i = 0; i < d.value_count; i++)
			keep(t, lang, &d.values[i]);
		document_release(&d);
	}
	problems_release(&ignored);
	buf_release(&bytes);
}

void import_topics_read(struct import_topics *t, const struct config *c)
{
	*t = (struct import_topics){ 0 };
	for (size_t i = 0; i < c->site.lang_count; i++) {
		read_site(t, c->content, c->site.tags[i], "gmi");
		read_site(t, c->content, c->site.tags[i], "md");
	}
}

void import_topics_release(struct import_topics *t)
{
	arena_release(&t->arena);
	*t = (struct import_topics){ 0 };
}

/* Whatever the case of letters. */
static bool same_words(struct str a, struct str b)
{
	struct buf x, y;
	buf_init(&x, 4096);
	buf_init(&y, 4096);
	utf8_fold(&x, a);
	utf8_fold(&y, b);
	bool same = str_eq(buf_str(&x), buf_str(&y));
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* By its name in this language, or else in any: a place is called the same in several. NULL: the site does not know it. */
static const struct known_name *find_name(const struct import_topics *t, const char *lang, struct str name)
{
	const struct known_name *other = NULL;
	for (size_t i = 0; i < t->n; i++) {
		if (!same_words(str_of(t->v[i].text), name))
			continue;
		if (!strcmp(t->v[i].lang, lang))
			return &t->v[i];
		other = &t->v[i];
	}
	return other;
}

static bool is_named(const struct import_topics *t, const char *lang, struct str slug)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_is(slug, t->v[i].slug) && !strcmp(t->v[i].lang, lang) &&
		    !strcmp(t->v[i].key, "topic"))
			return true;
	return false;
}

/* What the import is applied to. */
struct applying {
	const struct import_topics *topics;
	const struct lang *lang;
	struct import *part;
	struct imported *item;
	struct import_index *ix;
	struct arena *a; /* of the missing */
	struct imported_list *missing;
};

static void miss(struct applying *p, struct str slug, struct str name)
{
	const char *tag = p->lang->tag;
	if (is_named(p->topics, tag, slug))
		return;
	const char *line = arena_printf(
	    &p->part->arena, "%s topic_name: %.*s %.*s", tag, STR_ARG(slug), STR_ARG(name));
	if (import_index_find(p->ix, INDEX_TOPIC, line))
		return;
	import_index_add(p->ix, INDEX_TOPIC, line, "");
	*ARENA_PUSH(p->a, p->missing->v, p->missing->n) = arena_strdup(p->a, line);
}

/* `own`: the slug that the source has for it, or empty. */
static void apply(struct applying *p, struct str name, struct str own)
{
	struct arena *a = &p->part->arena;
	struct buf made;
	const struct known_name *known = find_name(p->topics, p->lang->tag, name);
	if (p->item->tags.n >= TOPICS_MAX) {
		import_doubt(a, p->item, "this topic was left out: %.*s", STR_ARG(name));
		return;
	}
	if (known) {
		import_list_add(a, &p->item->tags, arena_printf(a, "%s: %s", known->key, known->slug));
		return;
	}
	buf_init(&made, SLUG_MAX);
	if (!own.n)
		lang_slug(p->lang, name, &made);
	struct str slug = own.n ? own : buf_str(&made);
	if (slug.n) {
		import_list_add(a, &p->item->tags, arena_printf(a, "topic: %.*s", STR_ARG(slug)));
		miss(p, slug, name);
	} else {
		import_doubt(a, p->item, "a topic has no letters for a short name: %.*s", STR_ARG(name));
	}
	buf_release(&made);
}

void import_topics_apply(const struct import_topics *t, const struct lang *lang, struct import *part,
    struct imported *item, struct import_index *ix, struct arena *a, struct imported_list *missing)
{
	struct applying p = {
		.topics = t, .lang = lang, .part = part, .item = item, .ix = ix, .a = a, .missing = missing
	};
	struct str slug, name;
	for (size_t i = 0; i < item->named_topics.n; i++)
		if (str_cut(str_of(item->named_topics.v[i]), ' ', &slug, &name))
			apply(&p, name, slug);
	for (size_t i = 0; i < item->topics.n; i++)
		apply(&p, str_of(item->topics.v[i]), (struct str){ 0 });
}
