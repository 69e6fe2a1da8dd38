/*
 * stored: attachments and feeds are opened; feeds of usual size are read, so that the cache can keep them.
 * Pages of a feed's history that are not kept as files are made.
 */
#include "answer/stored.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer/ascii_file.h"
#include "base/file.h"
#include "feed/feed.h"
#include "page/page.h"
#include "picture/store.h"

enum { FEED_IN_MEMORY = 4 << 20 };

/* What is not there, as the file system says it. All else passes: descriptors, memory, a disk, rights. */
static bool is_absent(int error)
{
	static const int absent[] = { ENOENT, ENOTDIR, ELOOP, EXDEV, EISDIR, EINVAL, ENAMETOOLONG, ENXIO };
	for (size_t i = 0; i < ARRAY_SIZE(absent); i++)
		if (error == absent[i])
			return true;
	return false;
}

/* It passes when others let go of what they hold. */
static bool is_short(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOMEM || error == EAGAIN || error == EINTR;
}

/*
 * `fd`: as file_open_beneath gave it. One that is not there leaves the answer as it is, unless `named`:
 * the catalogue has it, so that it is only away for the moment.
 */
static void take_file(struct response *a, int fd, bool named, struct err *err)
{
	struct stat st;
	a->fd = fd;
	if (fd < 0 || fstat(fd, &st) != 0) {
		bool away = named && (errno == ENOENT || errno == ENOTDIR);
		if (!away && is_absent(errno))
			return;
		a->status = is_short(errno) ? RESPONSE_BUSY : RESPONSE_FAILED;
		err_errno(err, "cannot open the file");
		return;
	}
	a->status = RESPONSE_OK;
	a->size = (uint64_t)st.st_size;
	a->mtime_ns = file_time_ns(st.st_mtim);
	a->modified = st.st_mtim.tv_sec;
}

/*
 * An original goes by the digest of its bytes; a copy by that of its original and by what it is, with its
 * size, since another version of the library may make other bytes.
 */
static void tag_attachment(const struct attachment *file, const char *copy, struct response *a)
{
	if (a->status != RESPONSE_OK || !*file->picture.digest)
		return;
	/*
	 * Another file by now, and the catalogue does not know it yet: neither date nor tag are of its bytes.
	 */
	if (!copy && (a->mtime_ns != file->file_mtime_ns || (int64_t)a->size != file->file_size)) {
		a->modified = INSTANT_NONE;
		return;
	}
	a->modified = file->since;
	a->tag = copy ? arena_printf(&a->arena, "%s-%llx", copy, (unsigned long long)a->size)
	              : arena_strdup(&a->arena, file->picture.digest);
}

typedef int find_file_fn(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err);

/* found: of which `file` is. */
static void take_attachment(
    struct catalog_handle *h, int found, const struct attachment *file, struct response *a, struct err *err)
{
	char name[PICTURE_STORE_NAME_MAX];
	const char *copy = NULL;
	if (found < 0)
		a->status = RESPONSE_FAILED;
	/* One that cannot be read is none, and one that is to be made will be there. */
	if (found <= 0 || file->picture.state == PICTURE_FAILED)
		return;
	/* Of a page that says that there is nothing. */
	buf_reset(&a->body);
	buf_reset(&a->langs);
	if (file->picture.state == PICTURE_WAITING) {
		a->status = RESPONSE_BUSY;
		err_set(err, "the copies of this picture are being made");
		return;
	}
	a->kind = RESPONSE_FILE;
	a->mime = file->mime;
	a->utf8 = file->utf8;
	a->name = file->name;
	struct link l = { .to = LINK_FILE, .target = file->name, .mime = a->mime };
	a->gopher_type = link_gopher_type(&l);
	if (file->picture.state != PICTURE_NONE)
		copy = attachment_stored(file, name);
	take_file(a,
	    copy ? file_open_beneath(h->pictures_fd, copy) : file_follow_beneath(h->content_fd, file->path),
	    true, err);
	tag_attachment(file, copy, a);
}

void stored_file(struct catalog_handle *h, const struct request *q, const struct route_match *m,
    struct response *a, struct err *err)
{
	struct attachment file;
	bool draft = m->route->kind == ROUTE_DRAFT_FILE;
	const char *stem = m->route->kind == ROUTE_SITE_FILE ? STEM_SITE : m->at.item;
	find_file_fn *find = draft ? catalog_draft_attachment : catalog_attachment;
	int found = find(
	    h->catalog, m->at.project, stem, arena_str(&a->arena, m->at.file), &a->arena, &file, err);
	if (found == 0 && q->scheme == SCHEME_GOPHER && !draft)
		found = ascii_file_find(h->catalog, m, &a->arena, &file, err);
	take_attachment(h, found, &file, a, err);
}

void stored_static(struct catalog_handle *h, struct str path, struct response *a, struct err *err)
{
	struct attachment file;
	if (!h->catalog || path.n < 2)
		return;
	const char *name = arena_str(&a->arena, str_sub(path, 1, path.n));
	int found = catalog_attachment(h->catalog, "", STEM_STATIC, name, &a->arena, &file, err);
	a->as_it_is = found > 0;
	if (found == 0 && str_is(path, addresses[ADDRESS_ICON].pattern))
		found = catalog_attachment(h->catalog, "", STEM_SITE, name, &a->arena, &file, err);
	take_attachment(h, found, &file, a, err);
}

/* A feed of usual size is read at once, so that the cache can keep it. */
static bool slurp(struct response *a, struct err *err)
{
	char *to = buf_reserve(&a->body, (size_t)a->size);
	size_t have = 0;
	while (to && have < a->size) {
		ssize_t n = pread(a->fd, to + have, (size_t)a->size - have, (off_t)have);
		if (n < 0 && errno != EINTR)
			return err_errno(err, "cannot read");
		if (n == 0)
			return err_set(err, "cut short");
		have += n > 0 ? (size_t)n : 0;
	}
	buf_commit(&a->body, have);
	a->source = a->fd;
	a->fd = -1;
	return true;
}

/*
 * Pages of the history that are full say so (RFC 5005 section 4). No text of an entry can: "<" is escaped
 * there.
 */
static bool is_archive(struct str document)
{
	static const char mark[] = "<fh:archive/>";
	return document.n && memmem(document.p, document.n, mark, sizeof mark - 1);
}

/* Whether the catalogue says that there is this feed: 1, 0, -1 failed. */
static int is_named(
    struct catalog_handle *h, const struct route_match *m, struct arena *arena, struct err *err)
{
	struct text project;
	if (!h->catalog)
		return 1;
	if (m->at.page || !m->at.format->subscribed)
		return 0;
	if (!*m->at.project)
		return 1;
	return catalog_project(h->catalog, m->at.project, m->lang->tag, h->site->tags, arena, &project, err);
}

static void open_feed(
    struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err)
{
	struct arena arena;
	arena_init(&arena);
	const char *path = path_of_history(&arena, m->lang->tag, m->at.project, m->at.format, m->at.page);
	int fd = file_open_beneath(h->feeds_fd, path + 1), error = errno;
	int named = fd < 0 ? is_named(h, m, &arena, err) : 1;
	errno = error;
	if (named < 0)
		a->status = RESPONSE_FAILED;
	else
		take_file(a, fd, named > 0, err);
	arena_release(&arena);
}

/* A page of the history that no file is kept of. */
static void make_page(
    struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err)
{
	struct feed_source source;

	if (!h->catalog)
		return;
	int made = feed_source_init(&source, h->site, h->catalog, m->lang, err)
	               ? feed_history_page(&source, m->at.project, m->at.format, m->at.page, &a->body, err)
	               : -1;
	feed_source_release(&source);
	if (made > 0 && a->body.full) {
		err_set(err, "the page of the feed is too large");
		buf_reset(&a->body);
		made = -1;
	}
	if (made)
		a->status = made > 0 ? RESPONSE_OK : RESPONSE_FAILED;
}

void stored_feed(struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err)
{
	a->kind = RESPONSE_FEED;
	a->mime = m->at.format->mime;
	if (m->at.page && m->at.format->history == HISTORY_MADE) {
		make_page(h, m, a, err);
		a->archive = is_archive(buf_str(&a->body));
		return;
	}
	open_feed(h, m, a, err);
	if (a->status == RESPONSE_OK && a->size <= FEED_IN_MEMORY && !slurp(a, err))
		a->status = RESPONSE_FAILED;
	a->announced = a->counted = !m->at.page && m->at.format->subscribed;
	a->archive = m->at.page && is_archive(buf_str(&a->body));
}

/* Reading a number that changes with each commit proves that rows can be read. */
