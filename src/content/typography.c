/*
 * typography: one table of what is looked for, one function each that finds it in a line.
 */
#include "content/typography.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

/* Where in a line it was found, and what of it is shown. */
struct found {
	size_t at;
	struct str shown;
};

/* Several times as fast as memmem: what is looked for begins with bytes that texts hardly have. */
static const char *find_word(struct str line, const char *word, size_t n)
{
	while (line.n >= n) {
		const char *p = memchr(line.p, word[0], line.n - n + 1);
		if (!p || !memcmp(p, word, n))
			return p;
		line = str_sub(line, (size_t)(p + 1 - line.p), line.n);
	}
	return NULL;
}

static bool find_any(struct str line, const char *const *words, struct found *out)
{
	for (; *words; words++) {
		size_t n = strlen(*words);
		const char *p = find_word(line, *words, n);
		if (p) {
			out->at = (size_t)(p - line.p);
			out->shown = (struct str){ p, n };
			return true;
		}
	}
	return false;
}

static bool find_field_code(struct str line, struct found *out)
{
	static const char *const codes[] = { "HYPERLINK \"", "HYPERLINK \\", "MERGEFORMAT", "PAGEREF _",
		"NOTEREF _", "TOC \\", "INCLUDEPICTURE", NULL };
	return find_any(line, codes, out);
}

static bool find_replacement(struct str line, struct found *out)
{
	static const char *const marks[] = { "\uFFFD", NULL };
	return find_any(line, marks, out);
}

static bool find_soft_hyphen(struct str line, struct found *out)
{
	static const char *const marks[] = { "\u00AD", NULL };
	return find_any(line, marks, out);
}

/* What bidirectional text needs is left alone; no alphabet of the site uses these. */
static bool find_invisible(struct str line, struct found *out)
{
	static const char *const marks[] = { "\u200B", "\u2060", "\uFEFF", "\u2028", "\u2029", NULL };
	return find_any(line, marks, out);
}

static bool find_edge_space(struct str line, struct found *out)
{
	struct str mark = STR("\u00A0"), s = str_trim(line);
	if (s.n == 0 || (!str_ends(s, mark.p) && !str_starts(s, mark.p)))
		return false;
	out->at = str_starts(s, mark.p) ? (size_t)(s.p - line.p) : (size_t)(s.p - line.p) + s.n - mark.n;
	out->shown = mark;
	return true;
}

/* --- words of two alphabets --- */

struct word {
	struct str text;
	size_t latin, cyrillic;             /* letters */
	size_t first_latin, first_cyrillic; /* offsets in the text */
	size_t capitals; /* Latin capitals that it begins with: an abbreviation may take a suffix */
};

static bool is_latin(uint32_t c)
{
	return ascii_is_letter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

static bool is_cyrillic(uint32_t c)
{
	return c >= 0x400 && c <= 0x52F;
}

/* Takes the next run of letters off the line. */
static bool next_word(struct str *rest, struct word *w)
{
	*w = (struct word){ .text = { rest->p, 0 } };
	while (rest->n) {
		size_t len;
		uint32_t c = utf8_decode(*rest, &len);
		bool latin = is_latin(c), cyrillic = is_cyrillic(c);
		if (!latin && !cyrillic && w->text.n)
			return true;
		rest->p += len;
		rest->n -= len;
		if (!latin && !cyrillic) {
			w->text.p = rest->p;
			continue;
		}
		if (latin && w->latin++ == 0)
			w->first_latin = w->text.n;
		if (cyrillic && w->cyrillic++ == 0)
			w->first_cyrillic = w->text.n;
		w->capitals += ascii_is_upper(c) && w->capitals + 1 == w->latin && !w->cyrillic;
		w->text.n += len;
	}
	return w->text.n > 0;
}

/* Whether all letters of the word that are in this alphabet look like letters of the other one. */
static bool are_alike(struct str word, bool (*in_alphabet)(uint32_t c), const char *alike)
{
	while (word.n) {
		size_t len;
		uint32_t c = utf8_decode(word, &len);
		if (in_alphabet(c) && !utf8_is_one_of(c, alike))
			return false;
		word = str_sub(word, len, word.n);
	}
	return true;
}

static bool find_mixed_script(struct str line, struct found *out)
{
	struct str rest = line;
	struct word w;
	while (next_word(&rest, &w)) {
		if (!w.latin || !w.cyrillic)
			continue;
		bool stray_latin = w.latin <= w.cyrillic && w.capitals < 2 &&
		                   are_alike(w.text, is_latin, "aceopxyABCEHKMOPTXYöüÖÜ");
		bool stray_cyrillic = w.cyrillic < w.latin &&
		                      are_alike(w.text, is_cyrillic, "асеорхуАВСЕНКМОРТХУ");
		if (!stray_latin && !stray_cyrillic)
			continue;
		out->at = (size_t)(w.text.p - line.p) + (stray_latin ? w.first_latin : w.first_cyrillic);
		out->shown = w.text;
		return true;
	}
	return false;
}

/* --- marks of other formats --- */

static bool find_bullet(struct str line, struct found *out)
{
	size_t len;
	struct str s = str_trim(line);
	if (s.n == 0 || !utf8_is_one_of(utf8_decode(s, &len), "•▪◦●·‣∙\uF0B7"))
		return false;
	struct str after = str_sub(s, len, s.n);
	if (!str_starts(after, " ") && !str_starts(after, "\t") && !str_starts(after, "\u00A0"))
		return false;
	out->at = (size_t)(s.p - line.p);
	out->shown = str_sub(s, 0, len);
	return true;
}

static bool find_markup(struct str line, struct found *out)
{
	static const char *const marks[] = { "](http", "](/", "](www.", "](mailto:", "<br>", "<br/>",
		"<br />", "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href", "</a>", "&nbsp;", "&laquo;",
		"&quot;", "&amp;", NULL };
	static const char *const strong[] = { "**", NULL };
	if (find_any(line, marks, out))
		return true;
	if (!find_any(line, strong, out))
		return false;
	struct found second;
	return find_any(str_sub(line, out->at + 2, line.n), strong, &second);
}

/* Below the header of a table in Markdown. */
static bool find_table_rule(struct str line, struct found *out)
{
	static const char *const marks[] = { "|--", "| --", "|:-", "| :-", NULL };
	return find_any(line, marks, out);
}

/* --- the table --- */

static const struct kind {
	const char *rule;
	bool (*find)(struct str line, struct found *out);
	bool gemtext_only, in_code_too, shows;
	const char *before, *after; /* of the message, around what is shown */
} kinds[] = {
	{ "field-code", find_field_code, false, false, true, "\"",
	    "\" is an instruction to Word, no text: keep only its words or its address" },
	{ "replacement-character", find_replacement, false, true, false,
	    "a letter was lost here and U+FFFD is in its place: type it again", "" },
	{ "soft-hyphen", find_soft_hyphen, false, false, false,
	    "an invisible soft hyphen is in this word: delete it, or search will not find the word", "" },
	{ "invisible-character", find_invisible, false, false, false,
	    "an invisible character is here: delete it", "" },
	{ "edge-space", find_edge_space, false, false, false,
	    "a no-break space is at the edge of this line: delete it", "" },
	{ "mixed-script", find_mixed_script, false, false, true, "\"",
	    "\" mixes Latin and Cyrillic letters that look alike: type it again on one keyboard" },
	{ "bullet", find_bullet, true, false, true, "\"",
	    "\" is no list mark of gemtext: begin the item with \"* \"" },
	{ "foreign-markup", find_markup, true, false, true, "\"",
	    "\" means nothing in gemtext: take it out, and write links as lines \"=> address label\"" },
	{ "foreign-markup", find_table_rule, true, false, true, "\"",
	    "\" means nothing in gemtext: put the rows between lines \"```table\" and \"```\"" },
};

enum { KINDS = ARRAY_SIZE(kinds) };

struct tally {
	int line, column;
	struct str shown;
	size_t lines;
};

static void look_at_line(struct str line, int number, bool code, bool gemtext, struct tally *tally)
{
	for (size_t k = 0; k < KINDS; k++) {
		struct found f = { 0 };
		if ((code && !kinds[k].in_code_too) || (kinds[k].gemtext_only && !gemtext) ||
		    !kinds[k].find(line, &f))
			continue;
		if (tally[k].lines++)
			continue;
		tally[k].line = number;
		tally[k].column = source_column(str_sub(line, 0, f.at));
		tally[k].shown = f.shown;
	}
}

static void report(struct source *s, const struct kind *k, const struct tally *t)
{
	const char *more = t->lines == 2 ? " (1 more line has this)" : " more lines have this)";
	struct str shown = k->shows ? str_sub(t->shown, 0, utf8_fit(t->shown, 40)) : STR("");
	if (t->lines <= 2)
		source_report(s, SEVERITY_WARNING, t->line, t->column, k->rule, "%s%.*s%s%s", k->before,
		    STR_ARG(shown), k->after, t->lines == 2 ? more : "");
	else
		source_report(s, SEVERITY_WARNING, t->line, t->column, k->rule, "%s%.*s%s (%zu%s", k->before,
		    STR_ARG(shown), k->after, t->lines - 1, more);
}

void typography_check(struct source *s, struct str text, int gemtext)
{
	struct tally tally[KINDS] = { 0 };
	struct str line;
	bool fence = false, code = false;
	for (int number = 1; str_next_line(&text, &line); number++) {
		bool mark = str_starts(line, "```");
		if (mark) {
			fence = !fence;
			code = fence && !str_is(str_trim(str_sub(line, 3, line.n)), "table");
		}
		look_at_line(line, number, code, gemtext && number >= gemtext && !fence, tally);
	}
	for (size_t k = 0; k < KINDS; k++)
		if (tally[k].lines)
			report(s, &kinds[k], &tally[k]);
}
