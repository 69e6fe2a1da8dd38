/*
 * undraft: looks at lines, not at values: whatever notation the front matter is in, one line has one key.
 *
 *   line = *WSP [ DQUOTE ] key [ DQUOTE ] *WSP ( ":" / "=" ) value    ; YAML and ours, TOML, JSON
 */
#include "content/undraft.h"

#include "base/date.h"
#include "content/foreign_key.h"
#include "content/key.h"

static struct str unquoted(struct str s)
{
	s = str_trim(s);
	while (s.n && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == '"' || s.p[s.n - 1] == '\''))
		s = str_trim(str_sub(s, 0, s.n - 1));
	return s.n && (s.p[0] == '"' || s.p[0] == '\'') ? str_sub(s, 1, s.n) : s;
}

/* The value without a comment after it. */
static struct str value_of(struct str s)
{
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] == '#' && (s.p[i - 1] == ' ' || s.p[i - 1] == '\t'))
			return unquoted(str_sub(s, 0, i));
	return unquoted(s);
}

/* What another system means by the key. "draft" is the only one of ours. */
static enum foreign_use use_of(struct str key, bool foreign)
{
	if (str_is_nocase(key, "draft"))
		return FOREIGN_DRAFT;
	if (!foreign)
		return FOREIGN_UNKNOWN;
	enum foreign_use use = foreign_key_find(key)->use;
	/* "status: cancelled" is ours, "status: draft" is not. */
	return use == FOREIGN_STATUS || !key_find(key) ? use : FOREIGN_UNKNOWN;
}

static bool hides(struct str line, bool foreign)
{
	struct moment from;
	size_t colon = str_find(line, ':'), equals = str_find(line, '=');
	size_t end = colon < equals ? colon : equals;

	if (end >= line.n)
		return false;
	struct str value = value_of(str_sub(line, end + 1, line.n));
	enum foreign_use use = use_of(unquoted(str_sub(line, 0, end)), foreign);
	switch (use) {
	case FOREIGN_PUBLISHED:
		return !date_parse(value, &from, NULL) && foreign_hides(use, value);
	case FOREIGN_DRAFT:
	case FOREIGN_STATUS:
	case FOREIGN_RENDER:
		return foreign_hides(use, value);
	default:
		return false;
	}
}

/* What opens front matter also closes it, but for "{" and "---toml", "---json". */
static bool closes(struct str first, struct str line)
{
	if (str_starts(first, "{"))
		return str_is(line, "}");
	return str_is(line, "...") || str_is(line, str_starts(first, "+++") ? "+++" : "---");
}

/* The next line with its end; *bare is it without. */
static struct str next_line(struct str *rest, struct str *bare)
{
	size_t end = str_find(*rest, '\n');
	size_t n = end < rest->n ? end + 1 : rest->n;
	struct str line = str_sub(*rest, 0, n);

	*rest = str_sub(*rest, n, rest->n);
	*bare = str_trim(str_sub(line, 0, end));
	if (bare->n && bare->p[bare->n - 1] == '\r')
		bare->n--;
	*bare = str_trim(*bare);
	return line;
}

void undraft(struct str bytes, bool foreign, struct buf *out)
{
	struct str rest = bytes, first, bare;
	struct str line = next_line(&rest, &first);

	if (str_starts(first, "\xEF\xBB\xBF"))
		first = str_sub(first, 3, first.n);
	buf_add_str(out, line);
	bool inside = str_starts(first, "---") || str_starts(first, "+++") || str_is(first, "{");
	while (inside && rest.n) {
		line = next_line(&rest, &bare);
		inside = !closes(first, bare);
		if (!inside || !hides(bare, foreign))
			buf_add_str(out, line);
	}
	buf_add_str(out, rest);
}
