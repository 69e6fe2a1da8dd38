/*
 * http_reply: how the speaker of HTTP begins and ends a response, and the short ones that are kept nowhere.
 *
 * Not for what a path is answered with (speak_http.c). Private to serve/.
 */
#ifndef JARCHY_SERVE_HTTP_REPLY_H
#define JARCHY_SERVE_HTTP_REPLY_H

#include "proto/http.h"
#include "serve/exchange.h"

/* Writes the access line. */
void http_reply_log(struct exchange *x, int status, uint64_t bytes, const struct http_request *r);

/* Appends the status line. */
void http_reply_begin(struct buf *out, int status);
/* Appends to the text of x->out the lines that are different every time, and the empty one. */
void http_reply_end(struct exchange *x, const struct http_request *r);

/* A whole response. `lines` of its head, each with CRLF, or NULL; `mime` of a text in UTF-8, or NULL. */
void http_reply_text(struct exchange *x, const struct http_request *r, int status, const char *lines,
    const char *mime, struct str body);
/* An error before there is a path to look at. */
void http_reply_refuse(struct exchange *x, const struct http_request *r, int status, const char *why);

#endif
