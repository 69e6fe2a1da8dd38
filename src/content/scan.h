/*
 * scan: walks the content directory.
 */
#ifndef JARCHY_CONTENT_SCAN_H
#define JARCHY_CONTENT_SCAN_H

#include <sys/stat.h>

#include "content/name.h"
#include "content/problem.h"

/* What tells whether a file changed since it was last read. */
struct file_stamp {
	int64_t size;
	int64_t mtime_ns, ctime_ns;
	uint64_t inode;
};

struct scanned {
	const char *path; /* below the content directory */
	struct content_name name;
	struct file_stamp stamp;
	/*
	 * Told as an error, because of what else is there: readers who know it keep it, no other sees it
	 * (writer_keep_names).
	 */
	bool refused;
	/*
	 * Of its bytes, in hexadecimal digits; NULL: not known. Of a follower (catalog/follow.h): what
	 * they have to be, and the id that the origin gave the item.
	 */
	const char *digest, *id;
};

struct scan {
	struct arena arena;    /* owns the strings and the folders */
	struct scanned *files; /* owned; content and attachments only, sorted by path */
	size_t file_count;
	const char **folders; /* every folder entered, "" first: for inotify */
	size_t folder_count;
	bool rename;          /* texts are taken whatever they are called: `rename: yes` in the site's file */
	bool partial;         /* only some paths were looked at (scan_paths) */
	const char **missing; /* of these, what is not there any more */
	size_t missing_count;
};

/*
 * Lists everything below dirfd. Files that fit no rule and symbolic links that leave the directory are
 * problems; links inside are followed for files. A file that vanishes meanwhile is left out. False when
 * the directory cannot be read.
 */
bool scan_run(int dirfd, struct scan *out, struct problems *problems, struct err *err);
/*
 * Looks at these files, and at copies of them beside them: paths below dirfd, each once at most, no
 * folders. No folders are listed.
 */
void scan_paths(int dirfd, const char *const *paths, size_t n, struct scan *out, struct problems *problems);
void scan_release(struct scan *s);

#endif
