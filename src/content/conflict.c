/*
 * conflict: lines of seven "<", "=" and ">". "=======" alone is a heading of Markdown, ">>>>>>>" alone a
 * quote.
 */
#include "content/conflict.h"

static bool is_mark(struct str line, char c)
{
	enum { LENGTH = 7 };
	for (size_t i = 0; i < LENGTH; i++)
		if (i >= line.n || line.p[i] != c)
			return false;
	return line.n == LENGTH || line.p[LENGTH] == ' ';
}

bool conflict_report(struct source *s, struct str text)
{
	struct str line;
	int first = 0, between = 0, last = 0;
	for (int number = 1; str_next_line(&text, &line) && !last; number++) {
		if (!first && is_mark(line, '<'))
			first = number;
		else if (!between && is_mark(line, '='))
			between = number;
		else if ((first || between) && is_mark(line, '>'))
			last = number;
	}
	if (!first && !last)
		return false;
	source_report(s, SEVERITY_ERROR, first ? first : between, 0, "conflict-marks",
	    "two versions of the text were put together here: keep one of the two, and delete the lines that "
	    "begin "
	    "with <<<<<<<, ======= and >>>>>>>");
	return true;
}
