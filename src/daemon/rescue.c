/*
 * rescue: memfd_create(2).
 */
#include "daemon/rescue.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

int rescue_new(void)
{
	return memfd_create("jarchy facts", MFD_CLOEXEC);
}

bool rescue_keep(int fd, const struct buf *image, struct err *err)
{
	if (ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 && file_write_all(fd, buf_str(image)))
		return true;
	err_errno(err, "the facts cannot be kept for the next publisher");
	rescue_forget(fd);
	return false;
}

bool rescue_read(int fd, size_t max, struct buf *image, struct err *err)
{
	struct stat st;
	buf_init(image, max);
	if (fd < 0 || fstat(fd, &st) != 0)
		return true;
	for (off_t at = 0; at < st.st_size;) {
		char *to = buf_reserve(image, (size_t)(st.st_size - at));
		ssize_t n = to ? pread(fd, to, (size_t)(st.st_size - at), at) : 0;
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(err, "the facts of the publisher before this one cannot be read");
		buf_commit(image, (size_t)n);
		at += n;
	}
	return true;
}

void rescue_forget(int fd)
{
	int done = fd < 0 ? 0 : ftruncate(fd, 0);
	(void)done;
}
