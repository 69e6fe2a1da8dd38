/*
 * cert: the self-signed certificates of the Gemini service.
 *
 * One pair of PEM files for each host name in the certificates folder: <name>.crt and <name>.key
 * (mode 0600). Readers trust on first use, some the whole certificate, some only its key: renewal keeps
 * the key, and both fingerprints are shown.
 */
#ifndef JARCHY_COMMAND_CERT_H
#define JARCHY_COMMAND_CERT_H

#include <dirent.h>
#include <stdio.h>

#include "command/command.h"

extern const struct command cert_command;

/* Authorities of the web give certificates for a few weeks only, and programs renew them. */
enum { CERT_DAYS = 3650, CERT_WARN_DAYS = 90, CERT_WARN_WEB_DAYS = 14 };

struct cert_paths {
	char *certificate, *key;
};
struct cert_paths cert_paths(const char *folder, const char *host);
void cert_paths_release(struct cert_paths *p);

/* The certificates in the folder, sorted by name, as scandir(3) gives them; the caller frees each and the list. -1: there is no such folder. */
int cert_list(const char *folder, struct dirent ***files);

/* What a certificate is for: DNS names and IP addresses. The files have the name of the host. */
struct cert_names {
	const char *host;
	const char *const *aliases; /* NULL ends; or NULL */
};

/*
 * Makes an ECDSA P-256 key and a certificate for these names, valid from an hour ago for `days`. Fails
 * when either file exists already: nothing is overwritten.
 */
bool cert_make(const char *folder, struct cert_names names, int days, struct err *err);
/* A new certificate of these names for the same key; the old one is kept as <name>.crt.old. */
bool cert_renew(const char *folder, struct cert_names names, int days, struct err *err);
/* Whether it is for this DNS name or IP address; also false when it cannot be read. */
bool cert_is_for(const char *certificate, const char *name);
/* Names, validity, and the SHA-256 fingerprints of the certificate and of its public key. */
bool cert_show(const char *folder, const char *host, FILE *out, struct err *err);
/* Whole days until it is no longer valid, negative when it is not. */
bool cert_days_left(const char *certificate, long *days, struct err *err);

#endif
