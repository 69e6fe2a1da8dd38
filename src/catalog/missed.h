/*
 * missed: files that are not there any more, for as long as they may come back.
 *
 * Private to catalog/. A program that keeps folders in step deletes a file and writes it again; a share is
 * away for a moment. So the rows of a file stay for a grace time (writer_options), and readers see them.
 * When an item of a missed file is found at another place, the missed file goes at once: it was renamed.
 * writer_missed (writer.h) is here too.
 */
#ifndef JARCHY_CATALOG_MISSED_H
#define JARCHY_CATALOG_MISSED_H

#include "catalog/facts.h"
#include "catalog/files.h"

struct writer;

/* The file is not there at `now`. *over: it has not been for the whole grace time. */
bool missed_note(struct writer *w, struct known *k, int64_t now, bool *over, struct err *err);
/* It is there. */
bool missed_forget(struct writer *w, struct known *k, struct err *err);
/* The one missed file whose item has the first of these marks that any has, else *k is NULL. */
bool missed_find(struct writer *w, const struct marks *m, struct known **k, struct err *err);
/* Lowers *next to the next instant at which a grace time is over. */
bool missed_next(struct writer *w, int64_t *next, struct err *err);

#endif
