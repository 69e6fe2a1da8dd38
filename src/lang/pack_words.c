/*
 * pack_words: the sections [counts] and [words] of a pack.
 */
#include <string.h>

#include "base/ascii.h"
#include "lang/pack_reader.h"
#include "lang/plural.h"

static const char no_break_space[] = "\u00A0";

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

void read_count(struct reader *r, const char *key, const char *value)
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

bool pack_is_word(const char *key)
{
	for (size_t i = 0; i < WORD_COUNT; i++)
		if (is_word(key, word_names[i]))
			return true;
	return false;
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

void read_word(struct reader *r, const char *key, const char *value)
{
	for (size_t i = 0; i < WORD_COUNT; i++) {
		enum word word = (enum word)((r->next_word + i) % WORD_COUNT);
		if (!is_word(key, word_names[word]))
			continue;
		r->next_word = (enum word)((word + 1) % WORD_COUNT);
		if (has_names(r, word, key, value) && has_no_other_name(r, word, key, value))
			reader_set(r, &r->l->words[word], key, value);
		if (str_ends(str_of(value), ":") || str_ends(str_of(value), "："))
			PROBLEM(r, "%s: take the colon out: the page writes it where it is needed", key);
		return;
	}
	unknown_word(r, key);
}
