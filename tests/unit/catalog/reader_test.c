/* A reader in a process of its own, as workers are, beside the writer in this one. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "catalog/writer_internal.h"
#include "unit/support/catalogue.h"

struct reader {
	pid_t pid;
	int ask, answer; /* a letter goes there, a number comes back */
	struct catalog *catalog;
};

/* --- the reader's process ----------------------------------------------------------- */

/* How many of its three descriptors, of the database, its -wal and its -shm, are open for writing. */
static int64_t writable(void)
{
	int64_t n = 0, files = 0;
	for (int fd = 3; fd < 64; fd++) {
		char name[32], path[256];
		snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
		ssize_t len = readlink(name, path, sizeof path - 1);
		path[len > 0 ? len : 0] = 0;
		if (!strstr(path, "/catalog.db"))
			continue;
		files++;
		n += (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY;
	}
	return files == 3 ? n : -1;
}

static int64_t count(struct reader *r)
{
	uint64_t n = 0;
	struct err err;
	return catalog_count(r->catalog, &(struct entry_query){ .lang = "ru" }, &n, &err) ? (int64_t)n : -1;
}

static int64_t obey(struct reader *r, struct catalogue *c, char order)
{
	struct err err;
	switch (order) {
	case 'o':
		r->catalog = catalog_open(folder_path(&c->folder, "catalog.db"), &err);
		return r->catalog != NULL;
	case 'b':
		return catalog_begin(r->catalog, &err);
	case 'e':
		catalog_end(r->catalog);
		return 1;
	case 'w':
		return writable();
	default:
		return count(r);
	}
}

static void read_orders(struct reader *r, struct catalogue *c)
{
	for (char order; read(r->ask, &order, 1) == 1;) {
		int64_t n = obey(r, c, order);
		if (write(r->answer, &n, sizeof n) != sizeof n)
			_exit(1);
	}
	catalog_close(r->catalog);
	_exit(0);
}

/* --- this one ------------------------------------------------------------------------ */

static void close_writer(struct catalogue *c)
{
	writer_close(c->writer);
	c->writer = NULL;
}

/* SQLite's own tables must be empty when a process forks, so the writer is closed meanwhile. */
static struct reader fork_reader(struct catalogue *c)
{
	int there[2], back[2];
	struct reader r = { 0 };
	close_writer(c);
	assert_int_equal(pipe2(there, O_CLOEXEC), 0);
	assert_int_equal(pipe2(back, O_CLOEXEC), 0);
	r.pid = fork();
	if (r.pid == 0) {
		close(there[1]);
		close(back[0]);
		r.ask = there[0];
		r.answer = back[1];
		read_orders(&r, c);
	}
	close(there[0]);
	close(back[1]);
	r.ask = there[1];
	r.answer = back[0];
	return r;
}

static int64_t ask(const struct reader *r, char order)
{
	int64_t n;
	assert_int_equal(write(r->ask, &order, 1), 1);
	assert_int_equal(read(r->answer, &n, sizeof n), sizeof n);
	return n;
}

static void end_reader(struct reader *r)
{
	int status;
	close(r->ask);
	assert_int_equal(waitpid(r->pid, &status, 0), r->pid);
	assert_int_equal(status, 0);
	close(r->answer);
}

static void put_and_commit(struct catalogue *c, const char *path)
{
	begin(c);
	PUT(c, path, "a");
	commit_at(c, "2025-01-01");
}

/* Moves all of the -wal that nobody reads into the catalogue and empties it; false: somebody reads it. */
static bool checkpoint(struct catalogue *c)
{
	int64_t busy = 1;
	assert_int_equal(db_number(&c->writer->catalog.db, "empty the WAL", "PRAGMA wal_checkpoint(TRUNCATE)",
	                     NULL, 0, &busy, &failure),
	    1);
	return !busy;
}

static int64_t size_of(struct catalogue *c, const char *name)
{
	struct stat st;
	assert_int_equal(stat(folder_path(&c->folder, name), &st), 0);
	return st.st_size;
}

static void nothing_that_a_reader_opens_can_be_written(void **state)
{
	struct catalogue *c = *state;
	put_and_commit(c, "water/2023-01-01-a.ru.gmi");
	struct reader r = fork_reader(c);
	assert_int_equal(ask(&r, 'o'), 1);
	assert_int_equal(ask(&r, 'n'), 1); /* no writer holds the index: the reader makes one of its own */
	assert_int_equal(ask(&r, 'w'), 0);
	catalogue_open(c, "basis");
	put_and_commit(c, "water/2023-01-02-b.ru.gmi");
	assert_int_equal(ask(&r, 'n'), 2);
	assert_int_equal(ask(&r, 'w'), 0);
	end_reader(&r);
}

static void the_view_of_a_reader_is_kept_from_the_writer(void **state)
{
	struct catalogue *c = *state;
	put_and_commit(c, "water/2023-01-01-a.ru.gmi");
	struct reader r = fork_reader(c);
	catalogue_open(c, "basis");
	put_and_commit(c, "water/2023-01-02-b.ru.gmi");
	assert_int_equal(ask(&r, 'o'), 1);
	assert_int_equal(ask(&r, 'b'), 1);
	assert_int_equal(ask(&r, 'n'), 2);
	put_and_commit(c, "water/2023-01-03-c.ru.gmi");
	assert_false(checkpoint(c)); /* its lock holds */
	assert_int_equal(ask(&r, 'n'), 2);
	ask(&r, 'e');
	assert_int_equal(ask(&r, 'n'), 3);
	end_reader(&r);
}

static void a_reader_sees_what_is_written_after_the_wal_was_emptied(void **state)
{
	struct catalogue *c = *state;
	put_and_commit(c, "water/2023-01-01-a.ru.gmi");
	struct reader r = fork_reader(c);
	catalogue_open(c, "basis");
	assert_int_equal(ask(&r, 'o'), 1);
	for (int i = 1; i <= 20; i++) {
		put_and_commit(c, arena_printf(&c->arena, "water/2023-02-%02d-b.ru.gmi", i));
		assert_int_equal(ask(&r, 'n'), i + 1);
		if (i % 3 == 0)
			assert_true(checkpoint(c));
	}
	assert_int_equal(ask(&r, 'b'), 1);
	assert_int_equal(ask(&r, 'n'), 21);
	end_reader(&r);
}

static void a_reader_leaves_the_wal_as_it_is(void **state)
{
	struct catalogue *c = *state;
	put_and_commit(c, "water/2023-01-01-a.ru.gmi");
	struct reader r = fork_reader(c);
	catalogue_open(c, "basis");
	put_and_commit(c, "water/2023-01-02-b.ru.gmi");
	int64_t wal = size_of(c, "catalog.db-wal"), index = size_of(c, "catalog.db-shm");
	assert_true(wal > 0 && index > 0);
	assert_int_equal(ask(&r, 'o'), 1);
	assert_int_equal(ask(&r, 'n'), 2);
	close_writer(c); /* the reader is the last: a writer that is last empties the WAL */
	int64_t left = size_of(c, "catalog.db-wal");
	end_reader(&r);
	assert_int_equal(size_of(c, "catalog.db-wal"), left);
	assert_int_equal(size_of(c, "catalog.db-shm"), index);
	catalogue_open(c, "basis");
	assert_string_equal(LISTED(c, .lang = "ru"), "a a");
}

/* Characters that mean something in an address (https://sqlite.org/uri.html). */
static void a_folder_of_any_name_can_be_read(void **state)
{
	struct catalogue *c = *state;
	put_and_commit(c, "water/2023-01-01-a.ru.gmi");
	close_writer(c);
	char *odd = folder_path(&c->folder, "a%41 b?mode=rwc&x#y");
	assert_int_equal(mkdir(odd, 0755), 0);
	static const char *const parts[] = { "catalog.db", "catalog.db-wal", "catalog.db-shm" };
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		assert_int_equal(rename(folder_path(&c->folder, parts[i]),
		                     arena_printf(&c->arena, "%s/%s", odd, parts[i])),
		    0);
	struct catalog *reader = catalog_open(arena_printf(&c->arena, "%s/catalog.db", odd), &failure);
	assert_non_null(reader);
	assert_string_equal(titles_of(c, reader, &(struct entry_query){ .lang = "ru" }), "a");
	catalog_close(reader);
	catalogue_open(c, "basis");
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(nothing_that_a_reader_opens_can_be_written),
		TEST(the_view_of_a_reader_is_kept_from_the_writer),
		TEST(a_reader_sees_what_is_written_after_the_wal_was_emptied),
		TEST(a_reader_leaves_the_wal_as_it_is),
		TEST(a_folder_of_any_name_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
