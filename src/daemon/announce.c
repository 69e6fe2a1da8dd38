/*
 * announce: the lines that a start ends with, and sd_notify(3) without its library.
 */
#include "daemon/announce.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

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

void announce_state(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	if (!path || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof to.sun_path)
		return;
	memcpy(to.sun_path, path, strlen(path));
	if (to.sun_path[0] == '@')
		to.sun_path[0] = 0;
	socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to, len) < 0)
		log_warning("systemd was not told \"%s\"", state);
	if (fd >= 0)
		close(fd);
}
