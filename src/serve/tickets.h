/*
 * tickets: the keys of TLS session tickets, shared by all workers.
 *
 * One process makes and replaces them (tickets_turn), the workers only read: a session that one of them
 * began is resumed by any other. The keys live in memory that is shared, wiped when they are replaced, and
 * never written to disk or core file.
 *
 * A ticket is good for TICKETS_LIFE; so is the key that sealed it after it was replaced. Or the keys are
 * given (ticket_file.h), the same to several machines, and whoever gives them replaces them. Used by
 * daemon/.
 */
#ifndef JARCHY_SERVE_TICKETS_H
#define JARCHY_SERVE_TICKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct ssl_ctx_st;
struct tickets;

enum {
	TICKETS_LIFE = 6 * 3600, /* seconds, and the age at which a key is replaced */
	TICKET_KEYS_MAX = 8,
	TICKET_KEY_BYTES = 80, /* a name of 16, a key of HMAC-SHA-256, a key of AES-256 */
};

/* Secret. The first seals tickets, each opens those that it has sealed. */
struct ticket_keys {
	unsigned char v[TICKET_KEYS_MAX][TICKET_KEY_BYTES];
	size_t n;
};

/* The clock of the keys: seconds since the machine was started, asleep or not. */
int64_t tickets_clock(void);

/* Makes the shared memory and the first key. NULL with err on failure. */
struct tickets *tickets_new(int64_t now, struct err *err);
/* The descriptor of the memory, for other processes, which can only read it. */
int tickets_fd(const struct tickets *t);
/*
 * In another process: the keys of this descriptor, which is closed. They are read only. NULL with err on
 * failure.
 */
struct tickets *tickets_open(int fd, struct err *err);
/* Lets go of the memory in this process only; the last one to do so should have wiped it. */
void tickets_free(struct tickets *t);
/* Forgets every key: only when no other process uses them any more. */
void tickets_wipe(struct tickets *t);

/* Replaces the key when that is due. The seconds until it is due again. */
int64_t tickets_turn(struct tickets *t, int64_t now);

/* These, of which there is at least one, hold instead of all others. */
void tickets_give(struct tickets *t, const struct ticket_keys *keys, int64_t now);
/*
 * Begins to make its own ones again where keys were given; they still open tickets. False: no random
 * numbers, the given ones stay.
 */
bool tickets_own(struct tickets *t, int64_t now);

/*
 * Hands the keys to another program that this process becomes: a descriptor to read them from, -1 on failure.
 * It carries them in memory of the kernel and gives them once.
 */
int tickets_send(const struct tickets *t);
/*
 * Takes the keys of such a descriptor, and closes it. False leaves `t` as it is: they are not of this
 * version.
 */
bool tickets_receive(struct tickets *t, int fd);

/*
 * Sessions of this context are resumed by ticket: one is given in TLS 1.3, and in TLS 1.2 to clients that
 * ask. `t` must outlive the context.
 */
bool tickets_use(const struct tickets *t, struct ssl_ctx_st *ctx);

#endif
