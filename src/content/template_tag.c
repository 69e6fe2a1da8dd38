/*
 * template_tag: a scanner for instructions, and the table of those that are known.
 */
#include "content/template_tag.h"

#include <string.h>

#include "base/ascii.h"

enum { TAG_MAX = 4096 };

/* clang-format off */
static const struct template_known known[] = {
	{ "youtube",       TEMPLATE_LINK, "https://www.youtube.com/watch?v=%1" },
	{ "youtubeEmbed",  TEMPLATE_LINK, "https://www.youtube.com/watch?v=%1" },
	{ "youtube_embed", TEMPLATE_LINK, "https://www.youtube.com/watch?v=%1" },
	{ "yt",            TEMPLATE_LINK, "https://www.youtube.com/watch?v=%1" },
	{ "vimeo",         TEMPLATE_LINK, "https://vimeo.com/%1" },
	{ "gist",          TEMPLATE_LINK, "https://gist.github.com/%1/%2" },
	{ "tweet",         TEMPLATE_LINK, "https://x.com/%1/status/%2" },
	{ "twitter",       TEMPLATE_LINK, "https://x.com/%1/status/%2" },
	{ "x",             TEMPLATE_LINK, "https://x.com/%1/status/%2" },
	{ "instagram",     TEMPLATE_LINK, "https://www.instagram.com/p/%1/" },
	{ "figure",        TEMPLATE_PICTURE, NULL },
	{ "img",           TEMPLATE_PICTURE, NULL },
	{ "image",         TEMPLATE_PICTURE, NULL },
	{ "picture",       TEMPLATE_PICTURE, NULL },
	{ "resize_image",  TEMPLATE_PICTURE, NULL },
	{ "asset_img",     TEMPLATE_PICTURE, NULL },
	{ "asset_image",   TEMPLATE_PICTURE, NULL },
	{ "ref",           TEMPLATE_PATH, NULL },
	{ "relref",        TEMPLATE_PATH, NULL },
	{ "link",          TEMPLATE_PATH, NULL },
	{ "post_url",      TEMPLATE_PATH, NULL },
	{ "post_path",     TEMPLATE_PATH, NULL },
	{ "asset_path",    TEMPLATE_PATH, NULL },
	{ "post_link",     TEMPLATE_TITLE, NULL },
	{ "asset_link",    TEMPLATE_TITLE, NULL },
	{ "highlight",     TEMPLATE_CODE, NULL },
	{ "codeblock",     TEMPLATE_CODE, NULL },
	{ "code",          TEMPLATE_CODE, NULL },
	{ "prism",         TEMPLATE_CODE, NULL },
	{ "mermaid",       TEMPLATE_CODE, NULL },
	{ "raw",           TEMPLATE_RAW, NULL },
	{ "verbatim",      TEMPLATE_RAW, NULL },
	{ "comment",       TEMPLATE_DROP, NULL },
	{ "toc",           TEMPLATE_SILENT, NULL },
	{ "tableofcontents", TEMPLATE_SILENT, NULL },
	{ "more",          TEMPLATE_SILENT, NULL },
	{ "clear",         TEMPLATE_SILENT, NULL },
	{ "site.url",      TEMPLATE_SILENT, NULL },
	{ "site.baseurl",  TEMPLATE_SILENT, NULL },
	{ "site.base_url", TEMPLATE_SILENT, NULL },
	{ "config.base_url", TEMPLATE_SILENT, NULL },
	{ "toc()",         TEMPLATE_SILENT, NULL },
	{ "note",          TEMPLATE_INNER, NULL },
	{ "warning",       TEMPLATE_INNER, NULL },
	{ "tip",           TEMPLATE_INNER, NULL },
	{ "info",          TEMPLATE_INNER, NULL },
	{ "hint",          TEMPLATE_INNER, NULL },
	{ "danger",        TEMPLATE_INNER, NULL },
	{ "caution",       TEMPLATE_INNER, NULL },
	{ "important",     TEMPLATE_INNER, NULL },
	{ "callout",       TEMPLATE_INNER, NULL },
	{ "alert",         TEMPLATE_INNER, NULL },
	{ "notice",        TEMPLATE_INNER, NULL },
	{ "admonition",    TEMPLATE_INNER, NULL },
	{ "blockquote",    TEMPLATE_INNER, NULL },
	{ "quote",         TEMPLATE_INNER, NULL },
	{ "pullquote",     TEMPLATE_INNER, NULL },
	{ "details",       TEMPLATE_INNER, NULL },
	{ "expand",        TEMPLATE_INNER, NULL },
	{ "accordion",     TEMPLATE_INNER, NULL },
	{ "tabs",          TEMPLATE_INNER, NULL },
	{ "tab",           TEMPLATE_INNER, NULL },
	{ "columns",       TEMPLATE_INNER, NULL },
	{ "column",        TEMPLATE_INNER, NULL },
	{ "row",           TEMPLATE_INNER, NULL },
	{ "card",          TEMPLATE_INNER, NULL },
	{ "center",        TEMPLATE_INNER, NULL },
	{ "centerquote",   TEMPLATE_INNER, NULL },
	{ "section",       TEMPLATE_INNER, NULL },
	{ "lead",          TEMPLATE_INNER, NULL },
	{ "mark",          TEMPLATE_INNER, NULL },
	{ "spoiler",       TEMPLATE_INNER, NULL },
	{ "steps",         TEMPLATE_INNER, NULL },
	{ "markdown",      TEMPLATE_INNER, NULL },
	{ "markdownify",   TEMPLATE_INNER, NULL },
};

static const struct {
	const char *open, *close;
	enum template_kind kind;
} braces[] = {
	{ "{{<", ">}}", TEMPLATE_SHORTCODE },
	{ "{{%", "%}}", TEMPLATE_SHORTCODE },
	{ "{%",  "%}",  TEMPLATE_TAG },
	{ "{{",  "}}",  TEMPLATE_EXPRESSION },
	{ "{# ", "#}",  TEMPLATE_COMMENT },
	{ "{#-", "#}",  TEMPLATE_COMMENT },
};

static const char *const words[] = { "title", "name", "caption", "text", "label", "alt", "heading", "header", "summary", "term",
	"abbr", "english", "description", "author", "attr", "content", "question" };
/* clang-format on */

const struct template_known *template_find(struct str name)
{
	static const struct template_known unknown = { "", TEMPLATE_UNKNOWN, NULL };
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (str_is(name, known[i].name))
			return &known[i];
	return &unknown;
}

bool template_is_words(struct str key)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_is_nocase(key, words[i]))
			return true;
	return false;
}

struct str template_value(const struct template_tag *t, const char *const *keys, size_t place)
{
	for (; *keys; keys++)
		for (size_t i = 0; i < t->n; i++)
			if (str_is_nocase(t->v[i].key, *keys))
				return t->v[i].text;
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].key.n == 0 && place-- == 0)
			return t->v[i].text;
	return STR("");
}

/* --- scanning --- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == ',' || c == '(' || c == ')';
}

static bool is_word(char c)
{
	return !is_blank(c) && !strchr("\"'`=", c);
}

static struct str skip_blank(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_sub(s, 1, s.n);
	return s;
}

/* A word, or what is in quotes; takes it off. */
static bool take_value(struct str *s, struct str *out)
{
	char q = s->n ? s->p[0] : '\0';
	size_t n = 1;
	if (q && strchr("\"'`", q)) {
		while (n < s->n && s->p[n] != q)
			n += s->p[n] == '\\' ? 2 : 1;
		*out = str_sub(*s, 1, n);
		*s = str_sub(*s, n + 1, s->n);
		return true;
	}
	for (n = 0; n < s->n && is_word(s->p[n]);)
		n++;
	*out = str_sub(*s, 0, n);
	*s = str_sub(*s, n, s->n);
	return n > 0;
}

static void read_values(struct str s, struct template_tag *out)
{
	while ((s = skip_blank(s)).n && out->n < TEMPLATE_VALUES_MAX) {
		struct template_value *v = &out->v[out->n];
		*v = (struct template_value){ .key = STR(""), .quoted = strchr("\"'`", s.p[0]) != NULL };
		if (!take_value(&s, &v->text)) {
			s = str_sub(s, 1, s.n);
			continue;
		}
		struct str next = skip_blank(s);
		if (str_starts(next, "=") && !str_starts(next, "==")) {
			v->key = v->text;
			s = skip_blank(str_sub(next, 1, next.n));
			v->text = STR("");
			take_value(&s, &v->text);
		} else if (v->text.n > 1 && v->text.p[v->text.n - 1] == ':') {
			v->key = str_sub(v->text, 0, v->text.n - 1);
			s = next;
			v->text = STR("");
			take_value(&s, &v->text);
		}
		out->n++;
	}
}

static bool is_name(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '/' || (unsigned char)c >= 0x80;
}

static void read_inside(struct template_tag *out)
{
	struct str s = out->inside;
	while (s.n && (s.p[0] == '-' || s.p[0] == '+' || s.p[0] == '~' || is_blank(s.p[0])))
		s = str_sub(s, 1, s.n);
	if (str_starts(s, "/")) {
		out->closes = true;
		s = str_trim(str_sub(s, 1, s.n));
	}
	size_t n = 0;
	while (n < s.n && is_name(s.p[n]))
		n++;
	out->name = str_sub(s, 0, n);
	if (out->kind == TEMPLATE_TAG && str_starts(out->name, "end")) {
		out->closes = true;
		out->name = str_sub(out->name, 3, out->name.n);
	}
	read_values(str_sub(s, n, s.n), out);
}

/* Where the i-th kind of braces ends next, from `from` on; SIZE_MAX: nowhere. */
static size_t find_end(struct str text, size_t from, size_t i, struct template_ends *ends)
{
	if (!ends->known[i] || ends->at[i] < from) {
		struct str rest = str_sub(text, from, text.n);
		const char *end = rest.n ? memmem(rest.p, rest.n, braces[i].close, strlen(braces[i].close))
		                         : NULL;
		ends->at[i] = end ? (size_t)(end - text.p) : SIZE_MAX;
		ends->known[i] = true;
	}
	return ends->at[i];
}

bool template_read(struct str text, size_t at, struct template_ends *ends, struct template_tag *out)
{
	struct str here = str_sub(text, at, text.n);
	_Static_assert(ARRAY_SIZE(braces) == TEMPLATE_BRACES, "raise TEMPLATE_BRACES");
	for (size_t i = 0; i < ARRAY_SIZE(braces); i++) {
		size_t from = at + strlen(braces[i].open);
		if (!str_starts(here, braces[i].open))
			continue;
		size_t end = find_end(text, from, i, ends);
		if (end == SIZE_MAX || end - from > TAG_MAX)
			return false;
		*out = (struct template_tag){ .kind = braces[i].kind };
		out->inside = str_sub(text, from, end);
		out->whole = str_sub(text, at, end + strlen(braces[i].close));
		if (str_starts(out->inside, "/*") && str_ends(out->inside, "*/"))
			out->kind = TEMPLATE_COMMENT;
		else
			read_inside(out);
		return true;
	}
	return false;
}
