/*
 * subscriber_import: checks each note of a worker against what a request can have said, and notes the rest
 * in the durable facts.
 */
#include "publish/subscriber_import.h"

#include <stdlib.h>

#include "catalog/subscribers.h"
#include "content/address.h"

/* Whether this is how the site writes the path of a feed that is subscribed to. */
static bool is_feed(const struct site *site, const char *path, struct arena *a)
{
	struct address_match m;
	if (!address_find(site->tags, str_of(path), &m))
		return false;
	const struct address_parts parts = {
		.lang = m.lang, .project = m.project, .tag = m.tag, .format = m.format
	};
	bool counted = m.id == ADDRESS_FEED || m.id == ADDRESS_TOPIC_FEED || m.id == ADDRESS_PLACE_FEED ||
	               m.id == ADDRESS_KIND_FEED;
	return counted && m.format->subscribed && str_is(str_of(path), address_path(a, m.id, &parts));
}

static bool is_sane(const struct subscriber_note *n, const struct site *site, struct arena *a)
{
	return is_feed(site, n->path, a) && agent_is_name(str_of(n->agent)) && agent_is_id(str_of(n->id));
}

bool subscriber_import(struct writer *w, struct subscriber_table *t, const struct site *site, int64_t today,
    size_t *noted, struct err *err)
{
	struct subscriber_table_batch *batch = xmalloc(sizeof *batch);
	struct subscriber *v = NULL;
	size_t n = 0;
	struct arena arena = { 0 };
	subscriber_table_collect(t, batch);
	for (size_t i = 0; i < batch->n; i++) {
		const struct subscriber_note *one = &batch->notes[i];
		int64_t seen = one->day < today ? one->day : today;
		if (is_sane(one, site, &arena))
			*ARENA_PUSH(&arena, v, n) = (struct subscriber){ one->path, one->agent, one->id,
				one->count, seen };
	}
	bool ok = n == 0 || subscribers_note(w, v, n, today, err);
	*noted = n;
	if (ok)
		subscriber_table_acknowledge(t, batch);
	arena_release(&arena);
	free(batch);
	return ok;
}
