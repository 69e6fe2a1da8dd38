/*
 * titled: names of files as editors write them (content/file_link.h), for queries.
 */
#include "catalog/titled.h"

#include <sqlite3.h>

#include "content/file_link.h"

static struct str argument(sqlite3_value *v)
{
	const char *text = (const char *)sqlite3_value_text(v);
	return (struct str){ text ? text : "", text ? (size_t)sqlite3_value_bytes(v) : 0 };
}

static void titled(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	struct str value = argument(values[0]);
	size_t n = file_link_length(value, argument(values[1]));
	struct str title = str_trim(str_sub(value, n, value.n));
	if (n)
		sqlite3_result_text(context, title.n ? title.p : "", (int)title.n, SQLITE_TRANSIENT);
}

int titled_register(sqlite3 *handle)
{
	return sqlite3_create_function(
	    handle, "titled", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, titled, NULL, NULL);
}
