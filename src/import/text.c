/*
 * text: plain text as it comes out of a word processor or off a page.
 *
 * A line is a paragraph. A head of letterhead, date and marks is taken apart; tables that lost their lines are rows of
 * lines that begin with a tab; what is left out is said in a check.
 */
#include "import/text.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "import/guess.h"
#include "import/writing.h"
#include "lang/found_date.h"

enum { HEAD_LINES = 14, HEADING_COLUMNS = 90, DATE_WORDS = 4, FACTS_MIN = 3, TAIL_COLUMNS = 60 };

struct line {
	struct str raw;   /* with its tab */
	const char *text; /* clean; "" for an empty line */
	bool cell;        /* begins with a tab */
	bool footnote;    /* begins with the mark of one */
};

struct reading {
	struct arena *arena;
	struct imported *item;
	struct line *lines;
	size_t count;
	size_t body;   /* the first line after the head */
	bool capitals; /* there was a heading in capitals */
};

/* --- lines ------------------------------------------------------------------------- */

static void split(struct reading *r, struct str text)
{
	struct str raw;
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	while (str_next_line(&text, &raw)) {
		struct line *l = ARENA_PUSH(r->arena, r->lines, r->count);
		l->raw = raw;
		l->text = import_clean(r->arena, raw);
		l->cell = str_starts(raw, "\t");
		l->footnote = str_starts(str_trim(raw), "\uFFFD");
		/* A full stop alone belongs to the line above. */
		if (r->count > 1 && *l->text && strspn(l->text, ".,;:!?") == strlen(l->text) &&
		    l[-1].text[0]) {
			if (!str_ends(str_of(l[-1].text), "."))
				l[-1].text = arena_printf(r->arena, "%s%s", l[-1].text, l->text);
			l->text = "";
		}
	}
}

/* The letters of a line are capitals, four of them at least. */
static bool is_capitals(const char *text)
{
	struct buf folded;
	size_t letters = 0, small = 0, len;
	struct str s = str_of(text);
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_decode(str_sub(s, i, s.n), &len);
		if (c < 'A' || (c > 'Z' && c < 'a') || (c > 'z' && c < 0x400) || c > 0x52F)
			continue;
		buf_init(&folded, 64);
		utf8_fold(&folded, str_sub(s, i, i + len));
		letters++;
		small += str_eq(buf_str(&folded), str_sub(s, i, i + len));
		buf_release(&folded);
	}
	return letters >= 4 && small == 0;
}

static bool ends_sentence(const char *text)
{
	static const char *const marks[] = { ".", "!", "?", ";", ",", "…", ")", "»", "”", "\"" };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (str_ends(str_of(text), marks[i]))
			return true;
	return false;
}

static size_t next_full(const struct reading *r, size_t i)
{
	do
		i++;
	while (i < r->count && !*r->lines[i].text);
	return i;
}

/* --- the head ---------------------------------------------------------------------- */

static bool is_date_line(const char *text, struct found_date *d)
{
	return found_date_in(str_of(text), d) && d->words <= DATE_WORDS &&
	       utf8_columns(str_of(text)) < TAIL_COLUMNS;
}

static bool is_letterhead(const char *text)
{
	static const char *const words[] = { "Тел.", "тел.", "Факс", "Вебсайт", "Tel.", "Phone", "Fax" };
	size_t found = 0;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		found += strstr(text, words[i]) != NULL;
	return found >= 2;
}

/* Several lines of capitals are one title. */
static size_t take_capitals(struct reading *r, size_t i)
{
	r->item->title = r->lines[i].text;
	while (i + 1 < r->count && is_capitals(r->lines[i + 1].text)) {
		i++;
		r->item->title = arena_printf(r->arena, "%s %s", r->item->title, r->lines[i].text);
	}
	import_doubt(r->arena, r->item, "the title was all in capitals: write it as a sentence");
	return i;
}

/*
 * The line of the title, and in *last where it ends: below a heading "News"; else the capitals below "PRESS RELEASE";
 * else the first line.
 */
static size_t find_title(struct reading *r, size_t *last)
{
	size_t first = r->count;
	for (size_t i = 0, seen = 0; i < r->count && seen < HEAD_LINES; i++) {
		const char *text = r->lines[i].text;
		struct found_date d;
		if (!*text)
			continue;
		seen++;
		size_t next = next_full(r, i);
		if (next < r->count && import_says_press_release(str_of(text)) &&
		    is_capitals(r->lines[next].text)) {
			*last = take_capitals(r, next);
			return next;
		}
		if (next < r->count && import_says_news(str_of(text)) && !str_ends(str_of(text), ":")) {
			r->item->title = r->lines[next].text;
			*last = next;
			return next;
		}
		if (first == r->count && !is_date_line(text, &d) && !import_says_press_release(str_of(text)))
			first = i;
	}
	*last = first;
	r->item->title = first < r->count ? r->lines[first].text : "";
	return first;
}

static void take_date(struct reading *r, const struct found_date *d)
{
	struct imported *item = r->item;
	const char *text = found_date_text(r->arena, d);
	bool same_day = *item->date && !strncmp(item->date, text, 10);
	if (!*item->date)
		item->date = text;
	else if (same_day && d->has_time && !item->date[10])
		item->date = text;
	else if (!same_day)
		import_doubt(r->arena, item, "another date is in the head: %s", text);
}

/* What comes above the title, and dates and marks between it and the text. */
static void read_head(struct reading *r)
{
	size_t last, title = find_title(r, &last);
	struct found_date d;
	for (size_t i = 0; i < r->count && i < title; i++) {
		const char *text = r->lines[i].text;
		if (import_says_press_release(str_of(text)))
			r->item->kind = KIND_PRESS_RELEASE;
		else if (is_date_line(text, &d))
			take_date(r, &d);
		else if (is_letterhead(text))
			r->item->contact = text;
		else if (*text && !import_says_news(str_of(text)))
			import_doubt(r->arena, r->item, "this was above the title and is left out: %s", text);
	}
	size_t i = title < r->count ? last + 1 : r->count;
	for (; i < r->count; i++) {
		const char *text = r->lines[i].text;
		if (import_says_press_release(str_of(text)))
			r->item->kind = KIND_PRESS_RELEASE;
		else if (is_date_line(text, &d))
			take_date(r, &d);
		else if (*text && strcmp(text, r->item->title) != 0)
			break;
	}
	/* A place may come between the head and the title said again. */
	size_t next = next_full(r, i);
	if (next < r->count && *r->item->title && !strcmp(r->lines[next].text, r->item->title))
		r->lines[next].text = "";
	r->body = i;
	if (!*r->item->date && i < r->count && found_date_in(str_of(r->lines[i].text), &d) && d.start == 0)
		take_date(r, &d);
}

/* --- words with addresses ---------------------------------------------------------- */

static bool is_address_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr(".-_~/:?#@!$&*+=%", c));
}

static struct str trim_marks(struct str s)
{
	while (s.n && strchr(".,;:!?", s.p[s.n - 1]))
		s.n--;
	return s;
}

/* One run of address characters: a link when it is an address, with a scheme made explicit. */
static void look_at_run(struct writing *w, struct str run)
{
	run = trim_marks(run);
	size_t at = str_find(run, '@');
	struct str none = { 0 };
	if (str_starts(run, "http://") || str_starts(run, "https://")) {
		writing_link(w, run, none);
	} else if (str_starts(run, "www.") && run.n > 6) {
		writing_link(w, str_of(arena_printf(w->arena, "https://%.*s", STR_ARG(run))), run);
		import_doubt(w->arena, w->item, "is https://%.*s right? The text said %.*s", STR_ARG(run),
		    STR_ARG(run));
	} else if (at > 0 && at + 3 < run.n && str_find(str_sub(run, at, run.n), '.') < run.n - at) {
		writing_link(w, str_of(arena_printf(w->arena, "mailto:%.*s", STR_ARG(run))), run);
	}
}

static void find_addresses(struct writing *w, const char *text)
{
	for (const char *p = text; *p;) {
		const char *from = p;
		while (is_address_char(*p))
			p++;
		if (p > from)
			look_at_run(w, (struct str){ from, (size_t)(p - from) });
		else
			p++;
	}
}

/* Word's HYPERLINK "address" label: the label stays. */
static const char *drop_fields(struct writing *w, const char *text)
{
	const char *field = strstr(text, "HYPERLINK \""), *end = field ? strchr(field + 11, '"') : NULL;
	if (!end)
		return text;
	writing_link(w, (struct str){ field + 11, (size_t)(end - field - 11) }, (struct str){ 0 });
	return import_clean(
	    w->arena, str_of(arena_printf(w->arena, "%.*s %s", (int)(field - text), text, end + 1)));
}

static void write_words(struct writing *w, const char *marker, const char *text)
{
	text = drop_fields(w, text);
	if (!w->link_count)
		find_addresses(w, text);
	writing_line(w, marker, str_of(text));
}

/* --- the body ---------------------------------------------------------------------- */

/* The lines of the row that begins here, all of them with a tab. */
static size_t row_cells(const struct reading *r, size_t i)
{
	size_t n = 0;
	while (i + n < r->count && r->lines[i + n].cell && *r->lines[i + n].text)
		n++;
	return n;
}

/* Where the next row begins: after one empty line at most. */
static size_t next_row(const struct reading *r, size_t i, size_t columns)
{
	i += columns;
	if (i < r->count && !*r->lines[i].text)
		i++;
	return i;
}

/* Two rows at least, of the same number of cells, two at least. The line after the table, or i: there is none. */
static size_t write_table(struct reading *r, struct writing *w, size_t i)
{
	size_t columns = row_cells(r, i), rows = 0, at = i, n = 0;
	const char **cells = NULL;
	if (columns < 2)
		return i;
	for (size_t row = i; row_cells(r, row) == columns; row = next_row(r, row, columns)) {
		for (size_t c = 0; c < columns; c++)
			*ARENA_PUSH(r->arena, cells, n) = r->lines[row + c].text;
		at = row + columns;
		rows++;
	}
	if (rows < 2)
		return i;
	writing_table(w, cells, columns, n);
	import_doubt(r->arena, r->item, "a table was put together again: compare it with the original");
	return at;
}

static const char *bullet_text(const char *text)
{
	static const char *const bullets[] = { "• ", "▪ ", "◦ ", "● ", "· ", "‣ ", "\uF0B7 ", "* ", "- " };
	for (size_t i = 0; i < ARRAY_SIZE(bullets); i++)
		if (str_starts(str_of(text), bullets[i]))
			return text + strlen(bullets[i]);
	return NULL;
}

/* A short line between empty lines, with a text below it. */
static bool is_heading(const struct reading *r, size_t i)
{
	const char *text = r->lines[i].text;
	size_t next = next_full(r, i);
	if (utf8_columns(str_of(text)) > HEADING_COLUMNS || next >= r->count || strstr(text, ": "))
		return false;
	if (is_capitals(text))
		return true;
	bool apart = next > i + 1 && i > 0 && !*r->lines[i - 1].text && i > r->body;
	return apart && !ends_sentence(text) && !str_ends(str_of(text), ":") &&
	       !bullet_text(r->lines[next].text) &&
	       utf8_columns(str_of(r->lines[next].text)) > utf8_columns(str_of(text));
}

static void write_line(struct reading *r, struct writing *w, size_t i)
{
	const char *text = r->lines[i].text, *item = bullet_text(text);
	if (item) {
		write_words(w, "* ", item);
	} else if (is_heading(r, i)) {
		bool capitals = is_capitals(text);
		writing_line(w, r->capitals && !capitals ? "### " : "## ", str_of(text));
		r->capitals |= capitals;
	} else {
		if (r->lines[i].footnote)
			import_doubt(r->arena, r->item, "a footnote lost its number: %.*s…",
			    (int)utf8_fit(str_of(text), TAIL_COLUMNS), text);
		write_words(w, "", text);
	}
}

/* Headings of empty lists at the end: jarchy makes such lists itself. */
static void drop_tail(struct reading *r)
{
	while (r->count > r->body) {
		const char *text = r->lines[r->count - 1].text;
		if (*text && (!str_ends(str_of(text), ":") || utf8_columns(str_of(text)) > TAIL_COLUMNS))
			return;
		r->count--;
	}
}

/* A page of facts in its first lines is a project's. */
static void look_for_facts(struct reading *r)
{
	size_t facts = 0, seen = 0;
	for (size_t i = r->body; i < r->count && seen < HEAD_LINES; i++) {
		const char *colon = strstr(r->lines[i].text, ": ");
		seen += *r->lines[i].text != 0;
		facts += colon && colon - r->lines[i].text < TAIL_COLUMNS;
	}
	if (facts >= FACTS_MIN)
		import_doubt(r->arena, r->item,
		    "is this a project's page? Then move its facts to project.<language>.gmi");
}

bool import_text(struct str bytes, struct import *out, struct err *err)
{
	struct reading r = { .arena = &out->arena, .item = import_add(out) };
	struct writing w;
	split(&r, bytes);
	read_head(&r);
	if (!*r.item->title)
		return err_set(err, "there is no text in it");
	drop_tail(&r);
	look_for_facts(&r);
	writing_init(&w, r.arena, r.item);
	for (size_t i = r.body; i < r.count; i++) {
		size_t end = r.lines[i].cell ? write_table(&r, &w, i) : i;
		if (end > i)
			i = end - 1;
		else if (*r.lines[i].text)
			write_line(&r, &w, i);
	}
	writing_finish(&w);
	r.item->lang = import_guess_lang(r.arena, r.item, bytes);
	if (!*r.item->date)
		import_unsure(r.arena, r.item, "no date was found");
	return true;
}
