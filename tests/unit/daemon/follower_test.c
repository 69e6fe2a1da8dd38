#include "daemon/follower.h"

#include "daemon/exporter.h"
#include "unit/support/folder.h"

/* 2101-05-01 10:00 UTC: no clock of a test is there yet. */
enum { HOUR = 3600 };
static const int64_t noon = 4144392000;

/* The same configuration but for the role. */
#define COMMON                                                                                               \
	"languages = {\"en\"}\ntimezone = \"UTC\"\nhttp { url = \"http://wells.example\" }\n"                \
	"facts = \"content/.facts\"\n"

struct machine {
	const char *name;
	struct config config;
	struct compiler compiler;
};

struct world {
	struct folder folder;
	struct machine origin, copy;
	struct exporter exporter;
	struct follower follower;
	int64_t now;
	struct feed_report published, followed; /* by the last pass of each */
};

static char *path_in(struct world *w, const struct machine *m, const char *path)
{
	return arena_printf(&w->folder.arena, "%s/%s", m->name, path);
}

static void save(struct world *w, const struct machine *m, const char *path, const char *text)
{
	folder_write(&w->folder, path_in(w, m, arena_printf(&w->folder.arena, "content/%s", path)), text);
}

static void begin_machine(struct world *w, struct machine *m, const char *name, const char *role)
{
	m->name = name;
	folder_write(&w->folder, path_in(w, m, "jarchy.conf"),
	    arena_printf(&w->folder.arena, COMMON "role = \"%s\"\n", role));
	save(w, m, "p/project.en.gmi", "---\nname: P\n---\nText.\n");
	save(w, m, ".facts/README", "Facts.\n");
	assert_true(config_load(folder_path(&w->folder, path_in(w, m, "jarchy.conf")), &m->config));
	m->config.grace = 0;
	OK(compiler_open(&m->compiler, &m->config, false, &failure));
}

static int set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof *w);
	folder_init(&w->folder);
	w->now = noon;
	begin_machine(w, &w->origin, "o", "origin");
	begin_machine(w, &w->copy, "f", "follower");
	exporter_init(&w->exporter, &w->origin.config);
	follower_init(&w->follower, &w->copy.config);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	follower_release(&w->follower);
	compiler_close(&w->origin.compiler);
	compiler_close(&w->copy.compiler);
	config_release(&w->origin.config);
	config_release(&w->copy.config);
	folder_release(&w->folder);
	free(w);
	return 0;
}

/* The origin publishes, and its export is there at once. */
static void publish(struct world *w)
{
	struct compile_report r;
	OK(compile_run(&w->origin.compiler, w->now, &r, &failure));
	OK(compile_settle(&w->origin.compiler, &failure));
	w->published = r.feeds;
	compile_report_release(&r);
	exporter_run(&w->exporter, w->origin.compiler.writer);
	struct buf bytes;
	buf_init(&bytes, EXPORT_BYTES_MAX);
	OK(file_read(w->folder.fd, "o/content/.facts/facts", EXPORT_BYTES_MAX, &bytes, &failure));
	assert_int_equal(
	    file_replace(w->folder.fd, "f/content/.facts/facts", buf_str(&bytes), 0644, &failure),
	    FILE_WRITTEN);
	buf_release(&bytes);
}

/* For how long the follower would wait. */
static int64_t follow(struct world *w)
{
	struct compile_report r;
	int64_t wait = 60000;
	OK(follower_pass(&w->follower, &w->copy.compiler, &r, &wait, &failure));
	w->followed = r.feeds;
	compile_report_release(&r);
	return wait;
}

static const char *feed(struct world *w, const struct machine *m)
{
	return folder_read(&w->folder, path_in(w, m, "feeds/en/p/atom.xml"));
}

static bool shows(struct world *w, const struct machine *m, const char *title)
{
	return strstr(feed(w, m), arena_printf(&w->folder.arena, "<title>%s</title>", title)) != NULL;
}

static void assert_same(struct world *w)
{
	assert_string_equal(feed(w, &w->copy), feed(w, &w->origin));
}

static void save_both(struct world *w, const char *path, const char *text)
{
	save(w, &w->origin, path, text);
	save(w, &w->copy, path, text);
}

static void follow_to_the_same(struct world *w)
{
	publish(w);
	follow(w);
	assert_same(w);
}

#define ITEM(title) "---\ntitle: " title "\n---\nText.\n"

static void what_is_due_comes_and_goes_by_the_clock_of_the_origin(void **state)
{
	struct world *w = *state;
	save_both(w, "p/2101-05-01-a.en.gmi",
	    "---\ntitle: A\npublish: 2101-05-01 13:00\nexpires: 2101-05-01 14:00\n---\nText.\n");
	save_both(w, "p/2101-04-01-b.en.gmi", ITEM("B"));
	follow_to_the_same(w);
	assert_false(shows(w, &w->copy, "A"));
	w->now = noon + HOUR;
	follow_to_the_same(w);
	assert_true(shows(w, &w->copy, "A"));
	w->now = noon + 2 * HOUR;
	follow_to_the_same(w);
	assert_false(shows(w, &w->copy, "A"));
}

static void content_that_is_under_way_is_waited_for(void **state)
{
	struct world *w = *state;
	save_both(w, "p/2101-04-01-a.en.gmi", ITEM("A"));
	publish(w);
	follow(w);
	save(w, &w->origin, "p/2101-04-01-a.en.gmi", ITEM("Another"));
	save_both(w, "p/2101-04-02-b.en.gmi", ITEM("B"));
	w->now++;
	publish(w);
	int64_t wait = follow(w);
	assert_true(wait > 0 && wait <= FOLLOWER_PATIENCE_MS);
	assert_true(shows(w, &w->copy, "A") && !shows(w, &w->copy, "B"));
	/* Bytes that no export names are no better than none. */
	save(w, &w->copy, "p/2101-04-01-a.en.gmi", ITEM("Newer"));
	follow(w);
	assert_true(shows(w, &w->copy, "A") && !shows(w, &w->copy, "B"));
	save(w, &w->copy, "p/2101-04-01-a.en.gmi", ITEM("Another"));
	follow(w);
	assert_same(w);
	assert_true(shows(w, &w->copy, "B"));
}

static void when_patience_is_over_each_item_goes_out_that_is_here(void **state)
{
	struct world *w = *state;
	save_both(w, "p/2101-04-01-a.en.gmi", ITEM("A"));
	save_both(w, "p/2101-04-02-moves.en.gmi", ITEM("Moves"));
	follow_to_the_same(w);
	w->follower.patience = 0;
	save(w, &w->origin, "p/2101-04-01-a.en.gmi", ITEM("Edited"));
	OK(unlinkat(w->folder.fd, "o/content/p/2101-04-02-moves.en.gmi", 0) == 0);
	OK(unlinkat(w->folder.fd, "f/content/p/2101-04-02-moves.en.gmi", 0) == 0);
	save(w, &w->origin, "p/2101-04-02-moved.en.gmi", ITEM("Moves"));
	save_both(w, "p/2101-04-03-c.en.gmi", ITEM("C"));
	save(w, &w->origin, "p/2101-04-04-late.en.gmi", ITEM("Late"));
	save_both(w, "p/2101-04-05-parts/index.en.gmi", ITEM("Parts"));
	save(w, &w->origin, "p/2101-04-05-parts/plan.pdf", "%PDF");
	w->now++;
	publish(w);
	follow(w);
	assert_true(shows(w, &w->copy, "A") && shows(w, &w->copy, "Moves") && shows(w, &w->copy, "C"));
	assert_false(shows(w, &w->copy, "Late") || shows(w, &w->copy, "Parts"));
	assert_null(strstr(feed(w, &w->copy), "deleted-entry"));
	save(w, &w->copy, "p/2101-04-01-a.en.gmi", ITEM("Edited"));
	save(w, &w->copy, "p/2101-04-02-moved.en.gmi", ITEM("Moves"));
	save(w, &w->copy, "p/2101-04-04-late.en.gmi", ITEM("Late"));
	follow(w);
	assert_true(shows(w, &w->copy, "Late") && !shows(w, &w->copy, "Parts"));
	save(w, &w->copy, "p/2101-04-05-parts/plan.pdf", "%PDF");
	follow(w);
	assert_same(w);
}

static void the_feeds_that_the_origin_makes_are_made_and_no_others(void **state)
{
	struct world *w = *state;
	save_both(w, "p/2101-04-01-a.en.gmi", ITEM("A"));
	save_both(w, "q/2101-04-01-a.en.gmi", ITEM("Q"));
	publish(w);
	follow(w);
	save_both(w, "p/2101-04-02-b.en.gmi", ITEM("B"));
	w->now++;
	follow_to_the_same(w);
	assert_int_equal(w->followed.written, w->published.written);
	assert_int_equal(w->followed.unchanged, w->published.unchanged);
	OK(unlinkat(w->folder.fd, "o/content/p/2101-04-02-b.en.gmi", 0) == 0);
	w->now++;
	follow_to_the_same(w);
	assert_int_equal(w->followed.written, w->published.written);
	assert_int_equal(w->followed.unchanged, w->published.unchanged);
}

static void a_follower_that_begins_again_goes_on_where_it_was(void **state)
{
	struct world *w = *state;
	save_both(w, "p/2101-04-01-a.en.gmi", ITEM("A"));
	publish(w);
	follow(w);
	save_both(w, "p/2101-04-02-b.en.gmi", ITEM("B"));
	w->now++;
	publish(w);
	compiler_close(&w->copy.compiler);
	OK(compiler_open(&w->copy.compiler, &w->copy.config, false, &failure));
	follower_again(&w->follower);
	follow(w);
	assert_same(w);
	/* Neither facts nor catalogue: all of it comes from the export. */
	compiler_close(&w->copy.compiler);
	OK(unlinkat(w->folder.fd, "f/var/facts.db", 0) == 0 &&
	    unlinkat(w->folder.fd, "f/var/catalog.db", 0) == 0);
	OK(compiler_open(&w->copy.compiler, &w->copy.config, false, &failure));
	follower_again(&w->follower);
	follow(w);
	assert_same(w);
}

static void a_promoted_follower_mints_where_the_origin_ended(void **state)
{
	struct world *w = *state;
	save_both(w, "p/2101-04-01-a.en.gmi", ITEM("A"));
	publish(w);
	follow(w);
	compiler_close(&w->copy.compiler);
	w->copy.config.follower = false;
	OK(compiler_open(&w->copy.compiler, &w->copy.config, false, &failure));
	/* Both get the same item, and each dates it: the old one is not the origin any more. */
	save_both(w, "p/2101-04-02-b.en.gmi", ITEM("B"));
	struct compile_report r;
	OK(compile_run(&w->copy.compiler, w->now + 1, &r, &failure));
	OK(compile_settle(&w->copy.compiler, &failure));
	assert_int_equal(r.read, 1);
	compile_report_release(&r);
	assert_true(shows(w, &w->copy, "A") && shows(w, &w->copy, "B"));
	struct exporter e;
	exporter_init(&e, &w->copy.config);
	exporter_run(&e, w->copy.compiler.writer);
	assert_string_equal(e.said, "");
	/* The export of the other one is not overwritten by the first. */
	struct buf bytes;
	buf_init(&bytes, EXPORT_BYTES_MAX);
	OK(file_read(w->folder.fd, "f/content/.facts/facts", EXPORT_BYTES_MAX, &bytes, &failure));
	file_replace(w->folder.fd, "o/content/.facts/facts", buf_str(&bytes), 0644, &failure);
	buf_release(&bytes);
	OK(compile_run(&w->origin.compiler, w->now + 2, &r, &failure));
	OK(compile_settle(&w->origin.compiler, &failure));
	compile_report_release(&r);
	exporter_run(&w->exporter, w->origin.compiler.writer);
	assert_non_null(strstr(w->exporter.said, "took over as origin"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_is_due_comes_and_goes_by_the_clock_of_the_origin),
		TEST(content_that_is_under_way_is_waited_for),
		TEST(when_patience_is_over_each_item_goes_out_that_is_here),
		TEST(the_feeds_that_the_origin_makes_are_made_and_no_others),
		TEST(a_follower_that_begins_again_goes_on_where_it_was),
		TEST(a_promoted_follower_mints_where_the_origin_ended),
	};
	return cmocka_run_group_tests_name("follower", tests, NULL, NULL);
}
