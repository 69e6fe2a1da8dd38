/*
 * guesses: how often wrong secrets came, from each address and in all, so that there are never many tries.
 *
 * A table of fixed size; who is pushed out of it begins again, and then only the limit of all of them is
 * left. An address that had a right secret lately is not kept out by what others do. Private to serve/.
 */
#ifndef JARCHY_SERVE_GUESSES_H
#define JARCHY_SERVE_GUESSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	GUESSES_ADDRESSES = 512,
	GUESSES_OF_ONE =
	    20, /* wrong ones of an address in GUESSES_MS; then its right ones do not count either */
	GUESSES_OF_ALL = 600, /* of all in GUESSES_MS */
	GUESSES_MS = 10 * 60 * 1000,
};

struct guesses {
	struct guesser {
		uint64_t key; /* of the address (limits_key) */
		uint64_t begun,
		    used; /* when the count began, and when it was last used; ms of a clock that only rises, 0: free */
		unsigned wrong;
		bool right; /* it had a right one since then */
	} v[GUESSES_ADDRESSES];
	uint64_t begun; /* of the count of all */
	unsigned wrong;
};

/* Zeroed is valid. Whether a secret from this address may be looked at. */
bool guesses_allow(struct guesses *g, uint64_t key, uint64_t now);
/* What it was. */
void guesses_note(struct guesses *g, uint64_t key, uint64_t now, bool right);

#endif
