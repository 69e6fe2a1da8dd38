/*
 * read: a document of Word or LibreOffice becomes a struct office.
 *
 * Bytes in, text out: nothing is written or fetched.
 */
#ifndef JARCHY_OFFICE_READ_H
#define JARCHY_OFFICE_READ_H

#include "base/err.h"
#include "office/office.h"

enum { OFFICE_MAX = 32 << 20 }; /* bytes of a document */

/* Whether the bytes are a zip, as both formats are. */
bool office_is_zip(struct str bytes);
/*
 * All that is made lives in the arena; release it in both cases. False: err says in one line what the file is
 * or what is wrong with it. Bounded in entries, sizes, ratio, depth and elements; safe on any thread.
 */
bool office_read(struct arena *a, struct str bytes, const struct office_options *options, struct office *out,
    struct err *err);

#endif
