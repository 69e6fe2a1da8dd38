/*
 * db: statements are found by a hash of their text; a connection has a few dozen.
 */
#include "catalog/db.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hash.h"
#include "content/document.h"

/* Of SQLite's machine, between two looks at the clock: well under a millisecond. */
enum { STEPS_A_LOOK = 2000 };
enum { WAL_PAGES = 1000 }; /* from which on a -wal is long; SQLite has the same */

struct statement {
	struct statement *next;
	uint64_t hash;
	char *sql;
	sqlite3_stmt *prepared;
};

/* What another try may get past. */
static bool is_passing(int code)
{
	switch (code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_NOMEM:
	case SQLITE_INTERRUPT:
	case SQLITE_CANTOPEN:
	case SQLITE_PROTOCOL:
		return true;
	default:
		return false;
	}
}

/* A short read: pages that the file should have are not there, nor will another try find them. */
static bool is_damage(const struct db *db, int code)
{
	return code == SQLITE_CORRUPT || code == SQLITE_NOTADB ||
	       sqlite3_extended_errcode(db->handle) == SQLITE_IOERR_SHORT_READ;
}

/* What is wrong, and what a person can do about it. */
static void explain(int code, struct err *err)
{
	switch (code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		err_set(err, "another program is using this database: try again later");
		break;
	case SQLITE_FULL:
		err_set(err, "there is no space left on the disk: make room");
		break;
	case SQLITE_PERM:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		err_set(
		    err, "this database cannot be opened or written: look at the permissions of its folder");
		break;
	default:
		err_set(err, "this database cannot be used");
	}
}

bool db_fail(struct db *db, const char *what, struct err *err)
{
	int code = sqlite3_errcode(db->handle) & 0xff;
	bool damaged = is_damage(db, code);
	char why[200];

	snprintf(why, sizeof why, "cannot %s: %s", what, sqlite3_errmsg(db->handle));
	db->busy = is_passing(code);
	db->damaged = db->damaged || damaged;
	if (!damaged)
		explain(code, err);
	else
		err_set(err, "this database is damaged");
	if (damaged && db->cure) {
		err_message(err, db->cure);
		err_prefix(err, "this database is damaged");
	}
	err_follow(err, "(SQLite: %s)", why);
	return db->name ? err_prefix(err, "%s", db->name) : false;
}

/* --- opening ---------------------------------------------------------------------- */

/*
 * SQLite opens a -wal for writing even where the database is opened for reading. Whoever reads must not
 * have such a descriptor: with it the pages could be forged, or cut off, for everybody.
 */
static int open_for_reading(
    sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *got_flags)
{
	sqlite3_vfs *system = self->pAppData;
	flags &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	return system->xOpen(system, path, file, flags | SQLITE_OPEN_READONLY, got_flags);
}

static sqlite3_vfs reader_vfs;

static void register_reader(void)
{
	sqlite3_vfs *system = sqlite3_vfs_find(NULL);
	if (!system)
		return;
	reader_vfs = *system;
	reader_vfs.pNext = NULL;
	reader_vfs.zName = "reader";
	reader_vfs.pAppData = system;
	reader_vfs.xOpen = open_for_reading;
	sqlite3_vfs_register(&reader_vfs, 0);
}

/* The index beside the -wal is asked for by the address (https://sqlite.org/uri.html). */
static void reader_uri(struct buf *b, const char *path)
{
	buf_puts(b, "file:");
	for (; *path; path++)
		buf_printf(b, strchr("%?#", *path) ? "%%%02x" : "%c", (unsigned char)*path);
	buf_puts(b, "?readonly_shm=1");
}

static int open_reader(const char *path, int flags, sqlite3 **handle)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct buf uri;

	pthread_once(&once, register_reader);
	buf_init(&uri, 1 << 16);
	reader_uri(&uri, path);
	int code = sqlite3_open_v2(uri.data, handle, flags | SQLITE_OPEN_URI, "reader");
	buf_release(&uri);
	return code;
}

/*
 * SQLite counts its memory under one lock of the process, which threads wait for that have no connection in
 * common. Nothing reads the count.
 */
static void count_no_memory(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool db_open(struct db *db, const char *name, const char *path, int flags, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, count_no_memory);
	*db = (struct db){ 0 };
	flags |= SQLITE_OPEN_NOMUTEX;
	int code = flags & SQLITE_OPEN_READONLY ? open_reader(path, flags, &db->handle)
	                                        : sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (code != SQLITE_OK) {
		db_fail(db, "be opened", err);
		err_prefix(err, "%s", path);
		db_close(db);
		return false;
	}
	db->name = name;
	sqlite3_busy_timeout(db->handle, 1000);
	/*
	 * A plan depends on no argument, not even where one could make a partial index of use: else the
	 * statement is prepared again each time that such an argument is bound.
	 */
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
	return true;
}

bool db_open_again(struct db *again, const struct db *db, struct err *err)
{
	return db_open(again, db->name, sqlite3_db_filename(db->handle, "main"), SQLITE_OPEN_READONLY, err);
}

static int is_over(void *arg)
{
	const struct db *db = arg;

	return clock_cpu_us() >= db->deadline;
}

void db_limit(struct db *db, int64_t us)
{
	db->deadline = us ? clock_cpu_us() + us : 0;
	sqlite3_progress_handler(db->handle, us ? STEPS_A_LOOK : 0, us ? is_over : NULL, db);
}

void db_close(struct db *db)
{
	for (size_t i = 0; i < DB_BUCKETS; i++) {
		struct statement *next;
		for (struct statement *s = db->statements[i]; s; s = next) {
			next = s->next;
			sqlite3_finalize(s->prepared);
			free(s->sql);
			free(s);
		}
		db->statements[i] = NULL;
	}
	sqlite3_close(db->handle);
	db->handle = NULL;
}

bool db_has_moved(const struct db *db)
{
	int moved = 0;

	return db->handle &&
	       sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

void db_keep_wal(struct db *db)
{
	int persist = 1;

	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
}

static int note_wal(void *arg, sqlite3 *handle, const char *name, int pages)
{
	struct db *db = arg;

	(void)handle;
	(void)name;
	db->wal_pages = pages;
	return SQLITE_OK;
}

void db_defer_checkpoints(struct db *db)
{
	sqlite3_wal_hook(db->handle, note_wal, db); /* in place of SQLite's own, which copies */
}

void db_checkpoint(struct db *db)
{
	if (db->wal_pages < WAL_PAGES)
		return;
	db->wal_pages = 0;
	sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

void db_remove_orphans(const char *path)
{
	static const char *const parts[] = { "-wal", "-shm" };
	struct buf b;

	if (access(path, F_OK) == 0)
		return;
	buf_init(&b, 1 << 16);
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		buf_reset(&b);
		buf_printf(&b, "%s%s", path, parts[i]);
		unlink(b.data);
	}
	buf_release(&b);
}

struct arg arg_int(int64_t n)
{
	return (struct arg){ ARG_INT, n, NULL };
}

struct arg arg_text(const char *s)
{
	return (struct arg){ ARG_TEXT, 0, s ? s : "" };
}

struct arg arg_instant(int64_t at)
{
	return (struct arg){ at == INSTANT_NONE ? ARG_NULL : ARG_INT, at, NULL };
}

static sqlite3_stmt *prepare(struct db *db, const char *what, const char *sql, struct err *err)
{
	uint64_t hash = hash_long(str_of(sql)); /* each statement begins with this */
	struct statement **bucket = &db->statements[hash % DB_BUCKETS];
	sqlite3_stmt *prepared;

	for (struct statement *s = *bucket; s; s = s->next)
		if (s->hash == hash && strcmp(s->sql, sql) == 0)
			return s->prepared;
	if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL) !=
	    SQLITE_OK) {
		db_fail(db, what, err);
		return NULL;
	}
	struct statement *s = xmalloc(sizeof *s);
	*s = (struct statement){ *bucket, hash, xstrdup(sql), prepared };
	*bucket = s;
	return prepared;
}

static int bind(sqlite3_stmt *statement, int at, const struct arg *arg)
{
	switch (arg->type) {
	case ARG_TEXT:
		return sqlite3_bind_text(statement, at, arg->text, -1, SQLITE_STATIC);
	case ARG_INT:
		return sqlite3_bind_int64(statement, at, arg->number);
	default:
		return sqlite3_bind_null(statement, at);
	}
}

static void end(struct rows *r)
{
	sqlite3_reset(r->statement);
	r->statement = NULL;
}

/* The message first: the end of a statement may take it away. */
static void fail(struct rows *r)
{
	db_fail(r->db, r->what, r->err);
	r->state = -1;
	end(r);
}

void db_select(struct db *db, struct rows *r, const char *what, const char *sql, const struct arg *args,
    size_t n, struct err *err)
{
	*r = (struct rows){ db, prepare(db, what, sql, err), what, err, 0 };
	if (!r->statement)
		r->state = -1;
	for (size_t i = 0; r->statement && i < n; i++)
		if (bind(r->statement, (int)i + 1, &args[i]) != SQLITE_OK)
			fail(r);
}

bool rows_next(struct rows *r)
{
	if (!r->statement)
		return false;
	switch (sqlite3_step(r->statement)) {
	case SQLITE_ROW:
		r->state = 1;
		return true;
	case SQLITE_DONE:
		r->state = 0;
		end(r);
		return false;
	default:
		fail(r);
		return false;
	}
}

bool rows_end(struct rows *r)
{
	if (r->statement)
		end(r);
	return r->state >= 0;
}

bool db_row(struct db *db, struct rows *r, const char *what, const char *sql, const struct arg *args,
    size_t n, struct err *err)
{
	db_select(db, r, what, sql, args, n, err);
	return rows_next(r);
}

int rows_found(struct rows *r)
{
	return rows_end(r) ? r->state : -1;
}

const char *row_peek(struct rows *r, int column)
{
	const unsigned char *s = sqlite3_column_text(r->statement, column);

	return s ? (const char *)s : "";
}

const char *row_text(struct rows *r, int column, struct arena *a)
{
	const char *s = row_peek(r, column);

	if (!*s)
		return "";
	return arena_str(a, (struct str){ s, (size_t)sqlite3_column_bytes(r->statement, column) });
}

int64_t row_int(struct rows *r, int column)
{
	return sqlite3_column_int64(r->statement, column);
}

double row_double(struct rows *r, int column)
{
	return sqlite3_column_double(r->statement, column);
}

bool row_is_null(struct rows *r, int column)
{
	return sqlite3_column_type(r->statement, column) == SQLITE_NULL;
}

int64_t row_instant(struct rows *r, int column)
{
	if (sqlite3_column_type(r->statement, column) == SQLITE_NULL)
		return INSTANT_NONE;
	return row_int(r, column);
}

struct arg row_arg(struct rows *r, int column)
{
	switch (sqlite3_column_type(r->statement, column)) {
	case SQLITE_NULL:
		return (struct arg){ .type = ARG_NULL };
	case SQLITE_INTEGER:
		return arg_int(row_int(r, column));
	default:
		return arg_text(row_peek(r, column));
	}
}

bool db_script(struct db *db, const char *what, const char *sql, struct err *err)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(db, what, err);
	return true;
}

bool db_script_whole(struct db *db, const char *what, const char *sql, struct err *err)
{
	if (db_begin(db, err) && db_script(db, what, sql, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool db_run(
    struct db *db, const char *what, const char *sql, const struct arg *args, size_t n, struct err *err)
{
	struct rows r;

	db_select(db, &r, what, sql, args, n, err);
	while (rows_next(&r))
		;
	return rows_end(&r);
}

int db_number(struct db *db, const char *what, const char *sql, const struct arg *args, size_t n,
    int64_t *out, struct err *err)
{
	struct rows r;

	if (db_row(db, &r, what, sql, args, n, err))
		*out = row_int(&r, 0);
	return rows_found(&r);
}

int db_exists(
    struct db *db, const char *what, const char *sql, const struct arg *args, size_t n, struct err *err)
{
	struct rows r;

	db_row(db, &r, what, sql, args, n, err);
	return rows_found(&r);
}

bool db_begin(struct db *db, struct err *err)
{
	return db_run(db, "begin a change", "BEGIN IMMEDIATE", NULL, 0, err);
}

bool db_begin_reading(struct db *db, struct err *err)
{
	return db_run(db, "begin to read", "BEGIN", NULL, 0, err);
}

bool db_commit(struct db *db, struct err *err)
{
	return db_run(db, "keep a change", "COMMIT", NULL, 0, err);
}

void db_rollback(struct db *db)
{
	if (db_in_change(db))
		db_run(db, "undo a change", "ROLLBACK", NULL, 0, NULL);
}

bool db_in_change(const struct db *db)
{
	return db->handle && !sqlite3_get_autocommit(db->handle);
}
