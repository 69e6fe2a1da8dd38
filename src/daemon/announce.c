/*
 * announce: the lines that a start ends with.
 */
#include "daemon/announce.h"

#include "base/log.h"

void announce_addresses(const struct setup *s)
{
	struct buf b;
	bool told[SCHEME_COUNT + 1] = { false };
	for (size_t i = 0; i < s->sockets.n; i++)
		log_info(
		    "listening on %s (%s)", s->sockets.v[i].text, services[s->sockets.v[i].service].name);
	for (size_t i = 0; i < s->config->listen_count; i++)
		told[services[s->config->listen[i].service].scheme] = true;
	buf_init(&b, 4096);
	for (int scheme = 0; scheme < SCHEME_COUNT; scheme++)
		if (told[scheme]) {
			buf_puts(&b, "  ");
			site_url(&s->config->site, (enum scheme)scheme, '1', "/", &b);
		}
	log_info("ready:%s", b.data);
	buf_release(&b);
}
