/*
 * exchange: the requests and responses of one connection, as bytes: all that a speaker sees of it.
 *
 * It knows no socket, no TLS and no event loop: conn.c puts in what it reads and sends what is queued; a
 * test or a fuzz target does the same from memory.
 *
 *     received bytes → in → protocol->handle_request → out → sent bytes
 *
 * Invariants: in_used <= in.len; it is 0 outside of exchange_answer. After `last` nothing is handled any
 * more. Private to serve/.
 */
#ifndef JARCHY_SERVE_EXCHANGE_H
#define JARCHY_SERVE_EXCHANGE_H

#include "serve/client_cert.h"
#include "serve/network.h"
#include "serve/protocol.h"
#include "serve/send_queue.h"
#include "serve/speaker.h"
#include "serve/turns.h"

struct exchange;

/* A response that is not sent yet, as far as is known. */
struct response_mark {
	char status[STATUS_MAX_LEN];
	int64_t arrived_us;
};
enum { MARKS_MAX = 8, LINES_MAX = 64 << 10 };

/* What TLS knows of the peer. */
struct exchange_tls {
	/* The name that the client asked for; NULL when none. */
	const char *(*server_name)(const struct exchange *x);
	/* As client_cert_judge, with the editors of the speaker. */
	enum client_cert (*client_cert)(const struct exchange *x, struct key_fingerprint *shown);
};

struct exchange {
	struct speaker *speaker;
	const struct protocol *protocol;
	const struct exchange_tls *tls; /* NULL: plain */
	struct buf in;                  /* received; the first in_used bytes are done with */
	size_t in_used;
	struct send_queue out;
	enum service service;
	int64_t
	    arrived_us; /* when the first byte of the next request came, by turns_clock; 0: it is not known */
	struct response_mark marks[MARKS_MAX];
	size_t mark_count;
	struct buf lines;   /* of the access log, one for each mark, with a zero byte in place of the end */
	uint64_t limit_key; /* of the peer (limits_key) */
	union peer_address peer;
	unsigned requests; /* that were answered */
	/* Of answers that nothing is kept of: */
	enum permit permit;   /* set by the owner before exchange_answer */
	bool made;            /* one was, in this call: there is one a call */
	bool put_off;         /* the next request waits for its turn … */
	bool dear;            /* … and its answer will take long */
	int64_t began;        /* clock_cpu_us of one that is being made, else 0 */
	uint64_t made_us;     /* processor time of the one that was */
	enum address_id kind; /* of the request that is being answered, if its answer is made */
	bool last;            /* the connection ends after what is in `out` */
	bool busy;            /* its turn does not come: the answer is the overload reply */
	bool rejected;        /* over the limits: whatever is asked, the answer is the overload reply */
};

void exchange_init(struct exchange *x, struct speaker *speaker, const struct protocol *protocol);
void exchange_release(struct exchange *x);

/*
 * Answers every request that is complete, as far as there is room, and one at most that is not in the cache.
 * True: there is something to send. False and put_off: call it again when it may be answered.
 */
bool exchange_answer(struct exchange *x);
/*
 * All that is queued was sent, or will not be: it is counted, and written to the access log, at `now_us` by
 * turns_clock.
 */
void exchange_sent(struct exchange *x, int64_t now_us);
/* Gives memory back that is not in use between requests. */
void exchange_trim(struct exchange *x);

/* --- for speakers ------------------------------------------------------------- */

/* The bytes that were not used yet: the request that is to be handled, and perhaps more. */
static inline struct str exchange_input(const struct exchange *x)
{
	return (struct str){ x->in.data + x->in_used, x->in.len - x->in_used };
}

/* The first n bytes of the input are handled. */
static inline void exchange_used(struct exchange *x, size_t n)
{
	x->in_used += n;
}

/*
 * Whether an answer may be made now that is not in the cache. False: return REQUEST_LATER. To be asked once
 * a request, before anything is counted or queued for it.
 */
bool exchange_admit(struct exchange *x, struct str path);

/*
 * A response is queued, whole or with the file that it ends with: it is counted, and gets a line in the
 * access log, unless it is one to a probe of a balancer. status is the protocol's own, bytes are those of
 * the response, its head included.
 */
void exchange_log(
    struct exchange *x, const char *status, uint64_t bytes, struct str request, struct str agent);

#endif
