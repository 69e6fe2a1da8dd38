/*
 * docx_list: lists that share an abstract definition go on counting with each other (ECMA-376, 17.9).
 *
 * A list with a start of its own begins at it the first time that it is met.
 */
#include "office/docx_list.h"

#include <string.h>

#include "base/ascii.h"
#include "office/script.h"

enum { LISTS_MAX = 5000, START_MAX = 100000, ABSENT = -1 };

struct level {
	enum number_format format;
	int start, restart; /* restart 0: never */
	const char *text;   /* "%1.%2)" */
};

struct abstract {
	struct level levels[DOCX_LEVELS];
	const char *style_link; /* the list style that has the levels; "" */
	int count[DOCX_LEVELS];
	bool begun[DOCX_LEVELS];
};

struct num {
	struct abstract *abstract;
	int override[DOCX_LEVELS]; /* where it begins; ABSENT: as the abstract list says */
	bool started[DOCX_LEVELS];
};

static enum number_format format_of(const char *word)
{
	static const struct {
		const char *word;
		enum number_format format;
	} formats[] = { { "bullet", NUMBER_BULLET }, { "none", NUMBER_BULLET },
		{ "lowerLetter", NUMBER_LOWER_LETTER }, { "upperLetter", NUMBER_UPPER_LETTER },
		{ "lowerRoman", NUMBER_LOWER_ROMAN }, { "upperRoman", NUMBER_UPPER_ROMAN },
		{ "russianLower", NUMBER_LOWER_RUSSIAN }, { "russianUpper", NUMBER_UPPER_RUSSIAN },
		{ "decimalZero", NUMBER_TWO_DIGITS } };
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (!strcmp(word, formats[i].word))
			return formats[i].format;
	return NUMBER_DECIMAL;
}

static void read_level(struct level *l, const xmlNode *n)
{
	l->format = format_of(tree_value(tree_child(n, "numFmt"), "val"));
	l->start = tree_number(tree_child(n, "start"), "val", START_MAX, 1);
	l->restart = tree_number(tree_child(n, "lvlRestart"), "val", DOCX_LEVELS, ABSENT);
	l->text = tree_value(tree_child(n, "lvlText"), "val");
}

static struct abstract *read_abstract(struct arena *a, xmlNode *n)
{
	struct abstract *list = arena_alloc(a, sizeof *list);
	for (int i = 0; i < DOCX_LEVELS; i++)
		list->levels[i] = (struct level){ .start = 1, .restart = ABSENT, .text = "" };
	for (TREE_EACH(c, n)) {
		int at = tree_number(c, "ilvl", DOCX_LEVELS - 1, ABSENT);
		if (tree_is(c, "lvl") && at >= 0)
			read_level(&list->levels[at], c);
	}
	list->style_link = tree_value(tree_child(n, "numStyleLink"), "val");
	return list;
}

/* A list with levels of its own does not count with the others. */
static void read_override(struct arena *a, struct num *num, const xmlNode *n)
{
	int at = tree_number(n, "ilvl", DOCX_LEVELS - 1, ABSENT);
	const xmlNode *level = tree_child(n, "lvl");
	if (at < 0)
		return;
	num->override[at] = tree_number(tree_child(n, "startOverride"), "val", START_MAX, ABSENT);
	if (!level)
		return;
	struct abstract *own = arena_alloc(a, sizeof *own);
	*own = *num->abstract;
	read_level(&own->levels[at], level);
	num->abstract = own;
}

static struct num *read_num(struct docx_lists *l, xmlNode *n)
{
	struct num *num = arena_alloc(l->arena, sizeof *num);
	const char *of = tree_value(tree_child(n, "abstractNumId"), "val");
	num->abstract = xmlHashLookup(l->abstract, (const xmlChar *)of);
	for (int i = 0; i < DOCX_LEVELS; i++)
		num->override[i] = ABSENT;
	for (TREE_EACH(c, n))
		if (tree_is(c, "lvlOverride") && num->abstract)
			read_override(l->arena, num, c);
	return num;
}

/* An abstract list that only names a list style has its levels where that style leads. */
static void follow_style(struct docx_lists *l, struct num *num, const struct docx_styles *styles)
{
	if (!num->abstract || !*num->abstract->style_link)
		return;
	const struct docx_style *style = xmlHashLookup(
	    styles->by_id, (const xmlChar *)num->abstract->style_link);
	struct num *other = style && style->num ? xmlHashLookup(l->nums, (const xmlChar *)style->num) : NULL;
	if (other && other->abstract)
		memcpy(num->abstract->levels, other->abstract->levels, sizeof num->abstract->levels);
}

void docx_lists_init(struct docx_lists *l, struct arena *a, xmlNode *root, const struct docx_styles *styles)
{
	size_t n = 0;
	struct num **list = NULL;
	*l = (struct docx_lists){ .arena = a, .nums = xmlHashCreate(64), .abstract = xmlHashCreate(64) };
	xmlNode *first = root ? tree_element(root->children) : NULL;
	for (xmlNode *c = first; c && n < LISTS_MAX; c = tree_element(c->next), n++)
		if (tree_is(c, "abstractNum"))
			xmlHashAddEntry(l->abstract, (const xmlChar *)tree_value(c, "abstractNumId"),
			    read_abstract(a, c));
	n = 0;
	for (xmlNode *c = first; c && n < LISTS_MAX; c = tree_element(c->next))
		if (tree_is(c, "num")) {
			struct num *num = *ARENA_PUSH(a, list, n) = read_num(l, c);
			xmlHashAddEntry(l->nums, (const xmlChar *)tree_value(c, "numId"), num);
		}
	for (size_t i = 0; i < n; i++)
		follow_style(l, list[i], styles);
}

void docx_lists_release(struct docx_lists *l)
{
	xmlHashFree(l->nums, NULL);
	xmlHashFree(l->abstract, NULL);
}

static void count_up(struct num *num, int level)
{
	struct abstract *a = num->abstract;
	if (num->override[level] != ABSENT && !num->started[level])
		a->count[level] = num->override[level];
	else if (!a->begun[level])
		a->count[level] = a->levels[level].start;
	else if (a->count[level] < START_MAX * 2)
		a->count[level]++;
	num->started[level] = a->begun[level] = true;
	for (int i = 0; i < level; i++)
		if (!a->begun[i]) {
			a->count[i] = a->levels[i].start;
			a->begun[i] = true;
		}
	for (int i = level + 1; i < DOCX_LEVELS; i++)
		if (a->levels[i].restart != 0)
			a->begun[i] = false;
}

/* "%1" is the number of the first level. */
static void print_number(const struct abstract *a, int level, struct buf *out)
{
	const char *p = a->levels[level].text;
	for (; *p; p++) {
		int of = p[0] == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '1' : ABSENT;
		if (of == ABSENT) {
			buf_add_char(out, *p);
			continue;
		}
		number_add(out, of > level ? NUMBER_DECIMAL : a->levels[of].format, a->count[of]);
		p++;
	}
}

bool docx_list_count(struct docx_lists *l, const char *num_id, int level, struct buf *out)
{
	struct num *num = xmlHashLookup(l->nums, (const xmlChar *)num_id);
	if (!num || !num->abstract || level < 0 || level >= DOCX_LEVELS)
		return false;
	count_up(num, level);
	if (num->abstract->levels[level].format != NUMBER_BULLET)
		print_number(num->abstract, level, out);
	return true;
}
