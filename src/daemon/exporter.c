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

/* Whether what is there may be replaced. What is no export, or not all of one, may. */
static bool may_replace(struct exporter *e, struct writer *w, struct err *err)
{
	struct export_head there;
	struct buf bytes;
	struct err ignored;
	bool ok = true;
	buf_init(&bytes, HEAD_BYTES);
	if (file_read_head(AT_FDCWD, e->path, HEAD_BYTES, &bytes, &ignored)) {
		enum export_state state = export_read_head(buf_str(&bytes), &there, err);
		ok = state == EXPORT_PART || (state == EXPORT_GOOD && writer_may_replace(w, &there, err));
	}
	buf_release(&bytes);
	return ok;
}

/*
 * own: the file is the one that this process wrote. It is looked at last of all, since another
 * machine may write it too.
 */
static bool replace(struct exporter *e, struct writer *w, bool own, struct err *err)
{
	struct buf bytes;
	char *site = config_common(e->config);
	buf_init(&bytes, EXPORT_BYTES_MAX);
	bool ok = writer_export(w, site, &bytes, err) && (own || may_replace(e, w, err)) &&
	          file_replace(AT_FDCWD, e->path, buf_str(&bytes), 0644, err) != FILE_FAILED;
	buf_release(&bytes);
	free(site);
	return ok;
}

/* Whether the file is as this process left it. */
static bool is_own(const struct exporter *e)
{
	struct file_stamp now;
	return e->number && export_file_stamp(e->path, &now) && export_file_same(&now, &e->wrote);
}

void exporter_run(struct exporter *e, struct writer *w)
{
	struct err err;
	bool own = is_own(e);
	int64_t number = writer_number(w);
	if (own && (number == e->number || number == e->told) && !e->said[0])
		return;
	if (!replace(e, w, own, &err)) {
		say(e, &err);
		return;
	}
	if (e->said[0])
		log_info("%s: the facts are exported again", e->path);
	e->said[0] = 0;
	e->number = number;
	if (!export_file_stamp(e->path, &e->wrote))
		e->number = 0;
}

void exporter_rest(struct exporter *e, const struct writer *w)
{
	e->told = writer_number(w);
}
