/*
 * filetype: the endings in a sorted array; libmagic for the rest.
 *
 *   globs2  = *( comment / glob )
 *   comment = "#" *CHAR LF
 *   glob    = weight ":" type ":" pattern [ ":" flags ] LF
 *
 * Of the patterns only "*.ending" is taken: the others name sources of programs. What is
 * listed for case-sensitive matching has a twin without it, or is such a source too.
 */
#include "content/filetype.h"

#include <fcntl.h>
#include <magic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/utf8.h"

#define GLOBS "/usr/share/mime/globs2"
#define UNKNOWN "application/octet-stream"
#define EMPTY "application/x-empty" /* libmagic's word */

enum { GLOBS_MAX = 1 << 20, HEAD_MAX = 1 << 16, ENDING_MAX = 31, WEIGHT_MAX = 100 };

struct glob {
	const char *ending; /* lower-case, without the first dot */
	const char *mime;
	unsigned weight;
};

struct file_types {
	struct arena arena;
	struct glob *globs; /* by ending, the weightiest first, then by type */
	size_t n;
	magic_t magic; /* NULL: none */
	uint64_t mark;
};

/* Text types that the database lacks. */
static const struct glob own[] = {
	{ "gmi", "text/gemini", WEIGHT_MAX },
	{ "gemini", "text/gemini", WEIGHT_MAX },
};

static int order(const void *a, const void *b)
{
	const struct glob *x = a, *y = b;
	int by = strcmp(x->ending, y->ending);
	if (by == 0 && x->weight != y->weight)
		by = x->weight > y->weight ? -1 : 1;
	return by ? by : strcmp(x->mime, y->mime);
}

static void take_line(struct file_types *t, struct str line)
{
	struct str weight, mime, pattern, rest;
	uint64_t w;
	str_cut(line, ':', &weight, &rest);
	str_cut(rest, ':', &mime, &rest);
	str_cut(rest, ':', &pattern, &rest);
	if (!str_to_uint(weight, WEIGHT_MAX, &w) || !mime.n || rest.n || !str_starts(pattern, "*."))
		return;
	struct str ending = str_sub(pattern, 2, pattern.n);
	if (!ending.n || ending.n > ENDING_MAX || memchr(ending.p, '*', ending.n) ||
	    memchr(ending.p, '[', ending.n) || memchr(ending.p, '?', ending.n))
		return;
	*ARENA_PUSH(&t->arena, t->globs, t->n) = (struct glob){ arena_str(&t->arena, ending),
		arena_str(&t->arena, mime), (unsigned)w };
}

static magic_t open_magic(void)
{
	magic_t m = magic_open(MAGIC_MIME_TYPE);
	if (m && magic_load(m, NULL) == 0)
		return m;
	if (m)
		magic_close(m);
	return NULL;
}

struct file_types *file_types_new(struct str globs)
{
	struct file_types *t = xcalloc(1, sizeof *t);
	struct str line;
	t->mark = hash_more(HASH_START, globs) + (uint64_t)magic_version();
	for (size_t i = 0; i < ARRAY_SIZE(own); i++)
		*ARENA_PUSH(&t->arena, t->globs, t->n) = own[i];
	while (str_next_line(&globs, &line))
		take_line(t, line);
	qsort(t->globs, t->n, sizeof *t->globs, order);
	t->magic = open_magic();
	return t;
}

struct file_types *file_types_load(bool *whole, struct err *err)
{
	struct buf globs;
	buf_init(&globs, GLOBS_MAX);
	*whole = file_read(AT_FDCWD, GLOBS, GLOBS_MAX, &globs, err);
	struct file_types *t = file_types_new(buf_str(&globs));
	buf_release(&globs);
	if (*whole && !t->magic)
		*whole = err_set(err, "libmagic has no database");
	return t;
}

void file_types_free(struct file_types *t)
{
	if (!t)
		return;
	if (t->magic)
		magic_close(t->magic);
	arena_release(&t->arena);
	free(t);
}

uint64_t file_types_mark(const struct file_types *t)
{
	return t->mark;
}

/* --- one file --------------------------------------------------------------------- */

/* The first glob of this ending, or NULL. */
static const struct glob *find_ending(const struct file_types *t, const char *ending)
{
	size_t from = 0, to = t->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (strcmp(t->globs[middle].ending, ending) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < t->n && strcmp(t->globs[from].ending, ending) == 0 ? &t->globs[from] : NULL;
}

/* The longest ending that is known: "tar.gz" before "gz". */
static const struct glob *find_name(const struct file_types *t, const char *name)
{
	for (const char *dot = strchr(name, '.'); dot; dot = strchr(dot + 1, '.')) {
		char ending[ENDING_MAX + 1];
		size_t n = strlen(dot + 1);
		if (n == 0 || n > ENDING_MAX)
			continue;
		for (size_t i = 0; i <= n; i++)
			ending[i] = ascii_lower(dot[i + 1]);
		const struct glob *found = find_ending(t, ending);
		if (found)
			return found;
	}
	return NULL;
}

/* What the content looks like, or NULL. */
static const char *ask_content(const struct file_types *t, int fd)
{
	const char *found = t->magic && fd >= 0 ? magic_descriptor(t->magic, fd) : NULL;
	return found && strchr(found, '/') && strcmp(found, EMPTY) != 0 ? found : NULL;
}

/* Of the types that share the ending, the one that the content has, else the first. */
static const char *choose(const struct file_types *t, const struct glob *first, int fd)
{
	const struct glob *end = t->globs + t->n, *next = first + 1;
	bool tied = next < end && strcmp(next->ending, first->ending) == 0 && next->weight == first->weight;
	const char *content = tied ? ask_content(t, fd) : NULL;
	for (const struct glob *g = first; content && g < end && strcmp(g->ending, first->ending) == 0; g++)
		if (strcmp(g->mime, content) == 0)
			return g->mime;
	return first->mime;
}

/* The beginning decides; a character that it cuts in two does no harm. */
static bool is_utf8(int fd)
{
	enum { CUT = 3 };
	char *head = xmalloc(HEAD_MAX);
	ssize_t n = fd < 0 ? -1 : pread(fd, head, HEAD_MAX, 0);
	size_t bad = 0;
	/* UTF-16 has zeros, and a text in UTF-8 has none. */
	bool good = n >= 0 && !memchr(head, '\0', (size_t)n) &&
	            (utf8_valid((struct str){ head, (size_t)n }, &bad) ||
	                (n == HEAD_MAX && bad + CUT >= HEAD_MAX));
	free(head);
	return good;
}

/* Whether a parameter "charset" is defined for the type (RFC 2046 section 4.1.2, RFC 7303, RFC 9239). */
static bool may_have_charset(struct str mime)
{
	return str_starts(mime, "text/") || str_ends(mime, "+xml") || str_ends(mime, "/xml") ||
	       str_is(mime, "application/javascript");
}

struct file_type file_types_find(const struct file_types *t, int dirfd, const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct glob *found = find_name(t, slash ? slash + 1 : path);
	int fd = file_follow_beneath(dirfd, path);
	struct file_type type = { .mime = found ? choose(t, found, fd) : ask_content(t, fd) };
	if (!type.mime)
		type.mime = UNKNOWN;
	type.utf8 = may_have_charset(str_of(type.mime)) && is_utf8(fd);
	if (fd >= 0)
		close(fd);
	return type;
}
