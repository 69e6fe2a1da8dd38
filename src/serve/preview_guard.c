/*
 * preview_guard: the ways that are private are TLS, and this machine itself: a peer of a loopback address
 * that asks for a loopback name, as browsers do, in HTTP/1.1 and without a word of a proxy. Else a proxy
 * on this machine would make every reader look like one who sits at it: nginx, as it comes, gives its own
 * loopback name and says nothing of itself, but speaks HTTP/1.0.
 */
#include "serve/preview_guard.h"

#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/path.h"
#include "content/address.h"
#include "proto/http.h"

static bool is_loopback(const union peer_address *peer)
{
	if (peer->any.sa_family == AF_INET)
		return ntohl(peer->v4.sin_addr.s_addr) >> 24 == 127;
	if (peer->any.sa_family != AF_INET6)
		return false;
	const struct in6_addr *a = &peer->v6.sin6_addr;
	return IN6_IS_ADDR_LOOPBACK(a) || (IN6_IS_ADDR_V4MAPPED(a) && a->s6_addr[12] == 127);
}

/* "localhost", "127.0.0.1" or "[::1]", with a port or without. */
static bool names_loopback(struct str host)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
	size_t colon = host.n;
	while (colon > 0 && host.p[colon - 1] >= '0' && host.p[colon - 1] <= '9')
		colon--;
	if (colon > 0 && host.p[colon - 1] == ':')
		host = str_sub(host, 0, colon - 1);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_is_nocase(host, names[i]))
			return true;
	return false;
}

static bool is_private(const struct exchange *x, const struct http_request *r)
{
	return x->tls || (is_loopback(&x->peer) && names_loopback(r->host) && !r->forwarded && r->minor >= 1);
}

/* The list is read each time: requests that get so far are few, and a link that was revoked is so at once. */
static bool holds(struct speaker *s, struct str secret)
{
	struct preview_links links;
	struct err err;
	if (!s->preview_links)
		return false;
	bool ok = preview_links_read(s->preview_links, &links, &err);
	if (!ok && !s->links_failed)
		log_error("no preview link holds: %s", err.text);
	s->links_failed = !ok;
	return ok && preview_links_open(&links, secret, time(NULL));
}

/* "/preview/SECRET/…": the secret, and what follows it, "" or from a slash on. */
static bool take_apart(struct str path, struct str *secret, struct str *rest)
{
	size_t n = sizeof ADDRESS_PREVIEW_TREE - 1;
	if (!address_is_preview(path) || path.n <= n + 1 || path.p[n] != '/')
		return false;
	struct str below = str_sub(path, n + 1, path.n);
	size_t end = str_find(below, '/');
	*secret = str_sub(below, 0, end);
	*rest = str_sub(below, end, below.n);
	return true;
}

bool preview_guard_let_in(
    struct exchange *x, const struct http_request *r, struct buf *path, char tree[PREVIEW_TREE_MAX])
{
	struct guesses *guesses = &x->speaker->guesses;
	struct str secret, rest;
	uint64_t now = (uint64_t)clock_ms();
	if (!take_apart(buf_str(path), &secret, &rest) || !is_private(x, r) ||
	    !guesses_allow(guesses, x->limit_key, now))
		return false;
	bool right = holds(x->speaker, secret);
	guesses_note(guesses, x->limit_key, now, right);
	if (!right)
		return false;
	size_t n = sizeof ADDRESS_PREVIEW_TREE - 1;
	memcpy(tree, path->data, n + 1 + secret.n);
	tree[n + 1 + secret.n] = '\0';
	memmove(path->data + n, rest.p, rest.n);
	buf_truncate(path, n + rest.n);
	return true;
}
