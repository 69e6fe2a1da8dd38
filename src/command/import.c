/*
 * import: reads each file that is named, and has what is in it written.
 */
#include "command/import.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"
#include "base/log.h"
#include "command/new.h"
#include "import/site.h"
#include "import/web.h"

static bool is_directory(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Ends what is fetched, not what is written. */
static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	stop = number;
}

/* `address`: it was named by the operator, unlike those that a file leads to. */
static bool begin_fetching(struct importing *r, bool address, struct err *err)
{
	struct sigaction act = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };
	if (!r->fetch) {
		stop = 0;
		sigaction(SIGINT, &act, NULL);
		sigaction(SIGTERM, &act, NULL);
		r->fetch = fetch_new(&stop, err);
	}
	if (r->fetch)
		fetch_source(r->fetch, address, r->options->intranet);
	return r->fetch != NULL;
}

static bool is_known(void *user, const char *id)
{
	const struct importing *r = user;
	return import_index_find(&r->index, INDEX_ID, id) != NULL;
}

static bool import_from_web(struct importing *r, const char *url, struct err *err)
{
	const struct import_options *o = r->options;
	struct web_options web = { .pages = o->pages ? o->pages : WEB_PAGES_USUAL, .known = is_known };
	r->source = url;
	if (!begin_fetching(r, true, err))
		return false;
	web.fetch = r->fetch;
	return import_web(url, &web, importing_take, r, err);
}

static bool import_file(struct importing *r, const char *file, struct err *err)
{
	struct buf bytes;
	if (import_is_web(file))
		return import_from_web(r, file, err);
	if (r->options->fetch && !begin_fetching(r, false, err))
		return false;
	if (is_directory(file)) {
		r->source = file;
		return import_site(file, r->options->now, importing_take, r, err) ||
		       err_prefix(err, "%s", file);
	}
	buf_init(&bytes, IMPORT_EXPORT_MAX);
	r->source = file;
	bool good = file_read(AT_FDCWD, file, IMPORT_EXPORT_MAX, &bytes, err);
	if (good && !import_each(buf_str(&bytes), importing_take, r, err))
		good = err_prefix(err, "%s", file);
	buf_release(&bytes);
	return good;
}

int import_run(const struct config *c, const struct import_options *o)
{
	struct importing r;
	size_t failed = 0;
	struct err err;
	if (o->project && !new_check_project(o->project, &err)) {
		log_error("%s", err.text);
		return COMMAND_FAILED;
	}
	if (!importing_begin(&r, c, o, &err)) {
		log_error("%s", err.text);
		importing_release(&r);
		return COMMAND_FAILED;
	}
	for (size_t i = 0; i < o->file_count; i++) {
		if (import_file(&r, o->files[i], &err))
			continue;
		log_error("%s", err.text);
		failed++;
	}
	bool ended = importing_end(&r, &err);
	if (!ended)
		log_error("%s", err.text);
	bool some = r.done > 0 || failed < o->file_count;
	importing_release(&r);
	return !failed && ended ? COMMAND_GOOD : some && ended ? COMMAND_FAULTY : COMMAND_FAILED;
}

/* --- the command --------------------------------------------------------------------- */

struct import_values {
	const char *project, *lang, *report;
	long pages;
	bool dry_run, draft, publish, fetch, intranet;
};

static const struct option options[] = {
	OPT_TEXT(struct import_values, project, "project", 0, "SLUG",
	    "the items' project (default: that of the source's section, or \"imported\")"),
	OPT_TEXT(struct import_values, lang, "lang", 0, "TAG", "their language, instead of a guess"),
	OPT_FLAG(struct import_values, draft, "draft", 0, "make every item a draft"),
	OPT_FLAG(struct import_values, publish, "publish", 0,
	    "publish also what is in doubt; never what was not public"),
	OPT_FLAG(struct import_values, dry_run, "dry-run", 0, "show what would be written"),
	OPT_TEXT(struct import_values, report, "report", 0, "FILE",
	    "write all that was left out or is in doubt to it"),
	OPT_FLAG(struct import_values, fetch, "fetch", 0,
	    "fetch the pictures and files on the web that items link to"),
	OPT_FLAG(struct import_values, intranet, "intranet", 0,
	    "fetch from private networks too, whatever the source"),
	OPT_NUMBER(struct import_values, pages, "pages", 0, "N", 1, WEB_PAGES_MAX,
	    "how many pages of a website are fetched (default: 1000)"),
	OPT_END,
};

static int run_import(struct config *c, const struct command_line *line)
{
	const struct import_values *v = line->values;
	struct import_options o = { .dry_run = v->dry_run,
		.draft = v->draft,
		.publish = v->publish,
		.report = v->report,
		.fetch = v->fetch,
		.intranet = v->intranet,
		.pages = (size_t)v->pages,
		.project = v->project,
		.lang = v->lang ? site_lang(&c->site, str_of(v->lang)) : NULL,
		.files = line->words,
		.file_count = line->word_count,
		.now = time(NULL) };
	if (!line->word_count)
		return command_usage_error(line, "name the files: exports of WordPress, feeds, HTML pages, "
		                                 "documents of Word or LibreOffice, plain text, "
		                                 ""
		                                 "directories or addresses of sites");
	if (v->lang && !o.lang)
		return command_usage_error(line, "--lang \"%s\" is not one of the site's languages", v->lang);
	if (v->draft && v->publish)
		return command_usage_error(line, "--draft and --publish are opposites: take one of them");
	return import_run(c, &o);
}

const struct command import_command = {
	.name = "import",
	.arguments = MESSAGE("FILE|DIRECTORY|ADDRESS ..."),
	.summary = MESSAGE("make content files from sites, exports, feeds, pages, documents and text"),
	.options = options,
	.values_size = sizeof(struct import_values),
	.notes = MESSAGE(
	    "A directory may be a site of Hugo, Jekyll, Zola, Eleventy or Hexo: its sections become\n"
	    "projects. Of a website the feeds are read first, then the pages.\n"
	    "Nothing is overwritten, and what was imported before is left alone. What was not public,\n"
	    "or is in doubt, becomes a draft. Each guess is marked by a line \"# check:\"; check and\n"
	    "status count these."),
	.run = run_import,
};
