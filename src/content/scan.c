/*
 * scan: walks the content directory.
 *
 * By the rules of name.h the tree is three deep at most, so recursion and descriptors are few. No file is
 * opened: what is in them is document.c's business.
 */
#include "content/scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "content/address.h"
#include "content/copy.h"
#include "content/item_name.h"
#include "content/own_page.h"
#include "content/value.h"
#include "content/written_key.h"
#include "lang/lang.h"

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

struct walk {
	int root;
	struct scan *scan;
	struct problems *problems;
	char path[PATH_MAX]; /* of what is looked at, below the root */
	size_t length;
	const struct lang *lang; /* of texts that do not tell theirs; NULL: any */
	bool plain;              /* names without a language are taken */
	const char *folder;      /* of pages or of a project: the last that was looked into, or NULL */
	bool folder_of_page;
	size_t room; /* elements that scan->files has room for */
};

/* Of a whole message. */
static void report(struct walk *w, const char *rule, const char *message)
{
	problem_add_message(w->problems, SEVERITY_ERROR, w->path, 0, 0, rule, message);
}

static void report_errno(struct walk *w, bool folder)
{
	struct err err;
	/* What vanished meanwhile is no problem. */
	if (errno == ENOENT)
		return;
	if (folder)
		err_errno(
		    &err, "this folder cannot be read: ask the administrator to correct its permissions");
	else
		err_errno(&err, "this file cannot be read: ask the administrator to correct its permissions");
	report(w, "unreadable", err.message);
}

/* Not in the arena: of a big array that grows, it would keep every old copy. */
static struct scanned *push_file(struct walk *w)
{
	struct scan *s = w->scan;
	if (s->file_count == w->room) {
		w->room = w->room ? w->room * 2 : 64;
		s->files = xrealloc(s->files, w->room * sizeof *s->files);
	}
	return &s->files[s->file_count++];
}

/* Whether a file of this name is in the folder of what is looked at. */
static bool is_beside(const struct walk *w, struct str folder, const char *name)
{
	char path[PATH_MAX];
	struct stat st;
	int n = snprintf(path, sizeof path, "%.*s%s", STR_ARG(folder), name);
	return n > 0 && (size_t)n < sizeof path && fstatat(w->root, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* What is looked at: its name, and the folder with the slash after it. */
static struct str name_of(const struct walk *w, struct str *folder)
{
	size_t slash = w->length;
	while (slash > 0 && w->path[slash - 1] != '/')
		slash--;
	*folder = (struct str){ w->path, slash };
	return (struct str){ w->path + slash, w->length - slash };
}

/* Whether it is a copy that a program made of another file: never published, and the other one always is. */
static bool report_copy(struct walk *w)
{
	struct str folder, name = name_of(w, &folder);
	struct buf plain;
	buf_init(&plain, PATH_MAX);
	enum copy_kind kind = copy_find(name, &plain);
	bool beside = kind != COPY_NONE && is_beside(w, folder, plain.data);
	if (beside)
		problem_add(w->problems, SEVERITY_ERROR, w->path, 0, 0, "conflict-copy",
		    "this is a copy of %s that a program made, and both are here: compare them, keep what is "
		    "right in %s, and delete this one",
		    plain.data, plain.data);
	else if (kind == COPY_SURE)
		problem_add(w->problems, SEVERITY_ERROR, w->path, 0, 0, "conflict-copy",
		    "this is a copy of %s that a program made, and %s is not here: if this is the right one, "
		    "name it %s; if not, delete it",
		    plain.data, plain.data, plain.data);
	buf_release(&plain);
	return beside || kind == COPY_SURE;
}

/* Whether it is another file than what is looked at: where case does not matter, one file has both names. */
static bool is_other_file(const struct walk *w, const char *path, const struct stat *st)
{
	struct stat other;
	return fstatat(w->root, path, &other, AT_SYMLINK_NOFOLLOW) == 0 &&
	       (other.st_ino != st->st_ino || other.st_dev != st->st_dev);
}

/* "forum.RU.gmi" or "forum.ru-KG.gmi" where there is a forum.ru.gmi: that is the one that is published. */
static bool report_twin(struct walk *w, const struct content_name *name, const struct stat *st)
{
	char plain[PATH_MAX];
	struct str folder, file = name_of(w, &folder);
	size_t end = file.n, dot;
	while (end > 0 && file.p[end - 1] != '.')
		end--;
	for (dot = end ? end - 1 : 0; dot > 0 && file.p[dot - 1] != '.';)
		dot--;
	if (!*name->lang || dot == 0 || str_is(str_sub(file, dot, end - 1), name->lang))
		return false;
	int n = snprintf(plain, sizeof plain, "%.*s%.*s%s%s", STR_ARG(folder), STR_ARG(str_sub(file, 0, dot)),
	    name->lang, file.p + end - 1);
	if (n < 0 || (size_t)n >= sizeof plain || !is_other_file(w, plain, st))
		return false;
	problem_add(w->problems, SEVERITY_ERROR, w->path, 0, 0, "same-item",
	    "this is the same text in the same language as %s: compare them, keep what is right in %s, and "
	    "delete this one",
	    plain + folder.n, plain + folder.n);
	return true;
}

/* --- names that follow no rule --- */

enum { HEAD_BYTES = 8 << 10 }; /* of a text, from which its language and its day are told */

/* Whether the site's file of any language says so; *of gets that language, else that of the first file. */
static bool site_renames(int root, const struct lang **of)
{
	static const char *const endings[] = { "gmi", "md" };
	struct buf text;
	struct err err;
	bool rename = false;
	*of = NULL;
	buf_init(&text, HEAD_BYTES);
	for (size_t i = 0; i < lang_count() * ARRAY_SIZE(endings) && !rename; i++) {
		char name[32];
		struct str rest, line, key, value;
		snprintf(name, sizeof name, "site.%s.%s", lang_at(i / ARRAY_SIZE(endings))->tag,
		    endings[i % ARRAY_SIZE(endings)]);
		buf_reset(&text);
		if (!file_read_head(root, name, HEAD_BYTES, &text, &err))
			continue;
		if (!*of)
			*of = lang_at(i / ARRAY_SIZE(endings));
		for (rest = buf_str(&text); str_next_line(&rest, &line);)
			if (written_key_cut(line, &key, &value) && str_is(key, "rename"))
				value_read(KEY_YES, NULL, value, &rename, &err);
		if (rename)
			*of = lang_at(i / ARRAY_SIZE(endings));
	}
	buf_release(&text);
	return rename;
}

/*
 * The name that a text should have. A document of a word processor is not looked into: the letters of its
 * name tell the language.
 */
static bool right_name(const struct walk *w, struct str file, const struct stat *st, struct item_name *out)
{
	struct buf head;
	struct err err;
	buf_init(&head, HEAD_BYTES);
	if (!content_is_office(file))
		file_read_head(w->root, w->path, HEAD_BYTES, &head, &err);
	struct str text = buf_str(&head);
	size_t cut;
	/* The end may be within a character. */
	if (!utf8_valid(text, &cut))
		text = str_sub(text, 0, cut);
	bool made = item_name_make(file, text, st->st_mtim.tv_sec, w->lang, out);
	buf_release(&head);
	return made;
}

/* Takes a text whose name follows no rule under the name that it should have. */
static bool take_renamed(
    const struct walk *w, struct str folder, const struct item_name *right, struct content_name *out)
{
	char path[PATH_MAX];
	struct err err;
	int n = snprintf(
	    path, sizeof path, "%.*s%s.%s%s", STR_ARG(folder), right->stem, right->lang->tag, right->ending);
	if (!w->scan->rename || n < 0 || (size_t)n >= sizeof path)
		return false;
	content_name(path, out, &err);
	out->made = true;
	out->undated = right->undated;
	return out->role == ROLE_ITEM;
}

/* Whether the text is taken all the same; else it is told, with the whole right name where there is one. */
static bool take_misnamed(
    struct walk *w, const struct stat *st, struct content_name *out, const struct err *why)
{
	struct item_name right;
	struct str folder, file = name_of(w, &folder);
	struct str in = str_sub(folder, 0, folder.n ? folder.n - 1 : 0);
	bool deep = str_find(in, '/') < in.n || address_is_stem(in);
	/* A page of the site, by its name: something else is wrong with it. */
	bool page = !folder.n && path_is_slug(str_sub(file, 0, str_find(file, '.')));
	if (deep || page || !item_name_is_free(file) || item_name_has_other_fault(file) ||
	    !right_name(w, file, st, &right)) {
		report(w, "file-name", why->message);
		return false;
	}
	if (take_renamed(w, folder, &right, out))
		return true;
	if (folder.n)
		problem_add(w->problems, SEVERITY_ERROR, w->path, 0, 0, "file-name",
		    "the name of an item is its day, a short name and its language: name this file %s.%s%s",
		    right.stem, right.lang->tag, right.ending);
	else
		problem_add(w->problems, SEVERITY_ERROR, w->path, 0, 0, "file-name",
		    "the name does not say what this text is: name news %s.%s%s, and a page of the site with "
		    "one word "
		    "in small letters of a-z, as in about.%s%s",
		    right.stem, right.lang->tag, right.ending, right.lang->tag, right.ending);
	return false;
}

/* Of a look at some paths: what was published under it goes. */
static void note_missing(struct walk *w)
{
	struct scan *s = w->scan;
	const char *path = arena_str(&s->arena, (struct str){ w->path, w->length });
	*ARENA_PUSH(&s->arena, s->missing, s->missing_count) = path;
}

/* Whether the text has a name without a language where that is none; err then says so. */
static bool misses_language(const struct walk *w, const struct content_name *name, struct err *err)
{
	struct str folder, file = name_of(w, &folder);
	if (!name->plain || w->plain)
		return false;
	size_t dot = file.n;
	while (dot > 0 && file.p[dot - 1] != '.')
		dot--;
	err_set(err,
	    "the language is missing: name the file %.*s.%s.%.*s, or with another language of the site",
	    STR_ARG(str_sub(file, 0, dot - 1)), name->lang, STR_ARG(str_sub(file, dot, file.n)));
	return true;
}

/* Whether the page has the name of a project, whose address it would take. */
static bool report_project(struct walk *w, const struct content_name *name)
{
	if (!name->page || !own_page_is_project(w->root, name->stem))
		return false;
	problem_add(w->problems, SEVERITY_ERROR, w->path, 0, 0, "file-name",
	    "%s is a project: give this page of the site another name; the text of the project is "
	    "project.%s.gmi "
	    "in its folder",
	    name->stem, name->lang);
	return true;
}

/* A file beside index.<language>.gmi of a page belongs to it. */
static bool take_page_file(struct walk *w, struct content_name *out)
{
	struct content_name name;
	if (!content_page_file(w->path, &name))
		return false;
	/* Files come folder by folder: each is looked into once, however many lie there. */
	if (!w->folder || strcmp(w->folder, name.stem) != 0) {
		w->folder = arena_strdup(&w->scan->arena, name.stem);
		w->folder_of_page = own_page_has_folder(w->root, str_of(name.stem));
	}
	if (w->folder_of_page)
		*out = name;
	return w->folder_of_page;
}

static void add_file(struct walk *w, const struct stat *st)
{
	struct scan *s = w->scan;
	struct content_name name;
	struct err err;
	content_name(w->path, &name, &err);
	if (name.role == ROLE_IGNORED)
		return;
	if (report_copy(w) || report_twin(w, &name, st)) {
		if (s->partial)
			note_missing(w);
		return;
	}
	const struct content_name plain = name;
	bool refused = misses_language(w, &name, &err);
	if (refused)
		name.role = ROLE_ERROR;
	if (name.role == ROLE_ERROR && !take_page_file(w, &name) && !take_misnamed(w, st, &name, &err)) {
		if (!refused)
			return;
		name = plain;
	}
	refused = (refused && !name.made) || report_project(w, &name);
	char *path = arena_str(&s->arena, (struct str){ w->path, w->length });
	if (name.file.p)
		name.file.p = path + (name.file.p - w->path);
	*push_file(w) = (struct scanned){
		.path = path,
		.name = name,
		.stamp = {
			.size = st->st_size,
			.mtime_ns = file_time_ns(st->st_mtim),
			.ctime_ns = file_time_ns(st->st_ctim),
			.inode = st->st_ino,
		},
		.refused = refused,
	};
}

static void visit_link(struct walk *w)
{
	struct stat st;
	int fd = file_open_resolved(
	    w->root, w->path, O_PATH | O_CLOEXEC, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
	if (fd < 0 && (errno == ENOENT || errno == ELOOP)) {
		report(w, "link", MESSAGE("this symbolic link leads to nothing: put the file itself here"));
	} else if (fd < 0) {
		report(w, "link",
		    MESSAGE("this symbolic link leaves the content directory, or is not relative: put the "
		            "file itself here"));
	} else if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		report(w, "link", MESSAGE("only links to files are followed: put the folder itself here"));
	} else {
		add_file(w, &st);
	}
	if (fd >= 0)
		close(fd);
}

static bool visit_folder(struct walk *w, int fd);

static void visit(struct walk *w, int folder, const struct dirent *entry)
{
	struct stat st;
	struct err err;
	bool is_folder = entry->d_type == DT_DIR;
	if (!is_folder) {
		if (fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
			report_errno(w, false);
			return;
		}
		is_folder = S_ISDIR(st.st_mode);
	}
	if (!is_folder && S_ISLNK(st.st_mode)) {
		visit_link(w);
	} else if (!is_folder && !S_ISREG(st.st_mode)) {
		report(w, "file-type", MESSAGE("this is neither a file nor a folder: remove it"));
	} else if (!is_folder) {
		add_file(w, &st);
	} else if (report_copy(w)) {
		return;
	} else if (!content_folder(w->path, &err)) {
		report(w, "folder-name", err.message);
	} else {
		int fd = openat(folder, entry->d_name, FOLDER_FLAGS);
		if (fd < 0 || !visit_folder(w, fd))
			report_errno(w, true);
	}
}

/* Adds "/name" to the path; false when it grows too long. */
static bool descend(struct walk *w, const char *name)
{
	size_t n = strlen(name);
	if (w->length + n + 2 > sizeof w->path)
		return false;
	if (w->length > 0)
		w->path[w->length++] = '/';
	memcpy(w->path + w->length, name, n + 1);
	w->length += n;
	return true;
}

/* Takes fd. False with errno when the folder cannot be read. */
static bool visit_folder(struct walk *w, int fd)
{
	struct scan *s = w->scan;
	size_t length = w->length;
	DIR *dir = fdopendir(fd);
	if (!dir) {
		int saved = errno;
		close(fd);
		errno = saved;
		return false;
	}
	const char *path = arena_str(&s->arena, (struct str){ w->path, length });
	*ARENA_PUSH(&s->arena, s->folders, s->folder_count) = path;
	struct dirent *entry;
	while (errno = 0, (entry = readdir(dir))) {
		if (content_enters_in(path, entry->d_name) && descend(w, entry->d_name))
			visit(w, fd, entry);
		w->length = length;
		w->path[length] = '\0';
	}
	int failed = errno;
	closedir(dir);
	errno = failed;
	return failed == 0;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct scanned *)a)->path, ((const struct scanned *)b)->path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void visit_path(struct walk *w)
{
	struct stat st;
	struct str folder, name = name_of(w, &folder);
	const char *in = arena_str(&w->scan->arena, str_sub(folder, 0, folder.n ? folder.n - 1 : 0));
	if (!content_enters_in(in, name.p))
		return;
	if (fstatat(w->root, w->path, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			note_missing(w);
		else
			report_errno(w, false);
	} else if (S_ISLNK(st.st_mode)) {
		visit_link(w);
	} else if (S_ISREG(st.st_mode)) {
		add_file(w, &st);
	}
}

/* --- copies of what is looked at -------------------------------------------------------------- */

/*
 * Whether the name, in the folder with the slash after it, is a copy of one of the paths, and none of
 * them.
 */
static bool is_copy_of_any(
    const char *name, struct str folder, const char *const *paths, size_t n, struct buf *plain)
{
	bool copied = false;
	if (copy_find(str_of(name), plain) == COPY_NONE)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct str path = str_of(paths[i]);
		struct str file = str_sub(path, folder.n, path.n);
		if (path.n <= folder.n || memcmp(path.p, folder.p, folder.n) != 0)
			continue;
		if (str_is(file, name))
			return false;
		copied |= str_is(file, plain->data);
	}
	return copied;
}

/* Whether a file is one depends on the plain one: those beside a path that came or went are looked at too. */
static void visit_copies(struct walk *w, struct str folder, const char *const *paths, size_t n)
{
	char open_at[PATH_MAX];
	struct buf plain;
	struct dirent *entry;
	if (folder.n >= sizeof open_at)
		return;
	snprintf(open_at, sizeof open_at, "%.*s", STR_ARG(folder));
	int fd = openat(w->root, folder.n ? open_at : ".", FOLDER_FLAGS);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (fd >= 0 && !dir)
		close(fd);
	buf_init(&plain, PATH_MAX);
	while (dir && (entry = readdir(dir))) {
		if (!is_copy_of_any(entry->d_name, folder, paths, n, &plain))
			continue;
		w->length = 0;
		if ((folder.n < 2 ||
		        descend(w, arena_str(&w->scan->arena, str_sub(folder, 0, folder.n - 1)))) &&
		    descend(w, entry->d_name))
			visit_path(w);
	}
	buf_release(&plain);
	if (dir)
		closedir(dir);
}

static struct str folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return (struct str){ path, slash ? (size_t)(slash - path) + 1 : 0 };
}

/* Whether what the other files of the folder are depends on this one. */
static bool is_page_index(const char *path)
{
	struct content_name name;
	content_name(path, &name, NULL);
	return name.role == ROLE_ITEM && name.page && name.bundle;
}

/* Looks at every file of the folder, which has the slash after it. */
static void visit_beside(struct walk *w, struct str folder)
{
	const char *name = arena_str(&w->scan->arena, str_sub(folder, 0, folder.n - 1));
	int fd = openat(w->root, name, FOLDER_FLAGS);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (fd >= 0 && !dir)
		close(fd);
	for (struct dirent *d; dir && (d = readdir(dir));) {
		w->length = 0;
		if (d->d_name[0] != '.' && descend(w, name) && descend(w, d->d_name))
			visit_path(w);
	}
	if (dir)
		closedir(dir);
}

/* A file that was seen twice is there once. */
static void sort_files(struct scan *s)
{
	size_t kept = 0;
	if (s->file_count > 1)
		qsort(s->files, s->file_count, sizeof *s->files, by_path);
	for (size_t i = 0; i < s->file_count; i++)
		if (kept == 0 || strcmp(s->files[kept - 1].path, s->files[i].path) != 0)
			s->files[kept++] = s->files[i];
	s->file_count = kept;
}

void scan_paths(int dirfd, const char *const *paths, size_t n, struct scan *out, struct problems *problems)
{
	struct walk w = { .root = dirfd, .scan = out, .problems = problems };
	*out = (struct scan){ .partial = true, .rename = site_renames(dirfd, &w.lang) };
	w.plain = own_page_plain_names(dirfd);
	for (size_t i = 0; i < n; i++) {
		w.length = 0;
		if (descend(&w, paths[i]))
			visit_path(&w);
		if (is_page_index(paths[i]))
			visit_beside(&w, folder_of(paths[i]));
	}
	/* Of those that follow one another in a folder once. */
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !str_eq(folder_of(paths[i]), folder_of(paths[i - 1])))
			visit_copies(&w, folder_of(paths[i]), paths, n);
	sort_files(out);
}

bool scan_run(int dirfd, struct scan *out, struct problems *problems, struct err *err)
{
	struct walk w = { .root = dirfd, .scan = out, .problems = problems };
	*out = (struct scan){ .rename = site_renames(dirfd, &w.lang) };
	w.plain = own_page_plain_names(dirfd);
	arena_init(&out->arena);
	/* A descriptor of its own: the caller's keeps its position. */
	int fd = openat(dirfd, ".", FOLDER_FLAGS);
	if (fd < 0 || !visit_folder(&w, fd)) {
		err_errno(err, "cannot read the content directory");
		scan_release(out);
		return false;
	}
	if (out->file_count > 1)
		qsort(out->files, out->file_count, sizeof *out->files, by_path);
	if (out->folder_count > 1)
		qsort(out->folders, out->folder_count, sizeof *out->folders, by_name);
	return true;
}

void scan_release(struct scan *s)
{
	arena_release(&s->arena);
	free(s->files);
	*s = (struct scan){ 0 };
}
