/*
 * since_mark: what the facts know of the bytes at a path (since.h).
 */
#ifndef JARCHY_CATALOG_SINCE_MARK_H
#define JARCHY_CATALOG_SINCE_MARK_H

#include "base/digest.h"
#include "content/fields.h"

struct since_mark {
	char digest[DIGEST_HEX]; /* of its bytes; of an attachment its first half */
	bool known;              /* it had these bytes before, since `at` */
	int64_t at;              /* INSTANT_NONE: it never was noted */
};

#endif
