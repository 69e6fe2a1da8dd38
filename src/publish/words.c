/*
 * words: what the process says is only believed of the file that it was asked for.
 */
#include "publish/words.h"

#include <string.h>

#include "base/clock.h"
#include "picture/words.h"

void words_again(struct words_intake *in, bool all)
{
	in->after = 0;
	in->stopped = in->stopped && !all;
}

static bool keep(struct writer *w, const struct words_owed *of, int store_fd, struct err *err)
{
	struct buf words;
	struct err why;

	buf_init(&words, EXTRACT_TEXT_MAX);
	/* What another program took out of the store is read again another time. */
	bool ok = words_read(store_fd, of->digest, &words, &why) != 1 ||
	          writer_put_words(w, of, words.data, err);
	buf_release(&words);
	return ok;
}

static bool take(struct words_intake *in, struct writer *w, int64_t file, const struct picture *answer,
    int store_fd, struct err *err)
{
	const struct words_owed of = { .file = file, .digest = in->digest };

	in->stopped = in->stopped || (answer->state == PICTURE_WAITING && answer->fault == FAULT_STORE);
	if (answer->state == PICTURE_FAILED)
		return writer_put_words(w, &of, "", err);
	if (answer->state != PICTURE_READY || strcmp(answer->digest, of.digest) != 0)
		return true;
	return keep(w, &of, store_fd, err);
}

static bool ask_next(struct words_intake *in, struct writer *w, struct pictures *p, struct err *err)
{
	struct arena a = { 0 };
	struct words_owed of;

	int found = writer_words_owed(w, in->after, &a, &of, err);
	if (found == 1) {
		in->after = of.file;
		snprintf(in->digest, sizeof in->digest, "%s", of.digest);
		pictures_read(p, of.file, of.path, &of.stamp);
	}
	arena_release(&a);
	return found >= 0;
}

static bool take_and_ask(
    struct words_intake *in, struct writer *w, struct pictures *p, int store_fd, struct err *err)
{
	struct picture answer;
	int64_t file;

	if (pictures_take_words(p, &file, &answer) && !take(in, w, file, &answer, store_fd, err))
		return false;
	return !pictures_can_read(p) || in->stopped || ask_next(in, w, p, err);
}

bool words_take(struct words_intake *in, struct writer *w, struct pictures *p, int store_fd, bool *awaited,
    struct err *err)
{
	int64_t until = clock_ms() + in->ms;

	do {
		if (!take_and_ask(in, w, p, store_fd, err))
			return false;
		*awaited = pictures_reads(p);
	} while (*awaited && clock_ms() < until && pictures_wait_for_words(p, until - clock_ms(), in->other));
	return true;
}
