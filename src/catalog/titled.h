/*
 * titled: a function of SQL for the key `attachment`, whose value is the name of a file and a title.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_TITLED_H
#define JARCHY_CATALOG_TITLED_H

struct sqlite3;

/* titled(value, name): the title, '' when there is none; NULL when the value does not begin with the name. */
int titled_register(struct sqlite3 *handle);

#endif
