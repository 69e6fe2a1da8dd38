/*
 * outbound_links: looks an address up as it is written, then as it was before a menu encoded it.
 */
#include "catalog/outbound_links.h"

#include "base/path.h"
#include "catalog/catalog_internal.h"

enum { URI_MAX = 4096 }; /* bytes of an address that is looked up */

static int is_there(struct catalog *c, struct arena *a, struct str uri, struct err *err)
{
	return db_exists(&c->db, "look up an address",
	    "SELECT 1 FROM address a LEFT JOIN item i ON i.file = a.file"
	    " WHERE a.uri = ? AND (i.file IS NULL OR i.state = ?) LIMIT 1",
	    ARGS(arg_text(arena_str(a, uri)), arg_int(STATE_LIVE)), err);
}

int catalog_links_to(struct catalog *c, struct str uri, struct err *err)
{
	struct arena arena;
	struct buf decoded;

	if (uri.n > URI_MAX)
		return 0;
	arena_init(&arena);
	buf_init(&decoded, URI_MAX);
	int found = is_there(c, &arena, uri, err);
	/* A menu has an address without the characters that none may have. */
	if (found == 0 && path_decode_query(uri, false, &decoded))
		found = is_there(c, &arena, buf_str(&decoded), err);
	buf_release(&decoded);
	arena_release(&arena);
	return found;
}
