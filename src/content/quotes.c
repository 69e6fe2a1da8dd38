/*
 * quotes: quotes around a value of front matter. There are no escapes, and none are needed.
 *
 *   value  = quoted / text
 *   quoted = q text-without-q q
 *          / q r *CHAR r q
 *   q, r   = DQUOTE / "'"             ; q and r are not the same
 *
 * The second form is for a text that is in quotes itself: around those of one kind go those of the other.
 */
#include "content/quotes.h"

static bool is_quoted(struct str v)
{
	return v.n >= 2 && (v.p[0] == '"' || v.p[0] == '\'') && v.p[v.n - 1] == v.p[0];
}

struct str quotes_strip(struct str v)
{
	if (!is_quoted(v))
		return v;
	struct str inner = str_sub(v, 1, v.n - 1);
	if (is_quoted(inner) && inner.p[0] != v.p[0])
		return inner;
	return str_find(inner, v.p[0]) == inner.n ? str_trim(inner) : v;
}

void quotes_write(struct buf *out, const char *key, const char *value)
{
	struct str v = str_trim(str_of(value));
	const char *around = quotes_strip(v).n == v.n ? "" : v.p[0] == '"' ? "'" : "\"";
	buf_printf(out, "%s: %s%.*s%s\n", key, around, STR_ARG(v), around);
}
