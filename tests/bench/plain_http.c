/*
 * plain_http 304|copy|sendfile FILE: one epoll over connections that are kept alive; of a request it looks for
 * the end only. The answer is a head alone, a head and the body in one write, or a head and the file by
 * sendfile. The floor under an HTTP server.
 */
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plain.h"

enum { EVENTS = 64, DESCRIPTORS = 4096, HEAD_MAX = 512 };

static struct page page; /* the head, and in the kind "copy" the body */
static int body = -1;    /* the file, in the kind "sendfile" */
static off_t body_n;

/* How many bytes of the empty line that ends a request have come, for each descriptor. */
static unsigned char matched[DESCRIPTORS];

/* The number of requests that end in these bytes. */
static unsigned requests_ended(int fd, const char *bytes, size_t n)
{
	static const char end[] = { '\r', '\n', '\r', '\n' };
	unsigned count = 0, at = matched[fd];
	for (size_t i = 0; i < n; i++) {
		at = bytes[i] == end[at] ? at + 1 : bytes[i] == '\r';
		if (at == sizeof end) {
			count++;
			at = 0;
		}
	}
	matched[fd] = (unsigned char)at;
	return count;
}

static bool write_all(int fd, const char *bytes, size_t n, int flags)
{
	while (n > 0) {
		ssize_t sent = send(fd, bytes, n, flags);
		if (sent <= 0)
			return false;
		bytes += sent;
		n -= (size_t)sent;
	}
	return true;
}

static bool answer(int fd)
{
	if (!write_all(fd, page.bytes, page.n, body >= 0 ? MSG_MORE : 0))
		return false;
	for (off_t at = 0; body >= 0 && at < body_n;)
		if (sendfile(fd, body, &at, (size_t)(body_n - at)) <= 0)
			return false;
	return true;
}

static bool serve(int fd)
{
	char request[REQUEST_MAX];
	ssize_t n = read(fd, request, sizeof request);
	if (n <= 0)
		return false;
	for (unsigned left = requests_ended(fd, request, (size_t)n); left > 0; left--)
		if (!answer(fd))
			return false;
	return true;
}

static void watch(int epoll, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };
	int no_delay = 1;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
	if (fd >= 0 && fd < DESCRIPTORS && epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) == 0)
		matched[fd] = 0;
	else
		close(fd);
}

static void body_open(const char *kind, const char *file)
{
	struct stat s;
	char head[HEAD_MAX];
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &s) != 0) {
		perror(file);
		exit(2);
	}
	snprintf(head, sizeof head,
	    "HTTP/1.1 %s\r\nETag: \"x\"\r\nContent-Length: %lld\r\nContent-Type: application/xml\r\n\r\n",
	    strcmp(kind, "304") == 0 ? "304 Not Modified" : "200 OK", (long long)s.st_size);
	page_read(&page, head, strcmp(kind, "copy") == 0 ? file : "/dev/null");
	if (strcmp(kind, "sendfile") == 0) {
		body = fd;
		body_n = s.st_size;
	}
}

int main(int argc, char **argv)
{
	struct epoll_event events[EVENTS];
	if (argc != 3)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	body_open(argv[1], argv[2]);
	int listener = plain_listen(), epoll = epoll_create1(EPOLL_CLOEXEC);
	watch(epoll, listener);
	for (;;) {
		int n = epoll_wait(epoll, events, EVENTS, -1);
		for (int i = 0; i < n; i++) {
			int fd = events[i].data.fd;
			if (fd == listener)
				watch(epoll, accept(listener, NULL, NULL));
			else if (!serve(fd))
				close(fd);
		}
	}
}
