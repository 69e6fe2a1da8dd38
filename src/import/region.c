/*
 * region: candidates for the text are scored by their lines, the best one is taken with the siblings that
 * belong to it.
 *
 * 1. What is no text by its name is out (junk.h), unless most of the page is in it. 2. Each long line
 * gives its letters and commas to the blocks around it, less to those farther out; names and elements
 *    that mean text add to that, links take from it. What metadata says the text is comes first.
 * 3. A parent that holds several good candidates is better than each of them, and siblings like the best
 * are joined to it. 4. Within it (tidy.h) lists of links and what follows the text are out. 5. Lines that
 * are between the title and the text are its beginning (lead.h).
 *
 * Where that leaves little of the page, it is done again with less of 1.
 */
#include "import/region.h"

#include <string.h>

#include "import/junk.h"
#include "import/lead.h"
#include "import/marks.h"
#include "import/node.h"
#include "import/said.h"

enum {
	LINE_MIN = 25,        /* letters of a line that counts */
	ENOUGH = 140,         /* letters of a text: with less another way is tried */
	ASIDE_MIN = 20,       /* letters of an <aside> that says something */
	LEVELS = 6,           /* how far out a line counts */
	BEST_MAX = 5,         /* candidates that are compared */
	NOSCRIPT_BYTES = 400, /* of a text in <noscript> that is the page's */
};

struct search {
	struct arena *arena;
	xmlNode *body;
	enum junk keep;          /* junk of this kind and worse is out */
	size_t good;             /* letters in long lines, before anything was out */
	xmlNode *best[BEST_MAX]; /* the first is the best */
	size_t count;
};

/* --- 1. what is no text ------------------------------------------------------------ */

static bool has_element(const xmlNode *n, const char *name, int depth)
{
	for (const xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next)
		if (node_is(c, name) || (c->type == XML_ELEMENT_NODE && has_element(c, name, depth + 1)))
			return true;
	return false;
}

static bool has_below(const xmlNode *n, const char *name)
{
	for (const xmlNode *c = n->children; c; c = c->next)
		if (marks_of(c) && (node_is(c, name) || has_below(c, name)))
			return true;
	return false;
}

/* Whether most of the page is in it: then its name means something else. */
static bool holds_most(const struct search *s, const xmlNode *n, enum junk junk)
{
	const struct mark *m = marks_of(n);
	if (!s->good || !m->good)
		return false;
	double share = (double)m->good / (double)s->good;
	if (junk == JUNK_SURE)
		return share > 0.92 && !node_is(n, "nav");
	if (node_is(n, "aside") || node_is(n, "footer"))
		return share > 0.8;
	/* Sentences, one below the other. */
	if (m->good > 800 && m->paragraphs >= 5 && marks_link_share(m) < 0.15)
		return true;
	return share > 0.55 || (share > 0.3 && (has_below(n, "h1") || has_below(n, "article")));
}

/* An <aside> or <footer> with sentences is part of the text when it is within it. */
static bool is_aside_text(const xmlNode *n)
{
	const struct mark *m = marks_of(n);
	for (const xmlNode *p = n->parent; p; p = p->parent)
		if (node_is(p, "article"))
			return node_is(n, "aside") && m->text > ASIDE_MIN && marks_link_share(m) < 0.1 &&
			       !m->fields && m->headings == 0;
	return false;
}

static void put_out(struct search *s, xmlNode *n)
{
	struct mark *m = marks_of(n);
	enum junk junk = junk_of(s->arena, n);
	m->out = junk != JUNK_NONE && junk >= s->keep && !holds_most(s, n, junk);
	if (m->out && junk == JUNK_MAYBE && is_aside_text(n) && junk_weight(s->arena, n) >= 0)
		m->out = false;
	for (xmlNode *c = n->children; c && !m->out; c = c->next)
		if (marks_of(c))
			put_out(s, c);
}

static void put_in(xmlNode *n)
{
	marks_of(n)->out = false;
	for (xmlNode *c = n->children; c; c = c->next)
		if (marks_of(c))
			put_in(c);
}

/* --- 2. scores --------------------------------------------------------------------- */

static double first_score(struct search *s, const xmlNode *n)
{
	static const struct {
		const char *name;
		double score;
	} elements[] = { { "article", 15 }, { "main", 8 }, { "div", 5 }, { "section", 5 }, { "pre", 3 },
		{ "td", 3 }, { "blockquote", 3 }, { "address", -3 }, { "ol", -3 }, { "ul", -3 }, { "dl", -3 },
		{ "li", -3 }, { "form", -3 }, { "th", -5 }, { "aside", -10 }, { "footer", -10 },
		{ "header", -5 } };
	double score = 1 + junk_weight(s->arena, n);
	for (size_t i = 0; i < ARRAY_SIZE(elements); i++)
		if (node_is(n, elements[i].name))
			score += elements[i].score;
	if (strstr(node_attribute(s->arena, n, "itemprop"), "articleBody"))
		return score + 60;
	return score + (junk_names_body(s->arena, n) ? 25 : 0);
}

static bool is_level(const xmlNode *n)
{
	return marks_of(n) && marks_of(n)->block && !node_is(n, "tr") && !node_is(n, "tbody") &&
	       !node_is(n, "html");
}

static void give(struct search *s, xmlNode *n, double points)
{
	double level = 0;
	for (int i = 0; n && marks_of(n) && i < LEVELS; n = n->parent) {
		struct mark *m = marks_of(n);
		if (!is_level(n))
			continue;
		if (m->score == 0)
			m->score = first_score(s, n);
		m->score += level == 0 ? points : level == 1 ? points / 2 : points / (level * 3);
		level++;
		i++;
	}
}

/*
 * A block with lines of its own and blocks, or broken lines, holds its text itself; a plain one is a line
 * of its parent.
 */
static bool holds_lines(const xmlNode *n)
{
	const struct mark *m = marks_of(n);
	if (node_is(n, "p") || node_is(n, "pre") || node_is(n, "li"))
		return false;
	return m->breaks > 1 || m->text > m->own + m->own / 4;
}

static void score_lines(struct search *s, xmlNode *n)
{
	const struct mark *m = marks_of(n);
	size_t plain = m->own > m->own_link ? m->own - m->own_link : 0;
	if (m->out)
		return;
	if (m->block && plain >= LINE_MIN && m->own_link * 2 < m->own) {
		double most = holds_lines(n) ? 12 : 3, size = (double)plain / 100;
		double points = 1 + (double)m->commas + (size < most ? size : most);
		give(s, holds_lines(n) || !n->parent || !marks_of(n->parent) ? n : n->parent, points);
	}
	for (xmlNode *c = n->children; c; c = c->next)
		if (marks_of(c))
			score_lines(s, c);
}

static double value_of(const xmlNode *n)
{
	const struct mark *m = marks_of(n);
	return m->score > 0 ? m->score * (1 - marks_link_share(m)) : 0;
}

static void keep_best(struct search *s, xmlNode *n)
{
	double value = value_of(n);
	size_t at = s->count;
	while (at > 0 && value > value_of(s->best[at - 1]))
		at--;
	if (at == BEST_MAX || value <= 0)
		return;
	if (s->count < BEST_MAX)
		s->count++;
	memmove(s->best + at + 1, s->best + at, (s->count - at - 1) * sizeof(xmlNode *));
	s->best[at] = n;
}

static void find_best(struct search *s, xmlNode *n)
{
	if (marks_of(n)->out)
		return;
	if (marks_of(n)->block && marks_of(n)->text)
		keep_best(s, n);
	for (xmlNode *c = n->children; c; c = c->next)
		if (marks_of(c))
			find_best(s, c);
}

/* --- 3. parents and siblings ------------------------------------------------------- */

static bool is_within(const xmlNode *n, const xmlNode *outer)
{
	while (n && n != outer)
		n = n->parent;
	return n != NULL;
}

/* The nearest ancestor that holds most of the good candidates, if that is not the whole page for little. */
static xmlNode *shared_parent(struct search *s, xmlNode *top)
{
	for (xmlNode *p = top->parent; p && p != s->body->parent && marks_of(p); p = p->parent) {
		size_t held = 0;
		for (size_t i = 1; i < s->count; i++)
			held += value_of(s->best[i]) > value_of(top) * 0.75 && is_within(s->best[i], p) &&
			        !is_within(s->best[i], top);
		if (held >= 2)
			return p;
	}
	return top;
}

/* Outwards while the score does not fall. */
static xmlNode *better_parent(struct search *s, xmlNode *top)
{
	double last = marks_of(top)->score, least = last / 3;
	xmlNode *best = top;
	for (xmlNode *p = top->parent; p && p != s->body && marks_of(p); p = p->parent) {
		double score = marks_of(p)->score;
		if (!is_level(p) || score == 0)
			continue;
		if (score < least)
			break;
		if (score > last && marks_link_share(marks_of(p)) < 0.4) {
			best = p;
			break;
		}
		last = score;
	}
	return best;
}

static size_t blocks_in(const xmlNode *n)
{
	size_t count = 0;
	for (const xmlNode *c = n->children; c; c = c->next)
		count += marks_of(c) && !marks_of(c)->out && marks_of(c)->text;
	return count;
}

/* Out of a box within a box. */
static xmlNode *outermost(struct search *s, xmlNode *n)
{
	while (n != s->body && n->parent && marks_of(n->parent) && n->parent != s->body &&
	       blocks_in(n->parent) == 1 && !node_is(n->parent, "body"))
		n = n->parent;
	return n;
}

static bool belongs(struct search *s, const xmlNode *n, const xmlNode *top)
{
	const struct mark *m = marks_of(n), *t = marks_of(top);
	double least = value_of(top) * 0.2, links = marks_link_share(m);
	const char *class = node_attribute(s->arena, top, "class");
	if (m->out || !m->block)
		return false;
	if (*class && !strcmp(class, node_attribute(s->arena, n, "class")) && m->good > MARKS_GOOD_LINE &&
	    links < 0.3)
		return true;
	if (m->score > 0 && m->score > (least > 10 ? least : 10) && links < 0.35 && m->good * 2 > m->text)
		return true;
	if (node_is(n, "p") || node_is(n, "pre") || node_is(n, "blockquote"))
		return m->own > 80 && links < 0.25;
	if (node_is(n, "table") || node_is(n, "ul") || node_is(n, "ol"))
		return t->score > 0 && node_is(top, "p") && links < 0.25;
	return m->good > 150 && m->good * 10 > m->text * 8 && links < 0.1;
}

/*
 * A new block with the best and those of its siblings that belong to it; the best alone when there are
 * none.
 */
static xmlNode *join_siblings(struct search *s, xmlNode *top)
{
	xmlNode *first = NULL, *last = NULL, *next, *box;
	size_t count = 0;
	if (top == s->body || !top->parent || top->parent->type != XML_ELEMENT_NODE || node_is(top, "td"))
		return top;
	for (xmlNode *c = top->parent->children; c; c = c->next) {
		if (!marks_of(c) || (c != top && !belongs(s, c, top)))
			continue;
		first = first ? first : c;
		last = c;
		count++;
	}
	if (count < 2)
		return top;
	box = xmlNewNode(NULL, (const xmlChar *)"div");
	marks_make(s->arena, box);
	xmlAddPrevSibling(first, box);
	for (xmlNode *c = first; c; c = next) {
		next = c == last ? NULL : c->next;
		bool between = node_is(c, "h2") || node_is(c, "h3") || node_is(c, "ul") || node_is(c, "ol") ||
		               node_is(c, "figure") || node_is(c, "table") || node_is(c, "p") ||
		               node_is(c, "blockquote");
		if (marks_of(c) && (c == top || belongs(s, c, top) || (between && !marks_of(c)->out))) {
			xmlUnlinkNode(c);
			xmlAddChild(box, c);
		}
	}
	return box;
}

/* A part of the page that says it is the text, or an article, with more of it than the best candidate. */
static xmlNode *named_parent(struct search *s, xmlNode *top)
{
	size_t good = marks_of(top)->good;
	for (xmlNode *p = top->parent; p && p != s->body && marks_of(p); p = p->parent) {
		const struct mark *m = marks_of(p);
		bool named = node_is(p, "article") || node_is(p, "main") || junk_names_body(s->arena, p) ||
		             strstr(node_attribute(s->arena, p, "itemprop"), "articleBody");
		if (named && m->good > good + good / 4 && m->good * 2 > m->text && marks_link_share(m) < 0.35)
			return p;
	}
	return top;
}

/* The smallest block around the heading that is the title, with a text in it. */
static xmlNode *around_title(struct search *s, xmlNode *n, const char *title)
{
	xmlNode *found = NULL;
	for (xmlNode *c = n->children; c && !found; c = c->next) {
		if (!marks_of(c) || marks_of(c)->text == 0)
			continue;
		bool heading = (node_is(c, "h1") || node_is(c, "h2")) &&
		               tidy_is_title(node_words(s->arena, c), title);
		if (heading)
			for (found = c->parent;
			     found && marks_of(found) && marks_of(found)->good < 2 * ENOUGH;)
				found = found == s->body ? NULL : found->parent;
		else
			found = around_title(s, c, title);
	}
	return found;
}

static void favour(struct search *s, xmlNode *n)
{
	marks_of(n)->score *= 1.5;
	for (xmlNode *c = n->children; c; c = c->next)
		if (marks_of(c))
			favour(s, c);
}

/* Text that is there when no script runs is text. */
static void open_noscript(struct arena *a, xmlNode *n, int depth)
{
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		open_noscript(a, c, depth + 1);
		if (node_is(c, "noscript") && has_element(c, "p", 0) &&
		    strlen(node_words(a, c)) > NOSCRIPT_BYTES)
			xmlNodeSetName(c, (const xmlChar *)"div");
	}
}

/* --- all of it --------------------------------------------------------------------- */

/* A list or a figure alone is no text: what it is in is one, the <article> best of all. */
static xmlNode *out_of_list(struct search *s, xmlNode *n)
{
	static const char *const names[] = { "ul", "ol", "dl", "li", "dd", "figure", "form" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (!node_is(n, names[i]))
			continue;
		for (xmlNode *p = n; p != s->body && marks_of(p); p = p->parent)
			if (node_is(p, "article") || node_is(p, "main"))
				return p;
		return n->parent && marks_of(n->parent) ? n->parent : n;
	}
	return n;
}

static xmlNode *choose(struct search *s, const char *title, const char *said)
{
	s->count = 0;
	marks_count(s->body);
	xmlNode *top = said_find(s->body, said);
	if (top && marks_of(top)->text > ENOUGH)
		return top;
	score_lines(s, s->body);
	xmlNode *near = *title ? around_title(s, s->body, title) : NULL;
	if (near)
		favour(s, near);
	find_best(s, s->body);
	if (!s->count)
		return s->body;
	top = shared_parent(s, s->best[0]);
	top = better_parent(s, top);
	return outermost(s, named_parent(s, out_of_list(s, top)));
}

/* The first long line of the page that is not in the text. */
static void look_beside(struct arena *a, const xmlNode *n, const xmlNode *text, struct region *r)
{
	const struct mark *m = marks_of(n);
	if (n == text || m->out)
		return;
	if (m->block && m->own >= MARKS_GOOD_LINE && m->own_link * 4 < m->own) {
		r->outside += m->own;
		if (!*r->beside)
			r->beside = node_words(a, n);
	}
	for (const xmlNode *c = n->children; c; c = c->next)
		if (marks_of(c))
			look_beside(a, c, text, r);
}

struct region region_find(struct arena *a, xmlNode *body, const char *title, const char *said)
{
	struct search s = { .arena = a, .body = body };
	struct region r = { .beside = "" };
	struct lead lead;
	xmlNode *top = body;
	open_noscript(a, body, 0);
	marks_make(a, body);
	marks_count(body);
	lead_find(a, body, title, &lead);
	s.good = marks_of(body)->good;
	for (s.keep = JUNK_MAYBE; s.keep <= JUNK_SURE + 1; s.keep++) {
		put_in(body);
		marks_count(body);
		put_out(&s, body);
		top = choose(&s, title, said);
		if (marks_of(top)->good > ENOUGH || marks_of(top)->good * 2 > s.good)
			break;
	}
	r.node = join_siblings(&s, top);
	if (r.node != top)
		marks_count(r.node);
	r.said = tidy_region(a, r.node, title);
	marks_count(r.node);
	lead_take(&lead, r.node);
	look_beside(a, body, r.node, &r);
	marks_drop(r.node);
	r.letters = marks_of(r.node)->text + lead_put(a, &lead, r.node);
	return r;
}
