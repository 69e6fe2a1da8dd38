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
	assert_doubt(f, "langs/de.lang: this language pack cannot be read");
	assert_doubt(f, "langs/fr.lang: this language pack cannot be read");
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
		TEST(another_process_has_the_packs_that_were_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
