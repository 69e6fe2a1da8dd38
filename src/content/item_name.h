/*
 * item_name: the name that a text of an item has when it follows the rules, made of the one that an editor
 * gave it.
 *
 * "20.11.2026 Мост в Кемине.gmi" is 2026-11-20-most-v-kemine.ru.gmi. The same name, text and time always
 * give the same.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_ITEM_NAME_H
#define JARCHY_CONTENT_ITEM_NAME_H

#include "content/name.h"

struct item_name {
	char stem[STEM_MAX + 1];
	const struct lang *lang;
	const char *ending; /* a literal: ".gmi" */
	bool undated;       /* neither name nor text has a day: it is that of the file's time */
};

/*
 * Whether a file of this name is a text that was named freely: it has the ending of one, and is neither a
 * site's nor a project's.
 */
bool item_name_is_free(struct str file);
/*
 * Whether day and short name are right, so that only the language can be wrong; or the day is one that does
 * not exist.
 */
bool item_name_has_other_fault(struct str file);
/*
 * Makes it. head: the beginning of the text, "" of a document of a word processor; it may be any bytes.
 * time: the file's, for the day when nothing else has one, in seconds since 1970. lang: for a text that does
 * not tell its own; NULL: any. False: no word of the name can be one of an address, or its day does not
 * exist.
 */
bool item_name_make(
    struct str file, struct str head, int64_t time, const struct lang *lang, struct item_name *out);

#endif
