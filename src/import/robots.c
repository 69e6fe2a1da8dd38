/*
 * robots: groups of rules.
 *
 *   group = 1*( "user-agent:" name ) *( ( "allow:" / "disallow:" / other ) value )
 */
#include "import/robots.h"

#include <string.h>

struct line {
	struct str key, value;
};

static bool next_line(struct str *rest, struct line *out)
{
	struct str line;
	while (str_next_line(rest, &line)) {
		line = str_sub(line, 0, str_find(line, '#'));
		if (!str_cut(line, ':', &out->key, &out->value))
			continue;
		out->key = str_trim(out->key);
		out->value = str_trim(out->value);
		return true;
	}
	return false;
}

static bool has_group(struct str rules, const char *agent)
{
	struct line l;
	while (next_line(&rules, &l))
		if (str_is_nocase(l.key, "user-agent") && str_is_nocase(l.value, agent))
			return true;
	return false;
}

/* Takes the next rule of the groups for this agent; `named` is whether it is in one. */
static bool next_rule(struct str *rest, const char *agent, bool *ours, bool *agents, struct line *out)
{
	while (next_line(rest, out)) {
		if (str_is_nocase(out->key, "user-agent")) {
			*ours = (*agents && *ours) || str_is_nocase(out->value, agent);
			*agents = true;
			continue;
		}
		*agents = false;
		if (*ours)
			return true;
	}
	return false;
}

/* "*" is anything, "$" at the end is the end. Linear in both: the last star decides. */
static bool fits(struct str rule, struct str path)
{
	bool end = rule.n && rule.p[rule.n - 1] == '$';
	rule.n -= end;
	size_t r = 0, p = 0, star = SIZE_MAX, from = 0;
	while (p < path.n || r < rule.n) {
		if (r < rule.n && rule.p[r] == '*') {
			star = r++;
			from = p;
		} else if (r < rule.n && p < path.n && rule.p[r] == path.p[p]) {
			r++;
			p++;
		} else if (r == rule.n && !end) {
			return true;
		} else if (star != SIZE_MAX && from < path.n) {
			r = star + 1;
			p = ++from;
		} else {
			return false;
		}
	}
	return true;
}

bool robots_allow(struct str rules, const char *agent, struct str path)
{
	enum { RULE_MAX = 512 };
	bool ours = false, agents = false, allowed = true;
	size_t longest = 0;
	struct line l;
	rules = str_sub(rules, 0, ROBOTS_MAX);
	path = str_sub(path, 0, 4096);
	const char *name = has_group(rules, agent) ? agent : "*";
	while (next_rule(&rules, name, &ours, &agents, &l)) {
		bool allow = str_is_nocase(l.key, "allow");
		if ((!allow && !str_is_nocase(l.key, "disallow")) || !l.value.n || l.value.n > RULE_MAX ||
		    l.value.n < longest || !fits(l.value, path))
			continue;
		allowed = l.value.n == longest ? allowed || allow : allow;
		longest = l.value.n;
	}
	return allowed;
}

unsigned robots_delay(struct str rules, const char *agent, unsigned max)
{
	bool ours = false, agents = false;
	struct line l;
	uint64_t seconds = 0, found = 0;
	rules = str_sub(rules, 0, ROBOTS_MAX);
	const char *name = has_group(rules, agent) ? agent : "*";
	while (next_rule(&rules, name, &ours, &agents, &l))
		if (str_is_nocase(l.key, "crawl-delay") && str_to_uint(l.value, 86400, &seconds))
			found = seconds;
	return found > max ? max : (unsigned)found;
}

bool robots_next_sitemap(struct str *rest, struct str *url)
{
	struct line l;
	while (next_line(rest, &l))
		if (str_is_nocase(l.key, "sitemap") && l.value.n) {
			*url = l.value;
			return true;
		}
	return false;
}
