#include "fixture.h"

/* All problems, one line each. */
static const char *all_problems(struct fixture *f)
{
	struct problems p;
	struct buf out;

	problems_init(&p);
	OK(catalog_problems(writer_catalog(f->w), &p, &failure));
	buf_init(&out, 1 << 16);
	for (size_t i = 0; i < p.n; i++) {
		problem_print(&p.v[i], &out);
		buf_add_char(&out, '\n');
	}
	const char *text = arena_str(&f->a, buf_str(&out));
	buf_release(&out);
	problems_release(&p);
	return text;
}

/* A look at the content, at these paths only when it is partial: those in `wrong` fit no rule, those in `gone` are not there. */
struct look {
	bool partial;
	const char *wrong[4], *good[4], *gone[4];
};

static void look(struct fixture *f, const struct look *l)
{
	struct scan scan = { .partial = l->partial };
	struct problems p;

	problems_init(&p);
	for (size_t i = 0; l->wrong[i]; i++)
		problem_add(&p, SEVERITY_ERROR, l->wrong[i], 0, 0, "file-name", "fits no rule");
	for (size_t i = 0; l->good[i]; i++)
		*(struct scanned *)ARENA_PUSH(
		    &f->a, scan.files, scan.file_count) = (struct scanned){ .path = l->good[i] };
	for (size_t i = 0; l->gone[i]; i++)
		*(const char **)ARENA_PUSH(&f->a, scan.missing, scan.missing_count) = l->gone[i];
	begin(f);
	OK(writer_put_strays(f->w, &scan, &p, &failure));
	OK(writer_commit(f->w, &failure));
	problems_release(&p);
}
#define LOOK(f, ...) look((f), &(struct look){ __VA_ARGS__ })

#define WRONG(path) path ": error: fits no rule [file-name]\n"

static void a_full_look_replaces_what_an_earlier_one_found(void **state)
{
	struct fixture *f = *state;

	LOOK(f, .wrong = { "b", "a" });
	assert_string_equal(all_problems(f), WRONG("a") WRONG("b"));
	LOOK(f, .wrong = { "a", "b" });
	assert_string_equal(all_problems(f), WRONG("a") WRONG("b"));
	LOOK(f, .wrong = { "c", "a" });
	assert_string_equal(all_problems(f), WRONG("a") WRONG("c"));
	LOOK(f, .wrong = { NULL });
	assert_string_equal(all_problems(f), "");
}

static void a_look_at_some_paths_leaves_the_others(void **state)
{
	struct fixture *f = *state;

	LOOK(f, .wrong = { "a", "b", "c" });
	LOOK(f, .partial = true, .wrong = { "d" }, .good = { "b" }, .gone = { "c" });
	assert_string_equal(all_problems(f), WRONG("a") WRONG("d"));
	LOOK(f, .partial = true, .wrong = { "d" });
	assert_string_equal(all_problems(f), WRONG("a") WRONG("d"));
}

static void a_look_that_finds_the_same_writes_nothing(void **state)
{
	struct fixture *f = *state;

	LOOK(f, .wrong = { "a", "b" });
	int before = sqlite3_total_changes(writer_catalog(f->w)->db.handle);
	LOOK(f, .wrong = { "b", "a" });
	assert_int_equal(sqlite3_total_changes(writer_catalog(f->w)->db.handle), before);
	LOOK(f, .wrong = { "b" });
	assert_true(sqlite3_total_changes(writer_catalog(f->w)->db.handle) > before);
}

static void readers_do_not_hear_of_problems(void **state)
{
	struct fixture *f = *state;
	int64_t before, after;

	LOOK(f, .wrong = { NULL });
	OK(catalog_version(writer_catalog(f->w), &before, &failure));
	LOOK(f, .wrong = { "a" });
	assert_false(writer_touched(f->w).any);
	OK(catalog_version(writer_catalog(f->w), &after, &failure));
	assert_int_equal(before, after);
}

static void problems_of_files_stand_among_those_of_names(void **state)
{
	struct fixture *f = *state;
	struct scanned file = scanned_of(f, "water/2023-01-01-a.ru.gmi", 0);
	struct problems p;

	LOOK(f, .wrong = { "a", "z" });
	problems_init(&p);
	problem_add(&p, SEVERITY_WARNING, file.path, 3, 7, "some-rule", "not good");
	begin(f);
	OK(writer_put_broken(f->w, &file, &p, &failure));
	OK(writer_commit(f->w, &failure));
	problems_release(&p);
	assert_string_equal(all_problems(f),
	    WRONG("a") "water/2023-01-01-a.ru.gmi:3:7: warning: not good [some-rule]\n" WRONG("z"));
}

static void a_draft_has_files_for_editors_only(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = writer_catalog(f->w);
	struct attachments t;
	struct attachment one;

	begin(f);
	PUT(f, "water/2023-01-01-a/index.ru.gmi", "A", .draft = true,
	    .values = { "attachment plan.pdf План" });
	PUT(f, "water/2023-01-01-a/plan.pdf", "");
	commit_at(f, "2023-06-01");
	OK(catalog_attachments(c, "water", "2023-01-01-a", "ru", &f->a, &t, &failure));
	assert_int_equal(t.n, 0);
	assert_int_equal(
	    catalog_attachment(c, "water", "2023-01-01-a", "plan.pdf", &f->a, &one, &failure), 0);
	OK(catalog_draft_attachments(c, "water", "2023-01-01-a", "ru", &f->a, &t, &failure));
	assert_int_equal(t.n, 1);
	assert_string_equal(t.v[0].title, "План");
	assert_int_equal(
	    catalog_draft_attachment(c, "water", "2023-01-01-a", "plan.pdf", &f->a, &one, &failure), 1);
	assert_string_equal(one.path, "water/2023-01-01-a/plan.pdf");
	assert_int_equal(
	    catalog_draft_attachment(c, "water", "2023-01-01-a", "other.pdf", &f->a, &one, &failure), 0);
}

static void an_entry_knows_when_it_opens_and_ends(void **state)
{
	struct fixture *f = *state;
	struct entry e;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "A", .publish = "2023-02-01", .expires = "2023-03-01");
	PUT(f, "water/2023-01-02-b.ru.gmi", "B", .publish = "2022-02-01");
	commit_at(f, "2023-06-01");
	assert_int_equal(
	    catalog_entry(writer_catalog(f->w), "water", "2023-01-01-a", "ru", &f->a, &e, &failure), 1);
	assert_int_equal(e.opens, at("2023-02-01"));
	assert_int_equal(e.expires, at("2023-03-01"));
	assert_int_equal(
	    catalog_entry(writer_catalog(f->w), "water", "2023-01-02-b", "ru", &f->a, &e, &failure), 1);
	assert_int_equal(e.opens, at("2023-01-02"));
	assert_int_equal(e.expires, INSTANT_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_look_replaces_what_an_earlier_one_found),
		TEST(a_look_at_some_paths_leaves_the_others),
		TEST(a_look_that_finds_the_same_writes_nothing),
		TEST(readers_do_not_hear_of_problems),
		TEST(problems_of_files_stand_among_those_of_names),
		TEST(a_draft_has_files_for_editors_only),
		TEST(an_entry_knows_when_it_opens_and_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
