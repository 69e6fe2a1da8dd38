/*
 * suggestions: tables of what is often met.
 */
#include "content/suggestions.h"

#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/problem.h"
#include "lang/found_date.h"
#include "lang/lang.h"

enum { WORD_MAX = 64 };

static const struct {
	const char *said, *meant;
} keys[] = {
	/* Hugo, Jekyll */
	{ "tags", "topic" },
	{ "categories", "topic" },
	{ "keywords", "topic" },
	{ "description", "summary" },
	{ "excerpt", "summary" },
	{ "lastmod", "updated" },
	{ "modified", "updated" },
	{ "publishdate", "publish" },
	{ "expirydate", "expires" },
	{ "aliases", "alias" },
	{ "type", "kind" },
	{ "location", "place" },
	/* Russian */
	{ "заголовок", "title" },
	{ "название", "title" },
	{ "название", "name" },
	{ "дата", "date" },
	{ "обновлено", "updated" },
	{ "тема", "topic" },
	{ "место", "place" },
	{ "автор", "author" },
	{ "источник", "source" },
	{ "описание", "summary" },
	{ "аннотация", "summary" },
	{ "черновик", "draft" },
	{ "вид", "kind" },
	{ "тип", "kind" },
	{ "файл", "attachment" },
	{ "донор", "donor" },
	{ "бюджет", "budget" },
	{ "партнер", "partner" },
	{ "партнёр", "partner" },
	{ "период", "period" },
	/* Kyrgyz */
	{ "аталышы", "title" },
	{ "аталышы", "name" },
	{ "аты", "name" },
	{ "күнү", "date" },
	{ "жери", "place" },
	{ "булагы", "source" },
	{ "кыскача", "summary" },
	{ "түрү", "kind" },
};

const char *suggest_key(struct str key, const char *const *words)
{
	struct buf folded;
	const char *found = NULL;
	buf_init(&folded, WORD_MAX);
	utf8_fold(&folded, key);
	for (size_t i = 0; i < ARRAY_SIZE(keys) && !found; i++)
		for (const char *const *w = words; *w && str_is(buf_str(&folded), keys[i].said); w++)
			if (strcmp(*w, keys[i].meant) == 0)
				found = *w;
	buf_release(&folded);
	return found;
}

bool suggest_is_name(struct str key)
{
	static const char *const named[] = { "lang", "language", "locale", "slug", "permalink", "url" };
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		if (str_is_nocase(key, named[i]))
			return true;
	return false;
}

/* As a day is written with dots or strokes: "31.02.2024". */
static bool has_shape_of_day(struct str s)
{
	size_t marks = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool mark = s.p[i] == '.' || s.p[i] == '/';
		if (!mark && !ascii_is_digit(s.p[i]))
			return false;
		marks += mark;
	}
	return marks == 2;
}

bool suggest_date(struct str text, struct err *err)
{
	struct found_date d;
	if (text.n >= WORD_MAX || !utf8_valid(text, NULL))
		return false;
	struct civil given;
	/* Of a text that begins in the usual form the caller says what is wrong after it. */
	if (date_parse_day(str_sub(text, 0, sizeof "2023-09-08" - 1), &given))
		return false;
	if (found_date_in(text, &d)) {
		struct arena a = { 0 };
		err_set(err, "\"%.*s\" is not a date: write %s", STR_ARG(text), found_date_text(&a, &d));
		arena_release(&a);
		return false;
	}
	if (has_shape_of_day(text))
		err_set(
		    err, "\"%.*s\" is a day that does not exist: write one as in 2023-09-08", STR_ARG(text));
	return false;
}

bool suggest_slug(struct str text, struct err *err)
{
	struct buf slug;
	if (str_find(text, ',') < text.n || str_starts(text, "[")) {
		err_set(err, "\"%.*s\" is a list: repeat the key, each value on a line of its own",
		    STR_ARG(problem_quoted(text)));
		return true;
	}
	buf_init(&slug, SLUG_MAX + 1);
	lang_slug(lang_default(), text, &slug);
	bool usable = path_is_slug(buf_str(&slug));
	if (usable)
		err_set(err, "\"%.*s\" is not a short name of a-z, 0-9 and hyphens: write %s",
		    STR_ARG(problem_quoted(text)), slug.data);
	buf_release(&slug);
	return usable;
}
