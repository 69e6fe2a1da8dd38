/*
 * shown: a file with a host in each line. It is the supervisor's alone.
 */
#include "daemon/shown.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"

enum { RECORD_MAX = 1 << 16 };

static void name_record(const struct config *c, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/certificates.shown", c->state);
}

static bool is_in(struct str record, const char *host)
{
	struct str line;
	while (str_next_line(&record, &line))
		if (str_is_nocase(line, host))
			return true;
	return false;
}

/* Appends the record; one that is not there is empty. */
static bool read_record(const struct config *c, struct buf *out, struct err *err)
{
	char path[PATH_MAX];
	name_record(c, path);
	return access(path, F_OK) != 0 || file_read(AT_FDCWD, path, RECORD_MAX, out, err);
}

bool shown_has(const struct config *c)
{
	struct buf record;
	struct err ignored;
	buf_init(&record, RECORD_MAX);
	bool has = read_record(c, &record, &ignored) && is_in(buf_str(&record), c->site.host);
	buf_release(&record);
	return has;
}

bool shown_note(const struct config *c, struct err *err)
{
	struct buf record;
	char path[PATH_MAX];
	buf_init(&record, 2 * RECORD_MAX);
	name_record(c, path);
	/* A folder that somebody took away is not made here: the publisher has to see that it went. */
	bool ok = (access(c->state, F_OK) == 0 || err_errno(err, "%s", c->state)) &&
	          read_record(c, &record, err);
	if (ok && !is_in(buf_str(&record), c->site.host)) {
		buf_printf(&record, "%s\n", c->site.host);
		ok = file_replace(AT_FDCWD, path, buf_str(&record), 0644, err) != FILE_FAILED;
	}
	buf_release(&record);
	return ok;
}
