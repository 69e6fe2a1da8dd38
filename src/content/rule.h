/*
 * rule: the names of everything that can be wrong, for `jarchy check --rules`, plugins of editors, and
 * the manual.
 */
#ifndef JARCHY_CONTENT_RULE_H
#define JARCHY_CONTENT_RULE_H

#include "content/problem.h"

struct rule {
	const char *name;
	enum severity severity;
	const char *help; /* one line */
};

/* Of a doubt: a line "# check: …" in front matter, until somebody takes it out. */
#define RULE_DOUBT "doubt"
/* A picture that cannot be read, or of which no copies can be made now. */
#define RULE_PICTURE "bad-picture"
/* Of items that wait for their moment; they are forgotten when it comes. */
#define RULE_SCHEDULED "scheduled"
#define RULE_FAR_DATE "far-date"

/* By name; ends with a NULL name. */
extern const struct rule content_rules[];
/* NULL when there is none. */
const struct rule *rule_find(const char *name);

#endif
