#include "plain.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

void page_read(struct page *p, const char *head, const char *file)
{
	FILE *f = fopen(file, "rb");
	if (!f) {
		perror(file);
		exit(2);
	}
	p->n = strlen(head);
	memcpy(p->bytes, head, p->n);
	p->n += fread(p->bytes + p->n, 1, sizeof p->bytes - p->n, f);
	fclose(f);
}

int plain_listen(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof a) != 0 || listen(fd, SOMAXCONN) != 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &n) != 0) {
		perror("plain loop");
		exit(2);
	}
	fprintf(stderr, "listening on 127.0.0.1:%u\n", ntohs(a.sin_port));
	return fd;
}
