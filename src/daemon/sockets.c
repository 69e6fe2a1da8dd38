#include "daemon/sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Room for every address of every listen: "*" has two, a name a few. */
enum { ADDRESSES_MAX = LISTEN_TOTAL * 4 };

static void set_port(struct sockaddr_storage *a, unsigned port)
{
	if (a->ss_family == AF_INET6)
		((struct sockaddr_in6 *)a)->sin6_port = htons((uint16_t)port);
	else
		((struct sockaddr_in *)a)->sin_port = htons((uint16_t)port);
}

static unsigned get_port(const struct sockaddr_storage *a)
{
	return ntohs(a->ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)a)->sin6_port
	                                      : ((const struct sockaddr_in *)a)->sin_port);
}

static void name_address(struct bound *b)
{
	char host[64] = "?", port[8] = "?";
	getnameinfo((struct sockaddr *)&b->address, b->address_len, host, sizeof host, port, sizeof port,
	    NI_NUMERICHOST | NI_NUMERICSERV);
	snprintf(b->text, sizeof b->text, b->address.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

static int bind_one(const struct bound *b, bool share)
{
	int one = 1;
	int fd = socket(b->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (share)
		setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
	if (b->address.ss_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
	/* Inherited by accepted sockets. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (bind(fd, (const struct sockaddr *)&b->address, b->address_len) == 0 && listen(fd, SOMAXCONN) == 0)
		return fd;
	int saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/* Opens the sockets of the slots from `from` on. 0, or the errno of what failed. */
static int bind_slots(struct bound *b, unsigned from, unsigned slots)
{
	b->fds = xrealloc(b->fds, slots * sizeof *b->fds);
	for (unsigned i = from; i < slots; i++)
		b->fds[i] = -1;
	for (unsigned i = from; i < slots; i++) {
		b->fds[i] = bind_one(b, true);
		if (b->fds[i] < 0)
			return errno;
	}
	return 0;
}

/*
 * Binds an address that is new. The first socket is tried without sharing: SO_REUSEPORT alone would let a
 * second jarchy join the port of the first and take half of its connections.
 */
static int bind_new(struct bound *b, unsigned slots)
{
	int probe = bind_one(b, false);
	if (probe < 0)
		return errno;
	socklen_t len = sizeof b->address;
	getsockname(probe, (struct sockaddr *)&b->address, &len);
	close(probe);
	return bind_slots(b, 0, slots);
}

/* The same address as it is bound already, or NULL. */
static struct bound *find_bound(struct sockets *old, const struct bound *b)
{
	for (size_t i = 0; old && i < old->n; i++) {
		struct bound *o = &old->v[i];
		if (o->fds && o->service == b->service && o->address_len == b->address_len &&
		    memcmp(&o->address, &b->address, b->address_len) == 0)
			return o;
	}
	return NULL;
}

static bool resolve(const struct listen_address *l, struct addrinfo **out, struct err *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	char port[8];
	snprintf(port, sizeof port, "%u", l->port);
	int e = getaddrinfo(strcmp(l->host, "*") == 0 ? NULL : l->host, port, &hints, out);
	return e == 0 || err_set(err, "cannot listen on \"%s\": %s", l->host, gai_strerror(e));
}

/* Whether the address cannot be bound because this machine has no IPv6: that does not spoil "*". */
static bool is_missing_ipv6(const struct bound *b, int error)
{
	return b->address.ss_family == AF_INET6 && (error == EAFNOSUPPORT || error == EADDRNOTAVAIL);
}

/* Binds all addresses of one `listen` to one port. */
static bool open_listen(struct sockets *s, struct listen_address *l, struct sockets *old, struct err *err)
{
	struct addrinfo *all;
	if (!resolve(l, &all, err))
		return false;
	bool ok = true;
	size_t before = s->n;
	for (struct addrinfo *ai = all; ai && ok && s->n < ADDRESSES_MAX; ai = ai->ai_next) {
		struct bound *b = &s->v[s->n];
		*b = (struct bound){ .service = l->service, .address_len = ai->ai_addrlen };
		memcpy(&b->address, ai->ai_addr, ai->ai_addrlen);
		set_port(&b->address, l->port);
		b->taken = find_bound(old, b);
		int error = b->taken ? 0 : bind_new(b, s->slots);
		name_address(b);
		if (is_missing_ipv6(b, error) && all->ai_next) {
			free(b->fds);
			continue;
		}
		s->n++;
		l->port = get_port(&b->address);
		if (error)
			ok = err_set(err, "cannot listen on %s for %s: %s", b->text,
			    services[l->service].name, strerror(error));
	}
	freeaddrinfo(all);
	if (ok && s->n == before)
		ok = err_set(err, "no address to listen on for \"%s\"", l->host);
	return ok;
}

/* Moves the descriptors of `old` over; more or fewer slots than it had are opened or closed. */
static bool take_over(struct sockets *s, unsigned old_slots, struct err *err)
{
	for (size_t i = 0; i < s->n; i++) {
		struct bound *b = &s->v[i];
		if (!b->taken)
			continue;
		b->fds = b->taken->fds;
		b->taken->fds = NULL;
		for (unsigned k = s->slots; k < old_slots; k++)
			close(b->fds[k]);
		int error = s->slots > old_slots ? bind_slots(b, old_slots, s->slots) : 0;
		if (error)
			return err_set(err, "cannot listen on %s: %s", b->text, strerror(error));
	}
	return true;
}

bool sockets_open(struct sockets *s, struct config *c, struct sockets *old, struct err *err)
{
	*s = (struct sockets){ .v = xcalloc(ADDRESSES_MAX, sizeof *s->v), .slots = c->workers };
	for (size_t i = 0; i < c->listen_count; i++) {
		if (!open_listen(s, &c->listen[i], old, err)) {
			sockets_close(s);
			return false;
		}
	}
	return take_over(s, old ? old->slots : 0, err);
}

void sockets_inherit(struct sockets *s, enum service service, const int *fds, unsigned slots)
{
	struct bound b = { .service = service, .address_len = sizeof b.address };
	if (!slots || (s->n && slots != s->slots) || s->n == ADDRESSES_MAX ||
	    getsockname(fds[0], (struct sockaddr *)&b.address, &b.address_len) != 0)
		return;
	if (!s->v)
		s->v = xcalloc(ADDRESSES_MAX, sizeof *s->v);
	name_address(&b);
	b.fds = xmalloc(slots * sizeof *b.fds);
	memcpy(b.fds, fds, slots * sizeof *b.fds);
	s->slots = slots;
	s->v[s->n++] = b;
}

void sockets_close(struct sockets *s)
{
	for (size_t i = 0; i < s->n; i++) {
		for (unsigned k = 0; s->v[i].fds && k < s->slots; k++)
			if (s->v[i].fds[k] >= 0)
				close(s->v[i].fds[k]);
		free(s->v[i].fds);
	}
	free(s->v);
	memset(s, 0, sizeof *s);
}

struct serve_listener *sockets_slot(const struct sockets *s, unsigned slot)
{
	struct serve_listener *out = xcalloc(s->n + 1, sizeof *out);
	for (size_t i = 0; i < s->n; i++)
		out[i] = (struct serve_listener){ .fd = s->v[i].fds[slot], .service = s->v[i].service };
	return out;
}
