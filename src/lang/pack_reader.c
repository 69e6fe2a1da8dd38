/*
 * pack_reader: values that may be given once, lists, tables.
 */
#include "lang/pack_reader.h"

#include <string.h>

void reader_set(struct reader *r, const char **to, const char *key, const char *value)
{
	if (*to)
		PROBLEM(r, "\"%s\" is here twice: take one out", key);
	else if (!*value)
		PROBLEM(r, "\"%s\" has no value: write one, or take the line out", key);
	else
		*to = value;
}

void reader_unknown(struct reader *r, const char *key, const char *const *known)
{
	const char *near = str_nearest(str_of(key), known);

	if (near)
		PROBLEM(r, "unknown key \"%s\": did you mean \"%s\"?", key, near);
	else
		PROBLEM(r, "unknown key \"%s\": take it out", key);
}

const char *const *reader_parts(struct reader *r, const char *key, const char *value, size_t count)
{
	char sep = strchr(value, '|') ? '|' : ' ';
	struct str rest = str_of(value), part;
	const char **v = NULL;
	size_t n = 0;

	while (rest.n) {
		str_cut(rest, sep, &part, &rest);
		part = str_trim(part);
		if (part.n)
			*ARENA_PUSH(r->a, v, n) = arena_str(r->a, part);
	}
	size_t found = n;
	*ARENA_PUSH(r->a, v, n) = NULL;
	if (!count || found == count)
		return v;
	PROBLEM(r,
	    "\"%s\" has %zu parts, and must have %zu: write these, with a space between them, or \"|\" "
	    "where one has a space in it",
	    key, found, count);
	return NULL;
}

void reader_pair(struct reader *r, const char *(**table)[2], size_t *n, const char *first, const char *second)
{
	if (*n)
		(*n)--;
	const char *(*row)[2] = ARENA_PUSH(r->a, *table, *n);
	(*row)[0] = first;
	(*row)[1] = second;
	ARENA_PUSH(r->a, *table, *n);
}
