/*
 * access_log: lines gather in a buffer and are written when the event loop has a moment, or when there are
 * many.
 */
#include "serve/access_log.h"

#include <arpa/inet.h>
#include <event2/event.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

enum {
	LINES_MAX = 1 << 18,
	LINES_FLUSH = 1 << 15,
	PAUSE_MS = 50, /* between writes, so that a busy worker writes many lines at once */
	REQUEST_MAX = 1100,
	AGENT_MAX = 200,
	SECRET_DIGITS = 20, /* of 32: one that was cut off by mistake is not written either */
};

/* A pipe that polls writable takes PIPE_BUF bytes without blocking. */
static bool write_some(struct access_log *a, size_t *at)
{
	size_t n = a->lines.len - *at;
	if (a->pollable) {
		struct pollfd p = { .fd = a->fd, .events = POLLOUT };
		if (poll(&p, 1, 0) != 1 || !(p.revents & POLLOUT))
			return false;
		if (n > PIPE_BUF)
			n = PIPE_BUF;
	}
	ssize_t done = write(a->fd, a->lines.data + *at, n);
	if (done <= 0)
		return false;
	*at += (size_t)done;
	return true;
}

static void flush(struct access_log *a)
{
	size_t at = 0;
	while (at < a->lines.len && write_some(a, &at))
		;
	buf_reset(&a->lines);
	a->written_ms = clock_coarse_ms();
}

static void on_flush(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	flush(arg);
}

void access_log_init(struct access_log *a, struct event_base *base, int fd, bool json)
{
	struct stat st;
	*a = (struct access_log){ .fd = fd, .json = json };
	a->pollable = fd >= 0 && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode);
	buf_init(&a->lines, LINES_MAX);
	a->flush = event_new(base, -1, 0, on_flush, a);
}

void access_log_release(struct access_log *a)
{
	flush(a);
	if (a->flush)
		event_free(a->flush);
	buf_release(&a->lines);
}

void access_log_address(struct buf *out, const struct sockaddr *peer)
{
	char text[INET6_ADDRSTRLEN];
	if (peer->sa_family == AF_INET6) {
		struct in6_addr a = ((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
		if (IN6_IS_ADDR_V4MAPPED(&a)) {
			a.s6_addr[15] = 0;
			buf_puts(out, inet_ntop(AF_INET, a.s6_addr + 12, text, sizeof text));
			return;
		}
		memset(a.s6_addr + 6, 0, sizeof a.s6_addr - 6);
		buf_puts(out, inet_ntop(AF_INET6, &a, text, sizeof text));
	} else if (peer->sa_family == AF_INET) {
		struct in_addr a = ((const struct sockaddr_in *)(const void *)peer)->sin_addr;
		a.s_addr &= htonl(0xffffff00);
		buf_puts(out, inet_ntop(AF_INET, &a, text, sizeof text));
	} else {
		buf_add_char(out, '-');
	}
}

/* `slash`: what a backslash is written as. */
static void escape(struct buf *out, struct str s, size_t max, struct str slash)
{
	static const char hex[] = "0123456789abcdef";
	s = str_sub(s, 0, max);
	char *to = buf_reserve(out, s.n * (3 + slash.n));
	if (!to)
		return;
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			to[n++] = (char)c;
			continue;
		}
		memcpy(to + n, slash.p, slash.n);
		n += slash.n;
		to[n++] = 'x';
		to[n++] = hex[c >> 4];
		to[n++] = hex[c & 15];
	}
	buf_commit(out, n);
}

void access_log_escape(struct buf *out, struct str s, size_t max)
{
	escape(out, s, max, STR("\\"));
}

/* The character at the beginning of s, "%41" for one, also "%2541"; *n: of how many bytes. */
static char decoded(struct str s, size_t *n)
{
	*n = 1;
	if (s.p[0] != '%')
		return s.p[0];
	size_t at = 1;
	while (s.n >= at + 4 && s.p[at] == '2' && s.p[at + 1] == '5')
		at += 2;
	int high = s.n > at + 1 ? str_hex_digit(s.p[at]) : -1,
	    low = high < 0 ? -1 : str_hex_digit(s.p[at + 1]);
	if (low < 0)
		return '%';
	*n = at + 2;
	return (char)(high << 4 | low);
}

/*
 * How many bytes a secret has that begins s, however it is written; 0: none begins there, and *passed bytes
 * are none.
 */
static size_t secret_length(struct str s, size_t *passed)
{
	size_t at = 0, digits = 0, n;
	while (at < s.n && str_hex_digit(decoded(str_sub(s, at, s.n), &n)) >= 0) {
		at += n;
		digits++;
	}
	*passed = at;
	if (at < s.n && at == 0) {
		decoded(s, &n);
		*passed = n;
	}
	return digits >= SECRET_DIGITS ? at : 0;
}

/* As access_log_escape, with a mark in place of each secret, also of one that the cut goes through. */
static void add_escaped(const struct access_log *a, struct buf *out, struct str s, size_t max)
{
	struct str slash = a->json ? STR("\\\\") : STR("\\");
	size_t end = s.n < max ? s.n : max, from = 0;
	for (size_t at = 0, passed; at < end; at += passed) {
		size_t n = secret_length(str_sub(s, at, s.n), &passed);
		if (!n)
			continue;
		escape(out, str_sub(s, from, at), max, slash);
		buf_puts(out, "[secret]");
		from = at + n;
	}
	escape(out, str_sub(s, from, end), max, slash);
}

static void add_number(struct buf *out, uint64_t v)
{
	char digits[20];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	buf_add(out, digits + at, sizeof digits - at);
}

static void add_stamp(struct access_log *a, struct buf *out)
{
	time_t now = time(NULL);
	if (now != a->second) {
		struct tm tm;
		a->second = now;
		if (!gmtime_r(&now, &tm) || !strftime(a->stamp, sizeof a->stamp, "%FT%TZ", &tm))
			memcpy(a->stamp, "-", 2);
	}
	buf_puts(out, a->stamp);
}

/* At the end of this pass of the loop, unless the last lines were written just now. */
static void schedule(struct access_log *a)
{
	static const struct timeval pause = { 0, PAUSE_MS * 1000 };
	if (!a->flush)
		return;
	if (clock_coarse_ms() - a->written_ms >= PAUSE_MS)
		event_active(a->flush, 0, 0);
	else
		event_add(a->flush, &pause);
}

/* What is before each part of a line, and at last before its duration. */
static const struct form {
	const char *begin, *protocol, *address, *status, *bytes, *request, *agent, *end, *seconds, *last;
} forms[] = {
	{ "", " ", " ", " ", " ", " \"", "\" \"", "\"", " ", "\n" },
	{ "{\"time\":\"", "\",\"protocol\":\"", "\",\"address\":\"", "\",\"status\":\"",
	    "\",\"bytes\":", ",\"request\":\"", "\",\"agent\":\"", "\"", ",\"seconds\":", "}\n" },
};

void access_log_format(struct access_log *a, const struct access_log_entry *e, struct buf *out)
{
	const struct form *f = &forms[a->json];
	buf_puts(out, f->begin);
	add_stamp(a, out);
	buf_puts(out, f->protocol);
	buf_puts(out, e->protocol);
	buf_puts(out, f->address);
	access_log_address(out, e->peer);
	buf_puts(out, f->status);
	buf_puts(out, e->status);
	buf_puts(out, f->bytes);
	add_number(out, e->bytes);
	buf_puts(out, f->request);
	add_escaped(a, out, e->request, REQUEST_MAX);
	if (e->agent.n) {
		buf_puts(out, f->agent);
		add_escaped(a, out, e->agent, AGENT_MAX);
	}
	buf_puts(out, f->end);
}

static void add_seconds(struct buf *out, uint64_t us)
{
	char decimals[] = "000000";
	add_number(out, us / 1000000);
	buf_add_char(out, '.');
	us %= 1000000;
	for (size_t at = sizeof decimals - 1; us; us /= 10)
		decimals[--at] = (char)('0' + us % 10);
	buf_puts(out, decimals);
}

void access_log_put(struct access_log *a, struct str line, uint64_t us)
{
	const struct form *f = &forms[a->json];
	if (a->fd < 0)
		return;
	if (a->lines.len > LINES_FLUSH)
		flush(a);
	if (!a->lines.len)
		schedule(a);
	buf_add_str(&a->lines, line);
	buf_puts(&a->lines, f->seconds);
	add_seconds(&a->lines, us);
	buf_puts(&a->lines, f->last);
}
