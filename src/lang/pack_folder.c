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

#include "base/file.h"
#include "lang/bcp47.h"
#include "lang/pack_file.h"

static int is_pack(const struct dirent *e)
{
	return e->d_name[0] != '.' && str_ends(str_of(e->d_name), ".lang");
}

/* Of two packs of a language the first is used: mn.lang before mn-MN.lang, as its tag is the shortest. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	size_t n = strlen((*a)->d_name), m = strlen((*b)->d_name);

	return n != m ? (n > m) - (n < m) : strcmp((*a)->d_name, (*b)->d_name);
}

/* The tag that a file's name has, "" when it has none. */
static void tag_of(const char *name, char out[TAG_BYTES])
{
	struct bcp47 tag;

	out[0] = '\0';
	if (bcp47_parse(str_sub(str_of(name), 0, strlen(name) - strlen(".lang")), &tag))
		bcp47_write(&tag, out);
}

/* Whether a pack of the tag is in `out` already; its name then. */
static bool has_tag(struct str packs, const char *name, struct str *other)
{
	char tag[TAG_BYTES], there[TAG_BYTES], copy[NAME_MAX + 1];
	struct str text;

	tag_of(name, tag);
	while (pack_folder_next(&packs, other, &text)) {
		snprintf(copy, sizeof copy, "%.*s", STR_ARG(*other));
		tag_of(copy, there);
		if (strcmp(tag, there) == 0)
			return true;
	}
	return false;
}

static void read_one(
    const char *folder, const char *name, struct arena *a, struct buf *out, struct pack_problems *problems)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);
	struct buf text;
	struct err err;
	struct str other;

	if (has_tag(buf_str(out), name, &other)) {
		pack_problem(problems, path, 0,
		    "\"%.*s\" is of the same language, and is used: take one of the two away",
		    STR_ARG(other));
		return;
	}
	buf_init(&text, PACK_MAX);
	size_t before = out->len;
	if (!file_read(AT_FDCWD, path, PACK_MAX, &text, &err)) {
		pack_problem(problems, path, 0, "this language pack cannot be read: %s", err.text);
	} else if (!buf_printf(out, "%zu %s\n", text.len, name) || !buf_add_str(out, buf_str(&text))) {
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
		pack_problem(
		    problems, folder, 0, "this folder of language packs cannot be read: %s", strerror(errno));
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
