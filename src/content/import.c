/*
 * import: tells a source's kind, has it read, and writes what was found as a content file.
 */
#include "content/import.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/import_parts.h"

enum {
	TEXT_MAX = 4 << 20, /* bytes of plain text, and of one entry */
	HEAD_MAX = 2048,
};

/* --- telling apart ----------------------------------------------------------------- */

static bool has(struct str s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.n; i++)
		if (str_is_nocase(str_sub(s, i, i + n), word))
			return true;
	return false;
}

/* Text that is not UTF-8 is taken for what Windows writes in Cyrillic, or for UTF-16 where it says so. */
static bool to_utf8(struct str *bytes, struct buf *out, const char *from)
{
	iconv_t convert = iconv_open("UTF-8", from);
	if (convert == (iconv_t)-1)
		return false;
	size_t room = bytes->n * 3 + 4;
	char *in = (char *)(uintptr_t)bytes->p, *to = buf_reserve(out, room);
	char *begin = to;
	bool good = to && iconv(convert, &in, &bytes->n, &to, &room) != (size_t)-1;
	iconv_close(convert);
	if (good)
		buf_commit(out, (size_t)(to - begin));
	*bytes = buf_str(out);
	return good;
}

static bool read_text(struct str bytes, struct import *out, struct err *err)
{
	struct buf text;
	bool utf16 = str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF");
	bool good = true;
	buf_init(&text, 4 * TEXT_MAX);
	if (bytes.n > TEXT_MAX)
		good = err_set(err, "a text may have at most %d MiB", TEXT_MAX >> 20);
	else if (memchr(bytes.p, 0, bytes.n) && !utf16)
		good = err_set(err, "this is no text: save it as text or HTML first");
	else if ((utf16 || !utf8_valid(bytes, NULL)) &&
	         !to_utf8(&bytes, &text, utf16 ? "UTF-16" : "WINDOWS-1251"))
		good = err_set(err, "the encoding is not known: save the file with the encoding UTF-8");
	good = good && import_text(bytes, out, err);
	if (good && text.len && !utf16)
		import_doubt(&out->arena, &out->v[0], "the file was not UTF-8 and was read as Windows-1251");
	buf_release(&text);
	return good;
}

bool import_read(struct str bytes, struct import *out, struct err *err)
{
	*out = (struct import){ 0 };
	struct str head = str_sub(bytes, 0, HEAD_MAX);
	if (bytes.n == 0)
		return err_set(err, "the file is empty");
	if (bytes.n > IMPORT_MAX)
		return err_set(err, "the file has more than %d MiB", IMPORT_MAX >> 20);
	if (has(head, "<rss") || has(head, "<feed") || has(head, "<rdf:RDF"))
		return import_feed(bytes, out, err);
	if (has(head, "<!doctype html") || has(head, "<html") || has(head, "<body") || has(head, "<p>") ||
	    has(head, "<h1"))
		return import_html(bytes, out, err);
	return read_text(bytes, out, err);
}

void import_release(struct import *i)
{
	arena_release(&i->arena);
	*i = (struct import){ 0 };
}

/* --- writing ----------------------------------------------------------------------- */

static void write_key(struct buf *out, const char *key, const char *value)
{
	if (*value)
		buf_printf(out, "%s: %s\n", key, value);
}

void import_write(const struct imported *item, const char *id, struct buf *out)
{
	buf_puts(out, "---\n");
	for (size_t i = 0; i < item->check_count; i++)
		buf_printf(out, "# check: %s\n", item->checks[i]);
	write_key(out, "title", item->title);
	write_key(out, "date", item->date);
	write_key(out, "updated", item->updated);
	if (item->kind != KIND_NEWS)
		write_key(out, "kind", item_kind_word(item->kind));
	write_key(out, "id", *item->id ? item->id : id);
	write_key(out, "summary", item->summary);
	write_key(out, "author", item->author);
	write_key(out, "contact", item->contact);
	write_key(out, "source", item->source);
	buf_printf(out, "---\n%s%s", *item->body ? "\n" : "", item->body);
}
