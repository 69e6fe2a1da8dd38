/*
 * certificates: which certificates the services show, found in the certificates folder and the configuration.
 */
#ifndef JARCHY_DAEMON_CERTIFICATES_H
#define JARCHY_DAEMON_CERTIFICATES_H

#include "base/arena.h"
#include "config/config.h"

struct identities {
	struct arena arena;
	struct serve_identity *v;
	size_t n;
};

/*
 * The pair of the configured host first, then every other <name>.crt with its <name>.key, then that of
 * HTTPS. Each is loaded once to see that it is good. On failure err names the file.
 */
bool identities_load(const struct config *c, struct identities *out, struct err *err);
void identities_release(struct identities *i);

/*
 * Checks every pair that the services will show, and makes that of the configured host when there is none and something
 * listens for Gemini. On failure none is left that was not there before.
 */
bool certificates_ensure(const struct config *c, struct err *err);

#endif
