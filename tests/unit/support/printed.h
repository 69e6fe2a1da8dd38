/*
 * printed: what the code under test writes to standard output and standard error.
 */
#ifndef TESTS_UNIT_SUPPORT_PRINTED_H
#define TESTS_UNIT_SUPPORT_PRINTED_H

#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "unit/support/test.h"

struct printed {
	struct buf out, err; /* of the last time */
	int kept[2], caught[2];
};

static inline void printed_init(struct printed *p)
{
	buf_init(&p->out, 16 << 20);
	buf_init(&p->err, 16 << 20);
}

static inline void printed_release(struct printed *p)
{
	buf_release(&p->out);
	buf_release(&p->err);
}

/* From here on what is printed is caught; nothing may fail before printed_end. */
static inline void printed_begin(struct printed *p)
{
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		p->kept[i] = dup(i + 1);
		p->caught[i] = memfd_create("printed", 0);
		dup2(p->caught[i], i + 1);
	}
}

static inline void printed_end(struct printed *p)
{
	struct buf *const to[] = { &p->out, &p->err };
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		dup2(p->kept[i], i + 1);
		close(p->kept[i]);
		off_t n = lseek(p->caught[i], 0, SEEK_END);
		buf_reset(to[i]);
		assert_int_equal(pread(p->caught[i], buf_reserve(to[i], (size_t)n + 1), (size_t)n, 0), n);
		buf_commit(to[i], (size_t)n);
		buf_add(to[i], "", 0);
		close(p->caught[i]);
	}
}

#endif
