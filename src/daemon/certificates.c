/*
 * certificates: which certificates the services show, made, found and looked over.
 *
 * Of Gemini every pair in the folder of certificates, of HTTPS the one that the configuration names.
 */
#include "daemon/certificates.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "command/cert.h"
#include "daemon/shown.h"
#include "serve/tls.h"

/* Whether a service that is listened on shows the certificate of this one. */
static bool needs_identity(const struct config *c, enum service identity)
{
	for (size_t i = 0; i < c->listen_count; i++)
		if (services[c->listen[i].service].identity == identity)
			return true;
	return false;
}

/* --- reading ------------------------------------------------------------------------ */

enum { PEM_MAX = 1 << 20 };

/* Texts that were read and are not in their place yet. */
struct loading {
	const struct config *config;
	struct identities *out;
	bool without_own; /* that of the configured host is to be made */
	struct buf texts; /* certificate, key, certificate, key, …, each with its length before it */
};

static bool add_text(struct loading *l, const char *file, struct err *err)
{
	uint32_t length = 0;
	size_t at = l->texts.len;
	if (!buf_add(&l->texts, &length, sizeof length) ||
	    !file_read(AT_FDCWD, file, PEM_MAX, &l->texts, err))
		return false;
	length = (uint32_t)(l->texts.len - at - sizeof length);
	memcpy(l->texts.data + at, &length, sizeof length);
	return true;
}

/* A name or number of the list, which is no secret. */
static void add_word(struct loading *l, const void *word, size_t n)
{
	uint32_t length = (uint32_t)n;
	buf_add(&l->texts, &length, sizeof length);
	buf_add(&l->texts, word, n);
}

static bool add(
    struct loading *l, enum service service, const char *certificate, const char *key, struct err *err)
{
	add_word(l, &service, sizeof service);
	add_word(l, certificate, strlen(certificate) + 1);
	add_word(l, key, strlen(key) + 1);
	return add_text(l, certificate, err) && add_text(l, key, err);
}

static bool add_host(struct loading *l, const char *host, struct err *err)
{
	struct cert_paths p = cert_paths(l->config->certs, host);
	bool ok = add(l, SERVICE_GEMINI, p.certificate, p.key, err);
	cert_paths_release(&p);
	return ok;
}

static bool add_folder(struct loading *l, struct err *err)
{
	struct dirent **files;
	const struct config *c = l->config;
	bool ok = l->without_own || add_host(l, c->site.host, err);
	int n = cert_list(c->certs, &files);
	for (int i = 0; i < n; i++) {
		char *name = files[i]->d_name;
		name[strlen(name) - strlen(".crt")] = 0;
		if (ok && strcmp(name, c->site.host) != 0)
			ok = add_host(l, name, err);
		free(files[i]);
	}
	if (n >= 0)
		free(files);
	return ok;
}

/* --- the list in the memory ---------------------------------------------------------- */

/* The next word or text; empty at the end, which is that of the memory. */
static struct str take(struct str *rest)
{
	uint32_t length = 0;
	if (rest->n < sizeof length)
		return STR("");
	memcpy(&length, rest->p, sizeof length);
	struct str word = str_sub(*rest, sizeof length, sizeof length + length);
	*rest = str_sub(*rest, sizeof length + length, rest->n);
	return word;
}

static void take_list(struct identities *out)
{
	struct str rest = { out->memory.bytes, out->memory.n };
	while (rest.n) {
		struct serve_identity *i = ARENA_PUSH(&out->arena, out->v, out->n);
		memcpy(&i->service, take(&rest).p, sizeof i->service);
		i->certificate = take(&rest).p;
		i->key = take(&rest).p;
		i->certificate_text = take(&rest);
		i->key_text = take(&rest);
	}
}

static bool check_all(const struct identities *all, struct err *err)
{
	bool ok = true;
	for (size_t i = 0; ok && i < all->n; i++)
		ok = tls_check_identity(&all->v[i], err);
	return ok;
}

/* HTTPS may show the pair of the configured host. */
static bool shows_own(const struct config *c)
{
	struct cert_paths p = cert_paths(c->certs, c->site.host);
	bool own = !strcmp(p.certificate, c->https_certificate) && !strcmp(p.key, c->https_key);
	cert_paths_release(&p);
	return own;
}

/* Of HTTPS, where the first one is still to come from an authority. */
static bool is_awaited(const struct config *c)
{
	return *c->acme && needs_identity(c, SERVICE_HTTPS) && access(c->https_certificate, F_OK) != 0 &&
	       errno == ENOENT && access(c->https_key, F_OK) != 0 && errno == ENOENT;
}

static bool read_all(struct loading *l, struct err *err)
{
	const struct config *c = l->config;
	bool https = needs_identity(c, SERVICE_HTTPS) && !(l->without_own && shows_own(c)) && !is_awaited(c);
	return (!needs_identity(c, SERVICE_GEMINI) || add_folder(l, err)) &&
	       (!https || add(l, SERVICE_HTTPS, c->https_certificate, c->https_key, err));
}

static bool load(const struct config *c, bool without_own, struct identities *out, struct err *err)
{
	struct loading l = { .config = c, .out = out, .without_own = without_own };
	*out = (struct identities){ .memory.fd = -1, .stamp = certificates_stamp(c) };
	buf_init(&l.texts, (size_t)PEM_MAX * 64);
	bool ok = read_all(&l, err);
	if (ok && l.texts.len)
		ok = memfile_new(&out->memory, "jarchy: certificates", l.texts.len, MEMFILE_SECRET, err);
	if (ok && l.texts.len) {
		memcpy(out->memory.bytes, l.texts.data, l.texts.len);
		take_list(out);
	}
	ok = ok && check_all(out, err);
	explicit_bzero(l.texts.data, l.texts.len);
	buf_release(&l.texts);
	if (!ok)
		identities_release(out);
	return ok;
}

bool identities_load(const struct config *c, struct identities *out, struct err *err)
{
	return load(c, false, out, err);
}

bool identities_load_others(const struct config *c, struct identities *out, struct err *err)
{
	return load(c, true, out, err);
}

bool identities_open(struct identities *out, int fd, struct err *err)
{
	*out = (struct identities){ .memory.fd = -1 };
	if (fd < 0)
		return true;
	if (!memfile_open(&out->memory, fd, false, err))
		return false;
	take_list(out);
	return true;
}

bool identities_have(const struct identities *i, enum service service)
{
	for (size_t k = 0; k < i->n; k++)
		if (i->v[k].service == service)
			return true;
	return false;
}

bool identities_lost(
    const struct identities *shown, const struct identities *fresh, const struct config *c, struct err *err)
{
	if (!identities_have(shown, SERVICE_HTTPS) || identities_have(fresh, SERVICE_HTTPS) ||
	    !needs_identity(c, SERVICE_HTTPS))
		return false;
	err_set(err, "%s and its key are gone: put them back", c->https_certificate);
	return true;
}

void identities_release(struct identities *i)
{
	memfile_release(&i->memory);
	arena_release(&i->arena);
	*i = (struct identities){ .memory.fd = -1 };
}

/* --- making --------------------------------------------------------------------------- */

/* HTTPS may be configured to show it too, so all are checked when it is there. */
static bool make_own(
    const struct config *c, const struct cert_paths *p, struct identities *out, struct err *err)
{
	struct cert_names names = { c->site.host, c->site.aliases };
	if (cert_make(c->certs, names, CERT_DAYS, err) && identities_load(c, out, err)) {
		log_info("made the certificate %s (valid for ten years)", p->certificate);
		return true;
	}
	/* Neither was there before, and no reader has seen them. */
	unlink(p->certificate);
	unlink(p->key);
	return false;
}

bool certificates_missing(const struct config *c, bool *missing, struct err *err)
{
	struct cert_paths p = cert_paths(c->certs, c->site.host);
	*missing = needs_identity(c, SERVICE_GEMINI) && access(p.certificate, F_OK) != 0 &&
	           access(p.key, F_OK) != 0;
	bool ok = !*missing || !shown_has(c) ||
	          err_set(err,
	              "%s and its key are gone, and readers trust them: put them back; \"jarchy cert make\" "
	              "makes others, of which readers will be warned",
	              p.certificate);
	cert_paths_release(&p);
	return ok;
}

bool certificates_ensure(const struct config *c, struct identities *out, struct err *err)
{
	bool missing;
	if (!certificates_missing(c, &missing, err))
		return false;
	if (!missing)
		return identities_load(c, out, err);
	struct cert_paths p = cert_paths(c->certs, c->site.host);
	bool ok = make_own(c, &p, out, err);
	cert_paths_release(&p);
	return ok;
}

bool certificates_note(const struct config *c, struct err *err)
{
	return !needs_identity(c, SERVICE_GEMINI) || shown_note(c, err);
}

/* --- files that change ------------------------------------------------------------------ */

static uint64_t stamp_pair(uint64_t h, const char *folder, const char *name)
{
	struct cert_paths p = cert_paths(folder, name);
	h = file_stamp(file_stamp(h, p.certificate), p.key);
	cert_paths_release(&p);
	return h;
}

uint64_t certificates_stamp(const struct config *c)
{
	struct dirent **files;
	uint64_t h = HASH_START;
	int n = needs_identity(c, SERVICE_GEMINI) ? cert_list(c->certs, &files) : -1;
	for (int i = 0; i < n; i++) {
		files[i]->d_name[strlen(files[i]->d_name) - strlen(".crt")] = 0;
		h = stamp_pair(h, c->certs, files[i]->d_name);
		free(files[i]);
	}
	if (n >= 0)
		free(files);
	if (needs_identity(c, SERVICE_HTTPS))
		h = file_stamp(file_stamp(h, c->https_certificate), c->https_key);
	return h;
}

bool certificates_renewed(const struct config *c, struct identities *out, struct err *err)
{
	bool ok = true;
	if (!identities_load(c, out, err))
		return false;
	for (size_t i = 0; ok && i < out->n; i++) {
		long days;
		ok = cert_days_left(out->v[i].certificate, &days, err) &&
		     (days >= 0 || err_set(err, "%s is no longer valid", out->v[i].certificate));
	}
	if (!ok)
		identities_release(out);
	return ok;
}

bool identities_same(const struct identities *a, const struct identities *b)
{
	return a->memory.n == b->memory.n &&
	       (!a->memory.n || memcmp(a->memory.bytes, b->memory.bytes, a->memory.n) == 0);
}
