/*
 * json_read: a recursive reader of JSON (RFC 8259), with the mistakes that are common in pages.
 *
 *   value  = object / array / string / number / "true" / "false" / "null"
 *   object = "{" [ string ":" value *( "," string ":" value ) ] "}"
 *   array  = "[" [ value *( "," value ) ] "]"
 *
 * Commas may be too many or too few, and control characters in strings are part of them.
 */
#include "markup/json_read.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"

struct reader {
	struct arena *arena;
	struct str rest;
	size_t values;
	struct buf text; /* of the string that is read */
};

/* White space, commas, and comments. */
static void skip_blanks(struct reader *r)
{
	while (r->rest.n) {
		if (strchr(" \t\r\n,", *r->rest.p ? *r->rest.p : 'x')) {
			r->rest = str_sub(r->rest, 1, r->rest.n);
		} else if (str_starts(r->rest, "/*")) {
			const char *end = memmem(r->rest.p, r->rest.n, "*/", 2);
			r->rest = str_sub(
			    r->rest, end ? (size_t)(end - r->rest.p) + 2 : r->rest.n, r->rest.n);
		} else if (str_starts(r->rest, "//")) {
			r->rest = str_sub(r->rest, str_find(r->rest, '\n'), r->rest.n);
		} else {
			return;
		}
	}
}

static bool take_char(struct reader *r, char c)
{
	skip_blanks(r);
	if (!r->rest.n || *r->rest.p != c)
		return false;
	r->rest = str_sub(r->rest, 1, r->rest.n);
	return true;
}

/* --- strings ----------------------------------------------------------------------- */

/* Four hexadecimal digits at s; -1: there are none. */
static int read_hex(struct str s)
{
	int value = 0;
	for (size_t i = 0; i < 4; i++) {
		int digit = i < s.n ? str_hex_digit(s.p[i]) : -1;
		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* After "\u": how many bytes were read. Half a pair of surrogates is U+FFFD. */
static size_t take_code(struct reader *r, struct str s)
{
	int high = read_hex(s), low = -1;
	if (high < 0)
		return 0;
	if (high >= 0xD800 && high < 0xDC00 && str_starts(str_sub(s, 4, s.n), "\\u"))
		low = read_hex(str_sub(s, 6, s.n));
	if (low >= 0xDC00 && low < 0xE000) {
		utf8_encode(&r->text, 0x10000 + ((uint32_t)high - 0xD800) * 0x400 + ((uint32_t)low - 0xDC00));
		return 10;
	}
	utf8_encode(&r->text, high == 0 || (high >= 0xD800 && high < 0xE000) ? 0xFFFD : (uint32_t)high);
	return 4;
}

/* After a backslash: how many bytes were read. */
static size_t take_escape(struct reader *r, struct str s)
{
	static const char names[] = "bfnrt", chars[] = "\b\f\n\r\t";
	if (!s.n)
		return 0;
	const char *at = *s.p ? strchr(names, *s.p) : NULL;
	if (*s.p == 'u')
		return 1 + take_code(r, str_sub(s, 1, s.n));
	buf_add_char(&r->text, at ? chars[at - names] : *s.p);
	return 1;
}

/* A string from its quote on; NULL: it has no end. */
static const char *take_string(struct reader *r)
{
	struct str s = r->rest;
	buf_reset(&r->text);
	for (size_t i = 1; i < s.n;) {
		if (s.p[i] == '"') {
			r->rest = str_sub(s, i + 1, s.n);
			return arena_str(r->arena, buf_str(&r->text));
		}
		if (s.p[i] == '\\') {
			i += 1 + take_escape(r, str_sub(s, i + 1, s.n));
			continue;
		}
		if (s.p[i])
			buf_add_char(&r->text, s.p[i]);
		i++;
	}
	return NULL;
}

/* --- values ------------------------------------------------------------------------ */

static struct json_value *read_value(struct reader *r, int depth);

/* The members up to the bracket that closes them. */
static bool read_members(struct reader *r, struct json_value *v, char close, int depth)
{
	const struct json_value **end = &v->first;
	while (!take_char(r, close)) {
		const char *name = "";
		if (!r->rest.n)
			return false;
		if (close == '}' && (*r->rest.p != '"' || !(name = take_string(r)) || !take_char(r, ':')))
			return false;
		struct json_value *member = read_value(r, depth + 1);
		if (!member)
			return false;
		member->name = name;
		*end = member;
		end = &member->next;
	}
	return true;
}

/* A number or a word. */
static bool read_plain(struct reader *r, struct json_value *v)
{
	size_t n = 0;
	while (n < r->rest.n && (ascii_is_alnum(r->rest.p[n]) || r->rest.p[n] == '-' || r->rest.p[n] == '+' ||
	                            r->rest.p[n] == '.'))
		n++;
	struct str word = str_sub(r->rest, 0, n);
	r->rest = str_sub(r->rest, n, r->rest.n);
	v->type = str_is(word, "true") ? JSON_TRUE : str_is(word, "false") ? JSON_FALSE : JSON_NULL;
	if (n && (ascii_is_digit(*word.p) || *word.p == '-')) {
		v->type = JSON_NUMBER;
		v->text = arena_str(r->arena, word);
	}
	return n > 0;
}

static struct json_value *read_value(struct reader *r, int depth)
{
	skip_blanks(r);
	if (!r->rest.n || depth > JSON_DEPTH_MAX || ++r->values > JSON_VALUES_MAX)
		return NULL;
	struct json_value *v = arena_alloc(r->arena, sizeof *v);
	bool good;
	v->name = v->text = "";
	if (*r->rest.p == '"') {
		v->type = JSON_STRING;
		const char *text = take_string(r);
		good = text != NULL;
		v->text = text ? text : "";
	} else if (*r->rest.p == '{' || *r->rest.p == '[') {
		char close = *r->rest.p == '{' ? '}' : ']';
		v->type = close == '}' ? JSON_OBJECT : JSON_ARRAY;
		r->rest = str_sub(r->rest, 1, r->rest.n);
		good = read_members(r, v, close, depth);
	} else {
		good = read_plain(r, v);
	}
	return good ? v : NULL;
}

const struct json_value *json_read(struct arena *a, struct str text)
{
	struct reader r = { .arena = a, .rest = text };
	buf_init(&r.text, text.n);
	const struct json_value *v = read_value(&r, 0);
	buf_release(&r.text);
	return v;
}

const struct json_value *json_member(const struct json_value *v, const char *name)
{
	const struct json_value *m = v && v->type == JSON_OBJECT ? v->first : NULL;
	while (m && strcmp(m->name, name) != 0)
		m = m->next;
	return m;
}

const char *json_member_text(const struct json_value *v, const char *name)
{
	const struct json_value *m = json_member(v, name);
	return m ? m->text : "";
}
