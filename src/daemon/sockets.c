/*
 * sockets: binds the addresses of the configuration, and takes over those that are bound already.
 *
 * New sockets are opened beside the old ones, which stay whole until sockets_take_over: a port that is in
 * use, or descriptors that run out, cost nothing that is open. Invariant: a descriptor has one owner, see
 * struct bound.
 */
#include "daemon/sockets.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

#ifndef IPV6_FREEBIND
#define IPV6_FREEBIND 78 /* of linux/in6.h, which does not go together with netinet/in.h */
#endif

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

/* An address that this machine does not have yet, as one that moves from machine to machine: it may come. */
static bool bind_early(int fd, struct bound *b)
{
	int one = 1, error = errno;
	bool v6 = b->address.ss_family == AF_INET6;
	if (error != EADDRNOTAVAIL || !b->alone)
		return false;
	b->early = setsockopt(fd, v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_FREEBIND : IP_FREEBIND, &one,
	               sizeof one) == 0 &&
	           bind(fd, (const struct sockaddr *)&b->address, b->address_len) == 0;
	errno = b->early ? errno : error;
	return b->early;
}

static int bind_only(struct bound *b, bool share)
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
	if (bind(fd, (const struct sockaddr *)&b->address, b->address_len) == 0 || bind_early(fd, b))
		return fd;
	int saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/* Without `listens` it takes no connection from those that do, which a trial would throw away. */
static int bind_one(struct bound *b, bool share, bool listens)
{
	int fd = bind_only(b, share);
	if (fd < 0 || !listens || listen(fd, SOMAXCONN) == 0)
		return fd;
	int saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/* Opens the sockets of the slots after the shared ones. 0, or the errno of what failed. */
static int bind_slots(const struct sockets *s, struct bound *b)
{
	for (unsigned i = b->shared; i < s->slots; i++) {
		b->fds[i] = bind_one(b, true, !s->trial);
		if (b->fds[i] < 0)
			return errno;
	}
	return 0;
}

/* Closes what is its own. */
static void release_bound(struct bound *b, unsigned slots)
{
	for (unsigned i = b->shared; b->fds && i < slots; i++)
		if (b->fds[i] >= 0)
			close(b->fds[i]);
	free(b->fds);
	b->fds = NULL;
}

/*
 * Binds an address that is new. The first socket is tried without sharing: SO_REUSEPORT alone would let a
 * second jarchy join the port of the first and take half of its connections.
 */
static int bind_new(const struct sockets *s, struct bound *b)
{
	int probe = bind_one(b, false, true);
	if (probe < 0 && errno == EADDRINUSE && s->served) {
		probe = bind_one(b, true, false);
		if (probe >= 0)
			close(probe);
		return probe < 0 ? EADDRINUSE : 0;
	}
	if (probe < 0)
		return errno;
	socklen_t len = sizeof b->address;
	getsockname(probe, (struct sockaddr *)&b->address, &len);
	close(probe);
	return bind_slots(s, b);
}

static bool same_address(const struct bound *a, const struct bound *b)
{
	return a->address_len == b->address_len && memcmp(&a->address, &b->address, b->address_len) == 0;
}

/* The same address as it is bound already, for whatever service, or NULL. */
static struct bound *find_bound(struct sockets *old, const struct bound *b)
{
	for (size_t i = 0; old && i < old->n; i++) {
		struct bound *o = &old->v[i];
		if (same_address(o, b))
			return o;
	}
	return NULL;
}

static bool same_port(const struct bound *a, const struct bound *b)
{
	return a->address.ss_family == b->address.ss_family &&
	       get_port(&a->address) == get_port(&b->address) && get_port(&b->address) != 0;
}

/* "*" in its family. */
static bool is_every(const struct bound *b)
{
	return b->address.ss_family == AF_INET6
	           ? IN6_IS_ADDR_UNSPECIFIED(&((const struct sockaddr_in6 *)&b->address)->sin6_addr)
	           : ((const struct sockaddr_in *)&b->address)->sin_addr.s_addr == htonl(INADDR_ANY);
}

/*
 * Whether the configuration names it twice, by itself or with "*": the kernel says so only at a start,
 * when nothing is held.
 */
static bool is_named_twice(const struct sockets *s, const struct bound *b)
{
	for (size_t i = 0; i < s->n; i++)
		if (same_port(&s->v[i], b) &&
		    (is_every(&s->v[i]) || is_every(b) || same_address(&s->v[i], b)))
			return true;
	return false;
}

/*
 * Whether sockets that will be closed may be in the way: "*" and one of its addresses have a port
 * together only if they share it.
 */
static bool replaces_port(const struct sockets *old, const struct bound *b)
{
	for (size_t i = 0; old && i < old->n; i++)
		if (same_port(&old->v[i], b))
			return true;
	return false;
}

/*
 * The sockets of an address for all slots: those of the same address in `old`, and new ones. 0, or the
 * errno of what failed.
 */
static int open_bound(const struct sockets *s, struct bound *b, struct sockets *old)
{
	b->fds = xmalloc(s->slots * sizeof *b->fds);
	for (unsigned i = 0; i < s->slots; i++)
		b->fds[i] = -1;
	if (is_named_twice(s, b))
		return EADDRINUSE;
	b->owner = find_bound(old, b);
	/* What holds it is ours, shares it, and will be closed. */
	if (!b->owner && replaces_port(old, b))
		return bind_slots(s, b);
	if (!b->owner)
		return bind_new(s, b);
	b->shared = s->slots < old->slots ? s->slots : old->slots;
	memcpy(b->fds, b->owner->fds, b->shared * sizeof *b->fds);
	return bind_slots(s, b);
}

static bool resolve(const struct listen_address *l, struct addrinfo **out, struct err *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	char port[8];
	snprintf(port, sizeof port, "%u", l->port);
	int e = getaddrinfo(strcmp(l->host, "*") == 0 ? NULL : l->host, port, &hints, out);
	return e == 0 || err_set(err, "cannot listen on \"%s\": it is not an address of this machine (%s)",
	                     l->host, gai_strerror(e));
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
	for (struct addrinfo *ai = all; ai && ok && s->n < SOCKETS_MAX; ai = ai->ai_next) {
		struct bound *b = &s->v[s->n];
		*b = (struct bound){
			.service = l->service, .address_len = ai->ai_addrlen, .alone = !all->ai_next
		};
		memcpy(&b->address, ai->ai_addr, ai->ai_addrlen);
		set_port(&b->address, l->port);
		int error = open_bound(s, b, old);
		name_address(b);
		if (is_missing_ipv6(b, error) && all->ai_next) {
			release_bound(b, s->slots);
			continue;
		}
		s->n++;
		l->port = get_port(&b->address);
		errno = error;
		if (b->early && !s->trial)
			log_warning(
			    "%s is no address of this machine yet: %s is served there as soon as it is one",
			    b->text, services[l->service].name);
		if (error)
			ok = err_errno(err, "cannot listen on %s for %s", b->text, services[l->service].name);
	}
	freeaddrinfo(all);
	if (ok && s->n == before)
		ok = err_set(err, "cannot listen on \"%s\": this machine has no such address", l->host);
	return ok;
}

static bool open_all(struct sockets *s, struct config *c, struct sockets *old, struct err *err)
{
	s->v = xcalloc(SOCKETS_MAX, sizeof *s->v);
	s->slots = c->workers;
	for (size_t i = 0; i < c->listen_count; i++) {
		if (!open_listen(s, &c->listen[i], old, err)) {
			sockets_close(s);
			return false;
		}
	}
	return true;
}

bool sockets_open(struct sockets *s, struct config *c, struct sockets *old, struct err *err)
{
	*s = (struct sockets){ 0 };
	return open_all(s, c, old, err);
}

bool sockets_try(struct config *c, struct sockets *old, bool served, struct err *err)
{
	struct sockets s = { .trial = true, .served = served };
	if (!open_all(&s, c, old, err))
		return false;
	sockets_close(&s);
	return true;
}

void sockets_take_over(struct sockets *s, struct sockets *old)
{
	for (size_t i = 0; i < s->n; i++) {
		struct bound *b = &s->v[i];
		assert(!b->owner || (b->owner >= old->v && b->owner < old->v + old->n));
		for (unsigned k = 0; k < b->shared; k++)
			b->owner->fds[k] = -1;
		b->owner = NULL;
		b->shared = 0;
	}
	sockets_close(old);
}

/* Whether all of them listen on one address, which `b` gets, and none is there twice. */
static bool share_an_address(const int *fds, unsigned n, struct bound *b)
{
	for (unsigned i = 0; i < n; i++) {
		struct sockaddr_storage a = { 0 };
		socklen_t len = sizeof a, size = sizeof(int);
		int listens = 0;
		if (getsockopt(fds[i], SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || !listens ||
		    getsockname(fds[i], (struct sockaddr *)&a, &len) != 0 ||
		    (a.ss_family != AF_INET && a.ss_family != AF_INET6))
			return false;
		for (unsigned k = 0; k < i; k++)
			if (fds[k] == fds[i])
				return false;
		if (i && (len != b->address_len || memcmp(&a, &b->address, len) != 0))
			return false;
		b->address = a;
		b->address_len = len;
	}
	return n > 0;
}

void sockets_inherit(struct sockets *s, enum service service, const int *fds, unsigned slots)
{
	struct bound b = { .service = service };
	if ((s->n && slots != s->slots) || s->n == SOCKETS_MAX || !share_an_address(fds, slots, &b))
		return;
	if (!s->v)
		s->v = xcalloc(SOCKETS_MAX, sizeof *s->v);
	name_address(&b);
	b.fds = xmalloc(slots * sizeof *b.fds);
	memcpy(b.fds, fds, slots * sizeof *b.fds);
	s->slots = slots;
	s->v[s->n++] = b;
}

void sockets_close(struct sockets *s)
{
	for (size_t i = 0; i < s->n; i++)
		release_bound(&s->v[i], s->slots);
	free(s->v);
	memset(s, 0, sizeof *s);
}
