/*
 * file_link: which of the files beside a text its words name, as people write names: "=> Фото 1 мост.jpg
 * подпись".
 *
 * Not for addresses, whose spaces are encoded and whose case counts: a name that is written so is found too.
 */
#ifndef JARCHY_CONTENT_FILE_LINK_H
#define JARCHY_CONTENT_FILE_LINK_H

#include "content/gemtext.h"

/* Names in one form each, so that looking for one costs no more where there are many. */
struct file_names {
	struct file_form {
		const char *form, *name;
		size_t at; /* in the list that was given */
	} * v;             /* sorted */
	size_t n, longest; /* bytes of a form */
};

/* The names are borrowed; the rest is in the arena. */
void file_names_make(struct arena *a, const char *const *names, size_t n, struct file_names *out);
/*
 * The bytes at the head of the text that are one of the names: whatever the case, the composition of
 * letters, the width of spaces and percent-encoding; of several the longest, and of those that differ by
 * case the one that is written so. 0: it begins with none, or something is joined to it. *name is set
 * only where one is found.
 */
size_t file_names_begin(const struct file_names *f, struct str text, const char **name);
/* The name that a link begins with; *label gets what comes after it. NULL: none. */
const char *file_names_link(const struct file_names *f, const struct gemtext *link, struct str *label);

#endif
