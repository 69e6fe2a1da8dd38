/* pulse: the silence of a worker grows with each look at which its count has not moved. */
#include "daemon/pulse.h"

#include <signal.h>

#include "base/log.h"

enum { LOOKS = 4, INTERVAL_MAX_MS = 5000, INTERVAL_MIN_MS = 200 };

int64_t pulse_interval(unsigned seconds)
{
	int64_t ms = (int64_t)seconds * 1000 / LOOKS;
	return ms > INTERVAL_MAX_MS ? INTERVAL_MAX_MS : ms && ms < INTERVAL_MIN_MS ? INTERVAL_MIN_MS : ms;
}

/* Its reports are read as long as it lives; those of an inherited one never were. */
static bool is_watched(const struct child *w)
{
	return w->pid && w->ready && w->reports;
}

static void end_silent(struct child *w, unsigned number, unsigned seconds)
{
	log_error(
	    "worker %u (process %d) has not moved for %u s: it is ended, and another one is started; if "
	    "that happens again, look whether the disk or the machine is overloaded",
	    number, (int)w->pid, seconds);
	kill(w->pid, SIGKILL);
	w->silent_ms = 0;
}

static void look_at(
    struct child *w, unsigned number, const struct shared *shared, unsigned seconds, int64_t passed)
{
	uint64_t turns;
	if (!is_watched(w) || !shared_turns(shared, w->pid, &turns))
		return;
	w->silent_ms = turns == w->turns ? w->silent_ms + passed : 0;
	w->turns = turns;
	if (w->silent_ms > (int64_t)seconds * 1000)
		end_silent(w, number, seconds);
}

int64_t pulse_look(
    struct children *c, const struct shared *shared, unsigned seconds, int64_t now, int64_t *looked_at)
{
	int64_t interval = pulse_interval(seconds);
	if (!seconds)
		return -1;
	if (now < *looked_at + interval)
		return *looked_at + interval - now;
	int64_t passed = now - *looked_at < 2 * interval ? now - *looked_at : interval;
	*looked_at = now;
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		look_at(&c->workers[i], i + 1, shared, seconds, passed);
	return interval;
}

bool pulse_any(const struct children *c, unsigned seconds)
{
	for (unsigned i = 0; i < WORKERS_MAX; i++) {
		const struct child *w = &c->workers[i];
		if (w->pid && w->ready && w->silent_ms <= (int64_t)seconds * 500)
			return true;
	}
	return false;
}
