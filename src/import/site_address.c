/*
 * site_address: patterns of permalinks.
 *
 *   pattern = *( CHAR / ":" token )        ; the longest token that fits: ":title.html" has "title"
 */
#include "import/site_address.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

enum { ADDRESS_MAX = 1024 };

enum token {
	TOKEN_YEAR,
	TOKEN_SHORT_YEAR,
	TOKEN_MONTH,
	TOKEN_BARE_MONTH,
	TOKEN_DAY,
	TOKEN_BARE_DAY,
	TOKEN_YEAR_DAY,
	TOKEN_HOUR,
	TOKEN_MINUTE,
	TOKEN_SECOND,
	TOKEN_TITLE, /* of Hugo the title, of others the file's name */
	TOKEN_NAME,
	TOKEN_SLUG,
	TOKEN_SECTION,
	TOKEN_FOLDERS,
	TOKEN_PATH,
	TOKEN_CATEGORIES,
	TOKEN_COLLECTION,
	TOKEN_LANG,
	TOKEN_ENDING,
};

/* A longer one before those that it begins with. */
static const struct {
	const char *name;
	enum token token;
} tokens[] = {
	{ "short_year", TOKEN_SHORT_YEAR },
	{ "short_month", TOKEN_MONTH },
	{ "year", TOKEN_YEAR },
	{ "monthname", TOKEN_MONTH },
	{ "month", TOKEN_MONTH },
	{ "i_month", TOKEN_BARE_MONTH },
	{ "i_day", TOKEN_BARE_DAY },
	{ "y_day", TOKEN_YEAR_DAY },
	{ "yearday", TOKEN_YEAR_DAY },
	{ "day", TOKEN_DAY },
	{ "hour", TOKEN_HOUR },
	{ "minute", TOKEN_MINUTE },
	{ "second", TOKEN_SECOND },
	{ "slugorcontentbasename", TOKEN_SLUG },
	{ "slugorfilename", TOKEN_SLUG },
	{ "slug", TOKEN_SLUG },
	{ "title", TOKEN_TITLE },
	{ "post_title", TOKEN_NAME },
	{ "contentbasename", TOKEN_NAME },
	{ "filename", TOKEN_NAME },
	{ "basename", TOKEN_NAME },
	{ "name", TOKEN_NAME },
	{ "sections", TOKEN_FOLDERS },
	{ "section", TOKEN_SECTION },
	{ "slugified_categories", TOKEN_CATEGORIES },
	{ "categories", TOKEN_CATEGORIES },
	{ "category", TOKEN_CATEGORIES },
	{ "collection", TOKEN_COLLECTION },
	{ "output_ext", TOKEN_ENDING },
	{ "path", TOKEN_PATH },
	{ "lang", TOKEN_LANG },
};

const char *site_address_words(struct arena *a, const char *text)
{
	struct buf folded, out;
	buf_init(&folded, 4 * ADDRESS_MAX);
	buf_init(&out, ADDRESS_MAX);
	utf8_fold(&folded, str_of(text));
	for (const char *p = folded.data; *p; p++) {
		bool kept = ascii_is_alnum(*p) || (unsigned char)*p >= 0x80 || strchr("-_./~+", *p);
		if (kept)
			buf_add_char(&out, *p);
		else if (strchr(" \t", *p) && out.len && out.data[out.len - 1] != '-')
			buf_add_char(&out, '-');
	}
	const char *kept = arena_str(a, buf_str(&out));
	buf_release(&folded);
	buf_release(&out);
	return kept;
}

static int day_of_year(const struct civil *c)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	bool leap = (c->year % 4 == 0 && c->year % 100 != 0) || c->year % 400 == 0;
	return before[c->month - 1] + c->day + (leap && c->month > 2);
}

static bool put_date(struct buf *out, enum token token, const struct civil *c)
{
	if (!c->year || c->month < 1 || c->month > 12)
		return false;
	const struct {
		const char *form;
		int value;
	} forms[] = {
		[TOKEN_YEAR] = { "%04d", c->year },
		[TOKEN_SHORT_YEAR] = { "%02d", c->year % 100 },
		[TOKEN_MONTH] = { "%02d", c->month },
		[TOKEN_BARE_MONTH] = { "%d", c->month },
		[TOKEN_DAY] = { "%02d", c->day },
		[TOKEN_BARE_DAY] = { "%d", c->day },
		[TOKEN_YEAR_DAY] = { "%03d", day_of_year(c) },
		[TOKEN_HOUR] = { "%02d", c->hour },
		[TOKEN_MINUTE] = { "%02d", c->minute },
		[TOKEN_SECOND] = { "%02d", c->second },
	};
	bool bare = forms[token].form[1] == 'd';
	return buf_printf(out,
	    bare                          ? "%d"
	    : forms[token].form[2] == '4' ? "%04d"
	    : forms[token].form[2] == '3' ? "%03d"
	                                  : "%02d",
	    forms[token].value);
}

static const char *name_of(const struct site_words *w)
{
	return *w->slug ? w->slug : w->name;
}

static bool put_text(
    struct arena *a, struct buf *out, enum site_kind kind, enum token token, const struct site_words *w)
{
	struct str folders = str_of(w->folders);
	switch (token) {
	case TOKEN_TITLE:
		if (kind == SITE_HUGO)
			return buf_puts(out, site_address_words(a, w->title));
		if (kind == SITE_HEXO && *w->folders && w->post)
			buf_printf(out, "%s/", w->folders);
		return buf_puts(out, name_of(w));
	case TOKEN_SLUG:
		return buf_puts(out, name_of(w));
	case TOKEN_NAME:
		return buf_puts(out, w->name);
	case TOKEN_SECTION:
		return buf_add_str(out, str_sub(folders, 0, str_find(folders, '/')));
	case TOKEN_FOLDERS:
		return buf_add_str(out, folders);
	case TOKEN_PATH:
		return buf_printf(out, "%s%s%s", w->folders, *w->folders ? "/" : "", w->name);
	case TOKEN_CATEGORIES:
		return buf_puts(out, *w->categories || kind != SITE_HEXO ? w->categories : "uncategorized");
	case TOKEN_COLLECTION:
		return buf_puts(out, w->collection);
	case TOKEN_LANG:
		return buf_puts(out, w->lang);
	default:
		return buf_puts(out, ".html");
	}
}

/* Takes the token after a colon off *p. */
static bool put_token(
    struct arena *a, struct buf *out, enum site_kind kind, const char **p, const struct site_words *w)
{
	for (size_t i = 0; i < ARRAY_SIZE(tokens); i++) {
		if (!str_starts(str_of(*p), tokens[i].name))
			continue;
		*p += strlen(tokens[i].name);
		if (**p == '[')
			return false;
		return tokens[i].token <= TOKEN_SECOND ? put_date(out, tokens[i].token, &w->date)
		                                       : put_text(a, out, kind, tokens[i].token, w);
	}
	return false;
}

/* One slash where several came together. */
static const char *tidy(struct arena *a, struct str path)
{
	char *out = arena_alloc(a, path.n + 2), *to = out;
	*to++ = '/';
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] != '/' || to[-1] != '/')
			*to++ = path.p[i];
	*to = '\0';
	if (str_ends(str_of(out), "/index.html"))
		out[strlen(out) - strlen("index.html")] = '\0';
	return out;
}

const char *site_address_fill(
    struct arena *a, enum site_kind kind, const char *pattern, const struct site_words *w)
{
	struct buf out;
	bool good = true;
	buf_init(&out, ADDRESS_MAX);
	for (const char *p = pattern; *p && good;) {
		if (*p == ':') {
			p++;
			good = put_token(a, &out, kind, &p, w);
		} else {
			good = buf_add_char(&out, *p++);
		}
	}
	const char *path = good && !out.full ? tidy(a, buf_str(&out)) : NULL;
	buf_release(&out);
	return path;
}

/* --- patterns ------------------------------------------------------------------------ */

static const char *jekyll_style(const char *said)
{
	static const struct {
		const char *name, *pattern;
	} styles[] = {
		{ "date", "/:categories/:year/:month/:day/:title:output_ext" },
		{ "pretty", "/:categories/:year/:month/:day/:title/" },
		{ "ordinal", "/:categories/:year/:y_day/:title:output_ext" },
		{ "none", "/:categories/:title:output_ext" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(styles); i++)
		if (!strcmp(said ? said : "date", styles[i].name))
			return styles[i].pattern;
	return said;
}

static const char *jekyll_pattern(struct arena *a, const struct site_settings *s, const struct site_words *w)
{
	const char *said = site_setting(s, "permalink");
	bool pretty = said && (!strcmp(said, "pretty") || str_ends(str_of(said), "/"));
	if (w->post)
		return jekyll_style(said);
	if (*w->collection) {
		const char *own = site_setting(s, arena_printf(a, "collections.%s.permalink", w->collection));
		return own ? own : pretty ? "/:collection/:path/" : "/:collection/:path:output_ext";
	}
	return pretty ? "/:path/" : "/:path:output_ext";
}

static const char *hugo_pattern(struct arena *a, const struct site_settings *s, const struct site_words *w)
{
	const char *section = arena_str(a, str_sub(str_of(w->folders), 0, str_find(str_of(w->folders), '/')));
	const char *own = site_setting(s, arena_printf(a, "permalinks.%s", section));
	if (!own)
		own = site_setting(s, arena_printf(a, "permalinks.page.%s", section));
	if (own && *section)
		return own;
	return site_setting_is(s, "uglyURLs", "true") ? "/:sections/:slug.html" : "/:sections/:slug/";
}

const char *site_address_pattern(struct arena *a, const struct site_settings *s, const struct site_words *w)
{
	const char *said = site_setting(s, "permalink");
	switch (s->kind) {
	case SITE_HUGO:
		return hugo_pattern(a, s, w);
	case SITE_JEKYLL:
		return jekyll_pattern(a, s, w);
	case SITE_HEXO:
		if (w->post)
			return said ? said : ":year/:month/:day/:title/";
		return !strcmp(w->name, "index") ? "/:sections/" : "/:sections/:name.html";
	default:
		return "/:sections/:slug/";
	}
}
