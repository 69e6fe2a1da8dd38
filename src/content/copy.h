/*
 * copy: files that programs make beside another one: where two people saved it, where it was downloaded
 * twice, where somebody pressed Ctrl+C and Ctrl+V.
 *
 * Told by the name alone; whether the other file is there, the caller sees. Not for what passes by itself,
 * as backups.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_COPY_H
#define JARCHY_CONTENT_COPY_H

#include "base/buf.h"

enum copy_kind {
	COPY_NONE,
	COPY_IF_BESIDE, /* it is one if the plain file is beside it: "report (1).pdf" may be a name like any other */
	COPY_SURE, /* no name is like this by itself */
};

/* plain gets the name of the file that it is a copy of; it is reset first, and "" for COPY_NONE. */
enum copy_kind copy_find(struct str file, struct buf *plain);

#endif
