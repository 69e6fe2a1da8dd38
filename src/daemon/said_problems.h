/*
 * said_problems: which faults of the content were printed, so that none is printed again while it is there.
 * Private to daemon/.
 */
#ifndef JARCHY_DAEMON_SAID_PROBLEMS_H
#define JARCHY_DAEMON_SAID_PROBLEMS_H

#include <stdbool.h>

#include "config/settings.h"
#include "content/problem.h"

/*
 * Prints what was found. After a look at everything (not `partial`) that is what was not printed since the
 * look at everything before it. `said` is what was printed since then, at first as problems_init left it;
 * `found_take` belongs to it from now on.
 */
void said_problems_print(
    struct problems *said, const struct config *config, struct problems *found_take, bool partial);

#endif
