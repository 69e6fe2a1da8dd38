/*
 * str: borrowed slices of bytes, and allocation that cannot fail.
 *
 * Nothing here looks at a locale: letters and digits are those of ASCII.
 */
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

enum { NEAREST_MAX = 64 }; /* bytes of a word that str_nearest looks at */

struct str str_of(const char *s)
{
	return (struct str){ s, s ? strlen(s) : 0 };
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *s)
{
	if (!s)
		return a.n == 0;
	/* Nearly all differ in the first byte: to measure the text first costs more. */
	for (size_t i = 0; i < a.n; i++)
		if (!s[i] || a.p[i] != s[i])
			return false;
	return !s[a.n];
}

bool str_is_nocase(struct str a, const char *s)
{
	struct str b = str_of(s);
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

bool str_starts(struct str s, const char *prefix)
{
	for (size_t i = 0; prefix && prefix[i]; i++)
		if (i == s.n || s.p[i] != prefix[i])
			return false;
	return true;
}

bool str_ends(struct str s, const char *suffix)
{
	struct str want = str_of(suffix);
	return s.n >= want.n && str_eq(str_sub(s, s.n - want.n, s.n), want);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

struct str str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_sub(s, 1, s.n);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

size_t str_find(struct str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
	return at ? (size_t)(at - s.p) : s.n;
}

bool str_cut(struct str s, char sep, struct str *head, struct str *tail)
{
	size_t at = str_find(s, sep);
	*head = str_sub(s, 0, at);
	*tail = str_sub(s, at + 1, s.n);
	return at < s.n;
}

bool str_next_line(struct str *rest, struct str *line)
{
	if (rest->n == 0)
		return false;
	bool ended = str_cut(*rest, '\n', line, rest);
	if (ended && line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

int str_hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	char l = ascii_lower(c);
	return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

bool str_to_uint(struct str s, uint64_t max, uint64_t *out)
{
	uint64_t v = 0;
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_is_digit(s.p[i]))
			return false;
		unsigned digit = (unsigned)(s.p[i] - '0');
		if (digit > max || v > (max - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*out = v;
	return true;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The edit distance of two words of at most NEAREST_MAX bytes, three rows of the matrix at a time. */
static size_t distance(struct str a, struct str b)
{
	size_t rows[3][NEAREST_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b.n; j++)
		last[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t d = last[j - 1] + (a.p[i - 1] != b.p[j - 1]);
			d = smaller(d, smaller(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
				d = smaller(d, before[j - 2] + 1);
			row[j] = d;
		}
		size_t *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[b.n];
}

const char *str_nearest(struct str s, const char *const *words)
{
	const char *best = NULL;
	size_t limit = s.n / 3 + 1; /* the distance that is too far */
	if (s.n == 0 || s.n > NEAREST_MAX)
		return NULL;
	for (; *words; words++) {
		struct str word = str_of(*words);
		if (word.n > NEAREST_MAX)
			continue;
		size_t d = distance(s, word);
		if (d < limit) {
			limit = d;
			best = *words;
		}
	}
	return best;
}

static void *checked(void *p)
{
	if (!p) {
		fputs("jarchy: error: out of memory\n", stderr);
		abort();
	}
	return p;
}

void *xmalloc(size_t n)
{
	return checked(malloc(n ? n : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return checked(count && size ? calloc(count, size) : calloc(1, 1));
}

void *xrealloc(void *p, size_t n)
{
	return checked(realloc(p, n ? n : 1));
}

char *xstrdup(const char *s)
{
	return checked(strdup(s));
}

char *xstrndup(const char *s, size_t n)
{
	return checked(n ? strndup(s, n) : strdup(""));
}
