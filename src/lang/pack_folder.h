/*
 * pack_folder: the language packs of an operator, as one text that can be handed to another process.
 *
 *   packs = *( size SP name LF bytes )       ; in the order of their names
 *
 * Private to lang/; lang.h has what others call.
 */
#ifndef JARCHY_LANG_PACK_FOLDER_H
#define JARCHY_LANG_PACK_FOLDER_H

#include "base/buf.h"
#include "lang/pack_problem.h"

/* PACKS_MAX: of all of them together. */
enum { PACKS_MAX = 16 << 20 };

/*
 * Appends each file TAG.lang of the folder to `out`. What cannot be read is a problem; so are two files of
 * one tag, of which the first counts.
 */
void pack_folder_read(const char *folder, struct buf *out, struct pack_problems *problems);
/* Takes the next pack off *rest. False: there is none. */
bool pack_folder_next(struct str *rest, struct str *name, struct str *text);

#endif
