/* descriptors: shares of RLIMIT_NOFILE. */
#include "serve/descriptors.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>

enum {
	KEPT = 24,        /* for files, the catalogue, the log */
	CACHE_SHARE = 16, /* one of so many … */
	CACHE_MOST = 256, /* … up to this number, which is more feeds than are read at a time … */
	CACHE_FROM = 512, /* … where there are so many: few are for connections alone */
};

static size_t limit(void)
{
	struct rlimit r;
	bool known = getrlimit(RLIMIT_NOFILE, &r) == 0 && r.rlim_cur != RLIM_INFINITY;
	return known ? (size_t)r.rlim_cur : SIZE_MAX;
}

size_t descriptors_for_cache(void)
{
	size_t all = limit(), n = all < CACHE_FROM ? 0 : all / CACHE_SHARE;
	return n < CACHE_MOST ? n : CACHE_MOST;
}

size_t descriptors_for_connections(void)
{
	size_t n = limit(), kept = KEPT + descriptors_for_cache();
	if (n == SIZE_MAX)
		return n;
	return n > 2 * kept ? n - kept : n / 2;
}
