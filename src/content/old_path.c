/*
 * old_path: decodes, and drops the slash at the end: other systems answer with and without it.
 */
#include "content/old_path.h"

#include <string.h>

#include "base/path.h"
#include "base/utf8.h"

bool old_path_of(struct str path, struct str query, struct buf *out)
{
	buf_reset(out);
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	buf_add_str(out, path);
	if (query.n) {
		buf_add_char(out, '?');
		if (!path_decode_query(query, false, out))
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
