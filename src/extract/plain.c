/*
 * plain: encodings that texts of this region have, told by counting (content/sniff.h).
 */
#include "extract/plain.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "content/sniff.h"

static const char *const encodings[] = { "UTF-16", "Windows-1251", "KOI8-R", "CP866" };
static iconv_t tables[ARRAY_SIZE(encodings)];
static bool loaded;

void plain_load(void)
{
	for (size_t i = 0; !loaded && i < ARRAY_SIZE(encodings); i++)
		tables[i] = iconv_open("UTF-8", encodings[i]);
	loaded = true;
}

/* Each byte that means nothing is U+FFFD. */
static void convert(iconv_t table, struct str s, struct buf *out)
{
	char *in = (char *)(uintptr_t)s.p;
	size_t left = s.n;

	iconv(table, NULL, NULL, NULL, NULL);
	while (left && !out->full) {
		char piece[4096], *to = piece;
		size_t room = sizeof piece, before = left;
		bool stopped = iconv(table, &in, &left, &to, &room) == (size_t)-1;
		buf_add(out, piece, sizeof piece - room);
		if (stopped && before == left && room == sizeof piece) {
			buf_puts(out, "\uFFFD");
			in++;
			left--;
		}
	}
}

struct str plain_decode(struct str bytes, struct buf *out)
{
	const char *encoding = sniff_encoding(bytes);

	if (!encoding)
		return bytes.n && memchr(bytes.p, 0, bytes.n) ? STR("") : bytes;
	for (size_t i = 0; loaded && i < ARRAY_SIZE(encodings); i++)
		if (strcmp(encodings[i], encoding) == 0 && tables[i] != (iconv_t)-1)
			convert(tables[i], bytes, out);
	return buf_str(out);
}
