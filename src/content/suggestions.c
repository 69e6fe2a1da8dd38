/*
 * hint: tables of what is often met.
 */
#include "content/suggestions.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/problem.h"
#include "lang/found_date.h"
#include "lang/lang.h"

#define SAVE_IT ": save it with the encoding UTF-8 (in Notepad: Save As, Encoding)"

enum { WORD_MAX = 64, MESSAGE_MAX = 80 };

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
	/* What begins in the usual form is told what is wrong behind it. */
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
	lang_slug(lang_at(0), text, &slug);
	bool usable = path_is_slug(buf_str(&slug));
	if (usable)
		err_set(err, "\"%.*s\" is not a short name of a-z, 0-9 and hyphens: write %s",
		    STR_ARG(problem_quoted(text)), slug.data);
	buf_release(&slug);
	return usable;
}

/* --- files ------------------------------------------------------------------------ */

#define UTF16 "UTF-16"

static const struct {
	const char *head;
	size_t n;
	const char *say;
} formats[] = {
	{ "PK\x03\x04", 4, "this is a document of Word or LibreOffice: copy its text into a text file" },
	{ "\xD0\xCF\x11\xE0", 4, "this is an old document of Word: copy its text into a text file" },
	{ "{\\rtf", 5, "this is an RTF document: copy its text into a text file" },
	{ "%PDF-", 5, "this is a PDF document: copy its text into a text file, or attach it to one" },
};

static const struct {
	const char *name, *say;
} encodings[] = {
	{ UTF16, "the file is saved as UTF-16 (\"Unicode\")" SAVE_IT },
	{ "Windows-1251", "the file is saved in the encoding Windows-1251 (\"ANSI\")" SAVE_IT },
	{ "KOI8-R", "the file is saved in the encoding KOI8-R" SAVE_IT },
	{ "CP866", "the file is saved in the encoding of DOS (CP866)" SAVE_IT },
};

const char *suggest_format(struct str bytes)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (bytes.n >= formats[i].n && memcmp(bytes.p, formats[i].head, formats[i].n) == 0)
			return formats[i].say;
	return NULL;
}

/* Where the bytes of a text lie. */
struct spread {
	size_t nul, high, beside; /* over 7F, and those beside another */
	size_t low, c0, e0;       /* of 80…AF, C0…DF, E0…FF */
	size_t valid;             /* over 7F, in characters of UTF-8 */
};

static struct spread spread_of(struct str bytes)
{
	struct spread s = { 0 };
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		s.nul += c == 0;
		if (c < 0x80)
			continue;
		s.high++;
		s.beside += i > 0 && (unsigned char)bytes.p[i - 1] >= 0x80;
		s.low += c <= 0xAF;
		s.c0 += c >= 0xC0 && c <= 0xDF;
		s.e0 += c >= 0xE0;
	}
	size_t bad;
	for (struct str rest = bytes; rest.n; rest = str_sub(rest, bad + 1, rest.n)) {
		if (utf8_valid(rest, &bad))
			bad = rest.n;
		for (size_t i = 0; i < bad; i++)
			s.valid += (unsigned char)rest.p[i] >= 0x80;
	}
	return s;
}

const char *suggest_encoding(struct str bytes)
{
	enum { FEW = 8, NULS = 8 };
	if (str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF"))
		return UTF16;
	if (bytes.n == 0 || (utf8_valid(bytes, NULL) && !memchr(bytes.p, 0, bytes.n)))
		return NULL;
	struct spread s = spread_of(bytes);
	if (s.nul > bytes.n / NULS)
		return UTF16;
	/* Whole words are wrong: a Latin text has such letters one by one. */
	if (s.high < FEW || s.beside <= s.high / 2 || s.valid > s.high / 2)
		return NULL;
	/* Most letters are small ones: they tell the Cyrillic encodings apart. */
	return s.low > s.high / 2 ? "CP866" : s.c0 > s.e0 ? "KOI8-R" : "Windows-1251";
}

const char *suggest_file(struct str bytes)
{
	const char *say = suggest_format(bytes), *encoding = say ? NULL : suggest_encoding(bytes);
	for (size_t i = 0; encoding && i < ARRAY_SIZE(encodings); i++)
		if (strcmp(encodings[i].name, encoding) == 0)
			say = encodings[i].say;
	return say;
}
