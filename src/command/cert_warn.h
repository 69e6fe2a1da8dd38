/*
 * cert_warn: warns of certificates that readers will refuse.
 */
#ifndef JARCHY_COMMAND_CERT_WARN_H
#define JARCHY_COMMAND_CERT_WARN_H

#include "config/config.h"

/* Warns of each certificate that ends soon or cannot be read, and of aliases that none is for; that there is none yet is no fault. */
void cert_warn(const struct config *c);

#endif
