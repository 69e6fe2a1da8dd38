/*
 * metadata_toml: the subset of TOML 1.0 that matters for front matter: all of its notation, none of its
 * types.
 *
 *   text   = *( [ table / pair ] [ comment ] EOL )
 *   table  = "[" name "]" / "[[" name "]]"
 *   pair   = name "=" value
 *   name   = part *( "." part )
 *   part   = 1*( ALPHA / DIGIT / "-" / "_" ) / string
 *   value  = string / "[" *( value "," ) "]" / "{" *( pair "," ) "}" / bare      ; EOL and comments within "[…]"
 *   string = basic / literal / multi-line basic / multi-line literal
 *   bare   = 1*( all but "," "]" "}" "#" EOL )                                  ; numbers, dates, true, false
 */
#include "content/metadata_toml.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"

struct toml {
	struct metadata_reading *reading;
	struct str rest;
	int line;
	const char *table; /* the name of the table that is open, "" at the top */
	int depth;         /* of arrays and tables within one value */
};

static char peek(const struct toml *t)
{
	return t->rest.n ? t->rest.p[0] : '\0';
}

static void skip(struct toml *t, size_t n)
{
	for (size_t i = 0; i < n && i < t->rest.n; i++)
		t->line += t->rest.p[i] == '\n';
	t->rest = str_sub(t->rest, n, t->rest.n);
}

static bool take(struct toml *t, char c)
{
	bool there = t->rest.n && t->rest.p[0] == c;
	if (there)
		skip(t, 1);
	return there;
}

static void skip_spaces(struct toml *t)
{
	while (peek(t) == ' ' || peek(t) == '\t')
		skip(t, 1);
}

/* Spaces, a comment, and with `lines` ends of lines too. */
static void skip_blank(struct toml *t, bool lines)
{
	for (;;) {
		skip_spaces(t);
		if (peek(t) == '#')
			skip(t, str_find(t->rest, '\n'));
		if (!lines || peek(t) != '\n')
			return;
		skip(t, 1);
	}
}

static bool refuse(struct toml *t, const char *what, struct err *err)
{
	t->reading->bad_line = t->line;
	return err_message(err, what) || err_prefix(err, "this is not TOML");
}

/* --- strings --- */

/* "\u" 4HEXDIG / "\U" 8HEXDIG, after the backslash */
static bool take_code(struct toml *t, size_t digits, struct buf *out, struct err *err)
{
	uint32_t code = 0;
	skip(t, 1);
	for (size_t i = 0; i < digits; i++) {
		int digit = str_hex_digit(peek(t));
		if (digit < 0 || code > 0xFFFFFF)
			return refuse(t, MESSAGE("a \"\\u\" is followed by four hexadecimal digits"), err);
		code = code << 4 | (uint32_t)digit;
		skip(t, 1);
	}
	if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		return refuse(t, MESSAGE("there is no such character"), err);
	utf8_encode(out, code);
	return true;
}

static bool take_escape(struct toml *t, struct buf *out, struct err *err)
{
	static const char from[] = "btnfre\"\\/", to[] = "\b\t\n\f\r\033\"\\/";
	char c = peek(t);
	if (c == 'u' || c == 'U')
		return take_code(t, c == 'u' ? 4 : 8, out, err);
	const char *known = c ? strchr(from, c) : NULL;
	if (known) {
		buf_add_char(out, to[known - from]);
		skip(t, 1);
		return true;
	}
	/* A backslash at the end of a line takes the blank that follows. */
	if (c != '\n' && c != ' ')
		return refuse(t, MESSAGE("an unknown escape in a string"), err);
	while (peek(t) == ' ' || peek(t) == '\t' || peek(t) == '\n')
		skip(t, 1);
	return true;
}

/* The quotes that a string of this kind begins and ends with. */
static bool take_string(struct toml *t, struct buf *out, struct err *err)
{
	char q = peek(t);
	const char three[] = { q, q, q, '\0' };
	bool lines = str_starts(t->rest, three);
	const char *end = lines ? three : three + 2;
	skip(t, lines ? 3 : 1);
	if (lines)
		take(t, '\n');
	while (!str_starts(t->rest, end)) {
		char c = peek(t);
		if (t->rest.n == 0 || (c == '\n' && !lines))
			return refuse(t, MESSAGE("a string does not end"), err);
		skip(t, 1);
		if (c != '\\' || q == '\'')
			buf_add_char(out, c);
		else if (!take_escape(t, out, err))
			return false;
	}
	skip(t, strlen(end));
	/* Up to two quotes may be the last letters of the string. */
	while (lines && peek(t) == q) {
		buf_add_char(out, q);
		skip(t, 1);
	}
	return true;
}

/* --- names --- */

static bool is_bare(char c)
{
	return ascii_is_alnum((uint32_t)(unsigned char)c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static bool take_name(struct toml *t, struct buf *out, struct err *err)
{
	do {
		if (out->len)
			buf_add_char(out, '.');
		skip_spaces(t);
		size_t before = out->len;
		if ((peek(t) == '"' || peek(t) == '\'') && !take_string(t, out, err))
			return false;
		while (t->rest.n && is_bare(peek(t))) {
			buf_add_char(out, peek(t));
			skip(t, 1);
		}
		if (out->len == before)
			return refuse(t, MESSAGE("a key is missing here"), err);
		skip_spaces(t);
	} while (take(t, '.'));
	return true;
}

/* --- values --- */

static bool take_value(struct toml *t, struct metadata_key *key, struct err *err);
static bool take_pair(struct toml *t, const char *parent, struct err *err);

static bool take_scalar(struct toml *t, struct metadata_key *key, struct err *err)
{
	struct buf b;
	int line = t->line;
	buf_init(&b, METADATA_MAX);
	bool good = true;
	if (peek(t) == '"' || peek(t) == '\'') {
		good = take_string(t, &b, err);
	} else {
		size_t n = 0;
		while (n < t->rest.n && !strchr(",]}#\n", t->rest.p[n]))
			n++;
		buf_add_str(&b, str_trim(str_sub(t->rest, 0, n)));
		skip(t, n);
		good = b.len > 0 || refuse(t, MESSAGE("a value is missing here"), err);
	}
	good = good && metadata_add_value(t->reading, key, buf_str(&b), line, err);
	buf_release(&b);
	return good;
}

static bool take_array(struct toml *t, struct metadata_key *key, struct err *err)
{
	skip(t, 1);
	for (;;) {
		skip_blank(t, true);
		if (take(t, ']'))
			return true;
		if (!take_value(t, key, err))
			return false;
		skip_blank(t, true);
		if (!take(t, ',') && peek(t) != ']')
			return refuse(t, MESSAGE("a list does not end with \"]\""), err);
	}
}

static bool take_table(struct toml *t, const char *parent, struct err *err)
{
	skip(t, 1);
	for (;;) {
		skip_blank(t, true);
		if (take(t, '}'))
			return true;
		if (!take_pair(t, parent, err))
			return false;
		skip_blank(t, true);
		if (!take(t, ',') && peek(t) != '}')
			return refuse(t, MESSAGE("a table does not end with \"}\""), err);
	}
}

static bool take_value(struct toml *t, struct metadata_key *key, struct err *err)
{
	bool good;
	if (t->depth == METADATA_DEPTH_MAX)
		return refuse(t, MESSAGE("there are too many lists within lists"), err);
	t->depth++;
	if (peek(t) == '[')
		good = take_array(t, key, err);
	else if (peek(t) == '{')
		good = take_table(t, key->name, err);
	else
		good = take_scalar(t, key, err);
	t->depth--;
	return good;
}

static bool take_pair(struct toml *t, const char *parent, struct err *err)
{
	struct buf name;
	struct metadata_key *key = NULL;
	int line = t->line;
	buf_init(&name, METADATA_MAX);
	bool good = take_name(t, &name, err) &&
	            (take(t, '=') || refuse(t, MESSAGE("\"=\" is missing between a key and its value"), err));
	if (good) {
		t->reading->bad_line = line;
		key = metadata_add_key(t->reading, parent, buf_str(&name), line, err);
	}
	buf_release(&name);
	if (!key)
		return false;
	skip_spaces(t);
	return take_value(t, key, err);
}

/* --- the whole --- */

static bool take_header(struct toml *t, struct err *err)
{
	struct buf name;
	bool list = str_starts(t->rest, "[[");
	buf_init(&name, METADATA_MAX);
	skip(t, list ? 2 : 1);
	bool good = take_name(t, &name, err) &&
	            ((take(t, ']') && (!list || take(t, ']'))) ||
	                refuse(t, MESSAGE("a table's name does not end with \"]\""), err));
	if (good)
		t->table = arena_printf(t->reading->arena, "%.200s", name.data);
	buf_release(&name);
	return good;
}

bool metadata_read_toml(struct metadata_reading *r, struct str text, struct err *err)
{
	struct toml t = { .reading = r, .rest = text, .line = r->line, .table = "" };
	for (;;) {
		skip_blank(&t, true);
		if (t.rest.n == 0)
			return true;
		if (!(peek(&t) == '[' ? take_header(&t, err) : take_pair(&t, t.table, err)))
			return false;
		skip_blank(&t, false);
		if (t.rest.n && peek(&t) != '\n')
			return refuse(&t, MESSAGE("more follows on a line that has ended"), err);
	}
}
