/*
 * hub: tells a WebSub hub of feeds that changed (the publisher's side), one at a time.
 *
 * A hub that fails is asked again after a pause that doubles; nothing else waits for it. Private to daemon/.
 */
#ifndef JARCHY_DAEMON_HUB_H
#define JARCHY_DAEMON_HUB_H

#include "daemon/announced.h"
#include "daemon/transfer.h"

struct hub {
	struct announced *feeds;
	struct transfers *web;
	_Atomic uint64_t *pings; /* by enum ping_result (shared.h) */
	struct transfer transfer;
	struct known told; /* of whom it is told now; its path is a copy */
	unsigned pause;    /* seconds, after a failure */
	int64_t due;       /* when to tell the next; clock_ms */
};

/* All that is given must outlive it, and so must the site, which has a hub. It must not be moved. */
bool hub_init(
    struct hub *h, struct announced *feeds, struct transfers *web, _Atomic uint64_t *pings, struct err *err);
void hub_release(struct hub *h);

/* Begins to tell of the next feed that is owed, if the hub is to be asked now. */
void hub_turn(struct hub *h);

#endif
