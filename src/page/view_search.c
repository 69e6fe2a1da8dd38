/*
 * view_search: what was found, or the prompt when there is no query.
 *
 * What it is narrowed to can be chosen in the form where a protocol has forms, and by links where it has
 * none. The addresses of further pages are in search_address.c.
 */
#include <string.h>

#include "base/utf8.h"
#include "content/address.h"
#include "lang/punctuation.h"
#include "lang/word.h"
#include "page/search_address.h"
#include "page/search_help.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

enum { HITS_A_PAGE = 20, FIRST_YEAR = 1970, LAST_YEAR = 9999 };

static const enum word filter_words[SEARCH_FILTERS] = {
	[SEARCH_BY_YEAR] = WORD_YEAR, [SEARCH_BY_PROJECT] = WORD_PROJECT, [SEARCH_BY_KIND] = WORD_KIND
};

/* --- what is asked for ------------------------------------------------------------------- */

static enum wanted_read read_wanted(const struct view *v, struct arena *a, struct wanted *out)
{
	*out = (struct wanted){ .query = str_sub(v->query, 0, SEARCH_QUERY_BYTES), .page = 1 };
	if (v->more && strcmp(v->more, SEARCH_HELP) == 0)
		return WANTED_OK;
	if (v->more && *v->more)
		return search_address_read(str_of(v->more), a, out);
	return search_form_read(v->form, a, out) ? WANTED_OK : WANTED_TOO_LONG;
}

/*
 * In the reader's words, or NULL when the site has no such year, project or kind. False: the catalogue
 * failed.
 */
static bool name_filter(const struct view *v, struct arena *a, enum search_filter by, const char *value,
    const char **out, struct err *err)
{
	enum item_kind kind;
	struct text project;
	uint64_t year;
	int found;

	*out = NULL;
	switch (by) {
	case SEARCH_BY_YEAR:
		if (strlen(value) == 4 && str_to_uint(str_of(value), LAST_YEAR, &year) && year >= FIRST_YEAR)
			*out = value;
		return true;
	case SEARCH_BY_KIND:
		if (item_kind_find(str_of(value), &kind))
			*out = v->lang->words[WORD_KINDS_NEWS + (int)kind];
		return true;
	case SEARCH_BY_PROJECT:
	case SEARCH_FILTERS:
		break;
	}
	if (!path_is_slug(str_of(value)))
		return true;
	found = catalog_project(v->catalog, value, v->lang->tag, v->site->tags, a, &project, err);
	if (found == 1)
		*out = project.title;
	return found >= 0;
}

/* A filter with a value that there cannot be is left out: *unknown; what is left is said. */
static bool check_filters(
    const struct view *v, struct page *p, struct wanted *w, bool *unknown, struct err *err)
{
	for (size_t i = 0; i < SEARCH_FILTERS; i++) {
		const char *label;
		if (!w->only[i])
			continue;
		if (!name_filter(v, &p->arena, (enum search_filter)i, w->only[i], &label, err))
			return false;
		if (label) {
			page_fact(p, p->lang->words[filter_words[i]], label);
			p->blocks[p->block_count - 1].instead_of_form = true;
		} else {
			w->only[i] = NULL;
			*unknown = true;
		}
	}
	return true;
}

/* What was typed, made fit to be shown. */
static const char *cleaned(struct arena *a, struct str text)
{
	struct buf clean;

	buf_init(&clean, SEARCH_QUERY_BYTES * 4);
	utf8_clean(&clean, text);
	const char *words = arena_str(a, str_trim(buf_str(&clean)));
	buf_release(&clean);
	return words;
}

/* --- what it can be narrowed to ------------------------------------------------------------ */

static struct form_option *add_option(
    struct page *p, struct form_choice *c, const char *value, const char *label)
{
	struct form_option *o = ARENA_PUSH(&p->arena, c->v, c->n);

	*o = (struct form_option){ .value = value, .label = label };
	return o;
}

static bool fill_choice(const struct view *v, struct page *p, enum search_filter by, const char *chosen,
    const struct search_choices *from, struct form_choice *out, struct err *err)
{
	const char *label;
	bool shown = chosen == NULL;

	*out = (struct form_choice){ .name = search_filter_names[by],
		.label = p->lang->words[filter_words[by]] };
	add_option(p, out, "", p->lang->words[WORD_ALL])->chosen = shown;
	for (size_t i = 0; i < from->n; i++) {
		const struct search_choice *c = &from->v[i];
		if (!name_filter(v, &p->arena, by, c->value, &label, err))
			return false;
		if (!label)
			continue;
		label = lang_join(&p->arena, p->lang, JOINT_NOTE, label,
		    page_digits(&p->arena, p->lang, "%llu", (unsigned long long)c->n));
		bool this = chosen && strcmp(c->value, chosen) == 0;
		add_option(p, out, c->value, label)->chosen = this;
		shown = shown || this;
	}
	if (shown)
		return true;
	if (!name_filter(v, &p->arena, by, chosen, &label, err))
		return false;
	add_option(p, out, chosen, label)->chosen = true;
	return true;
}

/* What makes a difference: a filter that is set, or of which there are several values. */
static bool fill_form(const struct view *v, struct page *p, const struct wanted *w, const struct hits *hits,
    struct search_form *out, struct err *err)
{
	for (size_t i = 0; i < SEARCH_FILTERS; i++) {
		const struct search_choices *from = &hits->choices[i];
		if (!w->only[i] && from->n < 2)
			continue;
		struct form_choice *c = ARENA_PUSH(&p->arena, out->choices, out->n);
		if (!fill_choice(v, p, (enum search_filter)i, w->only[i], from, c, err))
			return false;
	}
	return true;
}

static enum search_filter filter_of(const struct form_choice *c)
{
	size_t i = 0;

	while (c->name != search_filter_names[i])
		i++;
	return (enum search_filter)i;
}

/* "Year: 2023 (12)", where there are no forms. */
static void add_narrower(struct page *p, const struct wanted *w, const struct search_form *form)
{
	size_t from = p->block_count;

	if (form->n)
		page_heading(p, 2, p->lang->words[WORD_SEARCH_NARROW]);
	for (size_t i = 0; i < form->n; i++) {
		const struct form_choice *c = &form->choices[i];
		for (size_t k = 0; k < c->n; k++) {
			struct wanted other = *w;
			other.only[filter_of(c)] = *c->v[k].value ? c->v[k].value : NULL;
			const char *path = c->v[k].chosen ? NULL
			                                  : search_address(&p->arena, p->lang, &other, 1);
			const char *label = lang_join(
			    &p->arena, p->lang, JOINT_LABEL, c->label, c->v[k].label);
			if (path)
				page_link(p, LINK_MENU, path, label);
		}
	}
	for (; from < p->block_count; from++)
		p->blocks[from].instead_of_form = true;
}

/* --- what was found ------------------------------------------------------------------------- */

static void add_page_link(struct page *p, const struct wanted *w, size_t page, enum word label)
{
	const char *path = page && page <= SEARCH_PAGES_MAX ? search_address(&p->arena, p->lang, w, page)
	                                                    : NULL;

	if (path)
		page_link(p, LINK_MENU, path, p->lang->words[label]);
}

/* In the list of items it says what it is. */
static void add_project(const struct view *v, struct page *p, const struct entry *e)
{
	const struct lang *lang = site_lang(v->site, str_of(e->lang));
	const char *what = p->lang->words[WORD_PROJECT];
	struct teaser *teaser = arena_alloc(&p->arena, sizeof *teaser);

	if (!lang)
		return;
	struct link *l = page_link(p, LINK_MENU, path_of(&p->arena, e->lang, e->project, ""), e->title);
	l->brief = *e->short_title ? e->short_title : NULL;
	l->lang = lang == p->lang ? NULL : lang;
	l->note = l->lang ? lang->name : NULL;
	*teaser = (struct teaser){ .kind = l->note ? lang_join(&p->arena, p->lang, JOINT_LIST, l->note, what)
		                                   : what };
	l->teaser = teaser;
}

/* The title is the end of the label: before it may be what became of an event. */
static void mark_title(struct page *p, struct link *l, const struct hit *hit)
{
	size_t before = strlen(l->label) - strlen(hit->entry.title);

	for (size_t i = 0; i < hit->in_title.n; i++) {
		struct inline_mark m = hit->in_title.v[i];
		m.at += before;
		*ARENA_PUSH(&p->arena, l->marks.v, l->marks.n) = m;
	}
}

static bool add_hit(const struct view *v, struct page *p, const struct hit *hit, struct err *err)
{
	const struct entry *e = &hit->entry;
	const struct lang *other = frame_lang(p, e->lang);
	size_t from = p->block_count;

	if (!*e->stem)
		add_project(v, p, e);
	else if (!parts_entry(v, p, e, other ? other->name : NULL, 0, err))
		return false;
	frame_set_lang(p, from, other);
	if (p->block_count == from)
		return true;
	struct block *b = &p->blocks[from];
	mark_title(p, &b->link, hit);
	if (e->kind == KIND_PAGE)
		b->link.day = NULL;
	if (*hit->snippet) {
		b->text = hit->snippet;
		b->marks = hit->in_snippet;
	}
	return true;
}

/* --- what was done, in words ------------------------------------------------------------------ */

/* What was typed and what is shown, in a sentence of a pack; {typed} and {shown} are each there once. */
static const char *fill_in(struct arena *a, const char *sentence, const char *typed, const char *shown)
{
	struct str rest = str_of(sentence);
	struct buf out;

	buf_init(&out, SEARCH_QUERY_BYTES * 8);
	while (rest.n) {
		size_t at = str_find(rest, '{');
		buf_add_str(&out, str_sub(rest, 0, at));
		rest = str_sub(rest, at, rest.n);
		if (rest.n)
			buf_puts(&out, str_starts(rest, "{typed}") ? typed : shown);
		at = str_find(rest, '}');
		rest = str_sub(rest, at + 1, rest.n);
	}
	const char *text = arena_str(a, buf_str(&out));
	buf_release(&out);
	return text;
}

/* A sentence for each word that was looked for in another spelling, or in several. */
static void say_respelt(struct page *p, const struct hits *hits)
{
	struct arena *a = &p->arena;
	size_t i = 0;

	while (i < hits->respelt_n) {
		const char *typed = hits->respelt[i].typed,
		           *shown = cleaned(a, str_of(hits->respelt[i].shown));
		for (i++; i < hits->respelt_n && strcmp(hits->respelt[i].typed, typed) == 0; i++)
			shown = lang_join(
			    a, p->lang, JOINT_LIST, shown, cleaned(a, str_of(hits->respelt[i].shown)));
		page_add(p, BLOCK_TEXT,
		    fill_in(a, p->lang->words[WORD_SEARCH_RESPELT], cleaned(a, str_of(typed)), shown));
	}
}

static void say_what_was_done(struct page *p, const struct hits *hits, bool unknown)
{
	const char *const *words = p->lang->words;

	if (unknown || hits->unknown_filter)
		page_add(p, BLOCK_TEXT, words[WORD_SEARCH_UNKNOWN]);
	if (hits->found)
		say_respelt(p, hits);
	if (hits->found && hits->most)
		page_add(p, BLOCK_TEXT, words[WORD_SEARCH_MOST]);
	if (!hits->n)
		page_add(p, BLOCK_TEXT, words[WORD_SEARCH_NOTHING]);
}

/*
 * Where something was found only some look for it, and pages of results are kept small. On the web it comes
 * last: there the form is a large part of a screen already.
 */
static void add_help_link(struct page *p, unsigned over)
{
	size_t from = p->block_count;

	search_help_link(p);
	page_show_over(p, from, over);
}

static bool add_hits(const struct view *v, struct page *p, const struct wanted *w, bool unknown,
    struct search_form *form, struct err *err)
{
	struct search_request q = { .text = w->query,
		.lang = v->lang->tag,
		.offset = (w->page - 1) * HITS_A_PAGE,
		.limit = HITS_A_PAGE };
	struct hits hits;
	struct buf found;

	memcpy(q.only, w->only, sizeof q.only);
	if (!catalog_search(v->catalog, &q, &p->arena, &hits, err) || !fill_form(v, p, w, &hits, form, err))
		return false;
	if (hits.found)
		add_help_link(p, ~(1U << SCHEME_HTTP));
	say_what_was_done(p, &hits, unknown);
	for (size_t i = 0; i < hits.n; i++)
		if (!add_hit(v, p, &hits.v[i], err))
			return false;
	add_page_link(p, w, w->page - 1, WORD_PREVIOUS_PAGE);
	if (hits.more)
		add_page_link(p, w, w->page + 1, WORD_NEXT_PAGE);
	add_narrower(p, w, form);
	if (!hits.found) {
		parts_menu(p, ADDRESS_ARCHIVE, "", WORD_ALL_ITEMS);
		return search_help(v, p, err);
	}
	add_help_link(p, 1U << SCHEME_HTTP);
	buf_init(&found, 128);
	lang_counted(p->lang, COUNT_RESULTS, hits.found, &found);
	p->subtitle = page_text_take(p, &found);
	return true;
}

/* The same search, or the same help, in the other languages. */
static void add_translations(const struct view *v, struct page *p, const struct wanted *w)
{
	bool help = v->more && strcmp(v->more, SEARCH_HELP) == 0;

	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		const struct address_parts at = { .lang = l->tag, .file = SEARCH_HELP };
		const char *path = w->query.n ? search_address(&p->arena, l, w, 1) : NULL;
		if (help)
			path = address_path(&p->arena, ADDRESS_SEARCH_PAGE, &at);
		if (!path)
			path = path_of_page(&p->arena, ADDRESS_SEARCH, l->tag, "");
		frame_translation(v, p, l->tag, path, l->words[WORD_SEARCH]);
	}
}

/* Of the same search: what will be found from now on. */
static void add_feeds(const struct view *v, struct page *p, const struct wanted *w)
{
	const char *path = search_address(&p->arena, p->lang, w, 1);

	/* Where the words are too long for an address there is none. */
	if (path)
		parts_feeds_below(v, p, arena_printf(&p->arena, "%s/", path));
}

/* "?" asks for nothing. */
static bool has_words(struct str query)
{
	struct str word;
	return word_next(&query, &word);
}

static bool fill(const struct view *v, struct page *p, struct wanted *w, struct err *err)
{
	const char *search = path_of_page(&p->arena, ADDRESS_SEARCH, v->lang->tag, "");
	struct search_form *form = arena_alloc(&p->arena, sizeof *form);
	bool unknown = false;

	*form = (struct search_form){ .words = cleaned(&p->arena, w->query) };
	p->title = p->lang->words[WORD_SEARCH];
	if (has_words(w->query))
		p->title = lang_join(&p->arena, p->lang, JOINT_LABEL, p->title, form->words);
	p->subtitle = p->home;
	page_link(p, LINK_SEARCH, search, p->lang->words[WORD_SEARCH_PROMPT]);
	p->blocks[0].form = form;
	if (!check_filters(v, p, w, &unknown, err))
		return false;
	add_translations(v, p, w);
	p->unpaired = w->query.n > 0;
	if (!has_words(w->query))
		return search_help(v, p, err);
	if (!add_hits(v, p, w, unknown, form, err))
		return false;
	add_feeds(v, p, w);
	return true;
}

enum view_result view_search(const struct view *v, struct page *out, struct err *err)
{
	struct wanted w;

	if (!frame_begin(v, PAGE_MENU, out, NULL, err))
		return frame_fail(v, out);
	switch (read_wanted(v, &out->arena, &w)) {
	case WANTED_MALFORMED:
		return frame_missing(v, out);
	case WANTED_TOO_LONG:
		return frame_refuse(v, out);
	case WANTED_OK:
		break;
	}
	return fill(v, out, &w, err) ? VIEW_OK : frame_fail(v, out);
}
