/*
 * exporter: looks at what is there, then file_replace.
 */
#include "daemon/exporter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "daemon/export_file.h"

enum { HEAD_BYTES = 1 << 17 };

void exporter_init(struct exporter *e, const struct config *config)
{
	*e = (struct exporter){ .config = config, .told = -1 };
	snprintf(e->path, sizeof e->path, "%s/" EXPORT_NAME, config->facts ? config->facts : "");
}

static void say(struct exporter *e, const struct err *err)
{
	if (strcmp(e->said, err->text) != 0)
		log_error("%s: %s", e->path, err->text);
	snprintf(e->said, sizeof e->said, "%s", err->text);
}

static enum export_state read_head(
    struct exporter *e, struct buf *bytes, struct export_head *out, struct err *err)
{
	struct err ignored;
	buf_init(bytes, HEAD_BYTES);
	return file_read_head(AT_FDCWD, e->path, HEAD_BYTES, bytes, &ignored)
	           ? export_read_head(buf_str(bytes), out, err)
	           : EXPORT_PART;
}

/* Whether the file is as this process left it. */
static bool is_own(const struct exporter *e)
{
	struct file_stamp now;
	return e->number && export_file_stamp(e->path, &now) && export_file_same(&now, &e->wrote);
}

/* Whether what is there may be replaced. What is no export, or not all of one, may. */
static bool may_replace(struct exporter *e, struct writer *w, struct err *err)
{
	struct export_head there;
	struct buf bytes;
	if (is_own(e))
		return true;
	enum export_state state = read_head(e, &bytes, &there, err);
	bool ok = state == EXPORT_PART || (state == EXPORT_GOOD && writer_may_replace(w, &there, err));
	buf_release(&bytes);
	return ok;
}

/* What is there is looked at last of all, since another machine may write it too. */
static bool replace(struct exporter *e, struct writer *w, struct err *err)
{
	struct buf bytes;
	char *site = config_common(e->config);
	buf_init(&bytes, EXPORT_BYTES_MAX);
	bool ok = writer_export(w, site, &bytes, err) && may_replace(e, w, err) &&
	          file_replace(AT_FDCWD, e->path, buf_str(&bytes), 0644, err) != FILE_FAILED;
	buf_release(&bytes);
	free(site);
	return ok;
}

/* Remembers the file that was written, unless another machine has written one since. */
static void note_own(struct exporter *e, struct writer *w)
{
	struct export_head there;
	struct buf bytes;
	struct err ignored;
	bool stamped = export_file_stamp(e->path, &e->wrote);
	bool own = read_head(e, &bytes, &there, &ignored) == EXPORT_GOOD &&
	           there.origin.number == writer_number(w) && writer_may_replace(w, &there, &ignored);
	e->number = stamped && own ? there.origin.number : 0;
	buf_release(&bytes);
}

void exporter_run(struct exporter *e, struct writer *w)
{
	struct err err;
	int64_t number = writer_number(w);
	if (is_own(e) && (number == e->number || number == e->told) && !e->said[0])
		return;
	if (!replace(e, w, &err)) {
		say(e, &err);
		return;
	}
	if (e->said[0])
		log_info("%s: the facts are exported again", e->path);
	e->said[0] = 0;
	note_own(e, w);
}

void exporter_rest(struct exporter *e, const struct writer *w)
{
	e->told = writer_number(w);
}
