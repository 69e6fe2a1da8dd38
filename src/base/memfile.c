/*
 * memfile: memfd_create(2), mapped and sealed.
 */
#include "base/memfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Debian's headers lack it. Without it a kernel since 6.3 logs that the program did not say whether it runs code from there. */
#define NO_CODE 0x0008U /* MFD_NOEXEC_SEAL */

static int create(const char *name)
{
	int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | NO_CODE);
	return fd >= 0 || errno != EINVAL ? fd : memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

static bool map(struct memfile *m)
{
	void *p = mmap(NULL, m->n, m->writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, m->fd, 0);
	m->bytes = p == MAP_FAILED ? NULL : p;
	return m->bytes != NULL;
}

static void seal(const struct memfile *m, enum memfile_kind kind)
{
	fcntl(m->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
	if (kind != MEMFILE_SHARED)
		fcntl(m->fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE);
	fcntl(m->fd, F_ADD_SEALS, F_SEAL_SEAL);
}

bool memfile_new(struct memfile *m, const char *name, size_t n, enum memfile_kind kind, struct err *err)
{
	*m = (struct memfile){ .fd = create(name), .n = n, .writable = true };
	if (m->fd < 0 || ftruncate(m->fd, (off_t)n) != 0 || !map(m)) {
		err_errno(err, "cannot make the memory \"%s\"", name);
		memfile_release(m);
		return false;
	}
	m->secret = kind == MEMFILE_SECRET;
	if (m->secret) {
		madvise(m->bytes, n, MADV_DONTDUMP);
		mlock(m->bytes, n);
	}
	seal(m, kind);
	return true;
}

bool memfile_open(struct memfile *m, int fd, bool writable, struct err *err)
{
	struct stat st;
	*m = (struct memfile){ .fd = fd, .writable = writable };
	bool ok = fstat(fd, &st) == 0;
	m->n = ok ? (size_t)st.st_size : 0;
	ok = ok && map(m);
	if (!ok)
		err_errno(err, "cannot see the memory of another process");
	else
		madvise(m->bytes, m->n, MADV_DONTDUMP);
	if (fd >= 0)
		close(fd);
	m->fd = -1;
	return ok;
}

void memfile_release(struct memfile *m)
{
	if (m->bytes && m->secret)
		explicit_bzero(m->bytes, m->n);
	if (m->bytes)
		munmap(m->bytes, m->n);
	if (m->fd >= 0)
		close(m->fd);
	*m = (struct memfile){ .fd = -1 };
}
