/*
 * send_queue: what one connection still has to send, in order.
 *
 * Short texts are copied and lie together; bodies of cached answers are referenced, and sent from their file
 * where they have one; one open file may be the last. A pipelined batch of answers leaves in one write.
 * Private to serve/.
 */
#ifndef JARCHY_SERVE_SEND_QUEUE_H
#define JARCHY_SERVE_SEND_QUEUE_H

#include "answer/cache.h"
#include "serve/io.h"

struct piece {
	struct cached *entry; /* held; NULL: a part of `text` */
	const char *p;        /* of the entry */
	bool from_file;       /* of the entry, as far as nothing has to be encrypted */
	size_t at, n;         /* `at` in text */
};

struct send_queue {
	struct buf text;
	struct piece *pieces;
	size_t first, count, cap;
	int file; /* owned; -1: none */
	uint64_t offset, left;
};

void send_queue_init(struct send_queue *o);
void send_queue_release(struct send_queue *o);
/* Gives memory back once nothing is left to send. */
void send_queue_trim(struct send_queue *o);

/* Whether one more answer fits. */
bool send_queue_room(const struct send_queue *o);
bool send_queue_pending(const struct send_queue *o);

/* Where to write text that is sent next; send_queue_text_end counts it. */
struct buf *send_queue_text(struct send_queue *o);
void send_queue_text_end(struct send_queue *o);
/* The whole body of that form of the entry. */
void send_queue_add_cached(struct send_queue *o, struct cached *entry, const struct cache_form *form);
/* Takes the descriptor; nothing can be added after it. */
void send_queue_add_file_take(struct send_queue *o, int fd, uint64_t offset, uint64_t n);

/* IO_DONE: everything was sent. IO_WANT_READ: enough for one turn, though the socket would take more. */
enum io_result send_queue_send(struct send_queue *o, struct io *io, bool last, uint64_t *sent);

#endif
