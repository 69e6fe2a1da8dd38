/*
 * name_language: the language is after the last dot; where a site has one language it may be missing.
 */
#include "content/name_language.h"

#include <stdio.h>

#include "content/language_tag.h"
#include "lang/meant.h"

/* Those of the site: "en, ky, ru" */
static const char *language_list(char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < lang_count() && used < size; i++) {
		if (!lang_is_shown(lang_at(i)))
			continue;
		int n = snprintf(out + used, size - used, "%s%s", used ? ", " : "", lang_at(i)->tag);
		used += n > 0 ? (size_t)n : 0;
	}
	return out;
}

/* The language that a name without one ends in by mistake: "2023-09-08-forum-ru". */
static const struct lang *joined_language(struct str name, struct str *stem)
{
	size_t at = name.n;
	while (at > 0 && name.p[at - 1] != '-' && name.p[at - 1] != '_')
		at--;
	*stem = str_sub(name, 0, at ? at - 1 : 0);
	return stem->n ? lang_find(str_sub(name, at, name.n)) : NULL;
}

bool name_miss_language(struct str name, const char *end, struct err *err)
{
	char list[128];
	struct str stem;
	const struct lang *joined = joined_language(name, &stem);
	if (joined)
		return err_set(err, "the language is written after a dot: name the file %.*s.%s.%s",
		    STR_ARG(stem), joined->tag, end);
	return err_set(err,
	    "the language is missing: name the file %.*s.%s.%s, with one of these languages: %s",
	    STR_ARG(name), lang_default()->tag, end, language_list(list, sizeof list));
}

/* A name without a language is in the first of the site. */
static const struct lang *take_first(
    struct str name, const char *end, const struct lang *first, struct str *stem, struct err *err)
{
	struct str without;
	if (!first || joined_language(name, &without)) {
		name_miss_language(name, end, err);
		return NULL;
	}
	*stem = name;
	return first;
}

static bool not_of_site(const char *tag, struct err *err)
{
	char list[128];
	return err_set(err,
	    "this site has no pages in the language \"%s\": use one of %s, or have the language added to "
	    "\"languages\" in the configuration",
	    tag, language_list(list, sizeof list));
}

/* False, with what to write instead of a tag that no language here has. */
static bool wrong_language(struct str tag, struct str stem, const char *end, struct err *err)
{
	char list[128], right[MEANT_BYTES];
	enum meant meant = lang_meant(tag, right);
	const struct lang *lang = meant == MEANT_NOTHING ? NULL : lang_find(str_of(right));

	if (meant == MEANT_NOTHING)
		return err_set(err, "\"%.*s\" is not a language that this site knows: use one of %s",
		    STR_ARG(tag), language_list(list, sizeof list));
	if (!lang || !lang_is_shown(lang))
		return not_of_site(right, err);
	if (meant == MEANT_COUNTRY)
		return err_set(err,
		    "\"%.*s\" is a country, and its language is \"%s\": name the file %.*s.%s.%s",
		    STR_ARG(tag), right, STR_ARG(stem), right, end);
	return err_set(err, "the language \"%.*s\" is written \"%s\": name the file %.*s.%s.%s", STR_ARG(tag),
	    right, STR_ARG(stem), right, end);
}

const struct lang *name_take_language(
    struct str name, const char *end, const struct lang *first, struct str *stem, struct err *err)
{
	size_t dot = name.n;
	while (dot > 0 && name.p[dot - 1] != '.')
		dot--;
	if (dot == 0)
		return take_first(name, end, first, stem, err);
	struct str tag = str_sub(name, dot, name.n);
	const struct lang *lang = language_tag_find(tag);
	*stem = str_sub(name, 0, dot - 1);
	while (tag.n == 0 && stem->n && stem->p[stem->n - 1] == '.')
		stem->n--;
	if (tag.n == 0)
		err_set(err, "the name has a dot too many: name the file %.*s.%s", STR_ARG(*stem), end);
	else if (!lang)
		wrong_language(tag, *stem, end, err);
	else if (!lang_is_shown(lang))
		not_of_site(lang->tag, err);
	return lang && lang_is_shown(lang) ? lang : NULL;
}
