/*
 * plain_tcp PAGE: accept, one read, one write, close. The floor under a Gopher server.
 */
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "plain.h"

int main(int argc, char **argv)
{
	static struct page page;
	char request[REQUEST_MAX];
	if (argc != 2)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	page_read(&page, "", argv[1]);
	int listener = plain_listen();
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		if (fd < 0)
			continue;
		if (read(fd, request, sizeof request) > 0 && write(fd, page.bytes, page.n) > 0)
			shutdown(fd, SHUT_WR);
		close(fd);
	}
}
