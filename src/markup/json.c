/*
 * json: one value a line, indented by its depth; commas go before a value that is not the first.
 */
#include "markup/json.h"

#include <inttypes.h>

#include "base/utf8.h"

void json_init(struct json *j, struct buf *out)
{
	*j = (struct json){ .out = out, .empty = true };
}

static void new_line(struct json *j)
{
	buf_add_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		buf_add_char(j->out, ' ');
}

/* Line ends of Unicode are escaped too: JavaScript once took them for ends of a literal. */
static bool must_escape(uint32_t cp)
{
	return cp < 0x20 || cp == 0x7F || cp == '"' || cp == '\\' || cp == 0x2028 || cp == 0x2029;
}

/*
 * How many bytes at the beginning are sure to stay as they are: ASCII without what is escaped, and
 * characters of two bytes, which most of a Cyrillic text is.
 */
static size_t plain_run(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;
	while (i < s.n) {
		if (p[i] < 0x80) {
			if (must_escape(p[i]))
				break;
			i++;
		} else if (p[i] >= 0xC2 && p[i] < 0xE0 && i + 1 < s.n && (p[i + 1] & 0xC0) == 0x80) {
			i += 2;
		} else {
			break;
		}
	}
	return i;
}

static void quoted(struct buf *out, const char *text)
{
	struct str rest = str_of(text);
	buf_add_char(out, '"');
	for (;;) {
		size_t n = plain_run(rest);
		buf_add(out, rest.p, n);
		rest = str_sub(rest, n, rest.n);
		if (!rest.n)
			break;
		uint32_t cp = utf8_decode(rest, &n);
		if (cp == '"' || cp == '\\')
			buf_printf(out, "\\%c", (char)cp);
		else if (must_escape(cp))
			buf_printf(out, "\\u%04" PRIx32, cp);
		else
			utf8_encode(out, cp);
		rest = str_sub(rest, n, rest.n);
	}
	buf_add_char(out, '"');
}

static void next_value(struct json *j, const char *key)
{
	if (j->depth) {
		if (!j->empty)
			buf_add_char(j->out, ',');
		new_line(j);
	}
	j->empty = false;
	if (key) {
		quoted(j->out, key);
		buf_puts(j->out, ": ");
	}
}

void json_open(struct json *j, const char *key, char bracket)
{
	next_value(j, key);
	buf_add_char(j->out, bracket);
	j->depth++;
	j->empty = true;
}

void json_close(struct json *j, char bracket)
{
	j->depth--;
	if (!j->empty)
		new_line(j);
	buf_add_char(j->out, bracket);
	j->empty = false;
	if (!j->depth)
		buf_add_char(j->out, '\n');
}

void json_string(struct json *j, const char *key, const char *value)
{
	next_value(j, key);
	quoted(j->out, value);
}

void json_number(struct json *j, const char *key, int64_t value)
{
	next_value(j, key);
	buf_printf(j->out, "%" PRId64, value);
}
