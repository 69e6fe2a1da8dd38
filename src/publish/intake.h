/*
 * intake: takes the changed files of a scan into the catalogue.
 *
 * They are read and parsed on all cores, a batch at a time, and put into the catalogue by one thread in the
 * order of the scan: the same files give the same rows on any machine, and memory is bounded by a batch.
 */
#ifndef JARCHY_PUBLISH_INTAKE_H
#define JARCHY_PUBLISH_INTAKE_H

#include "catalog/writer.h"
#include "publish/pictures.h"
#include "publish/progress.h"

struct intake {
	const struct scan *scan;
	int content_fd;
	const struct file_types *types;
	struct writer *writer;     /* between writer_begin and writer_commit */
	int64_t now;               /* what vanished meanwhile vanished at this instant */
	struct problems *problems; /* gets what is wrong with the files read */
	size_t read;               /* counts the files that had changed */
	struct progress *progress; /* told of every batch; may be NULL */
	/*
	 * Pictures are asked for here, and put when there is an answer; texts wait for those beside them.
	 * NULL, as for a check: what the heads of the files say is believed.
	 */
	struct pictures *pictures;
	/*
	 * Nothing is there yet that could be kept meanwhile: answers are waited for so long (ms, -1:
	 * all), then nothing waits.
	 */
	bool all_new;
	int64_t patience;
	/*
	 * Of a follower: every file of the scan is to be read, and has to have the digest that is
	 * written there. Nothing is kept of one that has another one by now, or that this program
	 * refuses: that ends it, and `unfit` is its path.
	 */
	bool follows;
	const char *unfit;
	bool unready; /* copies of a picture are not made yet: try again after the next answer */
};

/*
 * False when the catalogue fails; a file that is wrong is a problem, one that vanished after the scan is
 * dropped.
 */
/*
 * Asks for the pictures of a follower's scan; false: some are not made yet, and intake_run would
 * fail. Needs no change.
 */
bool intake_is_ready(struct intake *in);

bool intake_run(struct intake *in, struct err *err);

#endif
