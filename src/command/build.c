/*
 * build: one pass of the compiler, and the search index to its end.
 */
#include "command/build.h"

#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "publish/compile.h"

/* About as many files as were read are not in the index yet. */
static bool index_all(struct compiler *c, size_t files, struct err *err)
{
	bool left = true;
	progress_step(c->progress, "indexing for search", "files", files);
	for (size_t done = 0; left; progress_at(c->progress, done < files ? done : files)) {
		if (!compile_index(c, &left, err))
			return false;
		done += COMPILE_INDEX_STEP;
	}
	return true;
}

static bool run(struct compiler *c, struct compile_report *r, struct problems *all, struct err *err)
{
	if (!compile_run(c, time(NULL), r, err) || !index_all(c, r->read, err))
		return false;
	problems_append(all, &r->names);
	return writer_problems(c->writer, all, err);
}

static int finish(const struct config *c, bool quiet, const struct compile_report *r, struct problems *all)
{
	compile_print_problems(c, all);
	if (!quiet)
		message_print(stdout,
		    "files: %zu, read: %zu, errors: %zu; feeds written: %u, unchanged: %u, removed: %u\n",
		    r->files, r->read, all->errors, r->feeds.written, r->feeds.unchanged, r->feeds.removed);
	return all->errors ? COMMAND_FAULTY : COMMAND_GOOD;
}

/* What is built belongs to whom `serve` runs as. */
static bool become_user(const struct config *config, struct err *err)
{
	const struct user *u = &config->user;
	return user_check(u, err) && user_make_folder(u, config->state, err) &&
	       user_make_folder(u, config->feeds, err) && user_become(u, err);
}

int build_run(const struct config *config, bool quiet)
{
	struct compiler c;
	struct progress progress;
	struct err err;
	int status = COMMAND_FAILED;
	progress_init(&progress, STDERR_FILENO, clock_ms);
	if (!become_user(config, &err)) {
		log_error("%s", err.text);
		return status;
	}
	if (compiler_open(&c, config, false, &err)) {
		struct compile_report r;
		struct problems all;
		problems_init(&all);
		c.progress = &progress;
		bool good = run(&c, &r, &all, &err);
		progress_end(&progress);
		if (good)
			status = finish(config, quiet, &r, &all);
		problems_release(&all);
		compile_report_release(&r);
	}
	if (status == COMMAND_FAILED)
		log_error("%s", err.text);
	compiler_close(&c);
	return status;
}

/* --- the command --------------------------------------------------------------------- */

static int run_build(struct config *c, const struct command_line *line)
{
	/* No later look would end it. */
	c->grace = 0;
	return build_run(c, line->quiet);
}

const struct command build_command = {
	.name = "build",
	.arguments = "",
	.summary = MESSAGE("publish once: write the catalogue and the feeds"),
	.notes = MESSAGE(
	    "Exits with 1 if a content file has an error; the other files are published. A deleted file is\n"
	    "gone at once."),
	.run = run_build,
};
