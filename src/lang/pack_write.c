/*
 * pack_write: section by section, in the order of jarchy-languages(5).
 */
#include "lang/pack_write.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/icu_language.h"
#include "lang/icu_letters.h"
#include "lang/lang.h"
#include "lang/pack_reader.h"
#include "lang/plural.h"
#include "lang/stemmers.h"

enum { LETTERS_BYTES = LETTERS_LISTED * 4 + 1 };

static void put_language(const struct lang *l, struct buf *out)
{
	buf_printf(out,
	    "# Every line is explained in jarchy-languages(5). Try it with: jarchy config --test\n\n"
	    "[language]\ntag = %s\nname = %s\ndirection = %s\nlocale = %s\nscript = %s\n",
	    l->tag, l->name, l->dir, l->locale, pack_script_names[l->search.script]);
}

/* A space would be no value, and what cannot be seen is not found again. */
static void put_mark(const char *key, const char *mark, struct buf *out)
{
	size_t len;

	if (!*mark)
		buf_printf(out, "%s = none\n", key);
	else if ((unsigned char)*mark > ' ' && (unsigned char)*mark < 0x80)
		buf_printf(out, "%s = %s\n", key, mark);
	else
		buf_printf(out, "%s = U+%04X\n", key, (unsigned)utf8_decode(str_of(mark), &len));
}

static void put_numbers(const struct lang *l, const char *plural, struct buf *out)
{
	buf_puts(out, "\n[numbers]\n");
	put_mark("group", l->group_mark, out);
	put_mark("decimal", l->decimal_mark, out);
	if (l->digits) {
		buf_puts(out, "digits = ");
		for (size_t i = 0; i < DIGIT_COUNT; i++)
			buf_puts(out, l->digits[i]);
		buf_add_char(out, '\n');
	}
	buf_puts(out, "sizes =");
	for (size_t i = 0; i < SIZE_UNITS; i++)
		buf_printf(out, " %s", l->size_units[i]);
	buf_printf(out, "\nplural = %s\n", plural);
}

/* The forms that the language has for whole numbers. */
static void put_counts(const struct lang *l, const char *plural, struct buf *out)
{
	unsigned needed = plural_forms(plural);
	struct form_table none = { .month_n = 0 };

	buf_puts(out, "\n[counts]\n");
	for (size_t i = 0; i < COUNTED_COUNT; i++) {
		for (size_t k = 0; k < PLURAL_COUNT; k++) {
			if (!(needed >> k & 1))
				continue;
			buf_printf(out, "%s.%s = ", pack_counted_name((enum counted)i), plural_names[k]);
			pattern_text(&l->counts[i][k], &none, out);
			buf_add_char(out, '\n');
		}
	}
}

/* With "|" between them where one has a space. */
static void put_forms(const char *key, const char *form, const char *const *v, size_t n, struct buf *out)
{
	bool spaces = false;

	for (size_t i = 0; i < n; i++)
		spaces |= strchr(v[i], ' ') != NULL;
	buf_printf(out, "%s%s%s =", key, *form ? "." : "", form);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s", i && spaces ? "|" : " ", v[i]);
	buf_add_char(out, '\n');
}

static void put_dates(const struct lang *l, struct buf *out)
{
	const struct form_table *t = &l->forms;

	buf_puts(out, "\n[dates]\n");
	if (l->calendar == CALENDAR_PERSIAN)
		buf_puts(out, "calendar = persian\n");
	for (size_t i = 0; i < t->month_n; i++)
		put_forms("months", t->months[i].name, t->months[i].v, MONTHS, out);
	for (size_t i = 0; i < t->minute_n; i++)
		put_forms("minutes", t->minutes[i].name, t->minutes[i].v, MINUTES, out);
	if (t->ordinals)
		put_forms("ordinals", "", t->ordinals, ORDINALS, out);
	for (size_t i = 0; i < DATE_FORM_COUNT; i++) {
		buf_printf(out, "%s = ", pack_date_name((enum date_form)i));
		pattern_text(&l->dates[i], t, out);
		buf_add_char(out, '\n');
	}
}

static void put_words(const struct lang *l, struct buf *out)
{
	static const char *const purposes[WORD_COUNT] = {
#define X(name, purpose) [WORD_##name] = purpose,
		LANG_WORDS(X)
#undef X
	};
	char key[WORD_NAME_BYTES];

	buf_puts(out, "\n[words]\n");
	for (size_t i = 0; i < WORD_COUNT; i++) {
		pack_word_name((enum word)i, key);
		buf_printf(out, "# %s\n%s = %s\n", purposes[i], key, l->words[i]);
	}
}

/* How each of the letters is written by itself, for those that it should be written otherwise. */
static void put_ascii(const struct lang *l, struct str letters, struct buf *out)
{
	size_t len;

	buf_puts(out, "\n[ascii]\n# Letters as addresses and pages in Latin letters have them now. To change "
	              "some, leave "
	              "out the others,\n# and \"#\".\n# letters =");
	for (; letters.n; letters = str_sub(letters, len, letters.n)) {
		utf8_decode(letters, &len);
		if (len == 1)
			continue;
		buf_printf(out, " %.*s:", (int)len, letters.p);
		lang_to_ascii(l, str_sub(letters, 0, len), out);
	}
	buf_add_char(out, '\n');
}

/* What may be there, as examples, and what is there to begin with. */
static void put_search(const struct lang *l, struct str letters, struct buf *out)
{
	char name[ENGLISH_NAME_BYTES];
	size_t len;

	icu_language_english(l->tag, name);
	buf_puts(out,
	    "\n[search]\n# How words change, so that one form finds the others; all of it is optional.\n");
	if (stemmer_is_snowball(name))
		buf_printf(out, "stemmer = %s\n", name);
	buf_puts(out, "# Letters of the language:");
	for (; letters.n; letters = str_sub(letters, len, letters.n)) {
		utf8_decode(letters, &len);
		buf_printf(out, " %.*s", (int)len, letters.p);
	}
	buf_puts(out,
	    "\n# Letters that many have no key for, and what they type, as in Russian:\n# typed = ё:е\n"
	    "# What is cut off the end of words, as in Turkish:\n# endings = lar ler ning ni ga da dan\n"
	    "# The 30 to 60 commonest little words, as in English:\n# stop_words = a an the of to in\n"
	    "\n[abbreviations]\n# UN = United Nations\n\n[stems]\n# children children's = child\n");
}

/* From the first of the sections on that are printed as they are; these are the last ones of a pack. */
static void put_rest(struct str rest, struct buf *out)
{
	struct str line;
	bool wanted = false;

	while (str_next_line(&rest, &line)) {
		if (str_starts(line, "["))
			wanted = str_starts(line, "[ascii]") || str_starts(line, "[search]") ||
			         str_starts(line, "[abbreviations]") || str_starts(line, "[stems]");
		if (wanted && str_starts(line, "["))
			buf_add_char(out, '\n');
		if (wanted && line.n)
			buf_printf(out, "%.*s\n", STR_ARG(line));
	}
}

bool pack_write_new(struct str tag, struct buf *out)
{
	bool has_pack;
	const struct lang *l = lang_take(tag, &has_pack);
	struct buf letters;

	if (!l)
		return false;
	const char *plural = has_pack ? l->plural : plural_is_known(l->tag) ? l->tag : l->plural;
	put_language(l, out);
	put_numbers(l, plural, out);
	put_counts(l, plural, out);
	put_dates(l, out);
	pack_write_punctuation(l, out);
	put_words(l, out);
	struct str own = lang_own_text(l->tag);
	put_rest(own, out);
	if (own.n)
		return true;
	buf_init(&letters, LETTERS_BYTES);
	icu_letters(l->tag, &letters);
	put_ascii(l, buf_str(&letters), out);
	put_search(l, buf_str(&letters), out);
	buf_release(&letters);
	return true;
}
