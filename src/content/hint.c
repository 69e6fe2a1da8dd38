/*
 * hint: tables of what is often met.
 */
#include "content/hint.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/import_parts.h"
#include "content/value.h"
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

const char *hint_key(struct str key, const char *const *words)
{
	struct buf folded;
	const char *found = NULL;
	buf_init(&folded, WORD_MAX);
	utf8_fold(&folded, key);
	for (size_t i = 0; i < sizeof keys / sizeof *keys && !found; i++)
		for (const char *const *w = words; *w && str_is(buf_str(&folded), keys[i].said); w++)
			if (strcmp(*w, keys[i].meant) == 0)
				found = *w;
	buf_release(&folded);
	return found;
}

bool hint_date(struct str text, struct err *err)
{
	struct found_date d;
	int day, month, year;
	char copy[WORD_MAX];
	if (text.n >= sizeof copy || !utf8_valid(text, NULL))
		return false;
	struct civil given;
	/* What begins in the usual form is told what is wrong behind it. */
	if (date_parse_day(str_sub(text, 0, sizeof "2023-09-08" - 1), &given))
		return false;
	if (import_find_date(text, &d)) {
		struct arena a = { 0 };
		err_set(err, "\"%.*s\" is not a date: write %s", STR_ARG(text), import_date_text(&a, &d));
		arena_release(&a);
		return false;
	}
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	if (sscanf(copy, "%2d%*1[./]%2d%*1[./]%4d", &day, &month, &year) == 3)
		err_set(err, "\"%s\" is a day that does not exist: write one as in 2023-09-08", copy);
	return false;
}

bool hint_slug(struct str text, struct err *err)
{
	struct buf slug;
	if (str_find(text, ',') < text.n || str_starts(text, "[")) {
		err_set(err, "\"%.*s\" is a list: repeat the key, each value on a line of its own",
		    STR_ARG(value_quoted(text)));
		return true;
	}
	buf_init(&slug, SLUG_MAX + 1);
	lang_slug(lang_at(0), text, &slug);
	bool usable = path_is_slug(buf_str(&slug));
	if (usable)
		err_set(err, "\"%.*s\" is not a short name of a-z, 0-9 and hyphens: write %s",
		    STR_ARG(value_quoted(text)), slug.data);
	buf_release(&slug);
	return usable;
}

/* --- files ------------------------------------------------------------------------ */

static const struct {
	const char *head;
	size_t n;
	const char *say;
} formats[] = {
	{ "\xFF\xFE", 2, "the file is saved as UTF-16 (\"Unicode\")" SAVE_IT },
	{ "\xFE\xFF", 2, "the file is saved as UTF-16 (\"Unicode\")" SAVE_IT },
	{ "PK\x03\x04", 4, "this is a document of Word or LibreOffice: copy its text into a text file" },
	{ "\xD0\xCF\x11\xE0", 4, "this is an old document of Word: copy its text into a text file" },
	{ "{\\rtf", 5, "this is an RTF document: copy its text into a text file" },
	{ "%PDF-", 5, "this is a PDF document: copy its text into a text file, or attach it to one" },
};

/* How the letters of a text without multi-byte characters lie in the upper half of the code. */
struct upper {
	size_t high, beside; /* bytes, and those beside another */
	size_t low, c0, e0;  /* of 80…AF, C0…DF, E0…FF */
	size_t nul;
};

static struct upper count_upper(struct str bytes)
{
	struct upper u = { 0 };
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		u.nul += c == 0;
		if (c < 0x80)
			continue;
		u.high++;
		u.beside += i > 0 && (unsigned char)bytes.p[i - 1] >= 0x80;
		u.low += c <= 0xAF;
		u.c0 += c >= 0xC0 && c <= 0xDF;
		u.e0 += c >= 0xE0;
	}
	return u;
}

/* Small letters are most of a text: they tell the three Cyrillic encodings apart. */
static const char *guess_encoding(const struct upper *u)
{
	if (u->low > u->high / 2)
		return "the file is saved in the encoding of DOS (CP866)" SAVE_IT;
	if (u->c0 > u->e0)
		return "the file is saved in the encoding KOI8-R" SAVE_IT;
	return "the file is saved in the encoding Windows-1251 (\"ANSI\")" SAVE_IT;
}

const char *hint_file(struct str bytes)
{
	enum { FEW = 8 };
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (bytes.n >= formats[i].n && memcmp(bytes.p, formats[i].head, formats[i].n) == 0)
			return formats[i].say;
	if (utf8_valid(bytes, NULL) && !memchr(bytes.p ? bytes.p : "", 0, bytes.n))
		return NULL;
	struct upper u = count_upper(bytes);
	if (u.nul > bytes.n / 8)
		return formats[0].say;
	/* Words of letters that all are wrong; a Latin text has them one by one. */
	bool words = u.high >= FEW && u.beside > u.high / 2;
	size_t bad, valid = 0;
	for (struct str rest = bytes; words && rest.n; rest = str_sub(rest, bad + 1, rest.n)) {
		if (utf8_valid(rest, &bad))
			bad = rest.n;
		for (size_t i = 0; i < bad; i++)
			valid += (unsigned char)rest.p[i] >= 0x80;
	}
	return words && valid <= u.high / 2 ? guess_encoding(&u) : NULL;
}
