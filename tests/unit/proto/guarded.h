/*
 * guarded: what the tests of every request parser share. A test file defines parse_outcome() for its
 * parser; input is put right before a page that may not be touched, so that reading one byte past
 * the end is a crash.
 */
#ifndef JARCHY_TESTS_PROTO_GUARDED_H
#define JARCHY_TESTS_PROTO_GUARDED_H

#include "unit/support/test.h"

#include <sys/mman.h>
#include <unistd.h>

#include "proto/proto.h"

/* What must not depend on how a request was cut into reads. */
struct outcome {
	enum parse_result result;
	size_t used;
	int status;
	const char *why;
};

enum { GUARDED_MAX = 16384 };

/* Calls the parser and checks that its slices lie in the input. */
static struct outcome parse_outcome(const char *data, size_t len);

/* A copy of the bytes that ends where the inaccessible page begins. */
static inline char *guarded(const char *data, size_t len)
{
	static char *wall;

	if (!wall) {
		size_t page = (size_t)sysconf(_SC_PAGESIZE);
		size_t room = (GUARDED_MAX + page - 1) / page * page;
		char *map = mmap(
		    NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_true(map != MAP_FAILED);
		wall = map + room;
		assert_int_equal(mprotect(wall, page, PROT_NONE), 0);
	}
	assert_true(len <= GUARDED_MAX);
	return len > 0 ? memcpy(wall - len, data, len) : wall;
}

static inline struct outcome parse_guarded(const char *data, size_t len)
{
	return parse_outcome(guarded(data, len), len);
}

static inline void assert_inside(struct str s, const char *data, size_t len)
{
	if (s.n == 0)
		return;
	assert_true((uintptr_t)s.p >= (uintptr_t)data);
	assert_true((uintptr_t)s.p + s.n <= (uintptr_t)data + len);
}

static inline void assert_str(struct str s, const char *expected)
{
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.p, expected, s.n);
}

/* Fed one byte more each time, the first answer other than PARSE_MORE is the answer to the whole. */
static inline struct outcome feed_by_bytes(const char *data, size_t len)
{
	struct outcome whole = parse_guarded(data, len), o = { .result = PARSE_MORE };
	size_t n = 0;

	for (; n <= len && o.result == PARSE_MORE; n++)
		o = parse_guarded(data, n);
	assert_int_equal(o.result, whole.result);
	assert_int_equal(o.status, whole.status);
	assert_int_equal(o.used, whole.used);
	assert_ptr_equal(o.why, whole.why);
	if (whole.result == PARSE_DONE)
		assert_int_equal(n - 1, whole.used);
	return whole;
}

/*
 * The request is complete at its last byte, and each change of one byte gives the same answer in one
 * read and in many.
 */
static inline void try_every_prefix_and_byte(const char *request, size_t len)
{
	char changed[GUARDED_MAX];
	struct outcome o = feed_by_bytes(request, len);

	assert_int_equal(o.result, PARSE_DONE);
	assert_int_equal(o.used, len);
	for (size_t i = 0; i < len; i++) {
		memcpy(changed, request, len);
		for (int c = 0; c < 256; c++) {
			changed[i] = (char)c;
			feed_by_bytes(changed, len);
		}
	}
}

#endif
