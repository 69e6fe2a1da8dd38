/*
 * memory: a conversation with a speaker over bytes in memory: no server, no socket, no TLS, no event loop.
 */
#ifndef TESTS_UNIT_SUPPORT_MEMORY_H
#define TESTS_UNIT_SUPPORT_MEMORY_H

#include "serve/exchange.h"
#include "unit/support/server.h"

/* What every connection of a worker would share. */
struct memory_speaker {
	struct speaker speaker;
	struct access_log log; /* its lines stay in memory */
};

static inline void memory_speaker_open(struct memory_speaker *m, struct live *l)
{
	*m = (struct memory_speaker){ .log = { .fd = l->access_fd } };
	buf_init(&m->log.lines, 1 << 20);
	m->speaker = (struct speaker){ .handle = { .site = &l->w.site,
		                           .path = folder_path(&l->w.c.folder, "catalog.db"),
		                           .feeds_fd = l->w.feeds,
		                           .content_fd = l->w.content,
		                           .pictures_fd = -1,
		                           .generation = &l->generation },
		.counters = &l->counters,
		.access_log = &m->log,
		.acme_fd = l->w.content,
		.keepalive_requests = 100 };
	speaker_init(&m->speaker, 1 << 20, 0);
	OK(catalog_handle_open(&m->speaker.handle, &failure));
}

static inline void memory_speaker_close(struct memory_speaker *m)
{
	speaker_release(&m->speaker);
	buf_release(&m->log.lines);
}

/* Moves what is queued to the end of `out`, as sending it would. */
static inline void memory_send(struct send_queue *o, struct buf *out)
{
	for (size_t i = o->first; i < o->count; i++) {
		const struct piece *p = &o->pieces[i];
		buf_add(out, p->entry ? p->p : o->text.data + p->at, p->n);
	}
	if (o->left) {
		char *to = buf_reserve(out, (size_t)o->left);
		assert_non_null(to);
		assert_int_equal(pread(o->file, to, (size_t)o->left, (off_t)o->offset), o->left);
		buf_commit(out, (size_t)o->left);
	}
	send_queue_release(o);
}

/* Gives the peer's bytes to the speaker, at most `step` at once, and collects the responses. */
static inline void memory_talk(struct exchange *x, struct str bytes, size_t step, struct buf *out)
{
	while (bytes.n && !x->last) {
		size_t n = x->in.max - x->in.len;
		n = n < step ? n : step;
		n = n < bytes.n ? n : bytes.n;
		assert_true(n > 0);
		buf_add(&x->in, bytes.p, n);
		bytes = str_sub(bytes, n, bytes.n);
		while (exchange_answer(x)) {
			memory_send(&x->out, out);
			exchange_sent(x, 0);
			if (x->last)
				break;
		}
		assert_int_equal(x->in_used, 0);
	}
}

/* The name and the certificate that TLS would know of the peer. */
static const char *memory_name;
static enum client_cert memory_cert;

static inline const char *memory_server_name(const struct exchange *x)
{
	(void)x;
	return memory_name;
}

static inline enum client_cert memory_client_cert(const struct exchange *x, struct key_fingerprint *shown)
{
	(void)x;
	*shown = (struct key_fingerprint){ { 0 } };
	return memory_cert;
}

UNUSED static const struct exchange_tls memory_tls = { memory_server_name, memory_client_cert };

#endif
