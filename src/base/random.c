/*
 * random: getrandom(2), which gives up to 256 bytes at once or none.
 */
#include "base/random.h"

#include <assert.h>
#include <sys/random.h>
#include <time.h>

bool random_bytes(void *p, size_t n)
{
	assert(n <= 256);
	return getrandom(p, n, GRND_NONBLOCK) == (ssize_t)n;
}

uint64_t random_seed(void)
{
	uint64_t seed;
	return random_bytes(&seed, sizeof seed) ? seed : (uint64_t)time(NULL) * UINT64_C(0x9e3779b97f4a7c15);
}
