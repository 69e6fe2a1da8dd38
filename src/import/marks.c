/*
 * marks: one pass over a page counts letters, links and lines for every element; they are kept in
 * xmlNode's _private.
 */
#include "import/marks.h"

#include <string.h>

#include "base/utf8.h"
#include "import/node.h"

static const char *const inline_names[] = { "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite",
	"code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr",
	"picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub",
	"sup", "time", "tt", "u", "var", "wbr", "amp-img" };

struct mark *marks_of(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE ? n->_private : NULL;
}

static bool is_block(const xmlNode *n)
{
	for (size_t i = 0; i < ARRAY_SIZE(inline_names); i++)
		if (node_is(n, inline_names[i]))
			return false;
	return true;
}

static void make(struct arena *a, xmlNode *n, int depth)
{
	if (n->type != XML_ELEMENT_NODE)
		return;
	struct mark *m = arena_alloc(a, sizeof *m);
	m->block = is_block(n);
	m->out = depth >= NODE_DEPTH_MAX;
	n->_private = m;
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next)
		make(a, c, depth + 1);
}

void marks_make(struct arena *a, xmlNode *n)
{
	make(a, n, 0);
}

/* --- counting ---------------------------------------------------------------------- */

static bool is_space(uint32_t c)
{
	return c <= ' ' || c == 0xA0 || c == 0xAD || c == 0x3000 || (c >= 0x2000 && c <= 0x200F);
}

static size_t letters(struct str s, size_t *commas)
{
	size_t n = 0, len;
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_decode(str_sub(s, i, s.n), &len);
		n += is_space(c) ? 0 : c >= 0x2E80 ? 2 : 1;
		*commas += c == ',' || c == 0x60C || c == 0x3001 || c == 0xFF0C || c == 0x3002 || c == 0xFE50;
	}
	return n;
}

size_t marks_letters(struct str s)
{
	size_t commas = 0;
	return letters(s, &commas);
}

struct counter {
	struct mark *block; /* whose lines the text is part of */
	bool in_link;
};

static void count_text(struct mark *m, const xmlNode *n, const struct counter *c)
{
	size_t commas = 0, count = letters(str_of((const char *)n->content), &commas);
	m->text += count;
	m->link += c->in_link ? count : 0;
	c->block->own += count;
	c->block->own_link += c->in_link ? count : 0;
	c->block->commas += commas;
}

static void count_kind(struct mark *m, const xmlNode *n)
{
	static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
	static const char *const fields[] = { "input", "textarea", "select", "button" };
	static const char *const embeds[] = { "iframe", "object", "embed", "video", "audio" };
	m->paragraphs += node_is(n, "p");
	m->items += node_is(n, "li");
	m->pictures += node_is(n, "img");
	m->breaks += node_is(n, "br");
	for (size_t i = 0; i < ARRAY_SIZE(headings); i++) {
		m->headings += node_is(n, headings[i]);
		m->cards += node_is(n, headings[i]) && marks_of(n)->text &&
		            marks_of(n)->link == marks_of(n)->text;
	}
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		m->fields += node_is(n, fields[i]);
	for (size_t i = 0; i < ARRAY_SIZE(embeds); i++)
		m->embeds += node_is(n, embeds[i]);
}

static void add(struct mark *m, const struct mark *below)
{
	m->text += below->text;
	m->link += below->link;
	m->good += below->good;
	m->paragraphs += below->paragraphs;
	m->items += below->items;
	m->headings += below->headings;
	m->cards += below->cards;
	m->pictures += below->pictures;
	m->fields += below->fields;
	m->embeds += below->embeds;
	m->breaks += below->breaks;
}

static void count(xmlNode *n, struct counter c)
{
	struct mark *m = marks_of(n);
	bool block = m->block, out = m->out;
	*m = (struct mark){ .block = block, .out = out };
	/* Of <noscript> only pictures are taken. */
	if (m->out || node_is(n, "noscript"))
		return;
	if (m->block || !c.block)
		c.block = m;
	c.in_link |= node_is(n, "a") && xmlHasProp(n, (const xmlChar *)"href");
	for (xmlNode *child = n->children; child; child = child->next) {
		if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
			count_text(m, child, &c);
		} else if (marks_of(child)) {
			count(child, c);
			add(m, marks_of(child));
			if (!marks_of(child)->out)
				count_kind(m, child);
		}
	}
	if (m->block && m->own >= MARKS_GOOD_LINE && m->own_link * 2 < m->own)
		m->good += m->own - m->own_link;
}

void marks_count(xmlNode *n)
{
	struct counter c = { 0 };
	if (marks_of(n))
		count(n, c);
}

void marks_drop(xmlNode *n)
{
	xmlNode *next;
	for (xmlNode *c = n->children; c; c = next) {
		next = c->next;
		struct mark *m = marks_of(c);
		if (m && m->out) {
			xmlUnlinkNode(c);
			xmlFreeNode(c);
		} else if (m) {
			marks_drop(c);
		}
	}
}

double marks_link_share(const struct mark *m)
{
	return m->text ? (double)m->link / (double)m->text : 0;
}
