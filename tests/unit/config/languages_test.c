/*
 * languages_test: any language can be one of the site; what is wrong with packs is said, and the rest holds.
 */
#include "unit/support/configs.h"

#include "lang/lang.h"

/* What is warned of, a line each, as it was loaded last. */
static char *doubts(struct fixture *f)
{
	printed_begin(&f->printed);
	config_warn(&f->config);
	printed_end(&f->printed);
	return f->printed.err.data;
}

static void assert_doubt(struct fixture *f, const char *line)
{
	if (!strstr(doubts(f), line))
		fail_msg("\"%s\" is not in:\n%s", line, doubts(f));
}

static void put_pack(struct fixture *f, const char *name, const char *text)
{
	mkdirat(f->folder.fd, "langs", 0700);
	folder_write_bytes(&f->folder, name, str_of(text));
}

static void a_language_without_a_pack_is_warned_of_once(void **state)
{
	struct fixture *f = *state;
	load(f, "workers = 3\nlanguages = {\"ru\", \"mn-MN\", \"zz\"}\n");
	assert_int_equal(f->config.site.lang_count, 3);
	assert_string_equal(f->config.site.tags[1], "mn");
	assert_string_equal(f->config.site.langs[1]->words[WORD_HOME], lang_default()->words[WORD_HOME]);
	assert_doubt(
	    f, "jarchy.conf:2: there is no pack of the language \"mn-MN\": its pages have English words");
	assert_doubt(f, "jarchy.conf:2: there is no pack of the language \"zz\"");
	assert_null(strstr(doubts(f), "if that is the language"));
	load(f, "languages = {\"ru\", \"kg\", \"kir\", \"kz\"}\n");
	assert_doubt(
	    f, "\"kg\": its pages have English words; write one, as jarchy-languages(5) says, or \"ky\" if");
	assert_doubt(
	    f, "\"kir\": its pages have English words; write one, as jarchy-languages(5) says, or \"ky\" if");
	assert_doubt(f, "or \"kk\" if that is the language");
	load(f, "languages = {\"ru\", \"ky\", \"en\"}\n");
	assert_string_equal(doubts(f), "");
}

static void a_pack_of_the_folder_comes_before_the_programs_own(void **state)
{
	struct fixture *f = *state;
	put_pack(f, "langs/mn.lang", "[language]\ntag = mn\nname = Монгол\n[words]\nhome = Нүүр\nhme = x\n");
	put_pack(f, "langs/ky.lang", "[language]\ntag = ky\n[words]\nhome = Үй\n");
	load(f, "languages = {\"ky\", \"mn\"}\nlanguages_dir = \"langs\"\n");
	assert_string_equal(f->config.site.langs[1]->name, "Монгол");
	assert_string_equal(f->config.site.langs[1]->words[WORD_HOME], "Нүүр");
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Үй");
	assert_doubt(f, "langs/mn.lang:6: unknown key \"hme\": did you mean \"home\"?");
	assert_null(strstr(doubts(f), "there is no pack"));
	load(f, "languages = {\"ky\", \"mn\"}\n");
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Башкы бет");
	assert_doubt(f, "there is no pack of the language \"mn\"");
}

static void what_cannot_be_read_is_said(void **state)
{
	struct fixture *f = *state;
	load(f, "languages_dir = \"absent\"\n");
	assert_doubt(f, "absent: this folder of language packs cannot be read: No such file or directory");
	put_pack(f, "langs/mn.lang", "[language]\nname = Монгол\n");
	put_pack(f, "langs/MN.lang", "[language]\nname = Нэг\n");
	put_pack(f, "langs/MN-mn.lang", "[language]\nname = Хоёр\n");
	put_pack(f, "langs/not a tag.lang", "");
	put_pack(f, "langs/mn.txt", "this is no pack");
	assert_int_equal(mkfifoat(f->folder.fd, "langs/de.lang", 0600), 0);
	assert_int_equal(mkdirat(f->folder.fd, "langs/fr.lang", 0700), 0);
	load(f, "languages = {\"mn\"}\nlanguages_dir = \"langs\"\n");
	assert_string_equal(f->config.site.langs[0]->name, "Нэг");
	assert_doubt(
	    f, "langs/mn.lang: \"MN.lang\" is of the same language, and is used: take one of the two away");
	assert_doubt(f, "langs/MN-mn.lang: \"MN.lang\" is of the same language, and is used");
	assert_doubt(f, "langs/not a tag.lang: the name of a language pack is a tag");
	assert_doubt(f, "langs/de.lang: this is a pipe, socket or device");
	assert_doubt(f, "langs/fr.lang: this is a folder");
}

/* What is said of langs/mn.lang alone, all of it in one line. */
static void assert_one_doubt(struct fixture *f, const char *line)
{
	load(f, "languages = {\"mn\"}\nlanguages_dir = \"langs\"\n");
	assert_doubt(f, line);
	if (strchr(doubts(f), '\n') + 1 != doubts(f) + strlen(doubts(f)))
		fail_msg("more than \"%s\" is said:\n%s", line, doubts(f));
}

static void assert_bytes_are(struct fixture *f, struct str bytes, const char *line)
{
	mkdirat(f->folder.fd, "langs", 0700);
	folder_write_bytes(&f->folder, "langs/mn.lang", bytes);
	assert_one_doubt(f, line);
}

static void a_file_that_is_no_pack_has_one_line(void **state)
{
	struct fixture *f = *state;
	struct buf big;
	assert_bytes_are(
	    f, STR(""), "langs/mn.lang: this file is empty: begin with what \"jarchy languages --new mn\"");
	assert_bytes_are(f, STR("\xEF\xBB\xBF\n \n"), "langs/mn.lang: this file is empty");
	assert_bytes_are(f, (struct str){ "\xFF\xFE[\0w\0", 6 }, "langs/mn.lang: this file is in UTF-16");
	assert_bytes_are(f, (struct str){ "\0[\0w", 4 }, "langs/mn.lang: this file is in UTF-16");
	assert_bytes_are(f, (struct str){ "PK\3\4 \0\0\n[words]\n", 16 }, "langs/mn.lang: this is no text");
	assert_bytes_are(f, STR("# \xCC\n[words]\nhome = \xCD\xFF\nmenu = \xCC\xE5\nplace = \xC3\xE0\n"),
	    "langs/mn.lang:1: this file is in another encoding than UTF-8");
	assert_bytes_are(f, STR("[words]\rhome = a\r"),
	    "langs/mn.lang: the lines of this file end as those of old Macs do");
	assert_bytes_are(f, STR("home = a\nmenu = b\n"),
	    "langs/mn.lang: this is no language pack, since it has no section");
	buf_init(&big, 2 << 20);
	while (big.len <= 1 << 20)
		buf_puts(&big, "# a line\n");
	assert_bytes_are(f, buf_str(&big), "langs/mn.lang: this file is over 1024 KiB");
	buf_release(&big);
	assert_int_equal(unlinkat(f->folder.fd, "langs/mn.lang", 0), 0);
	assert_int_equal(symlinkat("absent", f->folder.fd, "langs/mn.lang"), 0);
	assert_one_doubt(f, "langs/mn.lang: this link leads to no file");
}

static void a_file_with_few_other_bytes_has_a_line_for_each(void **state)
{
	struct fixture *f = *state;
	put_pack(f, "langs/mn.lang", "[words]\nhome = Нүүр\nmenu = \xCC\n");
	load(f, "languages = {\"mn\"}\nlanguages_dir = \"langs\"\n");
	assert_doubt(f, "langs/mn.lang:3: byte 8 of this line is not UTF-8");
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Нүүр");
	put_pack(f, "langs/mn.lang", "[words]\nhome = a\nmenu = \xCC\n");
	load(f, "languages = {\"mn\"}\nlanguages_dir = \"langs\"\n");
	assert_doubt(f, "langs/mn.lang:3: byte 8 of this line is not UTF-8");
	put_pack(f, "langs/mn.lang", "[words]\nhome = Нүүр\n# ү\n# ө\n# ү\n# \xCC\n# \xCC\n# \xCC\n# \xCC\n");
	load(f, "languages = {\"mn\"}\nlanguages_dir = \"langs\"\n");
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Нүүр");
}

static void names_that_are_nearly_those_of_packs_are_said(void **state)
{
	struct fixture *f = *state;
	static const char *const copies[] = { "langs/notes.txt", "langs/mn.lang~", "langs/.mn.lang.swp",
		"langs/mn.lang.bak", "langs/#mn.lang#", "langs/mn.lang.orig" };
	for (size_t i = 0; i < ARRAY_SIZE(copies); i++)
		put_pack(f, copies[i], "no pack");
	load(f, "languages_dir = \"langs\"\n");
	assert_string_equal(doubts(f), "");
	put_pack(f, "langs/mn.lang.txt", "[words]\n");
	put_pack(f, "langs/KK.LANG", "[words]\n");
	load(f, "languages_dir = \"langs\"\n");
	assert_doubt(f, "langs/mn.lang.txt: the name of a language pack ends in \".lang\": rename this file");
	assert_doubt(f, "langs/KK.LANG: the name of a language pack ends in \".lang\"");
}

static void the_long_form_of_a_tag_is_the_same_language(void **state)
{
	struct fixture *f = *state;
	put_pack(f, "langs/kk-Cyrl.lang", "[language]\ntag = kk-Cyrl\n[words]\nhome = Бет\n");
	put_pack(f, "langs/zh-Hans-CN.lang", "[language]\ntag = zh\n[words]\nhome = 家\n");
	load(f, "languages = {\"kk\", \"zh\"}\nlanguages_dir = \"langs\"\n");
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Бет");
	assert_string_equal(f->config.site.langs[1]->words[WORD_HOME], "家");
	put_pack(f, "langs/kk.lang", "[words]\nhome = Басы\n");
	load(f, "languages = {\"kk\"}\nlanguages_dir = \"langs\"\n");
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Басы");
	assert_doubt(f, "langs/kk-Cyrl.lang: \"kk.lang\" is of the same language, and is used");
}

static void what_a_pack_lacks_is_as_it_is_without_it(void **state)
{
	struct fixture *f = *state;
	load(f, "languages = {\"ky\"}\n");
	uint64_t ky_before = f->config.site.langs[0]->search_digest;
	put_pack(f, "langs/ky.lang",
	    "[words]\nhome = Үй\n[dates]\nday = {day} {month}\nmonth = {month.of} {year}\n");
	put_pack(f, "langs/ru.lang", "[counts]\nnews.one = {n} весть\nnews.two = {n} вести\n");
	put_pack(f, "langs/he.lang", "[words]\nhome = בית\n");
	put_pack(f, "langs/fa.lang", "[words]\nhome = خ\n[search]\nendings = xx\n");
	load(f, "languages = {\"ky\", \"he\", \"fa\", \"ru\"}\nlanguages_dir = \"langs\"\n");
	const struct lang *ky = f->config.site.langs[0], *he = f->config.site.langs[1],
	                  *fa = f->config.site.langs[2];
	struct civil d = { .year = 2022, .month = 3, .day = 3 };
	struct buf out;
	buf_init(&out, 200);
	lang_day(ky, &d, &out);
	lang_counted(ky, COUNT_NEWS, 5, &out);
	lang_month(ky, &d, &out);
	assert_string_equal(out.data, "2022-жылдын 3-марты5\u00A0жаңылыкмарты 2022");
	assert_string_equal(ky->words[WORD_MENU], "Меню");
	assert_string_equal(ky->name, "Кыргызча");
	assert_string_equal(ky->search.stop_words[0], lang_find(STR("ky"))->search.stop_words[0]);
	assert_non_null(ky->search.paths[0].slots);
	assert_int_equal(ky->search_digest, ky_before);
	assert_string_equal(fa->search.paths[0].slots[0].endings, "xx");
	assert_doubt(f, "langs/ky.lang:4: day: {year} is missing");
	assert_null(strstr(doubts(f), "langs/ky.lang:4: \"menu\""));
	assert_null(strstr(strstr(doubts(f), "langs/ky.lang") + 1, "langs/ky.lang"));
	assert_doubt(f, "langs/he.lang:2: \"name\" is missing");
	assert_string_equal(he->name, "עברית");
	assert_string_equal(he->dir, "rtl");
	assert_string_equal(he->locale, "he_IL");
	assert_string_equal(he->words[WORD_MENU], lang_default()->words[WORD_MENU]);
	buf_reset(&out);
	lang_day(he, &d, &out);
	assert_string_equal(out.data, "3 במרץ 2022");
	buf_reset(&out);
	lang_counted(f->config.site.langs[3], COUNT_NEWS, 21, &out);
	lang_counted(f->config.site.langs[3], COUNT_NEWS, 5, &out);
	assert_string_equal(out.data, "21\u00A0весть5\u00A0новостей");
	assert_doubt(f, "langs/ru.lang:3: \"news.two\" is for no whole number");
	/* Calendar and digits too: where they are missing is no word that they are the usual ones. */
	buf_reset(&out);
	lang_day(fa, &d, &out);
	assert_string_equal(out.data, "۱۲ اسفند ۱۴۰۰");
	put_pack(f, "langs/fa.lang", "[numbers]\ndigits = 0123456789\n[dates]\ncalendar = gregorian\n");
	load(f, "languages = {\"fa\"}\nlanguages_dir = \"langs\"\n");
	buf_reset(&out);
	lang_day(f->config.site.langs[0], &d, &out);
	assert_string_equal(out.data, "3 مارس 2022");
	buf_release(&out);
}

static void another_process_has_the_packs_that_were_read(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "languages = {\"mn\"}\nlanguages_dir = \"langs\"\n";
	struct buf packs;
	struct user user = f->config.user;
	put_pack(f, "langs/mn.lang", "[words]\nhome = Нүүр\n");
	load(f, text);
	buf_init(&packs, 10000);
	buf_add_str(&packs, buf_str(&f->config.packs));
	char *basis = config_basis(&f->config);
	config_release(&f->config);
	put_pack(f, "langs/mn.lang", "[words]\nhome = Гэр\n");
	assert_true(config_load_checked("jarchy.conf", STR(text),
	    &(struct config_files){ .packs = buf_str(&packs) }, &user, false, &f->config));
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Нүүр");
	config_release(&f->config);
	/* Another text of a pack is another basis of the catalogue. */
	load(f, text);
	assert_string_equal(f->config.site.langs[0]->words[WORD_HOME], "Гэр");
	char *other = config_basis(&f->config);
	assert_string_not_equal(basis, other);
	free(basis);
	free(other);
	buf_release(&packs);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_language_without_a_pack_is_warned_of_once),
		TEST(a_pack_of_the_folder_comes_before_the_programs_own),
		TEST(what_cannot_be_read_is_said),
		TEST(a_file_that_is_no_pack_has_one_line),
		TEST(a_file_with_few_other_bytes_has_a_line_for_each),
		TEST(names_that_are_nearly_those_of_packs_are_said),
		TEST(the_long_form_of_a_tag_is_the_same_language),
		TEST(what_a_pack_lacks_is_as_it_is_without_it),
		TEST(another_process_has_the_packs_that_were_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
