/*
 * Each decoder through picture_make: whatever the bytes are, what is said of them is what there is in the
 * store.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "picture/make.h"
#include "picture/probe.h"
#include "picture/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

/* What decoders do not free of bad pictures is theirs, and their threads are not for a search for leaks. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

enum { PIXELS_MAX = 1 << 20 }; /* larger ones take too long for many of them */
static char path[] = "/tmp/jarchy-fuzz-XXXXXX";
static int folder = -1;

static void leave(void)
{
	rmdir(path);
}

static void begin(void)
{
	struct err err;
	if (!picture_load(&err) || !mkdtemp(path))
		abort();
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	atexit(leave);
}

static void check(int fd)
{
	const struct picture_job job = { .fd = fd, .folder = folder, .full = true };
	struct picture p, kept;
	struct err err;
	size_t removed;

	picture_make(&job, &p, &err);
	if ((p.state == PICTURE_FAILED || p.state == PICTURE_WAITING) != (p.fault != FAULT_NONE))
		abort();
	if (p.state == PICTURE_READY &&
	    picture_store_read(folder, p.digest, PICTURE_OF_ITEM, &kept, &err) != 1)
		abort();
	if (!picture_store_sweep(folder, NULL, 0, -60, &removed, &err))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture_head head;
	int fd = memfd_create("picture", MFD_CLOEXEC);

	if (folder < 0)
		begin();
	if (fd < 0 || !file_write_all(fd, (struct str){ (const char *)data, size }))
		abort();
	picture_probe(fd, &head);
	if ((uint64_t)head.width * head.height <= PIXELS_MAX)
		check(fd);
	close(fd);
	return 0;
}
