/*
 * search_help: the examples are words of the newest items, and names of what these are about, so that
 * following one shows what it does.
 */
#include "page/search_help.h"

#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/utf8.h"
#include "catalog/tags.h"
#include "content/address.h"
#include "lang/word.h"
#include "page/search_address.h"

/* ITEMS: from which words are taken. LETTERS: of a word that says something. */
enum { ITEMS = 5, LETTERS = 4, FOLDED_BYTES = 1 << 16 };

struct help {
	const struct view *v;
	struct page *p;
	struct entries items; /* the newest; one at least */
};

/* --- words of titles ------------------------------------------------------------------------- */

static struct str folded(struct arena *a, struct str text)
{
	struct buf out;

	buf_init(&out, FOLDED_BYTES);
	utf8_fold(&out, text);
	struct str s = { arena_str(a, buf_str(&out)), out.len };
	buf_release(&out);
	return s;
}

static bool has_digit(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (ascii_is_digit(word.p[i]))
			return true;
	return false;
}

/* Neither a number, nor an abbreviation, nor too short to say something. */
static bool is_telling(struct arena *a, struct str word)
{
	size_t first;

	utf8_decode(word, &first);
	struct str rest = str_sub(word, first, word.n);
	return utf8_length(word) >= LETTERS && !has_digit(word) && str_eq(folded(a, rest), rest);
}

/* The longest such word of the title, but not `besides`; empty: there is none. */
static struct str longest(struct help *h, const char *title, struct str besides)
{
	struct arena *a = &h->p->arena;
	struct str rest = str_of(title), word, best = STR("");

	while (word_next(&rest, &word))
		if (utf8_length(word) > utf8_length(best) && is_telling(a, word) &&
		    !str_eq(folded(a, word), besides))
			best = word;
	return folded(a, best);
}

/* The longest two words of a title with nothing but a space between them. */
static const char *neighbours(struct help *h, const char *title)
{
	struct arena *a = &h->p->arena;
	struct str rest = str_of(title), word, last = STR(""), best = STR("");

	for (; word_next(&rest, &word); last = is_telling(a, word) ? word : STR("")) {
		struct str both = { last.p, last.n + 1 + word.n };
		bool is_phrase = last.n && last.p + last.n + 1 == word.p && last.p[last.n] == ' ' &&
		                 is_telling(a, word);
		if (is_phrase && utf8_length(both) > utf8_length(best))
			best = both;
	}
	return best.n ? folded(a, best).p : NULL;
}

static bool holds(struct str text, struct str part)
{
	for (size_t i = 0; i + part.n <= text.n; i++)
		if (memcmp(text.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

/* The most telling word of another item that the newest does not have, whatever its ending. */
static struct str missing_word(struct help *h)
{
	struct arena *a = &h->p->arena;
	const struct entry *e = h->items.v;
	struct str all = folded(a, str_of(arena_printf(a, "%s %s %s", e->title, e->summary, e->body)));

	for (size_t i = 1; i < h->items.n; i++) {
		struct str word = longest(h, h->items.v[i].title, STR(""));
		size_t stem = word.n ? utf8_fit(word, LETTERS) : 0;
		if (stem && !holds(all, str_sub(word, 0, stem)))
			return word;
	}
	return STR("");
}

/* --- lines ----------------------------------------------------------------------------------- */

static void add_example(struct help *h, enum word what, const char *query)
{
	struct page *p = h->p;
	const struct wanted w = { .query = str_of(query), .page = 1 };
	const char *path = search_address(&p->arena, p->lang, &w, 1);

	if (path)
		page_link(p, LINK_MENU, path, query)->note = p->lang->words[what];
}

static void add_words(struct help *h)
{
	struct arena *a = &h->p->arena;
	const char *title = h->items.v[0].title, *phrase = neighbours(h, title);
	struct str first = longest(h, title, STR("")), second = longest(h, title, first),
	           without = missing_word(h);

	if (first.n && second.n)
		add_example(
		    h, WORD_SEARCH_HELP_WORDS, arena_printf(a, "%.*s %.*s", STR_ARG(first), STR_ARG(second)));
	if (phrase)
		add_example(h, WORD_SEARCH_HELP_PHRASE, arena_printf(a, "\"%s\"", phrase));
	if (first.n && without.n)
		add_example(h, WORD_SEARCH_HELP_WITHOUT,
		    arena_printf(a, "%.*s -%.*s", STR_ARG(first), STR_ARG(without)));
}

/*
 * "year:2023", with the language's own name for it, or the English one where that is no single word; a value
 * of several words in quotes.
 */
static const char *filter(struct help *h, enum word label, const char *value)
{
	struct arena *a = &h->p->arena;
	const char *name = h->p->lang->words[label], *quote = strchr(value, ' ') ? "\"" : "";

	if (strchr(name, ' '))
		name = lang_default()->words[label];
	return arena_printf(a, "%s:%s%s%s", folded(a, str_of(name)).p, quote, value, quote);
}

static void add_year(struct help *h)
{
	const struct entry *newest = h->items.v;
	struct str word = longest(h, newest->title, STR(""));
	char day[DATE_TEXT_MAX];

	date_day(newest->date.at, day);
	const char *year = arena_printf(&h->p->arena, "%.4s", day);
	add_example(h, WORD_SEARCH_HELP_YEAR,
	    arena_printf(
	        &h->p->arena, "%.*s%s%s", STR_ARG(word), word.n ? " " : "", filter(h, WORD_YEAR, year)));
}

/* Of a kind that not all are of, where there is one. */
static void add_kind(struct help *h)
{
	enum item_kind kind = h->items.v[0].kind;

	for (size_t i = 0; i < h->items.n && kind == KIND_NEWS; i++)
		kind = h->items.v[i].kind;
	struct str name = folded(&h->p->arena, str_of(h->p->lang->words[WORD_KIND_NEWS + (int)kind]));
	add_example(h, WORD_SEARCH_HELP_KIND, filter(h, WORD_KIND, name.p));
}

static void add_project(struct help *h)
{
	for (size_t i = 0; i < h->items.n; i++)
		if (*h->items.v[i].project) {
			add_example(
			    h, WORD_SEARCH_HELP_PROJECT, filter(h, WORD_PROJECT, h->items.v[i].project));
			return;
		}
}

/* Within quotation marks there can be none (catalog/search/asked.h). */
static bool has_quote(const char *name)
{
	static const char *const quotes[] = { "\"", "«", "»", "“", "”", "„", "‟", "″" };

	for (size_t i = 0; i < ARRAY_SIZE(quotes); i++)
		if (strstr(name, quotes[i]))
			return true;
	return false;
}

static bool add_tag(struct help *h, enum tag_kind kind, enum word label, enum word what, struct err *err)
{
	struct tags tags;

	if (!catalog_tags_used(h->v->catalog, kind, h->p->lang->tag, &h->p->arena, &tags, err))
		return false;
	if (!tags.n)
		return true;
	const struct tag *t = &tags.v[0];
	add_example(h, what, filter(h, label, has_quote(t->name) ? t->slug : t->name));
	return true;
}

static bool add_examples(struct help *h, struct err *err)
{
	add_words(h);
	add_year(h);
	add_kind(h);
	add_project(h);
	return add_tag(h, TAG_TOPIC, WORD_TOPIC, WORD_SEARCH_HELP_TOPIC, err) &&
	       add_tag(h, TAG_PLACE, WORD_PLACE, WORD_SEARCH_HELP_PLACE, err);
}

bool search_help(const struct view *v, struct page *p, struct err *err)
{
	struct help h = { .v = v, .p = p };
	const struct entry_query newest = {
		.lang = v->lang->tag, .order = NEWEST_FIRST, .bodies = true, .limit = ITEMS
	};

	if (!catalog_entries(v->catalog, &newest, &p->arena, &h.items, err))
		return false;
	page_heading(p, 2, p->lang->words[WORD_SEARCH_HELP]);
	if (h.items.n && !add_examples(&h, err))
		return false;
	page_add(p, BLOCK_TEXT, p->lang->words[WORD_SEARCH_HELP_FORGIVES]);
	return true;
}

void search_help_link(struct page *p)
{
	const struct address_parts at = { .lang = p->lang->tag, .file = SEARCH_HELP };

	page_link(p, LINK_MENU, address_path(&p->arena, ADDRESS_SEARCH_PAGE, &at),
	    p->lang->words[WORD_SEARCH_HELP]);
}
