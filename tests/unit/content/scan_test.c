#include "unit/support/folder.h"

#include "content/scan.h"

struct fixture {
	struct folder folder;
	int fd; /* its */
	struct scan scan;
	struct problems problems;
	struct buf report;
};

static void make_file(struct fixture *f, const char *path)
{
	folder_write(&f->folder, path, "text");
}

static void make_dir(struct fixture *f, const char *path)
{
	assert_int_equal(mkdirat(f->fd, path, 0755), 0);
}

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	folder_init(&f->folder);
	f->fd = f->folder.fd;
	problems_init(&f->problems);
	buf_init(&f->report, 1 << 16);
	make_file(f, "site.ky.gmi");
	make_dir(f, "aiyl");
	make_file(f, "aiyl/project.ky.gmi");
	make_file(f, "aiyl/2023-09-08-x.ru.gmi");
	make_dir(f, "aiyl/2023-09-08-y");
	make_file(f, "aiyl/2023-09-08-y/index.ky.gmi");
	make_file(f, "aiyl/2023-09-08-y/a.pdf");
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	scan_release(&f->scan);
	problems_release(&f->problems);
	buf_release(&f->report);
	folder_release(&f->folder);
	free(f);
	return 0;
}

static void run(struct fixture *f)
{
	struct err err = { .text = "" };
	assert_true(scan_run(f->fd, &f->scan, &f->problems, &err));
	problems_sort(&f->problems);
	for (size_t i = 0; i < f->problems.n; i++)
		buf_printf(&f->report, "%s %s\n", f->problems.v[i].rule, f->problems.v[i].file);
}

static void expect_files(struct fixture *f, const char *const *paths)
{
	size_t n = 0;
	for (; paths[n]; n++) {
		assert_true(n < f->scan.file_count);
		assert_string_equal(f->scan.files[n].path, paths[n]);
	}
	assert_int_equal(f->scan.file_count, n);
}

static const char *const all[] = { "aiyl/2023-09-08-x.ru.gmi", "aiyl/2023-09-08-y/a.pdf",
	"aiyl/2023-09-08-y/index.ky.gmi", "aiyl/project.ky.gmi", "site.ky.gmi", NULL };

static void files_and_folders_come_sorted(void **state)
{
	struct fixture *f = *state;
	run(f);
	expect_files(f, all);
	assert_int_equal(f->scan.folder_count, 3);
	assert_string_equal(f->scan.folders[0], "");
	assert_string_equal(f->scan.folders[1], "aiyl");
	assert_string_equal(f->scan.folders[2], "aiyl/2023-09-08-y");
	assert_string_equal(f->report.data, "");
	assert_int_equal(f->scan.files[1].name.role, ROLE_ATTACHMENT);
	assert_true(str_is(f->scan.files[1].name.file, "a.pdf"));
	/* The slice lies in the path that the scan owns. */
	assert_ptr_equal(f->scan.files[1].name.file.p, f->scan.files[1].path + strlen("aiyl/2023-09-08-y/"));
}

static void the_stamp_is_that_of_the_file(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	run(f);
	assert_int_equal(fstatat(f->fd, "site.ky.gmi", &st, 0), 0);
	const struct file_stamp *s = &f->scan.files[4].stamp;
	assert_int_equal(s->size, 4);
	assert_int_equal(s->inode, st.st_ino);
	assert_int_equal(s->mtime_ns, st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec);
	assert_int_equal(s->ctime_ns, st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec);
}

static void what_is_hidden_is_not_entered(void **state)
{
	struct fixture *f = *state;
	make_dir(f, ".git");
	make_file(f, ".git/config");
	make_dir(f, "_drafts");
	make_file(f, "_drafts/x");
	make_file(f, "aiyl/.x.swp");
	make_file(f, "aiyl/x~");
	run(f);
	expect_files(f, all);
	assert_int_equal(f->scan.folder_count, 3);
	assert_string_equal(f->report.data, "");
}

static void a_copy_is_told_with_the_file_that_it_is_a_copy_of_and_left_out(void **state)
{
	struct fixture *f = *state;
	make_file(f, "aiyl/2023-09-08-x.ru-LAPTOP.gmi");
	make_file(f, "aiyl/2023-09-08-x.ru (conflicted copy 2023-09-09).gmi");
	make_file(f, "aiyl/2023-09-08-y/a (1).pdf");
	make_file(f, "aiyl/2023-09-08-z.ru (conflicted copy 2023-09-09).gmi");
	make_dir(f, "aiyl/2023-09-08-y - Copy");
	make_file(f, "aiyl/2023-09-08-y - Copy/index.ky.gmi");
	run(f);
	expect_files(f, all);
	assert_string_equal(f->report.data,
	    "conflict-copy aiyl/2023-09-08-x.ru (conflicted copy 2023-09-09).gmi\n"
	    "conflict-copy aiyl/2023-09-08-x.ru-LAPTOP.gmi\n"
	    "conflict-copy aiyl/2023-09-08-y - Copy\n"
	    "conflict-copy aiyl/2023-09-08-y/a (1).pdf\n"
	    "conflict-copy aiyl/2023-09-08-z.ru (conflicted copy 2023-09-09).gmi\n");
	assert_non_null(strstr(f->problems.v[0].text, "a copy of 2023-09-08-x.ru.gmi"));
	assert_non_null(strstr(f->problems.v[0].text, "both are here"));
	assert_non_null(strstr(f->problems.v[4].text, "2023-09-08-z.ru.gmi is not here"));
}

static void of_two_spellings_of_a_language_the_short_one_is_published(void **state)
{
	struct fixture *f = *state;
	make_file(f, "aiyl/2023-09-08-x.RU.gmi");
	make_file(f, "aiyl/2023-09-08-x.ru-KG.gmi");
	run(f);
	expect_files(f, all);
	assert_string_equal(f->report.data, "same-item aiyl/2023-09-08-x.RU.gmi\n"
	                                    "same-item aiyl/2023-09-08-x.ru-KG.gmi\n");
	assert_non_null(strstr(f->problems.v[0].text, "as 2023-09-08-x.ru.gmi: compare them"));
}

static void without_the_plain_file_a_counted_one_is_an_attachment(void **state)
{
	struct fixture *f = *state;
	make_file(f, "aiyl/2023-09-08-y/b (1).pdf");
	run(f);
	assert_int_equal(f->scan.file_count, 6);
	assert_string_equal(f->report.data, "");
}

static void what_fits_no_rule_is_told_and_left_out(void **state)
{
	struct fixture *f = *state;
	make_file(f, "README");
	make_dir(f, "archive");
	make_file(f, "archive/a");
	make_file(f, "archive/b");
	make_dir(f, "aiyl/images");
	make_dir(f, "aiyl/2023-09-08-y/deep");
	make_file(f, "aiyl/2023-09-08-y/deep/a.pdf");
	make_file(f, "aiyl/x.pdf");
	assert_int_equal(mkfifoat(f->fd, "aiyl/2023-09-08-y/pipe", 0644), 0);
	run(f);
	expect_files(f, all);
	assert_string_equal(f->report.data, "file-name README\n"
	                                    "folder-name aiyl/2023-09-08-y/deep\n"
	                                    "file-type aiyl/2023-09-08-y/pipe\n"
	                                    "folder-name aiyl/images\n"
	                                    "file-name aiyl/x.pdf\n"
	                                    "folder-name archive\n");
}

static void links_are_followed_inside_and_refused_outside(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(symlinkat("../2023-09-08-x.ru.gmi", f->fd, "aiyl/2023-09-08-y/b.pdf"), 0);
	assert_int_equal(symlinkat("/etc/passwd", f->fd, "aiyl/2023-09-08-y/c.pdf"), 0);
	assert_int_equal(symlinkat("../../../../etc/passwd", f->fd, "aiyl/2023-09-08-y/d.pdf"), 0);
	assert_int_equal(symlinkat("nothing", f->fd, "aiyl/2023-09-08-y/e.pdf"), 0);
	assert_int_equal(symlinkat("aiyl", f->fd, "other"), 0);
	assert_int_equal(symlinkat("loop.pdf", f->fd, "aiyl/2023-09-08-y/loop.pdf"), 0);
	run(f);
	assert_int_equal(f->scan.file_count, 6);
	assert_string_equal(f->scan.files[2].path, "aiyl/2023-09-08-y/b.pdf");
	assert_string_equal(f->report.data, "link aiyl/2023-09-08-y/c.pdf\n"
	                                    "link aiyl/2023-09-08-y/d.pdf\n"
	                                    "link aiyl/2023-09-08-y/e.pdf\n"
	                                    "link aiyl/2023-09-08-y/loop.pdf\n"
	                                    "link other\n");
}

static void a_directory_that_is_none_fails(void **state)
{
	struct fixture *f = *state;
	struct err err = { .text = "" };
	int fd = openat(f->fd, "site.ky.gmi", O_RDONLY);
	assert_false(scan_run(fd, &f->scan, &f->problems, &err));
	assert_non_null(strstr(err.text, "content directory"));
	close(fd);
}

int main(void)
{
#define SCAN_TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		SCAN_TEST(files_and_folders_come_sorted),
		SCAN_TEST(the_stamp_is_that_of_the_file),
		SCAN_TEST(what_is_hidden_is_not_entered),
		SCAN_TEST(a_copy_is_told_with_the_file_that_it_is_a_copy_of_and_left_out),
		SCAN_TEST(of_two_spellings_of_a_language_the_short_one_is_published),
		SCAN_TEST(without_the_plain_file_a_counted_one_is_an_attachment),
		SCAN_TEST(what_fits_no_rule_is_told_and_left_out),
		SCAN_TEST(links_are_followed_inside_and_refused_outside),
		SCAN_TEST(a_directory_that_is_none_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
