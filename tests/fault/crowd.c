/*
 * crowd: a thousand hostile clients of ten kinds, and a few readers that measure how long they wait meanwhile.
 *
 * crowd SECONDS many|one HTTP GOPHER GEMINI BIG-PATH WORDS…
 *
 * The ports are those of 127.0.0.1. `many`: each hostile client has an address of its own, `one`: all have the same.
 * The readers' process asks one question after another, from addresses that no other has; each must be answered
 * rightly. It prints the figures, and ends with 1 when an answer was refused or wrong.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum kind {
	SEARCHES,
	PIPELINE,
	KEY_UPDATES,
	SLOW_HANDSHAKE,
	SLOW_READER,
	HALF_REQUEST,
	RECONNECT,
	UNREAD,
	PROXY_LIE,
	GARBAGE,
	KINDS
};
enum {
	EACH = 100,
	PAUSE_MS = 100,
	TLS_PAUSE_MS = 400,
	UPDATES = 40,
	TICK_MS = 20,
	READER_MS = 10,
	SAMPLES_MAX = 100000,
	EVENTS = 256
};

struct client {
	enum kind kind;
	uint32_t address;
	int fd;
	SSL *ssl;
	bool sent;
	int64_t again; /* when it connects, ms; 0: it is connected */
};

static int http_port, gopher_port, gemini_port;
static const char *big;
static char **words;
static int word_count;
static int64_t end;
static int poller;
static SSL_CTX *tls;
static char *searches, *pages, *bigs;

static int64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t now_ms(void)
{
	return now_us() / 1000;
}

static int dial(uint32_t from, int port, int flags)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(from) };
	int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
	if (fd < 0)
		return -1;
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	bind(fd, (struct sockaddr *)&a, sizeof a);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	a.sin_port = htons((uint16_t)port);
	if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0 || errno == EINPROGRESS)
		return fd;
	close(fd);
	return -1;
}

/* --- the hostile ----------------------------------------------------------------------- */

static char *repeat(int n, const char *(*one)(int))
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	for (int i = 0; i < n; i++)
		fputs(one(i), f);
	fclose(f);
	return text;
}

static const char *get(const char *path, const char *query)
{
	static char text[1024];
	snprintf(text, sizeof text, "GET %s%s HTTP/1.1\r\nHost: x\r\n\r\n", path, query);
	return text;
}

static const char *one_search(int i)
{
	char query[256];
	snprintf(
	    query, sizeof query, "?q=%s+%c%c", words[i % word_count], 'a' + rand() % 26, 'a' + rand() % 26);
	return get("/en/search", i % 3 ? query : "?q=a");
}

static const char *one_page(int i)
{
	(void)i;
	return get("/en/", "");
}

static const char *one_big(int i)
{
	(void)i;
	return get(big, "");
}

static void hang_up(struct client *c)
{
	SSL_free(c->ssl);
	c->ssl = NULL;
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	c->sent = false;
	/* A handshake costs this side as much as that one, and both share the machine. */
	c->again = now_ms() + (c->kind == KEY_UPDATES ? TLS_PAUSE_MS : PAUSE_MS);
}

static int port_of(const struct client *c)
{
	if (c->kind == KEY_UPDATES || c->kind == SLOW_HANDSHAKE)
		return gemini_port;
	if (c->kind == GARBAGE)
		return (int[]){ http_port, gopher_port, gemini_port }[rand() % 3];
	return c->kind == RECONNECT ? gopher_port : http_port;
}

static void call(struct client *c)
{
	int small = 4096;
	c->fd = dial(c->address, port_of(c), SOCK_NONBLOCK);
	if (c->fd < 0) {
		hang_up(c);
		return;
	}
	c->again = 0;
	if (c->kind == SLOW_READER || c->kind == UNREAD)
		setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	if (c->kind == KEY_UPDATES) {
		c->ssl = SSL_new(tls);
		SSL_set_fd(c->ssl, c->fd);
		SSL_set_connect_state(c->ssl);
		SSL_set_tlsext_host_name(c->ssl, "localhost");
	}
	epoll_ctl(poller, EPOLL_CTL_ADD, c->fd,
	    &(struct epoll_event){ .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = c });
}

static void say(struct client *c, const char *text, size_t n)
{
	c->sent = true;
	(void)!send(c->fd, text, n, MSG_NOSIGNAL);
}

static void begin(struct client *c)
{
	static const char hello[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
	char noise[512];
	switch (c->kind) {
	case SEARCHES:
		say(c, searches, strlen(searches));
		break;
	case PIPELINE:
		say(c, pages, strlen(pages));
		break;
	case SLOW_HANDSHAKE:
		say(c, hello, sizeof hello - 1);
		break;
	case SLOW_READER:
	case UNREAD:
		say(c, bigs, strlen(bigs));
		break;
	case HALF_REQUEST:
		say(c, "GET /en/", 8);
		break;
	case RECONNECT:
		say(c, "/en/\r\n", 6);
		break;
	case PROXY_LIE:
		say(c, "PROXY TCP4 192.0.2.1 127.0.0.1 1 80\r\nGET / HTTP/1.1\r\n\r\n", 55);
		break;
	default:
		for (size_t i = 0; i < sizeof noise; i++)
			noise[i] = (char)rand();
		say(c, noise, sizeof noise);
	}
}

/* More changes of the key than are allowed. */
static void update_keys(struct client *c)
{
	int done = SSL_do_handshake(c->ssl);
	for (int i = 0; done == 1 && i < UPDATES; i++) {
		SSL_key_update(c->ssl, SSL_KEY_UPDATE_REQUESTED);
		done = SSL_do_handshake(c->ssl);
	}
	c->sent = done == 1;
	int why = SSL_get_error(c->ssl, done);
	if (done != 1 && why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
		hang_up(c);
}

/* Reads all there is. Those that flood ask again when the socket is empty. */
static void take(struct client *c)
{
	static char bytes[1 << 16];
	ssize_t n, got = 0;
	if (c->kind == SLOW_READER || c->kind == UNREAD)
		return;
	while ((n = recv(c->fd, bytes, sizeof bytes, 0)) > 0)
		got += n;
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		hang_up(c);
	else if (got && (c->kind == SEARCHES || c->kind == PIPELINE))
		begin(c);
}

static void step(struct client *c, uint32_t events)
{
	if (events & (EPOLLERR | EPOLLHUP)) {
		hang_up(c);
		return;
	}
	if (c->ssl && !c->sent) {
		update_keys(c);
		return;
	}
	if (!c->sent)
		begin(c);
	if (events & EPOLLIN)
		take(c);
}

static void tick(struct client *all, int n)
{
	char byte;
	int64_t now = now_ms();
	for (struct client *c = all; c < all + n; c++) {
		if (c->again && now >= c->again)
			call(c);
		else if (c->kind == SLOW_READER && !c->again)
			(void)!recv(c->fd, &byte, 1, 0);
	}
}

static void attack(bool many)
{
	static struct client all[KINDS * EACH];
	struct epoll_event events[EVENTS];
	poller = epoll_create1(EPOLL_CLOEXEC);
	tls = SSL_CTX_new(TLS_client_method());
	searches = repeat(14, one_search);
	pages = repeat(64, one_page);
	bigs = repeat(8, one_big);
	for (int i = 0; i < KINDS * EACH; i++)
		all[i] = (struct client){ .kind = (enum kind)(i % KINDS),
			.address = many ? 0x7f050001u + (uint32_t)i : 0x7f050001u,
			.fd = -1,
			.again = now_ms() + rand() % 500 };
	for (int i = 0; getenv("CROWD_KINDS") && i < KINDS * EACH; i++)
		if (!strchr(getenv("CROWD_KINDS"), '0' + all[i].kind))
			all[i].again = INT64_MAX;
	for (int64_t due = 0; now_us() < end;) {
		int n = epoll_wait(poller, events, EVENTS, TICK_MS);
		for (int i = 0; i < n; i++)
			step(events[i].data.ptr, events[i].events);
		if (now_ms() < due)
			continue;
		tick(all, KINDS * EACH);
		due = now_ms() + TICK_MS;
	}
}

/* --- the readers ------------------------------------------------------------------------ */

struct figures {
	const char *name, *request, *good;
	int *port;
	bool is_tls;
	size_t n, wrong;
	int64_t samples[SAMPLES_MAX];
};

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* The first bytes of the answer, all of which is read. */
static void converse(const struct figures *f, uint32_t from, char *head, size_t cap)
{
	char bytes[65536], request[256];
	const struct timeval patience = { 20, 0 };
	size_t have = 0;
	int n, fd = dial(from, *f->port, 0);
	SSL *ssl = NULL;
	snprintf(request, sizeof request, f->request, gemini_port);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	if (f->is_tls) {
		ssl = SSL_new(tls);
		SSL_set_fd(ssl, fd);
		SSL_set_tlsext_host_name(ssl, "localhost");
		if (SSL_connect(ssl) == 1)
			SSL_write(ssl, request, (int)strlen(request));
	} else {
		(void)!send(fd, request, strlen(request), MSG_NOSIGNAL);
	}
	while ((n = ssl ? SSL_read(ssl, bytes, sizeof bytes) : (int)recv(fd, bytes, sizeof bytes, 0)) > 0) {
		size_t part = (size_t)n < cap - 1 - have ? (size_t)n : cap - 1 - have;
		memcpy(head + have, bytes, part);
		have += part;
	}
	head[have] = '\0';
	SSL_free(ssl);
	close(fd);
}

static void ask(struct figures *f, uint32_t from)
{
	char head[64];
	int64_t began = now_us();
	converse(f, from, head, sizeof head);
	if (f->n < SAMPLES_MAX)
		f->samples[f->n++] = now_us() - began;
	if (strncmp(head, f->good, strlen(f->good)) == 0)
		return;
	if (f->wrong++ == 0)
		fprintf(stderr, "crowd: %s: %.40s\n", f->name, *head ? head : "nothing");
}

static double at(const struct figures *f, size_t percent)
{
	return f->n ? (double)f->samples[(f->n - 1) * percent / 100] / 1000 : 0;
}

static int read_along(void)
{
	static struct figures v[] = {
		{ "http", "GET /en/ HTTP/1.0\r\n\r\n", "HTTP/1.1 200 ", &http_port, .is_tls = false },
		{ "gopher", "/en/\r\n", "i", &gopher_port, .is_tls = false },
		{ "gemini", "gemini://localhost:%d/en/\r\n", "20 ", &gemini_port, .is_tls = true },
	};
	enum { SERVICES = sizeof v / sizeof *v };
	size_t wrong = 0;
	tls = SSL_CTX_new(TLS_client_method());
	for (uint32_t i = 0; now_us() < end; i++) {
		ask(&v[i % SERVICES], 0x7f090001u + i % 8);
		usleep(READER_MS * 1000);
	}
	for (int i = 0; i < SERVICES; i++) {
		qsort(v[i].samples, v[i].n, sizeof *v[i].samples, compare);
		printf("%s requests=%zu wrong=%zu median_ms=%.2f p99_ms=%.2f max_ms=%.2f\n", v[i].name,
		    v[i].n, v[i].wrong, at(&v[i], 50), at(&v[i], 99), at(&v[i], 100));
		wrong += v[i].wrong + (v[i].n == 0);
	}
	fflush(stdout);
	return wrong > 0;
}

int main(int argc, char **argv)
{
	struct rlimit files;
	int status = 1;
	if (argc < 8) {
		fputs("usage: crowd SECONDS many|one HTTP GOPHER GEMINI BIG-PATH WORDS...\n", stderr);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	http_port = atoi(argv[3]);
	gopher_port = atoi(argv[4]);
	gemini_port = atoi(argv[5]);
	big = argv[6];
	words = argv + 7;
	word_count = argc - 7;
	end = now_us() + (int64_t)atoi(argv[1]) * 1000000;
	pid_t readers = fork();
	if (readers == 0)
		_exit(read_along());
	attack(strcmp(argv[2], "many") == 0);
	waitpid(readers, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
