/*
 * report: what is wrong in a folder of the content, as a text for the editor who opens that folder and
 * sees nothing else.
 *
 * One text for each folder that has something to say; not for where or when it is written
 * (daemon/reporter.c).
 */
#ifndef JARCHY_PUBLISH_REPORT_H
#define JARCHY_PUBLISH_REPORT_H

#include "content/problem.h"
#include "lang/lang.h"

/*
 * In each folder. It begins with "_", so it is never content, and neither are the copies that sync tools
 * make of it.
 */
#define REPORT_FILE "_READ-ME.txt"
enum { REPORT_MAX = 1 << 16 }; /* bytes */

struct folder_report {
	const char *folder; /* below the content directory, "": that itself */
	const struct problem **v;
	size_t n;
};

struct folder_reports {
	struct arena arena;      /* owns the folders and the lists, not the problems */
	struct folder_report *v; /* by folder */
	size_t n;
};

/* Sorts what an editor can mend into folders. `all` must outlive it. */
void folder_reports_make(struct folder_reports *r, const struct problems *all);
void folder_reports_release(struct folder_reports *r);

/*
 * Appends the whole file: UTF-8 with a byte order mark and CRLF, as every editor of Windows reads it.
 * Names of files are those within the folder. out: of REPORT_MAX bytes.
 */
void report_print(const struct folder_report *r, const struct lang *lang, int64_t now, struct buf *out);

/* Whether these are the bytes of a file that report_print wrote, and no person's. */
bool report_is_ours(struct str bytes);
/* Whether two of ours say the same, whenever each was written. */
bool report_same(struct str a, struct str b);

#endif
