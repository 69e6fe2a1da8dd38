/*
 * pack_complete: what a pack lacks is taken from another.
 */
#include <string.h>

#include "lang/pack_read.h"

static void complete(const char **to, const char *other)
{
	if (!*to)
		*to = other;
}

/*
 * A form that is missing is that of all else, or any that there is; the other language has them all. Where
 * that is a pack of the same language, which counts in the same way, its own form is better.
 */
static void complete_counts(struct pattern *to, const struct pattern *other, bool same)
{
	const struct pattern *any = to[PLURAL_OTHER].n && !same ? &to[PLURAL_OTHER] : NULL;

	for (size_t i = PLURAL_COUNT; i > 0 && !any && !same; i--)
		if (to[i - 1].n)
			any = &to[i - 1];
	for (size_t i = 0; i < PLURAL_COUNT; i++)
		if (!to[i].n)
			to[i] = any ? *any : other[i];
}

static void complete_dates(struct lang *l, const struct lang *other)
{
	for (size_t i = 0; i < DATE_FORM_COUNT; i++)
		if (!l->dates[i].n)
			l->dates[i] = other->dates[i];
	if (l->forms.month_n)
		return;
	l->forms.months = other->forms.months;
	l->forms.month_n = other->forms.month_n;
}

/* Rules of the search go together: they are all of one pack. */
static void complete_rules(struct lang *l, const struct lang *other)
{
	if (l->search.script == SCRIPT_OTHER)
		l->search.script = other->search.script;
	if (l->has_rules)
		return;
	l->search = other->search;
	l->translit = other->translit;
	l->search_digest = other->search_digest;
}

void pack_complete(struct lang *l, const struct lang *other)
{
	static const char *const none[][2] = { { NULL, NULL } };
	bool same = l != other && strcmp(l->tag, other->tag) == 0;

	complete(&l->name, same ? other->name : l->tag);
	complete(&l->dir, other->dir);
	complete(&l->locale, same ? other->locale : l->tag);
	if (same)
		complete_rules(l, other);
	complete(&l->plural, other->plural);
	complete(&l->group_mark, other->group_mark);
	complete(&l->decimal_mark, other->decimal_mark);
	for (size_t i = 0; i < SIZE_UNITS; i++)
		complete(&l->size_units[i], other->size_units[i]);
	for (size_t i = 0; i < JOINT_COUNT; i++)
		if (!l->joints[i].between)
			l->joints[i] = other->joints[i];
	for (size_t i = 0; i < WORD_COUNT; i++)
		complete(&l->words[i], other->words[i]);
	for (size_t i = 0; i < COUNTED_COUNT; i++)
		complete_counts(l->counts[i], other->counts[i],
		    same && other->file && strcmp(l->plural, other->plural) == 0);
	/* Names of months of one calendar are wrong in dates of another. */
	if (l->calendar == other->calendar)
		complete_dates(l, other);
	if (!l->translit)
		l->translit = none;
}
