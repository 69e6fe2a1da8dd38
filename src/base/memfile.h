/*
 * memfile: bytes in memory that other processes are given by a descriptor, as memfd_create(2) makes them.
 *
 * Nothing of it is ever on a disk. The process that made it can write it, the others only where that is said; none can
 * change its size.
 */
#ifndef JARCHY_BASE_MEMFILE_H
#define JARCHY_BASE_MEMFILE_H

#include "base/err.h"
#include "base/str.h"

struct memfile {
	int fd;      /* closed on exec; -1: none */
	char *bytes; /* in this process; NULL: none */
	size_t n;
	bool writable; /* here */
	bool secret;   /* to be emptied here */
};

enum memfile_kind {
	MEMFILE_SHARED, /* every process that has it writes */
	MEMFILE_OWN,    /* only the one that made it does */
	MEMFILE_SECRET, /* likewise; kept out of core files and, where the system lets us, out of swap */
};

/* Makes one of n zero bytes, n > 0. On failure *m is of none. */
bool memfile_new(struct memfile *m, const char *name, size_t n, enum memfile_kind kind, struct err *err);
/* Makes it visible in this process, which got the descriptor from another one; the descriptor is closed in both cases. */
bool memfile_open(struct memfile *m, int fd, bool writable, struct err *err);
/* Lets go of it in this process. A secret one is emptied by the process that made it: no other may need it still. */
void memfile_release(struct memfile *m);

#endif
