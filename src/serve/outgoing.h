/*
 * outgoing: what one connection still has to send, in order.
 *
 * Short texts are copied and lie together; bodies of cached answers are referenced; one open
 * file may stand at the end. A pipelined batch of answers leaves in one write.
 */
#ifndef JARCHY_SERVE_OUTGOING_H
#define JARCHY_SERVE_OUTGOING_H

#include "answer/cache.h"
#include "serve/io.h"

struct piece {
	struct cached *entry; /* held; NULL: a part of `text` */
	const char *p;        /* of the entry */
	size_t at, n;         /* `at` in text */
};

struct outgoing {
	struct buf text;
	struct piece *pieces;
	size_t first, count, cap;
	int file; /* owned; -1: none */
	uint64_t offset, left;
};

void outgoing_init(struct outgoing *o);
void outgoing_release(struct outgoing *o);
/* Gives memory back once nothing is left to send. */
void outgoing_rest(struct outgoing *o);

/* Whether one more answer fits. */
bool outgoing_room(const struct outgoing *o);
bool outgoing_pending(const struct outgoing *o);

/* Where to write text that is sent next; outgoing_text_end counts it. */
struct buf *outgoing_text(struct outgoing *o);
void outgoing_text_end(struct outgoing *o);
void outgoing_add_cached(struct outgoing *o, struct cached *entry, const char *p, size_t n);
/* Takes the descriptor; nothing can be added behind it. */
void outgoing_add_file_take(struct outgoing *o, int fd, uint64_t offset, uint64_t n);

/* IO_DONE: everything was sent. IO_WANT_READ: enough for one turn, though the socket would take more. */
enum io_result outgoing_send(struct outgoing *o, struct io *io, bool last, uint64_t *sent);

#endif
