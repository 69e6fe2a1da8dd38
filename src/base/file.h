/*
 * file: reading whole small files, and replacing files so that no reader sees half of one.
 */
#ifndef JARCHY_BASE_FILE_H
#define JARCHY_BASE_FILE_H

#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the file to out; fails when it is over max bytes or cannot be read. dirfd as in openat. */
bool file_read(int dirfd, const char *path, size_t max, struct buf *out, struct err *err);

/* The same of the first max bytes: a larger file is no failure. */
bool file_read_head(int dirfd, const char *path, size_t max, struct buf *out, struct err *err);

/* All of the bytes, in as many writes as it takes. False and errno on failure: some of them may be there. */
bool file_write_all(int fd, struct str bytes);

/*
 * Whether the file is there, no symbolic link, and has exactly these bytes. No more of it is read than tells:
 * nothing of one that has another size.
 */
bool file_holds(int dirfd, const char *path, struct str bytes);

enum file_change { FILE_FAILED, FILE_SAME, FILE_WRITTEN };
/*
 * Makes dir/path contain exactly these bytes: nothing is touched when it does already; else temporary file
 * beside it, fsync, rename, fsync of its folder, each step checked; missing folders below dirfd are made
 * (0755). `mode` is the file's; its time is that of file_date_after.
 */
enum file_change file_replace(int dirfd, const char *path, struct str bytes, unsigned mode, struct err *err);

/*
 * Gives a file that was just written a time at least a second after that of the file that it will replace,
 * if there is one. So a comparison of whole seconds shows each change, also when two came within a second or
 * when the clock was set back between them. The time may be in the future then. False and errno on failure.
 */
bool file_date_after(int fd, int dirfd, const char *path);

/* Its time of writing becomes this second since 1970. False and errno on failure. */
bool file_set_time(int fd, int64_t at);
/* The same of a file below dirfd, unless it has that time; a link is not followed. */
bool file_keep_time(int dirfd, const char *path, int64_t at);

/*
 * A file's time in nanoseconds since 1970; of what lies beyond the years 1677 to 2262, the nearest that can
 * be said.
 */
int64_t file_time_ns(struct timespec t);

/*
 * A number of the hash so far and of what stat(2) says of the file at this path: another one when it is
 * changed, comes or goes, or a link leads to another.
 */
uint64_t file_stamp(uint64_t hash, const char *path);

/* Makes the folder and its parents (0755); one that exists is fine. */
bool file_make_dirs(int dirfd, const char *path, struct err *err);

/*
 * Opens a file for reading below dirfd: no symbolic link, no "..", nothing
 * outside (openat2 with RESOLVE_BENEATH where the kernel has it). -1 and errno on failure.
 */
int file_open_beneath(int dirfd, const char *path);
/* The same, but symbolic links that stay below dirfd are followed (where the kernel has openat2). */
int file_follow_beneath(int dirfd, const char *path);
/*
 * openat2(2), which cannot tell that a link with ".." stays below dirfd while anything is renamed, on any
 * file system: then once more, but not for ever. flags of open(2), resolve of openat2. -1 and errno on
 * failure.
 */
int file_open_resolved(int dirfd, const char *path, uint64_t flags, uint64_t resolve);

#endif
