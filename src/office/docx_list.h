/*
 * docx_list: the numbers of the lists of a .docx.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_DOCX_LIST_H
#define JARCHY_OFFICE_DOCX_LIST_H

#include "base/arena.h"
#include "base/buf.h"
#include "office/docx_style.h"

struct docx_lists {
	struct arena *arena;
	xmlHashTable *nums; /* struct num by numId */
	xmlHashTable *abstract;
};

/* `root`, of numbering.xml, may be NULL. */
void docx_lists_init(struct docx_lists *l, struct arena *a, xmlNode *root, const struct docx_styles *styles);
void docx_lists_release(struct docx_lists *l);
/*
 * Counts one more item of the list at this level (0…), and appends its number as it is printed, nothing for a bullet.
 * False: there is no such list.
 */
bool docx_list_count(struct docx_lists *l, const char *num, int level, struct buf *out);

#endif
