/*
 * certificate_watch: looks at the files of certificates from time to time while the site is served.
 *
 * Not for what is done with those that changed: the supervisor starts workers with them.
 */
#ifndef JARCHY_DAEMON_CERTIFICATE_WATCH_H
#define JARCHY_DAEMON_CERTIFICATE_WATCH_H

#include <time.h>

#include "daemon/certificates.h"

struct certificate_watch {
	uint64_t stamp;  /* of the files that were taken or refused last */
	uint64_t seen;   /* of the files at the last look */
	int64_t look_at; /* when to look again; by clock_ms */
	time_t warned;   /* when their ends were looked at last */
};

enum watched { WATCHED_SAME, WATCHED_CHANGED, WATCHED_FAULTY };

/* Begins with certificates that were just loaded, and warned of. */
void certificate_watch_begin(struct certificate_watch *w, const struct identities *shown);
/* Others are shown from now on. */
void certificate_watch_shown(struct certificate_watch *w, const struct identities *shown);
/* The time in ms until the next look. */
int64_t certificate_watch_left(const struct certificate_watch *w);
/* Makes the next look come soon, as something is just being changed. */
void certificate_watch_soon(struct certificate_watch *w);
/* There is no look this time. */
void certificate_watch_skip(struct certificate_watch *w);
/*
 * Clients of authorities replace a certificate and its key one after the other, so files that changed are
 * taken when they are the same at the next look, which comes soon.
 *
 * Looks, warns of ends that are near once a day, and loads what was changed since the last look into *fresh.
 * A fault, with err, is returned once, until the files change again.
 */
enum watched certificate_watch_look(struct certificate_watch *w, const struct config *c,
    const struct identities *shown, struct identities *fresh, struct err *err);

#endif
