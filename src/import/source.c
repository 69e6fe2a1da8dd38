/*
 * source: finds the encoding of a page, and copies its markup within bounds.
 *
 * libxml2 compares each attribute of an element with all others, and each end tag with all elements that are open: pages
 * of some megabytes would take minutes. The lexer below is that of HTML (section 13.2.5) as far as tags go.
 */
#include "import/source.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "content/sniff.h"

enum { HEAD_MAX = 16 << 10, NAME_MAX_BYTES = 32 };

/* --- encodings --------------------------------------------------------------------- */

static size_t find_nocase(struct str s, const char *word)
{
	size_t n = strlen(word), i = 0;
	while (i + n <= s.n && !str_is_nocase(str_sub(s, i, i + n), word))
		i++;
	return i + n <= s.n ? i : s.n;
}

/* <meta charset="x">, <meta content="text/html; charset=x">, <?xml encoding="x"?> */
static bool declared_in(struct str head, const char *word, char out[NAME_MAX_BYTES])
{
	size_t at = find_nocase(head, word), n = 0;
	if (at == head.n)
		return false;
	struct str rest = str_trim(str_sub(head, at + strlen(word), head.n));
	while (rest.n && strchr("\"' ", *rest.p))
		rest = str_sub(rest, 1, rest.n);
	while (n < rest.n && n < NAME_MAX_BYTES - 1 &&
	       (ascii_is_alnum(rest.p[n]) || strchr("-_:.", rest.p[n] ? rest.p[n] : ' ')))
		n++;
	snprintf(out, NAME_MAX_BYTES, "%.*s", (int)n, rest.p);
	return n > 0;
}

/* What browsers read under a name (WHATWG Encoding, section 4.2). */
static const struct {
	const char *name, *meant;
} meant[] = {
	{ "iso-8859-1", "Windows-1252" },
	{ "latin1", "Windows-1252" },
	{ "us-ascii", "Windows-1252" },
	{ "ascii", "Windows-1252" },
	{ "iso-8859-9", "Windows-1254" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "x-sjis", "SHIFT_JIS" },
	{ "x-gbk", "GB18030" },
	{ "win-1251", "Windows-1251" },
	{ "cp-1251", "Windows-1251" },
	{ "koi8r", "KOI8-R" },
	{ "utf8", "UTF-8" },
	{ "utf-16", "UTF-8" }, /* a page that could be read so far is not UTF-16 */
	{ "utf-16le", "UTF-8" },
	{ "unicode", "UTF-8" },
};

/* The encoding in which the page is to be read: never empty. */
static void find_encoding(struct str html, char out[NAME_MAX_BYTES])
{
	struct str head = str_sub(html, 0, HEAD_MAX);
	const char *seems = sniff_encoding(html);
	bool valid = utf8_valid(html, NULL);
	if (valid || !declared_in(head, "charset=", out))
		if (valid || !declared_in(head, "<?xml version=\"1.0\" encoding=", out))
			snprintf(out, NAME_MAX_BYTES, "%s", seems ? seems : valid ? "UTF-8" : "Windows-1252");
	for (size_t i = 0; i < ARRAY_SIZE(meant); i++)
		if (str_is_nocase(str_of(out), meant[i].name))
			snprintf(out, NAME_MAX_BYTES, "%s", meant[i].meant);
	/* It says so and is not: words as a whole are wrong. */
	if (seems && (str_is_nocase(str_of(out), "UTF-8") || !strcmp(seems, "UTF-16")))
		snprintf(out, NAME_MAX_BYTES, "%s", seems);
}

/* UTF-8 with U+FFFD for each byte that is none. */
static void mend(struct str s, struct buf *out)
{
	size_t bad;
	while (s.n) {
		if (utf8_valid(s, &bad))
			bad = s.n;
		buf_add_str(out, str_sub(s, 0, bad));
		if (bad < s.n)
			buf_puts(out, "\uFFFD");
		s = str_sub(s, bad + 1, s.n);
	}
}

static bool convert(struct str s, const char *from, struct buf *out)
{
	iconv_t cd = iconv_open("UTF-8", from);
	if (cd == (iconv_t)-1)
		return false;
	char *in = (char *)(uintptr_t)s.p;
	size_t left = s.n;
	while (left) {
		char piece[4096], *to = piece;
		size_t room = sizeof piece, before = left;
		bool stopped = iconv(cd, &in, &left, &to, &room) == (size_t)-1;
		buf_add(out, piece, sizeof piece - room);
		if (stopped && before == left && room == sizeof piece) {
			buf_puts(out, "\uFFFD");
			in++;
			left--;
		}
	}
	iconv_close(cd);
	return true;
}

static void to_utf8(struct str html, const char *encoding, struct buf *out)
{
	char found[NAME_MAX_BYTES];
	if (str_starts(html, "\xEF\xBB\xBF"))
		html = str_sub(html, 3, html.n);
	if (!encoding) {
		find_encoding(html, found);
		encoding = found;
	}
	if (str_is_nocase(str_of(encoding), "UTF-8") || !convert(html, encoding, out))
		mend(html, out);
}

/* --- markup ------------------------------------------------------------------------ */

/* Elements that are open, as the parser will have them; <p> is not counted, none is in another one. */
struct lexer {
	struct str rest;
	struct buf *out;
	size_t tags, depth;
	struct str open[SOURCE_DEPTH_MAX];
};

static const char *const alone[] = { "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
	"meta", "param", "source", "track", "wbr", "p", "html", "head", "body" };
/* Elements that end where another one begins, and which those are. */
static const struct {
	const char *name, *closes[5];
} implied[] = {
	{ "li", { "li" } },
	{ "dt", { "dt", "dd" } },
	{ "dd", { "dt", "dd" } },
	{ "td", { "td", "th" } },
	{ "th", { "td", "th" } },
	{ "tr", { "td", "th", "tr" } },
	{ "tbody", { "td", "th", "tr", "tbody", "thead" } },
	{ "tfoot", { "td", "th", "tr", "tbody", "thead" } },
	{ "option", { "option" } },
};
/* An end tag closes no open element of a higher rank, as libxml2 has it; all others have 100. */
static const struct {
	const char *name;
	int rank;
} ranks[] = { { "div", 150 }, { "td", 160 }, { "th", 160 }, { "tr", 170 }, { "thead", 180 }, { "tbody", 180 },
	{ "tfoot", 180 }, { "table", 190 } };
/* What is in them is no markup, and not read. */
static const char *const unread[] = { "script", "style", "xmp", "noembed", "noframes", "plaintext" };

static bool is_one_of(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return false;
}

static void skip(struct lexer *l, size_t n)
{
	l->rest = str_sub(l->rest, n, l->rest.n);
}

static struct str take(struct lexer *l, size_t n)
{
	struct str taken = str_sub(l->rest, 0, n);
	skip(l, n);
	return taken;
}

static size_t span_not(struct str s, const char *marks)
{
	size_t n = 0;
	while (n < s.n && (!s.p[n] || !strchr(marks, s.p[n])))
		n++;
	return n;
}

static size_t span(struct str s, const char *marks)
{
	size_t n = 0;
	while (n < s.n && s.p[n] && strchr(marks, s.p[n]))
		n++;
	return n;
}

static void skip_past(struct lexer *l, const char *end)
{
	const char *at = memmem(l->rest.p, l->rest.n, end, strlen(end));
	skip(l, at ? (size_t)(at - l->rest.p) + strlen(end) : l->rest.n);
}

#define BLANKS " \t\r\n\f/"

static struct str take_value(struct lexer *l)
{
	skip(l, span(l->rest, " \t\r\n\f"));
	if (!l->rest.n || (*l->rest.p != '"' && *l->rest.p != '\''))
		return take(l, span_not(l->rest, " \t\r\n\f>"));
	char quote[2] = { *l->rest.p, 0 };
	skip(l, 1);
	struct str value = take(l, span_not(l->rest, quote));
	skip(l, 1);
	return value;
}

static void write_attribute(struct buf *out, struct str name, struct str value)
{
	for (size_t i = 0; i < name.n; i++)
		if (!ascii_is_alnum(name.p[i]) && !strchr("-_:.", name.p[i] ? name.p[i] : ' '))
			return;
	if (!name.n || value.n > SOURCE_VALUE_MAX)
		return;
	char quote = memchr(value.p ? value.p : "", '"', value.n) ? '\'' : '"';
	buf_printf(out, " %.*s=%c%.*s%c", STR_ARG(name), quote, STR_ARG(value), quote);
}

/* The attributes of a tag, and its end. Whether one of them is type="application/ld+json" or like it: data. */
static bool take_attributes(struct lexer *l, struct buf *out)
{
	bool data = false;
	for (size_t n = 0;; n++) {
		skip(l, span(l->rest, BLANKS));
		if (!l->rest.n || *l->rest.p == '>')
			break;
		struct str name = take(l, 1), value = { 0 };
		name.n += take(l, span_not(l->rest, BLANKS "=>")).n;
		struct str before = l->rest;
		skip(l, span(l->rest, " \t\r\n\f"));
		if (l->rest.n && *l->rest.p == '=') {
			skip(l, 1);
			value = take_value(l);
		} else {
			l->rest = before;
		}
		if (n < SOURCE_ATTRIBUTES_MAX)
			write_attribute(out, name, value);
		data |= str_is_nocase(name, "type") && find_nocase(value, "ld+json") < value.n;
	}
	skip(l, 1);
	return data;
}

static bool same_name(struct str a, struct str b)
{
	return a.n == b.n && !strncasecmp(a.p, b.p, a.n);
}

/* The text up to the end tag of this name, which is left out. */
static struct str take_raw(struct lexer *l, struct str name)
{
	struct str whole = l->rest;
	for (size_t at = 0; at < whole.n; at++) {
		const char *next = memmem(whole.p + at, whole.n - at, "</", 2);
		if (!next)
			break;
		at = (size_t)(next - whole.p);
		if (!same_name(str_sub(whole, at + 2, at + 2 + name.n), name))
			continue;
		skip(l, at);
		skip(l, span_not(l->rest, ">") + 1);
		return str_sub(whole, 0, at);
	}
	skip(l, whole.n);
	return whole;
}

/* Closes what the start of this element ends. */
static void close_implied(struct lexer *l, struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(implied); i++) {
		if (!str_is_nocase(name, implied[i].name))
			continue;
		size_t n = 0;
		while (n < ARRAY_SIZE(implied[i].closes) && implied[i].closes[n])
			n++;
		while (l->depth && is_one_of(l->open[l->depth - 1], implied[i].closes, n))
			l->depth--;
	}
}

static int rank_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(ranks); i++)
		if (str_is_nocase(name, ranks[i].name))
			return ranks[i].rank;
	return 100;
}

static void start_tag(struct lexer *l, struct str name)
{
	struct buf attributes;
	buf_init(&attributes, (size_t)SOURCE_ATTRIBUTES_MAX * (SOURCE_VALUE_MAX + 256));
	bool data = take_attributes(l, &attributes);
	close_implied(l, name);
	l->tags++;
	if (is_one_of(name, unread, ARRAY_SIZE(unread))) {
		struct str text = take_raw(l, name);
		if (data)
			buf_printf(
			    l->out, "<script type=\"application/ld+json\">%.*s</script>", STR_ARG(text));
	} else if (is_one_of(name, alone, ARRAY_SIZE(alone)) || l->depth < SOURCE_DEPTH_MAX) {
		buf_printf(l->out, "<%.*s%.*s>", STR_ARG(name), STR_ARG(buf_str(&attributes)));
		if (!is_one_of(name, alone, ARRAY_SIZE(alone)))
			l->open[l->depth++] = name;
	} else {
		buf_add_char(l->out, ' ');
	}
	buf_release(&attributes);
}

static void end_tag(struct lexer *l, struct str name)
{
	size_t i = l->depth;
	int rank = rank_of(name);
	l->tags++;
	skip(l, span_not(l->rest, ">") + 1);
	if (is_one_of(name, alone, ARRAY_SIZE(alone))) {
		buf_printf(l->out, "</%.*s>", STR_ARG(name));
		return;
	}
	while (i > 0 && !same_name(l->open[i - 1], name) && rank_of(l->open[i - 1]) <= rank)
		i--;
	if (i == 0 || !same_name(l->open[i - 1], name))
		return;
	l->depth = i - 1;
	buf_printf(l->out, "</%.*s>", STR_ARG(name));
}

static size_t name_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (ascii_is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == ':'))
		n++;
	return n < NAME_MAX_BYTES && n && ascii_is_letter(s.p[0]) ? n : 0;
}

/* At a "<". */
static void take_tag(struct lexer *l)
{
	struct str after = str_sub(l->rest, 1, l->rest.n);
	bool end = str_starts(after, "/");
	size_t n = name_length(str_sub(after, end, after.n));
	if (str_starts(after, "!--")) {
		skip(l, str_starts(after, "!-->") ? 5 : str_starts(after, "!--->") ? 6 : 4);
		if (!str_starts(after, "!-->") && !str_starts(after, "!--->"))
			skip_past(l, "-->");
	} else if (str_starts(after, "![CDATA[")) {
		skip(l, sizeof "<![CDATA[" - 1);
	} else if (n) {
		skip(l, 1 + end);
		struct str name = take(l, n);
		if (end)
			end_tag(l, name);
		else
			start_tag(l, name);
	} else if (after.n && strchr("!?/", *after.p)) {
		skip(l, span_not(l->rest, ">") + 1);
	} else {
		buf_puts(l->out, "&lt;");
		skip(l, 1);
	}
}

static bool copy_markup(struct str html, struct buf *out, struct err *err)
{
	struct lexer l = { .rest = html, .out = out };
	while (l.rest.n) {
		buf_add_str(out, take(&l, str_find(l.rest, '<')));
		if (l.rest.n)
			take_tag(&l);
		if (l.tags > SOURCE_TAGS_MAX)
			return err_set(err, "the page has more than %d tags: take the part with the text",
			    SOURCE_TAGS_MAX);
	}
	return !out->full ||
	       err_set(err, "the page has more than %d MiB of text: divide it", SOURCE_TEXT_MAX >> 20);
}

/* A NUL ends a text for the parser, and each named entity is looked for in a list. */
static bool check_text(struct buf *out, struct err *err)
{
	size_t entities = 0;
	for (size_t i = 0; i < out->len; i++) {
		if (!out->data[i])
			out->data[i] = ' ';
		entities += out->data[i] == '&' && ascii_is_letter(out->data[i + 1]);
	}
	return entities <= SOURCE_ENTITIES_MAX ||
	       err_set(err, "the page has more than %d entities: save it as UTF-8", SOURCE_ENTITIES_MAX);
}

bool source_read(struct str html, const char *encoding, struct buf *out, struct err *err)
{
	struct buf whole;
	buf_init(&whole, SOURCE_MAX);
	to_utf8(html, encoding, &whole);
	bool good = whole.full ? err_set(err, "the page has more than %d MiB", SOURCE_MAX >> 20)
	                       : copy_markup(buf_str(&whole), out, err) && check_text(out, err);
	buf_release(&whole);
	return good;
}
