/*
 * direction: what tells programs that guess by the first letter where a text begins.
 */
#include "base/utf8.h"
#include "lang/lang.h"

static const char right_to_left_mark[] = "\u200F";

const char *lang_direction_mark(const struct lang *l, struct str text)
{
	bool misleads = *l->dir == 'r' && utf8_direction(text) == 'l' && !utf8_runs_against(text, 'r');

	return misleads ? right_to_left_mark : "";
}
