/*
 * ascii: letters and digits of ASCII, whatever the locale says.
 *
 * `c` is a char or a code point; what is not ASCII belongs to no class and stays as it is. Not for the letters of languages
 * (lang/letter.h).
 */
#ifndef JARCHY_BASE_ASCII_H
#define JARCHY_BASE_ASCII_H

#include <stdbool.h>
#include <stdint.h>

static inline bool ascii_is_digit(int64_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(int64_t c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_lower(int64_t c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_letter(int64_t c)
{
	return ascii_is_lower(c) || ascii_is_upper(c);
}

static inline bool ascii_is_alnum(int64_t c)
{
	return ascii_is_digit(c) || ascii_is_letter(c);
}

static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static inline char ascii_upper(char c)
{
	return ascii_is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}

#endif
