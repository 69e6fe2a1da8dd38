/*
 * new: begins an item or a project. What is written passes `check`: names and titles that would not are
 * refused.
 */
#include "command/new.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/random.h"
#include "base/utf8.h"
#include "content/quotes.h"
#include "lang/message.h"

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

static bool is_free(const char *path, struct err *err)
{
	struct stat st;
	if (lstat(path, &st) != 0 && errno == ENOENT)
		return true;
	errno = EEXIST;
	return err_errno(err, "%s", path);
}

/* --- what is given ----------------------------------------------------------------- */

bool new_check_project(const char *slug, struct err *err)
{
	if (strchr(slug, '/'))
		return err_set(err, "\"%s\" is a path: write only the name of the project's folder", slug);
	if (!content_enters(slug))
		return err_set(err, "\"%s\" would be ignored: begin the name with a letter or digit", slug);
	return content_folder(slug, err);
}

/* Also those of C1 and DEL, which front matter would accept: they are slips in a title. */
static bool is_control(uint32_t c, struct str character)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || !utf8_xml_safe(character, NULL);
}

/* Whether front matter can contain the text: one line. */
static bool check_text(const char *text, struct err *err)
{
	struct str rest = str_trim(str_of(text));
	if (!rest.n || strpbrk(text, "\r\n"))
		return err_set(err, "\"%s\" is no title or name: write one line of text", text);
	if (!utf8_valid(rest, NULL))
		return err_set(err, "this title or name is not in UTF-8: set the terminal to this encoding");
	while (rest.n) {
		size_t len;
		uint32_t c = utf8_decode(rest, &len);
		if (is_control(c, str_sub(rest, 0, len)))
			return err_set(err,
			    "this title or name contains the control character U+%04X: take it out",
			    (unsigned)c);
		rest = str_sub(rest, len, rest.n);
	}
	return true;
}

/* A comment in the file, in the language of the file. */
static void add_remark(struct buf *out, const struct lang *lang, const char *template)
{
	buf_puts(out, message_find(lang_messages(lang->tag), template));
}

/* --- items ------------------------------------------------------------------------- */

static bool fill_item(const struct new_item *n, size_t which, struct buf *out, struct err *err)
{
	char day[DATE_TEXT_MAX];
	const struct lang *lang = n->langs[which];
	date_day(n->now, day);
	buf_puts(out, "---\n");
	if (which > 0)
		add_remark(out, lang, MESSAGE("# Translate the title, and then the text:\n"));
	quotes_write(out, "title", n->title);
	buf_printf(out, "kind: %s\n", item_kind_word(n->kind));
	if (n->kind == KIND_EVENT)
		add_remark(out, lang, MESSAGE("# When and where is it? Take the \"#\" away:\n"));
	if (n->kind == KIND_EVENT)
		buf_printf(
		    out, "# event_start: %s 10:00\n# event_end: %s 17:00\n# event_place: …\n", day, day);
	buf_puts(out, "id: ");
	if (!new_id(out, err))
		return false;
	buf_add_char(out, '\n');
	add_remark(out, lang, MESSAGE("# While this line is here the item is checked, but not published:\n"));
	buf_puts(out, "draft: yes\n---\n\n");
	return !out->full || err_set(err, "the title is too long");
}

static char *item_path(const char *stem, const struct new_item *n, size_t which)
{
	struct buf path;
	buf_init(&path, PATH_MAX);
	buf_printf(&path, "%s%s.%s.gmi", stem, n->bundle ? "/index" : "", n->langs[which]->tag);
	return buf_detach(&path);
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
	buf_init(&text, DOCUMENT_MAX);
	for (size_t i = 0; i < n->lang_count && good; i++) {
		char *path = item_path(stem, n, i);
		buf_reset(&text);
		good = fill_item(n, i, &text, err) && new_file(path, buf_str(&text), err);
		free(path);
	}
	buf_release(&text);
	return good;
}

static bool check_folder(const char *folder, const char *project, struct err *err)
{
	struct stat st;
	return (stat(folder, &st) == 0 && S_ISDIR(st.st_mode)) ||
	       err_set(err,
	           "there is no project \"%s\" (no folder %s): begin it with jarchy new --project %s "
	           "\"NAME\"",
	           project, folder, project);
}

static bool name_slug(const struct new_item *n, struct buf *slug, struct err *err)
{
	if (!n->slug) {
		lang_slug(n->langs[0], str_of(n->title), slug);
		return slug->len ||
		       err_set(err, "no file name can be made from the title \"%s\": give one with --slug",
		           n->title);
	}
	if (!path_is_slug(str_of(n->slug)))
		return err_set(err,
		    "\"%s\" is no short name: use small Latin letters, digits and hyphens, at most %d of "
		    "them",
		    n->slug, SLUG_MAX);
	buf_puts(slug, n->slug);
	return true;
}

static bool name_item(const struct new_item *n, struct buf *stem, struct err *err)
{
	struct buf slug;
	char day[DATE_TEXT_MAX];
	buf_init(&slug, SLUG_MAX);
	date_day(n->now, day);
	bool named = name_slug(n, &slug, err);
	buf_printf(stem, "/%s-%s", day, slug.data);
	buf_release(&slug);
	return named;
}

bool new_item(const struct config *c, const struct new_item *n, struct err *err)
{
	struct buf stem;
	if (!new_check_project(n->project, err) || !check_text(n->title, err))
		return false;
	buf_init(&stem, 2 * PATH_MAX);
	buf_printf(&stem, "%s/%s", c->content, n->project);
	bool good = check_folder(stem.data, n->project, err) && name_item(n, &stem, err) &&
	            write_items(stem.data, n, err);
	buf_release(&stem);
	return good;
}

/* --- projects ---------------------------------------------------------------------- */

static bool fill_project(
    const char *name, const struct lang *lang, bool translation, struct buf *out, struct err *err)
{
	buf_puts(out, "---\n");
	if (translation)
		add_remark(out, lang, MESSAGE("# Translate the name, and then the text:\n"));
	quotes_write(out, "name", name);
	add_remark(out, lang, MESSAGE("# Take the \"#\" away where you know the answer:\n"));
	buf_puts(out, "# period: 2025-09 .. 2029-09\n# donor: …\n# implementer: …\n# partner: …\n# area: …\n"
	              "# budget: …\n# contact: …\n# website: https://…\n---\n\n");
	return !out->full || err_set(err, "the project's name is too long");
}

static char *project_path(const struct config *c, const char *slug, const struct lang *lang)
{
	struct buf path;
	buf_init(&path, PATH_MAX);
	buf_printf(&path, "%s/%s/project.%s.gmi", c->content, slug, lang->tag);
	return buf_detach(&path);
}

bool new_project(const struct config *c, const char *slug, const char *name, const struct lang *const *langs,
    size_t lang_count, struct err *err)
{
	struct buf text;
	bool good = check_text(name, err) && new_check_project(slug, err);
	for (size_t i = 0; i < lang_count && good; i++) {
		char *path = project_path(c, slug, langs[i]);
		good = is_free(path, err);
		free(path);
	}
	buf_init(&text, DOCUMENT_MAX);
	for (size_t i = 0; i < lang_count && good; i++) {
		char *path = project_path(c, slug, langs[i]);
		buf_reset(&text);
		good = fill_project(name, langs[i], i > 0, &text, err) && new_file(path, buf_str(&text), err);
		free(path);
	}
	buf_release(&text);
	return good;
}

/* --- the command --------------------------------------------------------------------- */

struct new_values {
	struct option_texts langs;
	const char *kind, *project, *slug;
	bool bundle;
};

static const struct option options[] = {
	OPT_TEXTS(struct new_values, langs, "lang", 0, "TAG",
	    "its language; repeat it for translations (default: the site's first)"),
	OPT_TEXT(struct new_values, kind, "kind", 0, "KIND",
	    "news, press-release, event, practice or publication"),
	OPT_TEXT(struct new_values, slug, "slug", 0, "NAME",
	    "its short name in addresses (default: made from the title)"),
	OPT_FLAG(struct new_values, bundle, "bundle", 0, "with a folder of its own, for attachments"),
	OPT_TEXT(struct new_values, project, "project", 0, "SLUG", "begin this project instead of an item"),
	OPT_END,
};

/* The languages asked for, or the site's first. False: an error was printed. */
static bool find_langs(const struct site *site, const struct command_line *line, struct new_item *n)
{
	const struct new_values *v = line->values;
	for (size_t i = 0; i < v->langs.n; i++) {
		n->langs[i] = site_lang(site, str_of(v->langs.v[i]));
		if (!n->langs[i]) {
			command_usage_error(
			    line, "--lang \"%s\" is not one of the site's languages", v->langs.v[i]);
			return false;
		}
	}
	n->lang_count = v->langs.n;
	if (!n->lang_count)
		n->langs[n->lang_count++] = site->langs[0];
	return true;
}

static int begin_project(
    const struct config *c, const struct command_line *line, const struct new_item *n, struct err *err)
{
	const struct new_values *v = line->values;
	if (line->word_count > 1)
		return command_usage_error(line, "after --project write the project's name, in quotes");
	const char *name = line->word_count ? line->words[0] : v->project;
	if (new_project(c, v->project, name, n->langs, n->lang_count, err))
		return COMMAND_GOOD;
	log_error("%s", err->text);
	return COMMAND_FAILED;
}

static int run_new(struct config *c, const struct command_line *line)
{
	struct err err;
	const struct new_values *v = line->values;
	struct new_item n = { .slug = v->slug, .now = time(NULL), .bundle = v->bundle };
	if (v->kind && !item_kind_find(str_of(v->kind), &n.kind))
		return command_usage_error(
		    line, "--kind is news, press-release, event, practice or publication");
	if (!find_langs(&c->site, line, &n))
		return COMMAND_FAILED;
	if (v->project)
		return begin_project(c, line, &n, &err);
	if (line->word_count != 2)
		return command_usage_error(line, "write the project and the title, in quotes");
	n.project = line->words[0];
	n.title = line->words[1];
	if (new_item(c, &n, &err))
		return COMMAND_GOOD;
	log_error("%s", err.text);
	return COMMAND_FAILED;
}

const struct command new_command = {
	.name = "new",
	.arguments = MESSAGE("PROJECT \"TITLE\""),
	.summary = MESSAGE("begin an item, as a draft"),
	.options = options,
	.values_size = sizeof(struct new_values),
	.notes = MESSAGE("jarchy new --project SLUG [\"NAME\"] begins a project."),
	.run = run_new,
};
