/* settings: the limits where the configuration says nothing. */
#include "serve/settings.h"

const struct serve_limits serve_limits_default = {
	.handshake_seconds = 10,
	.request_seconds = 10,
	.progress_seconds = 10,
	.rate_bytes = 1024,
	.rate_seconds = 30,
	.keepalive_seconds = 15,
	.keepalive_requests = 1000,
	.linger_seconds = 2,
	.connections = 4096,
	.per_address = 64,
	.feed_polls_per_hour = 60,
	.cache_bytes = 32 << 20,
	.hang_seconds = 30,
};
