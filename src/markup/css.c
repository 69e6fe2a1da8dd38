/*
 * css: tokens, and what they are within.
 *
 *   name    = 1*( ALPHA / DIGIT / "-" / "_" / non-ASCII / escape )
 *   escape  = "\" ( 1*6HEXDIG [ space ] / any but a line end )
 *   string  = DQUOTE *( escape / "\" line-end / any but DQUOTE and line end ) DQUOTE   ; or with "'"
 *   address = "url(" *space *( escape / any but ")" ) ")"                      ; where no quote comes first
 *   comment = "/" "*" *any "*" "/"
 */
#include "markup/css.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

enum token { TOKEN_AT, TOKEN_FUNCTION, TOKEN_STRING, TOKEN_ADDRESS, TOKEN_OTHER };

static const char spaces[] = " \t\r\n\f";

void css_init(struct css *c, struct str text)
{
	if (!text.p)
		text = STR(""); /* no address is to be reckoned from none */
	*c = (struct css){ .p = text.p, .end = text.p + text.n, .counted = text.p, .line = 1 };
	buf_init(&c->text, text.n + 8);
}

void css_release(struct css *c)
{
	buf_release(&c->text);
}

/* --- tokens ----------------------------------------------------------------------------- */

static bool at(const struct css *c, const char *set)
{
	return c->p < c->end && *c->p && strchr(set, *c->p);
}

static void skip_spaces(struct css *c)
{
	while (at(c, spaces))
		c->p++;
}

static bool begins_escape(const struct css *c)
{
	return c->end - c->p > 1 && c->p[0] == '\\' && !strchr("\r\n\f", c->p[1]);
}

/* A number that no character has becomes U+FFFD. */
static void take_escape(struct css *c)
{
	uint32_t n = 0;
	int digits = 0;

	for (c->p++; digits < 6 && c->p < c->end && str_hex_digit(*c->p) >= 0; digits++)
		n = 16 * n + (uint32_t)str_hex_digit(*c->p++);
	if (!digits) {
		buf_add_char(&c->text, *c->p++);
		return;
	}
	if (at(c, spaces))
		c->p++;
	utf8_encode(&c->text, !n || n > 0x10FFFF || (n >= 0xD800 && n < 0xE000) ? 0xFFFD : n);
}

static bool is_in_name(const struct css *c)
{
	return c->p < c->end && (ascii_is_alnum(*c->p) || *c->p == '-' || *c->p == '_' ||
	                            (unsigned char)*c->p >= 0x80 || begins_escape(c));
}

static void take_name(struct css *c)
{
	buf_reset(&c->text);
	while (is_in_name(c)) {
		if (*c->p == '\\')
			take_escape(c);
		else
			buf_add_char(&c->text, *c->p++);
	}
}

/* Up to the mark, which is passed over, or to the end of a line that there may not be within. */
static void take_until(struct css *c, char mark, bool over_lines)
{
	buf_reset(&c->text);
	while (c->p < c->end && *c->p != mark && (over_lines || !at(c, "\r\n\f"))) {
		if (begins_escape(c))
			take_escape(c);
		else if (*c->p == '\\')
			c->p += c->end - c->p > 1 ? 2 : 1;
		else
			buf_add_char(&c->text, *c->p++);
	}
	if (c->p < c->end && *c->p == mark)
		c->p++;
}

static bool is_name(const struct css *c, const char *name)
{
	return str_is_nocase(buf_str(&c->text), name);
}

/* After a name. */
static enum token take_function(struct css *c)
{
	const char *inside;

	if (!at(c, "("))
		return TOKEN_OTHER;
	inside = ++c->p;
	skip_spaces(c);
	if (is_name(c, "url") && !at(c, "\"'")) {
		take_until(c, ')', true);
		return TOKEN_ADDRESS;
	}
	c->p = inside;
	return TOKEN_FUNCTION;
}

static void skip_comment(struct css *c)
{
	const char *after = memmem(c->p + 2, (size_t)(c->end - c->p) - 2, "*/", 2);
	c->p = after ? after + 2 : c->end;
}

static enum token take_token(struct css *c)
{
	char first = *c->p;

	if (is_in_name(c)) {
		take_name(c);
		return take_function(c);
	}
	if (c->end - c->p > 1 && first == '/' && c->p[1] == '*') {
		skip_comment(c);
		return TOKEN_OTHER;
	}
	c->p++;
	if (first == '"' || first == '\'')
		take_until(c, first, false);
	else if (first == '@')
		take_name(c);
	return first == '@' ? TOKEN_AT : first == '"' || first == '\'' ? TOKEN_STRING : TOKEN_OTHER;
}

/* --- what they are within ---------------------------------------------------------------- */

static void open_function(struct css *c)
{
	static const char *const with_addresses[] = { "url", "src", "image", "image-set",
		"-webkit-image-set" };

	c->parentheses++;
	for (size_t i = 0; i < ARRAY_SIZE(with_addresses) && !c->addresses; i++)
		if (is_name(c, with_addresses[i]))
			c->addresses = c->parentheses;
}

static void close_parenthesis(struct css *c)
{
	if (c->addresses == c->parentheses)
		c->addresses = 0;
	c->parentheses -= c->parentheses > 0;
}

static void open_brace(struct css *c)
{
	c->braces++;
	if (c->before_face)
		c->face = c->braces;
	c->before_face = false;
}

static void close_brace(struct css *c)
{
	if (c->face == c->braces)
		c->face = 0;
	c->braces -= c->braces > 0;
}

static void note_character(struct css *c, char one)
{
	if (one == '(')
		c->parentheses++;
	else if (one == ')')
		close_parenthesis(c);
	else if (one == '{')
		open_brace(c);
	else if (one == '}')
		close_brace(c);
}

/* Whether the token is one that is looked for. */
static bool note_token(struct css *c, enum token token, char first, enum css_kind *kind)
{
	*kind = c->face ? CSS_FONT : CSS_PICTURE;
	switch (token) {
	case TOKEN_AT:
		c->before_face = is_name(c, "font-face");
		*kind = CSS_IMPORT;
		return is_name(c, "import");
	case TOKEN_FUNCTION:
		open_function(c);
		*kind = CSS_EXPRESSION;
		return is_name(c, "expression");
	case TOKEN_STRING:
		return c->addresses > 0;
	case TOKEN_ADDRESS:
		return true;
	case TOKEN_OTHER:
		note_character(c, first);
	}
	return false;
}

static struct str trim(struct str s)
{
	while (s.n && strchr(spaces, s.p[0]))
		s = str_sub(s, 1, s.n);
	while (s.n && strchr(spaces, s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Up to here. */
static void count_lines(struct css *c)
{
	for (; c->counted < c->p; c->counted++)
		c->line += *c->counted == '\n';
}

bool css_next(struct css *c, struct css_found *out)
{
	while (c->p < c->end) {
		char first = *c->p;
		count_lines(c);
		out->line = c->line;
		if (!note_token(c, take_token(c), first, &out->kind))
			continue;
		out->address = trim(buf_str(&c->text));
		return true;
	}
	return false;
}
