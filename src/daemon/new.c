#include "daemon/new.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/rand.h>

#include "base/path.h"

/* A random UUID as a URN (RFC 9562 section 5.4, RFC 8141). */
static bool mint_id(struct buf *out, struct err *err)
{
	unsigned char b[16];
	if (RAND_bytes(b, sizeof b) != 1)
		return err_set(err, "no random numbers for an id");
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	buf_puts(out, "urn:uuid:");
	for (size_t i = 0; i < sizeof b; i++)
		buf_printf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", b[i]);
	return true;
}

static bool fill(const struct new_item *n, struct buf *out, struct err *err)
{
	char day[DATE_TEXT_MAX];
	date_day(n->now, day);
	struct civil now = date_civil(n->now);
	buf_printf(out, "---\ntitle: %s\ndate: %s %02d:%02d\nkind: %s\nid: ", n->title, day, now.hour,
	    now.minute, item_kind_word(n->kind));
	if (!mint_id(out, err))
		return false;
	return buf_puts(
	    out, "\n# While this line stands the item is checked, but not published:\ndraft: yes\n---\n\n");
}

/* Writes a file that must not exist yet. */
static bool create(const char *path, struct str text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_errno(err, "%s", path);
	bool good = write(fd, text.p, text.n) == (ssize_t)text.n;
	good = close(fd) == 0 && good;
	if (good)
		return true;
	err_errno(err, "%s", path);
	unlink(path);
	return false;
}

static bool write_language(const char *stem, const struct lang *l, const struct new_item *n, struct err *err)
{
	struct buf path, text;
	buf_init(&path, 1 << 16);
	buf_init(&text, 1 << 16);
	buf_printf(&path, "%s.%s.gmi", stem, l->tag);
	bool good = fill(n, &text, err) && create(path.data, buf_str(&text), err);
	if (good)
		printf("%s\n", path.data);
	buf_release(&text);
	buf_release(&path);
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
		err_set(err, "there is no project \"%s\" (no folder %s)", n->project, stem.data);
	lang_slug(n->langs[0], str_of(n->title), &slug);
	if (good && !slug.len)
		good = err_set(err, "no file name can be made from the title \"%s\"", n->title);
	date_day(n->now, day);
	buf_printf(&stem, "/%s-%s", day, slug.data);
	for (size_t i = 0; i < n->lang_count && good; i++)
		good = write_language(stem.data, n->langs[i], n, err);
	buf_release(&slug);
	buf_release(&stem);
	return good;
}
