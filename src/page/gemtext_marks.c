/*
 * gemtext_marks: lines are taken apart as clients do it.
 */
#include "page/gemtext_marks.h"

#include "base/ascii.h"

static bool is_fence(struct str line)
{
	return str_starts(line, "```");
}

static size_t skip_spaces(struct str line, size_t at)
{
	while (at < line.n && line.p[at] == ' ')
		at++;
	return at;
}

static size_t skip_day(struct str line, size_t at)
{
	static const char form[] = "0000-00-00 ";

	for (size_t i = 0; form[i]; i++) {
		char c = at + i < line.n ? line.p[at + i] : 0;
		if (form[i] == '0' ? !ascii_is_digit(c) : c != form[i])
			return at;
	}
	return at + sizeof form - 1;
}

/* Bytes before the words of a line. */
static size_t words_at(struct str line)
{
	size_t at = 0;

	if (str_starts(line, "=>") || str_starts(line, "=:")) {
		at = skip_spaces(line, 2);
		while (at < line.n && line.p[at] != ' ')
			at++;
		return skip_day(line, skip_spaces(line, at));
	}
	if (str_starts(line, "* "))
		return 2;
	while (at < line.n && (line.p[at] == '#' || line.p[at] == '>'))
		at++;
	return skip_spaces(line, at);
}

void gemtext_marks(struct buf *out, struct str text, const struct lang *lang)
{
	struct str line;
	bool fenced = false;

	while (str_next_line(&text, &line)) {
		bool fence = is_fence(line);
		size_t at = fence || fenced ? 0 : words_at(line);
		buf_add_str(out, str_sub(line, 0, at));
		if (!fence && !fenced)
			buf_puts(out, lang_direction_mark(lang, str_sub(line, at, line.n)));
		buf_add_str(out, str_sub(line, at, line.n));
		buf_add_char(out, '\n');
		fenced ^= fence;
	}
}
