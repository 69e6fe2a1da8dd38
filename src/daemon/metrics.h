/*
 * metrics: the figures of the whole server, as any worker can tell them from the shared memory.
 *
 * One table has every family. Names and units are as Prometheus wants them: base units, and no label whose
 * values readers or editors choose, but for the services that name their subscribers, which are bounded.
 */
#ifndef JARCHY_DAEMON_METRICS_H
#define JARCHY_DAEMON_METRICS_H

#include <limits.h>

#include "config/config.h"
#include "daemon/shared.h"

enum { METRIC_CERTIFICATES = 32 };

struct metrics {
	const struct config *config;
	const struct shared *shared;
	/* That this worker shows. */
	struct metric_certificate {
		enum service service;
		char file[PATH_MAX];
		int64_t until; /* seconds since 1970 */
	} * certificates;
	size_t certificate_count;
};

/* Both must outlive it. The certificates are looked at, and not needed afterwards. */
void metrics_init(struct metrics *m, const struct config *config, const struct shared *shared,
    const struct serve_identity *identities, size_t n);
void metrics_release(struct metrics *m);

/* arg: a struct metrics; for struct serve_figures. */
void metrics_write(void *arg, bool old, struct buf *out);

#endif
