/*
 * config_values: what a value of the configuration may be, key by key.
 *
 * Knows no file and no default; those are config.c's.
 */
#ifndef JARCHY_CONFIG_CONFIG_VALUES_H
#define JARCHY_CONFIG_CONFIG_VALUES_H

#include "base/log.h"
#include "serve/key_fingerprint.h"
#include "serve/settings.h"

enum sandbox_mode { SANDBOX_TRY, SANDBOX_REQUIRE, SANDBOX_OFF };

/* One `listen` entry. */
struct listen_address {
	enum service service;
	char host[64]; /* "*": every IPv4 and IPv6 address; else a name or address, without brackets */
	unsigned port; /* 0: any free one */
};

enum { PROXIES_MAX = 16, EDITORS_MAX = 64, PURGE_MAX = 8 };
enum { LISTEN_MAX = 16, LISTEN_TOTAL = LISTEN_MAX * SERVICE_COUNT }; /* of one service, and of all */

/*
 * Checks of libconfuse: each looks at the value that was just read, the last one of a list, and says
 * what is wrong with it by cfg_error. They return 0, so that all errors of a file are found.
 */
struct cfg_t;
struct cfg_opt_t;
typedef int config_check(struct cfg_t *cfg, struct cfg_opt_t *opt);
config_check check_listen, check_proxy, check_port, check_language, check_timezone, check_host, check_alias,
    check_hub, check_purge, check_preview, check_url, check_sandbox, check_user, check_log_level,
    check_log_format, check_role, check_key_exchange;

/* "host:port", "[v6]:port", "*:port" into `host` and `port` of `out`; false: none of these. */
bool listen_parse(const char *s, struct listen_address *out);

/* "try", "require", "off"; false: none of these. */
bool sandbox_parse(const char *word, enum sandbox_mode *out);

/* "error", "warning", "info", "debug"; false: none of these. */
bool log_level_parse(const char *word, enum log_level *out);
/* "text", "json"; false: none of these. */
bool log_format_parse(const char *word, bool *json);

#endif
