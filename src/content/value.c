/*
 * value: one reader for each type of value; each checks the text and fills the field, if the key has one.
 */
#include "content/value.h"

#include <stdio.h>
#include <string.h>

#include "base/uri.h"
#include "base/utf8.h"
#include "content/contact.h"
#include "content/fields.h"
#include "content/host_name.h"
#include "content/old_path.h"
#include "content/podcast.h"
#include "content/problem.h"
#include "content/suggestions.h"
#include "lang/found_date.h"

static bool read_text(struct arena *a, struct str v, void *field, struct err *err)
{
	(void)err;
	if (field)
		*(const char **)field = arena_str(a, v);
	return true;
}

enum { MENU_MAX = 99 };
enum { DATE_BYTES_MAX = 64 }; /* of a date with words, in any language */

/*
 * As people write dates: "20 ноября 2026 г.", "20.11.2026". False: err is set when it can be read in two
 * ways.
 */
static bool parse_written(struct str v, struct moment *out, bool *said, struct err *err)
{
	struct found_date d, other;
	struct arena a = { 0 };
	enum whole_date kind = utf8_valid(v, NULL) ? found_date_whole(v, &d, &other) : WHOLE_NONE;
	bool good = kind == WHOLE_DATE && date_parse(str_of(found_date_text(&a, &d)), out, NULL);
	*said = kind == WHOLE_DOUBTFUL;
	if (*said)
		err_set(err, "\"%.*s\" can be read in two ways: write %s or %s", STR_ARG(v),
		    found_date_text(&a, &d), found_date_text(&a, &other));
	arena_release(&a);
	return good;
}

/* What is longer than any date is not quoted: it may be a paragraph. */
static bool parse_date(struct str v, struct moment *out, struct err *err)
{
	bool said;
	if (v.n > DATE_BYTES_MAX)
		return err_set(err, "this is too long for a date: write 2023-09-08 or 2023-09-08 11:50");
	if (date_parse(v, out, err) || parse_written(v, out, &said, err))
		return true;
	return !said && suggest_date(v, err);
}

bool value_date(struct str text, struct moment *out)
{
	struct err ignored;
	return parse_date(text, out, &ignored);
}

static bool read_moment(struct arena *a, struct str v, void *field, struct err *err)
{
	struct moment m;
	(void)a;
	if (!parse_date(v, &m, err))
		return false;
	if (field)
		*(struct moment *)field = m;
	return true;
}

static bool read_instant(struct arena *a, struct str v, void *field, struct err *err)
{
	struct moment m = { INSTANT_NONE, false };
	(void)a;
	if (!parse_date(v, &m, err))
		return false;
	if (field)
		*(int64_t *)field = m.at;
	return true;
}

static bool read_period(struct arena *a, struct str v, void *field, struct err *err)
{
	struct period p;
	(void)a;
	(void)field;
	return period_parse(v, &p) || err_set(err,
	                                  "\"%.*s\" is not a period: write its first and last month, as in "
	                                  "2021-09 .. 2025-09, or 2021 .. "
	                                  "while it goes on",
	                                  STR_ARG(problem_quoted(v)));
}

/* In ASCII, or with its host alone in ASCII; where that is not possible, as it is. */
static struct str converted(struct arena *a, struct str v, bool (*convert)(struct str iri, struct buf *out))
{
	struct buf b;
	buf_init(&b, v.n * 8 + 256);
	struct str ascii = convert(v, &b) ? (struct str){ arena_str(a, buf_str(&b)), b.len } : v;
	buf_release(&b);
	return ascii;
}

static bool read_url(struct arena *a, struct str v, void *field, struct err *err)
{
	struct uri u;
	if (!uri_has_scheme(v))
		return err_set(err, "\"%.*s\" is not a whole address: begin it with https://",
		    STR_ARG(problem_quoted(v)));
	bool good = uri_parse(converted(a, v, uri_to_ascii), &u);
	if (!good && !host_name_check(v, v, err))
		return false;
	if (!good || u.host.n == 0 || !contact_is_safe(v))
		return err_set(err, "\"%.*s\" is not an address: write it as in https://dpi.kg/ru/",
		    STR_ARG(problem_quoted(v)));
	return read_text(a, v, field, err);
}

static bool read_uri(struct arena *a, struct str v, void *field, struct err *err)
{
	struct uri u;
	struct str ascii = converted(a, v, uri_host_to_ascii); /* ids that were given out stay */
	if (!uri_parse(ascii, &u))
		return err_set(err, "\"%.*s\" is not a URI: write one as in urn:uuid:… or tag:dpi.kg,2023:…",
		    STR_ARG(problem_quoted(v)));
	return read_text(a, ascii, field, err);
}

static bool read_slug(struct arena *a, struct str v, void *field, struct err *err)
{
	if (!path_is_slug(v))
		return suggest_slug(v, err)
		           ? false
		           : err_set(err,
		                 "\"%.*s\" is not a short name: use only a-z, 0-9 and hyphens, "
		                 "at most %d of them",
		                 STR_ARG(problem_quoted(v)), SLUG_MAX);
	return read_text(a, v, field, err);
}

static bool read_kind(struct arena *a, struct str v, void *field, struct err *err)
{
	char list[128];
	size_t used = 0;
	enum item_kind kind;
	(void)a;
	if (item_kind_find(v, &kind) || item_kind_said(v, &kind)) {
		if (field)
			*(enum item_kind *)field = kind;
		return true;
	}
	for (int i = 0; i < KIND_COUNT; i++)
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
		    i == 0                     ? ""
		    : i + 1 == (int)KIND_COUNT ? " or "
		                               : ", ",
		    item_kind_word((enum item_kind)i));
	return err_set(err, "\"%.*s\" is not a kind of item: write %s", STR_ARG(problem_quoted(v)), list);
}

static bool read_status(struct arena *a, struct str v, void *field, struct err *err)
{
	enum event_status status;
	(void)a;
	if (!event_status_find(v, &status))
		return err_set(err, "\"%.*s\" is not what becomes of an event: write cancelled or postponed",
		    STR_ARG(problem_quoted(v)));
	if (field)
		*(enum event_status *)field = status;
	return true;
}

static bool is_one_of(struct str v, const char *const *words)
{
	bool found = false;
	struct buf folded;
	buf_init(&folded, 64);
	utf8_fold(&folded, v);
	for (; *words; words++)
		found |= str_is(buf_str(&folded), *words);
	buf_release(&folded);
	return found;
}

static bool read_yes(struct arena *a, struct str v, void *field, struct err *err)
{
	static const char *const yes_words[] = { "yes", "true", "да", "ооба", NULL };
	static const char *const no_words[] = { "no", "false", "нет", "жок", NULL };
	(void)a;
	bool yes = is_one_of(v, yes_words);
	if (!yes && !is_one_of(v, no_words))
		return err_set(
		    err, "\"%.*s\" is neither yes nor no: write one of these", STR_ARG(problem_quoted(v)));
	if (field)
		*(bool *)field = yes;
	return true;
}

static bool read_slug_text(struct arena *a, struct str v, void *field, struct err *err)
{
	struct str slug, text;
	if (!str_cut(v, ' ', &slug, &text) || str_trim(text).n == 0)
		return err_set(
		    err, "write a short name, a space and the name for readers, as in \"water Water\"");
	return read_slug(a, slug, field, err);
}

static bool read_file_text(struct arena *a, struct str v, void *field, struct err *err)
{
	struct str file, text;
	if (!str_cut(v, ' ', &file, &text) || str_trim(text).n == 0)
		return err_set(
		    err, "write the file's name, a space and its title, as in \"programme.pdf Programme\"");
	if (str_find(file, '/') < file.n)
		return err_set(err,
		    "\"%.*s\" is not the name of a file beside this one: write it without a folder",
		    STR_ARG(problem_quoted(file)));
	return read_text(a, v, field, err);
}

static bool read_path(struct arena *a, struct str v, void *field, struct err *err)
{
	struct buf clean;
	buf_init(&clean, OLD_PATH_MAX);
	bool good = old_path_read(v, &clean);
	buf_release(&clean);
	if (!good)
		return err_set(err,
		    "\"%.*s\" is not a path of this site: begin it with /, as in /ru/old-name",
		    STR_ARG(problem_quoted(v)));
	return read_text(a, v, field, err);
}

/* The address; a name may follow it. */
static bool read_url_text(struct arena *a, struct str v, void *field, struct err *err)
{
	struct str url, text;
	str_cut(v, ' ', &url, &text);
	/* Also "news@example.org" and "t.me/x". */
	const char *uri = contact_uri(a, url);
	return uri && contact_is_safe(str_of(uri)) ? read_text(a, v, field, err)
	                                           : read_url(a, url, field, err);
}

static bool read_number(struct arena *a, struct str v, void *field, struct err *err)
{
	uint64_t n;
	if (!str_to_uint(v, MENU_MAX, &n) || n == 0)
		return err_set(err, "\"%.*s\" is not a place in the menu: write a number from 1 to %d",
		    STR_ARG(problem_quoted(v)), MENU_MAX);
	return read_text(a, v, field, err);
}

static bool read_podcast(struct arena *a, struct str v, void *field, struct err *err)
{
	struct podcast_category c;
	if (podcast_category_find(v, &c))
		return read_text(a, v, field, err);
	const char *near = podcast_category_near(v);
	return near ? err_set(err, "\"%.*s\" is not a category of podcasts: did you mean \"%s\"?",
	                  STR_ARG(problem_quoted(v)), near)
	            : err_set(err,
	                  "\"%.*s\" is not a category of podcasts: write one of Apple's, as News, Politics, "
	                  "Government or Documentary",
	                  STR_ARG(problem_quoted(v)));
}

static bool (*const readers[])(struct arena *a, struct str v, void *field, struct err *err) = {
	[KEY_TEXT] = read_text,
	[KEY_MOMENT] = read_moment,
	[KEY_INSTANT] = read_instant,
	[KEY_PERIOD] = read_period,
	[KEY_URL] = read_url,
	[KEY_SLUG] = read_slug,
	[KEY_KIND] = read_kind,
	[KEY_STATUS] = read_status,
	[KEY_YES] = read_yes,
	[KEY_SLUG_TEXT] = read_slug_text,
	[KEY_FILE_TEXT] = read_file_text,
	[KEY_PATH] = read_path,
	[KEY_URI] = read_uri,
	[KEY_URL_TEXT] = read_url_text,
	[KEY_NUMBER] = read_number,
	[KEY_PODCAST] = read_podcast,
};

struct str value_kept(enum key_type type, struct arena *a, struct str text)
{
	return type == KEY_URL ? converted(a, text, uri_to_ascii) : text;
}

bool value_read(enum key_type type, struct arena *a, struct str text, void *field, struct err *err)
{
	return readers[type](a, text, field, err);
}
