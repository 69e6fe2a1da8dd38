/*
 * mend: takes away what word processors and keyboards leave in a text, and no reader sees or wants.
 *
 * typography.c says what was found; this makes it good for readers. The file itself stays as it is.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_MEND_H
#define JARCHY_CONTENT_MEND_H

#include "base/arena.h"
#include "base/str.h"

/*
 * A copy of the text (valid UTF-8, LF) without soft hyphens and characters of no width, without no-break
 * spaces at the edges of lines and beside addresses, and with each word in one alphabet. Code stays as it
 * is. It has as many lines, and a NUL after it.
 */
struct str mend_text(struct arena *a, struct str text);
/*
 * Of a line "=> address label": the offset of a no-break space before the address or at its end, where an
 * ordinary one belongs; line.n when there is none.
 */
size_t mend_find_link_space(struct str line);

/* Without spaces of any kind, no-break ones too, at its ends. */
struct str mend_trim(struct str s);

#endif
