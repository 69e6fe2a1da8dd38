/*
 * certificates: which certificates the services show, made, found and looked over.
 *
 * Of Gemini every pair in the folder of certificates, of HTTPS the one that the configuration names.
 */
#include "daemon/certificates.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "command/cert.h"
#include "serve/tls.h"

/* Whether a service that is listened on shows the certificate of this one. */
static bool needs_identity(const struct config *c, enum service identity)
{
	for (size_t i = 0; i < c->listen_count; i++)
		if (services[c->listen[i].service].identity == identity)
			return true;
	return false;
}

static bool add(
    struct identities *out, enum service service, const char *certificate, const char *key, struct err *err)
{
	struct serve_identity *i = ARENA_PUSH(&out->arena, out->v, out->n);
	i->service = service;
	i->certificate = arena_strdup(&out->arena, certificate);
	i->key = arena_strdup(&out->arena, key);
	return tls_check_identity(i, err);
}

static bool add_host(struct identities *out, const char *folder, const char *host, struct err *err)
{
	struct cert_paths p = cert_paths(folder, host);
	bool ok = add(out, SERVICE_GEMINI, p.certificate, p.key, err);
	cert_paths_release(&p);
	return ok;
}

/* Whether the configured host has neither a certificate nor a key: then they are to be made. */
static bool lacks_own(const struct config *c)
{
	struct cert_paths p = cert_paths(c->certs, c->site.host);
	bool lacks = access(p.certificate, F_OK) != 0 && access(p.key, F_OK) != 0;
	cert_paths_release(&p);
	return lacks;
}

static bool add_folder(struct identities *out, const struct config *c, bool without_own, struct err *err)
{
	struct dirent **files;
	bool ok = without_own || add_host(out, c->certs, c->site.host, err);
	int n = cert_list(c->certs, &files);
	for (int i = 0; i < n; i++) {
		char *name = files[i]->d_name;
		name[strlen(name) - strlen(".crt")] = 0;
		if (ok && strcmp(name, c->site.host) != 0)
			ok = add_host(out, c->certs, name, err);
		free(files[i]);
	}
	if (n >= 0)
		free(files);
	return ok;
}

/* without_own: all but the pair of the configured host. */
static bool load(const struct config *c, bool without_own, struct identities *out, struct err *err)
{
	*out = (struct identities){ 0 };
	bool ok = !needs_identity(c, SERVICE_GEMINI) || add_folder(out, c, without_own, err);
	if (ok && needs_identity(c, SERVICE_HTTPS))
		ok = add(out, SERVICE_HTTPS, c->https_certificate, c->https_key, err);
	if (!ok)
		identities_release(out);
	return ok;
}

bool identities_load(const struct config *c, struct identities *out, struct err *err)
{
	return load(c, false, out, err);
}

void identities_release(struct identities *i)
{
	arena_release(&i->arena);
	*i = (struct identities){ 0 };
}

static bool make_own(const struct config *c, struct err *err)
{
	struct cert_names names = { c->site.host, c->site.aliases };
	if (!cert_make(c->certs, names, CERT_DAYS, err))
		return false;
	struct cert_paths p = cert_paths(c->certs, c->site.host);
	log_info("made the certificate %s (valid for ten years)", p.certificate);
	cert_paths_release(&p);
	return true;
}

bool certificates_ensure(const struct config *c, struct err *err)
{
	struct identities others;
	bool lacks = needs_identity(c, SERVICE_GEMINI) && lacks_own(c);
	if (!load(c, lacks, &others, err))
		return false;
	identities_release(&others);
	return !lacks || make_own(c, err);
}
