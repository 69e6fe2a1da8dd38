/*
 * importing: names items and writes them. What is imported a second time is known by its id: an item that
 * has none is given one that is made of what it says, the same each time.
 */
#include "command/importing.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "command/new.h"
#include "content/quotes.h"
#include "import/web.h"

enum {
	SAME_NAME_MAX = 99,
	SUFFIX_ROOM = 3,
	THERE_SHOWN = 100, /* items that were imported before and are named */
};

struct naming {
	struct importing *run;
	struct import *part;
	struct imported *item;
	const struct lang *lang;
	const char *id, *own_id; /* the second is made of what the item says */
	char day[DATE_TEXT_MAX];
	char slug[SLUG_MAX + 1];
	char stem[STEM_MAX + 1]; /* where it goes, or is */
};

bool importing_begin(
    struct importing *r, const struct config *c, const struct import_options *o, struct err *err)
{
	*r = (struct importing){ .config = c, .options = o, .source = "" };
	progress_init(&r->progress, STDERR_FILENO, clock_ms);
	import_topics_read(&r->topics, c);
	return import_index_open(&r->index, c->content, err);
}

void importing_release(struct importing *r)
{
	fetch_free(r->fetch);
	import_index_release(&r->index);
	import_topics_release(&r->topics);
	arena_release(&r->report.arena);
	arena_release(&r->arena);
}

static const char *project_of(const struct importing *r)
{
	return r->options->project ? r->options->project : "imported";
}

/* Where the source has several, each item names its own. */
static const char *project_of_item(const struct naming *n)
{
	bool own = !n->run->options->project && *n->item->project;
	return own ? n->item->project : project_of(n->run);
}

static const char *ending_of(const struct imported *item)
{
	return item->markdown ? "md" : "gmi";
}

/* --- what an item lacks -------------------------------------------------------------- */

/* A UUID (RFC 9562 section 5.8) that the same item has each time. */
static const char *made_id(struct arena *a, const struct imported *item)
{
	unsigned char d[DIGEST_SIZE];
	const char *said = arena_printf(
	    a, "%s\n%s\n%s\n%s\n%s", item->lang, item->title, item->date, item->source, item->body);
	digest_sha256(str_of(said), d);
	d[6] = (unsigned char)((d[6] & 0x0f) | 0x80);
	d[8] = (unsigned char)((d[8] & 0x3f) | 0x80);
	return arena_printf(a,
	    "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1], d[2],
	    d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14], d[15]);
}

static void find_lang(struct naming *n)
{
	const struct site *site = &n->run->config->site;
	n->lang = n->run->options->lang;
	if (n->lang)
		n->item->unsure_lang = false;
	else
		n->lang = site_lang(site, str_of(n->item->lang));
	if (!n->lang) {
		n->lang = site->langs[0];
		n->item->unsure_lang = true;
		import_doubt(&n->part->arena, n->item,
		    "which language is this? It was not found out, or is none of the site's");
	}
	for (size_t i = 0; i < site->lang_count; i++)
		n->run->used[i] |= site->langs[i] == n->lang;
}

/* Fills in what an item lacks, and says so in the item. */
static void fill_missing(struct naming *n)
{
	struct imported *item = n->item;
	struct moment date;
	struct buf slug;
	n->own_id = made_id(&n->part->arena, item);
	n->id = *item->id ? item->id : n->own_id;
	find_lang(n);
	if (!date_parse(str_of(item->date), &date, NULL)) {
		date.at = n->run->options->now;
		item->date = "";
		item->unsure = true;
	}
	date_day(date.at, n->day);
	if (!date_parse(str_of(item->updated), &date, NULL))
		item->updated = "";
	if (!date_parse(str_of(item->publish), &date, NULL))
		item->publish = "";
	buf_init(&slug, SLUG_MAX);
	if (path_is_slug(str_of(item->slug)))
		buf_puts(&slug, item->slug);
	else
		lang_slug(n->lang, str_of(item->title), &slug);
	snprintf(n->slug, sizeof n->slug, "%s", slug.len ? slug.data : "item");
	buf_release(&slug);
}

/* Nothing that was not public becomes public; what is in doubt, when that is asked for. */
static enum outcome decide(const struct naming *n)
{
	const struct import_options *o = n->run->options;
	bool unsure = n->item->unsure || n->item->unsure_lang;
	enum outcome outcome = n->item->draft          ? OUTCOME_PRIVATE
	                       : unsure && !o->publish ? OUTCOME_UNSURE
	                       : o->draft              ? OUTCOME_ASKED
	                                               : OUTCOME_PUBLIC;
	n->item->draft = outcome != OUTCOME_PUBLIC;
	return outcome;
}

/* --- where it goes ------------------------------------------------------------------- */

/* Whether files came with it: it then has a folder of its own. */
static bool has_files(const struct imported *item)
{
	for (size_t i = 0; i < item->file_count; i++)
		if (item->files[i].bytes.n)
			return true;
	return false;
}

/* Below the content directory. */
static void path_of_item(const struct naming *n, const char *stem, bool bundle, char out[PATH_MAX])
{
	snprintf(out, PATH_MAX, "%s/%s%s.%s.%s", project_of_item(n), stem, bundle ? "/index" : "",
	    n->lang->tag, ending_of(n->item));
}

static void whole_path(const struct naming *n, const char *path, char out[PATH_MAX])
{
	snprintf(out, PATH_MAX, "%.2000s/%.2000s", n->run->config->content, path);
}

/* The n-th stem for the item: that of its other languages, where it has them. */
static void make_stem(const struct naming *n, int number, char out[STEM_MAX + 1])
{
	const char *pair = *n->item->pair ? import_index_find(&n->run->index, INDEX_PAIR, n->item->pair)
	                                  : NULL;
	int room = SLUG_MAX - SUFFIX_ROOM;
	if (pair && number == 1)
		snprintf(out, STEM_MAX + 1, "%s", pair);
	else if (number == 1)
		snprintf(out, STEM_MAX + 1, "%.10s-%s", n->day, n->slug);
	else
		snprintf(out, STEM_MAX + 1, "%.10s-%.*s-%u", n->day, room, n->slug,
		    (unsigned)number % (SAME_NAME_MAX + 1));
}

static bool is_there(const struct naming *n, const char *stem, char path[PATH_MAX])
{
	char whole[PATH_MAX];
	for (int bundle = 0; bundle < 2; bundle++) {
		path_of_item(n, stem, bundle, path);
		whole_path(n, path, whole);
		if (import_index_find(&n->run->index, INDEX_PATH, path) ||
		    faccessat(AT_FDCWD, whole, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
			return true;
	}
	return false;
}

/*
 * The text below the front matter is the item's: it was imported before items without an id were given
 * one.
 */
static bool has_same_text(const struct naming *n, const char *path)
{
	char whole[PATH_MAX];
	struct buf bytes;
	struct err err;
	bool same = false;
	whole_path(n, path, whole);
	buf_init(&bytes, DOCUMENT_MAX);
	if (!*n->item->id && *n->item->body && file_read(AT_FDCWD, whole, DOCUMENT_MAX, &bytes, &err)) {
		const char *end = strstr(bytes.data, "\n---\n");
		same = end && !strcmp(end + sizeof "\n---\n" - 1 + (end[sizeof "\n---\n" - 1] == '\n'),
		                  n->item->body);
	}
	buf_release(&bytes);
	return same;
}

/*
 * The file of the item with this id, that was there before or is the same. Sources give one id to several
 * items now and then: the further ones of an import get another.
 */
static const char *find_known(struct naming *n)
{
	const struct import_index *ix = &n->run->index;
	const char *known = import_index_find(ix, INDEX_ID, n->id);
	if (!known || !import_index_find(ix, INDEX_PATH, known))
		return known;
	known = import_index_find(ix, INDEX_ID, n->own_id);
	if (!known) {
		n->id = n->item->id = n->own_id;
		import_doubt(&n->part->arena, n->item, "its id is that of another item: it has a new one");
	}
	return known;
}

/* Where the item goes, or is already (*taken), below the content directory. */
static bool find_place(struct naming *n, char path[PATH_MAX], bool *taken, struct err *err)
{
	struct content_name name;
	const char *known = find_known(n);
	*taken = known != NULL;
	if (known) {
		snprintf(path, PATH_MAX, "%s", known);
		content_name(path, &name, NULL);
		snprintf(n->stem, sizeof n->stem, "%s", name.stem);
		return true;
	}
	for (int number = 1; number <= SAME_NAME_MAX; number++) {
		make_stem(n, number, n->stem);
		if (is_there(n, n->stem, path)) {
			*taken = has_same_text(n, path);
			if (*taken)
				return true;
			continue;
		}
		path_of_item(n, n->stem, has_files(n->item), path);
		return true;
	}
	return err_set(err, "%s/%s: too many items of this name", n->run->config->content, path);
}

/* --- writing ------------------------------------------------------------------------- */

/* The folder of a project may be a link, but not out of the content. */
static bool check_inside(const struct naming *n, struct err *err)
{
	char folder[PATH_MAX], root[PATH_MAX], found[PATH_MAX];
	whole_path(n, project_of_item(n), folder);
	if (!realpath(n->run->config->content, root) || !realpath(folder, found))
		return true;
	size_t len = strlen(root);
	return (!strncmp(found, root, len) && found[len] == '/') ||
	       err_set(err, "%s leads out of the content directory: nothing is written there", folder);
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
		if (n->run->options->dry_run)
			printf("== %s (%zu bytes)\n", beside, f->bytes.n);
		else if (faccessat(AT_FDCWD, beside, F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
		         !new_file(beside, f->bytes, err))
			return false;
	}
	return true;
}

static bool write_content(const struct naming *n, const char *path, struct err *err)
{
	char whole[PATH_MAX];
	struct buf text;
	whole_path(n, path, whole);
	buf_init(&text, 2 * DOCUMENT_MAX);
	import_write(n->item, n->id, &text);
	bool dry = n->run->options->dry_run, good = dry || check_inside(n, err);
	if (dry)
		printf("== %s\n%s\n", whole, text.data);
	good = good && write_files(n, whole, err) && (dry || new_file(whole, buf_str(&text), err));
	buf_release(&text);
	return good;
}

/* The text of a project: where one is named for all, it has its own. */
static bool write_project_text(struct naming *n, struct err *err)
{
	static const char *const endings[] = { "gmi", "md", "docx", "odt" };
	char path[PATH_MAX], whole[PATH_MAX];
	struct import_report *report = &n->run->report;
	find_lang(n);
	if (n->run->options->project && *n->item->body)
		import_note(&report->arena, &report->source,
		    "the text of the section \"%s\": all is in one project", n->item->project);
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		snprintf(path, sizeof path, "%s/project.%s.%s", project_of_item(n), n->lang->tag, endings[i]);
		whole_path(n, path, whole);
		if (n->run->options->project || faccessat(AT_FDCWD, whole, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
			return true;
	}
	snprintf(path, sizeof path, "%s/project.%s.%s", project_of_item(n), n->lang->tag, ending_of(n->item));
	import_index_add(&n->run->index, INDEX_PROJECT, project_of_item(n), path);
	for (size_t i = 0; i < n->item->check_count; i++)
		*ARENA_PUSH(&report->arena, report->source.v, report->source.n) = arena_printf(
		    &report->arena, "%s: %s", path, n->item->checks[i]);
	return write_content(n, path, err);
}

static bool write_item(struct naming *n, struct err *err)
{
	struct importing *r = n->run;
	char path[PATH_MAX];
	bool taken = false;
	if (n->item->is_project)
		return write_project_text(n, err);
	fill_missing(n);
	if (!find_place(n, path, &taken, err))
		return false;
	/* With files beside it, it has a folder. */
	if (!taken && r->options->fetch && r->fetch) {
		import_fetch_files(r->fetch, &n->part->arena, n->item);
		path_of_item(n, n->stem, has_files(n->item), path);
	}
	if (*n->item->pair)
		import_index_add(&r->index, INDEX_PAIR, n->item->pair, n->stem);
	enum outcome outcome = taken ? OUTCOME_THERE : decide(n);
	if (!taken)
		import_topics_apply(
		    &r->topics, n->lang, n->part, n->item, &r->index, &r->report.arena, &r->report.topics);
	if (!taken && !write_content(n, path, err))
		return false;
	import_index_add(&r->index, INDEX_ID, n->id, path);
	import_index_add(&r->index, INDEX_ID, n->own_id, path);
	if (!taken)
		import_index_add(&r->index, INDEX_PATH, path, "");
	import_report_item(&r->report, outcome, path, n->item);
	if (taken && r->report.counts[OUTCOME_THERE] <= THERE_SHOWN)
		log_info("%s/%s is there already: left alone", r->config->content, path);
	return true;
}

/* What the part says of its source as a whole. */
static void take_source(struct importing *r, const struct import *part)
{
	for (size_t i = 0; i < part->report.n; i++)
		*ARENA_PUSH(&r->report.arena, r->report.source.v, r->report.source.n) = arena_printf(
		    &r->report.arena, "%s%s%s", r->source, *r->source ? ": " : "", part->report.v[i]);
	for (size_t i = 0; i < part->feed_aliases.n; i++)
		import_list_add(&r->arena, &r->feed_aliases, part->feed_aliases.v[i]);
	if (part->title && *part->title && !r->title) {
		r->title = arena_strdup(&r->arena, part->title);
		r->title_lang = arena_strdup(&r->arena, part->lang ? part->lang : "");
	}
}

bool importing_take(void *user, struct import *part, struct err *err)
{
	struct importing *r = user;
	if (!r->progress.step && !isatty(STDOUT_FILENO))
		progress_step(&r->progress, PROGRESS_IMPORTING, 0);
	take_source(r, part);
	for (size_t i = 0; i < part->n; i++) {
		struct naming n = { .run = r, .part = part, .item = &part->v[i] };
		if (!write_item(&n, err))
			return false;
		progress_at(&r->progress, ++r->done);
	}
	return true;
}

/* --- the end ------------------------------------------------------------------------- */

/* The language of the feeds that had these addresses: that of the source, else the first with items. */
static const struct lang *feed_lang(const struct importing *r)
{
	const struct site *site = &r->config->site;
	const struct lang *said = r->title_lang ? site_lang(site, str_of(r->title_lang)) : NULL;
	for (size_t i = 0; i < site->lang_count && !said; i++)
		if (r->used[i])
			said = site->langs[i];
	return said ? said : site->langs[0];
}

/* Of "en /en/feed/" or "/feed/"; *path is the part without the language. */
static const struct lang *alias_lang(const struct importing *r, const char *const *alias, const char **path)
{
	struct str whole = str_of(*alias), tag;
	size_t space = str_find(whole, ' ');
	*path = space < whole.n ? *alias + space + 1 : *alias;
	tag = str_sub(whole, 0, space < whole.n ? space : 0);
	const struct lang *said = tag.n ? site_lang(&r->config->site, tag) : NULL;
	return said ? said : feed_lang(r);
}

static bool write_project(struct importing *r, const struct lang *lang, struct err *err)
{
	char path[PATH_MAX];
	const char *alias;
	struct buf text;
	snprintf(
	    path, sizeof path, "%.2000s/%s/project.%s.gmi", r->config->content, project_of(r), lang->tag);
	buf_init(&text, DOCUMENT_MAX);
	buf_puts(&text, "---\n# check: ");
	message_add(&text, "the name is that of the source: what is the project called?");
	buf_add_char(&text, '\n');
	quotes_write(&text, "name", r->title);
	for (size_t i = 0; i < r->feed_aliases.n; i++)
		if (alias_lang(r, &r->feed_aliases.v[i], &alias) == lang)
			quotes_write(&text, "feed_alias", alias);
	buf_puts(&text, "---\n");
	bool good = true;
	if (r->options->dry_run)
		printf("== %s\n%s\n", path, text.data);
	else if (faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
		good = new_file(path, buf_str(&text), err);
	buf_release(&text);
	return good;
}

/* Whether the file of the project in this language has the line. */
static bool has_line(const struct importing *r, const struct lang *lang, const char *line)
{
	char path[PATH_MAX];
	struct buf bytes;
	struct err err;
	snprintf(
	    path, sizeof path, "%.2000s/%s/project.%s.gmi", r->config->content, project_of(r), lang->tag);
	buf_init(&bytes, DOCUMENT_MAX);
	bool has = file_read(AT_FDCWD, path, DOCUMENT_MAX, &bytes, &err) && strstr(bytes.data, line);
	buf_release(&bytes);
	return has;
}

/* A file that people wrote is theirs: what is missing there is a line of the report. */
static void ask_for_aliases(struct importing *r)
{
	struct arena *a = &r->report.arena;
	for (size_t i = 0; i < r->feed_aliases.n; i++) {
		const char *path;
		const struct lang *lang = alias_lang(r, &r->feed_aliases.v[i], &path);
		const char *line = arena_printf(a, "feed_alias: %s", path);
		if (!has_line(r, lang, arena_printf(a, "%s\n", line)))
			*ARENA_PUSH(a, r->report.lines.v, r->report.lines.n) = arena_printf(
			    a, "%s/project.%s.gmi: %s", project_of(r), lang->tag, line);
	}
}

static bool write_projects(struct importing *r, struct err *err)
{
	const struct site *site = &r->config->site;
	bool good = true;
	if (import_index_find(&r->index, INDEX_PROJECT, project_of(r))) {
		ask_for_aliases(r);
		return true;
	}
	for (size_t i = 0; r->title && i < site->lang_count && good; i++)
		if (r->used[i] || site->langs[i] == feed_lang(r))
			good = write_project(r, site->langs[i], err);
	return good;
}

bool importing_end(struct importing *r, struct err *err)
{
	struct buf out;
	const char *file = r->options->report;
	progress_end(&r->progress);
	bool good = !r->done || write_projects(r, err);
	buf_init(&out, 64 << 20);
	import_report_write(&r->report, r->options->dry_run, true, NULL, &out);
	if (good && file && file_replace(AT_FDCWD, file, buf_str(&out), 0666, err) == FILE_FAILED)
		good = false;
	buf_reset(&out);
	import_report_write(&r->report, r->options->dry_run, false, file, &out);
	fflush(stdout);
	if (good && (r->done || r->report.source.n) && log_shows(LOG_LEVEL_INFO))
		fputs(out.data, stderr);
	buf_release(&out);
	return good;
}
