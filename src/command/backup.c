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
		return command_usage_error(line, "say one file: the backup");
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
	.summary = MESSAGE("copy what cannot be made again into a file"),
	.notes = MESSAGE(
	    "That is: which ids readers were given, the order of each feed, what vanished, how many\n"
	    "subscribers services named. The site may be served meanwhile. A file that is there is\n"
	    "replaced only when it is an older backup of the same site. Keep the content,\n"
	    "the certificates and the configuration beside it: they are not in it."),
	.run = run_backup,
};

/* --- restore ------------------------------------------------------------------------ */

struct restore_values {
	bool force;
};

static const struct option options[] = {
	OPT_FLAG(struct restore_values, force, "force", 0,
	    "also when something that readers were given is not in the backup"),
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
		return command_usage_error(line, "say one file: the backup");
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
	.summary = MESSAGE("put a backup in its place"),
	.options = options,
	.values_size = sizeof(struct restore_values),
	.notes = MESSAGE(
	    "Refused while jarchy publishes, and when ids or positions that readers were given here are\n"
	    "not in the backup. What was there is kept as facts.db.replaced. The next start makes the\n"
	    "catalogue and the feeds of it and the content."),
	.run = run_restore,
};
