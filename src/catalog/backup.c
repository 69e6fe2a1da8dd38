/*
 * backup: the stamps of two copies say whether one has all that the other has.
 */
#include "catalog/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "catalog/export.h"
#include "catalog/facts_image.h"
#include "catalog/lock.h"
#include "catalog/meta.h"

/* Leaves the facts alone of what an origin exported for its followers; what is none stays as it is. */
static bool unpack_export(struct buf *bytes, struct err *err)
{
	struct export e;

	if (!export_is(buf_str(bytes)))
		return true;
	if (export_read(buf_str(bytes), &e, err) != EXPORT_GOOD)
		return false;
	size_t before = (size_t)(e.image.p - bytes->data), n = e.image.n;
	buf_truncate(bytes, before + n);
	buf_consume(bytes, before);
	export_release(&e);
	return true;
}

bool backup_read(const char *file, struct buf *image, struct facts_summary *out, struct err *err)
{
	buf_init(image, EXPORT_BYTES_MAX);
	if (!file_read(AT_FDCWD, file, EXPORT_BYTES_MAX, image, err))
		return false;
	return (unpack_export(image, err) && facts_image_check(buf_str(image), out, err)) ||
	       err_prefix(err, "%s", file);
}

/* --- making one --------------------------------------------------------------------- */

static bool same_file(const char *a, const char *b)
{
	struct stat s, t;

	return stat(a, &s) == 0 && stat(b, &t) == 0 && s.st_ino == t.st_ino && s.st_dev == t.st_dev;
}

/* A file that is there may only be a backup that the new one has all of. */
static bool may_replace(const char *file, const char *facts, const struct facts_summary *now, struct err *err)
{
	struct facts_summary old;
	struct buf image;

	if (access(file, F_OK) != 0)
		return errno == ENOENT || err_errno(err, "%s", file);
	if (same_file(file, facts))
		return err_set(err, "%s: these are the facts themselves: choose another name", file);
	bool older = backup_read(file, &image, &old, NULL) &&
	             strcmp(old.stamp.identity, now->stamp.identity) == 0 &&
	             old.stamp.changes <= now->stamp.changes;
	buf_release(&image);
	return older ||
	       err_set(err,
	           "%s: this file is not an older backup of the same site: choose another name, or remove it",
	           file);
}

static bool has_folder(struct arena *a, const char *file, struct err *err)
{
	const char *slash = strrchr(file, '/');
	const char *folder = slash ? arena_str(a, (struct str){ file, (size_t)(slash - file) + 1 }) : ".";

	return access(folder, F_OK) == 0 || err_errno(err, "%s", folder);
}

bool backup_make(const char *folder, const char *file, struct facts_summary *out, struct err *err)
{
	struct arena a = { 0 };
	struct buf image;
	const char *path = arena_printf(&a, "%s/facts.db", folder);

	buf_init(&image, FACTS_BYTES_MAX);
	bool ok = facts_image_of(folder, &image, out, err) && has_folder(&a, file, err) &&
	          may_replace(file, path, out, err) &&
	          file_replace(AT_FDCWD, file, buf_str(&image), 0644, err) != FILE_FAILED;
	buf_release(&image);
	if (ok) { /* what is on the disk is what counts */
		ok = backup_read(file, &image, out, err);
		buf_release(&image);
	}
	arena_release(&a);
	return ok;
}

/* --- putting one back ------------------------------------------------------------------ */

/* Which facts the catalogue was made with; "" when nothing says so. */
static struct stamp catalogue_stamp(struct arena *a, const char *folder)
{
	struct stamp stamp = { 0 };
	struct db db;

	if (db_open(
	        &db, "catalog.db", arena_printf(a, "%s/catalog.db", folder), SQLITE_OPEN_READONLY, NULL)) {
		meta_stamp(&db, &stamp, NULL);
		db_close(&db);
	}
	return stamp;
}

static bool loses(const struct stamp *here, const struct stamp *backup, const char *what, struct err *err)
{
	if (!*here->identity || here->changes == 0)
		return false;
	if (strcmp(here->identity, backup->identity) != 0) {
		err_set(err,
		    "%s: the backup is of another site or copy: ids and positions that readers of this one "
		    "were "
		    "given would be lost (--force: all the same)",
		    what);
		return true;
	}
	if (here->changes <= backup->changes)
		return false;
	err_set(err,
	    "%s: it is at change %lld, the backup at %lld: what readers were given between them would be lost"
	    " (--force: all the same)",
	    what, (long long)here->changes, (long long)backup->changes);
	return true;
}

/*
 * Facts that cannot be read, as damaged ones, are not in the way of a backup of the same; the catalogue
 * says which they were.
 */
static bool check_loss(struct arena *a, const char *folder, const struct stamp *backup, struct err *err)
{
	const char *path = arena_printf(a, "%s/facts.db", folder);
	struct facts_summary here = { 0 };
	struct stamp known = catalogue_stamp(a, folder);
	struct buf image;
	struct err why = { .text = "" };

	buf_init(&image, FACTS_BYTES_MAX);
	bool readable = facts_image_of(folder, &image, &here, &why);
	buf_release(&image);
	if (readable)
		return !loses(&here.stamp, backup, path, err);
	known.changes = known.changes > backup->changes ? backup->changes : known.changes;
	return !loses(&known, backup, arena_printf(a, "%s/catalog.db", folder), err);
}

static void remove_catalogue(struct arena *a, const char *folder)
{
	unlink(arena_printf(a, "%s/catalog.db", folder));
	unlink(arena_printf(a, "%s/catalog.db-wal", folder));
	unlink(arena_printf(a, "%s/catalog.db-shm", folder));
}

bool backup_restore(const char *folder, const struct buf *image, bool force, bool *kept, struct err *err)
{
	struct arena a = { 0 };
	struct facts_summary backup;
	int lock = lock_take(folder, err);

	if (lock < 0)
		return false;
	*kept = access(arena_printf(&a, "%s/facts.db", folder), F_OK) == 0;
	struct buf taken;
	buf_init(&taken, FACTS_BYTES_MAX);
	bool ok = facts_image_check(buf_str(image), &backup, err) &&
	          (force || check_loss(&a, folder, &backup.stamp, err)) &&
	          facts_image_taken(buf_str(image), &taken, err);
	if (ok && force)
		remove_catalogue(&a, folder);
	ok = ok && facts_image_put(folder, buf_str(&taken), err);
	buf_release(&taken);
	close(lock);
	arena_release(&a);
	return ok;
}

/*
 * Facts that are there are only less than the image when they are the same ones at an earlier change, or
 * cannot be read.
 */
static bool is_due(const char *folder, const struct stamp *image)
{
	struct facts_summary here = { 0 };
	struct buf bytes;
	struct err err;

	buf_init(&bytes, FACTS_BYTES_MAX);
	bool readable = facts_image_of(folder, &bytes, &here, &err);
	buf_release(&bytes);
	return !readable ||
	       (strcmp(here.stamp.identity, image->identity) == 0 && here.stamp.changes < image->changes);
}

bool backup_put_back(const char *folder, const struct buf *image, bool *put, struct err *err)
{
	struct facts_summary held;
	int lock = lock_take(folder, err);

	*put = false;
	if (lock < 0)
		return false;
	bool ok = facts_image_check(buf_str(image), &held, err);
	if (ok && is_due(folder, &held.stamp))
		ok = *put = facts_image_put(folder, buf_str(image), err);
	close(lock);
	return ok;
}
