/*
 * announce: says to people where the server listens. Not to systemd (notify.h).
 */
#ifndef JARCHY_DAEMON_ANNOUNCE_H
#define JARCHY_DAEMON_ANNOUNCE_H

#include "daemon/setup.h"

/* Logs each address that is listened on, then one line with what readers type. */
void announce_addresses(const struct setup *s);

#endif
