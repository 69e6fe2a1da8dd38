/*
 * str: borrowed slices of bytes, and allocation that cannot fail.
 *
 * A struct str never owns what it points to and need not end in a NUL. All
 * comparisons are on bytes; anything that knows about letters is in utf8.h.
 */
#ifndef JARCHY_BASE_STR_H
#define JARCHY_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many elements an array has (never of a pointer). */
#define ARRAY_SIZE(a) (sizeof(a) / sizeof *(a))

struct str {
	const char *p; /* may be NULL only when n is 0 */
	size_t n;      /* bytes */
};

/* STR("literal") is a slice of a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })
/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).p

/* A slice of a whole C string; NULL gives the empty slice. */
struct str str_of(const char *s);

bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *s);
/* ASCII letters compare without case, all other bytes exactly. */
bool str_is_nocase(struct str a, const char *s);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);

/* Without ASCII spaces and tabs (and CR) at both ends. */
struct str str_trim(struct str s);
/* s[from, to), both clamped to the slice. Inline: parsers and renderers call it for each character. */
static inline struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){ from ? s.p + from : s.p, to - from };
}
/* Position of the first c, or s.n when there is none. */
size_t str_find(struct str s, char c);
/*
 * Cuts s at the first sep. True: head is what comes before it, tail what
 * comes after. False: head is all of s, tail is empty.
 */
bool str_cut(struct str s, char sep, struct str *head, struct str *tail);
/*
 * Takes the next line off *rest, without its LF or CRLF. False when nothing is
 * left. A last line without an end of line counts; an empty tail does not.
 */
bool str_next_line(struct str *rest, struct str *line);

/* The value of a hexadecimal digit, -1 for any other byte. */
int str_hex_digit(char c);

/* Decimal digits only, at most max; false leaves *out untouched. */
bool str_to_uint(struct str s, uint64_t max, uint64_t *out);

/*
 * The word of the NULL-terminated list that is nearest to s by edit distance
 * (insertions, deletions, replacements, swaps of neighbours), or NULL when
 * none is near enough to be worth suggesting (more than a third of s).
 */
const char *str_nearest(struct str s, const char *const *words);

/* malloc and friends that abort the process instead of returning NULL. */
void *xmalloc(size_t n);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t n);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n); /* s may be NULL when n is 0 */

#endif
