/*
 * export: what the origin gives to machines that show the same: one file with all of the durable facts,
 * and the names and digests of the content that they are about.
 *
 *     jarchy facts 1              the version of this format
 *     program 0.1.0
 *     site …                      config_basis: what the bytes of feeds depend on besides content and facts
 *     identity 5d1c…              of the facts (stamp.h)
 *     before 77ab… 120            a machine that minted them before, its last number; any number of lines
 *     origin 03fe…                the machine that mints them now
 *     number 131                  stamp.changes: a later export of the same origin has a higher one
 *     now 1795801535              the instant at which the origin last looked at what is due
 *     files 2 171                 lines and bytes of the list of files
 *     image 90112                 bytes of the facts
 *                                 an empty line, then the list: fields between tabs, a line for each file
 *     8d1f…  item wells 2025-01-02-pump en tag:example.org,2025:… wells/2025-01-02-pump/index.en.gmi
 *                                 then the facts as an SQLite file, and
 *     digest 9c0a…                SHA-256 of all before this line
 *
 * A copy that is under way, or was cut, has another digest: names and sizes are never trusted. This is
 * the format alone; follow.h has what is done with it.
 */
#ifndef JARCHY_CATALOG_EXPORT_H
#define JARCHY_CATALOG_EXPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "catalog/stamp.h"
#include "content/name.h"

#define EXPORT_NAME "facts" /* the file in the folder */

enum {
	EXPORT_FORMAT = 1,
	EXPORT_ORIGINS_MAX = 1000, /* machines, one after the other */
	EXPORT_BYTES_MAX = (1 << 30) + (1 << 29),
};

struct export_origin {
	struct str id;
	int64_t number;
};

struct export_head {
	uint64_t format;
	struct str program, site, identity;
	struct export_origin before[EXPORT_ORIGINS_MAX];
	size_t before_count;
	struct export_origin origin; /* the one that wrote it */
	int64_t now;
	uint64_t file_count, list_bytes, image_bytes;
};

/* A file of which the origin has rows. */
struct export_file {
	const char *digest; /* of the bytes that the rows were made of */
	const char *id;     /* of an item; else "" */
	const char *path;   /* below the content; never leads out of it */
	struct content_name name;
};

struct export
{
	struct export_head head;
	struct export_file *files; /* in the arena, sorted by path */
	size_t file_count;
	struct str image; /* of the facts; borrowed from the bytes, as what is in the head */
	struct arena arena;
};

enum export_state {
	EXPORT_GOOD,
	EXPORT_PART,  /* it is under way, was cut, or is no export */
	EXPORT_NEWER, /* another format, or a program that this one is older than */
};

/* Whether the bytes are meant to be an export. */
bool export_is(struct str bytes);
/* Reads the head alone, which may be all that there is. */
enum export_state export_read_head(struct str bytes, struct export_head *out, struct err *err);
/* All of it. What is not EXPORT_GOOD leaves nothing to release. */
enum export_state export_read(struct str bytes, struct export *out, struct err *err);
void export_release(struct export *e);

/* One after the other: head (its counts and sizes as they will be), files, image, end. */
void export_put_head(const struct export_head *h, struct buf *out);
void export_put_file(const struct export_file *f, struct buf *out);
bool export_put_end(struct buf *out, struct err *err);

#endif
