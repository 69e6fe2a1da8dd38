/*
 * sniff: first bytes for formats, counts of bytes for encodings.
 */
#include "content/sniff.h"

#include <string.h>

#include "base/message.h"
#include "base/utf8.h"

#define UTF16 "UTF-16"

static const struct {
	const char *head;
	size_t n;
	const char *say;
} formats[] = {
	{ "PK\x03\x04", 4,
	    MESSAGE("this is a document of Word or LibreOffice: give it a name that ends in .docx or .odt") },
	{ "\xD0\xCF\x11\xE0", 4, MESSAGE("this is an old document of Word (.doc): save it as .docx") },
	{ "{\\rtf", 5, MESSAGE("this is an RTF document: save it as .docx") },
	{ "%PDF-", 5,
	    MESSAGE("this is a PDF document: copy its text into a text file, or attach it to one") },
};

static const struct {
	const char *name, *say;
} encodings[] = {
	{ UTF16, MESSAGE("the file is saved as UTF-16 (\"Unicode\"): save it with the encoding UTF-8 (in "
	                 "Notepad: Save As, Encoding)") },
	{ "Windows-1251", MESSAGE("the file is saved in the encoding Windows-1251 (\"ANSI\"): save it with "
	                          "the encoding UTF-8 (in Notepad: Save As, Encoding)") },
	{ "KOI8-R", MESSAGE("the file is saved in the encoding KOI8-R: save it with the encoding UTF-8 (in "
	                    "Notepad: Save As, Encoding)") },
	{ "CP866", MESSAGE("the file is saved in the encoding of DOS (CP866): save it with the encoding "
	                   "UTF-8 (in Notepad: Save As, Encoding)") },
};

/* A document under a password is a container of the old kind with a stream of this name (MS-OFFCRYPTO, 2.3.4). */
static bool is_protected(struct str bytes)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	return str_starts(bytes, "\xD0\xCF\x11\xE0") && memmem(bytes.p, bytes.n, name, sizeof name);
}

const char *sniff_format(struct str bytes)
{
	if (is_protected(bytes))
		return MESSAGE("this document is protected by a password: save it without one");
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (bytes.n >= formats[i].n && memcmp(bytes.p, formats[i].head, formats[i].n) == 0)
			return formats[i].say;
	return NULL;
}

/* Where the bytes of a text lie. */
struct spread {
	size_t nul, high, beside; /* over 7F, and those beside another */
	size_t low, c0, e0;       /* of 80…AF, C0…DF, E0…FF */
	size_t valid;             /* over 7F, in characters of UTF-8 */
};

static struct spread spread_of(struct str bytes)
{
	struct spread s = { 0 };
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		s.nul += c == 0;
		if (c < 0x80)
			continue;
		s.high++;
		s.beside += i > 0 && (unsigned char)bytes.p[i - 1] >= 0x80;
		s.low += c <= 0xAF;
		s.c0 += c >= 0xC0 && c <= 0xDF;
		s.e0 += c >= 0xE0;
	}
	size_t bad;
	for (struct str rest = bytes; rest.n; rest = str_sub(rest, bad + 1, rest.n)) {
		if (utf8_valid(rest, &bad))
			bad = rest.n;
		for (size_t i = 0; i < bad; i++)
			s.valid += (unsigned char)rest.p[i] >= 0x80;
	}
	return s;
}

const char *sniff_encoding(struct str bytes)
{
	enum { FEW = 8, NULS = 8 };
	if (str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF"))
		return UTF16;
	if (bytes.n == 0 || (utf8_valid(bytes, NULL) && !memchr(bytes.p, 0, bytes.n)))
		return NULL;
	struct spread s = spread_of(bytes);
	if (s.nul > bytes.n / NULS)
		return UTF16;
	/* Whole words are wrong: a Latin text has such letters one by one. */
	if (s.high < FEW || s.beside <= s.high / 2 || s.valid > s.high / 2)
		return NULL;
	/* Most letters are small ones: they tell the Cyrillic encodings apart. */
	return s.low > s.high / 2 ? "CP866" : s.c0 > s.e0 ? "KOI8-R" : "Windows-1251";
}

const char *sniff_file(struct str bytes)
{
	const char *say = sniff_format(bytes), *encoding = say ? NULL : sniff_encoding(bytes);
	for (size_t i = 0; encoding && i < ARRAY_SIZE(encodings); i++)
		if (strcmp(encodings[i].name, encoding) == 0)
			say = encodings[i].say;
	return say;
}

const char *sniff_document(struct str bytes)
{
	const char *say = sniff_format(bytes);
	return say && !str_starts(bytes, "PK") ? say : NULL;
}
