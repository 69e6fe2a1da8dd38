/*
 * batch: texts on their way into the index, and their tokens.
 *
 * Private to catalog/. There are two batches: tokens of one are listed (ahead.h) while the other is put into
 * the index.
 */
#ifndef JARCHY_CATALOG_SEARCH_BATCH_H
#define JARCHY_CATALOG_SEARCH_BATCH_H

#include "base/buf.h"
#include "base/pool.h"
#include "catalog/search/vocabulary.h"
#include "lang/stem.h"

/* Each kind of text in the column that ranking weighs it by (ranking.c). */
enum column { TITLE, SUMMARY, BODY, NOTES, FILES, COLUMNS };
struct columns {
	struct buf v[COLUMNS];
};
void columns_init(struct columns *c);
void columns_release(struct columns *c);

enum { BATCH_FILES = 64 };

/* One file. */
struct batch_text {
	int64_t file;
	bool found;      /* there is something to look for */
	struct buf body; /* what is not read into the columns yet */
	struct columns columns, lists;
	const char *texts[COLUMNS]; /* what the index is given: the list, or a text whose list is too long */
};

struct batch {
	struct batch_text v[BATCH_FILES];
	size_t n;
};

struct batches {
	struct batch pair[2];
	struct batch *done, *next;
	char *languages;
	/* Of each thread, made when it has something to do: vocabularies of what it lists. */
	struct stemmer *stemmers[POOL_MAX];
	struct vocabulary *vocabularies[POOL_MAX];
};

/* Empty ones. languages: as for stemmer_new; copied. */
struct batches *batches_new(const char *languages);
/* NULL is fine. */
void batches_free(struct batches *b);
/* Reads the body of a text of `next`, and lists the tokens of all of its columns. Threads of other numbers may do the same with other texts. */
void batches_list(struct batches *b, size_t thread, size_t number);
/* Empties `done`, and makes it `next`. */
void batches_turn(struct batches *b);
/* Writes the tokens that were listed to the vocabulary, within a change. */
bool batches_write_words(struct batches *b, struct db *db, struct err *err);

#endif
