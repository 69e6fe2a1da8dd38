/*
 * certificates: which certificates the services show, found in the certificates folder and the configuration.
 */
#ifndef JARCHY_DAEMON_CERTIFICATES_H
#define JARCHY_DAEMON_CERTIFICATES_H

#include "base/arena.h"
#include "base/memfile.h"
#include "config/config.h"

/*
 * Certificates and keys as they were read, in memory that the workers are given; the files may be others by
 * now.
 */
struct identities {
	struct memfile memory; /* secret; .fd -1: there are none */
	struct arena arena;
	struct serve_identity *v; /* their texts are in the memory */
	size_t n;
	uint64_t stamp; /* of the files, see certificates_stamp */
};

/*
 * The pair of the configured host first, then every other <name>.crt with its <name>.key, then that of
 * HTTPS. Each is loaded once to see that it is good. On failure err names the file.
 */
bool identities_load(const struct config *c, struct identities *out, struct err *err);
/* All but that of the configured host, which is to be made. */
bool identities_load_others(const struct config *c, struct identities *out, struct err *err);
/* In a child: those of the descriptor (-1: none), which is closed. */
bool identities_open(struct identities *out, int fd, struct err *err);
/*
 * Whether there is one of the service. HTTPS has none while the first one is still to come from an
 * authority (acme).
 */
bool identities_have(const struct identities *i, enum service service);
/* Whether HTTPS has none any more, though the configuration wants it: then err says what is gone. */
bool identities_lost(
    const struct identities *shown, const struct identities *fresh, const struct config *c, struct err *err);
void identities_release(struct identities *i);

/*
 * Loads every pair that the services will show, and makes that of the configured host when there is none,
 * none was ever shown (shown.h) and something listens for Gemini. On failure none is left that was not there
 * before.
 */
bool certificates_ensure(const struct config *c, struct identities *out, struct err *err);

/*
 * Whether certificates_ensure would make one. False: it may not, since readers were shown the one that is
 * gone.
 */
bool certificates_missing(const struct config *c, bool *missing, struct err *err);
/* Notes that readers are shown that of the configured host. False: it cannot be kept. */
bool certificates_note(const struct config *c, struct err *err);

/* A number that is another one when one of the files was changed, came or went. */
uint64_t certificates_stamp(const struct config *c);
/*
 * Those of the files in the place of `old`, while the site is served: false also when one of them is no
 * longer valid. They may be the same as the old ones (identities_same).
 */
bool certificates_renewed(const struct config *c, struct identities *out, struct err *err);
bool identities_same(const struct identities *a, const struct identities *b);

#endif
