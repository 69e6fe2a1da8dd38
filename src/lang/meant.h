/*
 * meant: the language that somebody means who writes another code for it: that of the country, the three
 * letters of ISO 639-2, an old one, or its name in English.
 */
#ifndef JARCHY_LANG_MEANT_H
#define JARCHY_LANG_MEANT_H

#include "lang/lang.h"

enum meant {
	MEANT_NOTHING,   /* nothing that is known */
	MEANT_ELSEWHERE, /* a language that is none of those that are known (lang_count) */
	MEANT_CODE,      /* another code of the language: "kir", "iw", "russian" */
	MEANT_COUNTRY,   /* the code of a country where it is spoken: "kg", "kgz" */
};

/*
 * Of a tag that lang_find does not know. `out` gets the tag of the language, but for MEANT_NOTHING; that of
 * one that is known for a code or a country.
 */
enum { MEANT_BYTES = 16 };
enum meant lang_meant(struct str tag, char out[MEANT_BYTES]);

#endif
