/*
 * stemmers: the table of them.
 */
#include "lang/stemmers.h"

#include <string.h>

#include "lang/kyrgyz.h"
#include "lang/russian.h"
#include "lang/snowball.h"

static const struct {
	const char *name;
	const struct lang_search *rules;
} own[] = {
	{ "kyrgyz", &kyrgyz_stemmer },
	{ "russian", &russian_stemmer },
};

const struct lang_search *stemmer_own(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(own); i++)
		if (strcmp(name, own[i].name) == 0)
			return own[i].rules;
	return NULL;
}

bool stemmer_is_snowball(const char *name)
{
	return snowball_has(name);
}
