/*
 * origins: the table `origin`, and the column `taken` of `stamp`.
 */
#include "catalog/origins.h"

#include <string.h>

bool origins_read(struct facts *f, struct arena *a, struct origins *out, struct err *err)
{
	int64_t taken = 0;
	struct rows r;

	*out = (struct origins){ 0 };
	db_select(
	    &f->db, &r, "read who made them", "SELECT id, number FROM origin ORDER BY pos", NULL, 0, err);
	while (rows_next(&r))
		*ARENA_PUSH(a, out->v, out->n) = (struct origin){ row_text(&r, 0, a), row_int(&r, 1) };
	if (!rows_end(&r) ||
	    db_number(&f->db, "read who made them", "SELECT taken FROM stamp", NULL, 0, &taken, err) != 1)
		return false;
	out->taken = taken;
	if (out->n)
		out->v[out->n - 1].number = f->stamp.changes;
	return true;
}

const struct origin *origins_find(const struct origins *o, struct str id)
{
	for (size_t i = 0; i < o->n; i++)
		if (str_is(id, o->v[i].id))
			return &o->v[i];
	return NULL;
}

bool origins_add(struct facts *f, struct err *err)
{
	return db_run(&f->db, "note who makes them",
	           "UPDATE origin SET number = (SELECT changes FROM stamp) WHERE pos = (SELECT max(pos) FROM "
	           "origin)",
	           NULL, 0, err) &&
	       db_run(&f->db, "note who makes them",
	           "INSERT INTO origin SELECT coalesce(max(pos), 0) + 1, lower(hex(randomblob(16))), 0 FROM "
	           "origin",
	           NULL, 0, err) &&
	       db_run(&f->db, "note who makes them", "UPDATE stamp SET taken = 0", NULL, 0, err);
}
