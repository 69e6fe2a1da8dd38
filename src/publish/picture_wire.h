/*
 * picture_wire: what publisher and picture process say to each other, over a socket that keeps messages
 * whole (SOCK_SEQPACKET).
 *
 * Both are the same program, so these are plain structures. Private to publish/.
 */
#ifndef JARCHY_PUBLISH_PICTURE_WIRE_H
#define JARCHY_PUBLISH_PICTURE_WIRE_H

#include <limits.h>

#include "picture/picture.h"

struct picture_request {
	uint64_t number;     /* never 0 */
	bool words;          /* not copies are wanted, but the words of the file, in the store */
	bool full;           /* the original without what is private is wanted too */
	char path[PATH_MAX]; /* below the content */
};

struct picture_answer {
	uint64_t number; /* of the request; 0: there is a new process, which knows of none */
	/* The file that was looked at. */
	int64_t size, mtime_ns;
	struct picture picture; /* of words the state, the fault and the digest */
};

#endif
