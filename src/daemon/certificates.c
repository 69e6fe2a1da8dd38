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

static bool add_folder(struct identities *out, const struct config *c, struct err *err)
{
	struct dirent **files;
	bool ok = add_host(out, c->certs, c->site.host, err);
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

bool identities_load(const struct config *c, struct identities *out, struct err *err)
{
	*out = (struct identities){ 0 };
	bool ok = !needs_identity(c, SERVICE_GEMINI) || add_folder(out, c, err);
	if (ok && needs_identity(c, SERVICE_HTTPS))
		ok = add(out, SERVICE_HTTPS, c->https_certificate, c->https_key, err);
	if (!ok)
		identities_release(out);
	return ok;
}

void identities_release(struct identities *i)
{
	arena_release(&i->arena);
	*i = (struct identities){ 0 };
}

static bool check(const struct config *c, struct err *err)
{
	struct identities all;
	if (!identities_load(c, &all, err))
		return false;
	identities_release(&all);
	return true;
}

/* HTTPS may be configured to show it too, so all are checked when it is there. */
static bool make_own(const struct config *c, const struct cert_paths *p, struct err *err)
{
	struct cert_names names = { c->site.host, c->site.aliases };
	if (cert_make(c->certs, names, CERT_DAYS, err) && check(c, err)) {
		log_info("made the certificate %s (valid for ten years)", p->certificate);
		return true;
	}
	/* Neither was there before, and no reader has seen them. */
	unlink(p->certificate);
	unlink(p->key);
	return false;
}

bool certificates_ensure(const struct config *c, struct err *err)
{
	struct cert_paths p = cert_paths(c->certs, c->site.host);
	bool missing = access(p.certificate, F_OK) != 0 && access(p.key, F_OK) != 0;
	bool ok = missing && needs_identity(c, SERVICE_GEMINI) ? make_own(c, &p, err) : check(c, err);
	cert_paths_release(&p);
	return ok;
}
