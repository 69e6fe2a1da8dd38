/*
 * renamed: projects whose folder was given another name.
 *
 * Private to catalog/. The durable facts have a row for each name that a renamed project ever had: its
 * origin is what its feeds are known by (history_origin), and stays. The catalogue mirrors it for readers:
 * whichever of the names has texts or items now is where the others lead (old_paths.c). A project that was
 * removed has a row too, so that readers can be told (catalog_project_vanished).
 */
#ifndef JARCHY_CATALOG_RENAMED_H
#define JARCHY_CATALOG_RENAMED_H

#include <stdbool.h>

#include "base/err.h"

struct writer;

/*
 * When the ids of a change are given: a project of which nothing is left, while most of what its feeds
 * showed is in one that is new, was renamed. The positions in its feeds go with it. Items of other projects
 * that name it are listed in the new one, with a warning.
 */
bool renamed_settle(struct writer *w, struct err *err);
/* Of a follower, where the facts say which were: lists items that name an old one. */
bool renamed_follow(struct writer *w, struct err *err);

#endif
