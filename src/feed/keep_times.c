/*
 * keep_times: looks at every document that the facts know; of those that have another time than the
 * facts say the bytes are read.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "feed/publish.h"

/* Whether the document has the bytes that the facts know. */
static bool has_bytes(int dirfd, const char *file, const char *digest)
{
	char now[DIGEST_HEX];
	int fd = openat(dirfd, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool same = fd >= 0 && digest_of_file(fd, now) && strcmp(now, digest) == 0;
	if (fd >= 0)
		close(fd);
	return same;
}

static bool keep_time(void *arg, const char *path, const struct since_mark *m, struct err *err)
{
	int dirfd = *(const int *)arg;
	const char *file = path + 1;
	struct stat st;
	if (fstatat(dirfd, file, &st, AT_SYMLINK_NOFOLLOW) != 0 || st.st_mtim.tv_sec == m->at ||
	    !has_bytes(dirfd, file, m->digest))
		return true;
	return file_keep_time(dirfd, file, m->at) || err_errno(err, "cannot set the time of %s", file);
}

bool feeds_keep_times(struct writer *w, int feeds_dirfd, struct err *err)
{
	return since_each(w, keep_time, &feeds_dirfd, err);
}
