/*
 * event_time: when an event is, as people write it: an hour alone for its end, and both ends in one line.
 *
 * Private to content/. What is a date by itself is read by value.c.
 */
#ifndef JARCHY_CONTENT_EVENT_TIME_H
#define JARCHY_CONTENT_EVENT_TIME_H

#include "base/date.h"

/*
 * "17:00", "17.00", "5 pm", "17 ч": that hour on the day of `start`; on the next one, when it is in the small
 * hours and not after `start`.
 */
bool event_end_read(struct str text, struct moment start, struct moment *end);
/*
 * "12 May 2026, 17:00–19:00", "12–14 мая 2026 г.", "28.04–03.05.2026", "2026-05-12 .. 2026-05-14". False: it
 * is something else, or ends before it begins.
 */
bool event_span_read(struct str text, struct moment *start, struct moment *end);

#endif
