/*
 * meta: one statement for each row that is read or written.
 */
#include "catalog/meta.h"

#include <stdio.h>
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

bool meta_forget_basis(struct db *db, struct err *err)
{
	return db_run(db, "forget its basis", "DELETE FROM meta WHERE key = 'basis'", NULL, 0, err);
}

bool meta_stamp(struct db *db, struct stamp *out, struct err *err)
{
	struct rows r;

	*out = (struct stamp){ 0 };
	if (db_row(db, &r, "read of which facts it is",
	        "SELECT i.value, c.value FROM meta i, meta c WHERE i.key = 'identity' AND c.key = 'changes'",
	        NULL, 0, err)) {
		snprintf(out->identity, sizeof out->identity, "%s", row_peek(&r, 0));
		out->changes = row_int(&r, 1);
	}
	return rows_end(&r);
}

bool meta_set_stamp(struct db *db, const struct stamp *stamp, struct err *err)
{
	return db_run(db, "note of which facts it is",
	    "INSERT INTO meta VALUES('identity', ?), ('changes', ?)"
	    " ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",
	    ARGS(arg_text(stamp->identity), arg_int(stamp->changes)), err);
}

int meta_is_behind(struct db *db, struct err *err)
{
	return db_exists(
	    db, "read whether it is behind", "SELECT 1 FROM meta WHERE key = 'behind'", NULL, 0, err);
}

bool meta_set_behind(struct db *db, bool behind, struct err *err)
{
	return db_run(db, "note whether it is behind",
	    behind ? "INSERT OR REPLACE INTO meta VALUES('behind', 1)"
	           : "DELETE FROM meta WHERE key = 'behind'",
	    NULL, 0, err);
}

bool meta_followed(struct db *db, char *origin, struct err *err)
{
	struct rows r;

	origin[0] = '\0';
	if (db_row(db, &r, "read whom it follows", "SELECT value FROM meta WHERE key = 'followed'", NULL, 0,
	        err))
		snprintf(origin, IDENTITY_MAX, "%s", row_peek(&r, 0));
	return rows_end(&r);
}

bool meta_set_followed(struct db *db, const char *origin, struct err *err)
{
	char is[IDENTITY_MAX];

	if (!meta_followed(db, is, err))
		return false;
	if (strcmp(is, origin) == 0)
		return true;
	return db_run(db, "note whom it follows",
	    *origin ? "INSERT OR REPLACE INTO meta VALUES('followed', ?)"
	            : "DELETE FROM meta WHERE key = "
	              "'followed' AND ? = ''",
	    ARGS(arg_text(origin)), err);
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

bool meta_built(struct db *db, int64_t *ns, struct err *err)
{
	*ns = 0;
	return db_number(db, "read when it was built", "SELECT value FROM meta WHERE key = 'built'", NULL, 0,
	           ns, err) >= 0;
}

bool meta_set_built(struct db *db, int64_t ns, struct err *err)
{
	return db_run(db, "note when it was built", "INSERT OR REPLACE INTO meta VALUES('built', ?)",
	    ARGS(arg_int(ns)), err);
}
