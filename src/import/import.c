/*
 * import: tells a source's kind, has it read, and writes what was found as a content file.
 */
#include "import/import.h"

#include <iconv.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "content/quotes.h"
#include "content/sniff.h"
#include "import/feed.h"
#include "import/keyed.h"
#include "import/office.h"
#include "import/page.h"
#include "import/text.h"
#include "import/wxr.h"
#include "office/read.h"

enum {
	TEXT_MAX = 4 << 20, /* bytes of plain text, and of one entry */
	HEAD_MAX = 2048,
	EXPORT_HEAD = 16 << 10, /* where an export says what it is: comments come first */
};

/* The namespace of exports of WordPress begins so. */
#define EXPORT_SPACE "//wordpress.org/export/"

/* What Windows writes in Cyrillic. */
#define USUAL "Windows-1251"

/* --- telling apart ----------------------------------------------------------------- */

static bool has(struct str s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.n; i++)
		if (str_is_nocase(str_sub(s, i, i + n), word))
			return true;
	return false;
}

/* The name of the first element: after declarations, comments and white space. */
static struct str first_element(struct str s)
{
	size_t n = 0;
	while (s.n && (str_starts(s, "\xEF\xBB\xBF") || strchr(" \t\r\n", *s.p ? *s.p : 'x')))
		s = str_sub(s, str_starts(s, "\xEF\xBB\xBF") ? 3 : 1, s.n);
	while (s.n > 1 && *s.p == '<' && strchr("!?", s.p[1] ? s.p[1] : 'x')) {
		const char *end = str_starts(s, "<!--") ? memmem(s.p, s.n, "-->", 3) : memchr(s.p, '>', s.n);
		s = end ? str_sub(s, (size_t)(end - s.p), s.n) : (struct str){ 0 };
		while (s.n && strchr("->] \t\r\n", *s.p ? *s.p : 'x'))
			s = str_sub(s, 1, s.n);
	}
	while (1 + n < s.n && *s.p == '<' && (ascii_is_alnum(s.p[1 + n]) || s.p[1 + n] == ':'))
		n++;
	return str_sub(s, 1, 1 + n);
}

/* It says so, or begins with an element of HTML; a text may begin with "<" too. */
static bool is_page(struct str bytes, struct str element)
{
	static const char *const names[] = { "html", "head", "body", "div", "p", "h1", "h2", "table",
		"article", "meta", "main", "section", "title", "center", "font", "span", "script", "style",
		"link" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_is_nocase(element, names[i]))
			return true;
	struct str head = str_sub(bytes, 0, HEAD_MAX);
	return has(head, "<!doctype html") || has(head, "<html") || has(head, "<body") || has(head, "<p>") ||
	       has(head, "<h1");
}

/* Appends the bytes in UTF-8 and returns that; what cannot be converted stays as it was. */
static struct str to_utf8(struct str bytes, const char *from, struct buf *out)
{
	iconv_t convert = iconv_open("UTF-8", from);
	if (convert == (iconv_t)-1)
		return bytes;
	size_t room = bytes.n * 3 + 4, left = bytes.n;
	char *in = (char *)(uintptr_t)bytes.p, *to = buf_reserve(out, room);
	char *begin = to;
	bool good = to && iconv(convert, &in, &left, &to, &room) != (size_t)-1;
	iconv_close(convert);
	if (!good)
		return bytes;
	buf_commit(out, (size_t)(to - begin));
	return buf_str(out);
}

/* A lone CR ends a line of old texts of the Macintosh. */
static struct str mend_line_ends(struct str text, struct buf *out)
{
	if (!text.n || memchr(text.p, '\n', text.n) || !memchr(text.p, '\r', text.n))
		return text;
	size_t from = out->len;
	buf_add_str(out, text);
	for (size_t i = from; i < out->len; i++)
		if (out->data[i] == '\r')
			out->data[i] = '\n';
	return str_sub(buf_str(out), from, out->len);
}

static bool read_text(struct str bytes, struct import *out, struct err *err)
{
	struct buf whole, lines;
	const char *encoding = sniff_encoding(bytes);
	bool good = true;
	if (bytes.n > TEXT_MAX)
		return err_set(err, "a text may have at most %d MiB", TEXT_MAX >> 20);
	if (!encoding && !utf8_valid(bytes, NULL))
		encoding = USUAL;
	buf_init(&whole, 4 * TEXT_MAX);
	buf_init(&lines, 4 * TEXT_MAX);
	struct str text = mend_line_ends(encoding ? to_utf8(bytes, encoding, &whole) : bytes, &lines);
	if (memchr(text.p, 0, text.n))
		good = err_set(err, "this is no text: save it as text or HTML first");
	else if (!utf8_valid(text, NULL))
		good = err_set(err, "the encoding is not known: save the file with the encoding UTF-8");
	if (good)
		good = import_is_keyed(text) ? import_keyed(text, out, err) : import_text(text, out, err);
	if (good && encoding)
		import_doubt(&out->arena, &out->v[0], "the file was not UTF-8 and was read as %s", encoding);
	buf_release(&whole);
	buf_release(&lines);
	return good;
}

/* Markup that does not say how it is encoded, or says UTF-8 and is not. */
static bool read_markup(struct str bytes, bool declared,
    bool (*read)(struct str bytes, struct import *out, struct err *err), struct import *out, struct err *err)
{
	struct buf whole;
	const char *encoding = declared ? NULL : sniff_encoding(bytes);
	buf_init(&whole, 4 * IMPORT_MAX);
	bool good = read(encoding ? to_utf8(bytes, encoding, &whole) : bytes, out, err);
	buf_release(&whole);
	return good;
}

static bool is_export(struct str bytes)
{
	struct str head = str_sub(bytes, 0, EXPORT_HEAD);
	return memmem(head.p ? head.p : "", head.n, EXPORT_SPACE, strlen(EXPORT_SPACE)) != NULL;
}

bool import_each(struct str bytes, import_take *take, void *user, struct err *err)
{
	struct import whole = { 0 };
	if (bytes.n <= IMPORT_EXPORT_MAX && is_export(bytes))
		return import_wxr(bytes, take, user, err);
	bool good = import_read(bytes, &whole, err) && take(user, &whole, err);
	import_release(&whole);
	return good;
}

bool import_read(struct str bytes, struct import *out, struct err *err)
{
	*out = (struct import){ 0 };
	struct str head = str_sub(bytes, 0, HEAD_MAX);
	const char *format = office_is_zip(bytes) ? NULL : sniff_format(bytes);
	if (bytes.n == 0)
		return err_set(err, "the file is empty");
	if (bytes.n > IMPORT_MAX)
		return err_set(err, "the file has more than %d MiB", IMPORT_MAX >> 20);
	if (format)
		return err_message(err, format);
	if (office_is_zip(bytes))
		return import_office(bytes, out, err);
	struct str element = first_element(bytes);
	if (str_is(element, "rss") || str_is(element, "feed") || str_ends(element, ":RDF") ||
	    str_is(element, "RDF")) {
		bool declared = has(head, "encoding=") && !has(head, "encoding=\"utf-8\"");
		return read_markup(bytes, declared, import_feed, out, err);
	}
	if (is_page(bytes, element))
		return import_page(bytes, out, err);
	if (str_starts(head, "<?xml"))
		return err_set(err, "this XML is neither RSS nor Atom nor a page");
	if (str_starts(str_trim(head), "{"))
		return err_set(err, "this is JSON: take the RSS or Atom feed of that site");
	return read_text(bytes, out, err);
}

/* --- writing ----------------------------------------------------------------------- */

static void write_key(struct buf *out, const char *key, const char *value)
{
	if (*value)
		quotes_write(out, key, value);
}

void import_write(const struct imported *item, const char *id, struct buf *out)
{
	buf_puts(out, "---\n");
	for (size_t i = 0; i < item->check_count; i++)
		buf_printf(out, "# check: %s\n", item->checks[i]);
	write_key(out, item->is_project ? "name" : "title", item->title);
	write_key(out, "date", item->date);
	write_key(out, "updated", item->updated);
	if (item->kind != KIND_NEWS && !item->is_project)
		write_key(out, "kind", item_kind_word(item->kind));
	if (!item->is_project)
		write_key(out, "id", *item->id ? item->id : id);
	if (item->draft)
		buf_puts(out, "draft: yes\n");
	write_key(out, "publish", item->publish);
	write_key(out, "expires", item->expires);
	write_key(out, "summary", item->summary);
	write_key(out, "author", item->author);
	write_key(out, "contact", item->contact);
	write_key(out, "source", item->source);
	write_key(out, "licence", item->licence);
	for (size_t i = 0; i < item->tags.n; i++)
		buf_printf(out, "%s\n", item->tags.v[i]);
	for (size_t i = 0; i < item->aliases.n; i++)
		write_key(out, "alias", item->aliases.v[i]);
	for (size_t i = 0; i < item->file_count; i++)
		if (item->files[i].bytes.n && *item->files[i].text)
			buf_printf(out, "attachment: %s %s\n", item->files[i].name, item->files[i].text);
	buf_printf(out, "---\n%s%s", *item->body ? "\n" : "", item->body);
}
