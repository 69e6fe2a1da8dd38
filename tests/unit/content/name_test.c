#include "unit/support/test.h"

#include "content/name.h"
#include "lang/lang.h"

#define SIXTY "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"

static struct content_name named(const char *path)
{
	struct content_name name;
	struct err err = { .text = "" };
	content_name(path, &name, &err);
	assert_string_equal(err.text, "");
	return name;
}

static void refused(const char *path, const char *part_of_text)
{
	struct content_name name;
	struct err err = { .text = "" };
	content_name(path, &name, &err);
	if (name.role != ROLE_ERROR || !strstr(err.text, part_of_text))
		fail_msg("%s: role %d, \"%s\" lacks \"%s\"", path, (int)name.role, err.text, part_of_text);
	assert_string_equal(name.lang, "");
	assert_string_equal(name.project, "");
}

static void each_rule_of_the_directory_gives_its_role(void **state)
{
	(void)state;
	struct content_name n = named("site.ky.gmi");
	assert_int_equal(n.role, ROLE_SITE);
	assert_string_equal(n.lang, "ky");
	assert_string_equal(n.project, "");

	n = named("aiyl-2/project.ru.gmi");
	assert_int_equal(n.role, ROLE_PROJECT);
	assert_string_equal(n.project, "aiyl-2");
	assert_string_equal(n.lang, "ru");

	n = named("p/2023-09-08-forum.en.gmi");
	assert_int_equal(n.role, ROLE_ITEM);
	assert_string_equal(n.stem, "2023-09-08-forum");
	assert_false(n.bundle);
	assert_false(n.markdown);

	n = named("p/2023-09-08-forum/index.en.gmi");
	assert_int_equal(n.role, ROLE_ITEM);
	assert_string_equal(n.stem, "2023-09-08-forum");
	assert_true(n.bundle);

	n = named("p/2023-09-08-forum/programme.pdf");
	assert_int_equal(n.role, ROLE_ATTACHMENT);
	assert_string_equal(n.lang, "");
	assert_true(n.bundle);
	assert_true(str_is(n.file, "programme.pdf"));
}

static void markdown_is_recognised_but_for_attachments(void **state)
{
	(void)state;
	assert_true(named("site.ky.md").markdown);
	assert_true(named("p/project.ky.md").markdown);
	assert_true(named("p/2023-09-08-x.ky.md").markdown);
	assert_true(named("p/2023-09-08-x/index.ky.md").markdown);
	assert_false(named("p/2023-09-08-x/readme.md").markdown);
	assert_int_equal(named("p/2023-09-08-x/readme.md").role, ROLE_ATTACHMENT);
	assert_true(named("p/2023-09-08-x.ky.docx").office);
	assert_true(named("p/2023-09-08-x.ky.odt").office);
	assert_true(named("p/2023-09-08-x/index.ky.docx").office);
	assert_false(named("p/2023-09-08-x.ky.md").office);
	/* Beside a text a document is an attachment, whatever it is called. */
	assert_int_equal(named("p/2023-09-08-x/programme.ky.docx").role, ROLE_ATTACHMENT);
	assert_false(named("p/2023-09-08-x/programme.ky.docx").office);
	assert_int_equal(named("p/~$bridge.docx").role, ROLE_IGNORED);
	assert_int_equal(named("p/.~lock.bridge.odt#").role, ROLE_IGNORED);
}

static void hidden_names_and_backups_are_ignored_at_any_depth(void **state)
{
	(void)state;
	static const char *const paths[] = { ".git", "_drafts/x.gmi", "p/.x.ky.gmi.swp", "p/x~", "p/x.swp",
		"p/4.tmp", "p/@eaDir/x.gmi", "#recycle/p/x.ru.gmi", "p/2023-09-08-x/@eaDir/x.jpg/S.jpg",
		"$RECYCLE.BIN/x", "System Volume Information/x", "p/2023-09-08-x/plan.pdf:Zone.Identifier",
		"p/2023-09-08-x/thumbs.db:encryptable", "p/2023-09-08-x/Bridge.url", "p/_x/y/z/w",
		"p/2023-09-08-x/.DS_Store", "p/#x.gmi#", ".git/a/b/c/d" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		assert_int_equal(named(paths[i]).role, ROLE_IGNORED);
	assert_false(content_enters(".git"));
	assert_false(content_enters("_drafts"));
	assert_false(content_enters("@eaDir"));
	assert_true(content_enters("aiyl"));
}

static void long_language_tags_become_short(void **state)
{
	(void)state;
	assert_string_equal(named("p/project.ky-Cyrl-KG.gmi").lang, "ky");
}

static void unknown_and_missing_languages_are_refused_with_the_list(void **state)
{
	(void)state;
	refused("site.xx.gmi", "\"xx\" is not a language");
	refused("p/project.xx.gmi", "ru");
	refused("p/project.gmi", "project.en.gmi");
	refused("p/2023-09-08-x/index.gmi", "index.en.gmi");
	refused("p/2023-09-08-x/index.xx.gmi", "\"xx\"");
	refused("site.gmi", "language is missing");
}

static void a_file_that_fits_no_rule_is_refused_with_the_place_where_it_belongs(void **state)
{
	(void)state;
	refused("README.md", "language is missing");
	refused("p/2023-09-08-x.ru.doc", "save it as .docx");
	refused("p/2023-09-08-x.ru.RTF", "save it as .docx");
	refused("p/2023-09-08-x.ru.DOCX", "name it 2023-09-08-x.ru.docx");
	refused("photo.jpg", "into the folder site/");
	refused("p/photo.jpg", "folder of its item");
	refused("p/2023-09-08-x/more/photo.jpg", "beside index");
	refused("p/2023-09-08-x/a/b/c/photo.jpg", "beside index");
	refused("site.old.ky.gmi", "site.ky.gmi");
	refused("p/2023-09-08-x/index.old.ky.gmi", "index.ky.gmi");
	refused("p/a\x01.ky.gmi", "cannot be shown");
	refused("p/2023-09-08-x/a\nb.pdf", "cannot be shown");
	refused("p/2023-09-08-x/\xFF.pdf", "cannot be shown");
}

static void a_name_that_is_nearly_right_is_told_with_the_right_one(void **state)
{
	(void)state;
	refused("Site.en.gmi", "name it site.en.gmi");
	refused("p/Project.RU.gmi", "name it project.ru.gmi");
	refused("p/2023-09-08-x/INDEX.EN.GMI", "name it index.en.gmi");
	refused("p/2023-09-08-x/Index.ru.docx", "name it index.ru.docx");
	refused("p/2023-09-08-x/index.ru", "name it index.ru.gmi");
	refused("p/2023-09-08-x/index", "the language is missing: name the file index.en.gmi");
	refused("p/2023-09-08-x/index.ru.gmi.", "name it index.ru.gmi");
	refused("p/2023-09-08-x.ru.gmi ", "name it 2023-09-08-x.ru.gmi");
	refused("p/2023-09-08-x.ru..gmi", "name the file 2023-09-08-x.ru.gmi");
	refused("p/2023-09-08-x.ru", "name it 2023-09-08-x.ru.gmi");
	refused("p/2023-09-08-x", "a text is named 2023-09-08-x.en.gmi");
	refused("p/2023-09-08-x/\u202Egpj.exe", "cannot be shown");
	assert_int_equal(named("p/2023-09-08-x/index.pdf").role, ROLE_ATTACHMENT);
	assert_int_equal(named("p/2023-09-08-x/plan.pdf.").role, ROLE_ATTACHMENT);
}

static void an_item_needs_a_real_date_and_a_slug(void **state)
{
	(void)state;
	refused("p/forum.ky.gmi", "begins with its date");
	refused("p/08-09-2023-forum.ky.gmi", "begins with its date");
	refused("p/2023-02-30-forum.ky.gmi", "not a day of the calendar");
	refused("p/2023-13-01-forum/index.ky.gmi", "not a day of the calendar");
	refused("p/2023-09-08.ky.gmi", "short name is missing");
	refused("p/2023-09-08-.ky.gmi", "short name is missing");
	refused("p/2023-09-08_forum.ky.gmi", "short name is missing");
	refused("p/2023-09-08-Forum.ky.gmi", "a-z");
	refused("p/2023-09-08-форум.ky.gmi", "a-z");
	refused("p/2023-09-08-" SIXTY "g.ky.gmi", "too long");
	assert_string_equal(named("p/2023-09-08-" SIXTY ".ky.gmi").stem, "2023-09-08-" SIXTY);
}

static void a_project_is_a_slug_that_no_page_of_the_site_has(void **state)
{
	(void)state;
	static const char *const names[] = { "archive", "projects", "search", "feeds", "topics", "places",
		"preview", "tr", "ky", "ru", "en" };
	char path[64];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/project.ky.gmi", names[i]);
		refused(path, "another name");
	}
	refused("Aiyl/project.ky.gmi", "a-z");
	refused(SIXTY "g/project.ky.gmi", "too long");
	assert_string_equal(named("en-route/project.ky.gmi").project, "en-route");
	assert_string_equal(named(SIXTY "/project.ky.gmi").project, SIXTY);
}

static void a_text_of_no_project_is_news_or_a_page_of_the_site(void **state)
{
	(void)state;
	struct content_name n = named("2026-03-05-bridge.ru.gmi");
	assert_int_equal(n.role, ROLE_ITEM);
	assert_false(n.page || n.bundle);
	assert_string_equal(n.project, "");
	assert_string_equal(n.stem, "2026-03-05-bridge");
	n = named("2026-03-05-bridge/index.ru.md");
	assert_true(n.bundle && n.markdown && !n.page);
	assert_string_equal(n.stem, "2026-03-05-bridge");
	assert_int_equal(named("2026-03-05-bridge/plan.pdf").role, ROLE_ATTACHMENT);
	n = named("about.ru.docx");
	assert_true(n.page && n.office && n.role == ROLE_ITEM);
	assert_string_equal(n.stem, "about");
	n = named("about/index.ru.gmi");
	assert_true(n.page && n.bundle && n.role == ROLE_ITEM);
	assert_string_equal(n.project, "");
	assert_true(content_page_file("about/team.jpg", &n));
	assert_string_equal(n.stem, "about");
	assert_false(content_page_file("about/more.ru.gmi", &n));
	refused("archive.ru.gmi", "another name");
	refused("static.ru.gmi", "another name");
	refused("ru.ky.gmi", "name of a language");
	refused("About us.ru.gmi", "as in about-us");
	refused("2026-02-30-bridge.ru.gmi", "not a day of the calendar");
	refused("2026-03-05-bridge/more/plan.pdf", "not published");
}

static void the_folders_of_the_site_itself_have_files(void **state)
{
	(void)state;
	struct content_name n = named("site/logo.svg");
	assert_int_equal(n.role, ROLE_ATTACHMENT);
	assert_string_equal(n.stem, STEM_SITE);
	refused("site/Logo.PNG", "name it logo.png");
	refused("site/banner.png", "into static/");
	refused("site/picture.svg", "picture.jpg");
	assert_int_equal(named("site/picture.webp").role, ROLE_ATTACHMENT);
	n = named("static/.well-known/security.txt");
	assert_string_equal(n.stem, STEM_STATIC);
	assert_true(str_is(n.file, ".well-known/security.txt"));
	assert_int_equal(named("static/robots.txt").role, ROLE_ATTACHMENT);
	assert_int_equal(named("static/favicon.ico").role, ROLE_ATTACHMENT);
	assert_int_equal(named("static/a/b/c/d/e.html").role, ROLE_ATTACHMENT);
	assert_int_equal(named("static/.git/config").role, ROLE_IGNORED);
	assert_int_equal(named("static/x.html~").role, ROLE_IGNORED);
	refused("static/ru/index.html", "would hide");
	refused("static/sitemap.xml", "would hide");
	assert_true(content_enters_in("static", ".well-known"));
	assert_false(content_enters_in("water", ".well-known"));
}

static void a_site_of_one_language_leaves_it_out(void **state)
{
	(void)state;
	refused("about.gmi", "language is missing");
	content_name_languages(lang_find(STR("ru")), true);
	struct content_name n = named("about.gmi");
	assert_true(n.plain && n.page);
	assert_string_equal(n.lang, "ru");
	assert_string_equal(named("site.md").lang, "ru");
	assert_string_equal(named("p/2023-09-08-x.gmi").lang, "ru");
	assert_string_equal(named("p/2023-09-08-x/index.md").lang, "ru");
	assert_string_equal(named("p/2023-09-08-x.ky.gmi").lang, "ky");
	refused("p/2023-09-08-x-ru.gmi", "name the file 2023-09-08-x.ru.gmi");
	content_name_languages(NULL, false);
}

static void folders_are_judged_once_for_all_of_their_files(void **state)
{
	(void)state;
	struct err err = { .text = "" };
	assert_true(content_folder("aiyl", &err));
	assert_true(content_folder("aiyl/2023-09-08-x", &err));
	assert_string_equal(err.text, "");
	assert_false(content_folder("aiyl/2023-09-08-x.ru.gmi", &err));
	assert_non_null(strstr(err.text, "has the name of a text"));
	assert_false(content_folder("archive", &err));
	assert_false(content_folder("aiyl/images", &err));
	assert_false(content_folder("aiyl/2023-09-08-x/images", &err));
	assert_false(content_folder("a\xFF", &err));
}

static void what_programs_make_beside_a_file_is_never_served_and_never_hides_it(void **state)
{
	(void)state;
	static const char *const copies[] = { "2026-11-21-bridge.ru-LAPTOP.gmi",
		"2026-11-21-bridge.ru (conflicted copy 2026-11-21).gmi",
		"2026-11-21-bridge.ru.sync-conflict-20261121-101500-ABCDEF1.gmi",
		"2026-11-21-bridge.ru - Copy.gmi", "2026-11-21-bridge.ru — копия.gmi",
		"2026-11-21-bridge.ru-old.gmi", "2026-11-21-bridge.ru-PC.gmi", "2026-11-21-bridge.ru (1).gmi",
		"Copy of 2026-11-21-bridge.ru.gmi", "2026-11-21-bridge.ru_conflict-1.md",
		"2026-11-21-bridge/report (conflicted copy 2026-11-21).pdf",
		"2026-11-21-bridge/report - Copy.pdf", "2026-11-21-bridge/index.ru-LAPTOP.gmi" };
	static const char *const passing[] = { "2026-11-21-bridge/index.ru.gmi.orig",
		"2026-11-21-bridge/report.pdf.part", "2026-11-21-bridge/report.pdf.crdownload",
		"2026-11-21-bridge/REPORT.PDF.TMP", "2026-11-21-bridge/Thumbs.db",
		"2026-11-21-bridge/desktop.ini", "2026-11-21-bridge/report.pdf.filepart",
		"2026-11-21-bridge/a.rej", "2026-11-21-bridge/a.bak", "2026-11-21-bridge/~WRL0001.tmp",
		"2026-11-21-bridge/index.ru.gmi.sb-1a2b3c4d-x",
		"2026-11-21-bridge/index.ru.gmi.goutputstream-AB12", "2026-11-21-bridge/report.lnk",
		"2026-11-21-bridge/Icon\r", "~$bridge.docx", ".~lock.bridge.odt#",
		"2026-11-21-bridge/.~lock.bridge.odt#", "2026-11-21-bridge.ru.gmi.orig" };
	for (size_t i = 0; i < ARRAY_SIZE(copies); i++) {
		char path[128];
		snprintf(path, sizeof path, "p/%s", copies[i]);
		refused(path, "");
	}
	for (size_t i = 0; i < ARRAY_SIZE(passing); i++) {
		char path[128];
		snprintf(path, sizeof path, "p/%s", passing[i]);
		assert_int_equal(named(path).role, ROLE_IGNORED);
	}
	assert_int_equal(named("p/2026-11-21-bridge/photocopy of a map.pdf").role, ROLE_ATTACHMENT);
	assert_int_equal(named("p/2026-11-21-bridge/Bridge - copy for the press.pdf").role, ROLE_ATTACHMENT);
	assert_string_equal(named("p/2026-11-21-bridge.ru-RU.gmi").lang, "ru");
	refused("elsewhere/project.ru.gmi", "address of a page");
	refused("elsewhere", "into the folder static");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_of_the_directory_gives_its_role),
		cmocka_unit_test(markdown_is_recognised_but_for_attachments),
		cmocka_unit_test(hidden_names_and_backups_are_ignored_at_any_depth),
		cmocka_unit_test(what_programs_make_beside_a_file_is_never_served_and_never_hides_it),
		cmocka_unit_test(long_language_tags_become_short),
		cmocka_unit_test(unknown_and_missing_languages_are_refused_with_the_list),
		cmocka_unit_test(a_file_that_fits_no_rule_is_refused_with_the_place_where_it_belongs),
		cmocka_unit_test(a_name_that_is_nearly_right_is_told_with_the_right_one),
		cmocka_unit_test(an_item_needs_a_real_date_and_a_slug),
		cmocka_unit_test(a_project_is_a_slug_that_no_page_of_the_site_has),
		cmocka_unit_test(folders_are_judged_once_for_all_of_their_files),
		cmocka_unit_test(a_text_of_no_project_is_news_or_a_page_of_the_site),
		cmocka_unit_test(the_folders_of_the_site_itself_have_files),
		cmocka_unit_test(a_site_of_one_language_leaves_it_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
