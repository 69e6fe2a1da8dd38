/*
 * old_path: decodes, and drops the slash at the end: other systems answer with and without it. The pairs of
 * a query are sorted: their order means nothing.
 */
#include "content/old_path.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"

enum { PAIRS_MAX = 16 };

static int by_text(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = memcmp(x->p, y->p, n);

	return order ? order : (x->n > y->n) - (x->n < y->n);
}

/* Appends the pairs of a decoded query in their order; more of them than any feed has stay as they came. */
static void add_pairs(struct buf *out, struct str query)
{
	struct str pairs[PAIRS_MAX], rest = query;
	size_t n = 0;

	for (bool more = true; more && n < PAIRS_MAX; n++)
		more = str_cut(rest, '&', &pairs[n], &rest);
	if (rest.n) {
		buf_add_str(out, query);
		return;
	}
	qsort(pairs, n, sizeof *pairs, by_text);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add_char(out, '&');
		buf_add_str(out, pairs[i]);
	}
}

static bool add_query(struct buf *out, struct str query)
{
	struct buf decoded;

	buf_init(&decoded, OLD_PATH_MAX);
	bool good = path_decode_query(query, false, &decoded) && !decoded.full;
	if (good)
		add_pairs(out, buf_str(&decoded));
	buf_release(&decoded);
	return good;
}

bool old_path_of(struct str path, struct str query, struct buf *out)
{
	buf_reset(out);
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	buf_add_str(out, path);
	if (query.n) {
		buf_add_char(out, '?');
		if (!add_query(out, query))
			return false;
	}
	return !out->full && utf8_valid(buf_str(out), NULL) && !memchr(out->data, 0, out->len);
}

bool old_path_read(struct str written, struct buf *out)
{
	struct str path, query;
	struct buf clean;
	if (!str_starts(written, "/") || str_find(written, ' ') < written.n ||
	    str_find(written, '#') < written.n)
		return false;
	str_cut(written, '?', &path, &query);
	buf_init(&clean, PATH_MAX_LEN);
	bool good = path_normalise(path, &clean) == PATH_OK && !clean.full &&
	            old_path_of(buf_str(&clean), query, out);
	buf_release(&clean);
	return good;
}

enum feed_format_id old_path_format(struct str path)
{
	static const struct {
		const char *word;
		enum feed_format_id format;
	} words[] = { { "atom", FORMAT_ATOM }, { "json", FORMAT_JSON } };
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (path.n && memmem(path.p, path.n, words[i].word, strlen(words[i].word)))
			return words[i].format;
	return FORMAT_RSS;
}
