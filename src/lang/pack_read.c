/*
 * pack_read: the sections of a pack, and what they have in common.
 */
#include "lang/pack_read.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "lang/bcp47.h"
#include "lang/pack_reader.h"
#include "lang/plural.h"

static const char no_break_space[] = "\u00A0", ending[] = ".lang";

/* --- language ------------------------------------------------------------------------------ */

static const char *const script_names[] = {
	[SCRIPT_OTHER] = "other",
	[SCRIPT_LATIN] = "latin",
	[SCRIPT_CYRILLIC] = "cyrillic",
	[SCRIPT_ARABIC] = "arabic",
	[SCRIPT_HAN] = "han",
	[SCRIPT_THAI] = "thai",
};

static void read_script(struct reader *r, const char *value)
{
	for (size_t i = 0; i < ARRAY_SIZE(script_names); i++) {
		if (strcmp(value, script_names[i]) == 0) {
			r->l->search.script = (enum script)i;
			return;
		}
	}
	PROBLEM(r, "unknown script \"%s\": write latin, cyrillic, arabic, han, thai or other", value);
}

static void read_direction(struct reader *r, const char *key, const char *value)
{
	if (strcmp(value, "ltr") == 0 || strcmp(value, "rtl") == 0)
		reader_set(r, &r->l->dir, key, value);
	else
		PROBLEM(r, "direction: write ltr, or rtl if the language is written from right to left");
}

/* The tag of the file's name. */
static struct str tag_of_file(const char *file)
{
	const char *slash = strrchr(file, '/');
	struct str name = str_of(slash ? slash + 1 : file);

	return str_ends(name, ending) ? str_sub(name, 0, name.n - strlen(ending)) : name;
}

static void read_tag(struct reader *r, const char *value)
{
	struct bcp47 tag;
	char written[TAG_BYTES], of_file[TAG_BYTES] = "";

	if (!bcp47_parse(str_of(value), &tag)) {
		PROBLEM(r, "\"%s\" is no tag of a language like \"ky\" or \"uz-Cyrl\" (BCP 47)", value);
		return;
	}
	bcp47_write(&tag, written);
	if (bcp47_parse(tag_of_file(r->file), &tag))
		bcp47_write(&tag, of_file);
	if (strcmp(written, of_file) != 0)
		PROBLEM(r, "the tag is \"%s\", and the file's name says \"%.*s\": make them the same", value,
		    STR_ARG(tag_of_file(r->file)));
}

static void read_language(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "tag", "name", "direction", "locale", "script", NULL };

	if (strcmp(key, "tag") == 0)
		read_tag(r, value);
	else if (strcmp(key, "name") == 0)
		reader_set(r, &r->l->name, key, value);
	else if (strcmp(key, "direction") == 0)
		read_direction(r, key, value);
	else if (strcmp(key, "locale") == 0)
		reader_set(r, &r->l->locale, key, value);
	else if (strcmp(key, "script") == 0)
		read_script(r, value);
	else
		reader_unknown(r, key, known);
}

/* --- numbers ------------------------------------------------------------------------------- */

/* A character, "U+00A0", or "none". */
static void read_mark(struct reader *r, const char **to, const char *key, const char *value)
{
	struct buf utf8;
	uint32_t cp = 0;
	int digit = 0;

	if (strcmp(value, "none") == 0) {
		if (!*to)
			*to = "";
		return;
	}
	if (!str_starts(str_of(value), "U+")) {
		reader_set(r, to, key, value);
		return;
	}
	const char *p = value + 2;
	for (; *p && (digit = str_hex_digit(*p)) >= 0 && cp < 0x110000; p++)
		cp = cp * 16 + (uint32_t)digit;
	if (*p || cp < 0x20 || cp >= 0x110000 || (cp >= 0xD800 && cp < 0xE000)) {
		PROBLEM(r, "\"%s\" is no character: write it as it is, or as U+00A0", value);
		return;
	}
	buf_init(&utf8, 8);
	utf8_encode(&utf8, cp);
	reader_set(r, to, key, arena_str(r->a, buf_str(&utf8)));
	buf_release(&utf8);
}

static void read_digits(struct reader *r, const char *value)
{
	struct str rest = str_of(value);
	const char **v = arena_alloc(r->a, DIGIT_COUNT * sizeof *v);
	size_t len, n = 0;

	for (; rest.n && n < DIGIT_COUNT; rest = str_sub(rest, len, rest.n)) {
		utf8_decode(rest, &len);
		v[n++] = arena_str(r->a, str_sub(rest, 0, len));
	}
	if (n != DIGIT_COUNT || rest.n)
		PROBLEM(r, "digits: write the ten digits from 0 to 9, without spaces");
	else if (strcmp(value, "0123456789") != 0)
		r->l->digits = v;
}

static void read_number(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "group", "decimal", "digits", "sizes", "plural", NULL };
	const char *const *units;

	if (strcmp(key, "group") == 0)
		read_mark(r, &r->l->group_mark, key, value);
	else if (strcmp(key, "decimal") == 0)
		read_mark(r, &r->l->decimal_mark, key, value);
	else if (strcmp(key, "digits") == 0)
		read_digits(r, value);
	else if (strcmp(key, "plural") == 0)
		reader_set(r, &r->l->plural, key, value);
	else if (strcmp(key, "sizes") != 0)
		reader_unknown(r, key, known);
	else if ((units = reader_parts(r, key, value, SIZE_UNITS)))
		memcpy(r->l->size_units, units, sizeof r->l->size_units);
}

/* --- counts -------------------------------------------------------------------------------- */

static const char *const counted_names[COUNTED_COUNT] = {
	[COUNT_ITEMS] = "items",
	[COUNT_NEWS] = "news",
	[COUNT_PROJECTS] = "projects",
	[COUNT_RESULTS] = "results",
};

const char *pack_counted_name(enum counted what)
{
	return counted_names[what];
}

/* The spaces beside the number may not break a line. */
static const char *keep_together(struct reader *r, const char *value)
{
	const char *at = strstr(value, "{n}");
	size_t after = at ? (size_t)(at - value) + 3 : 0;

	if (!at)
		return value;
	bool space_after = value[after] == ' ', space_before = at > value && at[-1] == ' ';
	return arena_printf(r->a, "%.*s%s{n}%s%s", (int)(at - value - space_before), value,
	    space_before ? no_break_space : "", space_after ? no_break_space : "",
	    value + after + space_after);
}

static void read_counts(struct reader *r, struct pattern *to, const char *key, const char *value)
{
	struct str bad;

	if (to->n)
		PROBLEM(r, "\"%s\" is here twice: take one out", key);
	else if (!*value)
		PROBLEM(r, "\"%s\" has no value: write one, or take the line out", key);
	else if (!pattern_parse(r->a, str_of(keep_together(r, value)), NAMES_GIVEN << GIVEN_N,
	             &(struct form_table){ .month_n = 0 }, to, &bad))
		PROBLEM(r, "%s: there may be {n}, the number, and no {%.*s}", key, STR_ARG(bad));
}

static void read_count(struct reader *r, const char *key, const char *value)
{
	struct str thing, category;

	str_cut(str_of(key), '.', &thing, &category);
	for (size_t i = 0; i < COUNTED_COUNT; i++) {
		for (size_t k = 0; k < PLURAL_COUNT; k++) {
			if (str_is(thing, counted_names[i]) && str_is(category, plural_names[k])) {
				read_counts(r, &r->l->counts[i][k], key, value);
				return;
			}
		}
	}
	PROBLEM(r,
	    "unknown key \"%s\": write items, news, projects or results, a full stop, and zero, one, two, "
	    "few, many or other",
	    key);
}

/* --- words --------------------------------------------------------------------------------- */

static const char *const word_names[WORD_COUNT] = {
#define X(name, purpose) [WORD_##name] = #name,
	LANG_WORDS(X)
#undef X
};

/* The key is the name in lower case. */
static bool is_word(const char *key, const char *name)
{
	while (*key && !ascii_is_upper(*key) && ascii_upper(*key) == *name)
		key++, name++;
	return !*key && !*name;
}

void pack_word_name(enum word word, char out[WORD_NAME_BYTES])
{
	size_t n = 0;

	for (const char *p = word_names[word]; *p && n + 1 < WORD_NAME_BYTES; p++)
		out[n++] = ascii_lower(*p);
	out[n] = '\0';
}

static void unknown_word(struct reader *r, const char *key)
{
	char names[WORD_COUNT][WORD_NAME_BYTES];
	const char *known[WORD_COUNT + 1] = { NULL };

	for (size_t i = 0; i < WORD_COUNT; i++) {
		pack_word_name((enum word)i, names[i]);
		known[i] = names[i];
	}
	reader_unknown(r, key, known);
}

/* Sentences in which something is filled in have each of its names once. */
static bool has_names(struct reader *r, enum word word, const char *key, const char *value)
{
	static const char *const names[] = { "{typed}", "{shown}" };

	for (size_t i = 0; word == WORD_SEARCH_RESPELT && i < ARRAY_SIZE(names); i++) {
		if (!strstr(value, names[i])) {
			PROBLEM(r, "%s: %s is missing: write it where the word goes", key, names[i]);
			return false;
		}
	}
	return true;
}

/* Any other name in braces would be shown as it is written. */
static bool has_no_other_name(struct reader *r, enum word word, const char *key, const char *value)
{
	struct str rest = str_of(value), before, name;

	while (str_cut(rest, '{', &before, &rest)) {
		if (!str_cut(rest, '}', &name, &rest))
			return true;
		if (word == WORD_SEARCH_RESPELT && (str_is(name, "typed") || str_is(name, "shown")))
			continue;
		PROBLEM(r, "%s: {%.*s} cannot be filled in here: take it out", key, STR_ARG(name));
		return false;
	}
	return true;
}

static void read_word(struct reader *r, const char *key, const char *value)
{
	for (size_t i = 0; i < WORD_COUNT; i++) {
		enum word word = (enum word)((r->next_word + i) % WORD_COUNT);
		if (!is_word(key, word_names[word]))
			continue;
		r->next_word = (enum word)((word + 1) % WORD_COUNT);
		if (has_names(r, word, key, value) && has_no_other_name(r, word, key, value))
			reader_set(r, &r->l->words[word], key, value);
		if (str_ends(str_of(value), ":"))
			PROBLEM(r, "%s: take the colon out: the page writes it where it is needed", key);
		return;
	}
	unknown_word(r, key);
}

/* --- the whole ------------------------------------------------------------------------------- */

static const struct section {
	const char *name;
	void (*read)(struct reader *r, const char *key, const char *value);
} sections[] = {
	{ "language", read_language },
	{ "numbers", read_number },
	{ "counts", read_count },
	{ "dates", read_date },
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
	if (near)
		PROBLEM(r, "unknown section [%s]: did you mean [%s]?", name, near);
	else
		PROBLEM(r, "unknown section [%s]: take it out, with its lines", name);
}

static void read_entries(struct reader *r, const struct pack_file *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct pack_entry *e = &f->v[i];
		const struct section *s = section_named(e->section);
		r->line = e->line;
		if (!e->key && !s)
			unknown_section(r, e->section);
		else if (e->key && s)
			s->read(r, e->key, e->value);
		else if (e->key && !*e->section)
			PROBLEM(r, "\"%s\" is in no section: write [words] or the like before it", e->key);
	}
}

/* What makes tokens for the search, as one number. */
static uint64_t search_digest(const struct lang *l, const struct pack_file *f)
{
	static const char *const parts[] = { "ascii", "search", "abbreviations", "stems" };
	uint64_t h = hash_more(HASH_START, str_of(script_names[l->search.script]));

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < ARRAY_SIZE(parts) && f->v[i].key; k++)
			if (strcmp(f->v[i].section, parts[k]) == 0)
				h = hash_more(hash_more(h, str_of(f->v[i].key)), str_of(f->v[i].value));
	return h;
}

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

/* Where the key is there, its fault was named already. */
static void missing(struct reader *r, const struct pack_file *f, const char *section, const char *key)
{
	if (line_of(f, section, key))
		return;
	r->line = last_line_of(f, section);
	PROBLEM(r, "\"%s\" is missing in [%s]: write it; that of English is shown instead", key, section);
}

/* The forms that the rule has for whole numbers, and no others. */
static void check_counts(struct reader *r, const struct pack_file *f)
{
	unsigned needed = plural_forms(r->l->plural);
	char key[64];

	for (size_t i = 0; i < COUNTED_COUNT; i++) {
		for (size_t k = 0; k < PLURAL_COUNT; k++) {
			bool is_needed = needed >> k & 1, is_there = r->l->counts[i][k].n > 0;
			snprintf(key, sizeof key, "%s.%s", counted_names[i], plural_names[k]);
			if (is_needed && !is_there) {
				missing(r, f, "counts", key);
			} else if (is_there && !is_needed) {
				r->line = line_of(f, "counts", key);
				PROBLEM(
				    r, "\"%s\" is for no whole number in this language: take it out", key);
			}
		}
	}
}

static void check_words(struct reader *r, const struct pack_file *f)
{
	char key[WORD_NAME_BYTES];

	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (r->l->words[i])
			continue;
		pack_word_name((enum word)i, key);
		missing(r, f, "words", key);
	}
}

static void check_values(struct reader *r, const struct pack_file *f)
{
	const struct {
		const char *section, *key, *value;
	} needed[] = {
		{ "language", "name", r->l->name },
		{ "language", "direction", r->l->dir },
		{ "language", "locale", r->l->locale },
		{ "numbers", "group", r->l->group_mark },
		{ "numbers", "decimal", r->l->decimal_mark },
		{ "numbers", "sizes", r->l->size_units[0] },
		{ "numbers", "plural", r->l->plural },
	};

	for (size_t i = 0; i < ARRAY_SIZE(needed); i++)
		if (!needed[i].value)
			missing(r, f, needed[i].section, needed[i].key);
}

static void check(struct reader *r, const struct pack_file *f)
{
	check_values(r, f);
	check_dates(r, last_line_of(f, "dates"));
	check_words(r, f);
	if (r->l->plural && !plural_is_known(r->l->plural)) {
		r->line = line_of(f, "numbers", "plural");
		PROBLEM(r,
		    "plural: no rules are known of \"%s\": write the tag of a language that counts in the "
		    "same way, \"zh\" if nouns have one form after all numbers",
		    r->l->plural);
	} else if (r->l->plural) {
		check_counts(r, f);
	}
}

struct lang *pack_read(
    struct arena *a, const char *name, char *text, size_t n, struct pack_problems *problems)
{
	struct pack_file f;
	struct bcp47 tag;
	char written[TAG_BYTES];
	struct reader r = { .a = a, .l = arena_alloc(a, sizeof *r.l), .file = name, .p = problems };
	size_t before = problems ? problems->n : 0;

	if (!bcp47_parse(tag_of_file(name), &tag)) {
		PROBLEM(&r, "the name of a language pack is a tag like \"ky\" or \"uz-Cyrl\" (BCP 47) and "
		            "\".lang\"");
		return NULL;
	}
	bcp47_write(&tag, written);
	r.l->tag = arena_strdup(a, written);
	pack_file_parse(a, name, text, n, &f, problems);
	read_entries(&r, &f);
	finish_dates(&r);
	finish_search(&r);
	r.l->search_digest = search_digest(r.l, &f);
	r.l->file = name;
	for (size_t i = 0; i < WORD_COUNT; i++)
		r.l->missing += !r.l->words[i];
	if (problems)
		check(&r, &f);
	pack_problems_sort(problems, before);
	return r.l;
}
