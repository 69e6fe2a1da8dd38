/*
 * marks: hashes of what an item keeps when its file gets another name.
 */
#include "catalog/marks.h"

#include <string.h>

#include "base/hash.h"

enum { BODY_TELLING = 200 }; /* bytes: from about two sentences on, texts are no longer alike by chance */

/* Texts are told apart from what follows by their NUL. */
static uint64_t mix(uint64_t h, const void *bytes, size_t n)
{
	return hash_more(h, (struct str){ bytes, n });
}

static int64_t mark(const char *lang, int64_t a, int64_t b, int64_t c, const char *text)
{
	uint64_t h = HASH_START;

	h = mix(h, lang, strlen(lang) + 1);
	h = mix(h, &a, sizeof a);
	h = mix(h, &b, sizeof b);
	h = mix(h, &c, sizeof c);
	h = mix(h, text, strlen(text));
	return (int64_t)(h ? h : 1);
}

int64_t marks_body(const char *lang, int64_t date, const char *body)
{
	return strlen(body) < BODY_TELLING ? 0 : mark(lang, date, 0, 0, body);
}

int64_t marks_head(const char *lang, int64_t date, const char *title)
{
	return mark(lang, date, 0, 0, title);
}

int64_t marks_file(const char *lang, int64_t inode, int64_t size, int64_t mtime_ns)
{
	return mark(lang, inode, size, mtime_ns, "");
}
