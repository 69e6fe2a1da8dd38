/*
 * pulse: whether the event loops of the workers turn. One that does not, though its process lives, is ended.
 *
 * Each worker counts the turns of a timer in its place in the shared memory; the supervisor looks whether
 * the number moves. Only the time counts in which the supervisor itself had its turns, so what a stopped or
 * a sleeping machine misses is no silence. Not for workers of the program before this one: their memory is
 * another.
 */
#ifndef JARCHY_DAEMON_PULSE_H
#define JARCHY_DAEMON_PULSE_H

#include "daemon/children.h"

/* How often a worker counts, in ms, when it may be silent for so many seconds; 0: not at all. */
int64_t pulse_interval(unsigned seconds);

/*
 * Looks at the workers that are ready, `now` by clock_ms, and ends those that were silent for longer.
 * `seconds` 0: none is. *looked_at is when it was done last. The time in ms until the next look, -1: none is
 * needed.
 */
int64_t pulse_look(
    struct children *c, const struct shared *shared, unsigned seconds, int64_t now, int64_t *looked_at);

/* Whether there is a worker that is ready, and was not silent for half of that time. */
bool pulse_any(const struct children *c, unsigned seconds);

#endif
