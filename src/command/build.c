/*
 * build: one pass of the compiler, and the search index to its end.
 */
#include "command/build.h"

#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "publish/compile.h"
#include "publish/pictures.h"

/* About as many files as were read are not in the index yet. */
static bool index_all(struct compiler *c, size_t files, struct err *err)
{
	bool left = true;
	progress_step(c->progress, PROGRESS_INDEXING, files);
	for (size_t done = 0; left; progress_at(c->progress, done < files ? done : files)) {
		if (!compile_index(c, COMPILE_INDEX_MANY, &left, err))
			return false;
		done += COMPILE_INDEX_MANY;
	}
	return true;
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

start_pictures *build_pictures;

/* All pictures are waited for: no later pass would take them. */
static void begin_pictures(struct compiler *c, const struct config *config, int *socket)
{
	*socket = build_pictures ? build_pictures(config) : -1;
	c->pictures = *socket >= 0 ? pictures_new(*socket) : NULL;
	c->patience = -1;
}

static void end_pictures(struct compiler *c, int socket)
{
	pictures_free(c->pictures);
	c->pictures = NULL;
	if (socket >= 0)
		close(socket);
}

/*
 * One pass; where a text offers a picture in full size, which is known only then, another one takes it.
 */
static bool pass(struct compiler *c, struct compile_report *r, struct err *err)
{
	struct arena a = { 0 };
	const char **paths;
	size_t n;
	struct compile_report more;
	if (!compile_run(c, time(NULL), r, err))
		return false;
	if (!c->pictures)
		return true;
	pictures_wait(c->pictures, -1);
	pictures_turn(c->pictures, &a, &paths, &n);
	bool ok = !n || compile_paths(c, paths, n, time(NULL), &more, err);
	if (n)
		compile_report_release(&more);
	arena_release(&a);
	return ok;
}

/* So that each item is indexed once. */
static bool read_words(struct compiler *c, struct err *err)
{
	bool awaited = true;
	for (size_t done = 0; awaited; done++) {
		if (!compile_words(c, &awaited, err))
			return false;
		if (awaited && !done)
			progress_step(c->progress, PROGRESS_ATTACHMENTS, 0);
		if (done)
			progress_at(c->progress, done);
		if (awaited)
			pictures_wait_for_words(c->pictures, -1, -1);
	}
	return true;
}

static bool run(struct compiler *c, struct compile_report *r, struct problems *all, struct err *err)
{
	if (!pass(c, r, err) || !compile_settle(c, err) || !read_words(c, err) || !index_all(c, r->read, err))
		return false;
	problems_append(all, &r->names);
	return writer_problems(c->writer, all, err);
}

int build_run(const struct config *config, bool quiet)
{
	struct compiler c;
	int pictures = -1;
	struct progress progress;
	struct err err;
	int status = COMMAND_FAILED;
	progress_init(&progress, STDERR_FILENO, clock_ms);
	if (config->follower) {
		err_set(&err, "this machine is a follower and publishes what the origin exports: run it "
		              "there, or set role "
		              "= \"origin\" here");
		log_error("%s", err.text);
		return status;
	}
	if (!become_user(config, &err)) {
		log_error("%s", err.text);
		return status;
	}
	if (compiler_open(&c, config, false, &err)) {
		struct compile_report r;
		struct problems all;
		problems_init(&all);
		c.progress = &progress;
		begin_pictures(&c, config, &pictures);
		bool good = run(&c, &r, &all, &err);
		progress_end(&progress);
		end_pictures(&c, pictures);
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
