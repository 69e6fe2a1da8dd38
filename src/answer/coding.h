/*
 * coding: content codings of HTTP, made once for an answer that is sent many times. Private to answer/.
 *
 * The levels are those that cost a few milliseconds for a large feed: the loop waits meanwhile.
 */
#ifndef JARCHY_ANSWER_CODING_H
#define JARCHY_ANSWER_CODING_H

#include "base/buf.h"

/* Append the coded bytes; the same input always gives the same output. False: could not be done. */
bool coding_gzip(struct str plain, struct buf *out);
bool coding_brotli(struct str plain, struct buf *out);

#endif
