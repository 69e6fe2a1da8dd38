#include "command/new.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/random.h"
#include "content/quotes.h"

bool new_id(struct buf *out, struct err *err)
{
	unsigned char b[16];
	if (!random_bytes(b, sizeof b))
		return err_set(err, "no random numbers for an id");
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	buf_puts(out, "urn:uuid:");
	for (size_t i = 0; i < sizeof b; i++)
		buf_printf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", b[i]);
	return true;
}

bool new_file(const char *path, struct str text, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = xstrndup(path, slash ? (size_t)(slash - path) : 0);
	bool good = !slash || file_make_dirs(AT_FDCWD, folder, err);
	free(folder);
	if (!good)
		return false;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_errno(err, "%s", path);
	good = file_write_all(fd, text);
	good = close(fd) == 0 && good;
	if (!good) {
		err_errno(err, "%s", path);
		unlink(path);
		return false;
	}
	printf("%s\n", path);
	return true;
}

/* --- items ------------------------------------------------------------------------- */

static bool fill_item(const struct new_item *n, size_t which, struct buf *out, struct err *err)
{
	char day[DATE_TEXT_MAX];
	date_day(n->now, day);
	struct civil now = date_civil(n->now);
	buf_puts(out, "---\n");
	if (which > 0)
		buf_printf(out, "# Translate the title, and then the text:\n");
	quotes_write(out, "title", n->title);
	buf_printf(out, "date: %s %02d:%02d\nkind: %s\n", day, now.hour, now.minute, item_kind_word(n->kind));
	if (n->kind == KIND_EVENT)
		buf_printf(out,
		    "# When and where is it? Take the \"#\" away:\n# event_start: %s 10:00\n"
		    "# event_end: %s 17:00\n# event_place: …\n",
		    day, day);
	buf_puts(out, "id: ");
	if (!new_id(out, err))
		return false;
	return buf_puts(
	    out, "\n# While this line stands the item is checked, but not published:\ndraft: yes\n---\n\n");
}

static char *item_path(const char *stem, const struct new_item *n, size_t which)
{
	struct buf path;
	buf_init(&path, PATH_MAX);
	buf_printf(&path, "%s%s.%s.gmi", stem, n->bundle ? "/index" : "", n->langs[which]->tag);
	return buf_detach(&path);
}

static bool is_free(const char *path, struct err *err)
{
	struct stat st;
	if (lstat(path, &st) != 0 && errno == ENOENT)
		return true;
	errno = EEXIST;
	return err_errno(err, "%s", path);
}

static bool write_items(const char *stem, const struct new_item *n, struct err *err)
{
	struct buf text;
	bool good = true;
	for (size_t i = 0; i < n->lang_count && good; i++) {
		char *path = item_path(stem, n, i);
		good = is_free(path, err);
		free(path);
	}
	buf_init(&text, 1 << 16);
	for (size_t i = 0; i < n->lang_count && good; i++) {
		char *path = item_path(stem, n, i);
		buf_reset(&text);
		good = fill_item(n, i, &text, err) && new_file(path, buf_str(&text), err);
		free(path);
	}
	buf_release(&text);
	return good;
}

bool new_item(const struct config *c, const struct new_item *n, struct err *err)
{
	struct stat st;
	struct buf stem, slug;
	char day[DATE_TEXT_MAX];
	if (!path_is_slug(str_of(n->project)))
		return err_set(err, "\"%s\" is no name of a project (a-z, 0-9 and hyphens)", n->project);
	if (!*n->title || strpbrk(n->title, "\r\n"))
		return err_set(err, "the title must be one line of text");
	buf_init(&stem, 1 << 16);
	buf_init(&slug, SLUG_MAX);
	buf_printf(&stem, "%s/%s", c->content, n->project);
	bool good = stat(stem.data, &st) == 0 && S_ISDIR(st.st_mode);
	if (!good)
		err_set(err,
		    "there is no project \"%s\" (no folder %s): begin it with jarchy new --project %s "
		    "\"NAME\"",
		    n->project, stem.data, n->project);
	lang_slug(n->langs[0], str_of(n->title), &slug);
	if (good && !slug.len)
		good = err_set(err, "no file name can be made from the title \"%s\"", n->title);
	date_day(n->now, day);
	buf_printf(&stem, "/%s-%s", day, slug.data);
	good = good && write_items(stem.data, n, err);
	buf_release(&slug);
	buf_release(&stem);
	return good;
}

/* --- projects ---------------------------------------------------------------------- */

static void fill_project(const char *name, bool translation, struct buf *out)
{
	buf_puts(out, "---\n");
	if (translation)
		buf_puts(out, "# Translate the name, and then the text:\n");
	buf_printf(out,
	    "name: %s\n# Take the \"#\" away where you know the answer:\n"
	    "# period: 2025-09 .. 2029-09\n# donor: …\n# implementer: …\n# partner: …\n# area: …\n"
	    "# budget: …\n# contact: …\n# website: https://…\n---\n\n",
	    name);
}

bool new_project(const struct config *c, const char *slug, const char *name, const struct lang *const *langs,
    size_t lang_count, struct err *err)
{
	struct content_name rule;
	struct buf path, text;
	bool good = true;
	if (!*name || strpbrk(name, "\r\n"))
		return err_set(err, "the project's name must be one line of text");
	buf_init(&path, PATH_MAX);
	buf_init(&text, 1 << 16);
	for (int writing = 0; writing < 2; writing++) {
		for (size_t i = 0; i < lang_count && good; i++) {
			buf_reset(&path);
			buf_printf(&path, "%s/project.%s.gmi", slug, langs[i]->tag);
			content_name(path.data, &rule, err);
			if (rule.role != ROLE_PROJECT) {
				good = rule.role == ROLE_IGNORED
				           ? err_set(err, "\"%s\" would be ignored", slug)
				           : false;
				break;
			}
			buf_reset(&path);
			buf_printf(&path, "%s/%s/project.%s.gmi", c->content, slug, langs[i]->tag);
			buf_reset(&text);
			fill_project(name, i > 0, &text);
			good = writing ? new_file(path.data, buf_str(&text), err) : is_free(path.data, err);
		}
	}
	buf_release(&path);
	buf_release(&text);
	return good;
}
