/*
 * transfer: requests to other servers over HTTP and HTTPS that are under way side by side, in one thread.
 *
 * What an answer has besides its status is thrown away. Private to daemon/. Not for what is asked, nor for
 * when it is asked again (hub.h).
 */
#ifndef JARCHY_DAEMON_TRANSFER_H
#define JARCHY_DAEMON_TRANSFER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* All that are under way. */
struct transfers {
	void *multi;            /* CURLM */
	struct buf authorities; /* PEM, instead of the system's; or empty */
};

/* status: of the answer; 0: there was none, and `fault` says why. */
typedef void transfer_done_fn(void *arg, long status, const char *fault);

/* One server, which is asked one thing at a time. */
struct transfer {
	void *curl;  /* CURL */
	void *lines; /* curl_slist: of the head of the request under way */
	bool busy;
	transfer_done_fn *done; /* is called out of transfers_run; may start the next */
	void *arg;
};

/* Before a sandbox is entered: SSL_CERT_FILE is read. */
bool transfers_init(struct transfers *all, struct err *err);
/* Ends those that are under way without a word. */
void transfers_release(struct transfers *all);

/*
 * `url` must outlive it. seconds: for a connection, and for all of it. direct: never by a proxy that the
 * environment names.
 */
bool transfer_init(struct transfer *t, const struct transfers *all, const char *url, long connect_seconds,
    long seconds, bool direct, struct err *err);
void transfer_release(struct transfer *t, const struct transfers *all);

/* Sends a form by POST. False: it cannot be begun; done is not called. */
bool transfer_post(struct transfer *t, const struct transfers *all, struct str form);

/* Sends a request of this method with one line of its own in the head, without a body. The same. */
bool transfer_ask(struct transfer *t, const struct transfers *all, const char *method, const char *line);

/*
 * Goes on with all of them, and calls `done` of those that end. Returns when one has ended, when one
 * could go on, on a signal, or after so many milliseconds.
 */
void transfers_run(const struct transfers *all, int ms);

/* Appends a value as forms have it. */
void transfer_escape(const struct transfer *t, struct str value, struct buf *out);

#endif
