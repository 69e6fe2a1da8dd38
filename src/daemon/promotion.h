/*
 * promotion: a machine whose facts came from elsewhere becomes the origin.
 *
 * The newest export that was copied here may not be taken over yet, since its content was still under way
 * when the origin was lost. It has what readers of other machines were given: it is taken over first,
 * whatever is here of its content. Not for a follower (follower.h), nor for a machine that mints its facts
 * already.
 */
#ifndef JARCHY_DAEMON_PROMOTION_H
#define JARCHY_DAEMON_PROMOTION_H

#include "config/config.h"

/* Before the catalogue is opened. Does nothing where nothing is to be taken. */
bool promotion_catch_up(const struct config *c, struct err *err);

#endif
