/*
 * change: another setup takes the place of the one that holds, and new workers that of the old ones. Private
 * to daemon/.
 *
 * Not for what asks for it (request.h). The one change that there may be is in struct supervisor.
 */
#ifndef JARCHY_DAEMON_CHANGE_H
#define JARCHY_DAEMON_CHANGE_H

#include "daemon/supervision.h"

/* The next setup is open in the change, which takes it. Where nothing is served yet it holds at once. */
void change_begin(struct supervisor *s, enum change_kind kind);
/* They hold on to what is gone: the content directory, or the program before this one. */
void change_workers(struct supervisor *s);
/* In PUBLISHING the publisher has reported: new workers start. */
void change_replace_workers(struct supervisor *s);
/* Takes the change to its end when the new workers are ready, or one failed. */
void change_advance(struct supervisor *s);
/* Ends the change that is under way, in any step; the setup that holds stays. */
void change_give_up(struct supervisor *s);
/* The same, and says why. */
void change_fail(struct supervisor *s, const struct err *err);
/* Says that one of this kind did not come to its end, and why, in the log and to the service manager. */
void change_say_failed(struct supervisor *s, enum change_kind kind, const struct err *err);
/*
 * Once all workers are ready: notes which certificates readers were shown (shown.h); `say`: warns where that
 * fails.
 */
void change_note_shown(struct supervisor *s, bool say);

#endif
