/*
 * subscriber_import: takes what the workers noted of subscribers into the durable facts.
 */
#ifndef JARCHY_PUBLISH_SUBSCRIBER_IMPORT_H
#define JARCHY_PUBLISH_SUBSCRIBER_IMPORT_H

#include "catalog/writer.h"
#include "page/site.h"
#include "serve/subscriber_table.h"

/*
 * Every note that was not taken before; on failure they all stay for the next time. Workers are not trusted:
 * a note that no request can have made is left out. `today`: days since 1970, UTC. *noted: how many were
 * taken.
 */
bool subscriber_import(struct writer *w, struct subscriber_table *t, const struct site *site, int64_t today,
    size_t *noted, struct err *err);

#endif
