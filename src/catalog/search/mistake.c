/*
 * mistake: what fingers and ears take for each other.
 */
#include "catalog/search/mistake.h"

#include "base/utf8.h"
#include "catalog/search/keyboard.h"

enum { LETTERS_MAX = 64 };

/* Each a group of letters that sound or look alike, as people write them. */
static const char *const alike[] = { "ао", "еиэ", "иый", "еия", "шщ", "уюү", "бп", "дт", "гкх", "зс", "жш",
	"вф", "тц", "ьъ", "ckqs", "iey", "aeo", "sz", "fv", "dt", "bp" };

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
		likely = at + 1 < n && at + 1 < m && a[at] == b[at + 1] && a[at + 1] == b[at];
	if (!likely && n == m && at < n && (keyboard_are_neighbours(a[at], b[at]) || are_alike(a[at], b[at])))
		return MISTAKE_NEAR;
	return likely ? MISTAKE_LIKELY : MISTAKE_OTHER;
}
