/*
 * db: one SQLite connection, its prepared statements, and errors for people.
 *
 * Private to catalog/. Statements are prepared once and kept by their text. Arguments
 * are borrowed until the rows end; texts that are read go into an arena.
 */
#ifndef JARCHY_CATALOG_DB_H
#define JARCHY_CATALOG_DB_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/err.h"

enum { DB_BUCKETS = 64 };

struct statement;
struct db {
	sqlite3 *handle;
	const char *
	    name; /* a literal, begins each error: "catalog.db"; NULL: whoever opens it puts the path there */
	bool damaged;     /* a page was met that SQLite cannot read */
	int64_t deadline; /* of clock_cpu_us, when queries end with SQLITE_INTERRUPT; 0: none */
	bool busy;        /* the last failure passes: no time, no memory, no descriptor */
	int wal_pages;    /* in the -wal after the last commit, where checkpoints are deferred */
	const char *cure; /* what to do with a damaged one, a message; NULL: nothing has to be done */
	struct statement *statements[DB_BUCKETS];
};

/*
 * Opens with flags as in sqlite3_open_v2. On failure nothing is left open. With SQLITE_OPEN_READONLY no
 * file is opened for writing, the -wal and the -shm neither: the -wal must be there (db_keep_wal).
 */
bool db_open(struct db *db, const char *name, const char *path, int flags, struct err *err);
/* Another connection to the same file, which only reads: for another thread. */
bool db_open_again(struct db *again, const struct db *db, struct err *err);
/* Also after a failed open, or of a zeroed struct. */
void db_close(struct db *db);
/* Whether its file was deleted, renamed or replaced. */
bool db_has_moved(const struct db *db);
/* Of a writer: the -wal and -shm files stay when it closes; readers that may write nothing need them. */
void db_keep_wal(struct db *db);
/* Of a writer: no commit copies a long -wal into the database, for which readers would wait, but db_checkpoint. */
void db_defer_checkpoints(struct db *db);
/* Copies it once it is long, but for what readers hold on to. What fails is done the next time. */
void db_checkpoint(struct db *db);
/*
 * When the file is not there, removes the -wal and -shm files that it left: SQLite would take them for
 * those of a file that is renamed to that place, and bring back pages of the old one (a file that it
 * makes itself it begins without them). Only for a writer that holds off all others.
 */
void db_remove_orphans(const char *path);
/* From now on queries may take this much processor time together, then they fail; 0: any. */
void db_limit(struct db *db, int64_t us);
/*
 * Says what is wrong with the database and what to do; then, in brackets, that SQLite cannot <what>, and
 * why. Returns false.
 */
bool db_fail(struct db *db, const char *what, struct err *err);

/* One value that is bound to a "?" of a statement. */
enum arg_type { ARG_NULL, ARG_INT, ARG_TEXT };
struct arg {
	enum arg_type type;
	int64_t number;
	const char *text;
};
struct arg arg_int(int64_t n);
struct arg arg_text(const char *s);
/* INSTANT_NONE becomes NULL. */
struct arg arg_instant(int64_t at);
#define ARGS(...)                                                                                            \
	(const struct arg[]){ __VA_ARGS__ }, sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg)

/*
 * A change: between these the database is this connection's alone to write, and what is read stays the
 * same. They do not nest. A commit that fails may leave the change open: roll it back.
 */
bool db_begin(struct db *db, struct err *err);
/* One that only reads. Its view begins with the first read. */
bool db_begin_reading(struct db *db, struct err *err);
bool db_commit(struct db *db, struct err *err);
/* Harmless outside of a change, and of a closed database. */
void db_rollback(struct db *db);
bool db_in_change(const struct db *db);

/* Several statements without arguments, not kept. */
bool db_script(struct db *db, const char *what, const char *sql, struct err *err);
/* The same, all of them or none. */
bool db_script_whole(struct db *db, const char *what, const char *sql, struct err *err);
/* One statement without rows, or whose rows are not wanted. */
bool db_run(
    struct db *db, const char *what, const char *sql, const struct arg *args, size_t n, struct err *err);

/*
 * The rows of one statement:
 *
 *     db_select(db, &r, "list years", sql, ARGS(arg_text(lang)), err);
 *     while (rows_next(&r))
 *             year = row_int(&r, 0);
 *     return rows_end(&r);
 *
 * A failure ends the rows, sets err, and is what rows_end returns; a loop that is left early is no
 * failure. The same text must not be selected again before its rows have ended.
 */
struct rows {
	struct db *db;
	sqlite3_stmt *statement; /* NULL after the end */
	const char *what;
	struct err *err;
	int state; /* 1: a row is at hand; 0: none; -1: failed */
};
void db_select(struct db *db, struct rows *r, const char *what, const char *sql, const struct arg *args,
    size_t n, struct err *err);
/* Whether there is another row; then it is at hand. */
bool rows_next(struct rows *r);
/* Ends them, if they have not ended. False: they failed. To be called after every db_select. */
__attribute__((warn_unused_result)) bool rows_end(struct rows *r);

/*
 * One row:
 *
 *     if (db_row(db, &r, "look up an id", sql, ARGS(arg_int(file)), err))
 *             *id = row_text(&r, 0, a);
 *     return rows_found(&r);
 */
bool db_row(struct db *db, struct rows *r, const char *what, const char *sql, const struct arg *args,
    size_t n, struct err *err);
/* Ends them: 1 when a row was at hand, 0 when there was none, -1 when they failed. */
__attribute__((warn_unused_result)) int rows_found(struct rows *r);

/* Of the row at hand. NULL is "", 0, INSTANT_NONE. */
const char *row_text(struct rows *r, int column, struct arena *a);
/* Borrowed until the next row. */
const char *row_peek(struct rows *r, int column);
int64_t row_int(struct rows *r, int column);
int64_t row_instant(struct rows *r, int column);
double row_double(struct rows *r, int column);
bool row_is_null(struct rows *r, int column);
/* To be bound as it is: a text, a number or NULL. Borrowed until the next row. */
struct arg row_arg(struct rows *r, int column);

/* The first column of the first row: 1, 0 when there is no row, -1 failed. */
int db_number(struct db *db, const char *what, const char *sql, const struct arg *args, size_t n,
    int64_t *out, struct err *err);
/* Whether there is a row: 1, 0, -1 failed. */
int db_exists(
    struct db *db, const char *what, const char *sql, const struct arg *args, size_t n, struct err *err);

#endif
