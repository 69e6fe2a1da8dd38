/*
 * acme: a file of the folder, found in either of two layouts and looked over before it goes out.
 *
 *   path  = "/.well-known/acme-challenge/" token
 *   token = 1*128( ALPHA / DIGIT / "-" / "_" )
 *   file  = token "." thumbprint *WSP          ; the key authorization, RFC 8555 section 8.1
 *
 * Programs that fill a web root write the whole path below the folder, others the token right into it. A
 * file that does not begin with its own name is no challenge, so that a folder which is used for other
 * things too gives none of them away.
 */
#include "serve/acme.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "serve/http_reply.h"

#define TREE "/.well-known/acme-challenge/"

enum { TOKEN_MAX = 128, ANSWER_MAX = 1024, TOLD_MS = 60000 };

bool acme_is_asked(const struct speaker *s, struct str path)
{
	return s->acme_fd >= 0 && str_starts(path, TREE);
}

static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return s.n > 0 && s.n <= TOKEN_MAX;
}

/* -1 and errno: it is in neither place, or cannot be read. */
static int open_answer(int folder, struct str token)
{
	char path[sizeof TREE + TOKEN_MAX];
	snprintf(path, sizeof path, TREE "%.*s", STR_ARG(token));
	int fd = file_follow_beneath(folder, path + 1);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		fd = file_follow_beneath(folder, path + sizeof TREE - 1);
	return fd;
}

static bool is_answer(struct str text, struct str token)
{
	return text.n > token.n && text.n <= ANSWER_MAX && str_eq(str_sub(text, 0, token.n), token) &&
	       text.p[token.n] == '.';
}

/* For the operator, but not once for each of the many that ask for the same. */
static void complain(struct speaker *s, struct str token, const char *why)
{
	int64_t now = clock_coarse_ms();
	if (s->acme_told && now < s->acme_told + TOLD_MS)
		return;
	s->acme_told = now;
	log_error("acme: the file of the challenge %.*s %s", STR_ARG(token), why);
}

/* Reads it into `text`. False: there is none, or none that may go out. */
static bool read_answer(struct speaker *s, struct str token, char text[ANSWER_MAX + 1], size_t *n)
{
	int fd = open_answer(s->acme_fd, token);
	if (fd < 0 && (errno == EACCES || errno == EPERM))
		complain(s, token, "may not be read: let all users read it, and enter the folders above it");
	if (fd < 0)
		return false;
	ssize_t got = read(fd, text, ANSWER_MAX + 1);
	close(fd);
	*n = got > 0 ? (size_t)got : 0;
	bool good = is_answer((struct str){ text, *n }, token);
	if (!good)
		complain(s, token,
		    "does not begin with this name and a dot, or is over 1,024 bytes: it is not given out");
	return good;
}

void acme_respond(struct exchange *x, const struct http_request *r, struct str path)
{
	static const char lines[] = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
	struct str token = str_sub(path, sizeof TREE - 1, path.n);
	char text[ANSWER_MAX + 1];
	size_t n;
	if (is_token(token) && read_answer(x->speaker, token, text, &n))
		http_reply_text(x, r, 200, lines, "text/plain", (struct str){ text, n });
	else
		http_reply_text(x, r, 404, lines, "text/plain", STR("404: there is no such challenge\n"));
}
