/*
 * intake: reads a batch of changed files on all cores, then puts them into the catalogue one after the other.
 */
#include "publish/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/pool.h"
#include "content/rule.h"

/* Of a batch: files, and bytes of their texts, after which no further file is added. */
enum { BATCH_FILES = 256, BATCH_BYTES = 8 << 20 };
/* Under so many files threads cost more than they save. */
enum { DIVIDED_FROM = 16 };

/* A changed file. */
struct parsed_file {
	const struct scanned *file;
	bool there, parsed; /* parsed: without an error, it may be put */
	struct document document;
	struct problems found;
};

struct batch {
	int content_fd;
	struct parsed_file files[BATCH_FILES];
	size_t n;
	struct buf bytes[POOL_MAX]; /* what each thread reads into */
};

/* --- reading, on any thread ------------------------------------------------------ */

/* The position names the file already: of the reason only the system's word is kept. */
static void report_unreadable(struct parsed_file *f, int number)
{
	struct err said;
	errno = number;
	err_errno(&said, "this file cannot be read: ask the administrator to correct its permissions");
	problem_add_message(&f->found, SEVERITY_ERROR, f->file->path, 0, 0, "unreadable", said.message);
}

static bool says_gone(int error)
{
	return error == ENOENT || error == ENOTDIR;
}

/* Its bytes are for the readers who ask for it: here it is only tried. */
static void try_attachment(int content_fd, struct parsed_file *f)
{
	int fd = file_follow_beneath(content_fd, f->file->path);

	f->parsed = fd >= 0;
	f->there = fd >= 0 || !says_gone(errno);
	if (fd < 0 && f->there) {
		report_unreadable(f, errno);
	}
	if (fd >= 0)
		close(fd);
}

static void read_file(void *context, size_t thread, size_t number)
{
	struct batch *b = context;
	struct parsed_file *f = &b->files[number];
	const char *path = f->file->path;
	struct buf *bytes = &b->bytes[thread];
	struct err why;

	problems_init(&f->found);
	f->document = (struct document){ 0 };
	f->there = true;
	f->parsed = false;
	if (f->file->name.role == ROLE_ATTACHMENT) {
		try_attachment(b->content_fd, f);
		return;
	}
	buf_reset(bytes);
	/* One byte over the bound, so that the parser sees it broken. */
	bool good = file_read_head(b->content_fd, path, document_max(&f->file->name) + 1, bytes, &why);
	int failed = errno;
	if (good)
		f->parsed = document_parse(path, &f->file->name, buf_str(bytes), &f->document, &f->found);
	else if (faccessat(b->content_fd, path, F_OK, 0) != 0 && says_gone(errno))
		f->there = false;
	else
		report_unreadable(f, failed);
}

/* --- writing, on one thread ------------------------------------------------------- */

/* An editor who wrote a moment that has not come is told so at once: it may be a slip. */
static void report_waiting(const struct intake *in, struct parsed_file *f)
{
	enum { YEAR = 366 * 24 * 60 * 60 };
	const struct document *d = &f->document;
	int64_t opens = d->publish > d->date.at ? d->publish : d->date.at;
	if (d->role != ROLE_ITEM || d->draft || opens <= in->now)
		return;
	struct civil c = date_civil(opens);
	if (opens - in->now > YEAR)
		problem_add(&f->found, SEVERITY_WARNING, f->file->path, 0, 0, RULE_FAR_DATE,
		    "will be published on %04d-%02d-%02d at %02d:%02d, over a year ahead: is the year right?",
		    c.year, c.month, c.day, c.hour, c.minute);
	else
		problem_add(&f->found, SEVERITY_WARNING, f->file->path, 0, 0, RULE_SCHEDULED,
		    "will be published on %04d-%02d-%02d at %02d:%02d", c.year, c.month, c.day, c.hour,
		    c.minute);
}

static bool put_document(struct intake *in, struct parsed_file *f, struct err *err)
{
	if (f->parsed && !writer_put_document(in->writer, f->file, &f->document, &f->found, err))
		return false;
	if (f->parsed && !f->found.errors)
		report_waiting(in, f);
	return f->found.errors ? writer_put_broken(in->writer, f->file, &f->found, err)
	                       : writer_put_warnings(in->writer, f->file, &f->found, err);
}

static bool put_attachment(struct intake *in, struct parsed_file *f, struct err *err)
{
	if (!f->parsed)
		return writer_put_broken(in->writer, f->file, &f->found, err);
	struct file_type type = file_types_find(in->types, in->content_fd, f->file->path);
	return writer_put_attachment(in->writer, f->file, &type, &(struct picture){ 0 }, err);
}

static bool put_file(struct intake *in, struct parsed_file *f, struct err *err)
{
	if (!f->there)
		return writer_drop(in->writer, f->file->path, in->now, err);
	bool ok = f->file->name.role == ROLE_ATTACHMENT ? put_attachment(in, f, err)
	                                                : put_document(in, f, err);
	problems_append(in->problems, &f->found);
	return ok;
}

static bool take_batch(struct intake *in, struct batch *b, struct err *err)
{
	bool ok = true;

	pool_run(b->n < DIVIDED_FROM ? 1 : pool_size(), b->n, read_file, b);
	for (size_t i = 0; i < b->n; i++) {
		struct parsed_file *f = &b->files[i];
		ok = ok && put_file(in, f, err);
		document_release(&f->document);
		problems_release(&f->found);
	}
	in->read += b->n;
	return ok;
}

/* The next changed files from *at on. */
static void find_batch(struct intake *in, size_t *at, struct batch *b)
{
	int64_t bytes = 0;

	for (b->n = 0; *at < in->scan->file_count && b->n < BATCH_FILES && bytes < BATCH_BYTES; ++*at) {
		const struct scanned *file = &in->scan->files[*at];
		if (writer_knows(in->writer, file->path, &file->stamp))
			continue;
		b->files[b->n++].file = file;
		if (file->name.role != ROLE_ATTACHMENT)
			bytes += file->stamp.size < DOCUMENTS_MAX ? file->stamp.size : DOCUMENTS_MAX;
	}
}

bool intake_run(struct intake *in, struct err *err)
{
	struct batch *b = xcalloc(1, sizeof *b);
	bool ok = true;

	b->content_fd = in->content_fd;
	for (size_t i = 0; i < POOL_MAX; i++)
		buf_init(&b->bytes[i], DOCUMENTS_MAX + 1);
	for (size_t at = 0; ok && at < in->scan->file_count;) {
		find_batch(in, &at, b);
		ok = take_batch(in, b, err);
		progress_at(in->progress, at);
	}
	for (size_t i = 0; i < POOL_MAX; i++)
		buf_release(&b->bytes[i]);
	free(b);
	return ok;
}
