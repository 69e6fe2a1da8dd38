/*
 * fetch: gets files of the web, one at a time, politely and within bounds. The only user of libcurl beside
 * the notifier.
 *
 * Only http and https. What a source leads to is fetched from a private network only where the source is
 * there itself, or the operator said so. A redirect is followed when what it leads to might be fetched
 * itself. Not for the server: only the command `import` fetches.
 */
#ifndef JARCHY_IMPORT_FETCH_H
#define JARCHY_IMPORT_FETCH_H

#include <signal.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum {
	FETCH_PAGE_MAX = 16 << 20, /* bytes of a page, decoded */
	FETCH_FILE_MAX = 64 << 20, /* … of a picture or another file */
	FETCH_REDIRECTS_MAX = 5,
	FETCH_SECONDS_MAX = 60 * 60, /* for all of it */
	FETCH_ONE_SECONDS_MAX = 60,  /* for one file */
	FETCH_SILENT_SECONDS_MAX = 10,
	FETCH_PAUSE_MS = 1000, /* between two requests; less in a private network */
};

struct fetch;

/* What came. */
struct fetched {
	const char *url;     /* after redirects */
	const char *type;    /* media type without parameters, "" */
	const char *charset; /* "" */
	struct str body;
};

enum fetch_result {
	FETCH_GOOD,
	FETCH_REFUSED, /* this one cannot be had: err says why */
	FETCH_ENDED,   /* no more can be had: a signal, or all limits are used up; err says so */
};

/* `stop` becomes other than 0 when it is to end. */
struct fetch *fetch_new(const volatile sig_atomic_t *stop, struct err *err);
/*
 * What follows is of another source: an address that was asked for by name, which may be in a private
 * network and lead to others there, or a file, whose addresses are anybody's. `intranet`: private networks
 * are open to both. To be called first.
 */
void fetch_source(struct fetch *f, bool address, bool intranet);
/* Strings and bytes are in the arena. */
enum fetch_result fetch_get(
    struct fetch *f, struct arena *a, const char *url, size_t max, struct fetched *out, struct err *err);
/* The rules of the host of this address, "" when it has none. */
struct str fetch_robots(struct fetch *f, const char *url);
void fetch_free(struct fetch *f);
/* Whether the address is of no public host: of this machine, of a private network, of many, or of none. */
bool fetch_is_private(const struct sockaddr *a);

#endif
