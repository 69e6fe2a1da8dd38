/*
 * access_log: one line a request.
 *
 * TIME PROTOCOL ADDRESS STATUS BYTES "REQUEST" ["USER-AGENT"] SECONDS
 *
 * or the same as an object of JSON, whose strings are the same texts. SECONDS has six decimals: from the
 * first byte of the request that was read to the last of the response that was written.
 *
 * Addresses lose their last bits (IPv4 /24, IPv6 /48); what peers sent is escaped, so it can neither forge a
 * line nor break a terminal. A lone line is written at the end of the loop's pass; the lines of a busy
 * worker gather for up to 50 ms. A secret of an address (answer/preview_links.h), as twenty hexadecimal
 * digits in a row or more, is never written. When the log cannot take them, lines are lost, never time.
 * Private to serve/.
 */
#ifndef JARCHY_SERVE_ACCESS_LOG_H
#define JARCHY_SERVE_ACCESS_LOG_H

#include <sys/socket.h>
#include <time.h>

#include "base/buf.h"

struct event;
struct event_base;

struct access_log {
	int fd;        /* -1: no log */
	bool json;     /* the lines are objects */
	bool pollable; /* a pipe or a socket: ask before writing */
	struct buf lines;
	struct event *flush;
	int64_t written_ms;
	time_t second; /* that `stamp` is of */
	char stamp[24];
};

struct access_log_entry {
	const char *protocol;
	const struct sockaddr *peer;
	const char *status;
	uint64_t bytes;     /* of the answer, its head included */
	struct str request; /* as received */
	struct str agent;   /* empty: none */
};

void access_log_init(struct access_log *a, struct event_base *base, int fd, bool json);
/* Writes what is left. */
void access_log_release(struct access_log *a);

/* Appends a line without its end, which is how long the response took. */
void access_log_format(struct access_log *a, const struct access_log_entry *e, struct buf *out);
/* Writes such a line; microseconds. */
void access_log_put(struct access_log *a, struct str line, uint64_t us);

/* Appends an address without its last bits; "-" for what is no IP address. */
void access_log_address(struct buf *out, const struct sockaddr *peer);
/* Appends s, at most max bytes of it, everything but printable ASCII as \xNN, and " and \ too. */
void access_log_escape(struct buf *out, struct str s, size_t max);

#endif
