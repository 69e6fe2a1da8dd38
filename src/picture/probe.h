/*
 * probe: what a file is by its first bytes, and what its head says of it: size in pixels, which way is up,
 * whether it moves, what is in it that readers should not get. No pixel is decoded: what the head says may
 * be a lie.
 *
 * For the checks, and for what makes copies (make.h). Bounded: half a megabyte is read at most, whatever
 * the file; what is after that is not told. The type is never that of the name.
 */
#ifndef JARCHY_PICTURE_PROBE_H
#define JARCHY_PICTURE_PROBE_H

#include "picture/head.h"

/*
 * Of an open file, whose offset is not moved. Whatever cannot be told stays as TYPE_OTHER, 0 and false;
 * orientation 1.
 */
void picture_probe(int fd, struct picture_head *out);

#endif
