/*
 * rels: the relationships of one part of a .docx (ECMA-376 part 2, 9.3): other parts, and addresses.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_RELS_H
#define JARCHY_OFFICE_RELS_H

#include <libxml/hash.h>

#include "office/archive.h"

struct rel {
	const char *type, *target; /* a part's name in the archive, or an address */
	bool external;
};

struct rels {
	xmlHashTable *by_id;
	struct rel *v;
	size_t n;
};

/* Those of a part ("": of the whole); none when it has no such file. False: the file is broken, and nothing is to be released. */
bool rels_read(struct rels *r, struct archive *z, struct arena *a, const char *part, struct err *err);
void rels_release(struct rels *r);
/* NULL when there is none. */
const struct rel *rels_find(const struct rels *r, const char *id);
/* The part to which a relationship of this type leads (the last word of its address); NULL. */
const char *rels_part(const struct rels *r, const char *type);

#endif
