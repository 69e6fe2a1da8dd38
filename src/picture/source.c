/*
 * source: one window on the file. It is small after a jump, so that a head here and there costs little,
 * and grows while the reading goes on from where it was.
 */
#include "picture/source.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { JUMP = 64 }; /* bytes that are read after one; also what a reading costs at least */

bool source_open(struct source *s, int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return false;
	if (!S_ISREG(st.st_mode)) {
		errno = EINVAL;
		return false;
	}
	s->fd = fd;
	s->size = (uint64_t)st.st_size;
	s->at = s->n = 0;
	s->left = UINT64_MAX;
	s->spent = s->lost = false;
	return true;
}

bool source_has(const struct source *s, uint64_t at, uint64_t n)
{
	return at <= s->size && n <= s->size - at;
}

/* How much is read at once from there on: at least n. */
static size_t plan(struct source *s, uint64_t at, size_t n)
{
	bool on = s->n && at >= s->at && at <= s->at + s->n;
	uint64_t want = on ? 2 * s->n : JUMP;

	if (want < n)
		want = n;
	if (want > SOURCE_WINDOW)
		want = SOURCE_WINDOW;
	if (want > s->size - at)
		want = s->size - at;
	return want > s->left ? n : (size_t)want;
}

static bool fill(struct source *s, uint64_t at, size_t n)
{
	s->at = at;
	s->n = 0;
	while (s->n < n) {
		ssize_t got = pread(s->fd, s->window + s->n, n - s->n, (off_t)(at + s->n));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			errno = got < 0 ? errno : EIO;
			s->lost = true;
			return false;
		}
		s->n += (size_t)got;
	}
	return true;
}

const unsigned char *source_at(struct source *s, uint64_t at, size_t n)
{
	size_t want;

	if (n > SOURCE_WINDOW || !source_has(s, at, n)) {
		errno = EIO;
		return NULL;
	}
	if (at >= s->at && at - s->at <= s->n && n <= s->n - (at - s->at))
		return s->window + (at - s->at);
	want = plan(s, at, n);
	if ((want < JUMP ? JUMP : want) > s->left) {
		s->spent = true;
		errno = EFBIG;
		return NULL;
	}
	s->left -= want < JUMP ? JUMP : want;
	return fill(s, at, want) ? s->window + (at - s->at) : NULL;
}

bool source_copy(struct source *s, uint64_t at, uint64_t n, int to)
{
	while (n) {
		size_t part = n < SOURCE_WINDOW ? (size_t)n : SOURCE_WINDOW;
		const unsigned char *bytes = source_at(s, at, part);
		if (!bytes || !file_write_all(to, (struct str){ (const char *)bytes, part }))
			return false;
		at += part;
		n -= part;
	}
	return true;
}
