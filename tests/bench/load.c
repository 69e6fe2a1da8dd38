/*
 * load: the options, the loop and the report of the load generator. See load.h.
 *
 * It prints "idle N" when the connections to be held are there, then, when the
 * load has ended, one line of key=value. With `--requests 0` it only holds
 * connections, until its standard input ends.
 */
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { OPENING_MAX = 128, EVENTS = 256, TICK_MS = 1000 };

static const char usage[] =
    "usage: load --protocol gemini|gopher|http --address IPv4:PORT [--host NAME] [--paths FILE]\n"
    "  [--connections N] [--requests N] [--seconds S] [--resume] [--keepalive] [--pipeline N]\n"
    "  [--idle N] [--slow-handshake N] [--slow-request N] [--slow-read N] [--if-none-match ETAG]\n"
    "  [--accept-encoding CODING] [--tls] [--nagle] [--follow] [--rate N --seconds S [--samples FILE]]\n";

static _Noreturn __attribute__((format(printf, 1, 2))) void die(const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	fputs("load: ", stderr);
	vfprintf(stderr, format, ap);
	fputs("\n", stderr);
	va_end(ap);
	exit(2);
}

uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * NS + (uint64_t)t.tv_nsec;
}

void load_failed(struct load *l, const struct path *path, const char *why)
{
	if (l->failed++ == 0)
		fprintf(stderr, "load: first failure: %s: %.*s\n", why,
		    path ? (int)strcspn(path->request, "\r\n") : 0, path ? path->request : "");
}

bool load_wants_more(const struct load *l)
{
	if (l->rate > 0)
		return l->started < l->arrived;
	if (l->seconds > 0)
		return now_ns() < l->deadline;
	return l->started < l->requests;
}

/* --- what is asked for --- */

static char *request_make(const struct load *l, const struct path *p)
{
	const char *path = p->name, *etag = p->etag ? p->etag : l->etag;
	char *s = NULL;
	int n = 0;
	unsigned port = ntohs(l->address.sin_port);
	if (l->protocol == GEMINI)
		n = asprintf(&s, "gemini://%s:%u%s\r\n", l->host, port, path);
	else if (l->protocol == GOPHER)
		n = asprintf(&s, "%s\r\n", path);
	else
		n = asprintf(&s, "GET %s HTTP/1.1\r\nHost: %s:%u\r\n%s%s%s%s%s%s%s\r\n", path, l->host, port,
		    etag ? "If-None-Match: " : "", etag ? etag : "", etag ? "\r\n" : "",
		    l->coding ? "Accept-Encoding: " : "", l->coding ? l->coding : "", l->coding ? "\r\n" : "",
		    l->keepalive ? "" : "Connection: close\r\n");
	if (n < 0)
		abort();
	return s;
}

static void path_add(struct load *l, const char *path)
{
	if ((l->path_count & (l->path_count - 1)) == 0) {
		l->paths = realloc(l->paths, (l->path_count ? 2 * l->path_count : 1) * sizeof *l->paths);
		if (!l->paths)
			abort();
	}
	struct path p = { .name = strdup(path) };
	if (!p.name)
		abort();
	p.request = request_make(l, &p);
	p.request_n = strlen(p.request);
	l->paths[l->path_count++] = p;
}

void path_follow(struct load *l, struct path *p, const char *head)
{
	static const char name[] = "\r\nETag: ";
	const char *field = strcasestr(head, name);
	if (!field)
		return;
	field += sizeof name - 1;
	free(p->etag);
	free(p->request);
	p->etag = strndup(field, strcspn(field, "\r"));
	if (!p->etag)
		abort();
	p->request = request_make(l, p);
	p->request_n = strlen(p->request);
}

static void path_release(struct path *p)
{
	free(p->name);
	free(p->etag);
	free(p->request);
}

static void paths_read(struct load *l, const char *file)
{
	char *line = NULL;
	size_t size = 0;
	if (!file) {
		path_add(l, "/");
		return;
	}
	FILE *f = fopen(file, "r");
	if (!f)
		die("%s: %s", file, strerror(errno));
	for (ssize_t n; (n = getline(&line, &size, f)) > 0;) {
		line[strcspn(line, "\n")] = '\0';
		path_add(l, line);
	}
	free(line);
	fclose(f);
	if (l->path_count == 0)
		die("%s: no path", file);
}

static enum protocol protocol_parse(const char *name)
{
	static const char *const names[] = { [GEMINI] = "gemini", [GOPHER] = "gopher", [HTTP] = "http" };
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return (enum protocol)i;
	die("no such protocol: %s", name);
}

static uint64_t number(const char *text)
{
	char *end;
	errno = 0;
	unsigned long long n = strtoull(text, &end, 10);
	if (*end || end == text || errno || n > 1000000000)
		die("not a number up to 1000000000: %s", text);
	return n;
}

static void address_parse(struct load *l, const char *text)
{
	char host[INET_ADDRSTRLEN];
	const char *colon = strrchr(text, ':');
	if (!colon || (size_t)(colon - text) >= sizeof host)
		die("not an address: %s", text);
	memcpy(host, text, (size_t)(colon - text));
	host[colon - text] = '\0';
	l->address.sin_family = AF_INET;
	l->address.sin_port = htons((uint16_t)number(colon + 1));
	if (inet_pton(AF_INET, host, &l->address.sin_addr) != 1)
		die("not an address: %s", text);
	if ((ntohl(l->address.sin_addr.s_addr) >> 24) != 127)
		die("only loopback: %s", text);
}

static void usage_exit(void)
{
	fputs(usage, stderr);
	exit(2);
}

static void options_read(struct load *l, int argc, char **argv)
{
	const char *protocol = "gemini", *address = "", *file = NULL, *samples = NULL;
	const struct {
		const char *name;
		uint64_t *number;
		const char **text;
		bool *flag;
	} options[] = {
		{ "--protocol", .text = &protocol },
		{ "--address", .text = &address },
		{ "--host", .text = &l->host },
		{ "--paths", .text = &file },
		{ "--if-none-match", .text = &l->etag },
		{ "--accept-encoding", .text = &l->coding },
		{ "--connections", .number = &l->connections },
		{ "--requests", .number = &l->requests },
		{ "--seconds", .number = &l->seconds },
		{ "--pipeline", .number = &l->pipeline },
		{ "--rate", .number = &l->rate },
		{ "--samples", .text = &samples },
		{ "--follow", .flag = &l->follow },
		{ "--idle", .number = &l->held_per_role[ROLE_IDLE] },
		{ "--slow-handshake", .number = &l->held_per_role[ROLE_SLOW_HANDSHAKE] },
		{ "--slow-request", .number = &l->held_per_role[ROLE_SLOW_REQUEST] },
		{ "--slow-read", .number = &l->held_per_role[ROLE_SLOW_READ] },
		{ "--resume", .flag = &l->resume },
		{ "--keepalive", .flag = &l->keepalive },
		{ "--tls", .flag = &l->tls },
		{ "--nagle", .flag = &l->nagle },
	};
	size_t n = sizeof options / sizeof *options;
	for (int at = 1; at < argc; at++) {
		size_t i = 0;
		while (i < n && strcmp(options[i].name, argv[at]) != 0)
			i++;
		if (i == n || (!options[i].flag && ++at == argc))
			usage_exit();
		if (options[i].flag)
			*options[i].flag = true;
		else if (options[i].number)
			*options[i].number = number(argv[at]);
		else
			*options[i].text = argv[at];
	}
	address_parse(l, address);
	l->protocol = protocol_parse(protocol);
	l->tls |= l->protocol == GEMINI;
	l->keepalive &= l->protocol == HTTP;
	l->keepalive &= l->rate == 0;
	if (!l->keepalive)
		l->pipeline = 1;
	if (l->rate > 0 && l->seconds == 0)
		usage_exit();
	if (samples && !(l->samples = fopen(samples, "w")))
		die("%s: %s", samples, strerror(errno));
	if (l->pipeline < 1 || l->pipeline > PIPELINE_MAX)
		usage_exit();
	paths_read(l, file);
}

/* --- TLS --- */

static int on_session(SSL *ssl, SSL_SESSION *session)
{
	struct conn *c = SSL_get_app_data(ssl);
	SSL_SESSION_free(c->session);
	c->session = session;
	return 1;
}

static SSL_CTX *context_new(const struct load *l)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	if (!ctx)
		die("no TLS");
	SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
	SSL_CTX_set_read_ahead(ctx, 1);
	SSL_CTX_set_mode(ctx,
	    SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	if (l->resume) {
		SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
		SSL_CTX_sess_set_new_cb(ctx, on_session);
	}
	return ctx;
}

/* --- the loop --- */

struct loop {
	struct load *load;
	struct conn *conns; /* the held ones first */
	size_t held_count, count, opened;
	uint64_t next_tick;
};

static int wait_for_events(const struct load *l, struct epoll_event *events)
{
	uint64_t ns = (uint64_t)TICK_MS * (NS / 1000);
	if (l->rate > 0 && l->deadline > 0 && arrivals_wait_ns(l) < ns)
		ns = arrivals_wait_ns(l);
	struct timespec t = { .tv_sec = (time_t)(ns / NS), .tv_nsec = (long)(ns % NS) };
	return epoll_pwait2(l->epoll, events, EVENTS, &t, NULL);
}

/* What has become due begins on connections that are free; what finds none begins when one ends. */
static void loop_arrivals(struct loop *p)
{
	arrivals_take(p->load);
	for (size_t i = p->held_count; i < p->count && load_wants_more(p->load); i++)
		if (p->conns[i].state == STATE_CLOSED)
			conn_open(&p->conns[i]);
}

static void loop_once(struct loop *p)
{
	struct load *l = p->load;
	struct epoll_event events[EVENTS];
	while (p->opened < p->held_count && l->opening < OPENING_MAX)
		conn_open(&p->conns[p->opened++]);
	int n = wait_for_events(l, events);
	for (int i = 0; i < n; i++)
		conn_step(events[i].data.ptr);
	if (l->rate > 0 && l->deadline > 0)
		loop_arrivals(p);
	if (now_ns() < p->next_tick)
		return;
	p->next_tick = now_ns() + NS;
	for (size_t i = 0; i < p->count; i++)
		if (i < p->opened || (i >= p->held_count && l->deadline > 0))
			conn_tick(&p->conns[i]);
}

static bool input_ended(void)
{
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };
	return poll(&p, 1, 0) > 0;
}

static void loop_run(struct loop *p)
{
	struct load *l = p->load;
	p->next_tick = now_ns() + NS;
	while (l->held < p->held_count && l->failed == 0)
		loop_once(p);
	if (p->held_count > 0) {
		printf("idle %u\n", l->held);
		fflush(stdout);
	}
	if (l->requests == 0 && l->seconds == 0) {
		while (!input_ended())
			loop_once(p);
		return;
	}
	l->deadline = now_ns() + l->seconds * NS;
	for (size_t i = p->held_count; i < p->count; i++)
		conn_open(&p->conns[i]);
	if (l->rate > 0)
		arrivals_begin(l);
	while (l->done < l->started || load_wants_more(l) || (l->rate > 0 && l->next_due < l->deadline))
		loop_once(p);
}

/* --- the report --- */

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static unsigned percentile(const struct load *l, unsigned percent)
{
	return l->latency_count ? l->latencies[(l->latency_count - 1) * percent / 100] : 0;
}

static void report(const struct load *l, uint64_t ns)
{
	double seconds = (double)ns / NS;
	if (l->latency_count)
		qsort(l->latencies, l->latency_count, sizeof *l->latencies, compare);
	printf("requests=%llu failures=%llu seconds=%.3f rate=%.1f p50=%u p99=%u bytes=%llu resumed=%llu\n",
	    (unsigned long long)l->done, (unsigned long long)l->failed, seconds, (double)l->done / seconds,
	    percentile(l, 50), percentile(l, 99), (unsigned long long)l->bytes,
	    (unsigned long long)l->resumed);
}

int main(int argc, char **argv)
{
	struct load l = { .host = "localhost", .connections = 8, .pipeline = 1 };
	struct rlimit files;
	signal(SIGPIPE, SIG_IGN);
	options_read(&l, argc, argv);
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	l.epoll = epoll_create1(EPOLL_CLOEXEC);
	l.ctx = l.tls ? context_new(&l) : NULL;

	struct loop loop = { .load = &l };
	for (size_t role = 0; role < ROLES; role++)
		loop.held_count += l.held_per_role[role];
	loop.count = loop.held_count + l.connections;
	loop.conns = calloc(loop.count, sizeof *loop.conns);
	if (!loop.conns)
		abort();
	size_t at = 0;
	for (unsigned role = ROLE_IDLE; role < ROLES; role++)
		for (uint64_t i = 0; i < l.held_per_role[role]; i++)
			conn_init(&loop.conns[at++], &l, (enum role)role);
	while (at < loop.count)
		conn_init(&loop.conns[at++], &l, ROLE_LOAD);

	loop_run(&loop);
	report(&l, now_ns() - (l.deadline - l.seconds * NS));
	for (size_t i = 0; i < loop.count; i++)
		conn_release(&loop.conns[i]);
	for (size_t i = 0; i < l.path_count; i++)
		path_release(&l.paths[i]);
	free(l.paths);
	free(l.arrivals);
	if (l.samples && fclose(l.samples) != 0)
		die("the samples: %s", strerror(errno));
	free(l.latencies);
	free(loop.conns);
	SSL_CTX_free(l.ctx);
	return l.failed > 0;
}
