/*
 * config_values: what a value of the configuration may be, key by key.
 *
 * Knows no file and no default; those are config.c's.
 */
#ifndef JARCHY_CONFIG_CONFIG_VALUES_H
#define JARCHY_CONFIG_CONFIG_VALUES_H

#include "serve/server.h"

enum sandbox_mode { SANDBOX_TRY, SANDBOX_REQUIRE, SANDBOX_OFF };

/* One `listen` entry. */
struct listen_address {
	enum service service;
	char host[64]; /* "*": every IPv4 and IPv6 address; else a name or address, without brackets */
	unsigned port; /* 0: any free one */
};

enum { PROXIES_MAX = 16, EDITORS_MAX = 64 };
enum { LISTEN_MAX = 16, LISTEN_TOTAL = LISTEN_MAX * SERVICE_COUNT }; /* of one service, and of all */

struct cfg_t;

/* As its section is called. */
const char *service_name(enum service service);

/* Has libconfuse show every value that it reads into `cfg` to its check; a fault is a cfg_error. */
void config_check_values(struct cfg_t *cfg);

/* "host:port", "[v6]:port", "*:port" into `host` and `port` of `out`; false: none of these. */
bool listen_parse(const char *s, struct listen_address *out);

/* "try", "require", "off"; false: none of these. */
bool sandbox_parse(const char *word, enum sandbox_mode *out);

#endif
