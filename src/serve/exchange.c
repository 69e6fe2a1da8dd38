/* exchange: requests are handled one after another; their responses gather in one queue. */
#include "serve/exchange.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "content/address.h"

void exchange_init(struct exchange *x, struct speaker *speaker, const struct protocol *protocol)
{
	*x = (struct exchange){ .speaker = speaker, .protocol = protocol };
	buf_init(&x->in, protocol->held);
	send_queue_init(&x->out);
	buf_init(&x->lines, LINES_MAX);
}

void exchange_release(struct exchange *x)
{
	send_queue_release(&x->out);
	buf_release(&x->lines);
	buf_release(&x->in);
}

/* The same reply to whatever was asked: the first bytes of it are enough. */
static void reject(struct exchange *x)
{
	struct str in = exchange_input(x);
	x->protocol->overload_reply(x, str_sub(in, 0, str_find(in, '\r')));
	exchange_used(x, in.n);
	x->last = true;
}

/* What an answer takes is known from the last ones at such addresses. */
static enum address_id kind_of(const struct exchange *x, struct str path)
{
	struct address_match at;
	return address_find(x->speaker->handle.site->tags, path, &at) ? at.id : ADDRESS_COUNT;
}

bool exchange_admit(struct exchange *x, struct str path)
{
	x->kind = kind_of(x, path);
	x->dear = x->speaker->cost_us[x->kind] >= DEAR_US;
	x->put_off = x->made || x->permit == PERMIT_NONE || (x->dear && x->permit != PERMIT_ALL);
	if (x->put_off)
		return false;
	x->made = true;
	counter_add(&x->speaker->counters->cache_misses, 1);
	x->began = clock_cpu_us();
	return true;
}

static void count_cost(struct exchange *x)
{
	if (!x->began)
		return;
	uint64_t us = (uint64_t)(clock_cpu_us() - x->began), *mean = &x->speaker->cost_us[x->kind];
	*mean = (*mean * 7 + us) / 8;
	x->made_us += us;
	x->began = 0;
}

/* Handles the next request. One that has to wait stays. */
static enum request_result handle(struct exchange *x)
{
	size_t before = x->in_used;
	x->kind = ADDRESS_COUNT;
	enum request_result result = x->protocol->handle_request(x);
	count_cost(x);
	if (result == REQUEST_LATER)
		x->in_used = before;
	return result;
}

bool exchange_answer(struct exchange *x)
{
	assert(x->in_used == 0);
	x->made = x->put_off = false;
	x->made_us = 0;
	if ((x->rejected || x->busy) && x->in.len)
		reject(x);
	while (x->in_used < x->in.len && !x->last && send_queue_room(&x->out)) {
		enum request_result result = handle(x);
		if (result == REQUEST_MORE || result == REQUEST_LATER)
			break;
		x->requests++;
		x->last = result == REQUEST_LAST;
		counter_add(&x->speaker->counters->requests, 1);
	}
	assert(x->in_used <= x->in.len);
	buf_consume(&x->in, x->in_used);
	x->in_used = 0;
	return x->last || send_queue_pending(&x->out);
}

void exchange_trim(struct exchange *x)
{
	if (x->in.len)
		return;
	buf_release(&x->in);
	buf_init(&x->in, x->protocol->held);
	if (!x->mark_count) {
		buf_release(&x->lines);
		buf_init(&x->lines, LINES_MAX);
	}
	send_queue_trim(&x->out);
}

/* What balancers ask again and again would hide the rest. */
static bool is_logged(const struct exchange *x)
{
	return x->speaker->access_log->fd >= 0 && !x->protocol->watches && x->kind != ADDRESS_HEALTH &&
	       x->kind != ADDRESS_READY;
}

static void add_line(
    struct exchange *x, const char *status, uint64_t bytes, struct str request, struct str agent)
{
	const struct access_log_entry e = { .protocol = x->protocol->name,
		.peer = &x->peer.any,
		.status = status,
		.bytes = bytes,
		.request = request,
		.agent = agent };
	if (is_logged(x))
		access_log_format(x->speaker->access_log, &e, &x->lines);
	buf_add_char(&x->lines, '\0');
}

void exchange_log(
    struct exchange *x, const char *status, uint64_t bytes, struct str request, struct str agent)
{
	if (x->mark_count == MARKS_MAX)
		exchange_sent(x, turns_clock()); /* so many at once are not measured to their end */
	struct response_mark *m = &x->marks[x->mark_count++];
	memset(m->status, 0, sizeof m->status);
	memcpy(m->status, status, strnlen(status, sizeof m->status));
	m->arrived_us = x->arrived_us;
	add_line(x, status, bytes, request, agent);
}

void exchange_sent(struct exchange *x, int64_t now_us)
{
	struct str lines = buf_str(&x->lines), line;
	for (size_t i = 0; i < x->mark_count; i++) {
		const struct response_mark *m = &x->marks[i];
		bool known = m->arrived_us && now_us > m->arrived_us;
		uint64_t us = known ? (uint64_t)(now_us - m->arrived_us) : 0;
		serve_counters_note(x->speaker->counters, x->service, m->status, us);
		if (str_cut(lines, '\0', &line, &lines) && line.n)
			access_log_put(x->speaker->access_log, line, us);
	}
	x->mark_count = 0;
	buf_reset(&x->lines);
}
