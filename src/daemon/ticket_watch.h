/*
 * ticket_watch: the keys of TLS session tickets that the configuration names a file of: read, and read
 * again when it changes.
 *
 * Workers see new keys at once, in the memory that they share with the supervisor: none is started for it.
 * Private to daemon/.
 */
#ifndef JARCHY_DAEMON_TICKET_WATCH_H
#define JARCHY_DAEMON_TICKET_WATCH_H

#include "config/config.h"
#include "serve/tickets.h"

struct ticket_watch {
	uint64_t stamp; /* of the file that was taken or refused last */
	uint64_t seen;  /* of the file at the last look */
};

/* Whether the file can be used; true also where none is configured. */
bool ticket_watch_check(const struct config *c, struct err *err);
/*
 * For this configuration from now on. The keys stay as they are when the file cannot be read any more,
 * which is logged.
 */
void ticket_watch_begin(struct ticket_watch *w, const struct config *c, struct tickets *t);
/*
 * Takes the keys of a file that is another one than the last, and the same at two looks. True: it has
 * changed since the last look, so the next one should come soon. What is wrong is logged once.
 */
bool ticket_watch_look(struct ticket_watch *w, const struct config *c, struct tickets *t);

#endif
