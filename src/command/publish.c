/*
 * publish: the text without its draft lines is parsed before it is written, so that it is public afterwards.
 */
#include "command/publish.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "command/content_path.h"
#include "content/address.h"
#include "content/document.h"
#include "content/rule.h"
#include "content/undraft.h"
#include "publish/compile.h"

/* A draft on its way. */
struct draft {
	const struct config *config;
	char path[PATH_MAX]; /* below the content directory */
	int content_fd;
	struct content_name name;
	struct buf before, after;
	struct document document; /* of `after` */
	struct problems problems; /* of either */
};

static void draft_init(struct draft *d, const struct config *c)
{
	*d = (struct draft){ .config = c, .content_fd = -1 };
	buf_init(&d->before, DOCUMENT_MAX);
	buf_init(&d->after, DOCUMENT_MAX);
	problems_init(&d->problems);
}

static void draft_release(struct draft *d)
{
	buf_release(&d->before);
	buf_release(&d->after);
	problems_release(&d->problems);
	if (d->content_fd >= 0)
		close(d->content_fd);
}

static bool open_content(struct draft *d, struct err *err)
{
	d->content_fd = open(d->config->content, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return d->content_fd >= 0 || err_errno(err, "content directory \"%s\"", d->config->content);
}

static bool check_name(struct draft *d, struct err *err)
{
	content_name(d->path, &d->name, err);
	if (d->name.role == ROLE_ERROR)
		return err_prefix(err, "%s", d->path);
	if (d->name.role != ROLE_ITEM)
		return err_set(err,
		    "%s is not the text of an item: name a file like PROJECT/2026-11-21-bridge.ru.gmi",
		    d->path);
	if (d->name.office)
		return err_set(err,
		    "%s is a document of a word processor: open it there, take out the line \"draft: yes\" "
		    "and save it",
		    d->path);
	return true;
}

static bool parse(struct draft *d, const struct buf *bytes, struct document *out, struct err *err)
{
	if (document_parse(d->path, &d->name, buf_str(bytes), out, &d->problems))
		return true;
	compile_print_problems(d->config, &d->problems);
	return err_set(err, "%s has errors: correct them first", d->path);
}

/* The draft as it is; its problems are those that stay. */
static bool check_draft(struct draft *d, struct err *err)
{
	struct document was;
	bool ok = parse(d, &d->before, &was, err);
	if (ok && !was.draft)
		ok = err_set(err, "%s is not a draft: there is nothing to take out", d->path);
	document_release(&was);
	return ok;
}

static void print_question(const struct draft *d, const struct problem *p)
{
	struct buf line;
	buf_init(&line, 1 << 16);
	problem_note(p, d->config->content, message_spoken(), &line);
	log_text(LOG_LEVEL_WARNING, "%s", line.data);
	buf_release(&line);
}

static bool check_doubts(struct draft *d, struct err *err)
{
	size_t doubts = problems_of(&d->problems, RULE_DOUBT);
	if (!doubts)
		return true;
	for (size_t i = 0; i < d->problems.n; i++)
		if (!strcmp(d->problems.v[i].rule, RULE_DOUBT))
			print_question(d, &d->problems.v[i]);
	return err_set(err,
	    "%s has lines \"# check:\", %zu of them: answer them and take them out, or publish it with --yes",
	    d->path, doubts);
}

/* Whoever it belonged to, as far as this user may give it away. */
static bool replace(struct draft *d, struct err *err)
{
	struct stat st;
	if (fstatat(d->content_fd, d->path, &st, 0) != 0)
		return err_errno(err, "%s", d->path);
	if (file_replace(d->content_fd, d->path, buf_str(&d->after), st.st_mode & 07777, err) == FILE_FAILED)
		return false;
	if (st.st_uid != geteuid() && fchownat(d->content_fd, d->path, st.st_uid, st.st_gid, 0) != 0)
		log_warning("%s belongs to another user now: give it back with chown", d->path);
	return true;
}

static void say(const struct draft *d, int64_t now)
{
	const struct document *doc = &d->document;
	struct arena a = { 0 };
	char day[DATE_TEXT_MAX];
	int64_t opens = doc->publish > doc->date.at ? doc->publish : doc->date.at;
	const char *address = site_url_of(
	    &a, &d->config->site, SCHEME_HTTP, '0', path_of(&a, doc->lang, doc->project, doc->stem));
	date_rfc3339(opens, day);
	if (doc->withdrawn != INSTANT_NONE && doc->withdrawn <= now)
		message_print(stdout, "%s is no longer a draft, but withdrawn: %s\n", d->path, address);
	else if (doc->expires != INSTANT_NONE && doc->expires <= now)
		message_print(stdout, "%s is no longer a draft, but it has expired: %s\n", d->path, address);
	else if (opens > now)
		message_print(stdout, "%s is no longer a draft; it will be public at %s from %s\n", d->path,
		    address, day);
	else
		message_print(stdout, "%s is public now: %s\n", d->path, address);
	arena_release(&a);
}

static bool take_out(struct draft *d, bool doubts, int64_t now, struct err *err)
{
	undraft(buf_str(&d->before), d->name.markdown, &d->after);
	if (!doubts && !check_doubts(d, err))
		return false;
	bool ok = parse(d, &d->after, &d->document, err);
	if (ok && d->document.draft)
		ok = err_set(err,
		    "%s would still be a draft: take out by hand what makes it one (jarchy check names it)",
		    d->path);
	ok = ok && replace(d, err);
	if (ok)
		say(d, now);
	document_release(&d->document);
	return ok;
}

bool publish_file(const struct config *c, const char *word, bool doubts, int64_t now, struct err *err)
{
	struct draft d;
	draft_init(&d, c);
	bool ok = content_path_find(c, word, d.path, err) && open_content(&d, err) && check_name(&d, err) &&
	          file_read(d.content_fd, d.path, DOCUMENT_MAX, &d.before, err) && check_draft(&d, err) &&
	          take_out(&d, doubts, now, err);
	draft_release(&d);
	return ok;
}

struct publish_values {
	bool yes;
};

static const struct option options[] = {
	OPT_FLAG(struct publish_values, yes, "yes", 0,
	    "publish even with lines \"# check:\" that have no answer yet"),
	OPT_END,
};

static int run_publish(struct config *c, const struct command_line *line)
{
	const struct publish_values *v = line->values;
	struct err err;
	int status = COMMAND_GOOD;
	if (!line->word_count)
		return command_usage_error(line, "name the file, or the files, of the draft");
	for (size_t i = 0; i < line->word_count; i++) {
		if (publish_file(c, line->words[i], v->yes, time(NULL), &err))
			continue;
		log_error("%s", err.text);
		status = COMMAND_FAULTY;
	}
	return status;
}

const struct command publish_command = {
	.name = "publish",
	.arguments = MESSAGE("FILE ..."),
	.summary = MESSAGE("publish a draft"),
	.options = options,
	.values_size = sizeof(struct publish_values),
	.notes = MESSAGE(
	    "The line \"draft: yes\" is taken out of each file; nothing else in it changes. A site that is\n"
	    "being served shows it at once; otherwise jarchy build does."),
	.run = run_publish,
};
