#include "serve/key_print.h"

#include <stdio.h>

#include "base/str.h"

/* fingerprint = pair 31( pair ) / pair 31( ":" pair ); pair = 2HEXDIG */
bool key_print_parse(const char *text, struct key_print *out)
{
	struct key_print k;
	bool colons = false;
	for (int i = 0; i < KEY_PRINT_BYTES; i++) {
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

void key_print_text(const struct key_print *k, char out[KEY_PRINT_TEXT])
{
	for (int i = 0; i < KEY_PRINT_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", k->sha256[i]);
}
