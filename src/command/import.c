/*
 * import: gives each imported item a language, a day and a file name, and writes it. What is imported a second time is
 * recognised by its id, or else by its name.
 */
#include "command/import.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "command/new.h"
#include "import/import.h"

enum { SAME_NAME_MAX = 99, SUFFIX_ROOM = 3 };

struct naming {
	const struct config *config;
	const struct import_options *options;
	struct imported *item;
	const struct lang *lang;
	bool dated;
	char day[DATE_TEXT_MAX];
	char slug[SLUG_MAX + 1];
};

static void add_check(struct import *i, struct imported *item, const char *text)
{
	*ARENA_PUSH(&i->arena, item->checks, item->check_count) = arena_strdup(&i->arena, text);
}

/* Fills in what an item lacks, and says so in the item. */
static void fill_missing(struct naming *n, struct import *import)
{
	struct imported *item = n->item;
	const struct site *site = &n->config->site;
	struct moment date;
	struct buf slug;
	n->lang = n->options->lang ? n->options->lang : site_lang(site, str_of(item->lang));
	if (!n->lang) {
		n->lang = site->langs[0];
		add_check(
		    import, item, "which language is this? It was not found out, or is none of the site's");
	}
	n->dated = date_parse(str_of(item->date), &date, NULL);
	if (!n->dated) {
		date.at = n->options->now;
		item->date = "";
	}
	date_day(date.at, n->day);
	if (!date_parse(str_of(item->updated), &date, NULL))
		item->updated = "";
	buf_init(&slug, SLUG_MAX);
	lang_slug(n->lang, str_of(item->title), &slug);
	snprintf(n->slug, sizeof n->slug, "%s", slug.len ? slug.data : "item");
	buf_release(&slug);
}

/* Whether files came with it: it then has a folder of its own. */
static bool has_files(const struct imported *item)
{
	for (size_t i = 0; i < item->file_count; i++)
		if (item->files[i].bytes.n)
			return true;
	return false;
}

/* The n-th name for the item. */
static void name_file(const struct naming *n, int number, char out[PATH_MAX])
{
	const char *project = n->options->project ? n->options->project : "imported";
	int room = SLUG_MAX - SUFFIX_ROOM;
	char suffix[16] = "";
	if (number > 1)
		snprintf(suffix, sizeof suffix, "-%d", number);
	snprintf(out, PATH_MAX, "%s/%s/%s-%.*s%s%s.%s.gmi", n->config->content, project, n->day,
	    number > 1 ? room : SLUG_MAX, n->slug, suffix, has_files(n->item) ? "/index" : "", n->lang->tag);
}

/*
 * Whether this is the item's place: there is no file (*taken is false), or it is the item's. An item without an
 * id of its own is known by its name.
 */
static bool is_place(const struct naming *n, const char *path, bool *taken)
{
	struct buf bytes, line;
	struct err err;
	bool same = true;
	buf_init(&bytes, DOCUMENT_MAX);
	*taken = faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	if (*taken && *n->item->id && file_read(AT_FDCWD, path, DOCUMENT_MAX, &bytes, &err)) {
		buf_init(&line, DOCUMENT_MAX);
		buf_printf(&line, "\nid: %s\n", n->item->id);
		same = strstr(bytes.data, line.data) != NULL;
		buf_release(&line);
	}
	buf_release(&bytes);
	return same;
}

/* Whether a file of this name may be the item's, whatever its day; with an id of its own also after a number. */
static bool may_hold(const struct naming *n, const char *name)
{
	enum { DAY = sizeof "2023-09-08" - 1 };
	char begin[SLUG_MAX + 2], end[32];
	snprintf(begin, sizeof begin, "-%.*s", SLUG_MAX - SUFFIX_ROOM, n->slug);
	snprintf(end, sizeof end, ".%s.gmi", n->lang->tag);
	struct str rest = str_sub(str_of(name), DAY, strlen(name));
	return str_starts(rest, begin) && str_ends(rest, end) &&
	       (*n->item->id || rest.n == strlen(n->slug) + strlen(end) + 1);
}

/* An item without a date has that of its import: whether it came on another day. Then path is where it is. */
static bool find_earlier(const struct naming *n, char path[PATH_MAX])
{
	char folder[PATH_MAX], other[PATH_MAX];
	snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
	DIR *d = n->dated ? NULL : opendir(folder);
	bool found = false, taken;
	for (struct dirent *e; d && !found && (e = readdir(d));) {
		if (!may_hold(n, e->d_name) ||
		    snprintf(other, sizeof other, "%s/%s", folder, e->d_name) >= PATH_MAX)
			continue;
		found = is_place(n, other, &taken);
		if (found)
			memcpy(path, other, sizeof other);
	}
	if (d)
		closedir(d);
	return found;
}

/* The files that came with the item, beside its text. One that an import left half done is there already. */
static bool write_files(const struct naming *n, const char *path, struct err *err)
{
	char beside[PATH_MAX];
	int folder = (int)(strrchr(path, '/') - path);
	for (size_t i = 0; i < n->item->file_count; i++) {
		const struct imported_file *f = &n->item->files[i];
		if (!f->bytes.n ||
		    snprintf(beside, sizeof beside, "%.*s/%s", folder, path, f->name) >= PATH_MAX)
			continue;
		if (n->options->dry_run)
			printf("== %s (%zu bytes)\n", beside, f->bytes.n);
		else if (faccessat(AT_FDCWD, beside, F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
		         !new_file(beside, f->bytes, err))
			return false;
	}
	return true;
}

static bool write_content(const struct naming *n, const char *path, struct err *err)
{
	struct buf text, id;
	buf_init(&text, 2 * DOCUMENT_MAX);
	buf_init(&id, 128);
	bool good = new_id(&id, err);
	import_write(n->item, id.data, &text);
	if (good && n->options->dry_run)
		printf("== %s\n%s\n", path, text.data);
	else if (good)
		good = write_files(n, path, err) && new_file(path, buf_str(&text), err);
	if (good && n->options->dry_run)
		good = write_files(n, path, err);
	buf_release(&text);
	buf_release(&id);
	return good;
}

/* Where the item goes, or is already (*taken). False: there is no room for another one of this name. */
static bool find_place(const struct naming *n, char path[PATH_MAX], bool *taken)
{
	int number = 1;
	name_file(n, number, path);
	if (find_earlier(n, path)) {
		*taken = true;
		return true;
	}
	for (; !is_place(n, path, taken); name_file(n, ++number, path))
		if (number == SAME_NAME_MAX)
			return false;
	return true;
}

static bool write_item(struct naming *n, struct import *import, struct err *err)
{
	char path[PATH_MAX];
	bool taken = false;
	fill_missing(n, import);
	if (!find_place(n, path, &taken))
		return err_set(err, "%s: too many items of this name", path);
	if (!taken)
		return write_content(n, path, err);
	log_info("%s is there already: left alone", path);
	return true;
}

static bool import_file(
    const struct config *c, const struct import_options *o, const char *file, struct err *err)
{
	struct buf bytes;
	struct import import = { 0 };
	buf_init(&bytes, IMPORT_MAX);
	bool good = file_read(AT_FDCWD, file, IMPORT_MAX, &bytes, err);
	if (good && !import_read(buf_str(&bytes), &import, err))
		good = err_prefix(err, "%s", file);
	for (size_t i = 0; i < import.n && good; i++) {
		struct naming n = { .config = c, .options = o, .item = &import.v[i] };
		good = write_item(&n, &import, err);
	}
	import_release(&import);
	buf_release(&bytes);
	return good;
}

int import_run(const struct config *c, const struct import_options *o)
{
	size_t failed = 0;
	struct err err;
	if (o->project && !new_check_project(o->project, &err)) {
		log_error("%s", err.text);
		return COMMAND_FAILED;
	}
	for (size_t i = 0; i < o->file_count; i++) {
		if (import_file(c, o, o->files[i], &err))
			continue;
		log_error("%s", err.text);
		failed++;
	}
	return !failed ? COMMAND_GOOD : failed < o->file_count ? COMMAND_FAULTY : COMMAND_FAILED;
}

/* --- the command --------------------------------------------------------------------- */

struct import_values {
	const char *project, *lang;
	bool dry_run;
};

static const struct option options[] = {
	OPT_TEXT(struct import_values, project, "project", 0, "SLUG",
	    "the items' project (default: \"imported\")"),
	OPT_TEXT(struct import_values, lang, "lang", 0, "TAG", "their language, instead of a guess"),
	OPT_FLAG(struct import_values, dry_run, "dry-run", 0, "show what would be written"),
	OPT_END,
};

static int run_import(struct config *c, const struct command_line *line)
{
	const struct import_values *v = line->values;
	struct import_options o = { .dry_run = v->dry_run,
		.project = v->project,
		.lang = v->lang ? site_lang(&c->site, str_of(v->lang)) : NULL,
		.files = line->words,
		.file_count = line->word_count,
		.now = time(NULL) };
	if (!line->word_count)
		return command_usage_error(line,
		    "say which files: feeds, HTML pages, documents of Word or LibreOffice, or plain text");
	if (v->lang && !o.lang)
		return command_usage_error(line, "--lang \"%s\" is not one of the site's languages", v->lang);
	return import_run(c, &o);
}

const struct command import_command = {
	.name = "import",
	.arguments = "FILE ...",
	.summary = "make content of feeds, pages, documents and plain text",
	.options = options,
	.values_size = sizeof(struct import_values),
	.notes = "Nothing is overwritten. What is a guess is marked by a line \"# check:\".",
	.run = run_import,
};
