/*
 * store: names, facts, and what is swept.
 *
 *     facts = "jarchy-picture" SP recipe SP form SP width SP height SP full-size LF
 *
 * full-size is "-" where there is no full file. What is not whole (no LF at its end, a copy that is not
 * there) counts as nothing: all of it is made again.
 */
#include "picture/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum { FACTS_MAX = 128, MODE = 0644 };
enum { SIDE_MAX = 1000 * 1000 * 1000 }; /* of a picture: pixels */

static const char facts_mark[] = "jarchy-picture";
static const char temporary_start[] = ".jarchy-", temporary_end[] = ".tmp";
static const char *const forms[PICTURE_FORM_COUNT] = {
	[PICTURE_JPEG] = "jpeg",
	[PICTURE_PNG] = "png",
	[PICTURE_MOVING] = "moving",
	[PICTURE_WHOLE] = "whole",
	[PICTURE_DRAWING] = "drawing",
};

/* Of the same file there may be more than one. */
static const struct {
	const char *full, *facts;
} roles[] = {
	[PICTURE_OF_ITEM] = { "-full", ".facts" },
	[PICTURE_ICON] = { "-icon-full", "-icon.facts" },
	[PICTURE_LOGO] = { "-logo-full", "-logo.facts" },
};

/* --- names ------------------------------------------------------------------------------ */

/* As it is made by us: what comes from elsewhere is never a path. */
static bool is_digest(struct str s)
{
	if (s.n != PICTURE_DIGEST)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= '0' && s.p[i] <= '9') && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
			return false;
	return true;
}

/* The empty name, which no file has, where the digest is none. */
static void name_of(const char *digest, const char *rest, char out[PICTURE_STORE_NAME_MAX])
{
	out[0] = '\0';
	if (is_digest(str_of(digest)))
		snprintf(out, PICTURE_STORE_NAME_MAX, "%s-%d%s", digest, PICTURE_RECIPE, rest);
}

static bool has_copies(const struct picture *p)
{
	return p->form == PICTURE_JPEG || p->form == PICTURE_PNG;
}

/* "DIGEST-RECIPE-icon-32.png"; of an icon and a logo that are the same file each has its own. */
static void site_copy(const struct picture *p, int copy, char out[PICTURE_STORE_NAME_MAX])
{
	const char *name = picture_copy_name(p, copy);
	char rest[32];

	if (!name)
		return;
	snprintf(rest, sizeof rest, "-%s", name);
	name_of(p->digest, rest, out);
}

void picture_store_copy(const struct picture *p, int width, char out[PICTURE_STORE_NAME_MAX])
{
	char rest[32] = "-share.jpg";

	out[0] = '\0';
	if (!has_copies(p))
		return;
	if (p->role != PICTURE_OF_ITEM) {
		site_copy(p, width, out);
		return;
	}
	if (width != PICTURE_SHARE_WIDTH)
		snprintf(rest, sizeof rest, "-%d.%s", width, p->form == PICTURE_PNG ? "png" : "jpg");
	name_of(p->digest, rest, out);
}

void picture_store_full(const struct picture *p, char out[PICTURE_STORE_NAME_MAX])
{
	name_of(p->digest, roles[p->role].full, out);
}

bool picture_store_words(const char *digest, char out[PICTURE_STORE_NAME_MAX])
{
	name_of(digest, "-words", out);
	return out[0] != '\0';
}

/* --- what is whole ---------------------------------------------------------------------- */

/* Bytes of a regular file; -1: there is none. */
static int64_t size_of(int folder, const char *name)
{
	struct stat st;
	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
		return -1;
	return st.st_size;
}

static bool site_copies_are_there(int folder, const struct picture *p)
{
	char name[PICTURE_STORE_NAME_MAX];
	int copies[PICTURE_SITE_COPIES_MAX];
	size_t n = picture_site_copies(p, copies);

	for (size_t i = 0; i < n; i++) {
		picture_store_copy(p, copies[i], name);
		if (size_of(folder, name) <= 0)
			return false;
	}
	return true;
}

static bool copies_are_there(int folder, const struct picture *p)
{
	char name[PICTURE_STORE_NAME_MAX];
	unsigned widths[PICTURE_WIDTHS_MAX], w, h;
	size_t n = picture_widths(p, widths);

	if (p->role != PICTURE_OF_ITEM)
		return site_copies_are_there(folder, p);
	for (size_t i = 0; i < n; i++) {
		picture_store_copy(p, (int)widths[i], name);
		if (size_of(folder, name) <= 0)
			return false;
	}
	picture_store_copy(p, PICTURE_SHARE_WIDTH, name);
	return !picture_share(p, &w, &h) || size_of(folder, name) > 0;
}

static bool is_whole(int folder, const struct picture *p)
{
	char name[PICTURE_STORE_NAME_MAX];

	picture_store_full(p, name);
	return (!has_copies(p) || copies_are_there(folder, p)) &&
	       (!p->full || size_of(folder, name) == p->full_size);
}

/* --- facts ------------------------------------------------------------------------------ */

static bool next_word(struct str *line, struct str *word)
{
	str_cut(*line, ' ', word, line);
	return word->n > 0;
}

static bool next_number(struct str *line, uint64_t max, uint64_t *n)
{
	struct str word;
	return next_word(line, &word) && str_to_uint(word, max, n);
}

static bool parse_form(struct str *line, struct picture *p)
{
	struct str word;
	if (!next_word(line, &word))
		return false;
	for (int i = 0; i < PICTURE_FORM_COUNT; i++)
		if (str_is(word, forms[i])) {
			p->form = (enum picture_form)i;
			return true;
		}
	return false;
}

static bool parse_sides(struct str *line, struct picture *p)
{
	uint64_t width, height;
	if (!next_number(line, SIDE_MAX, &width) || !next_number(line, SIDE_MAX, &height))
		return false;
	p->width = (unsigned)width;
	p->height = (unsigned)height;
	if (p->form == PICTURE_DRAWING)
		return !width == !height;
	return p->form == PICTURE_WHOLE ? !width && !height : width && height;
}

static bool parse_full(struct str *line, struct picture *p)
{
	uint64_t size = 0;
	p->full = !str_is(*line, "-");
	if (p->full && !next_number(line, INT64_MAX, &size))
		return false;
	p->full_size = (int64_t)size;
	return p->full ? line->n == 0 && size > 0 : has_copies(p);
}

/* False: torn, or of another recipe. */
static bool parse_facts(struct str text, struct picture *p)
{
	struct str line, word;
	uint64_t recipe;

	return str_cut(text, '\n', &line, &text) && text.n == 0 && next_word(&line, &word) &&
	       str_is(word, facts_mark) && next_number(&line, INT32_MAX, &recipe) &&
	       recipe == PICTURE_RECIPE && parse_form(&line, p) && parse_sides(&line, p) &&
	       parse_full(&line, p);
}

int picture_store_read(
    int folder, const char *digest, enum picture_role role, struct picture *out, struct err *err)
{
	struct picture p = { .state = PICTURE_READY, .role = role };
	struct buf text;
	struct err why;
	char name[PICTURE_STORE_NAME_MAX];
	int result = 0;

	name_of(digest, roles[role].facts, name);
	if (!name[0])
		return 0;
	snprintf(p.digest, sizeof p.digest, "%s", digest);
	buf_init(&text, FACTS_MAX);
	errno = 0;
	if (file_read_head(folder, name, FACTS_MAX, &text, &why))
		result = parse_facts(buf_str(&text), &p) && is_whole(folder, &p);
	else if (errno != ENOENT && errno != EISDIR && errno != ELOOP)
		result = -1;
	buf_release(&text);
	if (result < 0 && err)
		*err = why;
	if (result == 1)
		*out = p;
	return result;
}

bool picture_store_write(int folder, const struct picture *p, struct err *err)
{
	char name[PICTURE_STORE_NAME_MAX], text[FACTS_MAX], full[24] = "-";

	name_of(p->digest, roles[p->role].facts, name);
	if (!name[0])
		return err_set(err, "the copies of a picture have no digest");
	if (p->full)
		snprintf(full, sizeof full, "%lld", (long long)p->full_size);
	snprintf(text, sizeof text, "%s %d %s %u %u %s\n", facts_mark, PICTURE_RECIPE, forms[p->form],
	    p->width, p->height, full);
	return file_replace(folder, name, str_of(text), MODE, err) != FILE_FAILED;
}

/* --- files ------------------------------------------------------------------------------ */

bool picture_store_begin(int folder, struct picture_store_file *f, struct err *err)
{
	static atomic_ulong serial;

	for (int tries = 0; tries < 100; tries++) {
		snprintf(f->name, sizeof f->name, "%s%ld-p%lu%s", temporary_start, (long)getpid(),
		    atomic_fetch_add(&serial, 1), temporary_end);
		f->fd = openat(folder, f->name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, MODE);
		/* EEXIST: left by a process of this number that was killed. */
		if (f->fd >= 0 || errno != EEXIST)
			break;
	}
	f->folder = folder;
	return f->fd >= 0 || err_errno(err, "cannot make a file for a copy of a picture");
}

bool picture_store_keep(struct picture_store_file *f, const char *name, struct err *err)
{
	bool ok = fsync(f->fd) == 0 && renameat(f->folder, f->name, f->folder, name) == 0;
	int saved = errno;

	close(f->fd);
	if (ok)
		return true;
	unlinkat(f->folder, f->name, 0);
	errno = saved;
	return err_errno(err, "cannot write %s", name);
}

void picture_store_drop(struct picture_store_file *f)
{
	close(f->fd);
	unlinkat(f->folder, f->name, 0);
}

/* --- sweeping --------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	return strcmp(*x, *y);
}

/* A name that something of ours made, and that nothing has a use for. What others put there stays. */
static bool is_unused(const char *name, const char *const *digests, size_t n)
{
	struct str all = str_of(name), recipe = { 0 }, rest = { 0 };
	char digest[PICTURE_DIGEST + 1] = "";
	const char *key = digest;
	uint64_t number;

	if (str_starts(all, temporary_start))
		return str_ends(all, temporary_end);
	if (all.n <= PICTURE_DIGEST || name[PICTURE_DIGEST] != '-' ||
	    !is_digest(str_sub(all, 0, PICTURE_DIGEST)))
		return false;
	memcpy(digest, name, PICTURE_DIGEST);
	rest = str_sub(all, PICTURE_DIGEST + 1, all.n);
	while (recipe.n < rest.n && rest.p[recipe.n] >= '0' && rest.p[recipe.n] <= '9')
		recipe = str_sub(rest, 0, recipe.n + 1);
	if (!str_to_uint(recipe, INT32_MAX, &number) || number != PICTURE_RECIPE)
		return true;
	return !n || !bsearch(&key, digests, n, sizeof *digests, compare_names);
}

/* Whether it was removed; one that is gone already counts for nothing. False and errno: it is there still. */
static bool remove_old(int folder, const char *name, int64_t before, size_t *removed)
{
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT;
	if (st.st_mtim.tv_sec > before || S_ISDIR(st.st_mode))
		return true;
	if (unlinkat(folder, name, 0) != 0)
		return errno == ENOENT;
	++*removed;
	return true;
}

static bool sweep(DIR *d, const char *const *digests, size_t n, int64_t before, size_t *removed)
{
	const struct dirent *e;
	bool ok = true;

	while (errno = 0, ok && (e = readdir(d)))
		if (is_unused(e->d_name, digests, n))
			ok = remove_old(dirfd(d), e->d_name, before, removed);
	return ok && errno == 0;
}

bool picture_store_sweep(
    int folder, const char *const *digests, size_t n, int64_t younger, size_t *removed, struct err *err)
{
	/* Not a copy of the descriptor: that would share its position. */
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	bool ok;

	*removed = 0;
	if (!d) {
		err_errno(err, "cannot look through the folder of pictures");
		if (fd >= 0)
			close(fd);
		return false;
	}
	ok = sweep(d, digests, n, (int64_t)time(NULL) - younger, removed) ||
	     err_errno(err, "cannot sweep the folder of pictures");
	closedir(d);
	return ok;
}
