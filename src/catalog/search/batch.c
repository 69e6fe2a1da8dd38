/*
 * batch: buffers are kept for the next texts, unless one was long.
 */
#include "catalog/search/batch.h"

#include <stdlib.h>

#include "catalog/attached.h"
#include "catalog/search/ahead.h"
#include "catalog/search/body_lines.h"
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

static void empty(struct buf *b)
{
	size_t max = b->max;

	if (b->cap <= KEPT) {
		buf_reset(b);
		return;
	}
	buf_release(b);
	buf_init(b, max);
}

struct batches *batches_new(const char *languages)
{
	struct batches *b = xcalloc(1, sizeof *b);

	b->languages = xstrdup(languages);
	b->done = &b->pair[0];
	b->next = &b->pair[1];
	for (size_t i = 0; i < 2 * BATCH_FILES; i++) {
		struct batch_text *t = &b->pair[i / BATCH_FILES].v[i % BATCH_FILES];
		buf_init(&t->body, DOCUMENT_MAX * 2);
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
		buf_release(&t->body);
		columns_release(&t->columns);
		columns_release(&t->lists);
	}
	for (size_t i = 0; i < POOL_MAX; i++) {
		stemmer_free(b->stemmers[i]);
		vocabulary_free(b->vocabularies[i]);
	}
	free(b->languages);
	free(b);
}

void batches_list(struct batches *b, size_t thread, size_t number)
{
	struct batch_text *t = &b->next->v[number];

	if (!b->stemmers[thread]) {
		b->stemmers[thread] = stemmer_new(b->languages);
		b->vocabularies[thread] = vocabulary_new();
	}
	body_lines_add(buf_str(&t->body), &t->columns.v[BODY], &t->columns.v[NOTES]);
	for (size_t i = 0; i < COLUMNS && t->found; i++) {
		struct buf *list = &t->lists.v[i], *text = &t->columns.v[i];
		bool fits = ahead_write(b->stemmers[thread], buf_str(text), b->vocabularies[thread], list);
		t->texts[i] = fits ? list->data : text->data;
	}
}

void batches_turn(struct batches *b)
{
	struct batch *listed = b->next;

	for (size_t i = 0; i < b->done->n; i++) {
		empty(&b->done->v[i].body);
		for (size_t c = 0; c < COLUMNS; c++) {
			empty(&b->done->v[i].columns.v[c]);
			empty(&b->done->v[i].lists.v[c]);
		}
	}
	b->done->n = 0;
	b->next = b->done;
	b->done = listed;
}

bool batches_write_words(struct batches *b, struct db *db, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < POOL_MAX; i++)
		ok = !b->vocabularies[i] || vocabulary_write(b->vocabularies[i], db, err);
	return ok;
}
