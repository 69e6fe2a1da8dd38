/*
 * agent_view: how many subscribers the feed services name, summed over all feeds, for another process.
 *
 * Memory that several processes see, with one writer. What services are called is their choice, so only the
 * largest have a place, and the rest are one more. Not for what is known of a feed (catalog/subscribers.h).
 */
#ifndef JARCHY_PUBLISH_AGENT_VIEW_H
#define JARCHY_PUBLISH_AGENT_VIEW_H

#include <stdatomic.h>

#include "base/err.h"
#include "proto/agent.h"

enum { AGENTS_SHOWN = 24 };

struct agent_view {
	_Atomic uint64_t changes; /* odd: it is being written */
	size_t n;
	struct {
		char name[AGENT_NAME_MAX + 1];
		uint64_t count;
	} v[AGENTS_SHOWN + 1];
};

/* Sums up what the facts in the folder say today, in days since 1970. */
bool agent_view_write(struct agent_view *view, const char *folder, int64_t today, struct err *err);
/* A copy that is whole; an empty one where the writer ended in the middle. */
void agent_view_read(const struct agent_view *view, struct agent_view *out);

#endif
