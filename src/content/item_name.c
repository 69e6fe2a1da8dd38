/*
 * item_name: the day, then the language, then the words; what is left of a name is its short name.
 *
 *   name = *( word / day ) [ ( "." / "-" / "_" / SP ) language ] ending
 */
#include "content/item_name.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/utf8.h"
#include "content/key.h"
#include "content/language_tag.h"
#include "content/mend.h"
#include "content/written_key.h"
#include "lang/found_date.h"
#include "lang/guess_lang.h"

enum { NAME_BYTES = 255, HEAD_LINES = 40, DAY_BYTES = 11 };

/* Longer ones first: what follows the last is cut off too. */
static const struct {
	const char *written, *ending;
} endings[] = {
	{ ".gmi.txt", ".gmi" },
	{ ".md.txt", ".md" },
	{ ".gmi", ".gmi" },
	{ ".md", ".md" },
	{ ".docx", ".docx" },
	{ ".odt", ".odt" },
};

/* Takes the ending off; NULL: it is not that of a text. */
static const char *cut_ending(struct str *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		size_t n = strlen(endings[i].written);
		if (name->n <= n || !str_is_nocase(str_sub(*name, name->n - n, name->n), endings[i].written))
			continue;
		*name = str_sub(*name, 0, name->n - n);
		return endings[i].ending;
	}
	return NULL;
}

/* The part after the last separator, without it; *head is what comes before. */
static struct str last_part(struct str name, struct str *head)
{
	size_t at = name.n;
	while (at > 0 && !strchr(".-_ ", name.p[at - 1]))
		at--;
	*head = str_sub(name, 0, at ? at - 1 : 0);
	return str_sub(name, at, name.n);
}

/* The last two parts as one tag, where there is a language of such: "мост uz-Cyrl", "мост.zh_TW". */
static const struct lang *cut_long_tag(struct str *name)
{
	struct str head, before;
	struct str last = last_part(*name, &head), first = last_part(head, &before);
	struct str tag = { first.p, first.n + 1 + last.n };
	if (!before.n || !first.n || !last.n)
		return NULL;
	const struct lang *lang = language_tag_find(tag);
	if (!lang || !strchr(lang->tag, '-'))
		return NULL;
	*name = before;
	return lang;
}

/* Takes the language off: "мост.ru", "мост_ru", "мост RU"; NULL: there is none. */
static const struct lang *cut_language(struct str *name)
{
	struct str head, tag = last_part(*name, &head);
	const struct lang *lang = cut_long_tag(name);
	for (size_t i = 0; i < lang_count() && head.n && !lang; i++)
		if (str_is_nocase(tag, lang_at(i)->tag)) {
			*name = head;
			return lang_at(i);
		}
	return lang;
}

static void put_day(char out[DAY_BYTES], const struct found_date *d)
{
	snprintf(out, DAY_BYTES, "%04d-%02d-%02d", d->year, d->month, d->day);
}

/* The day that the front matter names, in any form. */
static bool find_key_day(struct str head, char out[DAY_BYTES])
{
	struct str line, key, value;
	for (int i = 0; i < HEAD_LINES && str_next_line(&head, &line); i++) {
		struct found_date d, other;
		struct moment m;
		if (!written_key_cut(line, &key, &value))
			continue;
		const struct key *k = written_key(key, OF_ITEM);
		if (!k || strcmp(k->name, "date") != 0)
			continue;
		if (date_parse(value, &m, NULL)) {
			char day[DATE_TEXT_MAX];
			date_day(m.at, day);
			snprintf(out, DAY_BYTES, "%.10s", day);
			return true;
		}
		if (found_date_whole(value, &d, &other) != WHOLE_DATE)
			return false;
		put_day(out, &d);
		return true;
	}
	return false;
}

bool item_name_is_free(struct str file)
{
	static const char *const kept[] = { "site", "project", "index" };
	struct str rest = file, stem, tail;
	if (!cut_ending(&rest))
		return false;
	str_cut(rest, '.', &stem, &tail);
	for (size_t i = 0; i < ARRAY_SIZE(kept); i++)
		if (str_is_nocase(stem, kept[i]))
			return false;
	return true;
}

/* The name without its day; false when it begins with one that is none. */
static bool cut_day(struct str name, struct buf *words, char day[DAY_BYTES])
{
	struct found_date d;
	struct str at;
	buf_reset(words);
	if (found_date_place(name, &d, &at)) {
		put_day(day, &d);
		buf_add_str(words, str_sub(name, 0, (size_t)(at.p - name.p)));
		buf_add_char(words, ' ');
		buf_add_str(words, str_sub(name, (size_t)(at.p - name.p) + at.n, name.n));
		return true;
	}
	day[0] = '\0';
	buf_add_str(words, name);
	bool shaped = name.n >= 10 && ascii_is_digit(name.p[0]) && ascii_is_digit(name.p[3]) &&
	              name.p[4] == '-' && name.p[7] == '-';
	return !shaped;
}

bool item_name_has_other_fault(struct str file)
{
	struct civil day;
	struct str rest = file, stem, tag;
	if (!cut_ending(&rest))
		return true;
	bool tagged = str_cut(rest, '.', &stem, &tag);
	struct str date = str_sub(stem, 0, DAY_BYTES - 1);
	bool dated = date_parse_day(date, &day);
	bool shaped = date.n == DAY_BYTES - 1 && ascii_is_digit(date.p[0]) && date.p[4] == '-' &&
	              date.p[7] == '-';
	bool whole = dated && stem.n > DAY_BYTES && stem.p[DAY_BYTES - 1] == '-' &&
	             path_is_slug(str_sub(stem, DAY_BYTES, stem.n));
	return (shaped && !dated) || (whole && tagged && !lang_find(tag));
}

/* What a phone or a word processor makes of "-". */
static void make_hyphens(struct str name, struct buf *out)
{
	static const char *const dashes[] = { "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212" };
	for (size_t i = 0, n; i < name.n; i += n) {
		bool dash = false;
		utf8_decode(str_sub(name, i, name.n), &n);
		for (size_t k = 0; k < ARRAY_SIZE(dashes); k++)
			dash |= str_is(str_sub(name, i, i + n), dashes[k]);
		if (dash)
			buf_add_char(out, '-');
		else
			buf_add(out, name.p + i, n);
	}
}

bool item_name_make(
    struct str file, struct str head, int64_t time, const struct lang *lang, struct item_name *out)
{
	char day[DAY_BYTES];
	struct buf plain, words, slug;
	struct str rest = file;
	bool text = utf8_valid(head, NULL);
	*out = (struct item_name){ .ending = cut_ending(&rest) };
	if (!out->ending || rest.n > NAME_BYTES || !utf8_valid(rest, NULL))
		return false;
	buf_init(&plain, NAME_BYTES + 1);
	buf_init(&words, 2 * NAME_BYTES);
	buf_init(&slug, SLUG_MAX + 1);
	make_hyphens(rest, &plain);
	rest = buf_str(&plain);
	out->lang = cut_language(&rest);
	bool good = cut_day(rest, &words, day);
	if (!out->lang && text)
		out->lang = guess_lang(head, NULL);
	if (!out->lang)
		out->lang = guess_lang(buf_str(&words), NULL);
	if (!out->lang)
		out->lang = lang ? lang : lang_default();
	if (!day[0] && !(text && find_key_day(head, day))) {
		char when[DATE_TEXT_MAX];
		date_day(time > 0 ? time : 0, when);
		snprintf(day, sizeof day, "%.10s", when);
		out->undated = true;
	}
	lang_slug(out->lang, buf_str(&words), &slug);
	good = good && path_is_slug(buf_str(&slug));
	snprintf(out->stem, sizeof out->stem, "%s-%s", day, slug.data);
	buf_release(&plain);
	buf_release(&words);
	buf_release(&slug);
	return good;
}
