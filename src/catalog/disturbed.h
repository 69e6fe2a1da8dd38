/*
 * disturbed: whether somebody else removed, replaced or wrote into the files that a writer has open.
 *
 * Private to catalog/. SQLite goes on with what it has open, so what is committed then would be lost with it.
 */
#ifndef JARCHY_CATALOG_DISTURBED_H
#define JARCHY_CATALOG_DISTURBED_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum watched {
	WATCHED_LOCK,
	WATCHED_FACTS,
	WATCHED_FACTS_WAL,
	WATCHED_CATALOGUE,
	WATCHED_CATALOGUE_WAL,
	WATCHED_COUNT
};

struct watched_file {
	dev_t device;
	ino_t inode; /* 0: it was not there */
	int64_t size, mtime_ns;
};

/* Notes how they are, while nothing is under way. A catalogue that has no name yet is left out. */
void disturbed_note(struct watched_file *files, const char *folder, bool catalogue);

/*
 * The first from `from` to before `to` to which something was done since: its name in the folder, or NULL. *in_place: the file is the
 * same, but another process wrote into it.
 */
const char *disturbed_find(
    const struct watched_file *files, const char *folder, enum watched from, enum watched to, bool *in_place);

#endif
