/*
 * tidy: the rules that tell a box of links, a byline or the end of a text from the text.
 */
#include "import/tidy.h"

#include <string.h>

#include "base/utf8.h"
#include "import/guess.h"
#include "import/junk.h"
#include "import/marks.h"
#include "import/node.h"
#include "lang/found_date.h"

enum {
	SHORT = 90,      /* letters of a line that is no sentence */
	BYLINE = 160,    /* letters of an author's line */
	DATE_WORDS = 4,  /* words beside a date that leave it a date's line */
	CARD = 150,      /* letters of the beginning of another text */
	ABOVE_SHARE = 4, /* of a text, above the title: more is text */
	END_SHARE = 10,  /* what follows a text is less than a third of it, in tenths: see follows_text */
};

struct tidying {
	struct arena *arena;
	const char *title;
	size_t text;            /* letters of all of it, */
	size_t good;            /* of those in long lines */
	size_t before;          /* of those that were passed */
	bool ended;             /* a line began what follows the text */
	const xmlNode *heading; /* the title in it, until it is passed */
	struct tidied said;
};

/* --- boxes ------------------------------------------------------------------------- */

static bool is_list(const xmlNode *n)
{
	return node_is(n, "ul") || node_is(n, "ol") || node_is(n, "dl");
}

/* A data table, a text by its name, or code. */
static bool is_kept(struct tidying *t, const xmlNode *n)
{
	static const char *const names[] = { "p", "pre", "figure", "figcaption", "picture", "video", "audio",
		"table", "tbody", "tr", "td", "th", "thead", "caption", "h1", "h2", "h3", "h4", "h5", "h6",
		"li", "dt", "dd", "blockquote", "article", "main", "math" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (node_is(n, names[i]))
			return true;
	return junk_names_body(t->arena, n);
}

static bool is_shown(const xmlNode *n)
{
	static const char *const names[] = { "img", "iframe", "video", "audio", "object", "embed",
		"noscript" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (node_is(n, names[i]))
			return true;
	return false;
}

/* Pictures that a script would show are below it. */
static bool has_noscript(const xmlNode *n)
{
	for (const xmlNode *c = n->children; c; c = c->next)
		if (node_is(c, "noscript") || (marks_of(c) && has_noscript(c)))
			return true;
	return false;
}

/* Beginnings of other texts, each with a heading that leads to it. */
static bool is_cards(const struct mark *m)
{
	return m->cards && m->cards * 2 >= m->headings && m->good / m->cards < CARD;
}

static bool is_box(struct tidying *t, const xmlNode *n)
{
	const struct mark *m = marks_of(n);
	double links = marks_link_share(m);
	if (!m->block || is_kept(t, n))
		return false;
	if (m->good * 2 > t->good)
		return false;
	if (m->fields > 0 && m->good < 200 && m->fields * 2 >= m->paragraphs)
		return true;
	if (m->text == 0)
		return !m->pictures && !m->embeds && !is_shown(n) && !has_noscript(n);
	if (t->before > 0 && m->text * 3 < t->text && is_cards(m))
		return true;
	if (is_list(n))
		return links > 0.75 && m->items > 1 && !m->pictures && m->text / (m->items + 1) < 200;
	if (links > 0.5 && m->good < 300)
		return !m->pictures || m->text > SHORT;
	return links > 0.33 && m->good < 100 && m->items > m->paragraphs && m->text > 20;
}

/* --- lines ------------------------------------------------------------------------- */

bool tidy_is_title(const char *words, const char *title)
{
	struct buf one, other;
	buf_init(&one, 8192);
	buf_init(&other, 8192);
	utf8_fold(&one, str_sub(str_of(words), 0, 1000));
	utf8_fold(&other, str_sub(str_of(title), 0, 1000));
	bool same = one.len && (str_eq(buf_str(&one), buf_str(&other)) ||
	                           (one.len > 16 && memmem(other.data, other.len, one.data, one.len)) ||
	                           (other.len > 16 && one.len < other.len * 2 &&
	                               memmem(one.data, one.len, other.data, other.len)));
	buf_release(&one);
	buf_release(&other);
	return same;
}

static bool is_good_line(const struct mark *m)
{
	return m->block && m->own >= MARKS_GOOD_LINE && m->own_link * 2 < m->own;
}

static bool is_heading(const xmlNode *n)
{
	return n->name[0] == 'h' && n->name[1] >= '1' && n->name[1] <= '6' && !n->name[2];
}

static bool is_title(const struct tidying *t, const xmlNode *n)
{
	return is_heading(n) && marks_of(n)->text < BYLINE + SHORT &&
	       tidy_is_title(node_words(t->arena, n), t->title);
}

/* The heading below n that is the title. `above` gets the letters in long lines above it. */
static const xmlNode *find_title(const struct tidying *t, const xmlNode *n, size_t *above)
{
	for (const xmlNode *c = n->children; c; c = c->next) {
		const struct mark *m = marks_of(c);
		if (!m || m->out)
			continue;
		const xmlNode *below = m->headings ? find_title(t, c, above) : NULL;
		if (below || is_title(t, c))
			return below ? below : c;
		if (!m->headings)
			*above += m->good;
		else if (is_good_line(m))
			*above += m->own;
	}
	return NULL;
}

/* Whether the title is n or in it. */
static bool has_title(const struct tidying *t, const xmlNode *n)
{
	const xmlNode *p = t->heading;
	while (p && p != n)
		p = p->parent;
	return p != NULL;
}

static bool is_date_line(struct str words)
{
	struct found_date d;
	return words.n < 120 && found_date_in(words, &d) &&
	       d.words <= (d.start == 0 ? DATE_WORDS : DATE_WORDS / 2);
}

/* Above the text: who wrote it, when, under which headings. */
static bool is_byline(struct tidying *t, const xmlNode *n, struct str words)
{
	const struct mark *m = marks_of(n);
	if (t->before * ABOVE_SHARE > t->good || m->text > BYLINE)
		return false;
	if (t->before > 0)
		return !is_heading(n) && !m->pictures &&
		       (is_date_line(words) || junk_names_byline(t->arena, n));
	if (import_says_press_release(words))
		return t->said.press_release = true;
	if (is_date_line(words)) {
		t->said.date_line = *t->said.date_line ? t->said.date_line : words.p;
		return true;
	}
	return !is_heading(n) && m->text < BYLINE && junk_names_byline(t->arena, n) && !m->pictures;
}

static bool is_site_line(const xmlNode *n, struct str words)
{
	const struct mark *m = marks_of(n);
	return m->own + m->own / 3 >= m->text && !m->pictures && junk_is_line(words);
}

/* Above the title: the name of a column, a number of readers, a notice of the site. */
static bool is_above(const struct tidying *t, const xmlNode *n)
{
	const struct mark *m = marks_of(n);
	return t->heading && m->block && !m->pictures && !m->embeds && !has_title(t, n);
}

/* A heading or a short line that begins what is not the text, when most of the text came before it. */
static bool follows_text(struct tidying *t, const xmlNode *n, struct str words)
{
	const struct mark *m = marks_of(n);
	if (m->text > SHORT || !m->text || t->before * END_SHARE < t->good * 6)
		return false;
	return junk_ends_text(words);
}

/* --- the walk ---------------------------------------------------------------------- */

static void walk(struct tidying *t, xmlNode *n);

static bool is_out(struct tidying *t, xmlNode *n)
{
	const struct mark *m = marks_of(n);
	if (t->ended || is_box(t, n))
		return true;
	if (m->text > BYLINE + SHORT)
		return is_above(t, n);
	struct str words = str_of(node_words(t->arena, n));
	if (!m->block)
		return t->before == 0 && is_date_line(words) && is_byline(t, n, words);
	if (is_title(t, n))
		return true;
	t->ended = follows_text(t, n, words);
	return t->ended || is_byline(t, n, words) || is_site_line(n, words) || is_above(t, n);
}

static void walk(struct tidying *t, xmlNode *n)
{
	for (xmlNode *c = n->children; c; c = c->next) {
		struct mark *m = marks_of(c);
		if (!m || m->out)
			continue;
		m->out = is_out(t, c);
		if (!m->out)
			walk(t, c);
		if (has_title(t, c))
			t->heading = NULL;
		if (!m->out && is_good_line(m))
			t->before += m->own;
	}
}

/* A heading with nothing below it is the heading of something that was left out. */
static void drop_last_headings(xmlNode *n)
{
	for (xmlNode *c = n->last; c; c = c->prev) {
		struct mark *m = marks_of(c);
		if (!m) {
			if (c->type == XML_TEXT_NODE && !xmlIsBlankNode(c))
				return;
			continue;
		}
		if (m->out || (!m->text && !m->pictures && !m->embeds && !is_shown(c)))
			continue;
		if (!is_heading(c)) {
			drop_last_headings(c);
			return;
		}
		m->out = true;
	}
}

struct tidied tidy_region(struct arena *a, xmlNode *text, const char *title)
{
	struct tidying t = { .arena = a,
		.title = title,
		.text = marks_of(text)->text,
		.good = marks_of(text)->good,
		.said = { .date_line = "" } };
	size_t above = 0;
	t.heading = find_title(&t, text, &above);
	if (above * ABOVE_SHARE >= t.good)
		t.heading = NULL;
	walk(&t, text);
	marks_count(text);
	drop_last_headings(text);
	return t.said;
}
