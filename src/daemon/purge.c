/*
 * purge: what each cache is owed, and how long to wait for one that is down.
 */
#include "daemon/purge.h"

#include <string.h>

#include "answer/http_headers.h"
#include "base/clock.h"
#include "base/log.h"

enum {
	KEYS_MAX = 4000, /* bytes in one request; Varnish takes 8 KiB in a line of a head */
	AGAIN_MS = 1000, /* what was told is told again after that time and before twice that time */
	PAUSE_LAST_S = 30,
	CONNECT_S = 2,
	ANSWER_S = 5,
};

/* --- keys ------------------------------------------------------------------------------- */

static bool keys_empty(const struct keys *k)
{
	return !k->all && !k->text.len;
}

static void keys_clear(struct keys *k)
{
	k->all = false;
	buf_reset(&k->text);
}

static void keys_add_all(struct keys *k)
{
	keys_clear(k);
	k->all = true;
}

static bool has(const struct keys *k, struct str key)
{
	struct str rest = buf_str(&k->text), one;
	while (rest.n) {
		str_cut(rest, ' ', &one, &rest);
		if (str_eq(one, key))
			return true;
	}
	return k->all;
}

/* Too many are all. */
static void keys_add(struct keys *k, struct str key)
{
	if (!has(k, key) && !buf_printf(&k->text, " %.*s", STR_ARG(key)))
		keys_add_all(k);
}

static void keys_add_keys(struct keys *to, const struct keys *from)
{
	struct str rest = buf_str(&from->text), one;
	if (from->all)
		keys_add_all(to);
	while (rest.n) {
		str_cut(rest, ' ', &one, &rest);
		if (one.n)
			keys_add(to, one);
	}
}

/* --- one cache -------------------------------------------------------------------------- */

static void say_down(const struct purged_cache *c, long status, const char *fault)
{
	static const char then[] = "it may show what is old; it is told that all is old when it can be";
	if (fault)
		log_warning("purge: %s: %s: %s", c->url, fault, then);
	else
		log_warning("purge: %s: it answers %ld: let it take PURGE from this machine; %s", c->url,
		    status, then);
}

/* What a cache has that missed something is not known. */
static void fail(struct purged_cache *c, long status, const char *fault)
{
	if (!c->down)
		say_down(c, status, fault);
	c->down = true;
	keys_add_all(&c->owed);
	c->pause = !c->pause ? 1 : c->pause * 2 > PAUSE_LAST_S ? PAUSE_LAST_S : c->pause * 2;
	c->due = clock_ms() + (int64_t)c->pause * 1000;
}

static void done(void *arg, long status, const char *fault)
{
	struct purged_cache *c = arg;
	if (fault || status / 100 != 2) {
		fail(c, status, fault);
		return;
	}
	if (c->down)
		log_info("purge: %s: it is told again", c->url);
	c->down = false;
	c->pause = 0;
}

/* What becomes owed while this is under way is told afterwards. */
static void tell(struct purged_cache *c)
{
	struct buf line;
	buf_init(&line, KEYS_MAX + 100);
	buf_printf(&line, "Surrogate-Key:%s", c->owed.all ? " " HTTP_KEY_ALL : c->owed.text.data);
	keys_clear(&c->owed);
	if (!transfer_ask(&c->transfer, c->purge->web, "PURGE", line.data))
		fail(c, 0, "out of memory");
	buf_release(&line);
}

static bool is_due(const struct purged_cache *c)
{
	return !c->transfer.busy && !keys_empty(&c->owed) && clock_ms() >= c->due;
}

/* --- all of them ------------------------------------------------------------------------ */

static void owe(struct purge *p, const struct keys *keys)
{
	for (size_t i = 0; i < p->n; i++)
		keys_add_keys(&p->caches[i].owed, keys);
}

void purge_note_all(struct purge *p)
{
	keys_add_all(&p->young);
	owe(p, &p->young);
}

void purge_note(struct purge *p, struct str key)
{
	keys_add(&p->young, key);
	for (size_t i = 0; i < p->n; i++)
		keys_add(&p->caches[i].owed, key);
}

static void tell_again(struct purge *p)
{
	if (clock_ms() < p->again_at)
		return;
	p->again_at = clock_ms() + AGAIN_MS;
	owe(p, &p->old);
	keys_clear(&p->old);
	keys_add_keys(&p->old, &p->young);
	keys_clear(&p->young);
}

void purge_turn(struct purge *p)
{
	tell_again(p);
	for (size_t i = 0; i < p->n; i++)
		if (is_due(&p->caches[i]))
			tell(&p->caches[i]);
}

bool purge_settled(const struct purge *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct purged_cache *c = &p->caches[i];
		if (!c->down && (c->transfer.busy || !keys_empty(&c->owed)))
			return false;
	}
	return true;
}

static bool init_cache(struct purged_cache *c, const struct purge *p, const char *url, struct err *err)
{
	*c = (struct purged_cache){ .purge = p, .url = url };
	buf_init(&c->owed.text, KEYS_MAX);
	c->transfer.done = done;
	c->transfer.arg = c;
	return transfer_init(&c->transfer, p->web, url, CONNECT_S, ANSWER_S, true, err);
}

bool purge_init(struct purge *p, const struct config *config, const struct transfers *web, struct err *err)
{
	*p = (struct purge){ .web = web };
	buf_init(&p->young.text, KEYS_MAX);
	buf_init(&p->old.text, KEYS_MAX);
	bool ok = true;
	while (ok && p->n < config->purge_count) {
		ok = init_cache(&p->caches[p->n], p, config->purge[p->n], err);
		p->n++;
	}
	return ok;
}

void purge_release(struct purge *p)
{
	for (size_t i = 0; i < p->n; i++) {
		transfer_release(&p->caches[i].transfer, p->web);
		buf_release(&p->caches[i].owed.text);
	}
	buf_release(&p->young.text);
	buf_release(&p->old.text);
}
