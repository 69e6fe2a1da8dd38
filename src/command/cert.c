/*
 * cert: makes, renews and shows self-signed certificates. Memory that contained a private key is cleaned.
 */
#include "command/cert.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/host.h"
#include "base/log.h"
#include "base/utf8.h"

enum { PEM_MAX = 1 << 16, DAYS_MAX = 36500 };

/* Adds why, in the words of the library. Returns false. */
static bool add_reason(struct err *err)
{
	unsigned long e = ERR_get_error();
	const char *reason = e ? ERR_reason_error_string(e) : NULL;
	ERR_clear_error();
	if (reason)
		err_follow(err, "(OpenSSL: %s)", reason);
	return false;
}

static bool cannot_make(const char *file, struct err *err)
{
	err_set(err, "%s: cannot be made", file);
	return add_reason(err);
}

struct cert_paths cert_paths(const char *folder, const char *host)
{
	struct buf b;
	buf_init(&b, 1 << 16);
	buf_printf(&b, "%s/%s.crt", folder, host);
	struct cert_paths p = { .certificate = buf_detach(&b) };
	buf_printf(&b, "%s/%s.key", folder, host);
	p.key = buf_detach(&b);
	buf_release(&b);
	return p;
}

void cert_paths_release(struct cert_paths *p)
{
	free(p->certificate);
	free(p->key);
	*p = (struct cert_paths){ 0 };
}

static int is_certificate(const struct dirent *e)
{
	return e->d_name[0] != '.' && str_ends(str_of(e->d_name), ".crt");
}

int cert_list(const char *folder, struct dirent ***files)
{
	return scandir(folder, files, is_certificate, alphasort);
}

/* --- reading ---------------------------------------------------------------- */

static BIO *open_pem(const char *file, struct err *err)
{
	struct buf b;
	buf_init(&b, PEM_MAX);
	BIO *bio = NULL;
	if (file_read(AT_FDCWD, file, PEM_MAX, &b, err)) {
		bio = BIO_new(BIO_s_mem());
		if (!bio || BIO_write(bio, b.data, (int)b.len) != (int)b.len)
			abort();
	}
	OPENSSL_cleanse(b.data, b.len);
	buf_release(&b);
	return bio;
}

static X509 *read_certificate(const char *file, struct err *err)
{
	BIO *bio = open_pem(file, err);
	if (!bio)
		return NULL;
	X509 *x = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	BIO_free(bio);
	if (!x) {
		err_set(err, "%s: this is not a certificate in PEM form", file);
		add_reason(err);
	}
	return x;
}

static EVP_PKEY *read_key(const char *file, struct err *err)
{
	BIO *bio = open_pem(file, err);
	if (!bio)
		return NULL;
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	BIO_free(bio);
	if (!key) {
		err_set(err, "%s: this is not a private key in PEM form", file);
		add_reason(err);
	}
	return key;
}

/* --- making ----------------------------------------------------------------- */

static bool add_extension(X509 *x, int nid, const char *value)
{
	X509V3_CTX ctx;
	X509V3_set_ctx_nodb(&ctx);
	X509V3_set_ctx(&ctx, x, x, NULL, NULL, 0);
	X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	bool good = e && X509_add_ext(x, e, -1);
	X509_EXTENSION_free(e);
	return good;
}

static bool is_ip(const char *host)
{
	unsigned char address[16];
	return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

static void add_name(struct buf *out, const char *name)
{
	buf_printf(out, "%s%s:%s", out->len ? "," : "", is_ip(name) ? "IP" : "DNS", name);
}

static bool fill_names(X509 *x, struct cert_names names)
{
	struct buf all;
	buf_init(&all, 1 << 16);
	add_name(&all, names.host);
	for (const char *const *a = names.aliases; a && *a; a++)
		add_name(&all, *a);
	X509_NAME *name = X509_get_subject_name(x);
	/* A common name holds 64 characters at most; clients look at the alternative names anyway. */
	char common[65];
	snprintf(common, sizeof common, "%s", names.host);
	bool good = X509_NAME_add_entry_by_txt(
	                name, "CN", MBSTRING_UTF8, (const unsigned char *)common, -1, -1, 0) &&
	            X509_set_issuer_name(x, name) && add_extension(x, NID_subject_alt_name, all.data) &&
	            add_extension(x, NID_basic_constraints, "critical,CA:FALSE");
	buf_release(&all);
	return good;
}

static bool fill_rest(X509 *x, EVP_PKEY *key, int days)
{
	unsigned char serial[16];
	if (RAND_bytes(serial, sizeof serial) != 1)
		return false;
	serial[0] &= 0x7f; /* a positive number, RFC 5280 section 4.1.2.2 */
	BIGNUM *n = BN_bin2bn(serial, sizeof serial, NULL);
	bool good = n && BN_to_ASN1_INTEGER(n, X509_get_serialNumber(x));
	BN_free(n);
	return good && X509_set_version(x, X509_VERSION_3) &&
	       X509_gmtime_adj(X509_getm_notBefore(x), -3600) &&
	       X509_time_adj_ex(X509_getm_notAfter(x), days, 0, NULL) && X509_set_pubkey(x, key) &&
	       X509_sign(x, key, EVP_sha256());
}

static bool write_pem(BIO *bio, const char *file, unsigned mode, struct err *err)
{
	char *data;
	long n = BIO_get_mem_data(bio, &data);
	return file_replace(AT_FDCWD, file, (struct str){ data, (size_t)n }, mode, err) != FILE_FAILED;
}

static bool write_certificate(X509 *x, const char *file, struct err *err)
{
	BIO *bio = BIO_new(BIO_s_mem());
	bool good = bio && (PEM_write_bio_X509(bio, x) || cannot_make(file, err)) &&
	            write_pem(bio, file, 0644, err);
	BIO_free(bio);
	return good;
}

static bool write_key(EVP_PKEY *key, const char *file, struct err *err)
{
	BIO *bio = BIO_new(BIO_s_secmem());
	bool good = bio &&
	            (PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) ||
	                cannot_make(file, err)) &&
	            write_pem(bio, file, 0600, err);
	BIO_free(bio);
	return good;
}

bool cert_make(const char *folder, struct cert_names names, int days, struct err *err)
{
	struct cert_paths p = cert_paths(folder, names.host);
	bool good = false;
	X509 *x = NULL;
	EVP_PKEY *key = NULL;
	if (access(p.key, F_OK) == 0 || access(p.certificate, F_OK) == 0) {
		err_set(err, "%s: there is one already; \"jarchy cert renew\" keeps its key",
		    access(p.key, F_OK) == 0 ? p.key : p.certificate);
		goto out;
	}
	if (!file_make_dirs(AT_FDCWD, folder, err))
		goto out;
	key = EVP_EC_gen("P-256");
	x = X509_new();
	if (!key || !x || !fill_names(x, names) || !fill_rest(x, key, days)) {
		cannot_make(p.certificate, err);
		goto out;
	}
	good = write_key(key, p.key, err);
	if (good && !write_certificate(x, p.certificate, err)) {
		unlink(p.key); /* it was made here, and nothing is signed with it */
		good = false;
	}
out:
	X509_free(x);
	EVP_PKEY_free(key);
	cert_paths_release(&p);
	return good;
}

/* Whether cert_make or cert_renew made it: signed by its own key, with the two extensions of fill_names. */
static bool is_own(X509 *x, EVP_PKEY *key)
{
	return X509_NAME_cmp(X509_get_subject_name(x), X509_get_issuer_name(x)) == 0 &&
	       (!X509_check_private_key(x, key) || X509_verify(x, key) == 1) && X509_get_ext_count(x) == 2 &&
	       X509_get_ext_by_NID(x, NID_subject_alt_name, -1) >= 0 &&
	       X509_get_ext_by_NID(x, NID_basic_constraints, -1) >= 0 && X509_check_ca(x) == 0;
}

static bool refuse_foreign(X509 *x, const char *file, struct err *err)
{
	char issuer[128] = "";
	X509_NAME *name = X509_get_issuer_name(x);
	ERR_clear_error();
	if (X509_NAME_get_text_by_NID(name, NID_commonName, issuer, sizeof issuer) <= 0)
		X509_NAME_get_text_by_NID(name, NID_organizationName, issuer, sizeof issuer);
	return err_set(err, "%s was not made by jarchy but by \"%s\": renew it there", file, issuer);
}

static bool keep_old(const char *file, struct err *err)
{
	struct buf b;
	buf_init(&b, 1 << 16);
	buf_printf(&b, "%s.old", file);
	unlink(b.data);
	bool good = link(file, b.data) == 0 || err_errno(err, "cannot make %s", b.data);
	buf_release(&b);
	return good;
}

bool cert_renew(const char *folder, struct cert_names names, int days, struct err *err)
{
	struct cert_paths p = cert_paths(folder, names.host);
	X509 *old = read_certificate(p.certificate, err);
	EVP_PKEY *key = old ? read_key(p.key, err) : NULL;
	X509 *fresh = key ? X509_new() : NULL;
	bool good = false;
	if (!fresh)
		goto out;
	if (!is_own(old, key)) {
		refuse_foreign(old, p.certificate, err);
		goto out;
	}
	if (!X509_check_private_key(old, key)) {
		err_set(err, "%s: this certificate does not belong to %s", p.certificate, p.key);
		add_reason(err);
		goto out;
	}
	if (!fill_names(fresh, names) || !fill_rest(fresh, key, days)) {
		cannot_make(p.certificate, err);
		goto out;
	}
	good = keep_old(p.certificate, err) && write_certificate(fresh, p.certificate, err);
out:
	X509_free(fresh);
	X509_free(old);
	EVP_PKEY_free(key);
	cert_paths_release(&p);
	return good;
}

/* --- showing ---------------------------------------------------------------- */

enum { LABEL_COLUMNS = 18, DIGEST_COLUMNS = 21 };

/* In the language of this process, with spaces after it up to so many columns. */
static void print_label(FILE *out, const char *label, int columns)
{
	const char *words = message_find(message_spoken(), label);
	int room = columns - (int)utf8_columns(str_of(words));
	fprintf(out, "%s%*s", words, room > 2 ? room : 2, "");
}

static void print_digest(FILE *out, const char *label, const unsigned char *md, unsigned n)
{
	print_label(out, label, DIGEST_COLUMNS);
	for (unsigned i = 0; i < n; i++)
		fprintf(out, "%s%02X", i ? ":" : "", md[i]);
	fputc('\n', out);
}

static bool certificate_days(const X509 *x, long *days)
{
	int d, s;
	if (!ASN1_TIME_diff(&d, &s, NULL, X509_get0_notAfter(x)))
		return false;
	*days = s < 0 ? d - 1 : d;
	return true;
}

bool cert_days_left(const char *certificate, long *days, struct err *err)
{
	X509 *x = read_certificate(certificate, err);
	if (!x)
		return false;
	bool good = certificate_days(x, days) ||
	            err_set(err, "%s: the last day of this certificate cannot be read", certificate);
	X509_free(x);
	return good;
}

static void print_time(FILE *out, const char *label, const ASN1_TIME *t)
{
	struct tm tm;
	char text[40] = "?";
	if (ASN1_TIME_to_tm(t, &tm))
		strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &tm);
	print_label(out, label, LABEL_COLUMNS);
	fprintf(out, "%s\n", text);
}

bool cert_is_for(const char *certificate, const char *name)
{
	struct err ignored;
	X509 *x = read_certificate(certificate, &ignored);
	bool found = x && (is_ip(name) ? X509_check_ip_asc(x, name, 0) == 1
	                               : X509_check_host(x, name, 0, 0, NULL) == 1);
	X509_free(x);
	return found;
}

static void print_names(FILE *out, const X509 *x)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(x, NID_subject_alt_name, NULL, NULL);
	for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
		const GENERAL_NAME *n = sk_GENERAL_NAME_value(names, i);
		char text[INET6_ADDRSTRLEN] = "?";
		if (n->type != GEN_DNS && n->type != GEN_IPADD)
			continue;
		print_label(out, MESSAGE("name"), LABEL_COLUMNS);
		if (n->type == GEN_DNS)
			fprintf(out, "%.*s\n", ASN1_STRING_length(n->d.dNSName),
			    (const char *)ASN1_STRING_get0_data(n->d.dNSName));
		else
			fprintf(out, "%s\n",
			    inet_ntop(ASN1_STRING_length(n->d.iPAddress) == 4 ? AF_INET : AF_INET6,
			        ASN1_STRING_get0_data(n->d.iPAddress), text, sizeof text));
	}
	GENERAL_NAMES_free(names);
}

static void print_files(FILE *out, const struct cert_paths *p)
{
	print_label(out, MESSAGE("certificate"), LABEL_COLUMNS);
	fprintf(out, "%s\n", p->certificate);
	print_label(out, MESSAGE("key"), LABEL_COLUMNS);
	fprintf(out, "%s\n", p->key);
}

bool cert_show(const char *folder, const char *host, FILE *out, struct err *err)
{
	struct cert_paths p = cert_paths(folder, host);
	X509 *x = read_certificate(p.certificate, err);
	bool good = x != NULL;
	if (good) {
		unsigned char md[EVP_MAX_MD_SIZE], *spki = NULL;
		unsigned n = 0;
		long days = 0;
		certificate_days(x, &days);
		print_files(out, &p);
		print_names(out, x);
		print_time(out, MESSAGE("valid from"), X509_get0_notBefore(x));
		print_time(out, MESSAGE("valid until"), X509_get0_notAfter(x));
		print_label(out, MESSAGE("days left"), LABEL_COLUMNS);
		fprintf(out, "%ld\n", days);
		if (X509_digest(x, EVP_sha256(), md, &n))
			print_digest(out, MESSAGE("certificate SHA-256"), md, n);
		int len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x), &spki);
		if (len > 0 && EVP_Digest(spki, (size_t)len, md, &n, EVP_sha256(), NULL))
			print_digest(out, MESSAGE("public key SHA-256"), md, n);
		OPENSSL_free(spki);
	}
	X509_free(x);
	cert_paths_release(&p);
	return good;
}

/* --- the command --------------------------------------------------------------------- */

struct cert_values {
	const char *host;
	long days; /* 0: CERT_DAYS */
};

static const struct option options[] = {
	OPT_TEXT(struct cert_values, host, "host", 0, "NAME",
	    "for this name instead of the configured host and its aliases"),
	OPT_NUMBER(struct cert_values, days, "days", 0, "N", 1, DAYS_MAX, "days that it is valid (3650)"),
	OPT_END,
};

/* As certificates have it, in `ascii`; what is no name stays, for the message about it. */
static const char *host_of_option(const char *host, char ascii[HOST_MAX + 2])
{
	struct buf b;
	buf_init(&b, HOST_MAX + 1);
	bool good = host_to_ascii(str_of(host), &b) == HOST_GOOD;
	if (good)
		memcpy(ascii, b.data, b.len + 1);
	buf_release(&b);
	return good ? ascii : host;
}

static int run_cert(struct config *c, const struct command_line *line)
{
	struct err err;
	const struct cert_values *v = line->values;
	const char *verb = line->word_count == 1 ? line->words[0] : "";
	struct cert_names names = { c->site.host, c->site.aliases };
	int days = v->days ? (int)v->days : CERT_DAYS;
	bool good = true;
	char ascii[HOST_MAX + 2];
	const char *host = v->host ? host_of_option(v->host, ascii) : c->site.host;
	if (strcmp(host, c->site.host) != 0)
		names = (struct cert_names){ .host = host };
	if (!strcmp(verb, "make"))
		good = cert_make(c->certs, names, days, &err);
	else if (!strcmp(verb, "renew"))
		good = cert_renew(c->certs, names, days, &err);
	else if (strcmp(verb, "show") != 0)
		return command_usage_error(line, "write make, show or renew");
	if (good && cert_show(c->certs, names.host, stdout, &err))
		return COMMAND_GOOD;
	log_error("%s", err.text);
	return COMMAND_FAILED;
}

const struct command cert_command = {
	.name = "cert",
	.arguments = "make|show|renew",
	.summary = MESSAGE("the Gemini certificate"),
	.options = options,
	.values_size = sizeof(struct cert_values),
	.notes = MESSAGE("Renewal keeps the key: readers who trust the key notice nothing."),
	.run = run_cert,
};
