/*
 * words: takes the words of files beside items into the catalogue as the picture process reads them, one file
 * after the other.
 *
 * Nothing waits for them: an item is published, and found by its own text, before. Not for what words are
 * (extract/), nor for when they are indexed (catalog/writer.h).
 */
#ifndef JARCHY_PUBLISH_WORDS_H
#define JARCHY_PUBLISH_WORDS_H

#include "catalog/writer.h"
#include "publish/pictures.h"

/* A zeroed one begins with the first file, and waits for no answer. */
struct words_intake {
	/*
	 * So long answers are waited for together, so that many files are indexed in few changes, unless
	 * there is something to be read from the descriptor `other`.
	 */
	int64_t ms;
	int other;

	int64_t after;                   /* files with smaller numbers were asked for */
	char digest[PICTURE_DIGEST + 1]; /* of the file that was asked for last */
	bool stopped;                    /* the store cannot be written */
};

/*
 * Every file whose words are wanted is asked for once more; the store is tried again if `all` is looked at.
 */
void words_again(struct words_intake *in, bool all);
/*
 * Takes the answers that there are, each in a change of its own, and asks for the next files. *awaited: an
 * answer will come. Outside of a change.
 */
bool words_take(struct words_intake *in, struct writer *w, struct pictures *p, int store_fd, bool *awaited,
    struct err *err);

#endif
