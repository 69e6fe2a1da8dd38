/*
 * export_file: stat(2).
 */
#include "daemon/export_file.h"

#include <sys/stat.h>

#include "base/file.h"

bool export_file_stamp(const char *path, struct file_stamp *out)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return false;
	*out = (struct file_stamp){ st.st_size, file_time_ns(st.st_mtim), file_time_ns(st.st_ctim),
		st.st_ino };
	return true;
}

bool export_file_same(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns &&
	       a->inode == b->inode;
}
