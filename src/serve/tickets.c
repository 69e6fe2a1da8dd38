/* tickets: a page of shared memory with three keys, and the callback of OpenSSL that seals and opens tickets. */
#include "serve/tickets.h"

#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

enum { NAME_BYTES = 16, KEYS = 3, AGAIN_SECONDS = 60, VERSION = 1 };

struct ticket_key {
	unsigned char name[NAME_BYTES];
	unsigned char cipher[32], mac[32];
};

/*
 * The newest key is number `serial`, from 1 on, in slot serial % KEYS; the one before it is in the slot before.
 * Only the third slot is ever written, and a reader that copied a key looks at the serial again.
 */
struct tickets {
	uint64_t version; /* of this layout */
	_Atomic uint64_t serial;
	int64_t made; /* the newest, by tickets_clock */
	struct ticket_key keys[KEYS];
};

int64_t tickets_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_BOOTTIME, &t);
	return t.tv_sec;
}

/* --- the process that makes them ------------------------------------------------------- */

static bool make_key(struct tickets *t, int64_t now)
{
	uint64_t serial = atomic_load_explicit(&t->serial, memory_order_relaxed) + 1;
	struct ticket_key *key = &t->keys[serial % KEYS];
	if (RAND_bytes((unsigned char *)key, sizeof *key) != 1)
		return false;
	t->made = now;
	atomic_store_explicit(&t->serial, serial, memory_order_release);
	OPENSSL_cleanse(&t->keys[(serial + 1) % KEYS], sizeof *key);
	return true;
}

struct tickets *tickets_new(int64_t now, struct err *err)
{
	struct tickets *t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (t == MAP_FAILED) {
		err_errno(err, "cannot make the memory of the ticket keys");
		return NULL;
	}
	madvise(t, sizeof *t, MADV_DONTDUMP);
	mlock(t, sizeof *t); /* where the system lets us: it may not go to swap either */
	t->version = VERSION;
	if (make_key(t, now))
		return t;
	err_set(err, "there are no random numbers for the ticket keys");
	tickets_free(t);
	return NULL;
}

void tickets_free(struct tickets *t)
{
	if (t)
		munmap(t, sizeof *t);
}

void tickets_wipe(struct tickets *t)
{
	if (t)
		OPENSSL_cleanse(t->keys, sizeof t->keys);
}

void tickets_seal(struct tickets *t)
{
	mprotect(t, sizeof *t, PROT_READ);
}

int64_t tickets_turn(struct tickets *t, int64_t now)
{
	if (now < t->made + TICKETS_LIFE)
		return t->made + TICKETS_LIFE - now;
	if (make_key(t, now))
		return TICKETS_LIFE;
	log_error("no random numbers for a new ticket key; the old one stays");
	return AGAIN_SECONDS;
}

/* --- from program to program -------------------------------------------------------- */

int tickets_send(const struct tickets *t)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	bool sent = write(ends[1], t, sizeof *t) == (ssize_t)sizeof *t;
	close(ends[1]);
	if (sent)
		return ends[0];
	close(ends[0]);
	return -1;
}

bool tickets_receive(struct tickets *t, int fd)
{
	struct {
		struct tickets keys;
		char more;
	} got;
	bool ok = read(fd, &got, sizeof got) == (ssize_t)sizeof *t && got.keys.version == VERSION &&
	          got.keys.serial > 0;
	if (ok)
		memcpy(t, &got.keys, sizeof *t);
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

/* age 0 is the newest key, 1 the one before it. */
static bool copy_key(const struct tickets *t, unsigned age, struct ticket_key *out)
{
	uint64_t serial;
	do {
		serial = atomic_load_explicit(&t->serial, memory_order_acquire);
		if (serial <= age)
			return false;
		memcpy(out, &t->keys[(serial - age) % KEYS], sizeof *out);
		atomic_thread_fence(memory_order_acquire);
	} while (atomic_load_explicit(&t->serial, memory_order_relaxed) != serial);
	return true;
}

static bool find_key(
    const struct tickets *t, const unsigned char name[NAME_BYTES], struct ticket_key *out, unsigned *age)
{
	for (*age = 0; *age < KEYS - 1; ++*age)
		if (copy_key(t, *age, out) && memcmp(out->name, name, NAME_BYTES) == 0)
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

/* What it returns: 1 go on, 2 go on and give a new ticket, 0 begin a new session, -1 fail (SSL_CTX_set_tlsext_ticket_key_evp_cb(3)). */
static int on_ticket(
    SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, int encrypt)
{
	const struct tickets *t = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), engine.context_index);
	struct ticket_key key;
	unsigned age = 0;
	if (!encrypt && !find_key(t, name, &key, &age))
		return 0;
	if (encrypt &&
	    (!copy_key(t, 0, &key) || RAND_bytes(iv, EVP_CIPHER_get_iv_length(engine.cipher)) != 1))
		return -1;
	if (encrypt)
		memcpy(name, key.name, NAME_BYTES);
	bool ok = set_up(&key, iv, cipher, mac, encrypt);
	OPENSSL_cleanse(&key, sizeof key);
	/* Clients use a ticket of TLS 1.3 only once. */
	bool renew = age || SSL_version(ssl) >= TLS1_3_VERSION;
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
