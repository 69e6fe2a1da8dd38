#include "unit/support/catalogue.h"

#include "catalog/writer_internal.h"

/* All problems, one line each. */
static const char *all_problems(struct catalogue *c)
{
	struct problems p;
	struct buf out;

	problems_init(&p);
	OK(catalog_problems(writer_catalog(c->writer), &p, &failure));
	buf_init(&out, 1 << 16);
	for (size_t i = 0; i < p.n; i++) {
		problem_print(&p.v[i], NULL, &out);
		buf_add_char(&out, '\n');
	}
	const char *text = arena_str(&c->arena, buf_str(&out));
	buf_release(&out);
	problems_release(&p);
	return text;
}

/* A look at the content, at these paths only when it is partial: those in `wrong` fit no rule, those in `gone` are not there. */
struct look {
	bool partial;
	const char *wrong[4], *good[4], *gone[4];
};

static void look(struct catalogue *c, const struct look *l)
{
	struct scan scan = { .partial = l->partial };
	struct problems p;

	problems_init(&p);
	for (size_t i = 0; l->wrong[i]; i++)
		problem_add(&p, SEVERITY_ERROR, l->wrong[i], 0, 0, "file-name", "fits no rule");
	for (size_t i = 0; l->good[i]; i++)
		*ARENA_PUSH(&c->arena, scan.files, scan.file_count) = (struct scanned){ .path = l->good[i] };
	for (size_t i = 0; l->gone[i]; i++)
		*ARENA_PUSH(&c->arena, scan.missing, scan.missing_count) = l->gone[i];
	begin(c);
	OK(writer_put_strays(c->writer, &scan, &p, &failure));
	OK(writer_commit(c->writer, &failure));
	problems_release(&p);
}
#define LOOK(c, ...) look((c), &(struct look){ __VA_ARGS__ })

#define WRONG(path) path ": error: fits no rule [file-name]\n"

static void a_full_look_replaces_what_an_earlier_one_found(void **state)
{
	struct catalogue *c = *state;

	LOOK(c, .wrong = { "b", "a" });
	assert_string_equal(all_problems(c), WRONG("a") WRONG("b"));
	LOOK(c, .wrong = { "a", "b" });
	assert_string_equal(all_problems(c), WRONG("a") WRONG("b"));
	LOOK(c, .wrong = { "c", "a" });
	assert_string_equal(all_problems(c), WRONG("a") WRONG("c"));
	LOOK(c, .wrong = { NULL });
	assert_string_equal(all_problems(c), "");
}

static void a_look_at_some_paths_leaves_the_others(void **state)
{
	struct catalogue *c = *state;

	LOOK(c, .wrong = { "a", "b", "c" });
	LOOK(c, .partial = true, .wrong = { "d" }, .good = { "b" }, .gone = { "c" });
	assert_string_equal(all_problems(c), WRONG("a") WRONG("d"));
	LOOK(c, .partial = true, .wrong = { "d" });
	assert_string_equal(all_problems(c), WRONG("a") WRONG("d"));
}

static void a_look_that_finds_the_same_writes_nothing(void **state)
{
	struct catalogue *c = *state;

	LOOK(c, .wrong = { "a", "b" });
	int before = sqlite3_total_changes(writer_catalog(c->writer)->db.handle);
	LOOK(c, .wrong = { "b", "a" });
	assert_int_equal(sqlite3_total_changes(writer_catalog(c->writer)->db.handle), before);
	LOOK(c, .wrong = { "b" });
	assert_true(sqlite3_total_changes(writer_catalog(c->writer)->db.handle) > before);
}

static void readers_do_not_hear_of_problems(void **state)
{
	struct catalogue *c = *state;
	int64_t before, after;

	LOOK(c, .wrong = { NULL });
	OK(catalog_version(writer_catalog(c->writer), &before, &failure));
	LOOK(c, .wrong = { "a" });
	assert_false(writer_touched(c->writer).any);
	OK(catalog_version(writer_catalog(c->writer), &after, &failure));
	assert_int_equal(before, after);
}

static void problems_of_files_are_sorted_among_those_of_names(void **state)
{
	struct catalogue *c = *state;
	struct scanned file = scanned_of(c, "water/2023-01-01-a.ru.gmi", 0);
	struct problems p;

	LOOK(c, .wrong = { "a", "z" });
	problems_init(&p);
	problem_add(&p, SEVERITY_WARNING, file.path, 3, 7, "some-rule", "not good");
	begin(c);
	OK(writer_put_broken(c->writer, &file, &p, &failure));
	OK(writer_commit(c->writer, &failure));
	problems_release(&p);
	assert_string_equal(all_problems(c),
	    WRONG("a") "water/2023-01-01-a.ru.gmi:3:7: warning: not good [some-rule]\n" WRONG("z"));
}

static void a_draft_has_files_for_editors_only(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	struct attachments t;
	struct attachment one;

	begin(c);
	PUT(c, "water/2023-01-01-a/index.ru.gmi", "A", .draft = true,
	    .values = { "attachment plan.pdf План" });
	PUT(c, "water/2023-01-01-a/plan.pdf", "");
	commit_at(c, "2023-06-01");
	OK(catalog_attachments(reader, "water", "2023-01-01-a", "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 0);
	assert_int_equal(
	    catalog_attachment(reader, "water", "2023-01-01-a", "plan.pdf", &c->arena, &one, &failure), 0);
	OK(catalog_draft_attachments(reader, "water", "2023-01-01-a", "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 1);
	assert_string_equal(t.v[0].title, "План");
	assert_int_equal(
	    catalog_draft_attachment(reader, "water", "2023-01-01-a", "plan.pdf", &c->arena, &one, &failure),
	    1);
	assert_string_equal(one.path, "water/2023-01-01-a/plan.pdf");
	assert_int_equal(
	    catalog_draft_attachment(reader, "water", "2023-01-01-a", "other.pdf", &c->arena, &one, &failure),
	    0);
}

static void an_entry_knows_when_it_opens_and_ends(void **state)
{
	struct catalogue *c = *state;
	struct entry e;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "A", .publish = "2023-02-01", .expires = "2023-03-01");
	PUT(c, "water/2023-01-02-b.ru.gmi", "B", .publish = "2022-02-01");
	commit_at(c, "2023-06-01");
	assert_int_equal(
	    catalog_entry(writer_catalog(c->writer), "water", "2023-01-01-a", "ru", &c->arena, &e, &failure),
	    1);
	assert_int_equal(e.opens, at("2023-02-01"));
	assert_int_equal(e.expires, at("2023-03-01"));
	assert_int_equal(
	    catalog_entry(writer_catalog(c->writer), "water", "2023-01-02-b", "ru", &c->arena, &e, &failure),
	    1);
	assert_int_equal(e.opens, at("2023-01-02"));
	assert_int_equal(e.expires, INSTANT_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_look_replaces_what_an_earlier_one_found),
		TEST(a_look_at_some_paths_leaves_the_others),
		TEST(a_look_that_finds_the_same_writes_nothing),
		TEST(readers_do_not_hear_of_problems),
		TEST(problems_of_files_are_sorted_among_those_of_names),
		TEST(a_draft_has_files_for_editors_only),
		TEST(an_entry_knows_when_it_opens_and_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
