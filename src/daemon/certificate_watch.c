/*
 * certificate_watch: stamps of files every three seconds, their ends every day.
 */
#include "daemon/certificate_watch.h"

#include "base/clock.h"
#include "command/cert_warn.h"

enum { LOOK_MS = 3000, SETTLE_MS = 1000, DAY_S = 86400 };

void certificate_watch_begin(struct certificate_watch *w, const struct identities *shown)
{
	*w = (struct certificate_watch){ .stamp = shown->stamp, .seen = shown->stamp, .warned = time(NULL) };
	certificate_watch_skip(w);
}

void certificate_watch_shown(struct certificate_watch *w, const struct identities *shown)
{
	w->stamp = w->seen = shown->stamp;
}

int64_t certificate_watch_left(const struct certificate_watch *w)
{
	int64_t left = w->look_at - clock_ms();
	return left > 0 ? left : 0;
}

void certificate_watch_skip(struct certificate_watch *w)
{
	w->look_at = clock_ms() + LOOK_MS;
}

void certificate_watch_soon(struct certificate_watch *w)
{
	w->look_at = clock_ms() + SETTLE_MS;
}

static void warn(struct certificate_watch *w, const struct config *c)
{
	time_t now = time(NULL), since = now - w->warned;
	/* Also when the clock was set back. */
	if (since >= 0 && since < DAY_S)
		return;
	cert_warn_daily(c, (long)(since / DAY_S));
	w->warned = now;
}

enum watched certificate_watch_look(struct certificate_watch *w, const struct config *c,
    const struct identities *shown, struct identities *fresh, struct err *err)
{
	uint64_t stamp = certificates_stamp(c);
	certificate_watch_skip(w);
	warn(w, c);
	bool settled = stamp == w->seen;
	w->seen = stamp;
	if (stamp == w->stamp)
		return WATCHED_SAME;
	if (!settled) {
		certificate_watch_soon(w);
		return WATCHED_SAME;
	}
	w->stamp = stamp;
	if (!certificates_renewed(c, fresh, err))
		return WATCHED_FAULTY;
	if (identities_same(fresh, shown)) {
		identities_release(fresh);
		return WATCHED_SAME;
	}
	if (!identities_lost(shown, fresh, c, err))
		return WATCHED_CHANGED;
	identities_release(fresh);
	return WATCHED_FAULTY;
}
