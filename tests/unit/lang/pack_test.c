/*
 * Every pack is whole, and is found by its tags.
 */
#include "unit/support/test.h"

#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/pack_read.h"
#include "lang/pack_write.h"

static void assert_text(const char *tag, const char *what, size_t i, const char *text)
{
	if (!text || !*text || !utf8_valid(str_of(text), NULL))
		fail_msg("pack %s: %s %zu is missing or broken", tag, what, i);
}

static void every_word_of_every_pack_is_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < lang_count(); i++) {
		const struct lang *l = lang_at(i);
		assert_text(l->tag, "name", 0, l->name);
		for (size_t w = 0; w < WORD_COUNT; w++)
			assert_text(l->tag, "word", w, l->words[w]);
		for (size_t u = 0; u < SIZE_UNITS; u++)
			assert_text(l->tag, "unit", u, l->size_units[u]);
		assert_text(l->tag, "group mark", 0, l->group_mark);
		assert_text(l->tag, "decimal mark", 0, l->decimal_mark);
		assert_true(strcmp(l->dir, "ltr") == 0 || strcmp(l->dir, "rtl") == 0);
		/* "ky_KG": the language of the tag, and a country. */
		assert_memory_equal(l->locale, l->tag, strcspn(l->tag, "-"));
		assert_int_equal(l->locale[strlen(l->locale) - 3], '_');
	}
}

static void no_label_ends_in_a_colon(void **state)
{
	(void)state;
	for (size_t i = 0; i < lang_count(); i++)
		for (size_t w = 0; w < WORD_COUNT; w++)
			assert_false(str_ends(str_of(lang_at(i)->words[w]), ":"));
}

static void what_was_respelt_is_said_with_both_spellings(void **state)
{
	(void)state;
	for (size_t i = 0; i < lang_count(); i++) {
		const char *sentence = lang_at(i)->words[WORD_SEARCH_RESPELT];
		assert_non_null(strstr(sentence, "{typed}"));
		assert_non_null(strstr(sentence, "{shown}"));
	}
}

static void every_number_has_its_form_in_every_pack(void **state)
{
	(void)state;
	struct buf out;
	buf_init(&out, 200);
	for (size_t i = 0; i < lang_count(); i++) {
		for (uint64_t n = 0; n < 300; n++) {
			for (size_t c = 0; c < COUNTED_COUNT; c++) {
				buf_reset(&out);
				lang_counted(lang_at(i), (enum counted)c, n, &out);
				assert_true(out.len > 3);
			}
		}
	}
	buf_release(&out);
}

static void every_month_of_every_pack_has_forms_of_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < lang_count(); i++) {
		const struct lang *l = lang_at(i);
		struct buf last, now;
		buf_init(&last, 200);
		buf_init(&now, 200);
		for (int m = 1; m <= 12; m++) {
			struct civil d = { .year = 2022, .month = m, .day = 3 };
			struct civil e = { .year = 2022, .month = m, .day = 4 };
			buf_reset(&now);
			lang_day(l, &d, &now);
			buf_add_char(&now, '|');
			lang_month(l, &d, &now);
			buf_add_char(&now, '|');
			lang_days(l, &d, &e, &now);
			assert_true(utf8_valid(buf_str(&now), NULL));
			assert_string_not_equal(now.data, last.data);
			buf_reset(&last);
			buf_add_str(&last, buf_str(&now));
		}
		buf_release(&last);
		buf_release(&now);
	}
}

static void packs_are_in_the_order_of_their_tags(void **state)
{
	(void)state;
	assert_true(lang_count() >= 3);
	for (size_t i = 1; i < lang_count(); i++)
		assert_true(strcmp(lang_at(i - 1)->tag, lang_at(i)->tag) < 0);
}

static void assert_finds(const char *tag, const char *expected)
{
	const struct lang *l = lang_find(str_of(tag));
	assert_non_null(l);
	assert_string_equal(l->tag, expected);
}

static void long_tags_find_their_language(void **state)
{
	(void)state;
	assert_finds("ky", "ky");
	assert_finds("ky-KG", "ky");
	assert_finds("ky-Cyrl-KG", "ky");
	assert_finds("ru_RU", "ru");
	assert_finds("EN-gb", "en");
}

static void what_is_no_tag_of_a_pack_finds_nothing(void **state)
{
	(void)state;
	const char *const bad[] = { "", "k", "kyr", "kyx", "zz", "-", "ky-", "ky--KG", "-ky", "ky/..",
		"ky.gmi", "ky-abcdefghi", "ky KG", "kyrgyzcha" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_null(lang_find(str_of(bad[i])));
	assert_null(lang_find((struct str){ "ky\0", 3 }));
}

/* Those of the program are files of its source. */
static void packs_of_the_program_have_no_problem(void **state)
{
	(void)state;
	struct pack_problems problems = { .n = 0 };
	lang_check(&problems);
	for (size_t i = 0; i < problems.n; i++)
		print_error("%s:%u: %s\n", problems.v[i].file, problems.v[i].line, problems.v[i].message);
	assert_int_equal(problems.n, 0);
	pack_problems_release(&problems);
}

/* The pack that is printed to begin with, as it is read; `problems` has what is wrong with it. */
static const struct lang *begun(
    const char *tag, struct arena *a, struct buf *out, struct pack_problems *problems)
{
	buf_reset(out);
	assert_true(pack_write_new(str_of(tag), out));
	char *text = arena_str(a, buf_str(out));
	return pack_read(a, arena_printf(a, "%s.lang", tag), text, out->len, NULL, problems);
}

static void a_pack_that_is_begun_is_the_one_of_the_program(void **state)
{
	(void)state;
	struct pack_problems problems = { .n = 0 };
	struct arena arena;
	struct buf out;
	arena_init(&arena);
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < lang_count(); i++) {
		const struct lang *l = lang_at(i), *new = begun(l->tag, &arena, &out, &problems);
		assert_int_equal(problems.n, 0);
		assert_int_equal(new->search_digest, l->search_digest);
		assert_int_equal(new->calendar, l->calendar);
		assert_int_equal(new->digits != NULL, l->digits != NULL);
		assert_string_equal(new->words[WORD_NOT_FOUND], l->words[WORD_NOT_FOUND]);
	}
	buf_release(&out);
	arena_release(&arena);
}

static void a_new_pack_has_all_sections_and_what_icu_knows(void **state)
{
	(void)state;
	static const char *const tags[] = { "mn", "el", "he", "th", "ja", "zz", "sr-Latn", "mr" };
	struct pack_problems problems = { .n = 0 };
	struct arena arena;
	struct buf out;
	arena_init(&arena);
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < ARRAY_SIZE(tags); i++) {
		begun(tags[i], &arena, &out, &problems);
		/* In which country an unknown language is read is for somebody else to say. */
		assert_int_equal(problems.n, strcmp(tags[i], "zz") == 0);
		pack_problems_release(&problems);
		static const char *const sections[] = { "[language]", "[numbers]", "[counts]", "[dates]",
			"[words]", "[ascii]", "[search]", "[abbreviations]", "[stems]" };
		for (size_t s = 0; s < ARRAY_SIZE(sections); s++)
			assert_non_null(strstr(out.data, sections[s]));
	}
	begun("mn", &arena, &out, &problems);
	assert_non_null(strstr(out.data, "# letters = а:a б:b"));
	assert_non_null(strstr(out.data, " ү:u"));
	assert_non_null(strstr(out.data, "# Letters of the language: а б в"));
	assert_null(strstr(out.data, "\nstemmer ="));
	begun("lt", &arena, &out, &problems);
	assert_non_null(strstr(out.data, "# letters = ą:a č:c"));
	begun("el", &arena, &out, &problems);
	assert_non_null(strstr(out.data, "\nstemmer = greek\n"));
	buf_release(&out);
	pack_problems_release(&problems);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs_of_the_program_have_no_problem),
		cmocka_unit_test(a_pack_that_is_begun_is_the_one_of_the_program),
		cmocka_unit_test(a_new_pack_has_all_sections_and_what_icu_knows),
		cmocka_unit_test(every_word_of_every_pack_is_there),
		cmocka_unit_test(no_label_ends_in_a_colon),
		cmocka_unit_test(what_was_respelt_is_said_with_both_spellings),
		cmocka_unit_test(every_number_has_its_form_in_every_pack),
		cmocka_unit_test(every_month_of_every_pack_has_forms_of_its_own),
		cmocka_unit_test(packs_are_in_the_order_of_their_tags),
		cmocka_unit_test(long_tags_find_their_language),
		cmocka_unit_test(what_is_no_tag_of_a_pack_finds_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
