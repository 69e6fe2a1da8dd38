/*
 * cert_warn: warns of certificates that readers will refuse.
 */
#ifndef JARCHY_COMMAND_CERT_WARN_H
#define JARCHY_COMMAND_CERT_WARN_H

#include "config/config.h"

/* Warns of each certificate that ends soon or cannot be read, and of aliases that none is for; that there is none yet is no fault. */
void cert_warn(const struct config *c);

/*
 * For a server that runs: warns of each certificate that ends in 30, 14, 7 or 1 days, or has ended, when `days` days (at least 1) have
 * passed since the last time.
 */
void cert_warn_daily(const struct config *c, long days);

#endif
