/*
 * sockets: the listening sockets, one for each worker slot and address.
 *
 * Opened by the supervisor and kept open across restarts of the workers: closing one
 * would drop the connections queued on it. All sockets of one address share its port (SO_REUSEPORT).
 */
#ifndef JARCHY_DAEMON_SOCKETS_H
#define JARCHY_DAEMON_SOCKETS_H

#include <sys/socket.h>

#include "config/config.h"

/* One bound address. */
struct bound {
	enum service service;
	struct sockaddr_storage address; /* with the real port */
	socklen_t address_len;
	char text[80];       /* "127.0.0.1:1965", "[::]:1965" */
	int *fds;            /* one a worker slot; -1: it was not opened */
	struct bound *owner; /* whose the first `shared` of them are until sockets_take_over; else NULL */
	unsigned shared;
	bool alone; /* it is the only address of its `listen` */
	bool early; /* this machine does not have it yet */
};

/* Room for every address of every listen: "*" has two, a name a few. */
enum { SOCKETS_MAX = LISTEN_TOTAL * 4 };

struct sockets {
	struct bound *v;
	size_t n;
	unsigned slots;
	bool trial, served; /* see sockets_try */
};

/*
 * Binds every `listen` of the configuration; ports that were 0 there become the real ones. A port that
 * another process holds is an error, also when that one would share it. Sockets of `old` (may be NULL) for
 * the same address are shared with it, also when they were another service's. On failure nothing new is
 * open; `old` is untouched in both cases.
 */
bool sockets_open(struct sockets *s, struct config *c, struct sockets *old, struct err *err);
/*
 * Whether sockets_open would succeed; nothing is left open. `served`: a jarchy serves this site, so an
 * address that a program of the same user shares with others of its kind is taken for that one's.
 */
bool sockets_try(struct config *c, struct sockets *old, bool served, struct err *err);
/*
 * What `s` shares with the `old` that it was opened beside is its own from now on; the rest of `old` is
 * closed.
 */
void sockets_take_over(struct sockets *s, struct sockets *old);
/*
 * Adds the sockets of one address (one a slot) that this process got from the one before it. A set is left
 * out, and left open, when one of it does not listen or is bound to another address, and when it is of
 * another size than the sets before.
 */
void sockets_inherit(struct sockets *s, enum service service, const int *fds, unsigned slots);
/* Closes and frees what is its own. */
void sockets_close(struct sockets *s);

#endif
