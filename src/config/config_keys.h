/*
 * config_keys: the one table of the configuration's keys. Private to config/.
 *
 * To add a key is a row in config_keys.c, and a field of struct config or struct serve_limits that it fills.
 */
#ifndef JARCHY_CONFIG_CONFIG_KEYS_H
#define JARCHY_CONFIG_CONFIG_KEYS_H

#include <confuse.h>

#include "config/settings.h"

/*
 * What libconfuse is to read, with the defaults, and with every value checked while it is read if
 * `check`: a fault is a cfg_error. cfg_free frees it.
 */
cfg_t *config_keys_new(cfg_errfunc_t on_error, bool check);

/*
 * Fills every field that a key has by itself. Relative paths are taken from the folder of `file` (NULL:
 * this one).
 */
void config_keys_take(cfg_t *cfg, const char *file, struct config *out);
/* Frees the paths. */
void config_keys_release(struct config *c);

/* Where the file that was read last, and checked, gives "colour" or "style"; 0: nowhere. */
unsigned config_keys_line(const char *name);

/*
 * The section of the key of exactly this name, the first that has it; "" outside of sections; NULL: there
 * is no such key.
 */
const char *config_keys_section(struct str name);
/* The known key or section nearest to a name: people also forget the section of a key. NULL: none is near. */
const char *config_keys_nearest(struct str name);

#endif
