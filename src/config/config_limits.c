#include "config/config_limits.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	size_t offset;
	bool is_size;
	long min, max;
} limit_keys[] = {
#define LIMIT(field, min, max)                                                                               \
	{                                                                                                    \
#field, offsetof(struct serve_limits, field), false, min, max                                \
	}
	LIMIT(handshake_seconds, 5, 3600),
	LIMIT(request_seconds, 5, 3600),
	LIMIT(progress_seconds, 1, 3600),
	LIMIT(rate_bytes, 0, 1 << 30),
	LIMIT(rate_seconds, 1, 3600),
	LIMIT(keepalive_seconds, 1, 3600),
	LIMIT(keepalive_requests, 1, 1 << 30),
	LIMIT(linger_seconds, 1, 60),
	LIMIT(connections, 1, 1 << 20),
	LIMIT(per_address, 1, 1 << 20),
	LIMIT(feed_polls_per_hour, 0, 1000000),
#undef LIMIT
	{ "cache_bytes", offsetof(struct serve_limits, cache_bytes), true, 0, 1L << 40 },
};
enum { LIMIT_COUNT = ARRAY_SIZE(limit_keys) };

cfg_opt_t config_limit_keys[LIMIT_COUNT + 1];

void config_make_limits(void)
{
	for (size_t i = 0; i < LIMIT_COUNT; i++) {
		const char *field = (const char *)&serve_limits_default + limit_keys[i].offset;
		long value = limit_keys[i].is_size ? (long)*(const size_t *)field
		                                   : (long)*(const unsigned *)field;
		config_limit_keys[i] = (cfg_opt_t)CFG_INT(limit_keys[i].name, value, CFGF_NONE);
	}
	config_limit_keys[LIMIT_COUNT] = (cfg_opt_t)CFG_END();
}

static int check_limit(cfg_t *cfg, cfg_opt_t *opt)
{
	long v = cfg_opt_getnint(opt, 0);
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		if (!strcmp(limit_keys[i].name, opt->name) &&
		    (v < limit_keys[i].min || v > limit_keys[i].max))
			cfg_error(cfg, "%s: %ld is not a number from %ld to %ld", opt->name, v,
			    limit_keys[i].min, limit_keys[i].max);
	return 0;
}

void config_check_limits(cfg_t *cfg)
{
	for (size_t i = 0; i < LIMIT_COUNT; i++) {
		char key[64];
		snprintf(key, sizeof key, "limits|%s", limit_keys[i].name);
		cfg_set_validate_func(cfg, key, check_limit);
	}
}

void config_take_limits(cfg_t *cfg, struct serve_limits *out)
{
	cfg_t *section = cfg_getsec(cfg, "limits");
	for (size_t i = 0; i < LIMIT_COUNT; i++) {
		char *field = (char *)out + limit_keys[i].offset;
		long value = cfg_getint(section, limit_keys[i].name);
		if (limit_keys[i].is_size)
			*(size_t *)field = (size_t)value;
		else
			*(unsigned *)field = (unsigned)value;
	}
}
