/*
 * view_preview_test: what editors see.
 */
#include "unit/support/pages.h"

static int set_up(void **state)
{
	struct world *w = world_of_pages();
	begin(&w->c);
	catalogue_put(&w->c, "water/2023-01-01-new/index.en.gmi",
	    "---\ntitle: New\ndraft: yes\nattachment: plan.pdf The plan\n---\nSoon.\n\n=> plan.pdf Plan\n"
	    "=> 2022-05-20-draft Another draft\n=> 2022-05-18-tariffs What is public\n"
	    "=> /en/water/ The project\n=> https://example.org/en/water/2022-05-20-draft Elsewhere\n");
	catalogue_put(&w->c, "water/2023-01-01-new/plan.pdf", NULL);
	put_item(&w->c, "water/2023-01-02-later.ru.gmi", "Позже", "publish: 2030-01-02 10:00\n");
	put_item(&w->c, "water/2023-01-03-next.en.gmi", "Next", "publish: 2029-01-02 10:00\n");
	put_item(&w->c, "water/2023-01-04-over.en.gmi", "Over", "expires: 2023-02-03\n");
	commit(&w->c, CATALOGUE_NOW);
	*state = w;
	return 0;
}

static void assert_item(struct world *w, const char *lang, const char *item, const char *expected)
{
	struct view v = world_view(w, lang, "/preview/x");
	v.project = "water";
	v.item = item;
	v.preview = true;
	assert_view(view_preview_item, &v, VIEW_OK, expected);
}

static void the_list_has_what_is_not_public_by_state(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/preview/");
	assert_view(view_preview, &v, VIEW_OK,
	    "# Preview\n\n=> /preview/en/errors Problems in the files (0)\n\n"
	    "## Drafts\n\n"
	    "=> /preview/en/water/2023-01-01-new 2023-01-01 New (English)\n"
	    "=> /preview/en/water/2022-05-20-draft 2022-05-20 Draft (English)\n\n"
	    "## Scheduled\n\n"
	    "=> /preview/ru/water/2023-01-02-later 2023-01-02 Позже (Русский, 2 January 2030, 10:00)\n"
	    "=> /preview/en/water/2023-01-03-next 2023-01-03 Next (English, 2 January 2029, 10:00)\n\n"
	    "## Expired\n\n"
	    "=> /preview/en/water/2023-01-04-over 2023-01-04 Over (English, 3 February 2023, 00:00)\n\n"
	    "## In other languages\n\n=> /preview/ru/ Русский: Предпросмотр\n\n=> /en/ Herald\n");
}

static void a_draft_leads_to_its_files_and_to_other_drafts(void **state)
{
	assert_item(*state, "en", "2023-01-01-new",
	    "# New\n\n1 January 2023 · News\n=> /preview/en/ Preview\n\n"
	    "This is a draft. Only editors see it.\n\nSoon.\n\n"
	    "=> /preview/en/water/2023-01-01-new/plan.pdf Plan\n"
	    "=> /preview/en/water/2022-05-20-draft Another draft\n"
	    "=> /en/water/2022-05-18-tariffs What is public\n"
	    "=> /en/water/ The project\n"
	    "=> https://example.org/en/water/2022-05-20-draft Elsewhere\n\n"
	    "## Attachments\n\n"
	    "=> /preview/en/water/2023-01-01-new/plan.pdf The plan (PDF, 230\u00A0KB)\n\n"
	    "=> /preview/en/ Preview\n");
}

static void every_state_is_on_top(void **state)
{
	struct world *w = *state;
	assert_item(w, "ru", "2023-01-02-later",
	    "# Позже\n\n2 января 2023 г. · Новость\n=> /preview/ru/ Предпросмотр\n\n"
	    "Запланировано: 2 января 2030 г., 10:00\n\nText of Позже.\n\n=> /preview/ru/ Предпросмотр\n");
	assert_item(w, "en", "2023-01-04-over",
	    "# Over\n\n4 January 2023 · News\n=> /preview/en/ Preview\n\n"
	    "Expired: 3 February 2023, 00:00\n\nText of Over.\n\n=> /preview/en/ Preview\n");
	assert_item(w, "en", "2022-05-19-gone",
	    "# Gone\n\n19 May 2022 · News\n=> /preview/en/ Preview\n\n"
	    "This item has been withdrawn\n\nText of Gone.\n\n=> /preview/en/ Preview\n");
	assert_item(w, "en", "2022-05-18-tariffs",
	    "# Tariffs\n\n18 May 2022 · News\n=> /preview/en/ Preview\n\n"
	    "=> /en/water/2022-05-18-tariffs Published\n\nText of Tariffs.\n\n=> /preview/en/ Preview\n");
}

static void what_is_not_there_is_missing(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "ru", "/preview/x");
	struct page p;
	v.project = "water";
	v.item = "2023-01-01-new";
	assert_int_equal(view_preview_item(&v, &p, &failure), VIEW_MISSING);
	page_release(&p);
}

static void put_problems(struct world *w, const struct problems *problems)
{
	struct scan scan = { 0 };
	begin(&w->c);
	assert_true(writer_put_strays(w->c.writer, &scan, problems, &failure));
	assert_true(writer_commit(w->c.writer, &failure));
}

static void a_problem_is_one_line_whatever_the_file_is_called(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/preview/errors");
	struct problems problems;
	problems_init(&problems);
	problem_add(
	    &problems, SEVERITY_ERROR, "water/a\n=> gemini://evil/ b", 0, 0, "file-name", "fits no rule");
	put_problems(w, &problems);
	problems_release(&problems);
	assert_view(view_preview_errors, &v, VIEW_OK,
	    "# Problems in the files\n\n* water/a => gemini://evil/ b: error: fits no rule [file-name]\n\n"
	    "## In other languages\n\n=> /preview/ru/errors Русский: Ошибки в файлах\n\n"
	    "=> /preview/en/ Preview\n");
}

static void a_hidden_page_leads_below_its_secret_and_says_nowhere_where_it_is(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/preview/en/water/2023-01-01-new");
	struct page p;
	struct buf out;
	v.project = "water";
	v.item = "2023-01-01-new";
	v.preview = true;
	assert_int_equal(view_preview_item(&v, &p, &failure), VIEW_OK);
	page_hide(&p, "/preview", "/preview/0a");
	buf_init(&out, 1 << 20);
	render_html(&p, v.site, &out);
	assert_non_null(strstr(out.data, "href=\"/preview/0a/en/\""));
	assert_non_null(strstr(out.data, "href=\"/preview/0a/en/water/2023-01-01-new/plan.pdf\""));
	assert_non_null(strstr(out.data, "href=\"/en/water/\""));
	assert_non_null(strstr(out.data, "<meta name=\"robots\" content=\"noindex"));
	assert_null(strstr(out.data, "/preview/en"));
	assert_null(strstr(out.data, "canonical"));
	assert_null(strstr(out.data, "og:"));
	assert_null(strstr(out.data, "mainEntityOfPage"));
	assert_null(strstr(out.data, "atom.xml"));
	buf_release(&out);
	page_release(&p);
}

static void no_problem_is_said_in_words(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "ru", "/preview/errors");
	assert_view(view_preview_errors, &v, VIEW_OK,
	    "# Ошибки в файлах\n\nОшибок в файлах нет.\n\n"
	    "## На других языках\n\n=> /preview/en/errors English: Problems in the files\n\n=> /preview/ru/ "
	    "Предпросмотр\n");
}

static void very_many_problems_are_not_all_shown(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/preview/errors");
	struct problems problems;
	struct page p;
	problems_init(&problems);
	for (int i = 0; i < 6000; i++) {
		char name[16];
		snprintf(name, sizeof name, "%06d", i);
		problem_add(&problems, SEVERITY_ERROR, name, 0, 0, "file-name", "fits no rule");
	}
	put_problems(w, &problems);
	problems_release(&problems);
	assert_int_equal(view_preview_errors(&v, &p, &failure), VIEW_OK);
	assert_int_equal(p.block_count, 5001);
	assert_string_equal(p.blocks[5000].text, "…");
	page_release(&p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_list_has_what_is_not_public_by_state),
		TEST(a_draft_leads_to_its_files_and_to_other_drafts),
		TEST(every_state_is_on_top),
		TEST(what_is_not_there_is_missing),
		TEST(a_problem_is_one_line_whatever_the_file_is_called),
		TEST(a_hidden_page_leads_below_its_secret_and_says_nowhere_where_it_is),
		TEST(no_problem_is_said_in_words),
		TEST(very_many_problems_are_not_all_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
