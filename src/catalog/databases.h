/*
 * databases: makes, opens and replaces the catalogue and the facts of a writer.
 *
 * Private to catalog/. They are in the writer's folder, or in memory; the lock beside them holds off a second writer.
 */
#ifndef JARCHY_CATALOG_DATABASES_H
#define JARCHY_CATALOG_DATABASES_H

#include <stdbool.h>

#include "base/err.h"

struct writer;

/*
 * Takes the lock, opens the facts and the catalogue, and brings `vanished` up to the facts. Sets building and stale. On failure
 * some may be open: databases_close.
 */
bool databases_open(struct writer *w, struct err *err);
void databases_close(struct writer *w);
/* Gives the catalogue that was just built its name. On failure a new one is begun; the facts stay open. */
bool databases_publish(struct writer *w, struct err *err);

#endif
