/*
 * meta: one statement for each row that is read or written.
 */
#include "catalog/meta.h"

#include <string.h>

bool meta_version(struct db *db, int64_t *out, struct err *err)
{
	int found = db_number(
	    db, "read its version", "SELECT value FROM meta WHERE key = 'version'", NULL, 0, out, err);

	return found == 0 ? err_set(err, "catalogue damaged: it has no version") : found == 1;
}

bool meta_raise_version(struct db *db, struct err *err)
{
	return db_run(
	    db, "raise its version", "UPDATE meta SET value = value + 1 WHERE key = 'version'", NULL, 0, err);
}

bool meta_now(struct db *db, int64_t *now, struct err *err)
{
	return db_number(db, "read its instant", "SELECT value FROM meta WHERE key = 'now'", NULL, 0, now,
	           err) >= 0;
}

bool meta_set_now(struct db *db, int64_t now, struct err *err)
{
	return db_run(
	    db, "note its instant", "INSERT OR REPLACE INTO meta VALUES('now', ?)", ARGS(arg_int(now)), err);
}

bool meta_is_basis(struct db *db, const char *basis, bool *same, struct err *err)
{
	struct rows r;

	*same = db_row(
	            db, &r, "read its basis", "SELECT value FROM meta WHERE key = 'basis'", NULL, 0, err) &&
	        strcmp(row_peek(&r, 0), basis) == 0;
	return rows_end(&r);
}

bool meta_set_basis(struct db *db, const char *basis, struct err *err)
{
	return db_run(db, "note its basis", "INSERT OR REPLACE INTO meta VALUES('basis', ?)",
	    ARGS(arg_text(basis)), err);
}

bool meta_feeds_current(struct db *db, bool *current, struct err *err)
{
	int64_t same = 0;
	int found = db_number(db, "read what feeds are of",
	    "SELECT f.value = v.value FROM meta f, meta v WHERE f.key = 'feeds' AND v.key = 'version'", NULL,
	    0, &same, err);

	*current = same;
	return found >= 0;
}

bool meta_set_feeds_current(struct db *db, struct err *err)
{
	return db_run(db, "note what feeds are of",
	    "INSERT OR REPLACE INTO meta SELECT 'feeds', value FROM meta WHERE key = 'version'", NULL, 0,
	    err);
}
