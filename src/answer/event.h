/*
 * event: the answer for the calendar of one event. Private to answer/.
 */
#ifndef JARCHY_ANSWER_EVENT_H
#define JARCHY_ANSWER_EVENT_H

#include "answer/response.h"
#include "answer/route.h"

/* RESPONSE_MISSING, as it is when nothing was found: no item that readers see, or none that has its day. */
void event_answer(struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err);

#endif
