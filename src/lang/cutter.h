/*
 * cutter: takes the endings of one path (language.h) off a word.
 *
 * Private to lang/. Endings in any order come off until none is left that fits. Where they are in slots, a way
 * is sought by which what is left is a stem: the longest ending first, and back from where it leads nowhere.
 */
#ifndef JARCHY_LANG_CUTTER_H
#define JARCHY_LANG_CUTTER_H

#include "lang/language.h"

struct cutter;
struct cutter *cutter_new(const struct lang_search *rules, const struct lang_path *path);
void cutter_free(struct cutter *c);
/* Whether some endings may be none, so that cutter_run has two answers. */
bool cutter_has_doubts(const struct cutter *c);
/*
 * Writes what is left of a folded word into `to`, which has FOLDED_MAX bytes. How many it has written; 0: the path
 * has no such word. doubtful: cut endings that may be none as well.
 */
size_t cutter_run(const struct cutter *c, struct str folded, bool doubtful, char *to);

#endif
