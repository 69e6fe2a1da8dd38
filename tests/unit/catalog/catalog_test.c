#include "unit/support/catalogue.h"

static const char *const languages[] = { "ky", "ru", "en", NULL };

static void newest_items_come_first_and_ties_go_by_project_and_stem(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b");
	PUT(c, "roads/2023-01-02-z.ru.gmi", "z");
	PUT(c, "water/2024-05-05-new.ru.gmi", "new");
	PUT(c, "water/2023-01-02-a.ru.gmi", "a");
	PUT(c, "water/2022-12-31-old.ru.gmi", "old");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "new z a b old");
	assert_string_equal(LISTED(c, .lang = "ru", .order = OLDEST_FIRST), "old b a z new");
	assert_string_equal(LISTED(c, .lang = "ru", .project = "water"), "new a b old");
	assert_string_equal(LISTED(c, .lang = "ky"), "");
}

static void a_limit_says_whether_more_follows(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-03-c.ru.gmi", "c");
	PUT(c, "water/2023-01-02-b.ru.gmi", "b");
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru", .limit = 2), "c b …");
	assert_string_equal(LISTED(c, .lang = "ru", .limit = 3), "c b a");
	assert_string_equal(LISTED(c, .lang = "ru", .limit = 2, .offset = 1), "b a");
	assert_string_equal(LISTED(c, .lang = "ru", .limit = 1, .offset = 1), "b …");
}

static void an_item_is_in_its_own_and_in_further_projects(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a",
	    .values = { "project roads", "project water", "project roads" });
	PUT(c, "roads/2023-01-02-b.ru.gmi", "b");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru", .project = "roads"), "b a");
	assert_string_equal(LISTED(c, .lang = "ru", .project = "water"), "a");
	assert_string_equal(LISTED(c, .lang = "ru"), "b a");

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a2", .values = { "project air" });
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru", .project = "roads"), "b");
	assert_string_equal(LISTED(c, .lang = "ru", .project = "air"), "a2");
}

static void listings_narrow_by_year_kind_topic_and_place(void **state)
{
	struct catalogue *c = *state;
	uint64_t n;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .values = { "topic rivers", "place naryn" });
	PUT(c, "water/2023-06-01-b.ru.gmi", "b", .values = { "topic rivers", "topic law" },
	    .kind = KIND_EVENT);
	PUT(c, "water/2022-06-01-c.ru.gmi", "c", .values = { "place naryn" }, .kind = KIND_EVENT);
	PUT(c, "roads/2022-07-01-d.ru.gmi", "d", .values = { "place rivers" });
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru", .year = 2023), "b a");
	assert_string_equal(LISTED(c, .lang = "ru", .year = 2022, .project = "water"), "c");
	assert_string_equal(LISTED(c, .lang = "ru", .by_kind = true, .kind = KIND_EVENT), "b c");
	assert_string_equal(LISTED(c, .lang = "ru", .by_kind = true, .kind = KIND_NEWS), "a d");
	assert_string_equal(LISTED(c, .lang = "ru", .topic = "rivers"), "b a");
	assert_string_equal(LISTED(c, .lang = "ru", .place = "naryn", .topic = "rivers"), "a");
	OK(catalog_count(writer_catalog(c->writer), &(struct entry_query){ .lang = "ru", .place = "naryn" },
	    &n, &failure));
	assert_int_equal(n, 2);
}

/* 2022-12-31 20:00 UTC is New Year's Day in Bishkek. */
static void years_are_those_of_the_sites_time_zone(void **state)
{
	struct catalogue *c = *state;
	struct years y;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .date = "2022-12-31 20:00 Z");
	PUT(c, "water/2023-02-01-b.ru.gmi", "b");
	PUT(c, "roads/2021-02-01-c.ru.gmi", "c");
	PUT(c, "roads/2020-02-01-d.ru.gmi", "d", .draft = true);
	commit_at(c, "2025-01-01");
	OK(catalog_years(writer_catalog(c->writer), "ru", NULL, &c->arena, &y, &failure));
	assert_int_equal(y.n, 2);
	assert_int_equal(y.year[0], 2023);
	assert_int_equal(y.count[0], 2);
	assert_int_equal(y.year[1], 2021);
	OK(catalog_years(writer_catalog(c->writer), "ru", "roads", &c->arena, &y, &failure));
	assert_int_equal(y.n, 1);
	assert_int_equal(y.count[0], 1);
}

static void coming_events_are_listed_soonest_first(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "late", .kind = KIND_EVENT, .event_start = "2023-09-01 10:00");
	PUT(c, "water/2023-01-02-b.ru.gmi", "soon", .kind = KIND_EVENT, .event_start = "2023-05-01 10:00");
	PUT(c, "water/2023-01-03-c.ru.gmi", "never", .kind = KIND_EVENT);
	commit_at(c, "2025-01-01");
	assert_string_equal(
	    LISTED(c, .lang = "ru", .by_kind = true, .kind = KIND_EVENT, .order = EVENT_SOONEST_FIRST),
	    "soon late never");
}

static void what_is_absent_in_a_language_is_listed_once(void **state)
{
	struct catalogue *c = *state;
	uint64_t n;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a-ru");
	PUT(c, "water/2023-01-01-a.en.gmi", "a-en");
	PUT(c, "water/2023-01-02-b.ru.gmi", "b-ru");
	PUT(c, "water/2023-01-02-b.ky.gmi", "b-ky");
	PUT(c, "water/2023-01-03-c.ru.gmi", "c-ru", .values = { "project roads" });
	PUT(c, "water/2023-01-03-c.ky.gmi", "c-ky", .draft = true);
	PUT(c, "air/2023-01-04-d.en.gmi", "d-en");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .absent_in = "ky"), "d-en c-ru a-en");
	assert_string_equal(LISTED(c, .absent_in = "ky", .prefer = "ru"), "d-en c-ru a-ru");
	assert_string_equal(LISTED(c, .absent_in = "ky", .prefer = "ru", .project = "water"), "c-ru a-ru");
	assert_string_equal(LISTED(c, .absent_in = "ky", .project = "roads"), "c-ru");
	assert_string_equal(LISTED(c, .absent_in = "ky", .lang = "ru"), "c-ru a-ru");
	assert_string_equal(LISTED(c, .absent_in = "ky", .order = OLDEST_FIRST, .limit = 1), "a-en …");
	OK(catalog_count(writer_catalog(c->writer),
	    &(struct entry_query){ .absent_in = "ky", .project = "water" }, &n, &failure));
	assert_int_equal(n, 2);
}

static void an_entry_has_all_that_its_file_says(void **state)
{
	struct catalogue *c = *state;
	struct entry e;

	begin(c);
	PUT(c, "water/2023-09-08-forum/index.ru.gmi", "Форум", .summary = "Сводка", .body = "Текст\n",
	    .id = "urn:x:1", .kind = KIND_EVENT, .date = "2023-09-08 11:50", .updated = "2023-10-01",
	    .publish = "2023-09-09", .event_start = "2023-09-20 09:00");
	commit_at(c, "2025-01-01");
	assert_int_equal(catalog_entry(writer_catalog(c->writer), "water", "2023-09-08-forum", "ru",
	                     &c->arena, &e, &failure),
	    1);
	assert_string_equal(e.project, "water");
	assert_string_equal(e.stem, "2023-09-08-forum");
	assert_string_equal(e.lang, "ru");
	assert_string_equal(e.id, "urn:x:1");
	assert_string_equal(e.title, "Форум");
	assert_string_equal(e.summary, "Сводка");
	assert_string_equal(e.body, "Текст\n");
	assert_int_equal(e.kind, KIND_EVENT);
	assert_int_equal(e.state, STATE_LIVE);
	assert_true(e.bundle);
	assert_int_equal(e.date.at, at("2023-09-08 11:50"));
	assert_int_equal(e.updated, at("2023-10-01"));
	assert_int_equal(e.corrected, at("2023-10-01"));
	assert_true(e.withdrawn == INSTANT_NONE);
	assert_int_equal(e.event_start.at, at("2023-09-20 09:00"));
	assert_true(e.event_start.has_time);
	assert_true(e.event_end.at == INSTANT_NONE);
	assert_int_equal(
	    catalog_entry(writer_catalog(c->writer), "water", "2023-09-08-x", "ru", &c->arena, &e, &failure),
	    0);
}

static void updated_is_the_newest_of_date_publish_and_correction(void **state)
{
	struct catalogue *c = *state;
	struct entries e;

	begin(c);
	PUT(c, "water/2023-01-03-c.ru.gmi", "x", .publish = "2023-03-01", .updated = "2023-02-01");
	PUT(c, "water/2023-01-02-b.ru.gmi", "x", .updated = "2023-02-01");
	PUT(c, "water/2023-01-01-a.ru.gmi", "x");
	commit_at(c, "2025-01-01");
	OK(catalog_entries(
	    writer_catalog(c->writer), &(struct entry_query){ .lang = "ru" }, &c->arena, &e, &failure));
	assert_int_equal(e.v[0].updated, at("2023-03-01"));
	assert_int_equal(e.v[1].updated, at("2023-02-01"));
	assert_int_equal(e.v[2].updated, at("2023-01-01 12:00"));
	assert_true(e.v[2].corrected == INSTANT_NONE);
}

static void bodies_come_only_when_asked_for(void **state)
{
	struct catalogue *c = *state;
	struct entries e;
	struct entry_query q = { .lang = "ru" };

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "x", .body = "The body\n");
	commit_at(c, "2025-01-01");
	OK(catalog_entries(writer_catalog(c->writer), &q, &c->arena, &e, &failure));
	assert_string_equal(e.v[0].body, "");
	q.bodies = true;
	OK(catalog_entries(writer_catalog(c->writer), &q, &c->arena, &e, &failure));
	assert_string_equal(e.v[0].body, "The body\n");
}

static void a_text_falls_back_to_the_first_language_that_has_it(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	struct text t;
	struct texts all;

	begin(c);
	PUT(c, "site.ru.gmi", "Сайт", .body = "Введение\n");
	PUT(c, "water/project.ru.gmi", "Вода", .values = { "donor Someone", "period 2021-09 .. 2025-09" });
	PUT(c, "water/project.en.gmi", "Water", .values = { "period 2021-09 .." });
	PUT(c, "air/project.en.gmi", "Air");
	commit_at(c, "2025-01-01");
	assert_int_equal(catalog_site(reader, "ky", languages, &c->arena, &t, &failure), 1);
	assert_string_equal(t.lang, "ru");
	assert_string_equal(t.body, "Введение\n");
	assert_int_equal(catalog_project(reader, "water", "ky", languages, &c->arena, &t, &failure), 1);
	assert_string_equal(t.title, "Вода");
	assert_string_equal(t.from, "2021-09");
	assert_string_equal(t.to, "2025-09");
	assert_int_equal(catalog_project(reader, "water", "en", languages, &c->arena, &t, &failure), 1);
	assert_string_equal(t.title, "Water");
	assert_string_equal(t.to, "");
	assert_int_equal(catalog_project(reader, "nothing", "en", languages, &c->arena, &t, &failure), 0);
	OK(catalog_projects(reader, "ru", languages, &c->arena, &all, &failure));
	assert_int_equal(all.n, 2);
	assert_string_equal(all.v[0].title, "Air");
	assert_string_equal(all.v[1].title, "Вода");
	assert_string_equal(all.v[1].body, "");
}

static void translations_are_the_live_ones_by_tag(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	struct translations t;

	begin(c);
	PUT(c, "site.ru.gmi", "Сайт");
	PUT(c, "water/project.ru.gmi", "Вода");
	PUT(c, "water/project.en.gmi", "Water");
	PUT(c, "water/2023-01-01-a.ru.gmi", "А");
	PUT(c, "water/2023-01-01-a.en.gmi", "A");
	PUT(c, "water/2023-01-01-a.ky.gmi", "Ә", .draft = true);
	commit_at(c, "2025-01-01");
	OK(catalog_translations(reader, "water", "2023-01-01-a", &c->arena, &t, &failure));
	assert_int_equal(t.n, 2);
	assert_string_equal(t.lang[0], "en");
	assert_string_equal(t.title[1], "А");
	OK(catalog_translations(reader, "water", "", &c->arena, &t, &failure));
	assert_int_equal(t.n, 2);
	assert_string_equal(t.title[0], "Water");
	OK(catalog_translations(reader, "", "", &c->arena, &t, &failure));
	assert_int_equal(t.n, 1);
	assert_string_equal(t.lang[0], "ru");
}

static void values_keep_the_order_of_the_file(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	struct values v;

	begin(c);
	PUT(c, "water/project.ru.gmi", "x", .values = { "partner B", "donor D", "partner A" });
	PUT(c, "water/2023-01-01-a.ru.gmi", "x", .values = { "author Me" });
	commit_at(c, "2025-01-01");
	OK(catalog_values(reader, "water", "", "ru", &c->arena, &v, &failure));
	assert_int_equal(v.n, 3);
	assert_string_equal(v.v[0].key, "partner");
	assert_string_equal(v.v[0].text, "B");
	assert_string_equal(v.v[2].text, "A");
	OK(catalog_values(reader, "water", "2023-01-01-a", "ru", &c->arena, &v, &failure));
	assert_int_equal(v.n, 1);
	assert_string_equal(v.v[0].text, "Me");
	OK(catalog_values(reader, "water", "2023-01-01-a", "ky", &c->arena, &v, &failure));
	assert_int_equal(v.n, 0);
}

static void attachments_have_the_label_of_their_language(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	struct attachments t;
	struct attachment one;

	begin(c);
	PUT(c, "water/2023-01-01-a/index.ru.gmi", "x",
	    .values = { "attachment plan.pdf План  работ", "attachment plan Другое" });
	PUT(c, "water/2023-01-01-a/index.en.gmi", "x");
	PUT(c, "water/2023-01-01-a/plan.pdf", "x");
	PUT(c, "water/2023-01-01-a/map.jpg", "x");
	commit_at(c, "2025-01-01");
	OK(catalog_attachments(reader, "water", "2023-01-01-a", "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 2);
	/* What the text names comes first. */
	assert_string_equal(t.v[1].name, "map.jpg");
	assert_string_equal(t.v[1].title, "map.jpg");
	assert_string_equal(t.v[0].title, "План  работ");
	assert_string_equal(t.v[0].path, "water/2023-01-01-a/plan.pdf");
	assert_int_equal(t.v[0].size, 100);
	assert_int_equal(t.v[0].since, 1700000000);
	OK(catalog_attachments(reader, "water", "2023-01-01-a", "en", &c->arena, &t, &failure));
	assert_string_equal(t.v[1].title, "plan.pdf");
	assert_int_equal(
	    catalog_attachment(reader, "water", "2023-01-01-a", "map.jpg", &c->arena, &one, &failure), 1);
	assert_string_equal(one.path, "water/2023-01-01-a/map.jpg");
	assert_int_equal(
	    catalog_attachment(reader, "water", "2023-01-01-a", "x.jpg", &c->arena, &one, &failure), 0);
}

/* A photograph of 4000 × 3000 at water/2023-01-01-a. */
static void put_photo(struct catalogue *c, const char *path, bool full)
{
	struct picture p = { .state = PICTURE_READY, .width = 4000, .height = 3000, .digest = "d" };
	struct scanned file = scanned_of(c, path, 0);
	if (full) {
		p.full = true;
		p.full_size = 5000;
	}
	put_picture(c, &file, "image/x", &p);
}

static struct attachment of_address(struct catalogue *c, const char *name)
{
	struct attachment t = { .copy = -9 };
	catalog_attachment(writer_catalog(c->writer), "water", "2023-01-01-a", name, &c->arena, &t, &failure);
	return t;
}

static void of_a_picture_readers_get_copies_and_the_whole_only_where_a_text_offers_it(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	struct attachments t;

	begin(c);
	PUT(c, "water/2023-01-01-a/index.ru.gmi", "x");
	PUT(c, "water/2023-01-01-a/index.ky.gmi", "x", .values = { "attachment press.jpg Сүрөт" });
	put_photo(c, "water/2023-01-01-a/a.heic", false);
	put_photo(c, "water/2023-01-01-a/b.heic", false);
	put_photo(c, "water/2023-01-01-a/b.jpg", false);
	put_photo(c, "water/2023-01-01-a/press.jpg", true);
	put_photo(c, "water/2023-01-01-a/soon.jpg", true);
	commit_at(c, "2025-01-01");
	OK(catalog_attachments(reader, "water", "2023-01-01-a", "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 5);
	assert_string_equal(t.v[0].name, "a.jpg");
	assert_string_equal(t.v[0].mime, "image/jpeg");
	assert_int_equal(t.v[0].size, 0);
	assert_string_equal(t.v[1].name, "b.heic.jpg");
	assert_string_equal(t.v[2].name, "b.jpg");
	assert_string_equal(t.v[3].name, "press.jpg");
	assert_true(t.v[3].offered);
	assert_false(t.v[3].titled);
	assert_string_equal(t.v[3].mime, "image/x");
	assert_int_equal(t.v[3].size, 5000);
	assert_false(t.v[4].offered);
	OK(catalog_attachments(reader, "water", "2023-01-01-a", "ky", &c->arena, &t, &failure));
	assert_string_equal(t.v[0].title, "Сүрөт");

	assert_int_equal(of_address(c, "a.jpg").copy, PICTURE_LARGEST);
	assert_int_equal(of_address(c, "a-480w.jpg").copy, 480);
	assert_int_equal(of_address(c, "a-share.jpg").copy, PICTURE_SHARE_WIDTH);
	assert_string_equal(of_address(c, "a.heic").name, "a.jpg");
	assert_string_equal(of_address(c, "b-960w.jpg").file, "b.jpg");
	assert_string_equal(of_address(c, "b.heic-960w.jpg").file, "b.heic");
	assert_int_equal(of_address(c, "a-1600w.jpg").copy, -9);
	assert_int_equal(of_address(c, "a-481w.jpg").copy, -9);
	assert_int_equal(of_address(c, "press.jpg").copy, ATTACHMENT_ITSELF);
	assert_int_equal(of_address(c, "press-1600w.jpg").copy, 1600);
	assert_string_equal(of_address(c, "press-1600w.jpg").mime, "image/jpeg");
	assert_int_equal(of_address(c, "soon.jpg").copy, PICTURE_LARGEST);
}

static void attachments_of_an_item_that_is_not_live_are_hidden(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	struct attachments t;
	struct attachment one;

	begin(c);
	PUT(c, "water/2023-01-01-a/index.ru.gmi", "x", .expires = "2024-01-01");
	PUT(c, "water/2023-01-01-a/plan.pdf", "x");
	PUT(c, "water/2023-01-02-b/plan.pdf", "x");
	commit_at(c, "2023-06-01");
	assert_int_equal(
	    catalog_attachment(reader, "water", "2023-01-01-a", "plan.pdf", &c->arena, &one, &failure), 1);
	assert_int_equal(
	    catalog_attachment(reader, "water", "2023-01-02-b", "plan.pdf", &c->arena, &one, &failure), 0);
	begin(c);
	commit_at(c, "2024-06-01");
	assert_int_equal(
	    catalog_attachment(reader, "water", "2023-01-01-a", "plan.pdf", &c->arena, &one, &failure), 0);
	OK(catalog_attachments(reader, "water", "2023-01-01-a", "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 0);
}

static void an_old_path_leads_to_the_text_of_its_language(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	const char *to;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "x", .values = { "alias /ru/old", "alias /news/7" });
	PUT(c, "water/2023-01-01-a.en.gmi", "x", .values = { "alias /ru/old", "alias /news/7" });
	PUT(c, "water/2023-01-02-b.en.gmi", "x", .values = { "alias /secret" }, .draft = true);
	PUT(c, "water/project.en.gmi", "x", .values = { "alias /wasser" });
	commit_at(c, "2025-01-01");
	assert_int_equal(catalog_alias(reader, "/ru/old", &c->arena, &to, &failure), 1);
	assert_string_equal(to, "/ru/water/2023-01-01-a");
	assert_int_equal(catalog_alias(reader, "/news/7", &c->arena, &to, &failure), 1);
	assert_string_equal(to, "/en/water/2023-01-01-a");
	assert_int_equal(catalog_alias(reader, "/wasser", &c->arena, &to, &failure), 1);
	assert_string_equal(to, "/en/water/");
	assert_int_equal(catalog_alias(reader, "/ru/old/atom.xml", &c->arena, &to, &failure), 0);
	assert_int_equal(catalog_alias(reader, "/secret", &c->arena, &to, &failure), 0);
	assert_int_equal(catalog_alias(reader, "/news/8", &c->arena, &to, &failure), 0);
}

static void an_old_path_is_found_in_every_spelling(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	static const char *const paths[] = { "/2023/10/мост", "/2023/10/мост/", "/a/b.html", "/a/b.html/",
		"/c", "/c/" };
	static const char *const queries[] = { "p=55", "utm_source=x&p=55", "p=55&lang=ru" };
	const char *to;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "x",
	    .values = {
	        "alias /2023/10/%D0%BC%D0%BE%D1%81%D1%82/", "alias /a/b.html", "alias /c/", "alias /?p=55" });
	PUT(c, "water/2023-01-02-b.ru.gmi", "x",
	    .values = { "alias /?s=%D0%BC%26x", "alias /index.php?a=1&b=2" });
	commit_at(c, "2025-01-01");
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		assert_int_equal(catalog_alias(reader, paths[i], &c->arena, &to, &failure), 1);
		assert_string_equal(to, "/ru/water/2023-01-01-a");
	}
	for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
		assert_int_equal(
		    catalog_query_alias(reader, "/", str_of(queries[i]), &c->arena, &to, &failure), 1);
		assert_string_equal(to, "/ru/water/2023-01-01-a");
	}
	assert_int_equal(catalog_query_alias(reader, "/", STR("s=м%26x"), &c->arena, &to, &failure), 1);
	assert_int_equal(
	    catalog_query_alias(reader, "/index.php", STR("a=1&b=2"), &c->arena, &to, &failure), 1);
	assert_int_equal(catalog_query_alias(reader, "/index.php", STR("a=1"), &c->arena, &to, &failure), 0);
	assert_int_equal(catalog_query_alias(reader, "/", STR("p=5"), &c->arena, &to, &failure), 0);
	assert_int_equal(catalog_query_alias(reader, "/", STR("p=%zz"), &c->arena, &to, &failure), 0);
	assert_int_equal(catalog_query_alias(reader, "/ru/", STR("p=55"), &c->arena, &to, &failure), 0);
	assert_int_equal(catalog_alias(reader, "/", &c->arena, &to, &failure), 0);
}

static void what_stood_below_a_renamed_project_is_found(void **state)
{
	struct catalogue *c = *state;
	static const char *const paths[][2] = {
		{ "/en/wells/atom.xml", "/en/water/atom.xml" },
		{ "/en/wells/archive/2023/", "/en/water/archive/2023/" },
		{ "/ru/wells/", "/ru/water/" },
		{ "/ru/wells/rss-2.xml", "/ru/water/rss-2.xml" },
	};
	const char *to;

	begin(c);
	PUT(c, "water/project.en.gmi", "x", .values = { "alias /en/wells/" });
	PUT(c, "water/project.ru.gmi", "x", .values = { "alias /ru/wells" });
	commit_at(c, "2025-01-01");
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_int_equal(
		    catalog_alias(writer_catalog(c->writer), paths[i][0], &c->arena, &to, &failure), 1);
		assert_string_equal(to, paths[i][1]);
	}
	assert_int_equal(
	    catalog_alias(writer_catalog(c->writer), "/ky/wells/atom.xml", &c->arena, &to, &failure), 0);
}

/* Texts of readers are bound, so none of them can be SQL. */
static void hostile_words_find_nothing(void **state)
{
	struct catalogue *c = *state;
	const char *word = "' OR 1=1 --";

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = word), "");
	assert_string_equal(LISTED(c, .lang = "ru", .topic = word), "");
	assert_string_equal(LISTED(c, .absent_in = word, .prefer = word, .project = word), "");
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up_in_memory, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(newest_items_come_first_and_ties_go_by_project_and_stem),
		TEST(a_limit_says_whether_more_follows),
		TEST(an_item_is_in_its_own_and_in_further_projects),
		TEST(listings_narrow_by_year_kind_topic_and_place),
		TEST(years_are_those_of_the_sites_time_zone),
		TEST(coming_events_are_listed_soonest_first),
		TEST(what_is_absent_in_a_language_is_listed_once),
		TEST(an_entry_has_all_that_its_file_says),
		TEST(updated_is_the_newest_of_date_publish_and_correction),
		TEST(bodies_come_only_when_asked_for),
		TEST(a_text_falls_back_to_the_first_language_that_has_it),
		TEST(translations_are_the_live_ones_by_tag),
		TEST(values_keep_the_order_of_the_file),
		TEST(attachments_have_the_label_of_their_language),
		TEST(of_a_picture_readers_get_copies_and_the_whole_only_where_a_text_offers_it),
		TEST(attachments_of_an_item_that_is_not_live_are_hidden),
		TEST(an_old_path_leads_to_the_text_of_its_language),
		TEST(an_old_path_is_found_in_every_spelling),
		TEST(what_stood_below_a_renamed_project_is_found),
		TEST(hostile_words_find_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
