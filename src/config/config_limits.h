/*
 * config_limits: the section "limits" of the configuration, a table of the fields of struct serve_limits.
 *
 * Every value is a whole number; the defaults are those of serve_limits_default.
 */
#ifndef JARCHY_CONFIG_CONFIG_LIMITS_H
#define JARCHY_CONFIG_CONFIG_LIMITS_H

#include <confuse.h>

#include "serve/server.h"

/* The section's keys, for CFG_SEC; empty until config_make_limits has filled it from the table. */
extern cfg_opt_t config_limit_keys[];
void config_make_limits(void);

/* Has libconfuse show every limit that it reads into `cfg` to its check. */
void config_check_limits(cfg_t *cfg);

void config_take_limits(cfg_t *cfg, struct serve_limits *out);

#endif
