/* limits: the table of addresses is a hash with open addressing and linear probing. */
#include "serve/limits.h"

#include <assert.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/random.h"
#include "base/str.h"

void limits_init(struct limits *l, size_t max, size_t per_address)
{
	size_t size = 16;
	while (size < max * 2)
		size *= 2;
	*l = (struct limits){ .slots = xcalloc(size, sizeof *l->slots),
		.mask = size - 1,
		.max = max,
		.per_address = per_address };
	l->seed = random_seed();
}

void limits_release(struct limits *l)
{
	free(l->slots);
	*l = (struct limits){ 0 };
}

/* 0:ffff::/32 is not in use as a network, so IPv4 addresses fit there. */
static uint64_t key_of_v4(const void *p)
{
	uint32_t a;
	memcpy(&a, p, sizeof a);
	return (uint64_t)0xffff << 32 | a;
}

uint64_t limits_key(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return key_of_v4(&((const struct sockaddr_in *)(const void *)address)->sin_addr);
	if (address->sa_family != AF_INET6)
		return LIMITS_UNCOUNTED;
	const struct in6_addr *a = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
	if (IN6_IS_ADDR_V4MAPPED(a))
		return key_of_v4(a->s6_addr + 12);
	uint64_t key;
	memcpy(&key, a->s6_addr, sizeof key);
	return key != LIMITS_UNCOUNTED ? key : 1; /* ::1 lies in the network 0 */
}

/* The finaliser of splitmix64 over a secret. */
static size_t home_of(const struct limits *l, uint64_t key)
{
	return (size_t)hash_end(key ^ l->seed) & l->mask;
}

static size_t find(const struct limits *l, uint64_t key)
{
	size_t i = home_of(l, key);
	while (l->slots[i].count && l->slots[i].key != key)
		i = (i + 1) & l->mask;
	return i;
}

static bool has_share(const struct limits *l, uint64_t key)
{
	return key == LIMITS_UNCOUNTED || l->slots[find(l, key)].count < l->per_address;
}

static void add(struct limits *l, struct limits_place *p, uint64_t key)
{
	*p = (struct limits_place){ .key = key };
	if (key == LIMITS_UNCOUNTED)
		return;
	struct limits_slot *s = &l->slots[find(l, key)];
	s->key = key;
	p->next = s->count++ ? s->first : NULL;
	if (p->next)
		p->next->prev = p;
	s->first = p;
}

/* Frees a slot, and moves back what the hole would cut off from its home. */
static void free_slot(struct limits *l, size_t hole)
{
	for (size_t i = (hole + 1) & l->mask; l->slots[i].count; i = (i + 1) & l->mask) {
		size_t home = home_of(l, l->slots[i].key);
		if (((i - home) & l->mask) < ((i - hole) & l->mask))
			continue;
		l->slots[hole] = l->slots[i];
		l->slots[i].count = 0;
		hole = i;
	}
}

static void subtract(struct limits *l, struct limits_place *p)
{
	if (p->key == LIMITS_UNCOUNTED)
		return;
	size_t at = find(l, p->key);
	struct limits_slot *s = &l->slots[at];
	assert(s->count);
	if (p->next)
		p->next->prev = p->prev;
	if (p->prev)
		p->prev->next = p->next;
	else
		s->first = p->next;
	*p = (struct limits_place){ .key = LIMITS_UNCOUNTED };
	if (--s->count == 0)
		free_slot(l, at);
}

bool limits_fit(const struct limits *l, uint64_t key)
{
	return l->total < l->max && has_share(l, key);
}

void limits_enter(struct limits *l, struct limits_place *p, uint64_t key)
{
	add(l, p, key);
	l->total++;
}

void limits_leave(struct limits *l, struct limits_place *p)
{
	subtract(l, p);
	l->total--;
}

bool limits_move(struct limits *l, struct limits_place *p, uint64_t to)
{
	if (!has_share(l, to))
		return false;
	subtract(l, p);
	add(l, p, to);
	return true;
}

struct limits_place *limits_first(const struct limits *l, uint64_t key)
{
	const struct limits_slot *s = &l->slots[find(l, key)];
	return key != LIMITS_UNCOUNTED && s->count ? s->first : NULL;
}

bool overload_reply_begin(struct overload_replies *o, uint64_t second)
{
	if (o->second != second) {
		o->second = second;
		o->in_second = 0;
	}
	if (o->open >= OVERLOAD_REPLIES_AT_ONCE || o->in_second >= OVERLOAD_REPLIES_A_SECOND)
		return false;
	o->open++;
	o->in_second++;
	return true;
}

void overload_reply_end(struct overload_replies *o)
{
	o->open--;
}
