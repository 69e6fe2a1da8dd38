/*
 * query: the SQL of a listing, from what is asked for.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_QUERY_H
#define JARCHY_CATALOG_QUERY_H

#include "catalog/catalog.h"
#include "catalog/db.h"

struct sql {
	char text[2048];
	size_t len;
	struct arg args[16];
	size_t n;
};
enum sql_wanted { SQL_ROWS, SQL_COUNT, SQL_ANY };
void query_sql(const struct entry_query *q, enum sql_wanted wanted, struct sql *out);

#endif
