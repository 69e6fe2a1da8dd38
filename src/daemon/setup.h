/*
 * setup: what the supervisor holds for one configuration: the listening sockets, the access log,
 * certificates and keys.
 *
 * It is opened whole or not at all. Not for what outlives a configuration: shared memory, keys of tickets,
 * children.
 */
#ifndef JARCHY_DAEMON_SETUP_H
#define JARCHY_DAEMON_SETUP_H

#include "daemon/acme_folder.h"
#include "daemon/certificates.h"
#include "daemon/sockets.h"

struct setup {
	struct config *config; /* its own, allocated */
	struct sockets sockets;
	int access_fd; /* -1: none */
	struct identities identities;
	struct acme_folder acme;
	struct memfile copy; /* of the configuration, for the processes */
};

/*
 * Takes an allocated configuration, checks what it names (content, user, certificates), binds its addresses,
 * opens its access log, makes the folders and the certificate that are missing.
 *
 * The sockets of `old` for the same addresses are shared with it until sockets_take_over. On failure the
 * configuration is released, nothing new is open, no certificate was made, and `old` is untouched; err says
 * what to mend.
 */
bool setup_open(struct setup *s, struct config *config, struct sockets *old, struct err *err);

/*
 * Makes of the setup that holds, which goes on, another one. It shares with that what did not change, so it
 * can only be put in its place, or be given up. On failure there is no other one, and everything is as it
 * was.
 *
 * setup_reload: of the text of `file` (NULL and "": there is none); what is wrong in it is printed on
 * standard error. The process's time zone is the new one from then on. setup_reopen_log: opens the access
 * log again under its name, for log rotation.
 */
bool setup_reload(
    struct setup *next, struct setup *current, const char *file, struct str text, struct err *err);
bool setup_reopen_log(struct setup *next, const struct setup *current, struct err *err);
/* With certificates that were loaded again, which it takes. */
void setup_renew(struct setup *next, const struct setup *current, const struct identities *identities);

/* Puts it in the place of the current one, of which the rest is closed and freed. */
void setup_replace(struct setup *current, struct setup *next);
/* Closes and frees what of it is not also the current one's; the time zone is the old one again. */
void setup_abandon(struct setup *next, const struct setup *current);

/* Whether both keep their catalogue in the same folder. */
bool setup_same_state(const struct setup *a, const struct setup *b);

/* The folders that the children write, made where they are missing: a sandbox can name only what is there. */
bool setup_make_folders(const struct config *c, struct err *err);

/* Closes and frees all of it. */
void setup_close(struct setup *s);

#endif
