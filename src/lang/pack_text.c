/*
 * pack_text: looks for what other encodings and other kinds of file have, then for a section.
 */
#include "lang/pack_text.h"

#include <string.h>

#include "base/utf8.h"

/* So many lines with a fault are no slip of the hand. */
enum { BAD_LINES = 3 };

/* With its mark, or with a letter of ASCII at the beginning. */
static bool is_utf16(struct str text)
{
	return str_starts(text, "\xFF\xFE") || str_starts(text, "\xFE\xFF") ||
	       (text.n > 1 && !text.p[0] != !text.p[1]);
}

static bool is_blank(struct str text)
{
	size_t n = 0;

	while (n < text.n && strchr(" \t\r\n", text.p[n]) && text.p[n])
		n++;
	return n == text.n;
}

static bool is_ascii(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] & 0x80)
			return false;
	return true;
}

/* The first line that is not UTF-8, where more lines are not than are; else 0. */
static unsigned other_encoding(struct str rest)
{
	unsigned good = 0, bad = 0, first = 0;
	struct str line;

	for (unsigned n = 1; str_next_line(&rest, &line); n++) {
		if (is_ascii(line))
			continue;
		if (utf8_valid(line, NULL)) {
			good++;
		} else if (!bad++) {
			first = n;
		}
	}
	return bad > BAD_LINES && bad > good ? first : 0;
}

static bool has_section(struct str rest)
{
	struct str line;

	while (str_next_line(&rest, &line))
		if (line.n && *line.p == '[')
			return true;
	return false;
}

bool pack_text_check(struct str text, const char *file, const char *tag, struct pack_problems *problems)
{
	unsigned line = 0;

	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	if (is_blank(text))
		pack_problem(problems, file, 0,
		    "this file is empty: begin with what \"jarchy languages --new %s\" prints", tag);
	else if (is_utf16(text))
		pack_problem(problems, file, 0, "this file is in UTF-16: save it as UTF-8");
	else if (memchr(text.p, '\0', text.n))
		pack_problem(
		    problems, file, 0, "this is no text: save it as plain text in UTF-8, or take it away");
	else if ((line = other_encoding(text)))
		pack_problem(problems, file, line,
		    "this file is in another encoding than UTF-8, as this line shows: save it as UTF-8");
	else if (!memchr(text.p, '\n', text.n) && memchr(text.p, '\r', text.n))
		pack_problem(problems, file, 0,
		    "the lines of this file end as those of old Macs do: save it with the line ends of Unix");
	else if (!has_section(text))
		pack_problem(problems, file, 0,
		    "this is no language pack, since it has no section such as [words]: begin with what "
		    "\"jarchy languages --new %s\" prints",
		    tag);
	else
		return true;
	return false;
}
