/*
 * mistake: what fingers and ears take for each other.
 */
#include "catalog/search/mistake.h"

#include "base/utf8.h"

enum { LETTERS_MAX = 64 };

/* Rows of keys, and where the first key of a row is, in fourths of a key. */
static const struct {
	const char *keys;
	int start;
} rows[] = { { "qwertyuiop[]", 0 }, { "asdfghjkl;'", 1 }, { "zxcvbnm,.", 3 }, { "йцукенгшщзхъ", 0 },
	{ "фывапролджэ", 1 }, { "ячсмитьбю", 3 } };

/* Each a group of letters that sound or look alike, as people write them. */
static const char *const alike[] = { "ао", "еиэ", "иый", "еия", "шщ", "уюү", "бп", "дт", "гкх", "зс", "жш",
	"вф", "тц", "ьъ", "ckqs", "iey", "aeo", "sz", "fv", "dt", "bp" };

/* Where the key of a letter is; false: on none of them. */
static bool find_key(uint32_t letter, size_t *row, int *column)
{
	for (*row = 0; *row < ARRAY_SIZE(rows); ++*row) {
		struct str keys = str_of(rows[*row].keys);
		size_t len;
		for (*column = rows[*row].start; keys.n; keys = str_sub(keys, len, keys.n), *column += 4)
			if (utf8_decode(keys, &len) == letter)
				return true;
	}
	return false;
}

static bool are_neighbours(uint32_t a, uint32_t b)
{
	size_t row_a, row_b;
	int at_a, at_b;

	if (!find_key(a, &row_a, &at_a) || !find_key(b, &row_b, &at_b) || row_a / 3 != row_b / 3)
		return false;
	int across = at_a > at_b ? at_a - at_b : at_b - at_a;
	return row_a == row_b ? across == 4 : (row_a + 1 == row_b || row_b + 1 == row_a) && across <= 3;
}

static bool are_alike(uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < ARRAY_SIZE(alike); i++)
		if (utf8_is_one_of(a, alike[i]) && utf8_is_one_of(b, alike[i]))
			return true;
	return false;
}

static size_t decode(struct str s, uint32_t *out)
{
	size_t n = 0, len;

	for (; s.n && n < LETTERS_MAX; s = str_sub(s, len, s.n))
		out[n++] = utf8_decode(s, &len);
	return n;
}

/* A letter that is in one of them alone, at `at` of the longer: the same again, or one that is not heard. */
static bool is_easily_lost(const uint32_t *longer, size_t n, size_t at)
{
	bool doubled = (at && longer[at - 1] == longer[at]) || (at + 1 < n && longer[at + 1] == longer[at]);
	return doubled || utf8_is_one_of(longer[at], "ьъйh");
}

int mistake_weight(struct str typed, struct str meant)
{
	uint32_t a[LETTERS_MAX], b[LETTERS_MAX];
	size_t n = decode(typed, a), m = decode(meant, b), at = 0;
	bool likely = false;

	while (at < n && at < m && a[at] == b[at])
		at++;
	if (n > m && at < n)
		likely = is_easily_lost(a, n, at);
	else if (m > n)
		likely = true;
	else if (at < n && at < m)
		likely = (at + 1 < n && at + 1 < m && a[at] == b[at + 1] && a[at + 1] == b[at]) ||
		         are_neighbours(a[at], b[at]) || are_alike(a[at], b[at]);
	return likely ? MISTAKE_LIKELY : MISTAKE_OTHER;
}
