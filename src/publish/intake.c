#include "publish/intake.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/pool.h"

/* Of a stretch: files, and bytes of their texts, after which no further file is added. */
enum { STRETCH_FILES = 256, STRETCH_BYTES = 8 << 20 };
/* Under so many files threads cost more than they save. */
enum { DIVIDED_FROM = 16 };

/* A changed file. */
struct piece {
	const struct scanned *file;
	bool there, parsed; /* parsed: without an error, the document may be put */
	struct document document;
	struct problems found;
};

struct stretch {
	int content_fd;
	struct piece pieces[STRETCH_FILES];
	size_t n;
	struct buf bytes[POOL_MAX]; /* what each thread reads into */
};

/* --- reading, on any thread ------------------------------------------------------ */

/* The position names the file already: of the reason only the system's word is kept. */
static void report_unreadable(struct piece *p, const struct err *why)
{
	const char *word = strrchr(why->text, ':');
	problem_add(&p->found, SEVERITY_ERROR, p->file->path, 0, 0, "unreadable",
	    "cannot be read%s: correct the file's permissions", word ? word : "");
}

static void read_piece(void *context, size_t thread, size_t number)
{
	struct stretch *s = context;
	struct piece *p = &s->pieces[number];
	const char *path = p->file->path;
	struct buf *bytes = &s->bytes[thread];
	struct err why;

	problems_init(&p->found);
	p->document = (struct document){ 0 };
	p->there = true;
	p->parsed = false;
	if (p->file->name.role == ROLE_ATTACHMENT)
		return;
	buf_reset(bytes);
	/* One byte over the bound, so that the parser sees it broken. */
	if (file_read_head(s->content_fd, path, DOCUMENT_MAX + 1, bytes, &why))
		p->parsed = document_parse(path, &p->file->name, buf_str(bytes), &p->document, &p->found);
	else if (faccessat(s->content_fd, path, F_OK, 0) != 0)
		p->there = false;
	else
		report_unreadable(p, &why);
}

/* --- putting, on one thread ------------------------------------------------------- */

static bool put_document(struct intake *in, struct piece *p, struct err *err)
{
	if (p->parsed && !writer_put_document(in->writer, p->file, &p->document, &p->found, err))
		return false;
	return p->found.errors ? writer_put_broken(in->writer, p->file, &p->found, err)
	                       : writer_put_warnings(in->writer, p->file, &p->found, err);
}

static bool put_attachment(struct intake *in, const struct scanned *file, struct err *err)
{
	struct file_type type = file_types_find(in->types, in->content_fd, file->path);
	return writer_put_attachment(in->writer, file, &type, err);
}

static bool put_piece(struct intake *in, struct piece *p, struct err *err)
{
	if (p->file->name.role == ROLE_ATTACHMENT)
		return put_attachment(in, p->file, err);
	if (!p->there)
		return true;
	bool good = put_document(in, p, err);
	problems_append(in->problems, &p->found);
	return good;
}

static bool take_stretch(struct intake *in, struct stretch *s, struct err *err)
{
	bool good = true;

	pool_run(s->n < DIVIDED_FROM ? 1 : pool_size(), s->n, read_piece, s);
	for (size_t i = 0; i < s->n; i++) {
		struct piece *p = &s->pieces[i];
		good = good && put_piece(in, p, err);
		document_release(&p->document);
		problems_release(&p->found);
	}
	in->read += s->n;
	return good;
}

/* The next changed files from *at on. */
static void find_stretch(struct intake *in, size_t *at, struct stretch *s)
{
	int64_t bytes = 0;

	for (s->n = 0; *at < in->scan->file_count && s->n < STRETCH_FILES && bytes < STRETCH_BYTES; ++*at) {
		const struct scanned *file = &in->scan->files[*at];
		if (writer_knows(in->writer, file->path, &file->stamp))
			continue;
		s->pieces[s->n++].file = file;
		if (file->name.role != ROLE_ATTACHMENT)
			bytes += file->stamp.size < DOCUMENT_MAX ? file->stamp.size : DOCUMENT_MAX;
	}
}

bool intake_run(struct intake *in, struct err *err)
{
	struct stretch *s = xcalloc(1, sizeof *s);
	bool good = true;

	s->content_fd = in->content_fd;
	for (size_t i = 0; i < POOL_MAX; i++)
		buf_init(&s->bytes[i], DOCUMENT_MAX + 1);
	for (size_t at = 0; good && at < in->scan->file_count;) {
		find_stretch(in, &at, s);
		good = take_stretch(in, s, err);
		progress_at(in->progress, at);
	}
	for (size_t i = 0; i < POOL_MAX; i++)
		buf_release(&s->bytes[i]);
	free(s);
	return good;
}
