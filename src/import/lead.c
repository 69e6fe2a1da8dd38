/*
 * lead: a page may have the first words of its text in another place than the rest: with the title, above
 * a picture.
 *
 * The lines and pictures after the title are candidates, in the order of the page, up to the first of the
 * text.
 */
#include "import/lead.h"

#include <string.h>

#include "base/ascii.h"
#include "import/junk.h"
#include "import/marks.h"
#include "import/node.h"
#include "import/picture.h"
#include "import/tidy.h"
#include "lang/found_date.h"

enum {
	LINE_MIN = 40,       /* letters of a line that may be one */
	LEAD_MAX = 3,        /* lines before the text: more are something else */
	DATE_BYTES = 160,    /* of a line that a date makes one about the text */
	CAPTION_MAX = 200,   /* letters of the captions in a block of pictures */
	PICTURES_MAX = 60,   /* of such a block, */
	PICTURE_LEVELS = 12, /* and how deep in it they may be */
	WIDTH_MIN = 100,     /* of a picture, where the page says it: less is a sign */
};

struct looking {
	struct arena *arena;
	const char *title; /* "": any first heading */
	struct lead *found;
	bool below; /* the title was passed */
};

static bool is_title(struct looking *k, const xmlNode *n)
{
	if (!node_is(n, "h1") && !node_is(n, "h2"))
		return false;
	if (!*k->title)
		return node_is(n, "h1");
	return marks_of(n)->text < 400 && tidy_is_title(node_words(k->arena, n), k->title);
}

/* Nothing below it is a lead. */
static bool is_other(struct arena *a, const xmlNode *n)
{
	static const char *const names[] = { "figure", "figcaption", "aside", "footer", "form", "table",
		"blockquote", "noscript", "address", "pre" };
	enum junk junk = junk_of(a, n);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (node_is(n, names[i]))
			return true;
	return junk == JUNK_SURE || (junk == JUNK_MAYBE && !node_is(n, "header") && !junk_names_lead(a, n));
}

static bool is_line(struct arena *a, const xmlNode *n)
{
	const struct mark *m = marks_of(n);
	struct found_date d;
	if (!m->block || m->own < LINE_MIN || m->own_link * 4 > m->own || junk_names_byline(a, n))
		return false;
	struct str words = str_of(node_words(a, n));
	return !junk_is_line(words) && !(words.n < DATE_BYTES && found_date_in(words, &d));
}

/* --- pictures ---------------------------------------------------------------------- */

static bool has_caption(struct arena *a, const xmlNode *n, int depth)
{
	for (const xmlNode *c = n->children; c && depth < PICTURE_LEVELS; c = c->next)
		if (marks_of(c) && (picture_is_caption(a, c) || has_caption(a, c, depth + 1)))
			return true;
	return false;
}

/* The first picture of a block; NULL: it has none. */
static const xmlNode *first_picture(const xmlNode *n, int depth)
{
	const xmlNode *found = node_is(n, "img") ? n : NULL;
	for (const xmlNode *c = n->children; c && !found && depth < PICTURE_LEVELS; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			found = first_picture(c, depth + 1);
	return found;
}

/* Whether it is about the author, or a link to another page. */
static bool leads_away(struct arena *a, const xmlNode *n)
{
	return junk_names_byline(a, n) || (node_is(n, "a") && !picture_is_one(node_attribute(a, n, "href")));
}

/* The same of what is around it. */
static bool is_in_other(struct arena *a, const xmlNode *n)
{
	for (int i = 0; n && n->type == XML_ELEMENT_NODE && i < PICTURE_LEVELS; n = n->parent, i++)
		if (leads_away(a, n))
			return true;
	return false;
}

/* Whether a picture is one of the text: no sign, no face of an author. */
static bool shows(struct arena *a, const xmlNode *img)
{
	static const char *const signs[] = { "avatar", "author", "logo", "icon", "banner", "sprite",
		"profile", "share" };
	const char *src = picture_address(a, img), *class = node_attribute(a, img, "class"),
	           *width = node_attribute(a, img, "width");
	uint64_t pixels = WIDTH_MIN;
	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (strcasestr(src, signs[i]) || strcasestr(class, signs[i]))
			return false;
	str_to_uint(str_of(width), 100000, &pixels);
	return *src && pixels >= WIDTH_MIN && !picture_is_trifle(a, img);
}

static bool all_show(struct arena *a, const xmlNode *n, int depth)
{
	if (node_is(n, "img"))
		return shows(a, n);
	if (depth == PICTURE_LEVELS)
		return false;
	for (const xmlNode *c = n->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE &&
		    ((!node_is(c, "figcaption") && leads_away(a, c) && first_picture(c, 0)) ||
		        !all_show(a, c, depth + 1)))
			return false;
	return true;
}

static bool is_picture(struct arena *a, const xmlNode *n)
{
	const struct mark *m = marks_of(n);
	if (!m->pictures || m->pictures > PICTURES_MAX || m->text > CAPTION_MAX || m->headings ||
	    junk_of(a, n) != JUNK_NONE || is_in_other(a, n))
		return false;
	return (!m->text || node_is(n, "figure") || has_caption(a, n, 0)) && all_show(a, n, 0);
}

/* --- the search -------------------------------------------------------------------- */

static void add(struct looking *k, xmlNode *n, bool picture)
{
	struct lead *f = k->found;
	f->v[f->n] = n;
	f->picture[f->n++] = picture;
	f->pictures += picture;
}

static void look(struct looking *k, xmlNode *n)
{
	for (xmlNode *c = n->children; c && k->found->n - k->found->pictures < LEAD_LINES; c = c->next) {
		if (!marks_of(c) || (!marks_of(c)->text && !marks_of(c)->pictures))
			continue;
		if (is_title(k, c)) {
			k->below = true;
			k->found->n = k->found->pictures = 0;
			continue;
		}
		bool picture = k->below && k->found->pictures < LEAD_PICTURES && is_picture(k->arena, c);
		if (!picture && is_other(k->arena, c))
			continue;
		if (picture || (k->below && is_line(k->arena, c)))
			add(k, c, picture);
		else
			look(k, c);
	}
}

void lead_find(struct arena *a, xmlNode *body, const char *title, struct lead *out)
{
	struct looking k = { .arena = a, .title = title, .found = out };
	out->n = out->pictures = 0;
	look(&k, body);
	if (k.below || !*title)
		return;
	k.title = "";
	look(&k, body);
}

/* Whether a line is of the text, or around it. */
static bool is_of(const xmlNode *line, const xmlNode *text)
{
	const xmlNode *n = text;
	while (n && n != line)
		n = n->parent;
	if (n)
		return true;
	for (n = line; n && n != text; n = n->parent)
		if (marks_of(n) && marks_of(n)->out)
			return false;
	return n != NULL;
}

/* A picture within the text is there, or was left out. */
static bool is_within(const xmlNode *picture, const xmlNode *text)
{
	const xmlNode *n = picture;
	while (n && n != text)
		n = n->parent;
	return n != NULL;
}

void lead_take(struct lead *lead, const xmlNode *text)
{
	size_t n = 0, end = 0, lines = 0;
	for (; end < lead->n; end++) {
		if (lead->picture[end] && is_within(lead->v[end], text))
			continue;
		if (is_of(lead->v[end], text))
			break;
		lines += !lead->picture[end];
		lead->picture[n] = lead->picture[end];
		lead->v[n++] = lead->v[end];
	}
	lead->n = end == lead->n || lines > LEAD_MAX ? 0 : n;
	for (size_t i = 0; i < lead->n; i++)
		xmlUnlinkNode(lead->v[i]);
}

static bool has_picture(struct arena *a, const xmlNode *n, const char *address, int depth)
{
	if (node_is(n, "img"))
		return !strcmp(picture_address(a, n), address);
	for (const xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next)
		if (c->type == XML_ELEMENT_NODE && has_picture(a, c, address, depth + 1))
			return true;
	return false;
}

static bool is_said(
    struct arena *a, const xmlNode *part, bool picture, const xmlNode *text, const char *words)
{
	const xmlNode *first = picture ? first_picture(part, 0) : NULL;
	if (picture)
		return !first || has_picture(a, text, picture_address(a, first), 0);
	return strstr(words, node_words(a, part)) != NULL;
}

size_t lead_put(struct arena *a, struct lead *lead, xmlNode *text)
{
	const char *words = node_words(a, text);
	size_t letters = 0;
	for (size_t i = lead->n; i-- > 0;) {
		if (is_said(a, lead->v[i], lead->picture[i], text, words)) {
			xmlFreeNode(lead->v[i]);
			continue;
		}
		letters += lead->picture[i] ? 0 : marks_letters(str_of(node_words(a, lead->v[i])));
		if (text->children)
			xmlAddPrevSibling(text->children, lead->v[i]);
		else
			xmlAddChild(text, lead->v[i]);
	}
	return letters;
}
