/*
 * backup: what may be replaced by what is decided in catalog/backup.h; here it is asked for and told of.
 */
#include "command/backup.h"

#include <stdio.h>

#include "base/log.h"
#include "catalog/backup.h"

static void print_summary(const char *file, const struct facts_summary *s)
{
	message_print(stdout, "%s: ids: %lld, positions in feeds: %lld, changes: %lld\n", file,
	    (long long)s->ids, (long long)s->positions, (long long)s->stamp.changes);
}

/* --- backup ------------------------------------------------------------------------- */

static int run_backup(struct config *c, const struct command_line *line)
{
	struct facts_summary made;
	struct err err;
	if (line->word_count != 1)
		return command_usage_error(line, "name one file: the backup");
	if (!backup_make(c->state, line->words[0], &made, &err)) {
		log_error("%s", err.text);
		return COMMAND_FAILED;
	}
	if (!line->quiet)
		print_summary(line->words[0], &made);
	return COMMAND_GOOD;
}

const struct command backup_command = {
	.name = "backup",
	.arguments = MESSAGE("FILE"),
	.summary = MESSAGE("copy to a file what cannot be made again"),
	.notes = MESSAGE(
	    "The file has the ids that readers were given, the order of each feed, what was deleted, and\n"
	    "how many subscribers feed services named. The site may be served meanwhile. An existing file\n"
	    "is replaced only if it is an older backup of the same site. Keep the content, the certificates\n"
	    "and the configuration beside it: they are not in it."),
	.run = run_backup,
};

/* --- restore ------------------------------------------------------------------------ */

struct restore_values {
	bool force;
};

static const struct option options[] = {
	OPT_FLAG(struct restore_values, force, "force", 0,
	    "restore even if the backup lacks something that readers were given"),
	OPT_END,
};

static int run_restore(struct config *c, const struct command_line *line)
{
	const struct restore_values *v = line->values;
	struct facts_summary backup;
	struct buf image = { 0 };
	struct err err;
	bool kept = false;
	if (line->word_count != 1)
		return command_usage_error(line, "name one file: the backup");
	/* The file may be root's alone to read. */
	bool ok = backup_read(line->words[0], &image, &backup, &err) &&
	          user_become_for(&c->user, c->state, &err) &&
	          backup_restore(c->state, &image, v->force, &kept, &err);
	buf_release(&image);
	if (!ok) {
		log_error("%s; nothing was changed", err.text);
		return COMMAND_FAILED;
	}
	if (!line->quiet)
		print_summary(line->words[0], &backup);
	if (kept)
		log_info("what was there is kept as %s/facts.db.replaced", c->state);
	return COMMAND_GOOD;
}

const struct command restore_command = {
	.name = "restore",
	.arguments = MESSAGE("FILE"),
	.summary = MESSAGE("restore a backup"),
	.options = options,
	.values_size = sizeof(struct restore_values),
	.notes = MESSAGE(
	    "Refused while jarchy publishes, and if the backup lacks ids or positions that readers were\n"
	    "given here. The old file is kept as facts.db.replaced. The next start makes the catalogue\n"
	    "and the feeds from the backup and the content."),
	.run = run_restore,
};
