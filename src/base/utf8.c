/*
 * utf8: validity, code points, display columns, normal form.
 *
 * The only user of libutf8proc. Most text of this site is ASCII and Cyrillic, so
 * these take a short way; tests compare it with the library's.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
	REPLACEMENT = 0xFFFD,
	SOFT_HYPHEN = 0xAD,
	FOLD_PIECE_MAX = 4096, /* bytes: the library orders a run of marks in quadratic time */
};

/* How many of the first bytes are ASCII. */
static size_t ascii_run(struct str s)
{
	size_t i = 0;
	for (uint64_t word; s.n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		if (word & 0x8080808080808080u)
			break;
	}
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

/*
 * UTF8-2 = %xC2-DF UTF8-tail
 * UTF8-3 = %xE0 %xA0-BF UTF8-tail / %xE1-EC 2( UTF8-tail ) /
 *          %xED %x80-9F UTF8-tail / %xEE-EF 2( UTF8-tail )
 * UTF8-4 = %xF0 %x90-BF 2( UTF8-tail ) / %xF1-F3 3( UTF8-tail ) /
 *          %xF4 %x80-8F 2( UTF8-tail )
 *
 * The length of the character at p, 0 when there is no valid one (RFC 3629 section 4).
 */
static inline size_t decode(const unsigned char *p, size_t n, uint32_t *cp)
{
	unsigned first = p[0];
	if (first < 0x80) {
		*cp = first;
		return 1;
	}
	if (first < 0xC2 || n < 2 || (p[1] & 0xC0) != 0x80)
		return 0;
	if (first < 0xE0) {
		*cp = (first & 0x1F) << 6 | (p[1] & 0x3Fu);
		return 2;
	}
	if (n < 3 || (p[2] & 0xC0) != 0x80)
		return 0;
	if (first < 0xF0) {
		*cp = (first & 0x0F) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
		return *cp < 0x800 || (*cp >= 0xD800 && *cp <= 0xDFFF) ? 0 : 3;
	}
	if (n < 4 || (p[3] & 0xC0) != 0x80 || first > 0xF4)
		return 0;
	*cp = (first & 0x07) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	return *cp < 0x10000 || *cp > 0x10FFFF ? 0 : 4;
}

bool utf8_valid(struct str s, size_t *bad)
{
	size_t i = 0;
	for (;;) {
		i += ascii_run(str_sub(s, i, s.n));
		uint32_t cp;
		size_t len;
		do {
			if (i == s.n)
				return true;
			len = decode((const unsigned char *)s.p + i, s.n - i, &cp);
			i += len;
		} while (len > 1);
		if (len == 0)
			break;
	}
	if (bad)
		*bad = i;
	return false;
}

/*
 * Char = #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
 *
 * In valid UTF-8 only a control character and EF BF BE, EF BF BF are outside of that.
 */
static inline bool is_xml_char(const unsigned char *p, size_t n)
{
	if (p[0] < 0x20)
		return p[0] == '\t' || p[0] == '\n' || p[0] == '\r';
	return p[0] != 0xEF || n < 3 || p[1] != 0xBF || p[2] < 0xBE;
}

/* How many of the first bytes are neither under 0x20 nor 0xEF: eight at a time. */
static size_t xml_run(struct str s)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	size_t i = 0;
	for (uint64_t word; s.n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		uint64_t ef = word ^ ones * 0xEF;
		if ((((word - ones * 0x20) & ~word) | ((ef - ones) & ~ef)) & highs)
			break;
	}
	return i;
}

bool utf8_xml_safe(struct str s, size_t *bad)
{
	const unsigned char *p = (const unsigned char *)s.p;
	for (size_t i = 0; i < s.n;) {
		size_t end = i + xml_run(str_sub(s, i, s.n)) + sizeof(uint64_t);
		for (i = end - sizeof(uint64_t); i < end && i < s.n; i++) {
			if (is_xml_char(p + i, s.n - i))
				continue;
			if (bad)
				*bad = i;
			return false;
		}
	}
	return true;
}

uint32_t utf8_decode_rare(struct str s, size_t *len)
{
	uint32_t cp;
	*len = decode((const unsigned char *)s.p, s.n, &cp);
	if (*len)
		return cp;
	*len = 1;
	return REPLACEMENT;
}

bool utf8_is_one_of(uint32_t cp, const char *set)
{
	for (struct str rest = str_of(set); rest.n;) {
		size_t len;
		if (utf8_decode(rest, &len) == cp)
			return true;
		rest = str_sub(rest, len, rest.n);
	}
	return false;
}

bool utf8_counterpart(uint32_t cp, const char *from, const char *to, struct buf *out)
{
	struct str a = str_of(from), b = str_of(to);
	size_t n, m;

	for (; a.n && b.n; a = str_sub(a, n, a.n), b = str_sub(b, m, b.n)) {
		uint32_t one = utf8_decode(a, &n), other = utf8_decode(b, &m);
		if (one == cp)
			return utf8_encode(out, other);
	}
	return false;
}

bool utf8_encode(struct buf *out, uint32_t cp)
{
	if (cp < 0x80)
		return buf_add_char(out, (char)cp);
	if (cp < 0x800)
		return buf_add(out, (char[]){ (char)(0xC0 | cp >> 6), (char)(0x80 | (cp & 0x3F)) }, 2);
	utf8proc_uint8_t bytes[4];
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = REPLACEMENT;
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, bytes);
	return buf_add(out, bytes, (size_t)n);
}

/* ASCII, Latin and Cyrillic characters that take one column and never join a neighbour of this kind. */
static inline bool is_simple(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7F) || (cp >= 0x400 && cp <= 0x52F && (cp < 0x483 || cp > 0x489)) ||
	       (cp >= 0xC0 && cp < 0x300);
}

static size_t width(uint32_t cp)
{
	if (is_simple(cp))
		return 1;
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
	if (category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CC)
		return 0;
	int n = utf8proc_charwidth((utf8proc_int32_t)cp);
	return n > 0 ? (size_t)n : 0;
}

size_t utf8_length(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

size_t utf8_head(struct str s, size_t n)
{
	size_t at = 0, len;
	for (; n > 0 && at < s.n; n--, at += len)
		utf8_decode(str_sub(s, at, s.n), &len);
	return at;
}

static char direction_of(uint32_t cp)
{
	utf8proc_bidi_class_t class =
	    (utf8proc_bidi_class_t)utf8proc_get_property((utf8proc_int32_t)cp)->bidi_class;
	if (class == UTF8PROC_BIDI_CLASS_L)
		return 'l';
	return class == UTF8PROC_BIDI_CLASS_R || class == UTF8PROC_BIDI_CLASS_AL ? 'r' : 0;
}

char utf8_direction(struct str s)
{
	char direction = 0;
	for (size_t n; s.n && !direction; s = str_sub(s, n, s.n))
		direction = direction_of(utf8_decode(s, &n));
	return direction;
}

bool utf8_runs_against(struct str s, char own)
{
	enum { HARDLY_ANY = 3 }; /* for each letter of its own there are more than so many others */
	size_t letters = 0, others = 0;
	char first = utf8_direction(s);
	if (!first || first == own)
		return false;
	for (size_t n; s.n; s = str_sub(s, n, s.n)) {
		char direction = direction_of(utf8_decode(s, &n));
		letters += direction == own;
		others += direction && direction != own;
	}
	return others > HARDLY_ANY * letters;
}

size_t utf8_columns(struct str s)
{
	size_t columns = 0;
	for (size_t len; s.n; s = str_sub(s, len, s.n))
		columns += width(utf8_decode(s, &len));
	return columns;
}

/* The length of the first character with its combining marks (UAX 29), and its columns. */
static size_t cluster(struct str s, size_t *columns)
{
	size_t end, len;
	utf8proc_int32_t state = 0;
	uint32_t last = utf8_decode(s, &end);
	*columns = width(last);
	for (; end < s.n; end += len) {
		uint32_t cp = utf8_decode(str_sub(s, end, s.n), &len);
		if (is_simple(last) && is_simple(cp))
			break;
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)last, (utf8proc_int32_t)cp, &state))
			break;
		*columns += width(cp);
		last = cp;
	}
	return end;
}

/*
 * The bytes of the first characters, at most so many, that are simple, as is what follows each of them:
 * nearly all of a text.
 */
static size_t fit_simple(struct str s, size_t columns, size_t *used)
{
	size_t end = 0, at = 0, n = 0;
	for (size_t len; at < s.n && is_simple(utf8_decode(str_sub(s, at, s.n), &len)); at += len) {
		end = at;
		if (n == columns)
			break;
		n++;
	}
	if (at == s.n)
		end = at;
	else if (end < at)
		n--; /* what follows the last one may join it */
	*used += n;
	return end;
}

size_t utf8_fit(struct str s, size_t columns)
{
	size_t end = 0, used = 0;
	while (end < s.n) {
		size_t wide;
		end += fit_simple(str_sub(s, end, s.n), used < columns ? columns - used : 0, &used);
		if (end == s.n)
			break;
		size_t len = cluster(str_sub(s, end, s.n), &wide);
		if (end && used + wide > columns)
			break;
		end += len;
		used += wide;
	}
	return end;
}

static struct str skip_spaces(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == ' ')
		n++;
	return str_sub(s, n, s.n);
}

static struct str drop_last_spaces(struct str s)
{
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/*
 * Whether a line may end before this byte without a space: beside a wide character, as those of Chinese, but
 * for signs that no line begins or ends with.
 */
static bool may_break(struct str s, size_t at)
{
	size_t before = at, len;
	if (((unsigned char)s.p[at] & 0xC0) == 0x80)
		return false;
	do
		before--;
	while (before && ((unsigned char)s.p[before] & 0xC0) == 0x80);
	uint32_t prev = utf8_decode(str_sub(s, before, s.n), &len);
	uint32_t next = utf8_decode(str_sub(s, at, s.n), &len);
	if (is_simple(prev) && is_simple(next))
		return false;
	if (width(next) == 0 || (width(prev) < 2 && width(next) < 2))
		return false;
	return !utf8_is_one_of(next, "、。，．；：？！…—·’”）〕】》〉」』］｝％々ー,.;:?!)]}%") &&
	       !utf8_is_one_of(prev, "‘“（〔【《〈「『［｛([{");
}

/* Where the line ends that has room for `end` bytes: at the last space, or in the last place that may be. */
static size_t break_before(struct str s, size_t end)
{
	size_t at = end;
	while (at && s.p[at - 1] != ' ' && !may_break(s, at))
		at--;
	return drop_last_spaces(str_sub(s, 0, at)).n ? at : end;
}

bool utf8_wrap(struct str *rest, size_t columns, struct str *line)
{
	struct str s = *rest;
	if (s.n == 0)
		return false;
	size_t end = utf8_fit(s, columns);
	if (end < s.n && skip_spaces(s).n <= s.n - end) {
		/* This line would have nothing but spaces. */
		s = skip_spaces(s);
		end = utf8_fit(s, columns);
	}
	if (end < s.n && s.p[end] != ' ')
		end = break_before(s, end);
	*line = end < s.n ? drop_last_spaces(str_sub(s, 0, end)) : s;
	*rest = skip_spaces(str_sub(s, end, s.n));
	return true;
}

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
}

static bool is_removed(uint32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E ||
	       cp == 0x200F || cp == 0x061C || cp == SOFT_HYPHEN;
}

void utf8_clean(struct buf *out, struct str s)
{
	size_t run = 0; /* where what is copied as it is begins */
	bool in_controls = false;
	for (size_t i = 0, len; i < s.n; i += len) {
		uint32_t cp = utf8_decode(str_sub(s, i, s.n), &len);
		if (is_simple(cp)) {
			in_controls = false;
			continue;
		}
		bool control = is_control(cp), removed = is_removed(cp),
		     invalid = cp == REPLACEMENT && len == 1;
		if (control || removed || invalid) {
			buf_add(out, s.p + run, i - run);
			run = i + len;
		}
		if (control && !in_controls)
			buf_add_char(out, ' ');
		if (invalid)
			utf8_encode(out, cp);
		in_controls = control || (removed && in_controls);
	}
	buf_add_str(out, str_sub(s, run, s.n));
}

/* Composed by the library, which knows every letter; invalid input comes out as it is. */
static void compose(struct buf *out, struct str s, utf8proc_option_t options)
{
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &made,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | options);
	if (n < 0)
		buf_add_str(out, s);
	else
		buf_add(out, made, (size_t)n);
	free(made);
}

static void fold_slowly(struct buf *out, struct str s)
{
	compose(out, s, UTF8PROC_CASEFOLD);
}

void utf8_compose_compatible(struct buf *out, struct str s)
{
	compose(out, s, UTF8PROC_COMPAT);
}

/* Whether fold_quickly knows cp: ASCII and Cyrillic, which never compose with what comes before them. */
static inline bool folds_quickly(uint32_t cp)
{
	return cp < 0x80 || (cp >= 0x400 && cp <= 0x52F && (cp < 0x483 || cp > 0x489));
}

static uint32_t fold_quickly(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + 0x20 : cp;
	if (cp < 0x410)
		return cp + 0x50;
	if (cp < 0x430)
		return cp + 0x20;
	if (cp < 0x460)
		return cp;
	if (cp == 0x4C0)
		return 0x4CF;
	if (cp == 0x4CF || cp == 0x482)
		return cp;
	/* Pairs of capital and small letter; in one range the capital is odd. */
	return cp > 0x4C0 && cp < 0x4CF ? cp + (cp & 1) : cp | 1;
}

/*
 * A piece that the library must see goes from one quick character to the next:
 * the first of them may take the marks that follow it.
 */
void utf8_fold(struct buf *out, struct str s)
{
	while (s.n) {
		size_t end, len;
		uint32_t cp = utf8_decode(s, &end);
		bool quick = folds_quickly(cp);
		while (end < s.n && end < FOLD_PIECE_MAX &&
		       !folds_quickly(utf8_decode(str_sub(s, end, s.n), &len))) {
			quick = false;
			end += len;
		}
		if (quick)
			utf8_encode(out, fold_quickly(cp));
		else
			fold_slowly(out, str_sub(s, 0, end));
		s = str_sub(s, end, s.n);
	}
}
