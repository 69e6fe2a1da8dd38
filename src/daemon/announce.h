/*
 * announce: says to people and to systemd how far the server has come.
 */
#ifndef JARCHY_DAEMON_ANNOUNCE_H
#define JARCHY_DAEMON_ANNOUNCE_H

#include "daemon/setup.h"

/* Logs each address that is listened on, then one line with what readers type. */
void announce_addresses(const struct setup *s);

/* Sends one state line to the socket that systemd names in NOTIFY_SOCKET, if any (sd_notify(3)). */
void announce_state(const char *state);

#endif
