/*
 * shown: the names for which readers were shown a certificate, kept in the state folder.
 *
 * Gemini's readers trust a certificate from the first time on. Where it is gone, another one may be made only if no
 * reader has seen it. Not for what is shown at the moment (certificates.h).
 */
#ifndef JARCHY_DAEMON_SHOWN_H
#define JARCHY_DAEMON_SHOWN_H

#include "config/config.h"

/* Whether readers were shown one of the configured host. */
bool shown_has(const struct config *c);
/* They are from now on. False: it cannot be kept. */
bool shown_note(const struct config *c, struct err *err);

#endif
