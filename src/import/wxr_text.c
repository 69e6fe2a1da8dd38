/*
 * wxr_text: what WordPress does to a text when it shows it (wpautop, do_shortcode, do_blocks), as far as a text needs it.
 *
 *   text      = *( comment / tag / shortcode / address / lines / CHAR )
 *   comment   = "<!--" [ "wp:" / "/wp:" ] … "-->"         ; blocks (since WordPress 5), "more", "nextpage"
 *   shortcode = "[" [ "/" ] name [ attributes ] [ "/" ] "]"
 *   address   = a line that is an address and nothing else
 */
#include "import/wxr_text.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"

enum {
	HTML_MAX = 16 << 20,
	CODE_MAX = 4000, /* bytes of a shortcode */
	NAME_LEN_MAX = 40,
	SHOWN_MAX = 100, /* bytes of a shortcode that a doubt quotes */
	INSIDE_MAX = 64 << 10,
	CODES_MAX = 5000, /* of one text: looking for their ends takes time */
};

struct scan {
	struct arena *arena;
	struct imported *item;
	const struct wxr_files *files;
	struct str rest;
	struct buf out;
	size_t codes;
	int depth;                   /* blocks that are open */
	bool after_block;            /* nothing but space since a tag of a block, or since the beginning */
	bool line_start;             /* nothing but space since the line began */
	struct imported_list blocks; /* names of those that were left out */
	struct imported_list seen;   /* names of shortcodes that were left out, whose ends are too */
};

static void skip(struct scan *s, size_t n)
{
	s->rest = str_sub(s->rest, n, s->rest.n);
}

static size_t find_text(struct str in, const char *what)
{
	const char *at = in.n ? memmem(in.p, in.n, what, strlen(what)) : NULL;
	return at ? (size_t)(at - in.p) : in.n;
}

const struct wxr_file *wxr_file_find(const struct wxr_files *files, struct str id)
{
	uint64_t number;
	size_t low = 0, high = files->n;
	if (!str_to_uint(str_trim(id), UINT64_MAX / 2, &number))
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (files->v[middle].id < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < files->n && files->v[low].id == number ? &files->v[low] : NULL;
}

/* As the value of an attribute or as text. */
static void put_escaped(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '"' || c == '<' || c == '>')
			buf_printf(out, "&#%d;", c);
		else if (c)
			buf_add_char(out, c);
	}
}

static void put_link(struct scan *s, struct str url)
{
	buf_puts(&s->out, "<p><a href=\"");
	put_escaped(&s->out, url);
	buf_puts(&s->out, "\">");
	put_escaped(&s->out, url);
	buf_puts(&s->out, "</a></p>");
	s->after_block = true;
}

static void put_picture(struct scan *s, const struct wxr_file *f)
{
	buf_puts(&s->out, "<p><img src=\"");
	put_escaped(&s->out, str_of(f->url));
	buf_puts(&s->out, "\" alt=\"");
	put_escaped(&s->out, str_of(f->title));
	buf_puts(&s->out, "\"></p>");
	s->after_block = true;
}

/* --- tags and comments ------------------------------------------------------------- */

static const char *const block_tags[] = { "table", "thead", "tfoot", "caption", "col", "colgroup", "tbody",
	"tr", "td", "th", "div", "dl", "dd", "dt", "ul", "ol", "li", "pre", "form", "map", "area",
	"blockquote", "address", "style", "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "fieldset", "legend",
	"section", "article", "aside", "hgroup", "header", "footer", "nav", "figure", "figcaption", "details",
	"menu", "summary", "br" };

static const char *const raw_tags[] = { "pre", "script", "style", "textarea", "code" };

static bool is_one(struct str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return false;
}

/* Of the tag at the beginning of s, without the slash; empty: there is none. */
static struct str tag_name(struct str s)
{
	size_t from = str_starts(s, "</") ? 2 : 1, n = 0;
	if (!str_starts(s, "<"))
		return (struct str){ 0 };
	while (from + n < s.n && ascii_is_alnum(s.p[from + n]))
		n++;
	return str_sub(s, from, from + n);
}

static bool is_block_tag(struct str s)
{
	struct str name = tag_name(s);
	return name.n && is_one(name, block_tags, ARRAY_SIZE(block_tags));
}

/* Bytes of the tag, its ">" too. */
static size_t tag_length(struct str s)
{
	char quote = 0;
	for (size_t i = 1; i < s.n; i++) {
		char c = s.p[i];
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else if (!quote && c == '>')
			return i + 1;
	}
	/* A quote that does not end: the first ">". */
	size_t end = str_find(s, '>');
	return end < s.n ? end + 1 : s.n;
}

static void take_tag(struct scan *s)
{
	struct str name = tag_name(s->rest);
	size_t n = tag_length(s->rest);
	s->after_block = is_block_tag(s->rest);
	s->line_start = s->after_block;
	if (s->rest.p[1] != '/' && is_one(name, raw_tags, ARRAY_SIZE(raw_tags))) {
		char end[NAME_LEN_MAX] = "</";
		memcpy(end + 2, name.p, name.n);
		end[2 + name.n] = '\0';
		n = find_text(s->rest, end);
	}
	buf_add_str(&s->out, str_sub(s->rest, 0, n));
	skip(s, n);
}

/* Blocks without a text of their own: nothing is lost. */
static const char *const empty_blocks[] = { "more", "nextpage", "spacer", "separator" };

static void take_block(struct scan *s, struct str inside)
{
	bool end = str_starts(inside, "/wp:"), alone = str_ends(inside, "/");
	struct str name = str_sub(inside, end ? 4 : 3, inside.n), rest;
	str_cut(name, ' ', &name, &rest);
	if (alone && str_ends(name, "/"))
		name.n--;
	bool classic = str_is(name, "freeform") || str_is(name, "shortcode");
	if (end)
		s->depth -= s->depth > 0 && !classic;
	else if (!alone)
		s->depth += !classic;
	else if (!is_one(name, empty_blocks, ARRAY_SIZE(empty_blocks)))
		import_list_add(s->arena, &s->blocks, arena_str(s->arena, name));
	s->after_block = s->line_start = true;
}

static void take_comment(struct scan *s)
{
	size_t end = find_text(s->rest, "-->");
	struct str inside = str_trim(str_sub(s->rest, 4, end));
	skip(s, end + 3);
	if (str_starts(inside, "wp:") || str_starts(inside, "/wp:"))
		take_block(s, inside);
}

/* --- shortcodes -------------------------------------------------------------------- */

struct code {
	struct str name, attributes, whole;
	bool end;          /* [/name] */
	bool alone;        /* nothing else is on its line */
	struct str inside; /* up to its end, when it has one */
	bool has_end;
};

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-';
}

/* The "]" that ends it, outside of quotes; 0: none. */
static size_t code_length(struct str s)
{
	char quote = 0;
	for (size_t i = 1; i < s.n && i < CODE_MAX; i++) {
		char c = s.p[i];
		if (quote ? c == quote : (c == '"' && s.p[i - 1] == '='))
			quote = quote ? 0 : c;
		else if (!quote && (c == '[' || c == '<'))
			return 0;
		else if (!quote && c == ']')
			return i + 1;
	}
	return 0;
}

static bool read_code(struct scan *s, struct code *c)
{
	struct str rest = s->rest;
	size_t n = code_length(rest), from, len = 0;
	*c = (struct code){ .end = str_starts(rest, "[/") };
	from = c->end ? 2 : 1;
	while (from + len < n && is_name_char(rest.p[from + len]))
		len++;
	if (!n || !len || len >= NAME_LEN_MAX - 4 || !ascii_is_letter(rest.p[from]))
		return false;
	c->whole = str_sub(rest, 0, n);
	c->name = str_sub(rest, from, from + len);
	c->attributes = str_trim(str_sub(rest, from + len, n - 1));
	if (from + len < n - 1 && !strchr(" \t\r\n/\xC2", rest.p[from + len]))
		return false;
	struct str after = str_trim(str_sub(rest, n, rest.n));
	c->alone = s->line_start && (!after.n || *after.p == '\n' || *after.p == '<');
	char end[NAME_LEN_MAX];
	memcpy(end, "[/", 2);
	memcpy(end + 2, c->name.p, len);
	memcpy(end + 2 + len, "]", 2);
	struct str below = str_sub(rest, n, n + INSIDE_MAX);
	size_t at = find_text(below, end);
	c->has_end = at < below.n;
	c->inside = c->has_end ? str_sub(below, 0, at) : (struct str){ 0 };
	return true;
}

/* The value of name="…"; empty when it is not there. */
static struct str attribute(const struct code *c, const char *name)
{
	struct str s = c->attributes;
	size_t n = strlen(name);
	for (size_t i = 0; i + n + 1 < s.n; i++) {
		if (strncmp(s.p + i, name, n) != 0 || s.p[i + n] != '=' || (i && is_name_char(s.p[i - 1])))
			continue;
		struct str v = str_sub(s, i + n + 1, s.n);
		char quote = *v.p;
		bool quoted = quote == '"' || quote == '\'';
		return quoted ? str_sub(v, 1, 1 + str_find(str_sub(v, 1, v.n), quote))
		              : str_sub(v, 0, str_find(v, ' '));
	}
	return (struct str){ 0 };
}

static void doubt_code(struct scan *s, const struct code *c)
{
	int n = (int)(c->whole.n > SHOWN_MAX ? SHOWN_MAX : c->whole.n);
	import_doubt(s->arena, s->item, "this was left out, WordPress put something in its place: %.*s%s", n,
	    c->whole.p, c->whole.n > SHOWN_MAX ? "…" : "");
	import_list_add(s->arena, &s->seen, arena_str(s->arena, c->name));
}

/* Without the image's own words, where the caption has them too. */
static void put_captioned(struct scan *s, struct str image, struct str words)
{
	static const char begin[] = " alt=\"";
	size_t at = find_text(image, begin) + sizeof begin - 1;
	size_t end = at < image.n ? at + str_find(str_sub(image, at, image.n), '"') : image.n;
	const char *own = arena_str(s->arena, str_sub(image, at, end));
	if (at < image.n && *own && find_text(words, own) < words.n) {
		buf_add_str(&s->out, str_sub(image, 0, at));
		image = str_sub(image, end, image.n);
	}
	buf_add_str(&s->out, image);
}

/* An image with or without a link, then words: the words are the image's. */
static void take_caption(struct scan *s, const struct code *c)
{
	struct str inside = c->inside, words = attribute(c, "caption");
	size_t at = find_text(inside, "<img");
	if (at < inside.n)
		at += tag_length(str_sub(inside, at, inside.n));
	struct str after = str_sub(inside, at, inside.n);
	struct str left = str_trim(after);
	if (str_starts(left, "</a>"))
		at = (size_t)(left.p - inside.p) + 4;
	if (!words.n)
		words = str_sub(inside, at, inside.n);
	buf_puts(&s->out, "<figure>");
	put_captioned(s, str_sub(inside, 0, at), words);
	buf_puts(&s->out, "<figcaption>");
	buf_add_str(&s->out, words);
	buf_puts(&s->out, "</figcaption></figure>");
	s->after_block = true;
	skip(s, c->whole.n + inside.n + sizeof "[/]" - 1 + c->name.n);
}

static void take_gallery(struct scan *s, const struct code *c)
{
	struct str ids = attribute(c, "ids"), id;
	doubt_code(s, c);
	while (ids.n) {
		str_cut(ids, ',', &id, &ids);
		const struct wxr_file *f = wxr_file_find(s->files, id);
		if (f)
			put_picture(s, f);
	}
	skip(s, c->whole.n);
}

static void take_embed(struct scan *s, const struct code *c)
{
	put_link(s, str_trim(c->inside));
	skip(s, c->whole.n + c->inside.n + sizeof "[/]" - 1 + c->name.n);
}

/* A sound or a film, by the first address that it has. */
static void take_media(struct scan *s, const struct code *c)
{
	static const char *const names[] = { "src", "mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "webm", "wav",
		"flv", "wmv" };
	struct str url = { 0 };
	for (size_t i = 0; i < ARRAY_SIZE(names) && !url.n; i++)
		url = attribute(c, names[i]);
	if (!url.n && str_starts(c->attributes, "http"))
		url = str_sub(c->attributes, 0, str_find(c->attributes, ' '));
	if (url.n) {
		buf_printf(&s->out, "<%.*s src=\"", STR_ARG(c->name));
		put_escaped(&s->out, url);
		buf_printf(&s->out, "\"></%.*s>", STR_ARG(c->name));
		s->after_block = true;
	} else {
		doubt_code(s, c);
	}
	import_list_add(s->arena, &s->seen, arena_str(s->arena, c->name));
	skip(s, c->whole.n);
}

static const struct {
	const char *name;
	bool needs_end;
	void (*take)(struct scan *s, const struct code *c);
} codes[] = {
	{ "caption", true, take_caption },
	{ "wp_caption", true, take_caption },
	{ "gallery", false, take_gallery },
	{ "embed", true, take_embed },
	{ "audio", false, take_media },
	{ "video", false, take_media },
};

/* Whether it is an instruction, and no words in brackets: not all names are known that plugins gave. */
static bool is_code(const struct code *c)
{
	bool marked = memchr(c->name.p, '_', c->name.n) || memchr(c->name.p, '-', c->name.n);
	bool given = c->attributes.n &&
	             (memchr(c->attributes.p, '=', c->attributes.n) || str_ends(c->attributes, "/") ||
	                 find_text(c->attributes, "://") < c->attributes.n);
	return given || c->has_end || (marked && !c->attributes.n) || (c->alone && !c->attributes.n);
}

static bool was_left_out(const struct scan *s, struct str name)
{
	for (size_t i = 0; i < s->seen.n; i++)
		if (str_is(name, s->seen.v[i]))
			return true;
	return false;
}

static void leave_out(struct scan *s, const struct code *c)
{
	struct str first, rest;
	str_cut(c->attributes, ' ', &first, &rest);
	doubt_code(s, c);
	if (str_starts(first, "https://") || str_starts(first, "http://"))
		put_link(s, first);
	skip(s, c->whole.n);
}

/* At a "[". False: these are words. */
static bool take_code(struct scan *s)
{
	struct code c;
	if (s->codes++ > CODES_MAX)
		return false;
	if (str_starts(s->rest, "[[")) {
		struct str near = str_sub(s->rest, 0, CODE_MAX);
		size_t end = find_text(near, "]]");
		if (end == near.n)
			return false;
		buf_add_str(&s->out, str_sub(s->rest, 1, end + 1));
		skip(s, end + 2);
		s->after_block = s->line_start = false;
		return true;
	}
	if (!read_code(s, &c))
		return false;
	if (c.end) {
		if (!was_left_out(s, c.name))
			return false;
		skip(s, c.whole.n);
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		if (str_is(c.name, codes[i].name) && (c.has_end || !codes[i].needs_end)) {
			codes[i].take(s, &c);
			return true;
		}
	}
	if (!is_code(&c))
		return false;
	leave_out(s, &c);
	return true;
}

/* --- lines ------------------------------------------------------------------------- */

/* An address that is alone on its line: WordPress puts a film or a card there. */
static bool take_address(struct scan *s)
{
	struct str rest = s->rest;
	size_t n = 0;
	if (!s->line_start || (!str_starts(rest, "http://") && !str_starts(rest, "https://")))
		return false;
	while (n < rest.n && (unsigned char)rest.p[n] > ' ' && !strchr("<>\"[]", rest.p[n]))
		n++;
	struct str after = str_trim(str_sub(rest, n, rest.n));
	if (after.n && *after.p != '\n' && !str_starts(after, "</") && !is_block_tag(after))
		return false;
	put_link(s, str_sub(rest, 0, n));
	s->line_start = false;
	skip(s, n);
	return true;
}

/* One end of a line is a break, more begin a paragraph; beside the tags of blocks, and in them, they mean nothing. */
static void take_space(struct scan *s)
{
	size_t n = 0, lines = 0;
	while (n < s->rest.n && strchr(" \t\r\n", s->rest.p[n] ? s->rest.p[n] : 'x'))
		lines += s->rest.p[n++] == '\n';
	struct str next = str_sub(s->rest, n, s->rest.n);
	bool plain = !lines || s->depth || s->after_block || !next.n || is_block_tag(next) ||
	             str_starts(next, "<!--");
	buf_puts(&s->out, plain ? (lines ? "\n" : " ") : lines == 1 ? "<br>" : "<br><br>");
	s->line_start |= lines > 0;
	skip(s, n);
}

static void take_one(struct scan *s)
{
	char c = *s->rest.p;
	if (c == '<' && str_starts(s->rest, "<!--")) {
		take_comment(s);
	} else if (c == '<' && tag_name(s->rest).n) {
		take_tag(s);
	} else if (strchr(" \t\r\n", c ? c : 'x')) {
		take_space(s);
	} else if (!(c == '[' && take_code(s)) && !take_address(s)) {
		buf_add_char(&s->out, c ? c : ' ');
		skip(s, 1);
		s->after_block = s->line_start = false;
	}
}

/* In one line: a page may have dozens. */
static void report_blocks(struct scan *s)
{
	struct buf names;
	buf_init(&names, 1024);
	for (size_t i = 0; i < s->blocks.n; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", s->blocks.v[i]);
	if (s->blocks.n)
		import_doubt(
		    s->arena, s->item, "blocks that only WordPress fills were left out: %s", names.data);
	buf_release(&names);
}

const char *wxr_text(struct arena *a, struct imported *item, struct str text, const struct wxr_files *files)
{
	struct scan s = { .arena = a,
		.item = item,
		.files = files,
		.rest = text,
		.after_block = true,
		.line_start = true };
	buf_init(&s.out, HTML_MAX);
	while (s.rest.n && !s.out.full)
		take_one(&s);
	if (s.out.full)
		import_unsure(a, item, "the text was too long and is cut");
	report_blocks(&s);
	const char *html = arena_str(a, buf_str(&s.out));
	buf_release(&s.out);
	return html;
}
