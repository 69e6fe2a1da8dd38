/*
 * licence: names of Creative Commons licences. Each has a version, and those before 4.0 are not the same in
 * all countries: a name that says less than its address does leads nowhere.
 */
#include "content/licence.h"

#include "base/ascii.h"
#include "content/contact.h"

/* What a name allows and asks for; all but CC0 ask for BY. */
enum { ZERO = 1, BY = 2, NC = 4, ND = 8, SA = 16 };

static const struct word {
	const char *text;
	unsigned means;
	bool of_cc; /* whose licence it is */
} words[] = {
	{ "by", BY, false },
	{ "attribution", BY, false },
	{ "nc", NC, false },
	{ "noncommercial", NC, false },
	{ "nd", ND, false },
	{ "noderivatives", ND, false },
	{ "noderivs", ND, false },
	{ "sa", SA, false },
	{ "sharealike", SA, false },
	{ "cc0", ZERO, true },
	{ "zero", ZERO, false },
	/* What is said besides. */
	{ "cc", 0, true },
	{ "creative", 0, true },
	{ "commons", 0, false },
	{ "license", 0, false },
	{ "licence", 0, false },
	{ "international", 0, false },
	{ "unported", 0, false },
	{ "universal", 0, false },
};

static const struct {
	unsigned means;
	const char *path;
} licences[] = {
	{ ZERO, "publicdomain/zero" },
	{ BY, "licenses/by" },
	{ BY | SA, "licenses/by-sa" },
	{ BY | ND, "licenses/by-nd" },
	{ BY | NC, "licenses/by-nc" },
	{ BY | NC | SA, "licenses/by-nc-sa" },
	{ BY | NC | ND, "licenses/by-nc-nd" },
};

struct name {
	unsigned means;
	bool of_cc;
	struct str version;
};

static bool is_version(struct str s)
{
	static const char *const versions[] = { "1.0", "2.0", "2.5", "3.0", "4.0" };

	for (size_t i = 0; i < ARRAY_SIZE(versions); i++)
		if (str_is(s, versions[i]))
			return true;
	return false;
}

static bool read_word(struct name *n, struct str s)
{
	if (!n->version.n && is_version(s)) {
		n->version = s;
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_is_nocase(s, words[i].text)) {
			n->means |= words[i].means;
			n->of_cc |= words[i].of_cc;
			return true;
		}
	return false;
}

/* name = word *( ( SP / "-" / "_" ) word ) */
static bool read_name(struct name *n, struct str text)
{
	size_t end;

	for (text = str_trim(text); text.n; text = str_sub(text, end + 1, text.n)) {
		for (end = 0; end < text.n && (ascii_is_alnum(text.p[end]) || text.p[end] == '.'); end++)
			;
		if (end < text.n && text.p[end] != ' ' && text.p[end] != '-' && text.p[end] != '_')
			return false;
		if (end && !read_word(n, str_sub(text, 0, end)))
			return false;
		if (end == text.n)
			break;
	}
	return n->of_cc;
}

static const char *find_web(struct arena *a, struct str text)
{
	struct contacts found;

	contact_find(a, text, &found);
	for (size_t i = 0; i < found.n; i++)
		if (str_starts(str_of(found.v[i].uri), "http"))
			return contact_uri_sent(a, found.v[i].uri);
	return NULL;
}

const char *licence_uri(struct arena *a, const char *text)
{
	struct name name = { 0 };
	const char *web = find_web(a, str_of(text));

	if (web || !read_name(&name, str_of(text)))
		return web;
	if (name.means == ZERO && !name.version.n)
		name.version = STR("1.0");
	if (name.means == ZERO && !str_is(name.version, "1.0"))
		return NULL; /* there is no other */
	for (size_t i = 0; i < ARRAY_SIZE(licences) && name.version.n; i++)
		if (licences[i].means == name.means)
			return arena_printf(a, "https://creativecommons.org/%s/%.*s/", licences[i].path,
			    STR_ARG(name.version));
	return NULL;
}
