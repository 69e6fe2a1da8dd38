#include "daemon/build.h"

#include <time.h>

#include "base/log.h"
#include "daemon/compile.h"

/* Every problem of the content: of names, and of the files as they were last read. */
static bool collect(struct compiler *c, const struct compile_report *r, struct problems *all, struct err *err)
{
	for (size_t i = 0; i < r->names.n; i++) {
		const struct problem *p = &r->names.v[i];
		problem_add(all, p->severity, p->file, p->line, p->column, p->rule, "%s", p->text);
	}
	return writer_problems(c->writer, all, err);
}

static bool run(
    struct compiler *c, bool check_only, struct compile_report *r, struct problems *all, struct err *err)
{
	return compile_run(c, time(NULL), r, err) && collect(c, r, all, err) &&
	       (!check_only || writer_cross_check(c->writer, c->config->site.tags, all, err));
}

static int finish(
    const struct config *c, bool check_only, bool quiet, const struct compile_report *r, struct problems *all)
{
	compile_print_problems(c, all);
	if (!quiet && check_only)
		printf("%zu files, %zu errors, %zu warnings\n", r->files, all->errors, all->n - all->errors);
	else if (!quiet)
		printf("%zu files, %zu read, %zu errors; feeds: %u written, %u unchanged, %u removed\n",
		    r->files, r->read, all->errors, r->feeds.written, r->feeds.unchanged, r->feeds.removed);
	return all->errors ? 1 : 0;
}

static int run_once(const struct config *config, bool check_only, bool quiet)
{
	struct compiler c;
	struct err err;
	int status = 2;
	if (compiler_open(&c, config, check_only, &err)) {
		struct compile_report r;
		struct problems all;
		problems_init(&all);
		if (run(&c, check_only, &r, &all, &err))
			status = finish(config, check_only, quiet, &r, &all);
		problems_release(&all);
		compile_report_release(&r);
	}
	if (status == 2)
		log_error("%s", err.text);
	compiler_close(&c);
	return status;
}

int build_run(const struct config *c, bool quiet)
{
	return run_once(c, false, quiet);
}

int check_run(const struct config *c, bool quiet)
{
	return run_once(c, true, quiet);
}
