#include "daemon/count.h"

#include <stdlib.h>

#include "catalog/subscribers.h"
#include "serve/route.h"

static bool is_sane(const struct audience_note *n, const struct site *site)
{
	struct route_match m;
	return route_find(site, str_of(n->path), &m) && m.slash == SLASH_RIGHT &&
	       m.route->kind == ROUTE_FEED && !m.number && feed_format_subscribed(m.feed) &&
	       agent_is_name(str_of(n->agent)) && agent_is_id(str_of(n->id));
}

bool count_take(struct writer *w, struct audience *a, const struct site *site, int64_t today, struct err *err)
{
	struct audience_batch *batch = xmalloc(sizeof *batch);
	struct subscriber *v = NULL;
	size_t n = 0;
	audience_collect(a, batch);
	if (batch->n)
		v = xcalloc(batch->n, sizeof *v);
	for (size_t i = 0; i < batch->n; i++) {
		const struct audience_note *one = &batch->notes[i];
		int64_t seen = one->day < today ? one->day : today;
		if (is_sane(one, site))
			v[n++] = (struct subscriber){ one->path, one->agent, one->id, one->count, seen };
	}
	bool ok = n == 0 || subscribers_note(w, v, n, today, err);
	if (ok)
		audience_settle(a, batch);
	free(v);
	free(batch);
	return ok;
}
