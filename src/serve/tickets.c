/*
 * tickets: a page of shared memory with the keys, and the callback of OpenSSL that seals and opens
 * tickets.
 */
#include "serve/tickets.h"

#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/memfile.h"

enum { NAME_BYTES = 16, AGAIN_SECONDS = 60, VERSION = 2 };

struct ticket_key {
	unsigned char name[NAME_BYTES];
	unsigned char mac[32], cipher[32];
};
_Static_assert(sizeof(struct ticket_key) == TICKET_KEY_BYTES, "a key is as the file has it");

/* The first seals. */
struct bank {
	uint64_t n;
	struct ticket_key keys[TICKET_KEYS_MAX];
};

/*
 * The keys that hold are those of bank serial % 2. Only the other bank is ever written, which is empty
 * between changes, and a reader that copied a key looks at the serial again.
 */
struct page {
	uint64_t version; /* of this layout */
	_Atomic uint64_t serial;
	int64_t made;   /* the first of them, by tickets_clock */
	uint64_t given; /* not 0: they are those of tickets_give */
	struct bank banks[2];
};

struct tickets {
	struct memfile memory;
	struct page *page; /* in the memory */
};

int64_t tickets_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_BOOTTIME, &t);
	return t.tv_sec;
}

/* --- the process that makes them ------------------------------------------------------- */

static struct bank *holding(struct page *p)
{
	return &p->banks[atomic_load_explicit(&p->serial, memory_order_relaxed) % 2];
}

static struct bank *other(struct page *p)
{
	return &p->banks[(atomic_load_explicit(&p->serial, memory_order_relaxed) + 1) % 2];
}

/* The keys of the other bank hold from now on; the ones before are forgotten. */
static void change(struct page *p, bool given, int64_t now)
{
	struct bank *old = holding(p);
	p->made = now;
	p->given = given;
	atomic_fetch_add_explicit(&p->serial, 1, memory_order_release);
	OPENSSL_cleanse(old, sizeof *old);
}

/* The one before it still opens tickets. */
static bool make_key(struct page *p, int64_t now)
{
	const struct bank *old = holding(p);
	struct bank *new = other(p);
	if (RAND_bytes((unsigned char *)&new->keys[0], sizeof new->keys[0]) != 1)
		return false;
	new->keys[1] = old->keys[0];
	new->n = old->n ? 2 : 1;
	change(p, false, now);
	return true;
}

static struct tickets *of_memory(const struct memfile *m)
{
	struct tickets *t = xcalloc(1, sizeof *t);
	t->memory = *m;
	t->page = (struct page *)(void *)m->bytes;
	return t;
}

struct tickets *tickets_new(int64_t now, struct err *err)
{
	struct memfile m;
	if (!memfile_new(&m, "jarchy: ticket keys", sizeof(struct page), MEMFILE_SECRET, err))
		return NULL;
	struct tickets *t = of_memory(&m);
	t->page->version = VERSION;
	if (make_key(t->page, now))
		return t;
	err_set(err, "there are no random numbers for the ticket keys");
	tickets_free(t);
	return NULL;
}

int tickets_fd(const struct tickets *t)
{
	return t->memory.fd;
}

struct tickets *tickets_open(int fd, struct err *err)
{
	struct memfile m;
	if (!memfile_open(&m, fd, false, err))
		return NULL;
	if (m.n >= sizeof(struct page))
		return of_memory(&m);
	memfile_release(&m);
	err_set(err, "the ticket keys are of another version");
	return NULL;
}

void tickets_free(struct tickets *t)
{
	if (!t)
		return;
	t->memory.secret = false; /* others may use them still: see tickets_wipe */
	memfile_release(&t->memory);
	free(t);
}

void tickets_wipe(struct tickets *t)
{
	if (t)
		OPENSSL_cleanse(t->page->banks, sizeof t->page->banks);
}

int64_t tickets_turn(struct tickets *t, int64_t now)
{
	if (t->page->given)
		return TICKETS_LIFE;
	if (now < t->page->made + TICKETS_LIFE)
		return t->page->made + TICKETS_LIFE - now;
	if (make_key(t->page, now))
		return TICKETS_LIFE;
	log_error("no random numbers for a new ticket key; the old one stays");
	return AGAIN_SECONDS;
}

void tickets_give(struct tickets *t, const struct ticket_keys *keys, int64_t now)
{
	struct bank *new = other(t->page);
	memcpy(new->keys, keys->v, sizeof new->keys);
	new->n = keys->n;
	change(t->page, true, now);
}

bool tickets_own(struct tickets *t, int64_t now)
{
	return !t->page->given || make_key(t->page, now);
}

/* --- from program to program -------------------------------------------------------- */

int tickets_send(const struct tickets *t)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	bool sent = write(ends[1], t->page, sizeof *t->page) == (ssize_t)sizeof *t->page;
	close(ends[1]);
	if (sent)
		return ends[0];
	close(ends[0]);
	return -1;
}

bool tickets_receive(struct tickets *t, int fd)
{
	struct {
		struct page keys;
		char more;
	} got;
	bool ok = read(fd, &got, sizeof got) == (ssize_t)sizeof got.keys && got.keys.version == VERSION &&
	          got.keys.serial > 0;
	if (ok)
		memcpy(t->page, &got.keys, sizeof got.keys);
	OPENSSL_cleanse(&got, sizeof got);
	close(fd);
	return ok;
}

/* --- the processes that use them --------------------------------------------------------------- */

/* Those of a process; fetched once, since each fetch costs as much as sealing a ticket. */
static struct {
	EVP_CIPHER *cipher;
	int context_index; /* where an SSL_CTX keeps its struct tickets */
} engine = { .context_index = -1 };

/* index 0 is the one that seals. */
static bool copy_key(const struct page *p, unsigned index, struct ticket_key *out)
{
	uint64_t serial;
	bool found;
	do {
		serial = atomic_load_explicit(&p->serial, memory_order_acquire);
		const struct bank *bank = &p->banks[serial % 2];
		found = index < TICKET_KEYS_MAX && index < bank->n;
		if (found)
			memcpy(out, &bank->keys[index], sizeof *out);
		atomic_thread_fence(memory_order_acquire);
	} while (atomic_load_explicit(&p->serial, memory_order_relaxed) != serial);
	return found;
}

static bool find_key(
    const struct tickets *t, const unsigned char name[NAME_BYTES], struct ticket_key *out, unsigned *index)
{
	for (*index = 0; copy_key(t->page, *index, out); ++*index)
		if (memcmp(out->name, name, NAME_BYTES) == 0)
			return true;
	return false;
}

static bool set_up(const struct ticket_key *key, const unsigned char *iv, EVP_CIPHER_CTX *cipher,
    EVP_MAC_CTX *mac, int encrypt)
{
	OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA256", 0),
		OSSL_PARAM_construct_end() };
	return EVP_CipherInit_ex2(cipher, engine.cipher, key->cipher, iv, encrypt, NULL) == 1 &&
	       EVP_MAC_init(mac, key->mac, sizeof key->mac, params) == 1;
}

/*
 * What it returns: 1 go on, 2 go on and give a new ticket, 0 begin a new session, -1 fail
 * (SSL_CTX_set_tlsext_ticket_key_evp_cb(3)).
 */
static int on_ticket(
    SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, int encrypt)
{
	const struct tickets *t = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), engine.context_index);
	struct ticket_key key;
	unsigned index = 0;
	if (!encrypt && !find_key(t, name, &key, &index))
		return 0;
	if (encrypt &&
	    (!copy_key(t->page, 0, &key) || RAND_bytes(iv, EVP_CIPHER_get_iv_length(engine.cipher)) != 1))
		return -1;
	if (encrypt)
		memcpy(name, key.name, NAME_BYTES);
	bool ok = set_up(&key, iv, cipher, mac, encrypt);
	OPENSSL_cleanse(&key, sizeof key);
	/* Clients use a ticket of TLS 1.3 only once. */
	bool renew = index || SSL_version(ssl) >= TLS1_3_VERSION;
	return !ok ? -1 : renew ? 2 : 1;
}

bool tickets_use(const struct tickets *t, SSL_CTX *ctx)
{
	if (!engine.cipher)
		engine.cipher = EVP_CIPHER_fetch(NULL, "AES-256-CBC", NULL);
	if (engine.context_index < 0)
		engine.context_index = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
	if (!engine.cipher || engine.context_index < 0)
		return false;
	SSL_CTX_clear_options(ctx, SSL_OP_NO_TICKET);
	SSL_CTX_set_timeout(ctx, TICKETS_LIFE);
	return SSL_CTX_set_ex_data(ctx, engine.context_index, (void *)(uintptr_t)t) == 1 &&
	       SSL_CTX_set_num_tickets(ctx, 1) == 1 &&
	       SSL_CTX_set_tlsext_ticket_key_evp_cb(ctx, on_ticket) == 1;
}
