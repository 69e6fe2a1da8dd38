/*
 * batch: buffers are kept for the next texts, unless one was long.
 */
#include "catalog/search/batch.h"

#include <stdlib.h>

#include "catalog/attached.h"
#include "catalog/search/ahead.h"
#include "content/document.h"

/* LIST_MAX: bytes of the tokens of a column; KEPT: of a buffer that is kept. */
enum { LIST_MAX = 2 << 20, KEPT = 64 << 10 };

void columns_init(struct columns *c)
{
	for (size_t i = 0; i < COLUMNS; i++)
		buf_init(&c->v[i], i == FILES ? ATTACHED_MAX : DOCUMENT_MAX * 2);
}

void columns_release(struct columns *c)
{
	for (size_t i = 0; i < COLUMNS; i++)
		buf_release(&c->v[i]);
}

static void empty(struct columns *c)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t max = c->v[i].max;
		if (c->v[i].cap <= KEPT) {
			buf_reset(&c->v[i]);
			continue;
		}
		buf_release(&c->v[i]);
		buf_init(&c->v[i], max);
	}
}

struct batches *batches_new(const char *languages)
{
	struct batches *b = xcalloc(1, sizeof *b);

	b->languages = xstrdup(languages);
	b->done = &b->pair[0];
	b->next = &b->pair[1];
	for (size_t i = 0; i < 2 * BATCH_FILES; i++) {
		struct batch_text *t = &b->pair[i / BATCH_FILES].v[i % BATCH_FILES];
		columns_init(&t->columns);
		for (size_t c = 0; c < COLUMNS; c++)
			buf_init(&t->lists.v[c], LIST_MAX);
	}
	return b;
}

void batches_free(struct batches *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < 2 * BATCH_FILES; i++) {
		struct batch_text *t = &b->pair[i / BATCH_FILES].v[i % BATCH_FILES];
		columns_release(&t->columns);
		columns_release(&t->lists);
	}
	for (size_t i = 0; i < POOL_MAX; i++)
		stemmer_free(b->stemmers[i]);
	free(b->languages);
	free(b);
}

void batches_list(struct batches *b, size_t thread, size_t number)
{
	struct batch_text *t = &b->next->v[number];

	if (!b->stemmers[thread])
		b->stemmers[thread] = stemmer_new(b->languages);
	for (size_t i = 0; i < COLUMNS && t->found; i++) {
		struct buf *list = &t->lists.v[i], *text = &t->columns.v[i];
		bool fits = ahead_write(b->stemmers[thread], buf_str(text), list);
		t->texts[i] = fits ? list->data : text->data;
	}
}

void batches_turn(struct batches *b)
{
	struct batch *listed = b->next;

	for (size_t i = 0; i < b->done->n; i++) {
		empty(&b->done->v[i].columns);
		empty(&b->done->v[i].lists);
	}
	b->done->n = 0;
	b->next = b->done;
	b->done = listed;
}
