/*
 * server: a small published site, and a server for it in a thread of its own.
 *
 * Tests are blocking clients on loopback (client.h); every port is a free one.
 */
#ifndef TESTS_UNIT_SUPPORT_SERVER_H
#define TESTS_UNIT_SUPPORT_SERVER_H

#include <arpa/inet.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <pthread.h>

#include "serve/server.h"
#include "unit/support/feeds.h"

enum { LIVE_FILE_BYTES = 300000 };

struct live {
	struct world w;
	char *certificate, *key, *access; /* paths */
	int access_fd;
	int acme; /* the folder of challenges; -1: none */
	bool redirect;
	unsigned hsts_days;
	struct serve_limits limits;
	struct serve_counters counters;
	_Atomic uint64_t generation;
	struct serve_listener listeners[SERVICE_COUNT];
	unsigned port[SERVICE_COUNT];
	/* The thread's. */
	pthread_t thread;
	pthread_barrier_t ready;
	struct event_base *base;
	struct server *server;
	int orders[2];                        /* a byte is an order */
	void (*before_drain)(struct live *l); /* NULL: nothing */
	bool drained;
};

/* --- the site ------------------------------------------------------------------ */

/* What the publisher does. */
static inline void live_publish(struct live *l)
{
	world_publish_all(&l->w);
	atomic_fetch_add(&l->generation, 1);
}

static inline void write_content(struct live *l)
{
	static char file[LIVE_FILE_BYTES];
	for (size_t i = 0; i < sizeof file; i++)
		file[i] = (char)('a' + i % 26);
	world_write(&l->w, "site.en.gmi", "---\ntitle: Herald\n---\nWhat is new.\n");
	world_write(&l->w, "site.ky.gmi", "---\ntitle: Жарчы\n---\nЖаңылыктар.\n");
	world_write(&l->w, "water/project.en.gmi",
	    "---\nname: Water\nalias: /old/water\n---\nClean water for every village.\n");
	world_write(&l->w, "water/2023-09-08-forum/index.en.gmi",
	    "---\ntitle: Forum\nattachment: plan.bin The plan\n---\nThe forum began.\n");
	world_write(
	    &l->w, "water/2023-09-08-forum/index.ky.gmi", "---\ntitle: Форум\n---\nФорум башталды.\n");
	write_file(l->w.content, "water/2023-09-08-forum/plan.bin", (struct str){ file, sizeof file });
	world_write(&l->w, "water/2022-05-19-gone.en.gmi",
	    "---\ntitle: Gone\nwithdrawn: 2023-01-01\nreason: An error\n---\nText.\n");
}

static inline void write_identity(struct live *l)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = X509_new();
	X509_NAME *name = X509_get_subject_name(x);
	X509_set_version(x, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
	X509_gmtime_adj(X509_getm_notBefore(x), 0);
	X509_gmtime_adj(X509_getm_notAfter(x), 3600);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"localhost", -1, -1, 0);
	X509_set_issuer_name(x, name);
	X509_set_pubkey(x, key);
	X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "DNS:localhost");
	X509_add_ext(x, e, -1);
	X509_EXTENSION_free(e);
	assert_true(X509_sign(x, key, EVP_sha256()) > 0);
	FILE *f = fopen(l->certificate, "w");
	PEM_write_X509(f, x);
	fclose(f);
	f = fopen(l->key, "w");
	PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL);
	fclose(f);
	X509_free(x);
	EVP_PKEY_free(key);
}

static inline int listen_anywhere(unsigned *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(listen(fd, SOMAXCONN), 0);
	getsockname(fd, (struct sockaddr *)&a, &n);
	*port = ntohs(a.sin_port);
	return fd;
}

/* Everything but the server: limits and listeners may still be changed. */
static inline struct live *live_new(void)
{
	struct live *l = xcalloc(1, sizeof *l);
	world_init(&l->w, false);
	l->certificate = folder_path(&l->w.c.folder, "cert.pem");
	l->key = folder_path(&l->w.c.folder, "key.pem");
	l->access = folder_path(&l->w.c.folder, "access.log");
	l->access_fd = open(l->access, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0644);
	for (int i = 0; i < SERVICE_COUNT; i++)
		l->listeners[i] = (struct serve_listener){ .fd = listen_anywhere(&l->port[i]),
			.service = (enum service)i };
	l->w.site.host = l->w.site.gopher_host = "localhost";
	l->w.site.ports[SCHEME_GEMINI] = l->port[SERVICE_GEMINI];
	l->w.site.ports[SCHEME_GOPHER] = l->port[SERVICE_GOPHER];
	SITE_LANGUAGES(&l->w.site, "ky", "en");
	l->limits = serve_limits_default;
	l->acme = -1;
	write_content(l);
	write_identity(l);
	live_publish(l);
	return l;
}

/* --- the server's thread ----------------------------------------------------------- */

static inline void live_drained(void *arg)
{
	struct live *l = arg;
	l->drained = true;
	event_base_loopbreak(l->base);
}

/* 's': stop at once; 'd': drain, then stop. */
static inline void live_order(evutil_socket_t fd, short what, void *arg)
{
	struct live *l = arg;
	char order = 's';
	(void)what;
	if (read(fd, &order, 1) != 1 || order != 'd') {
		event_base_loopbreak(l->base);
		return;
	}
	if (l->before_drain)
		l->before_drain(l);
	server_drain(l->server, live_drained, l);
}

static inline void *live_run(void *arg)
{
	struct live *l = arg;
	const struct serve_identity identities[] = {
		{ .service = SERVICE_GEMINI, .certificate = l->certificate, .key = l->key },
		{ .service = SERVICE_HTTPS, .certificate = l->certificate, .key = l->key },
	};
	struct serve_options o = { .site = &l->w.site,
		.catalog = folder_path(&l->w.c.folder, "catalog.db"),
		.feeds_fd = l->w.feeds,
		.content_fd = l->w.content,
		.pictures_fd = -1,
		.acme_fd = l->acme,
		.redirect = l->redirect,
		.hsts_days = l->hsts_days,
		.listeners = l->listeners,
		.listener_count = SERVICE_COUNT,
		.identities = identities,
		.identity_count = 2,
		.limits = l->limits,
		.generation = &l->generation,
		.counters = &l->counters,
		.access_fd = l->access_fd };
	l->base = event_base_new();
	l->server = server_new(l->base, &o, &failure);
	struct event *orders = event_new(l->base, l->orders[0], EV_READ | EV_PERSIST, live_order, l);
	event_add(orders, NULL);
	if (l->server)
		OK(server_start(l->server, &failure));
	pthread_barrier_wait(&l->ready);
	event_base_dispatch(l->base);
	server_free(l->server);
	event_free(orders);
	event_base_free(l->base);
	return NULL;
}

static inline struct live *live_start(struct live *l)
{
	assert_int_equal(pipe(l->orders), 0);
	pthread_barrier_init(&l->ready, NULL, 2);
	assert_int_equal(pthread_create(&l->thread, NULL, live_run, l), 0);
	pthread_barrier_wait(&l->ready);
	if (!l->server)
		fail_msg("%s", failure.text);
	return l;
}

static inline void live_stop(struct live *l, char order)
{
	assert_int_equal(write(l->orders[1], &order, 1), 1);
	pthread_join(l->thread, NULL);
	pthread_barrier_destroy(&l->ready);
	close(l->orders[0]);
	close(l->orders[1]);
}

static inline void live_free(struct live *l)
{
	for (int i = 0; i < SERVICE_COUNT; i++)
		close(l->listeners[i].fd);
	close(l->access_fd);
	world_release(&l->w);
	free(l);
}

#endif
