/*
 * plain_tls PAGE CERTIFICATE KEY: a blocking accept loop over OpenSSL with its defaults, but no tickets:
 * handshake, one read, one write, close_notify, close. The floor under a Gemini server.
 */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "plain.h"

static void answer(SSL *ssl, const struct page *page)
{
	char request[REQUEST_MAX];
	if (SSL_accept(ssl) == 1 && SSL_read(ssl, request, sizeof request) > 0 &&
	    SSL_write(ssl, page->bytes, (int)page->n) > 0)
		SSL_shutdown(ssl);
	ERR_clear_error();
}

int main(int argc, char **argv)
{
	static struct page page;
	if (argc != 4)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	page_read(&page, "20 text/gemini; charset=utf-8; lang=ru\r\n", argv[1]);
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	if (!ctx || SSL_CTX_use_certificate_chain_file(ctx, argv[2]) != 1 ||
	    SSL_CTX_use_PrivateKey_file(ctx, argv[3], SSL_FILETYPE_PEM) != 1) {
		ERR_print_errors_fp(stderr);
		return 2;
	}
	SSL_CTX_set_num_tickets(ctx, 0);
	SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	int listener = plain_listen();
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		if (fd < 0)
			continue;
		SSL *ssl = SSL_new(ctx);
		SSL_set_fd(ssl, fd);
		answer(ssl, &page);
		SSL_free(ssl);
		shutdown(fd, SHUT_WR);
		close(fd);
	}
}
