/*
 * plain: what the plain loops share: the simplest servers that answer every request with one page.
 * They show what the kernel and OpenSSL cost by themselves.
 */
#ifndef BENCH_PLAIN_H
#define BENCH_PLAIN_H

#include <stddef.h>

enum { PAGE_MAX = 1 << 22, REQUEST_MAX = 2048 };

struct page {
	char bytes[PAGE_MAX];
	size_t n;
};

/* Puts `head` and the file into the page; ends the process when it cannot. */
void page_read(struct page *p, const char *head, const char *file);

/* Listens on a free port of 127.0.0.1 and says "listening on 127.0.0.1:PORT" on standard error. */
int plain_listen(void);

#endif
