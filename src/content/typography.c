/*
 * typography: one table of what is looked for, one function each that finds it in a line.
 */
#include "content/typography.h"

#include <string.h>

#include "base/utf8.h"
#include "content/mend.h"
#include "content/mixed_script.h"

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

/* "=>" address no-break-space label: the address would go on to the end of the label. */
static bool find_address_space(struct str line, struct found *out)
{
	out->at = mend_find_link_space(line);
	out->shown = STR("");
	return out->at < line.n;
}

/* --- words of two alphabets --- */

static bool find_mixed(struct str line, bool in_address, struct found *out)
{
	struct str rest = line;
	struct mixed_word w = { .stray = 0 };
	while (mixed_word_next(&rest, &w)) {
		if (mixed_word_is_in_address(line, &w) != in_address)
			continue;
		out->at = (size_t)(w.text.p - line.p) + w.stray;
		out->shown = w.text;
		return true;
	}
	return false;
}

static bool find_mixed_script(struct str line, struct found *out)
{
	return find_mixed(line, false, out);
}

static bool find_mixed_address(struct str line, struct found *out)
{
	return find_mixed(line, true, out);
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
	bool mended;     /* mend.c makes it good for readers */
	const char *say; /* a template, with one text if something is shown */
} kinds[] = {
	{ "field-code", find_field_code, false, false, true, false,
	    MESSAGE("\"%.*s\" is an instruction to Word, no text: keep only its words or its address") },
	{ "replacement-character", find_replacement, false, true, false, false,
	    MESSAGE("a letter was lost here and U+FFFD is in its place: type it again") },
	{ "soft-hyphen", find_soft_hyphen, false, false, false, true,
	    MESSAGE(
	        "an invisible soft hyphen is in this word, and readers get the word without it: delete it") },
	{ "invisible-character", find_invisible, false, false, false, true,
	    MESSAGE("an invisible character is here, and readers get the text without it: delete it") },
	{ "edge-space", find_edge_space, false, false, false, true,
	    MESSAGE("a no-break space is at the edge of this line, and is left out: delete it") },
	{ "edge-space", find_address_space, false, false, false, true,
	    MESSAGE("a no-break space is beside this address, and an ordinary one is read: type it again") },
	{ "mixed-script", find_mixed_script, false, false, true, true,
	    MESSAGE("\"%.*s\" mixes Latin and Cyrillic letters that look alike, and is published in one "
	            "alphabet: type it again on one keyboard") },
	{ "mixed-script", find_mixed_address, false, false, true, false,
	    MESSAGE("\"%.*s\" mixes Latin and Cyrillic letters that look alike, in an address or the name of "
	            "a file: type it again on one keyboard") },
	{ "bullet", find_bullet, true, false, true, false,
	    MESSAGE("\"%.*s\" is no list mark of gemtext: begin the item with \"* \"") },
	{ "foreign-markup", find_markup, true, false, true, false,
	    MESSAGE("\"%.*s\" means nothing in gemtext: take it out, and write links as lines \"=> address "
	            "label\"") },
	{ "foreign-markup", find_table_rule, true, false, true, false,
	    MESSAGE(
	        "\"%.*s\" means nothing in gemtext: put the rows between lines \"```table\" and \"```\"") },
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
	struct err said;
	struct str shown = str_sub(t->shown, 0, utf8_fit(t->shown, 40));
	if (k->shows)
		err_set(&said, k->say, STR_ARG(shown));
	else
		err_message(&said, k->say);
	if (t->lines > 1)
		err_follow(&said, "(more lines with this: %zu)", t->lines - 1);
	source_report_message(s, SEVERITY_WARNING, t->line, t->column, k->rule, said.message);
}

bool typography_check(struct source *s, struct str text, int gemtext)
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
	bool mended = false;
	for (size_t k = 0; k < KINDS; k++) {
		if (tally[k].lines)
			report(s, &kinds[k], &tally[k]);
		mended |= tally[k].lines && kinds[k].mended;
	}
	return mended;
}
