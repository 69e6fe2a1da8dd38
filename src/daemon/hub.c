/*
 * hub: pings, and how long to wait after a failure.
 */
#include "daemon/hub.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/path.h"
#include "daemon/shared.h"
#include "serve/counters.h"

enum {
	PAUSE_FIRST_S = 1,
	PAUSE_LAST_S = 3600,
	CONNECT_S = 10,
	ANSWER_S = 30,
};

/* The address of the feed, as it names itself. */
static void add_topic(const struct hub *h, struct buf *out)
{
	char path[PATH_MAX_LEN + 1];
	snprintf(path, sizeof path, "/%s", h->told.path);
	site_url(h->feeds->site, SCHEME_HTTP, '0', path, out);
}

static void say_fault(const struct hub *h, long status, const char *fault)
{
	struct buf url;
	buf_init(&url, 4 * PATH_MAX_LEN);
	add_topic(h, &url);
	if (fault)
		log_warning("hub: %s: %s", url.data, fault);
	else
		log_warning("hub: %s: it answers %ld", url.data, status);
	buf_release(&url);
}

/* 2xx: told. Other 4xx will be no different the next time. */
static bool settles(long status)
{
	return status / 100 == 2 || (status / 100 == 4 && status != 408 && status != 429);
}

static void wait_longer(struct hub *h)
{
	unsigned longer = h->pause ? h->pause * 2 : PAUSE_FIRST_S;
	h->pause = longer > PAUSE_LAST_S ? PAUSE_LAST_S : longer;
	h->due = clock_ms() + (int64_t)h->pause * 1000;
}

static void done(void *arg, long status, const char *fault)
{
	struct hub *h = arg;
	if (fault || status / 100 != 2)
		say_fault(h, status, fault);
	counter_add(&h->pings[!settles(status)    ? PING_FAILED
	                      : status / 100 == 2 ? PING_TOLD
	                                          : PING_REFUSED],
	    1);
	if (settles(status)) {
		announced_tell(h->feeds, h->told.path, h->told.digest);
		h->pause = 0;
	} else {
		wait_longer(h);
	}
}

/* Both names: hubs of either age find the address. */
static void add_form(const struct hub *h, struct buf *form)
{
	struct buf url;
	buf_init(&url, 4 * PATH_MAX_LEN);
	add_topic(h, &url);
	buf_puts(form, "hub.mode=publish&hub.url=");
	transfer_escape(&h->transfer, buf_str(&url), form);
	buf_puts(form, "&hub.topic=");
	transfer_escape(&h->transfer, buf_str(&url), form);
	buf_release(&url);
}

static void ping(struct hub *h, const struct known *k)
{
	struct buf form;
	buf_init(&form, 32 * PATH_MAX_LEN);
	free(h->told.path);
	h->told = *k;
	h->told.path = xstrdup(k->path);
	add_form(h, &form);
	if (!transfer_post(&h->transfer, h->web, buf_str(&form)))
		done(h, 0, "out of memory");
	buf_release(&form);
}

void hub_turn(struct hub *h)
{
	const struct known *k = h->transfer.busy || clock_ms() < h->due ? NULL : announced_owed(h->feeds);
	if (k)
		ping(h, k);
}

bool hub_init(
    struct hub *h, struct announced *feeds, struct transfers *web, _Atomic uint64_t *pings, struct err *err)
{
	*h = (struct hub){ .feeds = feeds, .web = web, .pings = pings };
	h->transfer.done = done;
	h->transfer.arg = h;
	return transfer_init(&h->transfer, web, feeds->site->hub, CONNECT_S, ANSWER_S, false, err);
}

void hub_release(struct hub *h)
{
	if (h->web)
		transfer_release(&h->transfer, h->web);
	free(h->told.path);
}
