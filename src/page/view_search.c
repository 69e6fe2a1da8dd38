/*
 * view_search: what was found, or the prompt when there is no query.
 *
 * Every protocol sends a query in its own way, and no link of Gopher could contain one. So the address of a further
 * page has it in ASCII, the same everywhere:
 *
 *   path = "/" lang "/search" [ "/" more ]
 *   more = number "-" 1*( 2LHEXDIG )     ; the bytes of the query
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/address.h"
#include "lang/word.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

/* RESPELT_MAX: words; SPELLINGS_MAX: of one word, the likely ones come first. */
enum { RESPELT_MAX = 8, SPELLINGS_MAX = 64 };

/* ADDRESS_MAX: of a path that Gopher takes; there are no further pages for what makes a longer one. */
enum { HITS_A_PAGE = 20, PAGES_MAX = 50, QUERY_BYTES = 800, ADDRESS_MAX = 255 };

struct wanted {
	struct str query;
	size_t page; /* from 1 */
};

static bool read_more(const struct view *v, struct arena *a, struct wanted *out)
{
	struct str number, hex;
	uint64_t page;

	out->query = str_sub(v->query, 0, QUERY_BYTES);
	out->page = 1;
	if (!v->more || !*v->more)
		return true;
	if (!str_cut(str_of(v->more), '-', &number, &hex) || !str_to_uint(number, PAGES_MAX, &page) ||
	    !page || hex.n == 0 || hex.n % 2 || hex.n > 2 * QUERY_BYTES)
		return false;
	char *bytes = arena_alloc(a, hex.n / 2);
	for (size_t i = 0; i < hex.n; i += 2) {
		int high = str_hex_digit(hex.p[i]), low = str_hex_digit(hex.p[i + 1]);
		if (high < 0 || low < 0)
			return false;
		bytes[i / 2] = (char)(high << 4 | low);
	}
	out->query = (struct str){ bytes, hex.n / 2 };
	out->page = (size_t)page;
	return true;
}

/* "/ru/search/2-d0bb…"; NULL when the path would be too long. */
static const char *page_path(struct page *p, const struct lang *lang, const struct wanted *w, size_t page)
{
	struct buf more;
	struct address_parts at = { .lang = lang->tag };

	buf_init(&more, ADDRESS_MAX - 16 - sizeof "search/");
	buf_printf(&more, "%zu-", page);
	for (size_t i = 0; i < w->query.n; i++)
		buf_printf(&more, "%02x", (unsigned char)w->query.p[i]);
	if (!more.full)
		at.file = arena_str(&p->arena, buf_str(&more));
	buf_release(&more);
	return at.file ? address_path(&p->arena, ADDRESS_SEARCH_PAGE, &at) : NULL;
}

static void add_page_link(struct page *p, const struct wanted *w, size_t page, enum word label)
{
	const char *path = page && page <= PAGES_MAX ? page_path(p, p->lang, w, page) : NULL;

	if (path)
		page_link(p, LINK_MENU, path, p->lang->words[label]);
}

static void add_project(const struct view *v, struct page *p, const struct entry *e)
{
	const struct lang *lang = site_lang(v->site, str_of(e->lang));
	struct link *l;

	if (!lang)
		return;
	l = page_link(p, LINK_MENU, path_of(&p->arena, e->lang, e->project, ""), e->title);
	l->brief = *e->short_title ? e->short_title : NULL;
	l->lang = lang == p->lang ? NULL : lang;
	l->note = l->lang ? lang->name : NULL;
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
	if (*hit->snippet && p->block_count > from)
		page_add(p, BLOCK_TEXT, hit->snippet);
	frame_set_lang(p, from, other);
	return true;
}

/* Whether the whole word, or one of its forms, is in any text. */
static bool is_known(const struct view *v, struct arena *a, struct str word, bool *out, struct err *err)
{
	struct hits hits;

	bool ok = catalog_search(
	    v->catalog, &(struct search_request){ .text = word, .lang = v->lang->tag, .limit = 1 }, a, &hits, err);
	*out = ok && hits.found;
	return ok;
}

/* Appends the first way to write the word that texts have, or the word as it is where they have none. */
static bool respell_word(
    const struct view *v, struct arena *a, struct str word, struct buf *out, struct err *err)
{
	size_t start = out->len;
	bool known = false;

	for (unsigned n = 0; n < SPELLINGS_MAX; n++) {
		if (!lang_from_ascii(v->lang, word, n, out))
			continue;
		struct str spelt = str_sub(buf_str(out), start, out->len);
		if (!is_known(v, a, spelt, &known, err))
			return false;
		if (known)
			return true;
		buf_truncate(out, start);
	}
	buf_add_str(out, word);
	return true;
}

/* Of what was typed where only Latin letters can be, each word is looked for in the language's own letters. */
static bool respell(const struct view *v, struct arena *a, struct wanted *w, struct err *err)
{
	struct str rest = w->query, word;
	struct buf spelt;
	bool ok = true;

	if (!v->latin || v->lang->search.script != SCRIPT_CYRILLIC)
		return true;
	buf_init(&spelt, 4 * QUERY_BYTES);
	for (size_t i = 0; ok && i < RESPELT_MAX && word_next(&rest, &word); i++) {
		buf_puts(&spelt, i ? " " : "");
		ok = respell_word(v, a, word, &spelt, err);
	}
	if (ok && !spelt.full && spelt.len && !word_next(&rest, &word))
		w->query = (struct str){ arena_str(a, buf_str(&spelt)), spelt.len };
	buf_release(&spelt);
	return ok;
}

static bool add_hits(const struct view *v, struct page *p, const struct wanted *w, struct err *err)
{
	struct search_request q = { .text = w->query,
		.lang = v->lang->tag,
		.offset = (w->page - 1) * HITS_A_PAGE,
		.limit = HITS_A_PAGE };
	struct hits hits;
	struct buf found;

	if (!catalog_search(v->catalog, &q, &p->arena, &hits, err))
		return false;
	for (size_t i = 0; i < hits.n; i++)
		if (!add_hit(v, p, &hits.v[i], err))
			return false;
	if (!hits.n)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_SEARCH_NOTHING]);
	add_page_link(p, w, w->page - 1, WORD_PREVIOUS_PAGE);
	if (hits.more)
		add_page_link(p, w, w->page + 1, WORD_NEXT_PAGE);
	if (!hits.found)
		return true;
	buf_init(&found, 128);
	lang_counted(p->lang, COUNT_RESULTS, hits.found, &found);
	p->subtitle = page_text_take(p, &found);
	return true;
}

/* "Search: canal", with what was typed made fit to be shown. */
static const char *title(struct page *p, const struct wanted *w)
{
	struct buf clean;

	buf_init(&clean, QUERY_BYTES * 4);
	utf8_clean(&clean, w->query);
	struct str typed = str_trim(buf_str(&clean));
	const char *words = p->lang->words[WORD_SEARCH];
	const char *title = typed.n ? arena_printf(&p->arena, "%s: %.*s", words, STR_ARG(typed)) : words;
	buf_release(&clean);
	return title;
}

/* The same search in the other languages. */
static void add_translations(const struct view *v, struct page *p, const struct wanted *w)
{
	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		const char *path = w->query.n ? page_path(p, l, w, 1) : NULL;
		if (!path)
			path = path_of_page(&p->arena, ADDRESS_SEARCH, l->tag, "");
		frame_translation(v, p, l->tag, path, l->words[WORD_SEARCH]);
	}
}

static bool fill(const struct view *v, struct page *p, struct wanted *w, struct err *err)
{
	const char *search = path_of_page(&p->arena, ADDRESS_SEARCH, v->lang->tag, "");

	p->title = title(p, w);
	p->subtitle = p->home;
	page_link(p, LINK_SEARCH, search, p->lang->words[WORD_SEARCH_PROMPT]);
	add_translations(v, p, w);
	p->unpaired = w->query.n > 0;
	return !w->query.n || (respell(v, &p->arena, w, err) && add_hits(v, p, w, err));
}

enum view_result view_search(const struct view *v, struct page *out, struct err *err)
{
	struct wanted w;

	if (!frame_begin(v, PAGE_MENU, out, NULL, err))
		return frame_fail(v, out);
	if (!read_more(v, &out->arena, &w))
		return frame_missing(v, out);
	return fill(v, out, &w, err) ? VIEW_OK : frame_fail(v, out);
}
