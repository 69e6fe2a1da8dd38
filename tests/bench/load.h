/*
 * load: a load generator for Gemini, Gopher and HTTP, one thread, one epoll.
 *
 * It measures the server, so it does as little itself as it can: requests are
 * made once, certificates are not verified, bodies are counted and not kept.
 * What it insists on is that each answer is whole, a success, and as long as
 * the first answer for that path.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum protocol { GEMINI, GOPHER, HTTP };

/* What a connection is there for. All but ROLE_LOAD are held open, and opened again when the server closes them. */
enum role { ROLE_LOAD, ROLE_IDLE, ROLE_SLOW_HANDSHAKE, ROLE_SLOW_REQUEST, ROLE_SLOW_READ, ROLES };

enum {
	HEAD_MAX = 8192,
	PIPELINE_MAX = 64,
	NS = 1000000000,
};

struct path {
	char *name, *etag; /* etag: of the last answer, NULL before, and where it is not followed */
	char *request;
	size_t request_n;
	uint64_t body; /* bytes of the first good answer's body */
	bool known;
};

/* An answer as it arrives. Gemini and Gopher: it ends with the connection. HTTP: by its Content-Length. */
struct answer {
	char head[HEAD_MAX];
	size_t head_n;
	bool in_body, done;
	int status; /* Gopher: 3 for an error line, else 2 */
	uint64_t body, left;
};

/* A request of an open loop: when it was due, and how late this program itself was (ns). */
struct arrival {
	uint64_t due, late;
};

enum state { STATE_CLOSED, STATE_HANDSHAKE, STATE_SEND, STATE_RECEIVE, STATE_HELD };

struct conn {
	struct load *load;
	enum role role;
	enum state state;
	int fd;
	SSL *ssl; /* NULL: plain */
	SSL_SESSION *session;
	char *out; /* the requests of one batch */
	size_t out_n, out_at, out_size;
	size_t first;           /* the batch's first request: its number among all */
	unsigned batch, waited; /* requests in it, answers still to come */
	uint64_t began;         /* ns */
	struct answer answer;
};

struct load {
	/* what was asked for */
	enum protocol protocol;
	struct sockaddr_in address;
	const char *host, *etag, *coding;
	struct path *paths;
	size_t path_count;
	uint64_t connections, pipeline, held_per_role[ROLES];
	uint64_t requests, seconds; /* 0: no such end */
	uint64_t rate;              /* requests a second in an open loop; 0: as many as are answered */
	bool resume, keepalive, tls, nagle, follow;

	/* what happens */
	int epoll;
	SSL_CTX *ctx;
	uint64_t deadline; /* ns; 0: none yet */
	uint64_t started, done, failed, bytes, resumed;
	uint32_t *latencies; /* µs, of each good answer */
	size_t latency_count, latency_size;
	unsigned opening, held; /* held connections: on their way, and there */

	/* the open loop */
	struct arrival *arrivals;
	size_t arrived;
	uint64_t next_due, random;
	FILE *samples; /* NULL: none are kept */
};

uint64_t now_ns(void);

/* A failure counts; the first one is told on standard error. `path` may be NULL. */
void load_failed(struct load *l, const struct path *path, const char *why);

/* Whether one more request may begin. */
bool load_wants_more(const struct load *l);

void answer_begin(struct answer *a);

/* Takes bytes of one answer, returns how many it took. The answer is done, or *why says what is wrong with it. */
size_t answer_take(struct answer *a, enum protocol protocol, const char *bytes, size_t n, const char **why);

/* Keeps the ETag of a good answer for the next request of that path, as feed readers do. */
void path_follow(struct load *l, struct path *p, const char *head);

/* An open loop: its first instant; those that have come; ns until the next. */
void arrivals_begin(struct load *l);
void arrivals_take(struct load *l);
uint64_t arrivals_wait_ns(const struct load *l);

/* Writes a line for a request: due, latency, late (µs), status. Status 0: it failed. */
void arrivals_log(const struct load *l, size_t request, int status);

/* The connection ended well: whether that completes the answer. */
bool answer_end(struct answer *a, enum protocol protocol);

/* What a good answer to a request may be. */
enum wanted { WANT_SUCCESS, WANT_NOT_MODIFIED, WANT_EITHER };

bool answer_good(const struct answer *a, enum protocol protocol, enum wanted wanted);

void conn_init(struct conn *c, struct load *l, enum role role);
void conn_release(struct conn *c);
void conn_open(struct conn *c);

/* Goes on as far as the socket lets it; called for each event of the socket. */
void conn_step(struct conn *c);

/* Called once a second: slow connections send their next byte, stuck ones fail. */
void conn_tick(struct conn *c);

#endif
