/*
 * world: a small site in a folder of its own, and a server for it in a thread of its own.
 *
 * Tests are blocking clients on loopback; every port is a free one.
 */
#ifndef TESTS_UNIT_SERVE_WORLD_H
#define TESTS_UNIT_SERVE_WORLD_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <event2/event.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "catalog/writer.h"
#include "feed/publish.h"
#include "serve/server.h"

#define UNUSED __attribute__((unused))

enum { WORLD_FILE_BYTES = 300000 };

struct world {
	char folder[64], catalog[96], certificate[96], key[96], access[96];
	struct site site;
	int content_fd, feeds_fd, access_fd;
	struct writer *writer;
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
	int orders[2]; /* a byte is an order */
	bool drained;
};

static struct err world_err;
#define OK(call)                                                                                             \
	do {                                                                                                 \
		world_err.text[0] = 0;                                                                       \
		if (!(call))                                                                                 \
			fail_msg("%s: %s", #call, world_err.text);                                           \
	} while (0)

/* --- the site ------------------------------------------------------------------ */

UNUSED static void world_write(struct world *w, const char *path, struct str bytes)
{
	assert_int_equal(file_replace(w->content_fd, path, bytes, 0644, &world_err), FILE_WRITTEN);
}

static void put_files(struct world *w, const struct scan *scan, struct problems *problems)
{
	for (size_t i = 0; i < scan->file_count; i++) {
		const struct scanned *file = &scan->files[i];
		struct document d;
		struct buf bytes;
		if (writer_knows(w->writer, file->path, &file->stamp))
			continue;
		if (file->name.role == ROLE_ATTACHMENT) {
			struct file_type type = { "application/octet-stream", false };
			OK(writer_put_attachment(w->writer, file, &type, &world_err));
			continue;
		}
		buf_init(&bytes, DOCUMENT_MAX);
		OK(file_read(w->content_fd, file->path, DOCUMENT_MAX, &bytes, &world_err));
		OK(document_parse(file->path, &file->name, buf_str(&bytes), &d, problems));
		OK(writer_put_document(w->writer, file, &d, problems, &world_err));
		document_release(&d);
		buf_release(&bytes);
	}
}

/* What the publisher does. */
UNUSED static void world_publish(struct world *w)
{
	struct scan scan;
	struct problems problems;
	struct feed_report report;
	int64_t now = 1700000000, next;
	problems_init(&problems);
	OK(scan_run(w->content_fd, &scan, &problems, &world_err));
	OK(writer_begin(w->writer, &world_err));
	put_files(w, &scan, &problems);
	OK(writer_drop_missing(w->writer, &scan, now, &world_err));
	OK(writer_advance(w->writer, now, &next, &world_err));
	OK(writer_commit(w->writer, &world_err));
	struct touched all = { .any = true, .all = true };
	OK(feeds_publish(&w->site, writer_catalog(w->writer), w->feeds_fd, &all, &report, &world_err));
	scan_release(&scan);
	problems_release(&problems);
	atomic_fetch_add(&w->generation, 1);
}

static void write_content(struct world *w)
{
	static char file[WORLD_FILE_BYTES];
	for (size_t i = 0; i < sizeof file; i++)
		file[i] = (char)('a' + i % 26);
	world_write(w, "site.en.gmi", STR("---\ntitle: Herald\n---\nWhat is new.\n"));
	world_write(w, "site.ky.gmi", STR("---\ntitle: Жарчы\n---\nЖаңылыктар.\n"));
	world_write(w, "water/project.en.gmi",
	    STR("---\nname: Water\nalias: /old/water\n---\nClean water for every village.\n"));
	world_write(w, "water/2023-09-08-forum/index.en.gmi",
	    STR("---\ntitle: Forum\nattachment: plan.bin The plan\n---\nThe forum began.\n"));
	world_write(
	    w, "water/2023-09-08-forum/index.ky.gmi", STR("---\ntitle: Форум\n---\nФорум башталды.\n"));
	world_write(w, "water/2023-09-08-forum/plan.bin", (struct str){ file, sizeof file });
	world_write(w, "water/2022-05-19-gone.en.gmi",
	    STR("---\ntitle: Gone\nwithdrawn: 2023-01-01\nreason: An error\n---\nText.\n"));
}

static void write_identity(struct world *w)
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
	FILE *f = fopen(w->certificate, "w");
	PEM_write_X509(f, x);
	fclose(f);
	f = fopen(w->key, "w");
	PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL);
	fclose(f);
	X509_free(x);
	EVP_PKEY_free(key);
}

static int open_folder(struct world *w, const char *name)
{
	char path[96];
	snprintf(path, sizeof path, "%s/%s", w->folder, name);
	assert_int_equal(mkdir(path, 0755), 0);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(fd >= 0);
	return fd;
}

static int listen_anywhere(unsigned *port)
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
UNUSED static struct world *world_new(void)
{
	struct world *w = xcalloc(1, sizeof *w);
	OK(date_set_zone("UTC", &world_err));
	strcpy(w->folder, "/tmp/jarchy-serve-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->catalog, sizeof w->catalog, "%s/catalog.db", w->folder);
	snprintf(w->certificate, sizeof w->certificate, "%s/cert.pem", w->folder);
	snprintf(w->key, sizeof w->key, "%s/key.pem", w->folder);
	snprintf(w->access, sizeof w->access, "%s/access.log", w->folder);
	w->content_fd = open_folder(w, "content");
	w->feeds_fd = open_folder(w, "feeds");
	w->access_fd = open(w->access, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0644);
	for (int i = 0; i < SERVICE_COUNT; i++)
		w->listeners[i] = (struct serve_listener){ .fd = listen_anywhere(&w->port[i]),
			.service = (enum service)i };
	w->site = (struct site){ .host = "localhost",
		.authority = "news.example",
		.ports[SCHEME_GEMINI] = w->port[SERVICE_GEMINI],
		.gopher_host = "localhost",
		.ports[SCHEME_GOPHER] = w->port[SERVICE_GOPHER],
		.http_url = "http://news.example",
		.langs = { lang_find(STR("ky")), lang_find(STR("en")) },
		.tags = { "ky", "en" },
		.lang_count = 2 };
	w->limits = serve_limits_default;
	write_content(w);
	write_identity(w);
	w->writer = writer_open(
	    &(struct writer_options){ .folder = w->folder, .authority = "news.example", .basis = "" },
	    &world_err);
	assert_non_null(w->writer);
	world_publish(w);
	return w;
}

/* --- the server's thread ----------------------------------------------------------- */

static void world_drained(void *arg)
{
	struct world *w = arg;
	w->drained = true;
	event_base_loopbreak(w->base);
}

/* 's': stop at once; 'd': drain, then stop. */
static void world_order(evutil_socket_t fd, short what, void *arg)
{
	struct world *w = arg;
	char order = 's';
	(void)what;
	if (read(fd, &order, 1) == 1 && order == 'd')
		server_drain(w->server, world_drained, w);
	else
		event_base_loopbreak(w->base);
}

static void *world_run(void *arg)
{
	struct world *w = arg;
	const struct serve_identity identities[] = {
		{ SERVICE_GEMINI, w->certificate, w->key },
		{ SERVICE_HTTPS, w->certificate, w->key },
	};
	struct serve_options o = { .site = &w->site,
		.catalog = w->catalog,
		.feeds_fd = w->feeds_fd,
		.content_fd = w->content_fd,
		.listeners = w->listeners,
		.listener_count = SERVICE_COUNT,
		.identities = identities,
		.identity_count = 2,
		.limits = w->limits,
		.generation = &w->generation,
		.counters = &w->counters,
		.access_fd = w->access_fd };
	w->base = event_base_new();
	w->server = server_new(w->base, &o, &world_err);
	struct event *orders = event_new(w->base, w->orders[0], EV_READ | EV_PERSIST, world_order, w);
	event_add(orders, NULL);
	if (w->server)
		server_start(w->server);
	pthread_barrier_wait(&w->ready);
	event_base_dispatch(w->base);
	server_free(w->server);
	event_free(orders);
	event_base_free(w->base);
	return NULL;
}

UNUSED static struct world *world_start(struct world *w)
{
	assert_int_equal(pipe(w->orders), 0);
	pthread_barrier_init(&w->ready, NULL, 2);
	assert_int_equal(pthread_create(&w->thread, NULL, world_run, w), 0);
	pthread_barrier_wait(&w->ready);
	if (!w->server)
		fail_msg("%s", world_err.text);
	return w;
}

UNUSED static void world_stop(struct world *w, char order)
{
	assert_int_equal(write(w->orders[1], &order, 1), 1);
	pthread_join(w->thread, NULL);
	pthread_barrier_destroy(&w->ready);
	close(w->orders[0]);
	close(w->orders[1]);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

UNUSED static void world_free(struct world *w)
{
	writer_close(w->writer);
	for (int i = 0; i < SERVICE_COUNT; i++)
		close(w->listeners[i].fd);
	close(w->content_fd);
	close(w->feeds_fd);
	close(w->access_fd);
	nftw(w->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(w);
}

#endif
