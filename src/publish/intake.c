/*
 * intake: reads a batch of changed files on all cores, while those of the batch before are put into the
 * catalogue one after the other.
 */
#include "publish/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/pool.h"
#include "content/rule.h"
#include "picture/advice.h"
#include "picture/probe.h"
#include "picture/sound.h"
#include "picture/svg.h"

/* Of a batch: files, and bytes of their texts, after which no further file is added. */
enum { BATCH_FILES = 256, BATCH_BYTES = 8 << 20 };
/* Under so many files threads cost more than they save. */
enum { DIVIDED_FROM = 16 };

/* A changed file. */
struct parsed_file {
	const struct scanned *file;
	struct picture_head head; /* of an attachment */
	struct picture drawing;   /* of a logo or icon that is none of pixels: what it is */
	struct sound sound;       /* of an attachment: how long it plays */
	char digest[DIGEST_HEX];  /* of the bytes that were read; "": not asked for */
	bool there, parsed;       /* parsed: without an error, it may be put */
	struct scanned own;       /* `file` with that digest */
	const char *wanted;       /* the digest that it has to have; NULL: any */
	struct document document;
	struct problems found;
};

struct batch {
	int content_fd;
	struct parsed_file files[BATCH_FILES];
	size_t n;
	struct buf bytes[POOL_MAX]; /* what each thread reads into */
	bool heads_only;            /* nothing is put: digests are not asked for */
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

static bool is_drawing(const struct parsed_file *f)
{
	return f->head.type == TYPE_OTHER && picture_role_of(f->file->path) != PICTURE_OF_ITEM;
}

static void note_digest(struct parsed_file *f)
{
	f->own = *f->file;
	f->own.digest = f->digest;
	f->file = &f->own;
}

static void digest_text(struct parsed_file *f, struct str bytes)
{
	unsigned char digest[DIGEST_SIZE];

	digest_sha256(bytes, digest);
	digest_hex(digest, f->digest);
	note_digest(f);
}

/* All of it, for the checks: it is small, and read without a decoder. */
static void look_at_drawing(int fd, struct parsed_file *f)
{
	struct picture *p = &f->drawing;
	struct buf text;

	p->role = picture_role_of(f->file->path);
	buf_init(&text, SVG_BYTES_MAX + 1);
	p->fault = svg_read(fd, &text, &p->width, &p->height);
	p->state = p->fault == FAULT_NONE ? PICTURE_READY : PICTURE_FAILED;
	p->form = PICTURE_DRAWING;
	p->full = true;
	p->full_size = (int64_t)text.len;
	buf_release(&text);
}

/* What readers get as it is; of all else the picture process tells it. */
static bool is_sent_as_it_is(const struct parsed_file *f)
{
	return f->head.type == TYPE_FILM ? !f->head.private_data : f->head.type == TYPE_OTHER;
}

/*
 * Its bytes are for the readers who ask for it, or for the picture process: here only their head and
 * digest count.
 */
static void try_attachment(int content_fd, bool heads_only, struct parsed_file *f)
{
	int fd = file_follow_beneath(content_fd, f->file->path);

	f->parsed = fd >= 0;
	f->there = fd >= 0 || !says_gone(errno);
	if (fd < 0 && f->there) {
		report_unreadable(f, errno);
	}
	if (fd < 0)
		return;
	picture_probe(fd, &f->head);
	sound_probe(fd, &f->sound);
	if (is_drawing(f))
		look_at_drawing(fd, f);
	f->digest[0] = '\0';
	if (!heads_only && !digest_of_file(fd, f->digest)) {
		f->parsed = false;
		report_unreadable(f, errno);
	} else if (!heads_only) {
		note_digest(f);
	}
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
	f->own = (struct scanned){ 0 };
	f->wanted = f->file->digest;
	f->document = (struct document){ 0 };
	f->there = true;
	f->parsed = false;
	if (f->file->name.role == ROLE_ATTACHMENT) {
		try_attachment(b->content_fd, b->heads_only, f);
		return;
	}
	buf_reset(bytes);
	/* One byte over the bound, so that the parser sees it broken. */
	bool good = file_read_head(b->content_fd, path, document_max(&f->file->name) + 1, bytes, &why);
	int failed = errno;
	if (good)
		digest_text(f, buf_str(bytes));
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

/* What a follower cannot take as the origin did. */
static bool refuse(struct intake *in, const struct parsed_file *f, const char *why, struct err *err)
{
	in->unfit = f->own.path ? f->own.path : f->file->path;
	return err_set(err, "%s: it is not taken as the origin took it: %s", in->unfit, why);
}

static const char *first_error(const struct problems *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].severity == SEVERITY_ERROR)
			return p->v[i].message;
	return "";
}

static bool put_document(struct intake *in, struct parsed_file *f, struct err *err)
{
	if (f->parsed && !writer_put_document(in->writer, f->file, &f->document, &f->found, err))
		return false;
	if (f->parsed && !f->found.errors)
		report_waiting(in, f);
	if (in->follows && f->found.errors)
		return refuse(in, f, first_error(&f->found), err);
	return f->found.errors ? writer_put_broken(in->writer, f->file, &f->found, err)
	                       : writer_put_warnings(in->writer, f->file, &f->found, err);
}

/* --- pictures ------------------------------------------------------------------------- */

/* Whether readers are to get something else than the file itself. */
static bool is_picture(const struct parsed_file *f, const char *mime)
{
	const struct picture_head *head = &f->head;
	static const char *const types[] = { "image/jpeg", "image/png", "image/gif", "image/webp",
		"image/heic", "image/heif", "image/avif", "image/tiff" };
	if (picture_role_of(f->file->path) != PICTURE_OF_ITEM)
		return true;
	if (head->type == TYPE_FILM)
		return head->private_data;
	if (head->type != TYPE_OTHER)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (!strcmp(mime, types[i]))
			return true;
	return false;
}

/* What the head says of it, where the rest is not looked at. */
static struct picture believe(const struct parsed_file *f)
{
	const struct picture_head *h = &f->head;
	int64_t size = f->file->stamp.size;
	bool turned = h->orientation > 4;

	if (is_drawing(f))
		return f->drawing;
	struct picture p = { .state = PICTURE_READY,
		.form = h->type == TYPE_FILM ? PICTURE_WHOLE
		        : h->moving          ? PICTURE_MOVING
		                             : PICTURE_JPEG,
		.width = turned ? h->height : h->width,
		.height = turned ? h->width : h->height,
		.full = true,
		.full_size = size };
	if (h->type == TYPE_OTHER || h->cut)
		p = (struct picture){ .state = PICTURE_FAILED,
			.fault = size == 0               ? FAULT_EMPTY
			         : h->type == TYPE_OTHER ? FAULT_FORMAT
			                                 : FAULT_CUT };
	p.role = picture_role_of(f->file->path);
	if (p.role != PICTURE_OF_ITEM && (h->moving || h->type == TYPE_FILM))
		p = (struct picture){ .role = p.role, .state = PICTURE_FAILED, .fault = FAULT_STILL };
	return p;
}

/* "project/item/", in which a text waits for the pictures. */
static const char *folder_of(const struct scanned *file, char out[PATH_MAX])
{
	snprintf(out, PATH_MAX, "%s", file->path);
	strrchr(out, '/')[1] = 0;
	return out;
}

/* False: it is not known yet, and the file is looked at again when it is. */
static bool find_picture(struct intake *in, const struct parsed_file *f, struct picture *out)
{
	char folder[PATH_MAX];
	*out = believe(f);
	if (!in->pictures || out->state == PICTURE_FAILED ||
	    pictures_find(in->pictures, f->file->path, &f->file->stamp, false, out))
		return true;
	*out = (struct picture){ .state = PICTURE_WAITING };
	in->unready = in->unready || !in->all_new;
	return in->all_new || !pictures_waits_in(in->pictures, folder_of(f->file, folder));
}

/* Whether there is an icon of pixels beside the drawing. */
static bool has_icon_of_pixels(const struct intake *in)
{
	for (size_t i = 0; i < in->scan->file_count; i++) {
		const char *path = in->scan->files[i].path;
		if (picture_role_of(path) == PICTURE_ICON && !str_ends(str_of(path), ".svg"))
			return true;
	}
	return false;
}

static void report_picture(const struct intake *in, const struct picture *p, struct parsed_file *f)
{
	const char *words = picture_fault_words(p->fault);
	if (words && p->state != PICTURE_READY)
		problem_add_message(&f->found, SEVERITY_ERROR, f->file->path, 0, 0, RULE_PICTURE, words);
	else if (p->role != PICTURE_OF_ITEM)
		picture_advise_site(p, has_icon_of_pixels(in), f->file->path, &f->found);
	else
		picture_advise(&f->head, f->file->stamp.size, f->file->path, &f->found);
}

static bool put_attachment(struct intake *in, struct parsed_file *f, struct err *err)
{
	struct picture picture = { 0 };
	if (!f->parsed)
		return writer_put_broken(in->writer, f->file, &f->found, err);
	struct file_type type = file_types_find(in->types, in->content_fd, f->file->path);
	if (is_picture(f, type.mime) && !find_picture(in, f, &picture))
		return true;
	if (picture.state == PICTURE_NONE && is_sent_as_it_is(f))
		snprintf(picture.digest, sizeof picture.digest, "%.*s", PICTURE_DIGEST, f->digest);
	report_picture(in, &picture, f);
	if (picture.state != PICTURE_FAILED)
		sound_advise(&f->sound, type.mime, f->file->path, &f->found);
	int64_t seconds = sound_plays(type.mime) ? f->sound.seconds : 0;
	return writer_put_attachment(in->writer, f->file, &type, &picture, seconds, err) &&
	       writer_put_warnings(in->writer, f->file, &f->found, err);
}

/* Whether a text goes out with pictures that are not known yet; then it is looked at again when they are. */
static bool waits(const struct intake *in, const struct scanned *file)
{
	char folder[PATH_MAX];
	if (!in->pictures || in->all_new || !file->name.bundle || file->name.role == ROLE_ATTACHMENT ||
	    !pictures_waits_in(in->pictures, folder_of(file, folder)))
		return false;
	pictures_hold(in->pictures, file->path);
	return true;
}

static bool is_as_wanted(const struct parsed_file *f)
{
	return f->there && f->file == &f->own && f->wanted && !strcmp(f->digest, f->wanted);
}

static bool put_file(struct intake *in, struct parsed_file *f, struct err *err)
{
	if (in->follows && !is_as_wanted(f))
		return refuse(in, f, "it was changed meanwhile", err);
	if (!f->there)
		return writer_drop(in->writer, f->file->path, in->now, err);
	if (waits(in, f->file))
		return true;
	bool ok = f->file->name.role == ROLE_ATTACHMENT ? put_attachment(in, f, err)
	                                                : put_document(in, f, err);
	problems_append(in->problems, &f->found);
	return ok;
}

/* Of the pass: while the files of one batch are put, those of the next are read. */
struct turn {
	struct intake *in;
	struct batch *done, *next;
	bool ok; /* else err says why not */
	struct err *err;
};

static void put_batch(struct turn *t)
{
	struct batch *b = t->done;

	for (size_t i = 0; i < b->n; i++) {
		struct parsed_file *f = &b->files[i];
		t->ok = t->ok && put_file(t->in, f, t->err);
		document_release(&f->document);
		problems_release(&f->found);
	}
	t->in->read += b->n;
	b->n = 0;
}

/* The first task is the longest. No other one touches the catalogue. */
static void turn_task(void *context, size_t thread, size_t task)
{
	struct turn *t = context;

	if (task == 0)
		put_batch(t);
	else
		read_file(t->next, thread, task - 1);
}

static void swap_batches(struct turn *t)
{
	struct batch *read = t->next;
	t->next = t->done;
	t->done = read;
}

static bool is_known(const struct intake *in, const struct scanned *file)
{
	return !in->follows && writer_knows(in->writer, file->path, &file->stamp) &&
	       !(in->pictures && pictures_has_news(in->pictures, file->path));
}

/* The next changed files from *at on, or of them only the attachments. */
static void find_batch(struct intake *in, size_t *at, bool attachments, struct batch *b)
{
	int64_t bytes = 0;

	for (b->n = 0; *at < in->scan->file_count && b->n < BATCH_FILES && bytes < BATCH_BYTES; ++*at) {
		const struct scanned *file = &in->scan->files[*at];
		bool attachment = file->name.role == ROLE_ATTACHMENT;
		if ((attachments && !attachment) || is_known(in, file))
			continue;
		b->files[b->n++].file = file;
		if (!attachment)
			bytes += file->stamp.size < DOCUMENTS_MAX ? file->stamp.size : DOCUMENTS_MAX;
	}
}

/* Before any text is put: it may have to wait. */
static void ask_for_pictures(struct intake *in, struct batch *b)
{
	struct picture ignored;

	b->heads_only = true;
	for (size_t at = 0; in->pictures && at < in->scan->file_count;) {
		find_batch(in, &at, true, b);
		pool_run(b->n < DIVIDED_FROM ? 1 : pool_size(), b->n, read_file, b);
		for (size_t i = 0; i < b->n; i++) {
			struct parsed_file *f = &b->files[i];
			struct file_type type = file_types_find(in->types, in->content_fd, f->file->path);
			if (f->parsed && is_picture(f, type.mime))
				find_picture(in, f, &ignored);
			problems_release(&f->found);
		}
	}
	b->heads_only = false;
	if (in->pictures && in->all_new)
		pictures_wait(in->pictures, in->patience);
}

static struct batch *new_batch(const struct intake *in)
{
	struct batch *b = xcalloc(1, sizeof *b);

	b->content_fd = in->content_fd;
	for (size_t i = 0; i < POOL_MAX; i++)
		buf_init(&b->bytes[i], DOCUMENTS_MAX + 1);
	return b;
}

static void free_batch(struct batch *b)
{
	for (size_t i = 0; i < POOL_MAX; i++)
		buf_release(&b->bytes[i]);
	free(b);
}

bool intake_is_ready(struct intake *in)
{
	struct batch *b = new_batch(in);

	in->unready = false;
	ask_for_pictures(in, b);
	free_batch(b);
	return !in->unready;
}

bool intake_run(struct intake *in, struct err *err)
{
	struct turn t = { in, new_batch(in), new_batch(in), true, err };
	size_t at = 0, before;

	if (!in->follows)
		ask_for_pictures(in, t.next);
	do {
		before = at;
		if (t.ok)
			find_batch(in, &at, false, t.next);
		pool_run(t.next->n < DIVIDED_FROM ? 1 : pool_size(), 1 + t.next->n, turn_task, &t);
		swap_batches(&t);
		progress_at(in->progress, before);
	} while (t.done->n);
	progress_at(in->progress, at);
	free_batch(t.done);
	free_batch(t.next);
	return t.ok;
}
