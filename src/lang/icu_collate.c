/*
 * icu_collate: a collator for each language that is asked for, kept.
 */
#include "lang/icu_collate.h"

#include <pthread.h>
#include <string.h>
#include <unicode/ucol.h>

#include "lang/icu_tag.h"

struct collator {
	struct collator *next;
	UCollator *order; /* NULL: there is none */
	char tag[];
};

static struct collator *all;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct collator *open_collator(const char *tag)
{
	UErrorCode status = U_ZERO_ERROR;
	struct collator *c = xcalloc(1, sizeof *c + strlen(tag) + 1);
	char locale[LOCALE_BYTES];

	memcpy(c->tag, tag, strlen(tag) + 1);
	icu_tag_locale(tag, locale);
	c->order = ucol_open(locale, &status);
	if (U_FAILURE(status))
		c->order = NULL;
	/* Quotation marks do not count. */
	if (c->order)
		ucol_setAttribute(c->order, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &status);
	return c;
}

static const struct collator *collator_of(const char *tag)
{
	struct collator *c;

	pthread_mutex_lock(&lock);
	for (c = all; c && strcmp(c->tag, tag) != 0; c = c->next)
		;
	if (!c) {
		c = open_collator(tag);
		c->next = all;
		all = c;
	}
	pthread_mutex_unlock(&lock);
	return c;
}

bool icu_collate(const char *tag, struct str a, struct str b, int *order)
{
	UErrorCode status = U_ZERO_ERROR;
	const struct collator *c = collator_of(tag);

	if (!c->order)
		return false;
	UCollationResult r = ucol_strcollUTF8(
	    c->order, a.n ? a.p : "", (int32_t)a.n, b.n ? b.p : "", (int32_t)b.n, &status);
	if (U_FAILURE(status))
		return false;
	*order = r == UCOL_LESS ? -1 : r == UCOL_GREATER;
	return true;
}
