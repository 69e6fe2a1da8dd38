/*
 * old_path: the one spelling of an old path that redirects (keys `alias` and `feed_alias`), however it is
 * written or asked for.
 *
 *   old-path = path [ "?" query ]
 *
 * decoded, without a slash at its end but for the root, the pairs in their order.
 */
#ifndef JARCHY_CONTENT_OLD_PATH_H
#define JARCHY_CONTENT_OLD_PATH_H

#include "base/buf.h"
#include "content/address.h"

enum { OLD_PATH_MAX = 2048 }; /* bytes */

/*
 * As it is written in front matter, percent-encoded or not. False: it is no path of a site. out is reset
 * first.
 */
bool old_path_read(struct str written, struct buf *out);
/*
 * Of a path that path_normalise has read, and a query as it came (empty: none). False: the query is malformed
 * or too long.
 */
bool old_path_of(struct str path, struct str query, struct buf *out);

/*
 * The format that an old path of a feed (key `feed_alias`) had, as far as its words tell: of Atom, of JSON,
 * else of RSS.
 */
enum feed_format_id old_path_format(struct str path);

#endif
