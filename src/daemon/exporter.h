/*
 * exporter: the file of facts that an origin leaves for its followers (catalog/export.h).
 *
 * It is replaced as a whole after each pass that changed what readers see. A file there of another
 * machine, or with more than this one knows, is never touched.
 */
#ifndef JARCHY_DAEMON_EXPORTER_H
#define JARCHY_DAEMON_EXPORTER_H

#include <limits.h>

#include "catalog/follow.h"
#include "config/config.h"

struct exporter {
	const struct config *config;
	char path[PATH_MAX];
	int64_t number;          /* of the export that this process wrote last; 0: none */
	struct file_stamp wrote; /* … and how its file was then */
	int64_t
	    told; /* writer_number when it was looked at last: what only counted subscribers is no reason */
	char said[768]; /* the last fault; "" */
};

/* Borrows the configuration. */
void exporter_init(struct exporter *e, const struct config *config);
/* After a pass. What fails is said once, and tried again after the next pass. */
void exporter_run(struct exporter *e, struct writer *w);
/* Changes of the facts until here are no reason for an export. */
void exporter_rest(struct exporter *e, const struct writer *w);

#endif
