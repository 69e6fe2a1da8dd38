/*
 * agent: how many subscribers a User-Agent says that it asks for.
 *
 * Feed services poll once for all of their readers and say for how many. Not for telling browsers apart. Every part is a
 * slice of what was given; a text in any other form has no count.
 */
#ifndef JARCHY_PROTO_AGENT_H
#define JARCHY_PROTO_AGENT_H

#include "base/str.h"

enum { AGENT_NAME_MAX = 40, AGENT_ID_MAX = 32, AGENT_COUNT_DIGITS = 8 };

struct agent {
	struct str name; /* "Feedly": letters, digits, spaces and "._+!&'-", a letter or digit first */
	struct str id;   /* the service's own number of the feed, letters, digits, "_-"; or empty */
	uint32_t count;
};

/* False: it carries no count, or one that is malformed or too long in any part. */
bool agent_parse(struct str user_agent, struct agent *out);
/* Whether these could be parts of one: for texts that were stored elsewhere. */
bool agent_is_name(struct str s);
bool agent_is_id(struct str s); /* also when empty */

#endif
