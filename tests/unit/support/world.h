/*
 * world: a site and its catalogue, in memory or with a content directory and a folder of feeds.
 */
#ifndef TESTS_UNIT_SUPPORT_WORLD_H
#define TESTS_UNIT_SUPPORT_WORLD_H

#include "page/site.h"
#include "unit/support/catalogue.h"

struct world {
	struct catalogue c;
	struct site site;
	int content, feeds; /* folders */
	int64_t now;        /* of the next compile */
};

static inline const struct lang *lang_of(const char *tag)
{
	const struct lang *l = lang_find(str_of(tag));
	assert_non_null(l);
	return l;
}

static inline void site_languages(struct site *s, const char *const *tags)
{
	memset(s->langs, 0, sizeof s->langs);
	memset(s->tags, 0, sizeof s->tags);
	for (s->lang_count = 0; tags[s->lang_count]; s->lang_count++) {
		s->langs[s->lang_count] = lang_of(tags[s->lang_count]);
		s->tags[s->lang_count] = s->langs[s->lang_count]->tag;
	}
}
/* The site speaks these from now on. */
#define SITE_LANGUAGES(s, ...) site_languages((s), (const char *const[]){ __VA_ARGS__, NULL })

/* In English and Russian, at the usual ports. */
static inline struct site site_sample(void)
{
	struct site s = { .host = "news.example",
		.authority = "example.org",
		.ports[SCHEME_GEMINI] = 1965,
		.gopher_host = "news.example",
		.ports[SCHEME_GOPHER] = 70,
		.http_url = "http://news.example" };
	OK(date_set_zone("Asia/Bishkek", &failure));
	SITE_LANGUAGES(&s, "en", "ru");
	return s;
}

static inline void world_init(struct world *w, bool in_memory)
{
	catalogue_init(&w->c, in_memory);
	w->site = site_sample();
	w->content = folder_open(&w->c.folder, "content");
	w->feeds = folder_open(&w->c.folder, "feeds");
	w->now = CATALOGUE_NOW;
}

static inline void world_release(struct world *w)
{
	close(w->content);
	close(w->feeds);
	catalogue_release(&w->c);
}

static inline struct world *world_new(bool in_memory)
{
	struct world *w = xcalloc(1, sizeof *w);
	world_init(w, in_memory);
	return w;
}

static inline void world_free(struct world *w)
{
	world_release(w);
	free(w);
}

static inline int world_tear_down(void **state)
{
	world_free(*state);
	return 0;
}

/* --- the content directory ------------------------------------------------------------- */

static inline void world_write(struct world *w, const char *path, const char *text)
{
	write_file(w->content, path, str_of(text));
}

static inline void world_remove(struct world *w, const char *path)
{
	assert_int_equal(unlinkat(w->content, path, 0), 0);
}

static inline void world_compile(struct world *w)
{
	catalogue_compile(&w->c, w->content, w->now);
}

#endif
