/*
 * copy: tables of what programs add to a name, and where in it.
 *
 *   name   = stem [ added ] *2( "." ending [ added ] )
 *   added  = mark *CHAR                             ; up to the next ending: " - Copy (2)", "_conflict-20261121-101500"
 *          / *SP "(" *CHAR mark *CHAR ")"           ; "(conflicted copy 2026-11-21)"
 *          / ".sync-conflict-" *CHAR                ; a mark that begins with a dot ends at the next one
 *          / *SP "(" 1*2DIGIT ")" / SP 1*2DIGIT     ; what file managers and browsers count
 *          / 1*( "-" COMPUTER )                     ; the name of a computer, in capitals
 *          / "-old" / "_copy" …                    ; of texts
 *   copied = ( "Copy" [ " (" 1*2DIGIT ")" ] " of " / "Копия" [ … ] [ " файла" ] " " ) name
 */
#include "content/copy.h"

#include <string.h>

#include "base/ascii.h"
#include "content/language_tag.h"
#include "lang/letter.h"

enum { ENDINGS_MAX = 2, COUNTED_DIGITS = 2 };

/* What is looked for in a name, without case. */
struct mark {
	const char *text;
	bool digit; /* only with a digit after it */
	bool beside;
};

/* Up to the ending that comes next. */
static const struct mark tails[] = {
	{ ".sync-conflict-", true, false },
	{ "_conflict-", true, false },
	{ "-conflict-", true, false },
	{ " - copy", false, false },
	{ " — copy", false, false },
	{ " – copy", false, false },
	{ " - копия", false, false },
	{ " — копия", false, false },
	{ " – копия", false, false },
	{ " - көчүрмө", false, false },
	{ " — көчүрмө", false, false },
	{ " copy", false, true },
	{ " копия", false, true },
	{ " көчүрмө", false, true },
	{ ".conflict", false, false },
};
/* The same of texts alone: beside plan.pdf there may be a plan-old.pdf. */
static const struct mark text_tails[] = {
	{ "-old", false, true },
	{ "_old", false, true },
	{ "-copy", false, true },
	{ "_copy", false, true },
	{ "-kopiya", false, true },
	{ "-backup", false, true },
	{ "-bak", false, true },
};
/* Within a pair of brackets. */
static const struct mark bracketed[] = {
	{ "conflicted copy", false, false },
	{ "conflict copy", false, false },
	{ "conflicting copy", false, false },
	{ "conflicted", false, false },
	{ "case conflict", false, false },
	{ "case clash", false, false },
	{ "selective sync conflict", false, false },
	{ "encoding conflict", false, false },
	{ "edit conflict", false, false },
	{ "sfconflict", false, false },
	{ "конфликтующая копия", false, false },
	{ "конфликтная копия", false, false },
	{ "конфликтующий", false, false },
	{ "конфликт файлов", false, false },
	{ "в конфликте", false, false },
	{ "конфликт регистра", false, false },
	{ "конфликт редактирования", false, false },
	{ "конфлікт", false, false },
	{ "copie en conflit", false, false },
	{ "konfliktbehaftete kopie", false, false },
	{ "in konflikt stehende kopie", false, false },
	{ "conflict", false, true },
	{ "конфликт", false, true },
};
/* All of what is in the brackets, but for a number. */
static const char *const bracketed_words[] = { "copy", "копия", "көчүрмө" };
/* "Copy of a", "Copy (2) of a": the second half, if any, after the number. */
static const char *const heads[][2] = { { "copy", " of " }, { "копия", " файла " }, { "копия", " " } };
/* In the names that computers have; another word in capitals may be part of a title. */
static const char *const computers[] = { "laptop", "desktop", "notebook", "macbook", "workstation", "imac",
	"netbook", "thinkpad" };

/* A name, and the part of it that was added. */
struct cut {
	size_t from, to;
	bool beside;
};

/* Whether s begins with the text, without case; *n then counts the bytes of it. */
static bool begins(struct str s, const char *text, size_t *n)
{
	struct str rest = s, mark = str_of(text);
	bool upper;
	while (mark.n)
		if (rest.n == 0 || letter_next(&rest, &upper) != letter_next(&mark, &upper))
			return false;
	*n = s.n - rest.n;
	return true;
}

/* The place of the text in s, without case; s.n when it is not there. */
static size_t find(struct str s, const char *text, size_t *n)
{
	bool sign = !ascii_is_letter(*text) && (unsigned char)*text < 0x80;
	for (size_t at = 0; at < s.n; at++)
		if ((!sign || s.p[at] == *text) && begins(str_sub(s, at, s.n), text, n))
			return at;
	return s.n;
}

static size_t trim_end(struct str s, size_t n)
{
	while (n > 0 && s.p[n - 1] == ' ')
		n--;
	return n;
}

/* The next dot from `at` on, or the end. */
static size_t next_dot(struct str name, size_t at)
{
	while (at < name.n && name.p[at] != '.')
		at++;
	return at;
}

static bool is_count(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]))
			return false;
	return s.n > 0 && s.n <= COUNTED_DIGITS;
}

/* After " - copy" comes the ending, or a number: "report - copy for the press.pdf" is a title. */
static bool ends_after(struct str name, const struct mark *mark, size_t at)
{
	size_t to = next_dot(name, at);
	struct str rest = str_trim(str_sub(name, at, to));
	if (mark->digit)
		return rest.n && ascii_is_digit(rest.p[0]);
	bool counted = rest.n > 2 && rest.p[0] == '(' && is_count(str_sub(rest, 1, rest.n - 1));
	return rest.n == 0 || counted || is_count(rest);
}

static bool find_tail(struct str name, const struct mark *marks, size_t count, struct cut *out)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = 0, at = find(name, marks[i].text, &n);
		if (at == 0 || at == name.n || !ends_after(name, &marks[i], at + n))
			continue;
		*out = (struct cut){ at, next_dot(name, at + n), marks[i].beside };
		return true;
	}
	return false;
}

/* "(copy)", "(копия 2)" */
static bool is_copy_word(struct str inside)
{
	size_t n;
	for (size_t i = 0; i < ARRAY_SIZE(bracketed_words); i++) {
		if (!begins(inside, bracketed_words[i], &n))
			continue;
		struct str rest = str_trim(str_sub(inside, n, inside.n));
		return rest.n == 0 || is_count(rest);
	}
	return false;
}

static bool find_bracketed(struct str name, char opening, char closing, struct cut *out)
{
	size_t open = str_find(name, opening), close = name.n;
	while (close > open && name.p[close - 1] != closing)
		close--;
	struct str inside = str_sub(name, open, close);
	if (open > 0 && inside.n > 2 && is_copy_word(str_sub(inside, 1, inside.n - 1))) {
		*out = (struct cut){ trim_end(name, open), close, true };
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(bracketed); i++) {
		size_t n;
		if (open == 0 || find(inside, bracketed[i].text, &n) == inside.n)
			continue;
		*out = (struct cut){ trim_end(name, open), close, bracketed[i].beside };
		return true;
	}
	return false;
}

/* "report (1)", "report(1)"; "report 2" only of a text: attachments are numbered by people. */
static bool find_count(struct str part, bool text, struct cut *out)
{
	size_t open = part.n;
	while (open > 0 && part.p[open - 1] != '(' && part.p[open - 1] != ' ')
		open--;
	if (open < 2)
		return false;
	bool bracket = part.p[open - 1] == '(' && part.p[part.n - 1] == ')';
	struct str count = str_sub(part, open, bracket ? part.n - 1 : part.n);
	if ((!bracket && (!text || part.p[open - 1] != ' ')) || !is_count(count))
		return false;
	*out = (struct cut){ trim_end(part, open - 1), part.n, true };
	return out->from > 0;
}

/* "report-AIDA-LAPTOP": words in capitals, one of which is what computers are called. */
static bool find_computer(struct str part, struct cut *out)
{
	size_t from = part.n, at = part.n, n;
	while (at > 0 && !ascii_is_lower(part.p[at - 1]) &&
	       (part.p[at - 1] == '-' || ascii_is_alnum(part.p[at - 1])))
		if (part.p[--at] == '-')
			from = at;
	struct str word = str_sub(part, from, part.n);
	for (size_t i = 0; i < ARRAY_SIZE(computers); i++) {
		if (from == 0 || word.n == 0 || find(word, computers[i], &n) == word.n)
			continue;
		*out = (struct cut){ from, part.n, true };
		return true;
	}
	return false;
}

/* What was added to the end of the stem or of one of the endings. */
static bool find_added(struct str name, bool text, struct cut *out)
{
	size_t end = name.n;
	for (int dots = 0; dots <= ENDINGS_MAX && end > 0; dots++) {
		struct str part = str_sub(name, 0, end);
		if (find_count(part, text, out) || find_computer(part, out))
			return true;
		while (end > 0 && name.p[end - 1] != '.')
			end--;
		end -= end > 0;
	}
	return false;
}

/* "bridge.ru-old.gmi", "bridge.ru (1).gmi": more than a language is where the language is. */
static bool find_after_language(struct str name, size_t ending, struct cut *out)
{
	struct str stem = str_sub(name, 0, name.n - ending);
	size_t dot = stem.n;
	while (dot > 0 && stem.p[dot - 1] != '.')
		dot--;
	struct str tag = str_sub(stem, dot, stem.n);
	size_t n = language_tag_length(tag);
	if (dot == 0 || n == 0 || n == tag.n)
		return false;
	*out = (struct cut){ dot + n, stem.n, false };
	return true;
}

/* The bytes of the ending that a text has; 0: it is none. */
static size_t text_ending(struct str name)
{
	static const char *const endings[] = { ".gmi", ".md", ".docx", ".odt" };
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (str_ends(name, endings[i]))
			return strlen(endings[i]);
	return 0;
}

/* The bytes of " (2)" at the head; 0: there is none. */
static size_t count_length(struct str s)
{
	size_t close = str_find(s, ')');
	bool counted = str_starts(s, " (") && close < s.n && is_count(str_sub(s, 2, close));
	return counted ? close + 1 : 0;
}

static bool find_head(struct str name, struct cut *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++) {
		size_t n, more;
		if (!begins(name, heads[i][0], &n))
			continue;
		n += count_length(str_sub(name, n, name.n));
		if (!begins(str_sub(name, n, name.n), heads[i][1], &more))
			continue;
		*out = (struct cut){ 0, n + more, true };
		return n + more < name.n;
	}
	return false;
}

enum copy_kind copy_find(struct str file, struct buf *plain)
{
	struct cut cut;
	size_t ending = text_ending(file);
	buf_reset(plain);
	bool found = find_tail(file, tails, ARRAY_SIZE(tails), &cut) ||
	             find_bracketed(file, '(', ')', &cut) || find_bracketed(file, '[', ']', &cut) ||
	             (ending && find_tail(file, text_tails, ARRAY_SIZE(text_tails), &cut)) ||
	             (ending && find_after_language(file, ending, &cut)) ||
	             find_added(file, ending > 0, &cut) || find_head(file, &cut);
	if (!found)
		return COPY_NONE;
	buf_add_str(plain, str_sub(file, 0, cut.from));
	buf_add_str(plain, str_sub(file, cut.to, file.n));
	return cut.beside ? COPY_IF_BESIDE : COPY_SURE;
}
