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
	int *fds;            /* one a worker slot */
	struct bound *taken; /* while opening: whose descriptors these will be */
};

struct sockets {
	struct bound *v;
	size_t n;
	unsigned slots;
};

/*
 * Binds every `listen` of the configuration; ports that were 0 there become the real
 * ones. A port that another process holds is an error, also when that one
 * would share it. Sockets of `old` (may be NULL) for the same service and address are taken over. On failure nothing
 * new is open and `old` is untouched.
 */
bool sockets_open(struct sockets *s, struct config *c, struct sockets *old, struct err *err);
/*
 * Adds the sockets of one address (one a slot) that this process got from the one before it. Those that are no sockets, or
 * more or fewer than were added before, are left out.
 */
void sockets_inherit(struct sockets *s, enum service service, const int *fds, unsigned slots);
/* Closes and frees what it still holds. */
void sockets_close(struct sockets *s);

/* The listeners of one worker slot; the caller frees the array. */
struct serve_listener *sockets_slot(const struct sockets *s, unsigned slot);

#endif
