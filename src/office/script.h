/*
 * script: raised and lowered characters, and numbers of lists, as plain text.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_SCRIPT_H
#define JARCHY_OFFICE_SCRIPT_H

#include "base/buf.h"

enum script { SCRIPT_NONE, SCRIPT_RAISED, SCRIPT_LOWERED };

/* Appends them as raised_write does; spaces at the ends stay. */
void script_add(struct buf *out, enum script script, struct str text);

enum number_format {
	NUMBER_BULLET, /* no number at all */
	NUMBER_DECIMAL,
	NUMBER_LOWER_LETTER,
	NUMBER_UPPER_LETTER,
	NUMBER_LOWER_ROMAN,
	NUMBER_UPPER_ROMAN,
	NUMBER_LOWER_RUSSIAN,
	NUMBER_UPPER_RUSSIAN,
	NUMBER_TWO_DIGITS, /* "01" */
};

void number_add(struct buf *out, enum number_format format, int number);

#endif
