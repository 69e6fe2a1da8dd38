/*
 * misnamed: what is before and after the ending of a text, and whether that is in capitals.
 */
#include "content/misnamed.h"

#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "lang/lang.h"

enum { NAME_BYTES = 255, DAY_BYTES = 10 };

/* Endings that texts get by mistake; the longer ones first. */
static const struct {
	const char *wrong, *right;
	bool surely; /* nothing else would end so */
} endings[] = {
	{ ".gmi.txt", ".gmi", true },
	{ ".md.txt", ".md", true },
	{ ".gmi", ".gmi", true },
	{ ".md", ".md", true },
	{ ".docx", ".docx", true },
	{ ".odt", ".odt", true },
	{ ".txt", ".gmi", false },
};

/* Whether the name is that of a text but for its ending; err then says how to write it. */
bool misnamed_ending(struct str file, struct err *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		size_t n = strlen(endings[i].wrong);
		if (file.n <= n || !str_is_nocase(str_sub(file, file.n - n, file.n), endings[i].wrong))
			continue;
		struct str stem = str_sub(file, 0, file.n - n);
		size_t dot = stem.n;
		while (dot > 0 && stem.p[dot - 1] != '.')
			dot--;
		if (!endings[i].surely && (dot == 0 || !lang_find(str_sub(stem, dot, stem.n))))
			return false;
		err_set(err, "the name of a text ends in %s: name it %.*s%s", endings[i].right, STR_ARG(stem),
		    endings[i].right);
		return true;
	}
	return false;
}

/* Whether it ends as texts do, whatever the case; the language may be missing. */
static bool has_ending(struct str file)
{
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		size_t n = strlen(endings[i].wrong);
		if (endings[i].surely && file.n > n &&
		    str_is_nocase(str_sub(file, file.n - n, file.n), endings[i].wrong))
			return true;
	}
	return false;
}

bool misnamed_end(struct str file, struct err *err)
{
	size_t n = file.n;
	while (n > 0 && (file.p[n - 1] == '.' || file.p[n - 1] == ' '))
		n--;
	struct str right = str_sub(file, 0, n);
	return n < file.n && has_ending(right) &&
	       !err_set(err, "the name ends in a dot or a space: name it %.*s", STR_ARG(right));
}

/* What is after the last dot is a language: the ending is missing. */
static bool ends_in_language(struct str file)
{
	size_t dot = file.n;
	while (dot > 0 && file.p[dot - 1] != '.')
		dot--;
	return dot > 0 && lang_find(str_sub(file, dot, file.n));
}

static bool misses_ending(struct str file, struct err *err)
{
	return ends_in_language(file) &&
	       !err_set(err, "the name of a text ends in %s: name it %.*s%s", ".gmi", STR_ARG(file), ".gmi");
}

bool misnamed_reserved(struct str file, const char *name, struct err *err)
{
	char right[NAME_BYTES + 1];
	size_t n = strlen(name);
	if (file.n <= n || file.n > NAME_BYTES || file.p[n] != '.' ||
	    !str_is_nocase(str_sub(file, 0, n), name))
		return false;
	if (!has_ending(file))
		return misses_ending(file, err);
	if (str_starts(file, name))
		return false;
	for (size_t i = 0; i < file.n; i++)
		right[i] = ascii_lower(file.p[i]);
	right[file.n] = 0;
	return !err_set(err, "this name is written in small letters: name it %s", right);
}

bool misnamed_without_ending(struct str file, struct err *err)
{
	struct civil day;
	if (misses_ending(file, err))
		return true;
	return file.n > DAY_BYTES && str_find(file, '.') == file.n &&
	       date_parse_day(str_sub(file, 0, DAY_BYTES), &day) &&
	       !err_set(err,
	           "the name has no ending: a text is named %.*s.%s.gmi, and any other file goes into the "
	           "folder of an item",
	           STR_ARG(file), lang_default()->tag);
}

bool misnamed_folder(struct str folder, struct err *err)
{
	return has_ending(folder) &&
	       !err_set(err, "this is a folder, and has the name of a text: give the folder another name");
}
