/* key_fingerprint: as people write it. */
#include "serve/key_fingerprint.h"

#include <stdio.h>

#include "base/str.h"

/* fingerprint = pair 31( pair ) / pair 31( ":" pair ); pair = 2HEXDIG */
bool key_fingerprint_parse(const char *text, struct key_fingerprint *out)
{
	struct key_fingerprint k;
	bool colons = false;
	for (int i = 0; i < KEY_FINGERPRINT_BYTES; i++) {
		if (i == 1)
			colons = *text == ':';
		if (i > 0 && colons && *text++ != ':')
			return false;
		int high = str_hex_digit(text[0]), low = high < 0 ? -1 : str_hex_digit(text[1]);
		if (low < 0)
			return false;
		k.sha256[i] = (unsigned char)(high << 4 | low);
		text += 2;
	}
	if (*text)
		return false;
	*out = k;
	return true;
}

void key_fingerprint_text(const struct key_fingerprint *k, char out[KEY_FINGERPRINT_TEXT])
{
	for (int i = 0; i < KEY_FINGERPRINT_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", k->sha256[i]);
}
