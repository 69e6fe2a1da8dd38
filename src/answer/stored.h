/*
 * stored: answers that are files: of the content, copies of pictures, feeds.
 *
 * Private to answer/. Each leaves the answer as it is when there is no such file; the status says when it
 * cannot be read, err then why.
 */
#ifndef JARCHY_ANSWER_STORED_H
#define JARCHY_ANSWER_STORED_H

#include "answer/response.h"
#include "answer/route.h"

/* Of ROUTE_FILE, ROUTE_DRAFT_FILE and ROUTE_SITE_FILE. */
void stored_file(struct catalog_handle *h, const struct request *q, const struct route_match *m,
    struct response *a, struct err *err);
/* What is in static/ under this path of the site. */
void stored_static(struct catalog_handle *h, struct str path, struct response *a, struct err *err);
void stored_feed(struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err);

#endif
