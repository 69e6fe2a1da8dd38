/*
 * lock: flock(2) on a file that stays.
 */
#include "catalog/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/arena.h"

int lock_take(const char *folder, struct err *err)
{
	struct arena a = { 0 };
	const char *path = arena_printf(&a, "%s/lock", folder);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);

	if (fd < 0) {
		err_errno(err, "cannot open %s", path);
	} else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		err_set(err, "%s is in use: another jarchy publishes into it", folder);
		close(fd);
		fd = -1;
	}
	arena_release(&a);
	return fd;
}
