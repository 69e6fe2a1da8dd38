/*
 * choice: from the address to what is chosen. Nothing is written, and what is made is kept like a page.
 */
#include "answer/choice.h"

#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "catalog/tags.h"
#include "feed/feed.h"
#include "page/search_address.h"
#include "page/together.h"

struct maker {
	struct catalog_handle *h;
	const struct route_match *m;
	struct response *a;
	struct err *err;
	struct feed_choice choice;
	struct chosen of[TOGETHER_MAX];
	bool endless; /* strangers can ask for as many of such feeds as they like */
	struct search_request search;
};

static struct chosen *add(struct maker *k, enum chosen_by by)
{
	struct chosen *c = &k->of[k->choice.n++];

	*c = (struct chosen){ .by = by, .lang = k->m->lang->tag, .slug = k->m->at.tag };
	return c;
}

/* The page of it, and the end of its id, which is the same in every protocol. */
static void name(struct maker *k, enum address_id page, const char *folder, const char *id)
{
	const struct address_parts parts = {
		.lang = k->m->lang->tag, .tag = k->m->at.tag, .chosen = id, .file = id
	};

	k->choice.page = address_path(&k->a->arena, page, &parts);
	k->choice.id = arena_printf(&k->a->arena, "%s/%s", folder, id);
}

static bool choose_tag(struct maker *k, bool topic)
{
	struct tags names;

	if (!catalog_tag_names(k->h->catalog, topic ? TAG_TOPIC : TAG_PLACE, k->m->lang->tag, &k->a->arena,
	        &names, k->err)) {
		k->a->status = RESPONSE_FAILED;
		return false;
	}
	add(k, topic ? CHOSEN_BY_TOPIC : CHOSEN_BY_PLACE);
	name(k, topic ? ADDRESS_TOPIC : ADDRESS_PLACE, topic ? "topics" : "places", k->m->at.tag);
	k->choice.title = arena_strdup(&k->a->arena, tags_name(&names, k->m->at.tag));
	return true;
}

static bool choose_topic(struct maker *k)
{
	return choose_tag(k, true);
}

static bool choose_place(struct maker *k)
{
	return choose_tag(k, false);
}

static bool choose_kind(struct maker *k)
{
	struct chosen *c = add(k, CHOSEN_BY_KIND);

	if (!item_kind_find(str_of(k->m->at.tag), &c->kind))
		return false;
	name(k, ADDRESS_KIND, "kinds", k->m->at.tag);
	k->choice.title = k->m->lang->words[WORD_KINDS_NEWS + (int)c->kind];
	/* A new site has no event yet. */
	k->choice.may_be_empty = true;
	return true;
}

static bool choose_projects(struct maker *k)
{
	static const enum response_status statuses[] = {
		[TOGETHER_FOUND] = RESPONSE_MISSING,
		[TOGETHER_UNKNOWN] = RESPONSE_MISSING,
		[TOGETHER_GONE] = RESPONSE_GONE,
		[TOGETHER_TOO_MANY] = RESPONSE_BAD,
		[TOGETHER_FAILED] = RESPONSE_FAILED,
	};
	struct together t;
	enum together_found found = together_find(
	    k->h->catalog, k->h->site, k->m->lang, k->m->at.chosen, &k->a->arena, &t, k->err);

	k->a->status = statuses[found];
	if (found != TOGETHER_FOUND)
		return false;
	for (size_t i = 0; i < t.n; i++)
		add(k, CHOSEN_BY_PROJECT)->slug = t.slugs[i];
	name(k, ADDRESS_TOGETHER_PAGE, "projects", t.names);
	k->choice.id = arena_printf(&k->a->arena, "projects/%s", t.origins);
	k->endless = true;
	k->choice.title = t.title;
	k->choice.may_be_empty = true;
	return true;
}

static bool choose_search(struct maker *k)
{
	struct wanted w;
	struct buf clean;
	enum wanted_read read = search_address_read(k->m->at.chosen, &k->a->arena, &w);

	k->a->status = read == WANTED_TOO_LONG ? RESPONSE_BAD : RESPONSE_MISSING;
	if (read != WANTED_OK || w.page != 1)
		return false;
	k->search = (struct search_request){ .text = w.query, .lang = k->m->lang->tag };
	memcpy(k->search.only, w.only, sizeof k->search.only);
	add(k, CHOSEN_BY_WORDS)->search = &k->search;
	k->endless = true;
	name(k, ADDRESS_SEARCH_PAGE, "search", arena_str(&k->a->arena, k->m->at.chosen));
	buf_init(&clean, SEARCH_QUERY_BYTES * 4);
	utf8_clean(&clean, w.query);
	k->choice.title = arena_str(&k->a->arena, str_trim(buf_str(&clean)));
	buf_release(&clean);
	k->choice.may_be_empty = true;
	catalog_limit(k->h->catalog, SEARCH_US_MAX);
	return *k->choice.title; /* nothing was looked for */
}

typedef bool choose_fn(struct maker *k);

static choose_fn *chooser_of(enum address_id id)
{
	static const struct {
		enum address_id id;
		choose_fn *choose;
	} ways[] = { { ADDRESS_TOPIC_FEED, choose_topic }, { ADDRESS_PLACE_FEED, choose_place },
		{ ADDRESS_KIND_FEED, choose_kind }, { ADDRESS_TOGETHER_FEED, choose_projects },
		{ ADDRESS_TOGETHER_ATOM, choose_projects }, { ADDRESS_SEARCH_FEED, choose_search } };
	size_t i = 0;

	while (ways[i].id != id)
		i++;
	return ways[i].choose;
}

static void write_feed(struct maker *k)
{
	const struct feed_format *format = k->m->at.format;
	struct feed_source source;
	struct response *a = k->a;

	const char *between = str_ends(str_of(k->choice.page), "/") ? "" : "/";
	a->self = arena_printf(&a->arena, "%s%s%s", k->choice.page, between, format->name);
	bool ok = feed_source_init(&source, k->h->site, k->h->catalog, k->m->lang, k->err);
	int made = ok ? feed_write_chosen(&source, &k->choice, format, a->self, &a->body, k->err) : -1;
	feed_source_release(&source);
	if (made > 0 && a->body.full) {
		err_set(k->err, "the feed is too large");
		made = -1;
	}
	a->kind = RESPONSE_FEED;
	a->mime = format->mime;
	a->counted = format->subscribed && !k->endless;
	if (made)
		a->status = made > 0 ? RESPONSE_OK : RESPONSE_FAILED;
}

void choice_answer(struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err)
{
	struct maker k = { .h = h, .m = m, .a = a, .err = err };

	k.choice.of = k.of;
	/* Such feeds have no history. */
	if (!m->at.page && chooser_of(m->at.id)(&k))
		write_feed(&k);
}

bool choice_of_form(struct str form, const struct lang *lang, struct response *a)
{
	struct str pair, key, slug;
	struct buf names;
	size_t n = 0;

	buf_init(&names, PATH_MAX_LEN);
	while (form.n) {
		str_cut(form, '&', &pair, &form);
		if (!str_cut(pair, '=', &key, &slug) || !str_is(key, "p") || !path_is_slug(slug))
			continue;
		buf_printf(&names, "%s%.*s", n++ ? "+" : "", STR_ARG(slug));
	}
	if (n > 1 && !names.full) {
		const struct address_parts parts = { .lang = lang->tag, .chosen = names.data };
		a->location = xstrdup(address_path(&a->arena, ADDRESS_TOGETHER_PAGE, &parts));
		a->status = RESPONSE_MOVED;
	}
	buf_release(&names);
	return a->status == RESPONSE_MOVED;
}
