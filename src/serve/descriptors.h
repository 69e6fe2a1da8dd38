/*
 * descriptors: what a worker's open files are for: connections first, and a few that the cache sends from.
 *
 * Both numbers are of the limit that the process has when it is asked. Private to serve/.
 */
#ifndef JARCHY_SERVE_DESCRIPTORS_H
#define JARCHY_SERVE_DESCRIPTORS_H

#include <stddef.h>

/* How many connections may be open at once; SIZE_MAX: no limit. */
size_t descriptors_for_connections(void);
/* How many files the cache may hold open. */
size_t descriptors_for_cache(void);

#endif
