/*
 * cutter: takes the endings of one path (language.h) off a word.
 *
 * Private to lang/. It looks for a way by which what is left is a stem: the longest ending first, and back
 * from where that leads to none.
 */
#ifndef JARCHY_LANG_CUTTER_H
#define JARCHY_LANG_CUTTER_H

#include "lang/language.h"

/*
 * What rules may have: letters of an ending, the code point that none of them reaches, and how many different
 * letters (but for the `variants`, each of a class counts). Who reads rules from a file makes sure of it.
 */
enum { CUTTER_ENDING_MAX = 12, CUTTER_LETTERS_END = 0x700, CUTTER_LETTERS_MAX = 63 };
struct cutter;
struct cutter *cutter_new(const struct lang_search *rules, const struct lang_path *path);
void cutter_free(struct cutter *c);
/*
 * Writes what is left of a folded word into `to`, which has FOLDED_MAX bytes, and returns how many it has
 * written; 0: the path has no such word. *doubtful: cut endings that may be none as well; then it says
 * whether there were such, so that the word without these cuts is another answer.
 */
size_t cutter_run(const struct cutter *c, struct str folded, bool *doubtful, char *to);
/*
 * The same of a word that somebody looks for, as if it were a stem: as a verb has no ending when one gives
 * it an order. 0: it cannot be one, or the path has stems of words without endings anyway.
 */
size_t cutter_root(const struct cutter *c, struct str folded, char *to);

#endif
