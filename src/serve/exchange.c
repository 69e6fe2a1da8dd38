/* exchange: requests are handled one after another; their responses gather in one queue. */
#include "serve/exchange.h"

#include <assert.h>

void exchange_init(struct exchange *x, struct speaker *speaker, const struct protocol *protocol)
{
	*x = (struct exchange){ .speaker = speaker, .protocol = protocol };
	buf_init(&x->in, protocol->held);
	send_queue_init(&x->out);
}

void exchange_release(struct exchange *x)
{
	send_queue_release(&x->out);
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

bool exchange_answer(struct exchange *x)
{
	assert(x->in_used == 0);
	if (x->rejected && x->in.len)
		reject(x);
	while (x->in_used < x->in.len && !x->last && send_queue_room(&x->out)) {
		enum request_result result = x->protocol->handle_request(x);
		if (result == REQUEST_MORE)
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
	send_queue_trim(&x->out);
}

void exchange_log(
    struct exchange *x, const char *status, uint64_t bytes, struct str request, struct str agent)
{
	access_log_add(x->speaker->access_log, &(struct access_log_entry){ .protocol = x->protocol->name,
	                                           .peer = &x->peer.any,
	                                           .status = status,
	                                           .bytes = bytes,
	                                           .request = request,
	                                           .agent = agent });
}
