/*
 * odt_style: OpenDocument 1.3, part 3, 16 (styles) and 16.30 (lists).
 */
#include "office/odt_style.h"

#include <string.h>

#include "base/utf8.h"

enum { STYLES_MAX = 20000, CHAIN_MAX = 20, START_MAX = 100000 };

const struct odt_style odt_no_style = { .parent = "", .script = -1, .hidden = -1, .struck = -1, .bold = -1 };

static const struct {
	const char *name;
	int level;
	enum odt_block block;
} known[] = {
	{ "title", ODT_TITLE_LEVEL, ODT_NORMAL },
	{ "quotations", 0, ODT_QUOTE },
	{ "quote", 0, ODT_QUOTE },
	{ "intense quote", 0, ODT_QUOTE },
	{ "preformatted text", 0, ODT_CODE },
	{ "source code", 0, ODT_CODE },
	{ "html preformatted", 0, ODT_CODE },
};

/* "Heading_20_1" is "heading 1". */
static void read_name(struct odt_style *s, const char *name)
{
	struct buf folded, plain;
	buf_init(&folded, 1024);
	buf_init(&plain, 1024);
	for (const char *p = name; *p; p++) {
		bool space = !strncmp(p, "_20_", 4);
		buf_add_char(&plain, space ? ' ' : *p);
		p += space ? 3 : 0;
	}
	utf8_fold(&folded, buf_str(&plain));
	struct str n = buf_str(&folded);
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (str_is(n, known[i].name)) {
			s->level = known[i].level;
			s->block = known[i].block;
		}
	if (str_starts(n, "heading ") && n.n == 9 && n.p[8] >= '1' && n.p[8] <= '9')
		s->level = n.p[8] - '0';
	buf_release(&folded);
	buf_release(&plain);
}

/* "super 58%", "42% 100%", "sub 58%", "-33% 58%" */
static int script_of(const char *position)
{
	if (str_starts(str_of(position), "super"))
		return SCRIPT_RAISED;
	if (str_starts(str_of(position), "sub") || *position == '-')
		return SCRIPT_LOWERED;
	return *position >= '1' && *position <= '9' ? SCRIPT_RAISED : SCRIPT_NONE;
}

static void read_text_properties(struct odt_styles *all, struct odt_style *s, const xmlNode *p)
{
	const char *position = tree_attribute(p, "text-position"), *weight = tree_attribute(p, "font-weight");
	const char *through = tree_attribute(p, "text-line-through-style");
	const char *display = tree_attribute(p, "display");
	const char *lang = tree_value(p, "language"), *country = tree_value(p, "country");
	if (position)
		s->script = script_of(position);
	if (weight)
		s->bold = !strcmp(weight, "bold") || (*weight >= '6' && *weight <= '9');
	if (through)
		s->struck = strcmp(through, "none") != 0;
	if (display)
		s->hidden = !strcmp(display, "none");
	if (*lang && strcmp(lang, "none") != 0 && strcmp(lang, "zxx") != 0)
		s->lang = *country && strcmp(country, "none") != 0
		              ? arena_printf(all->arena, "%s-%s", lang, country)
		              : arena_strdup(all->arena, lang);
}

static void read_style(struct odt_styles *all, xmlNode *n)
{
	const char *family = tree_value(n, "family"), *name = tree_value(n, "name");
	bool paragraph = !strcmp(family, "paragraph"), text = !strcmp(family, "text");
	if (all->n >= STYLES_MAX || (!paragraph && !text))
		return;
	struct odt_style *s = arena_alloc(all->arena, sizeof *s);
	*s = odt_no_style;
	s->parent = tree_value(n, "parent-style-name");
	if (paragraph) {
		const char *shown = tree_value(n, "display-name");
		read_name(s, *shown ? shown : name);
		int level = tree_number(n, "default-outline-level", ODT_LEVELS, 0);
		s->level = level ? level : s->level;
	}
	s->list = tree_attribute(n, "list-style-name");
	read_text_properties(all, s, tree_child(n, "text-properties"));
	*ARENA_PUSH(all->arena, all->all, all->n) = s;
	xmlHashAddEntry(paragraph ? all->paragraphs : all->texts, (const xmlChar *)name, s);
}

/* --- lists -------------------------------------------------------------------------------- */

static enum number_format format_of(const char *format)
{
	static const struct {
		const char *begins;
		enum number_format format;
	} formats[] = { { "1", NUMBER_DECIMAL }, { "a", NUMBER_LOWER_LETTER }, { "A", NUMBER_UPPER_LETTER },
		{ "i", NUMBER_LOWER_ROMAN }, { "I", NUMBER_UPPER_ROMAN }, { "а", NUMBER_LOWER_RUSSIAN },
		{ "А", NUMBER_UPPER_RUSSIAN }, { "01", NUMBER_TWO_DIGITS } };
	for (size_t i = ARRAY_SIZE(formats); i-- > 0;)
		if (str_starts(str_of(format), formats[i].begins))
			return formats[i].format;
	return NUMBER_BULLET;
}

static void read_list(struct odt_styles *all, xmlNode *n)
{
	struct odt_list *l = arena_alloc(all->arena, sizeof *l);
	for (int i = 0; i < ODT_LEVELS; i++)
		l->levels[i] = (struct odt_level){
			.format = NUMBER_BULLET, .start = 1, .prefix = "", .suffix = ""
		};
	for (TREE_EACH(c, n)) {
		int at = tree_number(c, "level", ODT_LEVELS, 0) - 1;
		if (at < 0 || !tree_is(c, "list-level-style-number"))
			continue;
		l->levels[at] = (struct odt_level){ .format = format_of(tree_value(c, "num-format")),
			.start = tree_number(c, "start-value", START_MAX, 1),
			.shown = tree_number(c, "display-levels", ODT_LEVELS, 1),
			.prefix = tree_value(c, "num-prefix"),
			.suffix = tree_value(c, "num-suffix") };
	}
	xmlHashAddEntry(all->lists, (const xmlChar *)tree_value(n, "name"), l);
}

/* --- all of them ---------------------------------------------------------------------------- */

void odt_styles_init(struct odt_styles *s, struct arena *a)
{
	*s = (struct odt_styles){ .arena = a,
		.paragraphs = xmlHashCreate(256),
		.texts = xmlHashCreate(256),
		.lists = xmlHashCreate(64),
		.lang = "" };
}

void odt_styles_release(struct odt_styles *s)
{
	xmlHashFree(s->paragraphs, NULL);
	xmlHashFree(s->texts, NULL);
	xmlHashFree(s->lists, NULL);
}

void odt_styles_add(struct odt_styles *s, xmlNode *parent)
{
	for (xmlNode *c = parent ? tree_element(parent->children) : NULL; c; c = tree_element(c->next)) {
		struct odt_style defaults = odt_no_style;
		if (tree_is(c, "style"))
			read_style(s, c);
		else if (tree_is(c, "list-style"))
			read_list(s, c);
		else if (tree_is(c, "default-style") && !strcmp(tree_value(c, "family"), "paragraph"))
			read_text_properties(s, &defaults, tree_child(c, "text-properties"));
		if (defaults.lang)
			s->lang = defaults.lang;
	}
}

struct odt_style odt_style_within(const struct odt_style *outer, const struct odt_style *inner)
{
	struct odt_style s = *inner;
	s.level = s.level ? s.level : outer->level;
	s.block = s.block ? s.block : outer->block;
	s.script = s.script >= 0 ? s.script : outer->script;
	s.hidden = s.hidden >= 0 ? s.hidden : outer->hidden;
	s.struck = s.struck >= 0 ? s.struck : outer->struck;
	s.bold = s.bold >= 0 ? s.bold : outer->bold;
	s.list = s.list ? s.list : outer->list;
	s.lang = s.lang ? s.lang : outer->lang;
	return s;
}

static void resolve(struct odt_style *s, xmlHashTable *family, int depth)
{
	struct odt_style *parent = *s->parent ? xmlHashLookup(family, (const xmlChar *)s->parent) : NULL;
	if (s->resolved)
		return;
	s->resolved = true;
	if (!parent || parent == s || depth >= CHAIN_MAX)
		return;
	resolve(parent, family, depth + 1);
	*s = odt_style_within(parent, s);
}

void odt_styles_resolve(struct odt_styles *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct odt_style *one = s->all[i];
		bool paragraph = *one->parent && xmlHashLookup(s->paragraphs, (const xmlChar *)one->parent);
		resolve(one, paragraph ? s->paragraphs : s->texts, 0);
	}
}

const struct odt_style *odt_style_find(xmlHashTable *family, const char *name)
{
	const struct odt_style *s = *name ? xmlHashLookup(family, (const xmlChar *)name) : NULL;
	return s ? s : &odt_no_style;
}
