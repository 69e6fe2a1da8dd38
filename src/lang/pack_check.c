/*
 * pack_check: what a pack lacks, and what does not go together in it. Only says so: whoever does not ask what
 * is wrong reads the same pack.
 */
#include <stdio.h>
#include <string.h>

#include "lang/pack_reader.h"
#include "lang/plural.h"

static unsigned last_line_of(const struct pack_file *f, const char *section)
{
	unsigned line = f->lines;

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].section, section) == 0)
			line = f->v[i].line;
	return line;
}

/* 0: the section has no such key. */
static unsigned line_of(const struct pack_file *f, const char *section, const char *key)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].key && strcmp(f->v[i].section, section) == 0 && strcmp(f->v[i].key, key) == 0)
			return f->v[i].line;
	return 0;
}

/* --- what is missing --------------------------------------------------------------------- */

/* Of more keys than NAMED that a section lacks only the first SHOWN are named: all of them are in --new. */
enum { NAMED = 10, SHOWN = 3, KEY_BYTES = 64 };

/* Keys that one section lacks. */
struct lacking {
	struct reader *r;
	const struct pack_file *f;
	const char *section;
	char keys[NAMED][KEY_BYTES];
	size_t n;
};

/* Where the key is there, its fault was named already; where the program has a pack, that has it. */
static void lacks(struct lacking *l, const char *key)
{
	if (l->r->own || line_of(l->f, l->section, key))
		return;
	if (l->n < NAMED)
		snprintf(l->keys[l->n], KEY_BYTES, "%s", key);
	l->n++;
}

static void say_lacking(const struct lacking *l)
{
	struct reader *r = l->r;

	if (r->misspelt && strcmp(r->misspelt, l->section) == 0)
		return;
	r->line = last_line_of(l->f, l->section);
	if (l->n > NAMED) {
		PROBLEM(r,
		    "%zu keys are missing in [%s], such as \"%s\", \"%s\" and \"%s\": write those that "
		    "\"jarchy languages --new %s\" prints; until then it is as without this pack",
		    l->n, l->section, l->keys[0], l->keys[1], l->keys[SHOWN - 1], r->l->tag);
		return;
	}
	for (size_t i = 0; i < l->n; i++)
		PROBLEM(r, "\"%s\" is missing in [%s]: write it; until then it is as without this pack",
		    l->keys[i], l->section);
}

/* --- the sections ------------------------------------------------------------------------ */

/* The Arabic script alone of those that have a name runs from right to left. */
static void check_direction(struct reader *r, const struct pack_file *f)
{
	enum script script = r->l->search.script;
	bool to_left = r->l->dir && strcmp(r->l->dir, "rtl") == 0;

	if (!r->l->dir || script == SCRIPT_OTHER || to_left == (script == SCRIPT_ARABIC))
		return;
	r->line = line_of(f, "language", "direction");
	PROBLEM(r, "direction is %s, and the %s script is written the other way: correct one of the two",
	    r->l->dir, pack_script_names[script]);
}

static void check_language(struct reader *r, const struct pack_file *f)
{
	struct lacking lacking = { .r = r, .f = f, .section = "language" };

	if (!r->l->name)
		lacks(&lacking, "name");
	if (!r->l->dir)
		lacks(&lacking, "direction");
	if (!r->l->locale)
		lacks(&lacking, "locale");
	lacks(&lacking, "script");
	say_lacking(&lacking);
	check_direction(r, f);
}

static void check_plural(struct reader *r, const struct pack_file *f)
{
	if (!r->l->plural || plural_is_known(r->l->plural))
		return;
	r->line = line_of(f, "numbers", "plural");
	PROBLEM(r,
	    "plural: no rules are known of \"%s\": write the tag of a language that counts in the same way, "
	    "\"zh\" if nouns have one form after all numbers",
	    r->l->plural);
}

static void check_numbers(struct reader *r, const struct pack_file *f)
{
	struct lacking lacking = { .r = r, .f = f, .section = "numbers" };
	const struct lang *l = r->l;

	if (!l->group_mark)
		lacks(&lacking, "group");
	if (!l->decimal_mark)
		lacks(&lacking, "decimal");
	if (!l->size_units[0])
		lacks(&lacking, "sizes");
	if (!l->plural)
		lacks(&lacking, "plural");
	say_lacking(&lacking);
	check_plural(r, f);
	if (l->group_mark && l->decimal_mark && strcmp(l->group_mark, l->decimal_mark) == 0) {
		r->line = line_of(f, "numbers", "decimal");
		PROBLEM(r, "group and decimal are the same mark: one of the two is another");
	}
}

/* By whose rules it counts; NULL: they are not known. */
static const char *plural_rules(const struct reader *r)
{
	const char *plural = !r->l->plural && r->own ? r->own->plural : r->l->plural;

	return plural && plural_is_known(plural) ? plural : NULL;
}

/* Where a form is that of several numbers, each is told by its digits. */
static bool has_number(const struct pattern *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].field == FIELD_GIVEN)
			return true;
	return false;
}

/* The forms that the rule has for whole numbers, and no others. */
static void check_count(struct lacking *l, const char *plural, enum counted what, enum plural form)
{
	struct reader *r = l->r;
	const struct pattern *p = &r->l->counts[what][form];
	bool is_needed = plural_forms(plural) >> form & 1;
	char key[KEY_BYTES];

	snprintf(key, sizeof key, "%s.%s", pack_counted_name(what), plural_names[form]);
	if (is_needed && !p->n)
		lacks(l, key);
	if (!p->n)
		return;
	r->line = line_of(l->f, "counts", key);
	if (!is_needed)
		PROBLEM(r, "\"%s\" is for no whole number in this language: take it out", key);
	else if (!has_number(p) && !plural_is_of_one(plural, form))
		PROBLEM(r, "%s: {%s} is missing: write it where it goes", key, "n");
}

static void check_counts(struct reader *r, const struct pack_file *f)
{
	struct lacking lacking = { .r = r, .f = f, .section = "counts" };
	const char *plural = plural_rules(r);

	if (!plural)
		return;
	for (size_t i = 0; i < COUNTED_COUNT; i++)
		for (size_t k = 0; k < PLURAL_COUNT; k++)
			check_count(&lacking, plural, (enum counted)i, (enum plural)k);
	say_lacking(&lacking);
}

static void check_dates(struct reader *r, const struct pack_file *f)
{
	struct lacking lacking = { .r = r, .f = f, .section = "dates" };

	for (size_t i = 0; i < DATE_FORM_COUNT; i++)
		if (!r->l->dates[i].n)
			lacks(&lacking, pack_date_name((enum date_form)i));
	lacks(&lacking, "months");
	say_lacking(&lacking);
}

static void check_words(struct reader *r, const struct pack_file *f)
{
	struct lacking lacking = { .r = r, .f = f, .section = "words" };
	char key[WORD_NAME_BYTES];

	for (size_t i = 0; i < WORD_COUNT; i++) {
		pack_word_name((enum word)i, key);
		if (!r->l->words[i])
			lacks(&lacking, key);
	}
	say_lacking(&lacking);
}

/* What is left of a word when endings are cut off it needs some that are. */
static void check_search(struct reader *r, const struct pack_file *f)
{
	static const char *const of_endings[] = { "finals", "roots" };

	for (size_t i = 0; i < ARRAY_SIZE(of_endings) && !r->ending_n; i++) {
		r->line = line_of(f, "search", of_endings[i]);
		if (r->line)
			PROBLEM(r, "%s does nothing without endings: write these, or take the line out",
			    of_endings[i]);
	}
}

void check_pack(struct reader *r, const struct pack_file *f)
{
	check_language(r, f);
	check_numbers(r, f);
	check_counts(r, f);
	check_dates(r, f);
	check_words(r, f);
	check_search(r, f);
}
