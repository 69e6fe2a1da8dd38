/*
 * agent: the count, then the identifier, then the name in front of both.
 *
 *   user-agent = name *any count *any [ id ] *any
 */
#include "proto/agent.h"

#include <string.h>

#include "base/ascii.h"

bool agent_is_name(struct str s)
{
	size_t n = 0;
	while (n < s.n && (ascii_is_alnum(s.p[n]) || (s.p[n] && strchr(" ._+!&'-", s.p[n]))))
		n++;
	return n == s.n && n <= AGENT_NAME_MAX && n > 0 && ascii_is_alnum(*s.p);
}

static size_t id_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (ascii_is_alnum(s.p[n]) || s.p[n] == '_' || s.p[n] == '-'))
		n++;
	return n;
}

bool agent_is_id(struct str s)
{
	return s.n <= AGENT_ID_MAX && id_length(s) == s.n;
}

static bool starts_nocase(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_is_nocase(str_sub(s, 0, prefix.n), prefix.p);
}

static struct str from(struct str s, size_t at)
{
	return str_sub(s, at, s.n);
}

static size_t digits(struct str s)
{
	size_t n = 0;
	while (n < s.n && ascii_is_digit(s.p[n]))
		n++;
	return n;
}

static size_t spaces(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == ' ')
		n++;
	return n;
}

/* ("subscriber" / "reader") ["s"], and the end of the word */
static bool is_unit(struct str s)
{
	static const char *const units[] = { "subscribers", "subscriber", "readers", "reader" };
	size_t n = 0;
	while (n < s.n && ascii_is_alnum(s.p[n]))
		n++;
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		if (str_is_nocase(str_sub(s, 0, n), units[i]))
			return true;
	}
	return false;
}

/* count = 1*8DIGIT 1*SP unit; at the beginning of a word. *at: where it begins. */
static bool find_count(struct str s, size_t *at, uint32_t *count)
{
	size_t n;
	for (size_t i = 0; i < s.n; i += n ? n : 1) {
		n = ascii_is_digit(s.p[i]) ? digits(from(s, i)) : 0;
		size_t gap = n ? spaces(from(s, i + n)) : 0;
		bool begins = i == 0 || (!ascii_is_alnum(s.p[i - 1]) && !strchr(".,-", s.p[i - 1]));
		uint64_t value = 0;
		if (!gap || !begins || !is_unit(from(s, i + n + gap)))
			continue;
		*at = i;
		bool good = n <= AGENT_COUNT_DIGITS && str_to_uint(str_sub(s, i, i + n), UINT32_MAX, &value);
		*count = (uint32_t)value;
		return good;
	}
	return false;
}

/* The length of "feed-id" or "feedid" that s begins with, or 0. */
static size_t id_key(struct str s)
{
	return starts_nocase(s, STR("feed-id")) ? 7 : starts_nocase(s, STR("feedid")) ? 6 : 0;
}

/* id = ("feed-id" / "feedid") *SP (":" / "=") *SP 1*32(ALPHA / DIGIT / "_" / "-") */
static bool find_id(struct str s, struct str *id)
{
	size_t i = 0, key = 0;
	*id = (struct str){ NULL, 0 };
	while (i < s.n && !(key = id_key(from(s, i))))
		i++;
	s = from(s, i + key);
	s = from(s, spaces(s));
	if (!key || !s.n || (*s.p != ':' && *s.p != '='))
		return true;
	s = from(s, 1);
	s = from(s, spaces(s));
	*id = str_sub(s, 0, id_length(s));
	return id->n <= AGENT_ID_MAX;
}

/* What begins with the name of a browser names the service in its comment: "Mozilla/5.0 (compatible; NAME". */
static struct str skip_browser(struct str s)
{
	static const char mark[] = "(compatible;";
	const char *at = str_starts(s, "Mozilla/") ? memmem(s.p, s.n, mark, sizeof mark - 1) : NULL;
	return at ? from(s, (size_t)(at - s.p) + sizeof mark - 1) : s;
}

/* name = what comes before a version, a comment, an address, " - ", or the feed's id */
static bool take_name(struct str s, struct str *name)
{
	size_t n = 0;
	s = skip_browser(s);
	s = from(s, spaces(s));
	while (n < s.n && !strchr("/;(),:", s.p[n]) && !str_starts(from(s, n), " - ") &&
	       !str_starts(from(s, n), " http") && !id_key(from(s, n)))
		n++;
	*name = str_trim(str_sub(s, 0, n));
	return agent_is_name(*name);
}

bool agent_parse(struct str user_agent, struct agent *out)
{
	size_t at;
	return find_count(user_agent, &at, &out->count) && find_id(user_agent, &out->id) &&
	       take_name(str_sub(user_agent, 0, at), &out->name);
}
