/*
 * Each folder tests/content/CASE/ that has a `problems.txt` is a case: what is below CASE/in/ is scanned and parsed,
 * and must give exactly the problems there and the documents in `documents.txt`. With GOLDEN_WRITE in the
 * environment both are written again, for git diff to judge.
 */
#include "unit/support/documents.h"
#include "lang/lang.h"

#include <dirent.h>

#define CASES "tests/content"

static void print_document(const char *path, const struct document *d, struct buf *out)
{
	char date[DATE_TEXT_MAX];
	date_rfc3339(d->date.at == INSTANT_NONE ? 0 : d->date.at, date);
	buf_printf(out, "== %s\n", path);
	buf_printf(out, "title: %s\nsummary: %s\nkind: %s\n", d->title, d->summary, item_kind_word(d->kind));
	if (d->role == ROLE_ITEM)
		buf_printf(out, "date: %s\n", date);
	for (size_t i = 0; i < d->value_count; i++)
		buf_printf(out, "%s (%d): %s\n", d->values[i].key, d->values[i].line, d->values[i].text);
	buf_printf(out, "body (%d):\n%s", d->body_line, d->body);
}

static void parse_one(int dir, const struct scanned *file, struct problems *problems, struct buf *documents)
{
	struct document d;
	if (file->name.role == ROLE_ATTACHMENT)
		return;
	if (document_read(dir, file, &d, problems))
		print_document(file->path, &d, documents);
	document_release(&d);
}

static void expect_file(int dir, const char *name, const struct buf *got)
{
	struct buf want;
	struct err err;
	if (getenv("GOLDEN_WRITE"))
		assert_int_not_equal(file_replace(dir, name, buf_str(got), 0644, &err), FILE_FAILED);
	buf_init(&want, 1 << 22);
	assert_true(file_read(dir, name, 1 << 22, &want, &err));
	assert_string_equal(got->data, want.data);
	buf_release(&want);
}

static void run_case(int dir)
{
	struct problems problems;
	struct buf report, documents;
	struct scan scan;
	struct err err;
	int in = openat(dir, "in", O_RDONLY | O_DIRECTORY);
	problems_init(&problems);
	buf_init(&report, 1 << 22);
	buf_init(&documents, 1 << 22);
	assert_true(scan_run(in, &scan, &problems, &err));
	for (size_t i = 0; i < scan.file_count; i++)
		parse_one(in, &scan.files[i], &problems, &documents);
	problems_sort(&problems);
	for (size_t i = 0; i < problems.n; i++) {
		problem_print(&problems.v[i], NULL, &report);
		buf_add_char(&report, '\n');
	}
	expect_file(dir, "problems.txt", &report);
	expect_file(dir, "documents.txt", &documents);
	scan_release(&scan);
	problems_release(&problems);
	buf_release(&report);
	buf_release(&documents);
	close(in);
}

static void every_case_gives_exactly_its_problems_and_documents(void **state)
{
	(void)state;
	struct err err;
	size_t count = 0;
	DIR *cases = opendir(CASES);
	if (!cases)
		fail_msg("run this in the top folder of the source: there is no %s here", CASES);
	assert_true(date_set_zone("Asia/Bishkek", &err));
	for (struct dirent *e; (e = readdir(cases));) {
		int dir = openat(dirfd(cases), e->d_name, O_RDONLY | O_DIRECTORY);
		if (e->d_name[0] != '.' && dir >= 0 && faccessat(dir, "problems.txt", R_OK, 0) == 0) {
			run_case(dir);
			count++;
		}
		if (dir >= 0)
			close(dir);
	}
	closedir(cases);
	assert_true(count >= 2);
}

int main(void)
{
	const struct lang *none = NULL;
	lang_show(&none); /* what is in these files does not change with each new pack */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_gives_exactly_its_problems_and_documents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
