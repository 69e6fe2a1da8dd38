/*
 * robots: what a site asks of programs that fetch it (RFC 9309).
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_ROBOTS_H
#define JARCHY_IMPORT_ROBOTS_H

#include "base/str.h"

enum { ROBOTS_MAX = 512 << 10 }; /* bytes that are looked at (section 2.5) */

/* Whether the rules let a program of this name fetch the path, with its query. The longest rule that fits decides. */
bool robots_allow(struct str rules, const char *agent, struct str path);
/* Seconds between two requests that are asked for, at most `max`; 0 when none are. */
unsigned robots_delay(struct str rules, const char *agent, unsigned max);
/* Takes the next address of a site map off *rest. */
bool robots_next_sitemap(struct str *rest, struct str *url);

#endif
