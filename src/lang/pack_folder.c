/*
 * pack_folder: lists the folder, reads each file as a whole.
 */
#include "lang/pack_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "lang/pack_file.h"
#include "lang/pack_text.h"

static const char ending[] = ".lang", ending_txt[] = ".lang.txt";

static bool ends(struct str name, const char *end)
{
	size_t n = strlen(end);

	return name.n >= n && str_is_nocase(str_sub(name, name.n - n, name.n), end);
}

/* What is a pack, or was meant to be one. Copies that editors keep have other ends, or begin with a dot. */
static int is_pack(const struct dirent *e)
{
	struct str name = str_of(e->d_name);

	return e->d_name[0] != '.' && (ends(name, ending) || ends(name, ending_txt));
}

/* Of two packs of a language the first is used: mn.lang before mn-MN.lang, as its tag is the shortest. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	size_t n = strlen((*a)->d_name), m = strlen((*b)->d_name);

	return n != m ? (n > m) - (n < m) : strcmp((*a)->d_name, (*b)->d_name);
}

/* Whether a pack of the tag is in `packs` already; its name then. */
static bool has_tag(struct str packs, const char *tag, struct str *other)
{
	char there[TAG_BYTES], name[NAME_MAX + 1];
	struct str text;

	while (pack_folder_next(&packs, other, &text)) {
		snprintf(name, sizeof name, "%.*s", STR_ARG(*other));
		if (pack_file_tag(name, there) && strcmp(tag, there) == 0)
			return true;
	}
	return false;
}

static bool has_good_name(const char *name, const char *path, char tag[TAG_BYTES], struct pack_problems *p)
{
	if (pack_file_tag(name, tag))
		return true;
	if (str_ends(str_of(name), ending))
		pack_file_name_problem(path, p);
	else
		pack_problem(p, path, 0, "the name of a language pack ends in \".lang\": rename this file");
	return false;
}

static void not_there(const char *path, struct pack_problems *p)
{
	if (errno == ENOENT)
		pack_problem(p, path, 0, "this link leads to no file: mend it, or take it away");
	else
		pack_problem(p, path, 0, "this language pack cannot be read: %s", strerror(errno));
}

/* Whether there is a file of a size that may be read. */
static bool is_file(const char *path, struct pack_problems *p)
{
	struct stat st;

	if (stat(path, &st) != 0)
		not_there(path, p);
	else if (S_ISDIR(st.st_mode))
		pack_problem(
		    p, path, 0, "this is a folder, and a language pack is a text file: take it away");
	else if (!S_ISREG(st.st_mode))
		pack_problem(p, path, 0,
		    "this is a pipe, socket or device, and a language pack is a text file: take it away");
	else if (st.st_size > PACK_MAX)
		pack_problem(p, path, 0, "this file is over %d KiB, and no language pack is: take it away",
		    PACK_MAX >> 10);
	else if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
		pack_problem(p, path, 0, "this file may not be read: let jarchy read it (chmod a+r)");
	else
		return true;
	return false;
}

static bool read_text(const char *path, struct buf *text, struct pack_problems *p)
{
	struct err err;

	if (file_read(AT_FDCWD, path, PACK_MAX, text, &err))
		return true;
	pack_problem(p, path, 0, "this language pack cannot be read: %s", err.text);
	return false;
}

static void read_one(
    const char *folder, const char *name, struct arena *a, struct buf *out, struct pack_problems *problems)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);
	char tag[TAG_BYTES];
	struct buf text;
	struct str other;

	if (!has_good_name(name, path, tag, problems))
		return;
	if (has_tag(buf_str(out), tag, &other)) {
		pack_problem(problems, path, 0,
		    "\"%.*s\" is of the same language, and is used: take one of the two away",
		    STR_ARG(other));
		return;
	}
	buf_init(&text, PACK_MAX);
	size_t before = out->len;
	if (is_file(path, problems) && read_text(path, &text, problems) &&
	    pack_text_check(buf_str(&text), path, tag, problems) &&
	    !(buf_printf(out, "%zu %s\n", text.len, name) && buf_add_str(out, buf_str(&text)))) {
		pack_problem(problems, path, 0, "there are over %d MiB of language packs: take some away",
		    PACKS_MAX >> 20);
		buf_truncate(out, before);
	}
	buf_release(&text);
}

void pack_folder_read(const char *folder, struct buf *out, struct pack_problems *problems)
{
	struct dirent **names;
	struct arena a;
	int n = scandir(folder, &names, is_pack, by_name);

	if (n < 0) {
		pack_problem(problems, folder, 0,
		    "this folder of language packs cannot be read: %s: make it, let jarchy read it, or "
		    "correct languages_dir",
		    strerror(errno));
		return;
	}
	arena_init(&a);
	for (int i = 0; i < n; i++) {
		read_one(folder, names[i]->d_name, &a, out, problems);
		free(names[i]);
	}
	free(names);
	arena_release(&a);
}

bool pack_folder_next(struct str *rest, struct str *name, struct str *text)
{
	struct str head, size;
	uint64_t n;

	if (!rest->n || !str_cut(*rest, '\n', &head, rest))
		return false;
	if (!str_cut(head, ' ', &size, name) || !str_to_uint(size, rest->n, &n))
		return false;
	*text = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}
