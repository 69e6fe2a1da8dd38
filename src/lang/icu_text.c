/*
 * icu_text: converts into a buffer that is large enough for any text of that length.
 */
#include "lang/icu_text.h"

#include <unicode/ustring.h>

enum { BYTES_MAX = 3 }; /* of a unit */

char *icu_text(struct arena *a, const UChar *text, int32_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = 0, room = n * BYTES_MAX + 1;
	char *out = arena_alloc(a, (size_t)room);

	u_strToUTF8(out, room, &len, text, n, &status);
	if (U_FAILURE(status))
		out[0] = '\0';
	return out;
}
