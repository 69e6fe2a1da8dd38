#include "unit/support/sounds.h"

#include "base/digest.h"
#include "publish/compile.h"
#include "publish/intake.h"
#include "unit/support/descriptors.h"

/* 2101-05-01 10:00 +06:00: no clock of a test is there yet. */
enum { HOUR = 3600 };
static const int64_t opens = 4144363200, closes = 4144363200 + HOUR;

struct fixture {
	struct folder folder;
	struct config config;
	struct compiler compiler;
};

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	folder_init(&f->folder);
	folder_write(&f->folder, "jarchy.conf", "languages = {\"en\"}\n");
	folder_write(&f->folder, "content/p/project.en.gmi", "---\nname: P\n---\nText.\n");
	folder_write(&f->folder, "content/p/2101-05-01-a.en.gmi",
	    "---\ntitle: A\npublish: 2101-05-01 10:00\nexpires: 2101-05-01 11:00\n---\nText.\n");
	assert_true(config_load(folder_path(&f->folder, "jarchy.conf"), &f->config));
	f->config.grace = 0;
	OK(compiler_open(&f->compiler, &f->config, false, &failure));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	compiler_close(&f->compiler);
	config_release(&f->config);
	folder_release(&f->folder);
	free(f);
	return 0;
}

/* What a pass at this instant says of the next one. */
static int64_t pass(struct fixture *f, int64_t now, bool whole, bool changed)
{
	struct compile_report r;
	OK(whole ? compile_run(&f->compiler, now, &r, &failure)
	         : compile_paths(&f->compiler, NULL, 0, now, &r, &failure));
	OK(compile_settle(&f->compiler, &failure));
	assert_int_equal(r.changed, changed);
	int64_t next = r.next;
	compile_report_release(&r);
	return next;
}

static bool in_feed(struct fixture *f)
{
	return strstr(folder_read(&f->folder, "feeds/en/p/atom.xml"), "<title>A</title>") != NULL;
}

static void an_item_comes_and_goes_at_its_instants(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens - HOUR, true, true), opens);
	assert_false(in_feed(f));
	assert_int_equal(pass(f, opens - 1, false, false), opens);
	assert_false(in_feed(f));
	assert_int_equal(pass(f, opens, false, true), closes);
	assert_true(in_feed(f));
	assert_int_equal(pass(f, closes, false, true), INSTANT_NONE);
	assert_false(in_feed(f));
}

static void a_machine_that_slept_over_both_instants_catches_up(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens - HOUR, true, true), opens);
	assert_int_equal(pass(f, closes + 1, false, true), INSTANT_NONE);
	assert_false(in_feed(f));
}

static void a_machine_that_slept_over_one_shows_what_is_due(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens - 1000 * HOUR, true, true), opens);
	assert_int_equal(pass(f, closes - 1, false, true), closes);
	assert_true(in_feed(f));
}

static void a_clock_that_is_set_back_hides_what_was_early(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens + 1, true, true), closes);
	assert_true(in_feed(f));
	assert_int_equal(pass(f, opens - HOUR, false, true), opens);
	assert_false(in_feed(f));
	assert_int_equal(pass(f, opens, true, true), closes);
	assert_true(in_feed(f));
}

/* Each step in turn: no content, no feeds folder, no state folder, a catalogue of which another has the lock. */
static void a_compiler_that_cannot_be_opened_leaves_nothing_open(void **state)
{
	struct fixture *f = *state;
	char *nowhere = folder_path(&f->folder, "nowhere");
	char *under_file = folder_path(&f->folder, "jarchy.conf/x");
	struct config broken[4] = { f->config, f->config, f->config, f->config };
	broken[0].content = nowhere;
	broken[1].feeds = under_file;
	broken[2].state = under_file;
	size_t before = descriptors();
	for (size_t i = 0; i < ARRAY_SIZE(broken); i++) {
		struct compiler c;
		failure.text[0] = 0;
		assert_false(compiler_open(&c, &broken[i], false, &failure));
		assert_string_not_equal(failure.text, "");
		assert_int_equal(descriptors(), before);
		assert_null(c.writer);
		compiler_close(&c);
	}
	assert_int_equal(descriptors(), before);
}

static void a_file_that_goes_between_the_look_and_the_reading_is_gone(void **state)
{
	struct fixture *f = *state;
	struct compile_report r;
	int64_t next;
	assert_int_equal(pass(f, opens, true, true), closes);
	folder_write(&f->folder, "content/p/2101-05-01-a.en.gmi", "---\ntitle: A again\n---\nText.\n");
	problems_init(&r.names);
	problems_init(&r.problems);
	OK(scan_run(f->compiler.content_fd, &r.scan, &r.names, &failure));
	assert_int_equal(unlink(folder_path(&f->folder, "content/p/2101-05-01-a.en.gmi")), 0);
	struct writer *w = f->compiler.writer;
	OK(writer_begin(w, &failure) && writer_drop_missing(w, &r.scan, opens, &failure));
	struct intake in = { .scan = &r.scan,
		.content_fd = f->compiler.content_fd,
		.types = f->config.file_types,
		.writer = w,
		.now = opens,
		.problems = &r.problems };
	OK(intake_run(&in, &failure) && writer_advance(w, opens, &next, &failure) &&
	    writer_commit(w, &failure));
	assert_int_equal(catalog_vanished(writer_catalog(w), "p", "2101-05-01-a", "en", &failure), 1);
	compile_report_release(&r);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void pass_paths(struct fixture *f, int64_t now, const char *path, size_t errors)
{
	struct compile_report r;
	OK(compile_paths(&f->compiler, &path, 1, now, &r, &failure));
	OK(compile_settle(&f->compiler, &failure));
	assert_int_equal(r.problems.errors, errors);
	compile_report_release(&r);
}

/* As a watcher tells of them: the copy is told once, and only the first file when that is deleted. */
static void a_copy_in_another_project_is_published_when_the_first_is_deleted(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "---\ntitle: B\n---\nText.\n";
	folder_write(&f->folder, "content/p/2100-01-01-b.en.gmi", text);
	pass(f, opens, true, true);
	folder_write(&f->folder, "content/q/project.en.gmi", "---\nname: Q\n---\nText.\n");
	pass_paths(f, opens, "q/project.en.gmi", 0);
	folder_write(&f->folder, "content/q/2100-01-01-b.en.gmi", text);
	pass_paths(f, opens, "q/2100-01-01-b.en.gmi", 1);
	assert_null(strstr(folder_read(&f->folder, "feeds/en/q/atom.xml"), "<title>B</title>"));
	folder_remove(&f->folder, "content/p/2100-01-01-b.en.gmi");
	pass_paths(f, opens, "p/2100-01-01-b.en.gmi", 0);
	const char *feed = folder_read(&f->folder, "feeds/en/q/atom.xml");
	assert_non_null(strstr(feed, "<title>B</title>"));
	assert_non_null(strstr(feed, ":p/2100-01-01-b/en</id>"));
}

/* A browser counts what it downloads once more; the first file may come later, and go again. */
static void a_counted_copy_is_content_until_the_plain_file_comes(void **state)
{
	struct fixture *f = *state;
	struct attachments files;
	struct arena a = { 0 };
	folder_write(&f->folder, "content/p/2100-01-01-b/index.en.gmi", "---\ntitle: B\n---\nText.\n");
	folder_write(&f->folder, "content/p/2100-01-01-b/report (1).txt", "one");
	pass(f, opens, true, true);
	for (int i = 0; i < 3; i++) {
		OK(catalog_attachments(
		    writer_catalog(f->compiler.writer), "p", "2100-01-01-b", "en", &a, &files, &failure));
		assert_int_equal(files.n, 1);
		assert_string_equal(files.v[0].name, i == 1 ? "report.txt" : "report (1).txt");
		if (i == 0)
			folder_write(&f->folder, "content/p/2100-01-01-b/report.txt", "one");
		else if (i == 1)
			folder_remove(&f->folder, "content/p/2100-01-01-b/report.txt");
		pass_paths(f, opens, "p/2100-01-01-b/report.txt", 0);
	}
	arena_release(&a);
}

/* Of what lies under that name now; a name that does not play has none, whatever its bytes are. */
static void a_sound_in_a_folder_has_its_length_in_the_feed(void **state)
{
	struct fixture *f = *state;
	struct buf sound;
	buf_init(&sound, PICTURES_MAX);
	put_frames(&sound, MP3_32, MP3_BYTES, 400);
	folder_write(&f->folder, "content/p/2100-01-01-b/index.en.gmi", "---\ntitle: B\n---\nText.\n");
	folder_write_bytes(&f->folder, "content/p/2100-01-01-b/talk.mp3", buf_str(&sound));
	folder_write_bytes(&f->folder, "content/p/2100-01-01-b/talk.pdf", buf_str(&sound));
	pass(f, opens, true, true);
	assert_non_null(
	    strstr(folder_read(&f->folder, "feeds/en/p/feed.json"), "\"duration_in_seconds\": 10"));
	put_frames(&sound, MP3_32, MP3_BYTES, 400);
	folder_write_bytes(&f->folder, "content/p/2100-01-01-b/talk.mp3", buf_str(&sound));
	pass_paths(f, opens, "p/2100-01-01-b/talk.mp3", 0);
	const char *feed = folder_read(&f->folder, "feeds/en/p/feed.json");
	const char *first = strstr(feed, "duration_in_seconds");
	assert_true(first && str_starts(str_of(first), "duration_in_seconds\": 21"));
	assert_null(strstr(first + 1, "duration_in_seconds"));
	buf_release(&sound);
}

/* --- pages before feeds that take long ------------------------------------------------- */

struct early {
	struct fixture *f;
	int calls;
};

/* The catalogue has the new name, the feeds have the old one. */
static void look_early(void *arg)
{
	struct early *e = arg;
	struct arena a = { 0 };
	struct text text;
	static const char *const tags[] = { "en", NULL };
	e->calls++;
	assert_int_equal(
	    catalog_project(writer_catalog(e->f->compiler.writer), "", "en", tags, &a, &text, &failure), 1);
	assert_string_equal(text.title, "New");
	assert_non_null(strstr(folder_read(&e->f->folder, "feeds/en/atom.xml"), "<title>Old</title>"));
	arena_release(&a);
}

static void pages_have_another_title_of_the_site_before_its_feeds(void **state)
{
	struct fixture *f = *state;
	struct early early = { .f = f };
	folder_write(&f->folder, "content/site.en.gmi", "---\ntitle: Old\n---\nText.\n");
	pass(f, opens, true, true);
	f->compiler.committed = look_early;
	f->compiler.committed_arg = &early;
	folder_write(&f->folder, "content/site.en.gmi", "---\ntitle: New\n---\nText.\n");
	pass_paths(f, opens, "site.en.gmi", 0);
	assert_int_equal(early.calls, 1);
	assert_non_null(strstr(folder_read(&f->folder, "feeds/en/atom.xml"), "<title>New</title>"));
}

static void an_item_is_shown_together_with_its_feeds(void **state)
{
	struct fixture *f = *state;
	struct early early = { .f = f };
	pass(f, opens, true, true);
	f->compiler.committed = look_early;
	f->compiler.committed_arg = &early;
	folder_write(&f->folder, "content/p/2100-01-01-b.en.gmi", "---\ntitle: B\n---\nText.\n");
	pass_paths(f, opens, "p/2100-01-01-b.en.gmi", 0);
	assert_int_equal(early.calls, 0);
}

/* Of more than three batches: while one is put, the next is read. */
enum { MANY = 800 };

static void know_digests(struct fixture *f, struct scan *scan)
{
	for (size_t i = 0; i < scan->file_count; i++) {
		struct scanned *file = &scan->files[i];
		char path[64], *hex = arena_alloc(&f->folder.arena, DIGEST_HEX);
		unsigned char digest[DIGEST_SIZE];
		snprintf(path, sizeof path, "content/%s", file->path);
		digest_sha256(str_of(folder_read(&f->folder, path)), digest);
		digest_hex(digest, hex);
		file->digest = hex;
	}
}

/* Runs it where the file of this number cannot be put: it is another one than the origin had. */
static void fail_at(struct fixture *f, const struct scan *scan, size_t number)
{
	struct writer *w = f->compiler.writer;
	struct problems problems;
	struct scanned *file = &scan->files[number];
	const char *digest = file->digest;
	struct intake in = { .scan = scan,
		.content_fd = f->compiler.content_fd,
		.types = f->config.file_types,
		.writer = w,
		.now = opens,
		.problems = &problems,
		.follows = true };

	problems_init(&problems);
	file->digest = "";
	failure.text[0] = 0;
	OK(writer_begin(w, &failure));
	assert_false(intake_run(&in, &failure));
	assert_non_null(strstr(failure.text, file->path));
	assert_string_equal(in.unfit, file->path);
	/* What was put before it, and nothing after it, not even of the files that were read meanwhile. */
	for (size_t i = 0; i < scan->file_count; i++)
		assert_int_equal(writer_knows(w, scan->files[i].path, &scan->files[i].stamp), i < number);
	assert_true(in.read < scan->file_count);
	writer_rollback(w);
	problems_release(&problems);
	file->digest = digest;
}

static void nothing_is_put_after_a_file_that_could_not_be(void **state)
{
	struct fixture *f = *state;
	struct compile_report r;
	char path[64], text[64];

	for (int i = 0; i < MANY; i++) {
		snprintf(path, sizeof path, "content/p/2020-01-01-n%d.en.gmi", i);
		snprintf(text, sizeof text, "---\ntitle: N %d\n---\nText.\n", i);
		folder_write(&f->folder, path, text);
	}
	problems_init(&r.names);
	OK(scan_run(f->compiler.content_fd, &r.scan, &r.names, &failure));
	assert_true(r.scan.file_count > MANY);
	know_digests(f, &r.scan);
	fail_at(f, &r.scan, 0);
	fail_at(f, &r.scan, 100);
	fail_at(f, &r.scan, 300);
	problems_release(&r.names);
	scan_release(&r.scan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_item_comes_and_goes_at_its_instants),
		TEST(a_machine_that_slept_over_both_instants_catches_up),
		TEST(a_machine_that_slept_over_one_shows_what_is_due),
		TEST(a_clock_that_is_set_back_hides_what_was_early),
		TEST(a_copy_in_another_project_is_published_when_the_first_is_deleted),
		TEST(a_counted_copy_is_content_until_the_plain_file_comes),
		TEST(a_sound_in_a_folder_has_its_length_in_the_feed),
		TEST(a_file_that_goes_between_the_look_and_the_reading_is_gone),
		TEST(nothing_is_put_after_a_file_that_could_not_be),
		TEST(a_compiler_that_cannot_be_opened_leaves_nothing_open),
		TEST(pages_have_another_title_of_the_site_before_its_feeds),
		TEST(an_item_is_shown_together_with_its_feeds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
