/*
 * pack_file: one pass over the lines, in place.
 */
#include "lang/pack_file.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/icu_tag.h"

static const char ending[] = ".lang";

struct parser {
	struct arena *a;
	struct pack_file *out;
	struct pack_problems *p;
	const char *section;
	char *value_end; /* of the last entry; NULL: none that a line could go on with */
};

#define PROBLEM(r, ...) pack_problem((r)->p, (r)->out->name, (r)->out->lines, __VA_ARGS__)

static struct pack_entry *add(struct parser *r)
{
	struct pack_entry *e = ARENA_PUSH(r->a, r->out->v, r->out->n);

	e->section = r->section;
	e->line = r->out->lines;
	return e;
}

/* Makes a string of a slice of the text: what comes after it is no more needed. */
static char *string(struct str s)
{
	char *p = (char *)(uintptr_t)s.p;

	p[s.n] = '\0';
	return p;
}

static void read_section(struct parser *r, struct str line)
{
	r->value_end = NULL;
	if (line.p[line.n - 1] != ']') {
		PROBLEM(r, "the name of a section ends in \"]\": write one");
		return;
	}
	r->section = string(str_trim(str_sub(line, 1, line.n - 1)));
	add(r);
}

static void read_entry(struct parser *r, struct str line)
{
	struct str key, value;
	bool parted = str_cut(line, '=', &key, &value);

	key = str_trim(key);
	value = str_trim(value);
	r->value_end = NULL;
	if (!parted || !key.n) {
		PROBLEM(r, "this line is no \"key = value\": write one, or begin it with a space if it goes "
		           "on with the value before it");
		return;
	}
	struct pack_entry *e = add(r);
	/* The value first: an empty one begins where the key is ended. */
	e->value = value.n ? string(value) : "";
	r->value_end = value.n ? (char *)(uintptr_t)(value.p + value.n) : NULL;
	e->key = string(key);
}

/* The text moves down to the value's end: there is room, since the value was before it in the file. */
static void read_further(struct parser *r, struct str text)
{
	if (!r->value_end) {
		PROBLEM(r,
		    "this line begins with a space, and there is no value before it that it could go on "
		    "with: take the space out");
		return;
	}
	*r->value_end++ = ' ';
	memmove(r->value_end, text.p, text.n);
	r->value_end += text.n;
	*r->value_end = '\0';
}

static void read_line(struct parser *r, struct str line)
{
	size_t bad = 0;

	if (line.n > PACK_LINE_MAX)
		PROBLEM(r,
		    "this line is too long: part it into lines of at most %d bytes, each but the first "
		    "with a space before it",
		    PACK_LINE_MAX);
	else if (!utf8_valid(line, &bad))
		PROBLEM(r, "byte %zu of this line is not UTF-8: save the file in UTF-8", bad + 1);
	else if (!utf8_xml_safe(line, &bad))
		PROBLEM(r, "byte %zu of this line is a control character: take it out", bad + 1);
	else if (!str_trim(line).n || *line.p == '#')
		return;
	else if (*line.p == ' ' || *line.p == '\t')
		read_further(r, str_trim(line));
	else if (*line.p == '[')
		read_section(r, str_trim(line));
	else
		read_entry(r, line);
}

struct str pack_file_stem(const char *name)
{
	const char *slash = strrchr(name, '/');
	struct str last = str_of(slash ? slash + 1 : name);

	return str_ends(last, ending) ? str_sub(last, 0, last.n - strlen(ending)) : last;
}

bool pack_file_tag(const char *name, char out[TAG_BYTES])
{
	return str_ends(str_of(name), ending) && icu_tag_shorten(pack_file_stem(name), out);
}

void pack_file_name_problem(const char *name, struct pack_problems *p)
{
	pack_problem(p, name, 0,
	    "the name of a language pack is a tag like \"ky\" or \"uz-Cyrl\" (BCP 47) and \".lang\"");
}

void pack_file_parse(
    struct arena *a, const char *name, char *text, size_t n, struct pack_file *out, struct pack_problems *p)
{
	struct parser r = { .a = a, .out = out, .p = p, .section = "" };
	struct str rest = { text, n }, line;

	*out = (struct pack_file){ .name = name };
	if (str_starts(rest, "\xEF\xBB\xBF"))
		rest = str_sub(rest, 3, n);
	while (str_next_line(&rest, &line)) {
		out->lines++;
		read_line(&r, line);
	}
}
