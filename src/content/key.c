/*
 * key: the one table of front-matter keys; a new key is one line here.
 */
#include "content/key.h"

#include <stddef.h>

#include "content/fields.h"

#define FIELD(name) (int)offsetof(struct document, name)
enum { VALUE = -1, ONCE = 0, MANY = 1, OF_ANY_EVENT = OF_ITEM | OF_EVENT, OF_TEXT = OF_ITEM | OF_PAGE };

/* clang-format off */
const struct key content_keys[] = {
	{ "title", OF_SITE | OF_TEXT, ONCE, KEY_TEXT, FIELD(title),
	    MESSAGE("the title; else the first heading") },
	{ "name", OF_PROJECT, ONCE, KEY_TEXT, FIELD(title),
	    MESSAGE("the project's name; required") },
	{ "short_title", OF_SITE | OF_ITEM | OF_PROJECT | OF_PAGE, ONCE, KEY_TEXT, FIELD(short_title),
	    MESSAGE("a title of at most 67 columns, for menus") },
	{ "date", OF_TEXT, ONCE, KEY_MOMENT, FIELD(date),
	    MESSAGE("day, or day and time; else from the file's name") },
	{ "updated", OF_TEXT, ONCE, KEY_INSTANT, FIELD(updated),
	    MESSAGE("when something changed that matters to readers") },
	{ "correction", OF_ITEM, ONCE, KEY_TEXT, VALUE,
	    MESSAGE("what was wrong before `updated`, for readers") },
	{ "id", OF_TEXT, ONCE, KEY_URI, FIELD(id),
	    MESSAGE("a permanent URI for feeds; jarchy new makes one") },
	{ "kind", OF_ITEM, ONCE, KEY_KIND, FIELD(kind),
	    MESSAGE("news, press-release, event, practice or publication") },
	{ "summary", OF_SITE | OF_PROJECT | OF_TEXT, ONCE, KEY_TEXT, FIELD(summary),
	    MESSAGE("one paragraph of plain text; else from the text") },
	{ "author", OF_TEXT, MANY, KEY_TEXT, VALUE,
	    MESSAGE("who wrote it") },
	{ "source", OF_TEXT, ONCE, KEY_URL, VALUE,
	    MESSAGE("where it was first published") },
	{ "contact", OF_SITE | OF_ITEM | OF_PROJECT | OF_PAGE, MANY, KEY_TEXT, VALUE,
	    MESSAGE("whom to ask, and how to reach them") },
	{ "licence", OF_SITE | OF_TEXT, ONCE, KEY_TEXT, VALUE,
	    MESSAGE("how it may be used") },
	{ "topic", OF_ITEM, MANY, KEY_SLUG, VALUE,
	    MESSAGE("a topic, as named by topic_name") },
	{ "place", OF_ITEM, MANY, KEY_SLUG, VALUE,
	    MESSAGE("a place, as named by place_name") },
	{ "project", OF_ITEM, MANY, KEY_SLUG, VALUE,
	    MESSAGE("another project that it belongs to") },
	{ "event_start", OF_ANY_EVENT, ONCE, KEY_MOMENT, FIELD(event_start),
	    MESSAGE("when the event begins") },
	{ "event_end", OF_ANY_EVENT, ONCE, KEY_MOMENT, FIELD(event_end),
	    MESSAGE("when the event ends") },
	{ "event_place", OF_ANY_EVENT, ONCE, KEY_TEXT, VALUE,
	    MESSAGE("where the event is held") },
	{ "status", OF_ANY_EVENT, ONCE, KEY_STATUS, FIELD(event_status),
	    MESSAGE("cancelled or postponed; write `updated` too") },
	{ "attachment", OF_TEXT, MANY, KEY_FILE_TEXT, VALUE,
	    MESSAGE("a file's name, a space, its title") },
	{ "draft", OF_TEXT, ONCE, KEY_YES, FIELD(draft),
	    MESSAGE("yes: checked, not published") },
	{ "publish", OF_TEXT, ONCE, KEY_INSTANT, FIELD(publish),
	    MESSAGE("published at this moment, not before") },
	{ "expires", OF_TEXT, ONCE, KEY_INSTANT, FIELD(expires),
	    MESSAGE("removed from the site at this moment") },
	{ "withdrawn", OF_ITEM, ONCE, KEY_INSTANT, FIELD(withdrawn),
	    MESSAGE("withdrawn at this moment") },
	{ "reason", OF_ITEM, ONCE, KEY_TEXT, FIELD(reason),
	    MESSAGE("why it was withdrawn") },
	{ "alias", OF_ITEM | OF_PROJECT | OF_PAGE, MANY, KEY_PATH, VALUE,
	    MESSAGE("an old path that leads here") },
	{ "feed_alias", OF_SITE | OF_PROJECT, MANY, KEY_PATH, VALUE,
	    MESSAGE("an old path of a feed; it leads to the feed of this file") },
	{ "donor", OF_PROJECT, MANY, KEY_TEXT, VALUE,
	    MESSAGE("who pays") },
	{ "implementer", OF_PROJECT, MANY, KEY_TEXT, VALUE,
	    MESSAGE("who does the work") },
	{ "partner", OF_PROJECT, MANY, KEY_TEXT, VALUE,
	    MESSAGE("who takes part") },
	{ "area", OF_PROJECT, MANY, KEY_TEXT, VALUE,
	    MESSAGE("where the project works") },
	{ "budget", OF_PROJECT, ONCE, KEY_TEXT, VALUE,
	    MESSAGE("how much, with the currency") },
	{ "period", OF_PROJECT, ONCE, KEY_PERIOD, VALUE,
	    MESSAGE("YYYY-MM .. YYYY-MM; one year or one end is enough") },
	{ "website", OF_PROJECT, MANY, KEY_URL, VALUE,
	    MESSAGE("the project's own site") },
	{ "predecessor", OF_PROJECT, MANY, KEY_TEXT, VALUE,
	    MESSAGE("the project that it follows") },
	{ "menu", OF_PAGE, ONCE, KEY_NUMBER, VALUE,
	    MESSAGE("its place in the menu: 1 is first; without it the page is in no menu") },
	{ "description", OF_SITE, ONCE, KEY_TEXT, VALUE,
	    MESSAGE("what the organisation is, in one sentence") },
	{ "footer", OF_SITE, MANY, KEY_TEXT, VALUE,
	    MESSAGE("a line at the foot of every page") },
	{ "channel", OF_SITE, MANY, KEY_URL_TEXT, VALUE,
	    MESSAGE("an address where one can follow, a space, its name: https://t.me/x Telegram") },
	{ "rename", OF_SITE, ONCE, KEY_YES, VALUE,
	    MESSAGE("yes: texts may have any name") },
	{ "podcast", OF_SITE | OF_PROJECT, ONCE, KEY_PODCAST, VALUE,
	    MESSAGE("what its sounds are about, in Apple's words: News, Politics, Documentary") },
	{ "topic_name", OF_SITE, MANY, KEY_SLUG_TEXT, VALUE,
	    MESSAGE("a topic, a space, its name in this language") },
	{ "place_name", OF_SITE, MANY, KEY_SLUG_TEXT, VALUE,
	    MESSAGE("a place, a space, its name in this language") },
	{ "place_alias", OF_SITE, MANY, KEY_SLUG_TEXT, VALUE,
	    MESSAGE("a place, a space, another way to write it, for search") },
	{ NULL,          0,                    ONCE, KEY_TEXT,      VALUE,              NULL },
};
/* clang-format on */

_Static_assert(ARRAY_SIZE(content_keys) <= KEYS_MAX, "raise KEYS_MAX in key.h");

const struct key *key_find(struct str name)
{
	for (const struct key *k = content_keys; k->name; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

static bool number(struct str s, uint64_t max, int *out)
{
	uint64_t n;
	if (!str_to_uint(s, max, &n) || n == 0)
		return false;
	*out = (int)n;
	return true;
}

/* end = [ year [ "-" month ] / month "." year ]; year = 4DIGIT; month = 2DIGIT; an empty one stays 0. */
static bool end_parse(struct str s, int *year, int *month)
{
	if (s.n == 0)
		return true;
	if (s.n == 4)
		return number(s, 9999, year);
	if (s.n != 7)
		return false;
	if (s.p[2] == '.')
		return number(str_sub(s, 0, 2), 12, month) && number(str_sub(s, 3, 7), 9999, year);
	return s.p[4] == '-' && number(str_sub(s, 0, 4), 9999, year) && number(str_sub(s, 5, 7), 12, month);
}

/* What is between the ends: "..", a dash, or a hyphen that is not within "2021-09". 0: there is none. */
static size_t find_between(struct str s, size_t *at)
{
	static const char *const marks[] = { "..", "…", "–", "—", " - ", "-" };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		bool bare = i + 1 == ARRAY_SIZE(marks) && (s.n < 5 || s.n > 9);
		for (*at = 0; !bare && *at < s.n; ++*at)
			if (str_starts(str_sub(s, *at, s.n), marks[i]))
				return str_of(marks[i]).n;
	}
	return 0;
}

/* Months from the beginning of the calendar; a year alone is its first month, or its last. */
static int months(int year, int month, int otherwise)
{
	return year * 12 + (month ? month : otherwise);
}

/* period = [ end ] *SP ".." *SP [ end ], at least one of them; or a year or month alone */
bool period_parse(struct str s, struct period *out)
{
	struct period p = { 0 };
	size_t at, n;
	if (s.n && end_parse(s, &p.from_year, &p.from_month)) {
		*out = (struct period){ p.from_year, p.from_month, p.from_year, p.from_month };
		return true;
	}
	p = (struct period){ 0 };
	n = find_between(s, &at);
	if (!n || !end_parse(str_trim(str_sub(s, 0, at)), &p.from_year, &p.from_month) ||
	    !end_parse(str_trim(str_sub(s, at + n, s.n)), &p.to_year, &p.to_month))
		return false;
	if (!p.from_year && !p.to_year)
		return false;
	if (p.from_year && p.to_year &&
	    months(p.from_year, p.from_month, 1) > months(p.to_year, p.to_month, 12))
		return false;
	*out = p;
	return true;
}
