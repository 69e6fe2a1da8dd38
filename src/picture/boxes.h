/*
 * boxes: files of nested boxes: ISO/IEC 14496-12, section 4.2. What must go becomes a box "free" of zeros,
 * of the same length, so that every offset in the file stays true. Private to picture/.
 */
#ifndef JARCHY_PICTURE_BOXES_H
#define JARCHY_PICTURE_BOXES_H

#include "picture/bytes.h"
#include "picture/walk.h"

enum { BOX_FREE = NAME4('f', 'r', 'e', 'e'), BOX_SKIP = NAME4('s', 'k', 'i', 'p') };

struct box {
	uint32_t name;
	uint64_t at, body, end; /* offsets: of its length, of what is in it, after it */
};

/* What is done with a box of that name within another. */
struct box_rule {
	uint32_t parent, name;                                             /* parent 0: the file */
	enum picture_fault (*look)(struct walk *w, const struct box *box); /* NULL: it stays as it is */
};

/*
 * The box at *at, which is moved after it. FAULT_CUT: it, or its head, goes over `end`; FAULT_FORMAT: its
 * length is less than that of its head.
 */
enum picture_fault box_next(struct source *s, uint64_t *at, uint64_t end, struct box *out);
/* A box is made "free" and its contents zeros. No change where it is so already. */
enum picture_fault box_free(struct walk *w, const struct box *box);
/* Zeros in the place of a name; a change where there was one. */
enum picture_fault box_blank(struct walk *w, uint64_t at, uint64_t n);
/*
 * Each box from `at` to `end` by the first rule that fits; one without a rule is freed. Bytes after the
 * last are blanked.
 */
enum picture_fault boxes_walk(
    struct walk *w, uint32_t parent, uint64_t at, uint64_t end, const struct box_rule *rules, size_t n);
/* The first box of that name between; false: none. */
bool box_find(struct source *s, uint64_t at, uint64_t end, uint32_t name, struct box *out);

#endif
