/*
 * pack_punctuation: the section [punctuation] of a pack.
 *
 *   label = "{label}" between "{value}"
 *   list  = "{a}" between "{b}"
 *   note  = "{text}" between "{note}" after
 *
 * Nothing is before the first of the two, so that where a text begins in what is made of both is known.
 */
#include "lang/pack_reader.h"

#include <string.h>

static const struct row {
	const char *key, *first, *second;
} rows[JOINT_COUNT] = {
	[JOINT_LABEL] = { "label", "{label}", "{value}" },
	[JOINT_LIST] = { "list", "{a}", "{b}" },
	[JOINT_NOTE] = { "note", "{text}", "{note}" },
};

/* False: it is no such pattern. */
static bool parse(struct arena *a, enum joint how, const char *value, struct lang_joint *out)
{
	const struct row *row = &rows[how];
	struct str text = str_of(value);

	if (!str_starts(text, row->first))
		return false;
	const char *between = value + strlen(row->first), *second = strstr(between, row->second);
	const char *brace = strchr(between, '{');
	if (!second || second == between || brace != second)
		return false;
	const char *after = second + strlen(row->second);
	if (strpbrk(after, "{}") || (how != JOINT_NOTE && *after))
		return false;
	out->between = arena_str(a, (struct str){ between, (size_t)(second - between) });
	out->after = after;
	return !strchr(out->between, '}');
}

void read_punctuation(struct reader *r, const char *key, const char *value)
{
	const char *known[JOINT_COUNT + 1] = { NULL };

	for (size_t i = 0; i < JOINT_COUNT; i++) {
		known[i] = rows[i].key;
		if (strcmp(key, rows[i].key) != 0)
			continue;
		struct lang_joint joint;
		if (r->l->joints[i].between)
			PROBLEM(r, "\"%s\" is here twice: take one out", key);
		else if (parse(r->a, (enum joint)i, value, &joint))
			r->l->joints[i] = joint;
		else
			PROBLEM(r, "%s: begin with %s, write %s once, and between them what comes there", key,
			    rows[i].first, rows[i].second);
		return;
	}
	reader_unknown(r, key, known);
}

void pack_write_punctuation(const struct lang *l, struct buf *out)
{
	buf_puts(out, "\n[punctuation]\n");
	for (size_t i = 0; i < JOINT_COUNT; i++)
		buf_printf(out, "%s = %s%s%s%s\n", rows[i].key, rows[i].first, l->joints[i].between,
		    rows[i].second, l->joints[i].after);
}
