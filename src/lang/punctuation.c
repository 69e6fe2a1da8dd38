/*
 * punctuation: writes what a pack has for it.
 */
#include "lang/punctuation.h"

const char *lang_join(
    struct arena *a, const struct lang *l, enum joint how, const char *first, const char *second)
{
	const struct lang_joint *j = &l->joints[how];

	return arena_printf(a, "%s%s%s%s", first, j->between, second, j->after);
}

void lang_label_end(const struct lang *l, struct buf *out)
{
	struct str end = str_of(l->joints[JOINT_LABEL].between);

	while (end.n && end.p[end.n - 1] == ' ')
		end.n--;
	buf_add_str(out, end);
}
