/*
 * catalog: a reader's handle: opened, one consistent view, closed.
 *
 * What it is asked is in entry.c, query.c, texts.c, attachments.c, old_paths.c, search/ and problems.c.
 * Nothing here writes.
 */
#include "catalog/catalog.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "catalog/catalog_internal.h"
#include "catalog/facts.h"
#include "catalog/meta.h"
#include "catalog/schema.h"
#include "catalog/search/state.h"
#include "catalog/search/tokenizer.h"

enum { OPEN_WAIT_MS = 1000, OPEN_STEP_MS = 10 };

static bool open_once(struct catalog *c, const char *path, struct err *err)
{
	int64_t version = 0;

	if (!db_open(&c->db, "catalog.db", path, SQLITE_OPEN_READONLY, err))
		return false;
	c->db.name = NULL;
	/* Whoever reads may not make a file: what a search sorts stays in memory. */
	if (tokenizer_register(&c->db, NULL, err) &&
	    db_script(&c->db, "be opened", "PRAGMA temp_store = MEMORY", err) &&
	    db_number(&c->db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) == 1) {
		c->db.name = "catalog.db";
		if (version == SCHEMA_VERSION)
			return true;
		err_set(err, "catalogue: not made yet, or by another version of jarchy");
	}
	err_prefix(err, "%s", path);
	db_close(&c->db);
	return false;
}

static struct catalog *open_within(const char *path, int wait_ms, struct err *err)
{
	struct catalog *c = xcalloc(1, sizeof *c);
	struct err last = { .text = "" };

	for (int waited = 0; waited <= wait_ms; waited += OPEN_STEP_MS) {
		if (open_once(c, path, &last))
			return c;
		if (waited < wait_ms)
			nanosleep(&(struct timespec){ .tv_nsec = OPEN_STEP_MS * 1000000L }, NULL);
	}
	err_message(err, last.message);
	free(c);
	return NULL;
}

struct catalog *catalog_open(const char *path, struct err *err)
{
	return open_within(path, OPEN_WAIT_MS, err);
}

struct catalog *catalog_try_open(const char *path, struct err *err)
{
	return open_within(path, 0, err);
}

bool catalog_check(const char *path, struct err *err)
{
	struct catalog *c = catalog_try_open(path, err);
	struct rows r;

	if (!c)
		return false;
	bool whole = db_row(&c->db, &r, "be checked", "PRAGMA quick_check(1)", NULL, 0, err) &&
	             strcmp(row_peek(&r, 0), "ok") == 0;
	whole = rows_end(&r) && (whole || err_set(err, "catalogue damaged"));
	catalog_close(c);
	return whole;
}

bool catalog_is_damaged(const struct catalog *c)
{
	return c->db.damaged;
}

void catalog_close(struct catalog *c)
{
	if (!c)
		return;
	db_close(&c->db);
	search_state_free(c->searches);
	free(c->absence);
	if (c->is_twin) {
		facts_close(c->facts);
		free(c->facts);
	}
	free(c);
}

static const char *file_of(const struct db *db)
{
	return sqlite3_db_filename(db->handle, "main");
}

struct catalog *catalog_open_twin(const struct catalog *c, struct err *err)
{
	struct catalog *twin = catalog_open(file_of(&c->db), err);
	if (!twin || !c->facts)
		return twin;
	twin->is_twin = true;
	twin->facts = xcalloc(1, sizeof *twin->facts);
	if (db_open_again(&twin->facts->db, &c->facts->db, err))
		return twin;
	catalog_close(twin);
	return NULL;
}

/* A damaged catalogue is set aside: its readers go on with it until there is a new one. */
bool catalog_was_replaced(const struct catalog *c)
{
	return db_has_moved(&c->db) && access(file_of(&c->db), F_OK) == 0;
}

bool catalog_begin(struct catalog *c, struct err *err)
{
	int64_t version;

	c->db.busy = false;
	c->nested = db_in_change(&c->db);
	if (c->nested)
		return true;
	if (!db_begin_reading(&c->db, err))
		return false;
	if (catalog_version(c, &version, err))
		return true; /* the view begins with the first read */
	catalog_end(c);
	return false;
}

void catalog_end(struct catalog *c)
{
	if (!c->nested && db_in_change(&c->db))
		db_commit(&c->db, NULL);
	c->nested = false;
}

void catalog_limit(struct catalog *c, int64_t us)
{
	db_limit(&c->db, us);
}

bool catalog_is_busy(const struct catalog *c)
{
	return c->db.busy;
}

bool catalog_changes(struct catalog *c, int64_t *out, struct err *err)
{
	return db_number(&c->db, "say whether it changed", "PRAGMA data_version", NULL, 0, out, err) == 1;
}

bool catalog_version(struct catalog *c, int64_t *out, struct err *err)
{
	return meta_version(&c->db, out, err);
}
