/* send_queue: a list of pieces, of our own text or of a cached answer, and one file after them. */
#include "serve/send_queue.h"

#include <stdlib.h>
#include <unistd.h>

enum {
	BATCH = IO_VECTORS - 2, /* pieces: head and body of the last answer still fit */
	TEXT_FIRST = 511,       /* a head, so that it need not grow; with its NUL a round number */
	TEXT_MAX = 32 << 20,    /* one body that is not cached, and heads */
	TEXT_BATCH = 64 << 10,  /* no further answer is added to more than this */
	TURN_MAX = 256 << 10,   /* bytes sent before others have their turn */
};

void send_queue_init(struct send_queue *o)
{
	*o = (struct send_queue){ .file = -1 };
}

void send_queue_release(struct send_queue *o)
{
	for (size_t i = o->first; i < o->count; i++) {
		if (o->pieces[i].entry)
			cached_drop(o->pieces[i].entry);
	}
	free(o->pieces);
	buf_release(&o->text);
	if (o->file >= 0)
		close(o->file);
	send_queue_init(o);
}

void send_queue_trim(struct send_queue *o)
{
	if (o->cap || o->text.data)
		send_queue_release(o);
}

bool send_queue_room(const struct send_queue *o)
{
	return o->count < BATCH && o->text.len < TEXT_BATCH && o->file < 0;
}

bool send_queue_pending(const struct send_queue *o)
{
	return o->first < o->count || o->left;
}

static struct piece *add(struct send_queue *o)
{
	if (o->count == o->cap) {
		o->cap = o->cap ? o->cap * 2 : 4;
		o->pieces = xrealloc(o->pieces, o->cap * sizeof *o->pieces);
	}
	return &o->pieces[o->count++];
}

struct buf *send_queue_text(struct send_queue *o)
{
	if (!o->text.data) {
		buf_init(&o->text, TEXT_MAX);
		buf_reserve(&o->text, TEXT_FIRST);
	}
	return &o->text;
}

/* Everything after the last text piece is new; neighbours become one piece. */
void send_queue_text_end(struct send_queue *o)
{
	struct piece *last = o->count > o->first ? &o->pieces[o->count - 1] : NULL;
	size_t known = 0;
	for (size_t i = o->count; i > o->first && !known; i--)
		known = o->pieces[i - 1].entry ? 0 : o->pieces[i - 1].at + o->pieces[i - 1].n;
	if (o->text.len == known)
		return;
	if (last && !last->entry)
		last->n += o->text.len - known;
	else
		*add(o) = (struct piece){ .at = known, .n = o->text.len - known };
}

void send_queue_add_cached(struct send_queue *o, struct cached *entry, const struct cache_form *form)
{
	if (!form->body_n)
		return;
	cached_hold(entry);
	*add(o) = (struct piece){ .entry = entry,
		.p = form->body,
		.n = form->body_n,
		.from_file = form == &entry->form[0] && cached_file_is_good(entry) };
}

void send_queue_add_file_take(struct send_queue *o, int fd, uint64_t offset, uint64_t n)
{
	o->file = fd;
	o->offset = offset;
	o->left = n;
}

/* Forgets what was sent. */
static void advance(struct send_queue *o, size_t n)
{
	while (n && o->first < o->count) {
		struct piece *p = &o->pieces[o->first];
		size_t part = n < p->n ? n : p->n;
		if (p->entry)
			p->p += part;
		else
			p->at += part;
		p->n -= part;
		n -= part;
		if (p->n)
			return;
		if (p->entry)
			cached_drop(p->entry);
		o->first++;
	}
	o->offset += n;
	o->left -= n;
}

/* The piece is what comes from a file in this load; what comes after it is for the next. */
static void load_from_file(const struct send_queue *o, const struct piece *p, bool last, struct io_load *l)
{
	l->file = p->entry->file;
	l->offset = (uint64_t)(p->p - p->entry->form[0].body);
	l->left = p->n;
	l->last = last && p == &o->pieces[o->count - 1] && !o->left;
}

static void load(const struct send_queue *o, bool encrypted, bool last, struct io_load *l)
{
	l->n = 0;
	for (size_t i = o->first; i < o->count && l->n < IO_VECTORS; i++) {
		const struct piece *p = &o->pieces[i];
		if (p->from_file && !encrypted) {
			load_from_file(o, p, last, l);
			return;
		}
		const char *from = p->entry ? p->p : o->text.data + p->at;
		l->v[l->n++] = (struct iovec){ (void *)from, p->n };
	}
	l->file = o->file;
	l->offset = o->offset;
	l->left = o->left;
	l->last = last;
}

/* The file of an entry ends too early: what is left of it comes from memory. */
static bool leave_file(struct send_queue *o)
{
	struct piece *p = o->first < o->count ? &o->pieces[o->first] : NULL;
	bool from_file = p && p->from_file;
	if (from_file)
		p->from_file = false;
	return from_file;
}

static void empty(struct send_queue *o)
{
	o->first = o->count = 0;
	if (o->text.data)
		buf_reset(&o->text);
	if (o->file >= 0)
		close(o->file);
	o->file = -1;
}

enum io_result send_queue_send(struct send_queue *o, struct io *io, bool last, uint64_t *sent)
{
	*sent = 0;
	do {
		struct io_load l;
		size_t n;
		load(o, io->ssl != NULL, last, &l);
		enum io_result r = io_send(io, &l, &n);
		advance(o, n);
		*sent += n;
		if (r == IO_EOF && leave_file(o))
			continue;
		if (r != IO_DONE)
			return r;
	} while (send_queue_pending(o) && *sent < TURN_MAX);
	if (send_queue_pending(o))
		return IO_WANT_READ;
	empty(o);
	return IO_DONE;
}
