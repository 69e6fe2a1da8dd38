#include "unit/support/folder.h"

#include <dirent.h>
#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/clock.h"

static struct folder folder;
static int root; /* its descriptor */
static struct buf out;

static int set_up(void **state)
{
	(void)state;
	folder_init(&folder);
	root = folder.fd;
	buf_init(&out, 1u << 20);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&out);
	folder_release(&folder);
	return 0;
}

static void put(const char *path, const char *text)
{
	OK(file_replace(root, path, str_of(text), 0644, &failure) == FILE_WRITTEN);
}

static const char *get(const char *path)
{
	return folder_read(&folder, path);
}

/* How many names the folder has. */
static int names_in(const char *path)
{
	int n = 0;
	DIR *d = fdopendir(openat(root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

static void what_was_written_is_read(void **state)
{
	(void)state;
	put("a.txt", "Жаңылык\n");
	assert_string_equal(get("a.txt"), "Жаңылык\n");
	put("a.txt", "");
	assert_string_equal(get("a.txt"), "");
}

static void reading_appends_and_keeps_the_bound(void **state)
{
	(void)state;
	struct err e;
	put("five", "12345");
	buf_reset(&out);
	buf_puts(&out, "before ");
	assert_true(file_read(root, "five", 5, &out, &e));
	assert_string_equal(out.data, "before 12345");
	assert_false(file_read(root, "five", 4, &out, &e));
	assert_string_equal(e.text, "five: larger than 4 bytes");
	assert_string_equal(out.data, "before 12345");
	assert_false(file_read(root, "five", 0, &out, &e));
	put("none", "");
	assert_true(file_read(root, "none", 0, &out, &e));
}

static void a_head_is_as_much_as_was_asked_for(void **state)
{
	(void)state;
	static const struct {
		size_t max;
		const char *read;
	} cases[] = { { 0, "" }, { 1, "1" }, { 4, "1234" }, { 5, "12345" }, { 6, "12345" },
		{ 100, "12345" } };
	struct err e;
	put("head", "12345");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_reset(&out);
		assert_true(file_read_head(root, "head", cases[i].max, &out, &e));
		assert_string_equal(out.data, cases[i].read);
	}
	assert_false(file_read_head(root, "nothing", 4, &out, &e));
}

static void a_file_larger_than_the_buffer_is_refused(void **state)
{
	(void)state;
	struct buf small;
	struct err e;
	put("five", "12346");
	buf_init(&small, 4);
	assert_false(file_read(root, "five", 100, &small, &e));
	assert_int_equal(small.len, 0);
	buf_release(&small);
	buf_init(&small, 5);
	assert_true(file_read(root, "five", 5, &small, &e));
	assert_string_equal(small.data, "12346");
	buf_release(&small);
}

static void a_large_file_is_read_whole(void **state)
{
	(void)state;
	struct buf big, back;
	struct err e;
	buf_init(&big, 300000);
	buf_init(&back, 300000);
	for (int i = 0; i < 40000; i++)
		buf_printf(&big, "%d ", i);
	assert_int_equal(file_replace(root, "big", buf_str(&big), 0644, &e), FILE_WRITTEN);
	assert_int_equal(file_replace(root, "big", buf_str(&big), 0644, &e), FILE_SAME);
	assert_true(file_read(root, "big", big.len, &back, &e));
	assert_true(str_eq(buf_str(&big), buf_str(&back)));
	big.data[big.len - 1] = '!';
	assert_int_equal(file_replace(root, "big", buf_str(&big), 0644, &e), FILE_WRITTEN);
	buf_release(&big);
	buf_release(&back);
}

static void only_regular_files_are_read(void **state)
{
	(void)state;
	struct err e;
	assert_int_equal(mkfifoat(root, "fifo", 0600), 0);
	assert_false(file_read(root, "fifo", 100, &out, &e));
	assert_false(file_read(root, ".", 100, &out, &e));
	assert_false(file_read(root, "missing", 100, &out, &e));
	assert_string_equal(e.text, "cannot read missing: No such file or directory");
	assert_int_equal(file_open_beneath(root, "fifo"), -1);
	assert_int_equal(file_open_beneath(root, "."), -1);
	assert_int_equal(errno, EISDIR);
}

static void a_file_holds_what_it_has_and_nothing_else(void **state)
{
	(void)state;
	put("held", "text");
	assert_true(file_holds(root, "held", STR("text")));
	assert_false(file_holds(root, "held", STR("next")));
	assert_false(file_holds(root, "held", STR("texts")));
	assert_false(file_holds(root, "held", STR("tex")));
	assert_false(file_holds(root, "not-there", STR("")));
	assert_int_equal(symlinkat("held", root, "held-link"), 0);
	assert_false(file_holds(root, "held-link", STR("text")));
}

static void the_same_bytes_touch_nothing(void **state)
{
	(void)state;
	struct stat before, after;
	put("same", "text");
	assert_int_equal(fstatat(root, "same", &before, 0), 0);
	assert_int_equal(file_replace(root, "same", STR("text"), 0600, NULL), FILE_SAME);
	assert_int_equal(fstatat(root, "same", &after, 0), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_mode, after.st_mode);
	put("same", "tex");
	put("same", "texts");
	assert_string_equal(get("same"), "texts");
}

static int64_t seconds_of(const char *path)
{
	struct stat st;
	assert_int_equal(fstatat(root, path, &st, 0), 0);
	return st.st_mtim.tv_sec;
}

static void date(const char *path, int64_t seconds)
{
	const struct timespec times[] = { { .tv_nsec = UTIME_OMIT }, { seconds, 999999999 } };
	assert_int_equal(utimensat(root, path, times, 0), 0);
}

/* What was written when the clock was an hour ahead is an hour ahead of the clock now. */
static void each_version_is_dated_after_the_one_before_it(void **state)
{
	(void)state;
	put("dated", "one");
	int64_t ahead = seconds_of("dated") + 3600;
	date("dated", ahead);
	put("dated", "two");
	assert_int_equal(seconds_of("dated"), ahead + 1);
	put("dated", "three");
	assert_int_equal(seconds_of("dated"), ahead + 2);
	assert_int_equal(file_replace(root, "dated", STR("three"), 0644, NULL), FILE_SAME);
	assert_int_equal(seconds_of("dated"), ahead + 2);
	date("dated", 1000000000);
	put("dated", "four");
	assert_in_range(seconds_of("dated"), ahead - 3600, ahead - 1);
}

static void the_mode_does_not_depend_on_the_umask(void **state)
{
	(void)state;
	struct stat st;
	mode_t old = umask(0077);
	put("mode", "x");
	umask(old);
	assert_int_equal(fstatat(root, "mode", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
}

static void missing_folders_are_made(void **state)
{
	(void)state;
	struct err e;
	put("ru/some-project/atom.xml", "<feed/>");
	assert_string_equal(get("ru/some-project/atom.xml"), "<feed/>");
	assert_int_equal(names_in("ru/some-project"), 1);
	assert_true(file_make_dirs(root, "ru//some-project/deep/er/", &e));
	assert_true(file_make_dirs(root, "ru/some-project/deep/er", &e));
	assert_int_equal(names_in("ru/some-project/deep"), 1);
	assert_false(file_make_dirs(root, "ru/some-project/atom.xml/x", &e));
	assert_false(file_make_dirs(root, "ru/some-project/atom.xml", &e));
}

static void a_link_is_replaced_not_followed(void **state)
{
	(void)state;
	struct stat st;
	put("target", "old");
	assert_int_equal(symlinkat("target", root, "link"), 0);
	put("link", "old");
	assert_int_equal(fstatat(root, "link", &st, AT_SYMLINK_NOFOLLOW), 0);
	assert_true(S_ISREG(st.st_mode));
	put("link", "new");
	assert_string_equal(get("target"), "old");
}

static void a_failed_rename_leaves_no_temporary_file(void **state)
{
	(void)state;
	struct err e;
	assert_true(file_make_dirs(root, "full/taken/x", &e));
	assert_int_equal(file_replace(root, "full/taken", STR("x"), 0644, &e), FILE_FAILED);
	assert_string_equal(e.text, "cannot write full/taken: Is a directory");
	assert_int_equal(names_in("full"), 1);
}

static void a_failed_write_leaves_the_old_file_and_no_temporary(void **state)
{
	(void)state;
	struct rlimit old, small = { 100, RLIM_INFINITY };
	struct err e;
	char text[1000];
	memset(text, 'x', sizeof text);
	put("limit/file", "old");
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	enum file_change change = file_replace(
	    root, "limit/file", (struct str){ text, sizeof text }, 0644, &e);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(change, FILE_FAILED);
	assert_string_equal(e.text, "cannot write limit/file: File too large");
	assert_string_equal(get("limit/file"), "old");
	assert_int_equal(names_in("limit"), 1);
}

static void a_leftover_temporary_file_is_in_nobodys_way(void **state)
{
	(void)state;
	/* The serial goes up with each file, so the names to come are known. */
	for (unsigned long i = 0; i < 60; i++) {
		char name[64];
		snprintf(name, sizeof name, ".jarchy-%ld-%lu.tmp", (long)getpid(), i);
		int fd = openat(root, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		assert_true(fd >= 0);
		close(fd);
	}
	put("free", "x");
	assert_string_equal(get("free"), "x");
}

static int open_errno(const char *path)
{
	errno = 0;
	int fd = file_open_beneath(root, path);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static void make_tree(void)
{
	put("tree/sub/file", "inside");
	assert_int_equal(symlinkat("sub", root, "tree/to-sub"), 0);
	assert_int_equal(symlinkat("file", root, "tree/sub/to-file"), 0);
	assert_int_equal(symlinkat("/etc/passwd", root, "tree/sub/to-passwd"), 0);
}

/* The number of the first expectation that does not hold, 0 when all do. */
static int first_wrong(void)
{
	static const struct {
		const char *path;
		bool opens;
	} cases[] = {
		{ "tree/sub/file", true },
		{ "tree//sub/./file", true },
		{ "tree/sub/to-file", false },
		{ "tree/sub/to-passwd", false },
		{ "tree/to-sub/file", false },
		{ "tree/../tree/sub/file", false },
		{ "..", false },
		{ "tree/sub/..", false },
		{ "../../etc/passwd", false },
		{ "/etc/passwd", false },
		{ "", false },
		{ "tree/sub", false },
		{ "tree/sub/file/", false },
		{ "tree/sub/file/x", false },
		{ "tree/missing/file", false },
	};
	for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++)
		if ((open_errno(cases[i].path) == 0) != cases[i].opens)
			return i + 1;
	return 0;
}

static void links_that_stay_beneath_are_followed(void **state)
{
	(void)state;
	static const char *const refused[] = { "tree2/sub/to-passwd", "tree2/missing", "..", "/etc/passwd",
		"tree2/sub" };
	put("tree2/sub/file", "inside");
	assert_int_equal(symlinkat("file", root, "tree2/sub/to-file"), 0);
	assert_int_equal(symlinkat("../tree2/sub", root, "tree2/to-sub"), 0);
	assert_int_equal(symlinkat("/etc/passwd", root, "tree2/sub/to-passwd"), 0);
	int fd = file_follow_beneath(root, "tree2/to-sub/to-file");
	assert_true(fd >= 0);
	close(fd);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_int_equal(file_follow_beneath(root, refused[i]), -1);
}

/* A child that does nothing else than rename a file, and counts. */
static pid_t rename_without_end(atomic_ulong *times)
{
	pid_t child = fork();
	if (child == 0)
		for (;; atomic_fetch_add(times, 1)) {
			renameat(root, "restless", root, "restless2");
			renameat(root, "restless2", root, "restless");
		}
	return child;
}

/* Whether the file was renamed meanwhile; the kernel gives up then, where the link has "..". */
static bool follow_while_renamed(const atomic_ulong *times, int *failed)
{
	unsigned long before = atomic_load(times);
	int fd = file_follow_beneath(root, "tree3/other/up");
	if (fd >= 0)
		close(fd);
	else
		++*failed;
	return atomic_load(times) != before;
}

static void links_are_followed_while_another_file_is_renamed(void **state)
{
	(void)state;
	enum { MEANWHILE = 5000, LONGEST_MS = 3000 }; /* with one core there is hardly a meanwhile */
	const int flags = MAP_SHARED | MAP_ANONYMOUS;
	int failed = 0;
	atomic_ulong *times = mmap(NULL, sizeof *times, PROT_READ | PROT_WRITE, flags, -1, 0);
	assert_ptr_not_equal(times, MAP_FAILED);
	put("tree3/sub/file", "inside");
	put("tree3/other/file", "inside");
	put("restless", "");
	assert_int_equal(symlinkat("../sub/file", root, "tree3/other/up"), 0);
	pid_t child = rename_without_end(times);
	int64_t until = clock_ms() + LONGEST_MS;
	for (int n = 0; n < MEANWHILE && clock_ms() < until;)
		n += follow_while_renamed(times, &failed);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	munmap(times, sizeof *times);
	assert_int_equal(failed, 0);
}

static void nothing_outside_and_no_link_is_opened(void **state)
{
	(void)state;
	make_tree();
	assert_int_equal(first_wrong(), 0);
	assert_int_equal(open_errno("tree/sub/to-file"), ELOOP);
	assert_int_equal(open_errno("tree/missing"), ENOENT);
}

/* A child whose kernel seems to lack openat2. */
static void an_old_kernel_opens_the_same(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
		if (!filter || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0) != 0 ||
		    seccomp_load(filter) != 0)
			_exit(100);
		int before = open("/dev/null", O_RDONLY | O_CLOEXEC);
		int wrong = first_wrong();
		int after = open("/dev/null", O_RDONLY | O_CLOEXEC);
		_exit(wrong ? wrong : after != before + 1 ? 99 : 0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void times_that_nanoseconds_cannot_say_are_the_nearest(void **state)
{
	(void)state;
	const int64_t year_2300 = INT64_C(10413792000), year_1 = -INT64_C(62135596800);
	assert_int_equal(file_time_ns((struct timespec){ 1, 5 }), 1000000005);
	assert_int_equal(file_time_ns((struct timespec){ -1, 5 }), -999999995);
	assert_true(file_time_ns((struct timespec){ year_2300, 0 }) == INT64_MAX);
	assert_true(file_time_ns((struct timespec){ year_1, 0 }) == INT64_MIN);
	assert_true(file_time_ns((struct timespec){ 9223372036, 999999999 }) == INT64_MAX);
	assert_true(file_time_ns((struct timespec){ INT64_MAX, 0 }) == INT64_MAX);
}

/* The file system may take a time back into what it can keep. */
static void a_file_of_any_time_is_replaced(void **state)
{
	const int64_t times[] = { 10413792000, -62135596800, INT64_MAX, INT64_MIN };
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(times); i++) {
		const struct timespec t[] = { { .tv_sec = times[i] }, { .tv_sec = times[i] } };
		char text[2] = { (char)('a' + i) };
		OK(file_replace(root, "any-time", STR("before"), 0644, &failure) != FILE_FAILED);
		if (utimensat(root, "any-time", t, 0) != 0)
			continue;
		assert_int_equal(file_replace(root, "any-time", str_of(text), 0644, &failure), FILE_WRITTEN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(reading_appends_and_keeps_the_bound),
		cmocka_unit_test(a_head_is_as_much_as_was_asked_for),
		cmocka_unit_test(a_file_larger_than_the_buffer_is_refused),
		cmocka_unit_test(a_large_file_is_read_whole),
		cmocka_unit_test(only_regular_files_are_read),
		cmocka_unit_test(a_file_holds_what_it_has_and_nothing_else),
		cmocka_unit_test(the_same_bytes_touch_nothing),
		cmocka_unit_test(each_version_is_dated_after_the_one_before_it),
		cmocka_unit_test(times_that_nanoseconds_cannot_say_are_the_nearest),
		cmocka_unit_test(a_file_of_any_time_is_replaced),
		cmocka_unit_test(the_mode_does_not_depend_on_the_umask),
		cmocka_unit_test(missing_folders_are_made),
		cmocka_unit_test(a_link_is_replaced_not_followed),
		cmocka_unit_test(a_failed_rename_leaves_no_temporary_file),
		cmocka_unit_test(a_failed_write_leaves_the_old_file_and_no_temporary),
		cmocka_unit_test(a_leftover_temporary_file_is_in_nobodys_way),
		cmocka_unit_test(links_that_stay_beneath_are_followed),
		cmocka_unit_test(links_are_followed_while_another_file_is_renamed),
		cmocka_unit_test(nothing_outside_and_no_link_is_opened),
		cmocka_unit_test(an_old_kernel_opens_the_same),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
