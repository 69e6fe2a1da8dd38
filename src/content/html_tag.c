/*
 * html_tag: a scanner.
 *
 *   tag       = "<" [ "/" ] name *( 1*WSP attribute ) *WSP [ "/" ] ">"
 *   attribute = name [ "=" ( DQUOTE *CHAR DQUOTE / "'" *CHAR "'" / 1*CHAR ) ]
 */
#include "content/html_tag.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"

enum { ENTITY_MAX = 33, TAG_MAX = 8192 };

static bool is_name(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == ':' || c == '_';
}

size_t html_tag_read(struct str s, struct html_tag *out)
{
	s = str_sub(s, 0, TAG_MAX);
	size_t at = s.n > 1 && s.p[1] == '/' ? 2 : 1, from = at;
	if (at >= s.n || !ascii_is_letter(s.p[at]) || !memchr(s.p, '>', s.n))
		return 0;
	while (at < s.n && is_name(s.p[at]))
		at++;
	*out = (struct html_tag){ .name = str_sub(s, from, at), .closes = from == 2 };
	size_t attributes = at;
	for (char q = '\0'; at < s.n && (q || s.p[at] != '>'); at++) {
		if (q)
			q = s.p[at] == q ? '\0' : q;
		else if ((s.p[at] == '"' || s.p[at] == '\'') && s.p[at - 1] == '=')
			q = s.p[at];
	}
	if (at >= s.n)
		return 0;
	out->attributes = str_sub(s, attributes, at);
	out->whole = str_sub(s, 0, at + 1);
	return at + 1;
}

struct str html_tag_attribute(const struct html_tag *t, const char *name)
{
	struct str s = t->attributes;
	while (s.n) {
		size_t n = 0;
		while (s.n && !is_name(s.p[0]))
			s = str_sub(s, 1, s.n);
		while (n < s.n && is_name(s.p[n]))
			n++;
		struct str key = str_sub(s, 0, n), value = STR("");
		s = str_sub(s, n, s.n);
		while (s.n && (s.p[0] == ' ' || s.p[0] == '\n' || s.p[0] == '\t'))
			s = str_sub(s, 1, s.n);
		if (!str_starts(s, "=")) {
			if (n && str_is_nocase(key, name))
				return value;
			continue;
		}
		s = str_sub(s, 1, s.n);
		while (s.n && (s.p[0] == ' ' || s.p[0] == '\n'))
			s = str_sub(s, 1, s.n);
		char q = s.n ? s.p[0] : '\0';
		bool quoted = q == '"' || q == '\'';
		s = str_sub(s, quoted, s.n);
		for (n = 0; n < s.n && (quoted ? s.p[n] != q : !strchr(" \t\n", s.p[n]));)
			n++;
		value = str_sub(s, 0, n);
		s = str_sub(s, n + quoted, s.n);
		if (str_is_nocase(key, name))
			return value;
	}
	return STR("");
}

/* "&eacute;" at the head of s; cmark knows them all. 0: there is none. */
static size_t read_entity(struct str s, struct buf *out)
{
	size_t n = str_find(str_sub(s, 0, ENTITY_MAX), ';');
	if (n < 2 || n >= str_sub(s, 0, ENTITY_MAX).n)
		return 0;
	for (size_t i = 1; i < n; i++)
		if (!ascii_is_alnum(s.p[i]) && !(i == 1 && s.p[i] == '#'))
			return 0;
	cmark_node *root = cmark_parse_document(s.p, n + 1, CMARK_OPT_DEFAULT);
	cmark_node *paragraph = cmark_node_first_child(root);
	cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
	const char *literal = text ? cmark_node_get_literal(text) : NULL;
	bool known = literal && literal[0] && !cmark_node_next(text) &&
	             !str_is(str_sub(s, 0, n + 1), literal);
	if (known)
		buf_puts(out, literal);
	cmark_node_free(root);
	return known ? n + 1 : 0;
}

const char *html_decode(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, s.n * 8 + 1);
	while (s.n) {
		size_t n = s.p[0] == '&' ? read_entity(s, &b) : 0;
		if (!n)
			buf_add_char(&b, s.p[0]);
		s = str_sub(s, n ? n : 1, s.n);
	}
	const char *text = arena_str(a, buf_str(&b));
	buf_release(&b);
	return text;
}

size_t html_comment_length(struct str s)
{
	static const char *const pairs[][2] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<!", ">" },
		{ "<?", "?>" } };
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		if (!str_starts(s, pairs[i][0]))
			continue;
		const char *end = memmem(s.p, s.n, pairs[i][1], strlen(pairs[i][1]));
		return end ? (size_t)(end - s.p) + strlen(pairs[i][1]) : s.n;
	}
	return 0;
}
