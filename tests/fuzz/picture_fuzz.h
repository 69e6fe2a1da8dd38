/* A file in memory, for the targets of pictures. */
#ifndef TESTS_FUZZ_PICTURE_FUZZ_H
#define TESTS_FUZZ_PICTURE_FUZZ_H

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"

/* Empty, at its beginning; the same one each time for each number. */
static inline int picture_file(unsigned number)
{
	static int files[3] = { -1, -1, -1 };
	if (files[number] < 0)
		files[number] = memfd_create("picture", MFD_CLOEXEC);
	if (ftruncate(files[number], 0) < 0 || lseek(files[number], 0, SEEK_SET) < 0)
		abort();
	return files[number];
}

static inline int picture_file_of(const uint8_t *data, size_t size)
{
	int fd = picture_file(0);
	if (!file_write_all(fd, (struct str){ (const char *)data, size }))
		abort();
	return fd;
}

#endif
