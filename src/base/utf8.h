/*
 * utf8: validity, code points, display columns, normal form.
 *
 * The only user of libutf8proc. Columns are those of a terminal: combining
 * marks and format characters take 0, East Asian wide characters and emoji 2.
 */
#ifndef JARCHY_BASE_UTF8_H
#define JARCHY_BASE_UTF8_H

#include "base/buf.h"

/*
 * Whether s is valid UTF-8 (RFC 3629: no surrogates, no overlong forms, at most
 * U+10FFFF). False: *bad, when not NULL, is the offset of the first bad byte.
 */
bool utf8_valid(struct str s, size_t *bad);
/*
 * Whether every character is allowed in XML 1.0 (section 2.2, Char): no control
 * characters but TAB, LF, CR; no U+FFFE, U+FFFF. s must be valid UTF-8.
 */
bool utf8_xml_safe(struct str s, size_t *bad);

/* The part of utf8_decode that is hardly ever run. */
uint32_t utf8_decode_rare(struct str s, size_t *len);

/*
 * The code point at s.p and its length in *len. Invalid input gives U+FFFD and
 * the length 1, so a loop always ends. s must not be empty. ASCII and characters of two bytes,
 * nearly all of a Cyrillic text, are decoded in place.
 */
static inline uint32_t utf8_decode(struct str s, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s.p;
	if (p[0] < 0x80) {
		*len = 1;
		return p[0];
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0 && s.n > 1 && (p[1] & 0xC0) == 0x80) {
		*len = 2;
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
	}
	return utf8_decode_rare(s, len);
}
/* Whether cp is one of the characters of the C string `set`, valid UTF-8. */
bool utf8_is_one_of(uint32_t cp, const char *set);
/* Appends the character of `to` that has the place of cp in `from`. False: it is not there. */
bool utf8_counterpart(uint32_t cp, const char *from, const char *to, struct buf *out);
/* Appends the code point as UTF-8. */
bool utf8_encode(struct buf *out, uint32_t cp);

/* How many code points s has; s must be valid UTF-8. */
size_t utf8_length(struct str s);
/* The bytes of its first n code points, or of all. */
size_t utf8_head(struct str s, size_t n);
/*
 * Where text begins, by its first character that has a direction, as dir="auto" in a browser: 'l' at the
 * left, 'r' at the right; 0 when no character has one.
 */
char utf8_direction(struct str s);
/*
 * Whether text of a language whose direction is `own` ('l' or 'r') runs the other way: it begins so, and has
 * hardly any letters of its own. A name in other letters at its beginning does not turn it.
 */
bool utf8_runs_against(struct str s, char own);
/* Display columns of s. */
size_t utf8_columns(struct str s);
/*
 * How many bytes of s fit into `columns` columns without cutting a character
 * from its combining marks. At least one whole character when s is not empty.
 */
size_t utf8_fit(struct str s, size_t columns);
/*
 * Takes the next line of at most `columns` columns off *rest: broken at a
 * space where there is one, or beside a wide character, as Chinese is; in a word (never in a character)
 * where not.
 * Spaces at the break are dropped. False when *rest is empty.
 */
bool utf8_wrap(struct str *rest, size_t columns, struct str *line);

/* Removes bidirectional controls (U+202A–E, U+2066–9, U+200E, U+200F, U+061C) and
 * soft hyphens, makes one space of every run of control characters. */
void utf8_clean(struct buf *out, struct str s);
/* NFKC: forms of letters that fonts had once become the letters. Invalid input is copied as it is. */
void utf8_compose_compatible(struct buf *out, struct str s);
/* NFC, case folded: for comparing and searching. Invalid input is copied as it is. */
void utf8_fold(struct buf *out, struct str s);

#endif
