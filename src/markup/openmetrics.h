/*
 * openmetrics: writes figures for Prometheus and others of its kind, as OpenMetrics 1.0 or as the older text
 * format 0.0.4.
 *
 * The caller gives each family once, its samples right after it. Not for what there is to tell, nor for
 * reading.
 */
#ifndef JARCHY_MARKUP_OPENMETRICS_H
#define JARCHY_MARKUP_OPENMETRICS_H

#include "base/buf.h"

enum metric_type { METRIC_GAUGE, METRIC_COUNTER, METRIC_HISTOGRAM, METRIC_INFO };

/* `unit` is what the name ends with, or "". A counter's name has no "_total", an info's no "_info". */
struct metric_family {
	const char *name, *unit;
	enum metric_type type;
	const char *help;
};

struct openmetrics {
	struct buf *out;
	bool old; /* 0.0.4 */
	const struct metric_family *family;
	bool labelled; /* the sample at hand has a label already */
};

/* The value of Content-Type. */
const char *openmetrics_type(bool old);

void openmetrics_init(struct openmetrics *m, struct buf *out, bool old);
void openmetrics_family(struct openmetrics *m, const struct metric_family *family);
/*
 * A sample: begin, a label after the other, and a value. suffix: "" for the one that the type of the family
 * has; of a histogram "_bucket", "_count" or "_sum".
 */
void openmetrics_begin(struct openmetrics *m, const char *suffix);
void openmetrics_label(struct openmetrics *m, const char *name, const char *value);
void openmetrics_number(struct openmetrics *m, uint64_t value);
/* Millionths, as seconds of microseconds. */
void openmetrics_millionths(struct openmetrics *m, uint64_t value);
/* Nothing comes after it. */
void openmetrics_end(struct openmetrics *m);

#endif
