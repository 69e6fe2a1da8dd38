/*
 * figures: counts rows.
 */
#include "catalog/figures.h"

#include "catalog/catalog_internal.h"
#include "content/problem.h"

static bool count(
    struct db *db, const char *sql, const struct arg *args, size_t n, uint64_t *out, struct err *err)
{
	int64_t number = 0;
	if (db_number(db, "count what is published", sql, args, n, &number, err) < 0)
		return false;
	*out = (uint64_t)number;
	return true;
}

bool figures_read(struct catalog *c, struct figures *out, struct err *err)
{
	/* In the order of the index item_place, so nothing is sorted. */
	static const char items[] =
	    "SELECT count(*) FROM (SELECT 1 FROM item WHERE state = ? GROUP BY project, stem)";
	static const char problems[] = "SELECT count(*) FROM problem WHERE severity = ?";
	uint64_t strays = 0;
	if (!count(&c->db, items, ARGS(arg_int(STATE_LIVE)), &out->items, err) ||
	    !count(&c->db, problems, ARGS(arg_int(SEVERITY_ERROR)), &out->errors, err) ||
	    !count(&c->db, problems, ARGS(arg_int(SEVERITY_WARNING)), &out->warnings, err) ||
	    !count(&c->db, "SELECT count(*) FROM stray", NULL, 0, &strays, err))
		return false;
	out->errors += strays;
	return true;
}
