/*
 * path: the paths of the site and the names in the content directory.
 *
 * Only text is looked at here; nothing is opened (file.h does that).
 */
#ifndef JARCHY_BASE_PATH_H
#define JARCHY_BASE_PATH_H

#include "base/buf.h"

enum {
	SLUG_MAX = 60,
	STEM_MAX = SLUG_MAX + 11,
	PATH_MAX_LEN = 1024
}; /* bytes; a stem is a date, a hyphen and a slug */

/* [a-z0-9][a-z0-9-]{0,59}: names of projects and items. */
bool path_is_slug(struct str s);

enum path_result {
	PATH_OK,
	PATH_BAD,    /* malformed percent-encoding, NUL, invalid UTF-8 */
	PATH_CLIMBS, /* dot segments that leave the root */
};
/*
 * Percent-decodes a path and removes its dot segments (RFC 3986 sections 5.2.4 and 6.2.2).
 * An encoded slash stays "%2F", so it is never a separator. The result begins
 * with "/"; runs of slashes are kept. out is reset first.
 */
enum path_result path_normalise(struct str raw, struct buf *out);

/* Appends s with everything but unreserved characters and "/" percent-encoded. */
void path_encode(struct buf *out, struct str s);
/*
 * Appends a query as it came, its escapes too, with what no URI has (RFC 3986 section 3.4)
 * percent-encoded.
 */
void path_encode_query(struct buf *out, struct str raw);
/* Percent-decodes a query (RFC 3986; "+" is a plus unless plus_is_space). False on bad escapes. */
bool path_decode_query(struct str raw, bool plus_is_space, struct buf *out);

/*
 * Takes the next segment off *rest: of "/ru/x/" the segments "ru", "x", "".
 * False at the end.
 */
bool path_next(struct str *rest, struct str *segment);
/* What follows the last dot of the last segment; empty when there is none. */
struct str path_extension(struct str path);

#endif
