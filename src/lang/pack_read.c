/*
 * pack_read: gives each line of a pack to what reads its section.
 */
#include "lang/pack_read.h"

#include <string.h>

#include "base/hash.h"
#include "lang/pack_reader.h"
#include "lang/plural.h"

/* --- the whole ------------------------------------------------------------------------------- */

/* Of one file: a habit of its writer makes a fault of each line. */
enum { FAULTS_SHOWN = 40, FAULTS_ALIKE = 3 };

static const struct section {
	const char *name;
	void (*read)(struct reader *r, const char *key, const char *value);
} sections[] = {
	{ "language", read_language },
	{ "numbers", read_number },
	{ "counts", read_count },
	{ "dates", read_date },
	{ "punctuation", read_punctuation },
	{ "words", read_word },
	{ "ascii", read_ascii },
	{ "search", read_search },
	{ "abbreviations", read_abbreviation },
	{ "stems", read_stem },
};

static const struct section *section_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		if (strcmp(name, sections[i].name) == 0)
			return &sections[i];
	return NULL;
}

static void unknown_section(struct reader *r, const char *name)
{
	const char *known[ARRAY_SIZE(sections) + 1] = { NULL };

	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		known[i] = sections[i].name;
	const char *near = str_nearest(str_of(name), known);
	if (near && !r->misspelt)
		r->misspelt = near;
	if (near)
		PROBLEM(r, "unknown section [%s]: did you mean [%s]?", name, near);
	else
		PROBLEM(r, "unknown section [%s]: take it out, with its lines", name);
}

static bool is_date(const char *key)
{
	for (size_t i = 0; i < DATE_FORM_COUNT; i++)
		if (strcmp(key, pack_date_name((enum date_form)i)) == 0)
			return true;
	return false;
}

/* A word of the pages in another section: the heading was left out, which is said once. */
static bool is_misplaced(struct reader *r, const struct pack_entry *e)
{
	if (!r->p)
		return false;
	bool date = strcmp(e->section, "dates") == 0 && is_date(e->key);
	bool any = strcmp(e->section, "abbreviations") == 0 || strcmp(e->section, "stems") == 0;

	if (date || any || strcmp(e->section, "words") == 0 || !pack_is_word(e->key))
		return false;
	if (!r->misplaced)
		PROBLEM(r, "\"%s\" is a key of [words]: write [words] before it", e->key);
	r->misplaced = true;
	r->misspelt = "words";
	return true;
}

static void read_entries(struct reader *r, const struct pack_file *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct pack_entry *e = &f->v[i];
		const struct section *s = section_named(e->section);
		r->line = e->line;
		if (!e->key && !s)
			unknown_section(r, e->section);
		else if (e->key && s && !is_misplaced(r, e))
			s->read(r, e->key, e->value);
		else if (e->key && !s && !*e->section && !is_misplaced(r, e))
			PROBLEM(r, "\"%s\" is in no section: write [words] or the like before it", e->key);
	}
}

/* Whether the section says how the language is searched, or written in ASCII. */
static bool is_rules(const char *section)
{
	static const char *const rules[] = { "ascii", "search", "abbreviations", "stems" };

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
		if (strcmp(section, rules[i]) == 0)
			return true;
	return false;
}

/* Notes whether there are any, and what makes tokens for the search, as one number. */
static void note_rules(struct lang *l, const struct pack_file *f)
{
	uint64_t h = hash_more(HASH_START, str_of(pack_script_names[l->search.script]));

	for (size_t i = 0; i < f->n; i++) {
		if (!f->v[i].key || !is_rules(f->v[i].section))
			continue;
		l->has_rules = true;
		h = hash_more(hash_more(h, str_of(f->v[i].key)), str_of(f->v[i].value));
	}
	l->search_digest = h;
}

/* What has a meaning where it is missing is that of the pack that this one has what is different of. */
static void take_optional(struct reader *r)
{
	if (!r->has_calendar)
		r->l->calendar = r->own->calendar;
	if (!r->has_digits)
		r->l->digits = r->own->digits;
}

struct lang *pack_read(struct arena *a, const char *name, char *text, size_t n, const struct lang *own,
    struct pack_problems *problems)
{
	struct pack_file f;
	char tag[TAG_BYTES];
	struct reader r = {
		.a = a, .l = arena_alloc(a, sizeof *r.l), .file = name, .own = own, .p = problems
	};
	size_t before = problems ? problems->n : 0;

	if (!pack_file_tag(name, tag)) {
		pack_file_name_problem(name, problems);
		return NULL;
	}
	r.l->tag = arena_strdup(a, tag);
	pack_file_parse(a, name, text, n, &f, problems);
	read_entries(&r, &f);
	if (own)
		take_optional(&r);
	finish_dates(&r);
	finish_search(&r);
	note_rules(r.l, &f);
	r.l->file = name;
	for (size_t i = 0; i < WORD_COUNT && !own; i++)
		r.l->missing += !r.l->words[i];
	if (problems)
		check_pack(&r, &f);
	pack_problems_sort(problems, before);
	pack_problems_cut(problems, before, FAULTS_SHOWN, FAULTS_ALIKE);
	pack_problems_sort(problems, before);
	return r.l;
}
