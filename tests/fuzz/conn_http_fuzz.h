/*
 * conn_http_fuzz: answers of HTTP, in the order of their requests: a head, and a body as long as the head says.
 */
#ifndef JARCHY_TESTS_FUZZ_CONN_HTTP_FUZZ_H
#define JARCHY_TESTS_FUZZ_CONN_HTTP_FUZZ_H

#include "conn_fuzz.h"
#include "proto/http.h"

struct head {
	unsigned status;
	uint64_t length;
	bool has_length, has_date, closes;
};

static void read_field(struct str line, struct head *h)
{
	struct str name, value;
	MUST(str_cut(line, ':', &name, &value) && name.n && str_starts(value, " "));
	value = str_trim(value);
	if (str_is(name, "Content-Length")) {
		MUST(!h->has_length && str_to_uint(value, UINT32_MAX, &h->length));
		h->has_length = true;
	}
	h->has_date = h->has_date || str_is(name, "Date");
	h->closes = h->closes || (str_is(name, "Connection") && str_is(value, "close"));
}

static struct head read_head(struct str *rest)
{
	struct head h = { 0 };
	uint64_t status;
	struct str line = line_of(rest);
	MUST(str_starts(line, "HTTP/1.1 ") && line.n > 13 && line.p[12] == ' ');
	MUST(str_to_uint(str_sub(line, 9, 12), 599, &status) && status >= 200);
	h.status = (unsigned)status;
	for (line = line_of(rest); line.n; line = line_of(rest))
		read_field(line, &h);
	return h;
}

static struct answered answered(struct str *asked, struct str answers)
{
	struct http_request r = { .method = HTTP_GET };
	struct str rest = answers;
	enum parse_result parsed = http_parse(asked->p, asked->n, &r);
	struct head h = read_head(&rest);
	MUST(parsed != PARSE_MORE && h.has_date);
	MUST(parsed == PARSE_DONE || h.status == (unsigned)r.status);
	*asked = str_sub(*asked, parsed == PARSE_DONE ? r.used : asked->n, asked->n);
	bool has_body = h.status != 304 && !(parsed == PARSE_DONE && r.method == HTTP_HEAD);
	MUST(h.has_length || !has_body);
	MUST(!has_body || h.length <= rest.n);
	MUST(parsed == PARSE_DONE ? r.keep_alive || h.closes : h.closes);
	return (struct answered){ answers.n - rest.n + (has_body ? (size_t)h.length : 0), !h.closes };
}

#endif
