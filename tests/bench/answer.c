/*
 * answer: finds the end of an answer and its status. Not a validator: the tests are that.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "load.h"

enum { UNFRAMED = -1 };

void answer_begin(struct answer *a)
{
	a->head_n = 0;
	a->in_body = a->done = false;
	a->status = 0;
	a->body = a->left = 0;
}

/* The length of the body after an HTTP head that ends with a NUL; UNFRAMED when the head does not say. */
static long long http_length(const char *head, int status)
{
	static const char name[] = "\r\nContent-Length:";
	if (status == 304 || status == 204)
		return 0;
	const char *field = strcasestr(head, name);
	return field ? strtoll(field + sizeof name - 1, NULL, 10) : UNFRAMED;
}

static void head_ended(struct answer *a, enum protocol protocol, const char **why)
{
	a->head[a->head_n] = '\0';
	a->in_body = true;
	if (protocol == GEMINI) {
		a->status = (int)strtol(a->head, NULL, 10);
		return;
	}
	if (a->head_n < 12 || strncmp(a->head, "HTTP/1.", 7) != 0) {
		*why = "not HTTP";
		return;
	}
	a->status = (int)strtol(a->head + 9, NULL, 10);
	long long length = http_length(a->head, a->status);
	if (length < 0) {
		*why = "an answer without Content-Length";
		return;
	}
	a->left = (uint64_t)length;
	a->done = length == 0;
}

/* Collects the head, byte by byte only near its end. */
static size_t take_head(
    struct answer *a, enum protocol protocol, const char *bytes, size_t n, const char **why)
{
	const char *end = protocol == HTTP ? "\r\n\r\n" : "\r\n";
	size_t end_n = strlen(end), room = sizeof a->head - 1 - a->head_n;
	size_t before = a->head_n, copied = n < room ? n : room;
	memcpy(a->head + before, bytes, copied);
	a->head_n += copied;
	size_t from = before > end_n ? before - end_n : 0;
	const char *found = memmem(a->head + from, a->head_n - from, end, end_n);
	if (!found) {
		if (a->head_n == sizeof a->head - 1)
			*why = "a head without an end";
		return copied;
	}
	a->head_n = (size_t)(found - a->head) + end_n;
	head_ended(a, protocol, why);
	return a->head_n - before;
}

size_t answer_take(struct answer *a, enum protocol protocol, const char *bytes, size_t n, const char **why)
{
	if (protocol == GOPHER) {
		if (a->body == 0 && n > 0)
			a->status = *bytes == '3' ? 3 : 2;
		a->body += n;
		return n;
	}
	if (!a->in_body)
		return take_head(a, protocol, bytes, n, why);
	if (protocol == HTTP) {
		n = n < a->left ? n : (size_t)a->left;
		a->left -= n;
		a->done = a->left == 0;
	}
	a->body += n;
	return n;
}

bool answer_end(struct answer *a, enum protocol protocol)
{
	a->done = protocol == GOPHER ? a->body > 0 : protocol == GEMINI && a->in_body;
	return a->done;
}

bool answer_good(const struct answer *a, enum protocol protocol, enum wanted wanted)
{
	static const int success[] = { [GEMINI] = 20, [GOPHER] = 2, [HTTP] = 200 };
	return (wanted != WANT_NOT_MODIFIED && a->status == success[protocol]) ||
	       (wanted != WANT_SUCCESS && a->status == 304);
}
