#include "daemon/watch.h"

#include <time.h>

#include "base/clock.h"
#include "unit/support/descriptors.h"
#include "unit/support/folder.h"

/* A directory with the folder "p", both watched, and nothing to be looked at. */
struct fixture {
	struct folder folder;
	struct watch watch;
	struct scan scan;
	size_t descriptors; /* before it was opened */
};

static volatile sig_atomic_t stopping;

enum { LONG_MS = 20000 };

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	static const char *folders[] = { "", "p" };
	f->descriptors = descriptors();
	stopping = 0;
	folder_init(&f->folder);
	assert_int_equal(mkdirat(f->folder.fd, "p", 0755), 0);
	watch_open(&f->watch, f->folder.path);
	assert_true(f->watch.all);
	f->scan.folders = folders;
	f->scan.folder_count = 2;
	assert_true(watch_folders(&f->watch, &f->scan));
	watch_forget(&f->watch);
	assert_true(watch_at(&f->watch, INSTANT_NONE));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	watch_close(&f->watch);
	folder_release(&f->folder);
	assert_int_equal(descriptors(), f->descriptors);
	free(f);
	return 0;
}

static void save(const struct fixture *f, const char *path)
{
	int fd = openat(f->folder.fd, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
}

/* Waits and expects to be woken; the paths that changed, "*" for everything, a comma between two. */
static const char *heard(struct fixture *f)
{
	static char text[512];
	int64_t begun = clock_ms();
	assert_true(watch_wait(&f->watch, f->folder.fd, LONG_MS, &(struct watch_look){ 0 }, &stopping));
	assert_true(clock_ms() - begun < LONG_MS);
	strcpy(text, f->watch.all ? "*" : "");
	for (size_t i = 0; i < f->watch.changed_count && !f->watch.all; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? ", " : "",
		    f->watch.changed[i]);
	watch_forget(&f->watch);
	return text;
}

/* Nothing wakes it. */
static void hears_nothing(struct fixture *f)
{
	int64_t begun = clock_ms();
	assert_false(watch_wait(&f->watch, f->folder.fd, 30, &(struct watch_look){ 0 }, &stopping));
	assert_true(clock_ms() - begun >= 30);
	assert_false(f->watch.all);
	assert_int_equal(f->watch.changed_count, 0);
}

static void files_that_were_saved_are_told_each_once(void **state)
{
	struct fixture *f = *state;
	save(f, "p/a.gmi");
	save(f, "top.gmi");
	save(f, "p/a.gmi");
	assert_string_equal(heard(f), "p/a.gmi, top.gmi");
	hears_nothing(f);
}

static void files_that_were_renamed_or_removed_are_told(void **state)
{
	struct fixture *f = *state;
	save(f, "p/a.gmi");
	assert_string_equal(heard(f), "p/a.gmi");
	assert_int_equal(renameat(f->folder.fd, "p/a.gmi", f->folder.fd, "p/b.gmi"), 0);
	assert_string_equal(heard(f), "p/a.gmi, p/b.gmi");
	assert_int_equal(unlinkat(f->folder.fd, "p/b.gmi", 0), 0);
	assert_string_equal(heard(f), "p/b.gmi");
}

static void a_file_that_is_being_written_is_told_when_it_is_closed(void **state)
{
	struct fixture *f = *state;
	int fd = openat(f->folder.fd, "p/a.gmi", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	assert_true(fd >= 0);
	hears_nothing(f);
	assert_int_equal(write(fd, "x", 1), 1);
	hears_nothing(f);
	close(fd);
	assert_string_equal(heard(f), "p/a.gmi");
}

static void what_is_never_content_wakes_nothing(void **state)
{
	struct fixture *f = *state;
	save(f, "_READ-ME.txt");
	save(f, "p/.jarchy-1-0.tmp");
	assert_int_equal(renameat(f->folder.fd, "p/.jarchy-1-0.tmp", f->folder.fd, "p/_READ-ME.txt"), 0);
	assert_int_equal(unlinkat(f->folder.fd, "p/_READ-ME.txt", 0), 0);
	hears_nothing(f);
	assert_int_equal(renameat(f->folder.fd, "_READ-ME.txt", f->folder.fd, "p/a.gmi"), 0);
	assert_string_equal(heard(f), "p/a.gmi");
}

static void links_are_told_at_once(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(symlinkat("/dev/null", f->folder.fd, "p/a.gmi"), 0);
	assert_string_equal(heard(f), "p/a.gmi");
}

static void a_folder_that_comes_or_goes_means_everything(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(mkdirat(f->folder.fd, "q", 0755), 0);
	assert_string_equal(heard(f), "*");
	assert_int_equal(unlinkat(f->folder.fd, "q", AT_REMOVEDIR), 0);
	assert_string_equal(heard(f), "*");
}

static void a_new_folder_is_watched_from_then_on(void **state)
{
	struct fixture *f = *state;
	static const char *folders[] = { "", "p", "q" };
	assert_int_equal(mkdirat(f->folder.fd, "q", 0755), 0);
	assert_string_equal(heard(f), "*");
	assert_false(watch_folders(&f->watch, &f->scan));
	f->scan.folders = folders;
	f->scan.folder_count = 3;
	assert_true(watch_folders(&f->watch, &f->scan));
	save(f, "q/a.gmi");
	assert_string_equal(heard(f), "q/a.gmi");
}

static void more_files_than_there_is_room_for_mean_everything(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i <= 256; i++) {
		char path[32];
		snprintf(path, sizeof path, "p/%d.gmi", i);
		save(f, path);
	}
	assert_string_equal(heard(f), "*");
}

static void an_instant_ends_the_waiting(void **state)
{
	struct fixture *f = *state;
	assert_true(watch_at(&f->watch, time(NULL) + 1));
	assert_string_equal(heard(f), "");
	assert_true(watch_at(&f->watch, time(NULL) - 100));
	assert_string_equal(heard(f), "");
	assert_true(watch_at(&f->watch, INSTANT_NONE));
	hears_nothing(f);
}

static void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

/* Blocked while there is work, the signal is let in by the next wait. What that hears besides. */
static const char *heard_with_signal(struct fixture *f)
{
	struct sigaction a = { .sa_handler = on_stop };
	sigset_t term, old;
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, &old);
	sigaction(SIGTERM, &a, NULL);
	kill(getpid(), SIGTERM);
	assert_false(stopping);
	const char *text = heard(f);
	bool taken = stopping;
	sigprocmask(SIG_SETMASK, &old, NULL);
	signal(SIGTERM, SIG_DFL);
	assert_true(taken);
	return text;
}

static void a_signal_ends_the_waiting(void **state)
{
	assert_string_equal(heard_with_signal(*state), "");
}

/* As the socket to a process that has ended is: without end. */
static void a_signal_is_taken_also_where_there_is_always_something_to_hear(void **state)
{
	struct fixture *f = *state;
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	close(ends[1]);
	f->watch.also = ends[0];
	assert_string_equal(heard(f), "");
	assert_string_equal(heard_with_signal(f), "");
	close(ends[0]);
}

static void a_signal_is_taken_also_where_there_is_no_need_to_wait(void **state)
{
	struct fixture *f = *state;
	watch_add(&f->watch, "p/a.gmi");
	assert_string_equal(heard(f), "p/a.gmi");
	watch_add(&f->watch, "p/a.gmi");
	assert_string_equal(heard_with_signal(f), "p/a.gmi");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void a_folder_of_another_name_is_heard_under_that(void **state)
{
	struct fixture *f = *state;
	static const char *renamed[] = { "", "q" }, *twice[] = { "", "q", "r" };
	assert_int_equal(renameat(f->folder.fd, "p", f->folder.fd, "q"), 0);
	assert_string_equal(heard(f), "*");
	f->scan.folders = renamed;
	assert_true(watch_folders(&f->watch, &f->scan));
	assert_false(watch_folders(&f->watch, &f->scan));
	save(f, "q/a.gmi");
	assert_string_equal(heard(f), "q/a.gmi");
	/* With two names it keeps the first. */
	assert_int_equal(symlinkat("q", f->folder.fd, "r"), 0);
	f->scan.folders = twice;
	f->scan.folder_count = 3;
	assert_false(watch_folders(&f->watch, &f->scan));
	assert_false(watch_folders(&f->watch, &f->scan));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_folder_of_another_name_is_heard_under_that),
		TEST(files_that_were_saved_are_told_each_once),
		TEST(files_that_were_renamed_or_removed_are_told),
		TEST(a_file_that_is_being_written_is_told_when_it_is_closed),
		TEST(what_is_never_content_wakes_nothing),
		TEST(links_are_told_at_once),
		TEST(a_folder_that_comes_or_goes_means_everything),
		TEST(a_new_folder_is_watched_from_then_on),
		TEST(more_files_than_there_is_room_for_mean_everything),
		TEST(an_instant_ends_the_waiting),
		TEST(a_signal_ends_the_waiting),
		TEST(a_signal_is_taken_also_where_there_is_always_something_to_hear),
		TEST(a_signal_is_taken_also_where_there_is_no_need_to_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
