/*
 * facts_image: sqlite3_serialize(3) and sqlite3_deserialize(3), and a rename.
 */
#include "catalog/facts_image.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "catalog/schema.h"

enum { HEADER = 100, WRITE_VERSION = 18, READ_VERSION = 19, ROLLBACK_JOURNAL = 1 };

/*
 * SQLite's file format, section 1.3: a file in WAL mode cannot be opened in memory, and wants a -wal
 * beside it.
 */
static void leave_wal_mode(char *image)
{
	image[WRITE_VERSION] = image[READ_VERSION] = ROLLBACK_JOURNAL;
}

bool facts_image_take(struct db *db, struct buf *out, struct err *err)
{
	sqlite3_int64 size = 0;
	int64_t changes;

	buf_reset(out);
	if (!db_begin_reading(db, err))
		return false;
	bool ok = db_number(db, "be copied", "SELECT changes FROM stamp", NULL, 0, &changes, err) >= 0;
	unsigned char *bytes = ok ? sqlite3_serialize(db->handle, "main", &size, 0) : NULL;
	if (ok && !bytes)
		ok = db_fail(db, "be copied", err);
	db_rollback(db);
	if (ok && (size < HEADER || !buf_add(out, bytes, (size_t)size)))
		ok = err_set(err, "facts: cannot be copied: %lld bytes", (long long)size);
	if (ok)
		leave_wal_mode(out->data);
	sqlite3_free(bytes);
	return ok;
}

static bool read_summary(struct db *db, struct facts_summary *out, struct err *err)
{
	struct rows r;

	*out = (struct facts_summary){ 0 };
	if (db_row(db, &r, "be read",
	        "SELECT identity, changes, (SELECT count(*) FROM given), (SELECT count(*) FROM slot) FROM "
	        "stamp",
	        NULL, 0, err)) {
		snprintf(out->stamp.identity, sizeof out->stamp.identity, "%s", row_peek(&r, 0));
		out->stamp.changes = row_int(&r, 1);
		out->ids = row_int(&r, 2);
		out->positions = row_int(&r, 3);
	}
	int found = rows_found(&r);
	return found == 1 || (found == 0 && err_set(err, "they have no identity"));
}

static bool is_whole(struct db *db, struct err *err)
{
	struct rows r;
	bool whole = db_row(db, &r, "be checked", "PRAGMA integrity_check(1)", NULL, 0, err) &&
	             strcmp(row_peek(&r, 0), "ok") == 0;

	return rows_end(&r) && (whole || err_set(err, "the file is damaged: it does not agree with itself"));
}

static bool check(struct db *db, struct facts_summary *out, struct err *err)
{
	int64_t version = 0;

	if (db_number(db, "be read", "PRAGMA user_version", NULL, 0, &version, err) != 1)
		return false;
	if (version > FACTS_VERSION)
		return err_set(err, "made by a newer version of jarchy (%lld, this one knows %d)",
		    (long long)version, FACTS_VERSION);
	if (version < FACTS_STAMPED)
		return err_set(
		    err, "made by a version of jarchy that made no backups: run \"jarchy build\" first");
	return is_whole(db, err) && read_summary(db, out, err);
}

/* The image as a database in memory, to be closed in any case. */
static bool open_image(struct str image, unsigned flags, struct db *db, struct err *err)
{
	static const char magic[] = "SQLite format 3";

	*db = (struct db){ 0 };
	if (image.n < HEADER || memcmp(image.p, magic, sizeof magic) != 0)
		return err_set(err, "this is no backup of jarchy");
	if (!db_open(db, "facts.db", ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
		return false;
	db->name = NULL;
	char *copy = sqlite3_malloc64(image.n);
	if (!copy)
		return false;
	memcpy(copy, image.p, image.n);
	leave_wal_mode(copy);
	return sqlite3_deserialize(db->handle, "main", (unsigned char *)copy, (sqlite3_int64)image.n,
	           (sqlite3_int64)image.n, SQLITE_DESERIALIZE_FREEONCLOSE | flags) == SQLITE_OK ||
	       db_fail(db, "be read", err);
}

bool facts_image_check(struct str image, struct facts_summary *out, struct err *err)
{
	struct db db;
	bool ok = open_image(image, SQLITE_DESERIALIZE_READONLY, &db, err) && check(&db, out, err);

	db_close(&db);
	return ok;
}

bool facts_image_open_taken(struct str image, struct db *db, struct err *err)
{
	int64_t version = 0;

	if (!open_image(image, SQLITE_DESERIALIZE_RESIZEABLE, db, err) ||
	    db_number(db, "be read", "PRAGMA user_version", NULL, 0, &version, err) != 1)
		return false;
	for (; version < FACTS_VERSION; version++)
		if (!db_script_whole(db, "be made", schema_facts[version], err))
			return false;
	return db_run(db, "be taken over", "UPDATE stamp SET taken = 1", NULL, 0, err);
}

bool facts_image_taken(struct str image, struct buf *out, struct err *err)
{
	struct db db;
	bool ok = facts_image_open_taken(image, &db, err) && facts_image_take(&db, out, err);

	db_close(&db);
	return ok;
}

/* With its -wal, so that all of it can still be read. */
static bool keep_old(struct arena *a, const char *folder, struct err *err)
{
	static const char *const parts[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		const char *from = arena_printf(a, "%s/facts.db%s", folder, parts[i]);
		const char *to = arena_printf(a, "%s/facts.db.replaced%s", folder, parts[i]);
		if (access(from, F_OK) != 0)
			unlink(to); /* it belongs to those before */
		else if (rename(from, to) != 0)
			return err_errno(err, "cannot rename %s", from);
	}
	return true;
}

/* Readers cannot make the -shm that a folder may lack; then the connection has to be one that could write. */
static bool open_facts(struct db *db, const char *path, struct err *err)
{
	int64_t n;

	if (access(path, F_OK) != 0)
		return err_set(err, "%s: there are no facts yet: nothing was published", path);
	if (db_open(db, "facts.db", path, SQLITE_OPEN_READONLY, err) &&
	    db_number(db, "be read", "SELECT count(*) FROM sqlite_schema", NULL, 0, &n, NULL) == 1)
		return true;
	db_close(db);
	return db_open(db, "facts.db", path, SQLITE_OPEN_READWRITE, err);
}

bool facts_image_of(const char *folder, struct buf *image, struct facts_summary *out, struct err *err)
{
	struct arena a = { 0 };
	const char *path = arena_printf(&a, "%s/facts.db", folder);
	struct db db = { 0 };
	bool ok = open_facts(&db, path, err);

	if (ok) {
		db.name = NULL;
		db_keep_wal(&db);
		ok = facts_image_take(&db, image, err) && facts_image_check(buf_str(image), out, err);
		if (!ok)
			err_prefix(err, "%s", path);
	}
	db_close(&db);
	arena_release(&a);
	return ok;
}

void facts_image_set_aside_damaged(const char *folder)
{
	struct arena a = { 0 };
	struct facts_summary held;
	struct buf image;
	struct err err = { .text = "" };

	buf_init(&image, FACTS_BYTES_MAX);
	if (!facts_image_of(folder, &image, &held, &err) && keep_old(&a, folder, &err))
		log_warning("%s/facts.db is not whole any more: it is kept as facts.db.replaced", folder);
	buf_release(&image);
	arena_release(&a);
}

bool facts_image_put(const char *folder, struct str image, struct err *err)
{
	struct arena a = { 0 };
	const char *path = arena_printf(&a, "%s/facts.db", folder);
	bool there = access(path, F_OK) == 0;

	bool ok = (!there || keep_old(&a, folder, err)) &&
	          file_replace(AT_FDCWD, path, image, 0644, err) != FILE_FAILED;
	arena_release(&a);
	return ok;
}
