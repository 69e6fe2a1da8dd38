/* speaker: what all speakers share, set up and taken down together. */
#include "serve/speaker.h"

#include "answer/http_headers.h"
#include "base/path.h"
#include "serve/descriptors.h"

void speaker_init(struct speaker *s, size_t cache_bytes, unsigned feed_polls_per_hour)
{
	cache_init(&s->cache, cache_bytes, descriptors_for_cache());
	polls_init(&s->polls, feed_polls_per_hour);
	feed_delta_init(&s->feed_delta);
	buf_init(&s->path, PATH_MAX_LEN * 4);
	http_add_overload_reply(s->handle.site, &s->overload_reply);
}

void speaker_release(struct speaker *s)
{
	catalog_handle_close(&s->handle);
	cache_clear(&s->cache);
	polls_release(&s->polls);
	feed_delta_release(&s->feed_delta);
	buf_release(&s->path);
	buf_release(&s->overload_reply);
}

void speaker_refresh(struct speaker *s)
{
	if (catalog_handle_moved(&s->handle))
		cache_age(&s->cache);
}

bool speaker_drains(const struct speaker *s)
{
	const _Atomic bool *all = s->handle.draining;
	return s->draining || (all && atomic_load_explicit(all, memory_order_relaxed));
}
