/*
 * address_form: patterns become pieces, and a path becomes segments.
 */
#include "content/address_form.h"

#include <assert.h>
#include <string.h>

#include "base/path.h"

static const char *const part_names[PARTS] = {
	[PART_OPEN] = "[",
	[PART_CLOSE] = "]",
	[PART_LANG] = "{lang}",
	[PART_PROJECT] = "{project}",
	[PART_ITEM] = "{item}",
	[PART_EVENT] = "{event}",
	[PART_OWN] = "{own}",
	[PART_STEM] = "{stem}",
	[PART_TAG] = "{tag}",
	[PART_YEAR] = "{year}",
	[PART_PAGE] = "{page}",
	[PART_MAP] = "{map}",
	[PART_SEVERAL] = "{several}",
	[PART_SEVERAL_ATOM] = "{several_atom}",
	[PART_WORDS] = "{words}",
	[PART_DOCUMENT] = "{document}",
	[PART_FILE] = "{file}",
};

static enum part part_of(struct str segment)
{
	for (int i = PART_OPEN; i < PARTS; i++)
		if (str_is(segment, part_names[i]))
			return (enum part)i;
	assert(segment.p[0] != '{');
	return PART_LITERAL;
}

/* Takes the next segment off *pattern, with "[" or "]" as segments of their own. False at its end. */
static bool next_of_pattern(const char **pattern, struct str *segment)
{
	*pattern += strspn(*pattern, "/");
	if (!**pattern)
		return false;
	size_t n = **pattern == '[' || **pattern == ']' ? 1 : strcspn(*pattern, "/[]");
	*segment = (struct str){ *pattern, n };
	*pattern += n;
	return true;
}

static bool is_folder(struct str pattern)
{
	return str_ends(pattern, "/") || str_ends(pattern, "/]");
}

void address_form_read(const char *pattern, struct address_form *f)
{
	struct str segment;
	bool group = false;
	size_t n = 0;
	*f = (struct address_form){ .folder = is_folder(str_of(pattern)) };
	while (next_of_pattern(&pattern, &segment)) {
		enum part part = part_of(segment);
		bool bracket = part == PART_OPEN || part == PART_CLOSE;
		assert(n < PIECES_MAX - 1);
		f->pieces[n++] = (struct piece){ part, segment };
		group = bracket ? part == PART_OPEN : group;
		f->least += !bracket && !group;
		f->most += !bracket;
	}
	assert(f->most <= SEGMENTS_MAX);
}

const struct piece *address_group_end(const struct piece *p)
{
	while (p->part != PART_CLOSE)
		p++;
	return p;
}

/* It goes no deeper than there are groups. */
bool address_may_match(const struct piece *p, const struct str *s, size_t n)
{
	for (; p->part != PART_END; p++) {
		if (p->part == PART_CLOSE)
			continue;
		if (p->part == PART_OPEN) {
			if (address_may_match(address_group_end(p), s, n))
				return true;
			continue;
		}
		if (!n || (p->part == PART_LITERAL && !str_eq(p->text, *s)))
			return false;
		s++;
		n--;
	}
	return !n;
}

/* Without the slash at the end; "/" becomes empty. */
static struct str bare(struct str path)
{
	return str_ends(path, "/") ? str_sub(path, 0, path.n - 1) : path;
}

void address_take_apart(struct str path, struct address_segments *out)
{
	struct str rest = bare(path);
	out->n = 0;
	while (out->n <= SEGMENTS_MAX && path_next(&rest, &out->v[out->n]))
		out->n++;
}
