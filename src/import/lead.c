/*
 * lead: a page may have the first words of its text in another place than the rest: with the title, above a picture.
 *
 * The lines after the title are candidates, in the order of the page, up to the first that is of the text.
 */
#include "import/lead.h"

#include <string.h>

#include "base/ascii.h"
#include "import/junk.h"
#include "import/marks.h"
#include "import/node.h"
#include "import/tidy.h"
#include "lang/found_date.h"

enum {
	LINE_MIN = 40,    /* letters of a line that may be one */
	LEAD_MAX = 3,     /* lines before the text: more are something else */
	DATE_BYTES = 160, /* of a line that a date makes one about the text */
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

static void look(struct looking *k, xmlNode *n)
{
	for (xmlNode *c = n->children; c && k->found->n < LEAD_LINES; c = c->next) {
		if (!marks_of(c) || !marks_of(c)->text)
			continue;
		if (is_title(k, c)) {
			k->below = true;
			k->found->n = 0;
			continue;
		}
		if (is_other(k->arena, c))
			continue;
		if (k->below && is_line(k->arena, c))
			k->found->v[k->found->n++] = c;
		else
			look(k, c);
	}
}

void lead_find(struct arena *a, xmlNode *body, const char *title, struct lead *out)
{
	struct looking k = { .arena = a, .title = title, .found = out };
	out->n = 0;
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

void lead_take(struct lead *lead, const xmlNode *text)
{
	size_t n = 0;
	while (n < lead->n && !is_of(lead->v[n], text))
		n++;
	lead->n = n == lead->n || n > LEAD_MAX ? 0 : n;
	for (size_t i = 0; i < lead->n; i++)
		xmlUnlinkNode(lead->v[i]);
}

size_t lead_put(struct arena *a, struct lead *lead, xmlNode *text)
{
	const char *words = node_words(a, text);
	size_t letters = 0;
	for (size_t i = lead->n; i-- > 0;) {
		const char *line = node_words(a, lead->v[i]);
		if (strstr(words, line)) {
			xmlFreeNode(lead->v[i]);
			continue;
		}
		letters += marks_letters(str_of(line));
		if (text->children)
			xmlAddPrevSibling(text->children, lead->v[i]);
		else
			xmlAddChild(text, lead->v[i]);
	}
	return letters;
}
