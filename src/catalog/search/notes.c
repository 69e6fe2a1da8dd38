/*
 * notes: the describing keys that the index has (index.c), with the words that pages have for them.
 */
#include "catalog/search/notes.h"

#include <string.h>

#include "catalog/search/snippet.h"
#include "catalog/tags.h"
#include "lang/lang.h"

static const struct {
	const char *key;
	enum word label;
} notes[] = {
	{ "donor", WORD_DONOR },
	{ "implementer", WORD_IMPLEMENTER },
	{ "partner", WORD_PARTNER },
	{ "area", WORD_AREA },
	{ "budget", WORD_BUDGET },
	{ "website", WORD_WEBSITE },
	{ "contact", WORD_CONTACT },
	{ "predecessor", WORD_PREDECESSOR },
	{ "author", WORD_AUTHOR },
	{ "event_place", WORD_WHERE },
	{ "place", WORD_PLACE },
	{ "source", WORD_SOURCE },
};

static const char *label_of(const char *key, const struct lang *lang)
{
	for (size_t i = 0; lang && i < ARRAY_SIZE(notes); i++)
		if (strcmp(notes[i].key, key) == 0)
			return lang->words[notes[i].label];
	return NULL;
}

/* A place is called by its name. */
static bool name_note(struct catalog *c, const struct value *v, const char *lang, struct arena *a,
    const char **out, struct err *err)
{
	struct tags names;

	*out = v->text;
	if (strcmp(v->key, "place") != 0)
		return true;
	if (!catalog_tag_names(c, TAG_PLACE, lang, a, &names, err))
		return false;
	*out = arena_strdup(a, tags_name(&names, v->text));
	return true;
}

bool notes_look(struct catalog *c, struct search_query *m, const struct entry *e, bool bare,
    unsigned *missing, const char **snippet, struct err *err)
{
	const struct lang *lang = lang_find(str_of(e->lang));
	struct arena *a = m->arena;
	const struct value *best = NULL;
	unsigned found = 0;
	const char *text;
	struct values values;

	if (!*missing)
		return true;
	if (!catalog_values(c, e->project, e->stem, e->lang, a, &values, err))
		return false;
	for (size_t i = 0; i < values.n; i++) {
		unsigned here = label_of(values.v[i].key, lang)
		                    ? *missing & snippet_words(m, e, values.v[i].text)
		                    : 0;
		if (__builtin_popcount(here) > __builtin_popcount(found)) {
			found = here;
			best = &values.v[i];
		}
	}
	if (!best)
		return true;
	if (!name_note(c, best, e->lang, a, &text, err))
		return false;
	const char *note = arena_printf(a, "%s: %s", label_of(best->key, lang), snippet_part(m, e, text));
	*snippet = bare ? note : arena_printf(a, "%s · %s", *snippet, note);
	*missing &= ~found;
	return true;
}
