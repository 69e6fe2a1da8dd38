/*
 * config_values: what a value of the configuration may be, key by key.
 *
 * Knows no file and no default; those are config.c's.
 */
#ifndef JARCHY_DAEMON_CONFIG_VALUES_H
#define JARCHY_DAEMON_CONFIG_VALUES_H

#include <confuse.h>

#include "daemon/config.h"

/* Has libconfuse show every value that it reads into `cfg` to its check; a fault is a cfg_error. */
void config_check_values(cfg_t *cfg);

/* "host:port", "[v6]:port", "*:port" into `host` and `port` of `out`; false: none of these. */
bool listen_parse(const char *s, struct listen_address *out);

/* "try", "require", "off"; false: none of these. */
bool sandbox_parse(const char *word, enum sandbox_mode *out);

#endif
