/*
 * meta: the rows of the table `meta`, what the catalogue says of itself.
 *
 * Private to catalog/. version is raised by each change of what readers see; now is the instant of the last
 * such change; basis is what the rows depend on besides the content; feeds is the version that the feeds on
 * disk were made from; identity and changes are the stamp of the facts that the rows agree with; behind is
 * there while they may know less than those; built is the end of the first build of the site, by the clock
 * of its files.
 */
#ifndef JARCHY_CATALOG_META_H
#define JARCHY_CATALOG_META_H

#include "catalog/db.h"
#include "catalog/stamp.h"

/* False with err also when there is none: the catalogue is damaged then. */
bool meta_version(struct db *db, int64_t *out, struct err *err);
bool meta_raise_version(struct db *db, struct err *err);

/* *now is left alone before the first change. */
bool meta_now(struct db *db, int64_t *now, struct err *err);
bool meta_set_now(struct db *db, int64_t now, struct err *err);

bool meta_is_basis(struct db *db, const char *basis, bool *same, struct err *err);
bool meta_set_basis(struct db *db, const char *basis, struct err *err);
/* They are of no basis: to be made again. */
bool meta_forget_basis(struct db *db, struct err *err);

/* Without one, the identity is "". */
bool meta_stamp(struct db *db, struct stamp *out, struct err *err);
/* Writes nothing where it is that already. */
bool meta_set_stamp(struct db *db, const struct stamp *stamp, struct err *err);
/* 1, 0, -1 failed. */
int meta_is_behind(struct db *db, struct err *err);
bool meta_set_behind(struct db *db, bool behind, struct err *err);

/*
 * Whose facts a follower made the rows with: an id of origins.h, IDENTITY_MAX bytes; "": they are those of an
 * origin, or there are none.
 */
bool meta_followed(struct db *db, char *origin, struct err *err);
bool meta_set_followed(struct db *db, const char *origin, struct err *err);

/* Whether the feeds on disk are those of this version. */
bool meta_feeds_current(struct db *db, bool *current, struct err *err);
bool meta_set_feeds_current(struct db *db, struct err *err);

/* Nanoseconds since 1970; 0: not known. */
bool meta_built(struct db *db, int64_t *ns, struct err *err);
bool meta_set_built(struct db *db, int64_t ns, struct err *err);

#endif
