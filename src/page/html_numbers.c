/*
 * html_numbers: a number is looked for where none goes on. Digits are those of ASCII, Arabic or Persian.
 *
 *   number  = phone / dated / grouped
 *   phone   = "+" 7*( DIGIT / *2( SP / "-" / "(" / ")" ) DIGIT )
 *   dated   = 1*DIGIT 2*( "-" 1*DIGIT )
 *   grouped = [ "-" ] 1*3DIGIT 1*( SP 3DIGIT )          ; SP: a no-break space too
 */
#include "page/html_numbers.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "markup/html.h"

enum { PHONE_DIGITS = 7, PHONE_GAP = 2, GROUP = 3 };

/* Bytes of the digit at `at`; 0: there is none. */
static size_t digit(struct str s, size_t at)
{
	size_t n = 0;
	uint32_t c = at < s.n ? utf8_decode(str_sub(s, at, s.n), &n) : 0;

	return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) ? n : 0;
}

/* Bytes of one of these characters of ASCII, or of a no-break space where they have a space. */
static size_t one_of(struct str s, size_t at, const char *set)
{
	size_t n = 0;
	uint32_t c = at < s.n ? utf8_decode(str_sub(s, at, s.n), &n) : 0;

	return c && utf8_is_one_of(c == 0xA0 ? ' ' : c, set) ? n : 0;
}

/* The end of the digits from `at` on; their number. */
static size_t digits(struct str s, size_t at, size_t *count)
{
	*count = 0;
	for (size_t n; (n = digit(s, at)); at += n)
		++*count;
	return at;
}

static size_t phone(struct str s)
{
	size_t at = one_of(s, 0, "+"), end = 0, count = 0, gap = 0;

	while (at && gap <= PHONE_GAP) {
		size_t n = digit(s, at), sign = n ? 0 : one_of(s, at, " -()");
		if (!n && !sign)
			break;
		gap = n ? 0 : gap + 1;
		count += n > 0;
		at += n + sign;
		end = n ? at : end;
	}
	return count >= PHONE_DIGITS ? end : 0;
}

static size_t dated(struct str s)
{
	size_t count, parts = 1, end = digits(s, 0, &count);

	for (size_t n; count && (n = one_of(s, end, "-")) && digit(s, end + n); parts++)
		end = digits(s, end + n, &count);
	return parts > 2 ? end : 0;
}

static size_t grouped(struct str s)
{
	size_t count, end = digits(s, one_of(s, 0, "-−"), &count), found = 0;

	if (!count || count > GROUP)
		return 0;
	for (size_t n; (n = one_of(s, end, " ")); found = end) {
		end = digits(s, end + n, &count);
		if (count != GROUP)
			break;
	}
	return found;
}

/*
 * An address or a word of Latin letters has digits of its own: a number is between spaces, brackets or
 * others.
 */
static bool is_within_word(char c)
{
	return ascii_is_alnum(c) || (c && strchr("-/_@.:=%&#?+", c));
}

static size_t number(struct str s, size_t at)
{
	struct str rest = str_sub(s, at, s.n);
	size_t n = phone(rest);

	if (at && is_within_word(s.p[at - 1]))
		return 0;
	n = n ? n : dated(rest);
	n = n ? n : grouped(rest);
	return n < rest.n && (ascii_is_alnum(rest.p[n]) || strchr("-/_@", rest.p[n])) ? 0 : n;
}

static void add(struct buf *out, struct str text, size_t from, size_t to)
{
	struct buf part;

	buf_init(&part, to - from + 1);
	buf_add_str(&part, str_sub(text, from, to));
	html_text(out, part.data);
	buf_release(&part);
}

void html_numbers(struct buf *out, const char *text, bool by_characters)
{
	struct str s = str_of(text);
	size_t from = 0, n;
	bool goes_on = false; /* a number, and what may be a group of it is none by itself */

	for (size_t at = 0; at < s.n; at += n) {
		size_t found = goes_on ? 0 : number(s, at);
		goes_on = digit(s, at) || (goes_on && one_of(s, at, " "));
		utf8_decode(str_sub(s, at, s.n), &n);
		if (!found)
			continue;
		add(out, s, from, at);
		buf_puts(out, by_characters ? "\u2066" : "<bdi dir=\"ltr\">");
		add(out, s, at, at + found);
		buf_puts(out, by_characters ? "\u2069" : "</bdi>");
		n = found;
		from = at + found;
	}
	add(out, s, from, s.n);
}
