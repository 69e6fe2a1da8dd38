/*
 * limits: how many connections there are, in all and from each address, and how many beyond that get an answer that
 * says so.
 *
 * An IPv4 address counts as it is (also when mapped into IPv6), an IPv6 address by its
 * /64. Memory is bounded by the number of connections; the hash is keyed, so no peer
 * can choose addresses that collide. Private to serve/.
 */
#ifndef JARCHY_SERVE_LIMITS_H
#define JARCHY_SERVE_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* A connection in the table, embedded in it. */
struct limits_place {
	uint64_t key;                     /* LIMITS_UNCOUNTED: it counts in the total only */
	struct limits_place *next, *prev; /* of the same address */
};

struct limits_slot {
	uint64_t key;
	uint32_t count; /* 0: free */
	struct limits_place *first;
};

struct limits {
	struct limits_slot *slots; /* open addressing; at most half full */
	size_t mask;
	size_t total, max, per_address;
	uint64_t seed;
};

enum { LIMITS_UNCOUNTED = 0 };

void limits_init(struct limits *l, size_t max, size_t per_address);
void limits_release(struct limits *l);

/* LIMITS_UNCOUNTED for what is no IP address. */
uint64_t limits_key(const struct sockaddr *address);
/* Whether one more would not be one too many. */
bool limits_fit(const struct limits *l, uint64_t key);
/* Counts one more connection, whether it fits or not. An uncounted key counts in the total only. */
void limits_enter(struct limits *l, struct limits_place *p, uint64_t key);
void limits_leave(struct limits *l, struct limits_place *p);
/* A connection turns out to be from another address: false leaves it counted where it was. */
bool limits_move(struct limits *l, struct limits_place *p, uint64_t to);
/* The newest of an address; NULL when it has none. */
struct limits_place *limits_first(const struct limits *l, uint64_t key);

/*
 * Connections over the limits that get an overload reply instead of being cut off at once: so few that a flood makes
 * the server do no more handshakes than these.
 */
struct overload_replies {
	unsigned open;      /* connections that get one now */
	unsigned in_second; /* begun in this second */
	uint64_t second;
};
enum { OVERLOAD_REPLIES_AT_ONCE = 16, OVERLOAD_REPLIES_A_SECOND = 32 };

/*
 * Whether one more connection gets a reply; overload_reply_end when it has gone. `second`: of any clock that only
 * rises.
 */
bool overload_reply_begin(struct overload_replies *o, uint64_t second);
void overload_reply_end(struct overload_replies *o);

#endif
