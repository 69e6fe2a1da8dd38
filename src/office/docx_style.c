/*
 * docx_style: styles are known by the names that Word gives them in every language ("heading 1"), by their outline
 * level, or by the names that other programs write.
 */
#include "office/docx_style.h"

#include <string.h>

#include "base/utf8.h"
#include "office/script.h"

enum {
	STYLES_MAX = 5000,
	CHAIN_MAX = 20, /* styles based on one another */
	BODY_OUTLINE = 9,
	RAISED_FROM = 3, /* half points over the line */
};

static const char *const title_names[] = { "title", "название", "заголовок", "titel", "titre", "título",
	"аталышы", NULL };
static const char *const quote_names[] = { "quote", "intense quote", "block text", "quotations",
	"block quote", "blockquote", "цитата", "выделенная цитата", NULL };
static const char *const code_names[] = { "source code", "html preformatted", "preformatted text", "verbatim",
	"code", "стандартный html", NULL };
static const char *const heading_names[] = { "heading ", "заголовок ", "überschrift ", "titre ", "título ",
	"nagłówek ", "начертание заголовка ", NULL };

static bool is_one_of(struct str name, const char *const *list)
{
	for (; *list; list++)
		if (str_is(name, *list))
			return true;
	return false;
}

/* "heading 3" is 3; 0 for what is no name of a heading. */
static int level_of_name(struct str name)
{
	for (const char *const *h = heading_names; *h; h++) {
		struct str rest = str_sub(name, strlen(*h), name.n);
		if (str_starts(name, *h) && rest.n == 1 && rest.p[0] >= '1' && rest.p[0] <= '9')
			return rest.p[0] - '0';
	}
	return 0;
}

static void read_name(struct docx_style *s, const char *name)
{
	struct buf folded;
	buf_init(&folded, 1024);
	utf8_fold(&folded, str_of(name));
	struct str n = buf_str(&folded);
	int level = level_of_name(n);
	if (level)
		s->level = level;
	else if (is_one_of(n, title_names))
		s->level = DOCX_TITLE_LEVEL;
	if (is_one_of(n, quote_names))
		s->block = DOCX_QUOTE;
	else if (is_one_of(n, code_names))
		s->block = DOCX_CODE;
	else if (str_starts(n, "toc ") || str_starts(n, "table of figures"))
		s->block = DOCX_CONTENTS;
	buf_release(&folded);
}

int docx_toggle(const xmlNode *properties, const char *name, int missing)
{
	const xmlNode *n = tree_child(properties, name);
	const char *value = tree_value(n, "val");
	if (!n)
		return missing;
	return strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0 &&
	       strcmp(value, "none") != 0;
}

static int script_of(const xmlNode *properties, int size, int usual_size, int missing)
{
	const xmlNode *align = tree_child(properties, "vertAlign"),
	              *position = tree_child(properties, "position");
	const char *value = tree_value(align, "val"), *moved = tree_value(position, "val");
	if (!strcmp(value, "superscript"))
		return SCRIPT_RAISED;
	if (!strcmp(value, "subscript"))
		return SCRIPT_LOWERED;
	if (align)
		return SCRIPT_NONE;
	/* LibreOffice and older Words write smaller characters off the line. */
	if (!size || !usual_size || size >= usual_size)
		return missing;
	if (tree_number(position, "val", 1000, 0) >= RAISED_FROM)
		return SCRIPT_RAISED;
	return *moved == '-' && strlen(moved) > 1 ? SCRIPT_LOWERED : missing;
}

void docx_style_apply(struct docx_style *s, const xmlNode *properties, int usual_size)
{
	int struck = docx_toggle(properties, "strike", -1), twice = docx_toggle(properties, "dstrike", -1);
	if (!properties)
		return;
	s->size = tree_number(tree_child(properties, "sz"), "val", 4000, s->size);
	s->hidden = docx_toggle(properties, "vanish", s->hidden);
	s->hidden = docx_toggle(properties, "webHidden", s->hidden);
	s->struck = struck == 1 || twice == 1 ? 1 : struck == 0 || twice == 0 ? 0 : s->struck;
	s->bold = docx_toggle(properties, "b", s->bold);
	s->script = script_of(properties, s->size, usual_size, s->script);
}

static void read_paragraph_properties(struct docx_style *s, const xmlNode *p)
{
	const xmlNode *numbering = tree_child(p, "numPr");
	int outline = tree_number(tree_child(p, "outlineLvl"), "val", BODY_OUTLINE, -1);
	const char *num = tree_attribute(tree_child(numbering, "numId"), "val");
	if (outline == BODY_OUTLINE)
		s->level = 0;
	else if (outline >= 0 && s->level == 0)
		s->level = outline + 1;
	s->num = num ? num : s->num;
	s->list_level = tree_number(tree_child(numbering, "ilvl"), "val", DOCX_LEVELS - 1, s->list_level);
}

static struct docx_style *read_style(struct arena *a, xmlNode *n)
{
	struct docx_style *s = arena_alloc(a, sizeof *s);
	*s = (struct docx_style){ .id = tree_value(n, "styleId"),
		.based_on = tree_value(tree_child(n, "basedOn"), "val"),
		.list_level = -1,
		.hidden = -1,
		.struck = -1,
		.bold = -1,
		.script = -1 };
	read_name(s, tree_value(tree_child(n, "name"), "val"));
	read_paragraph_properties(s, tree_child(n, "pPr"));
	docx_style_apply(s, tree_child(n, "rPr"), 0);
	return s;
}

static void take_over(struct docx_style *s, const struct docx_style *from)
{
	s->level = s->level ? s->level : from->level;
	s->block = s->block ? s->block : from->block;
	s->num = s->num ? s->num : from->num;
	s->list_level = s->list_level >= 0 ? s->list_level : from->list_level;
	s->hidden = s->hidden >= 0 ? s->hidden : from->hidden;
	s->struck = s->struck >= 0 ? s->struck : from->struck;
	s->bold = s->bold >= 0 ? s->bold : from->bold;
	s->script = s->script >= 0 ? s->script : from->script;
	s->size = s->size ? s->size : from->size;
}

/* A style called Title is no heading's base: "Subtitle" is often based on it. */
static void resolve(const struct docx_styles *all, struct docx_style *s, int depth)
{
	struct docx_style *base = *s->based_on ? xmlHashLookup(all->by_id, (const xmlChar *)s->based_on)
	                                       : NULL;
	if (s->resolved)
		return;
	s->resolved = true;
	if (!base || base == s || depth >= CHAIN_MAX)
		return;
	resolve(all, base, depth + 1);
	struct docx_style given = *base;
	if (given.level == DOCX_TITLE_LEVEL)
		given.level = 0;
	take_over(s, &given);
}

void docx_styles_init(struct docx_styles *s, struct arena *a, xmlNode *root)
{
	struct docx_style **list = NULL;
	size_t n = 0;
	const xmlNode *defaults = tree_child(
	    tree_child(tree_child(root, "docDefaults"), "rPrDefault"), "rPr");
	*s = (struct docx_styles){ .by_id = xmlHashCreate(256),
		.lang = tree_value(tree_child(defaults, "lang"), "val") };
	s->size = tree_number(tree_child(defaults, "sz"), "val", 4000, 20);
	for (xmlNode *c = root ? tree_element(root->children) : NULL; c && n < STYLES_MAX;
	     c = tree_element(c->next)) {
		if (!tree_is(c, "style"))
			continue;
		struct docx_style *one = *ARENA_PUSH(a, list, n) = read_style(a, c);
		xmlHashAddEntry(s->by_id, (const xmlChar *)one->id, one);
		if (!strcmp(tree_value(c, "type"), "paragraph") && !strcmp(tree_value(c, "default"), "1"))
			s->normal = one;
	}
	for (size_t i = 0; i < n; i++)
		resolve(s, list[i], 0);
	if (s->normal && s->normal->size)
		s->size = s->normal->size;
}

void docx_styles_release(struct docx_styles *s)
{
	xmlHashFree(s->by_id, NULL);
}

const struct docx_style *docx_style_find(const struct docx_styles *s, const char *id)
{
	const struct docx_style *found = *id ? xmlHashLookup(s->by_id, (const xmlChar *)id) : NULL;
	return found ? found : s->normal;
}
