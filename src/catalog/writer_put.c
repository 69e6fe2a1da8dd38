/*
 * writer_put: puts content files into rows, and keeps what is wrong with them.
 *
 * A file is put by forgetting all that it held before; only its number stays.
 */
#include <assert.h>
#include <string.h>

#include "base/uri.h"
#include "catalog/identity.h"
#include "catalog/search/index.h"
#include "catalog/listing.h"
#include "catalog/marks.h"
#include "catalog/nameless.h"
#include "catalog/publication.h"
#include "catalog/states.h"
#include "catalog/writer.h"
#include "catalog/writer_attached.h"
#include "catalog/writer_drop.h"
#include "catalog/writer_internal.h"
#include "content/contact.h"
#include "content/gemtext.h"
#include "content/key.h"
#include "content/old_path.h"

/* Adds or renews the row in `file`. A broken one keeps the digest of what its rows were made of. */
static struct known *put_file(struct writer *w, const struct scanned *file, bool broken, struct err *err)
{
	struct known *k = files_find(&w->files, file->path);
	const struct file_stamp *s = &file->stamp;
	struct db *db = &w->catalog.db;

	if (!db_run(db, "keep a file",
	        "INSERT INTO file VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, coalesce(?9, '')) ON CONFLICT "
	        "DO "
	        "UPDATE SET size = ?3, mtime_ns = ?4, ctime_ns = ?5, inode = ?6, role = ?7, broken = ?8,"
	        " missed = NULL, digest = coalesce(?9, digest)",
	        ARGS(k ? arg_int(k->id) : (struct arg){ .type = ARG_NULL }, arg_text(file->path),
	            arg_int(s->size), arg_int(s->mtime_ns), arg_int(s->ctime_ns), arg_int((int64_t)s->inode),
	            arg_int(file->name.role), arg_int(broken),
	            broken ? (struct arg){ .type = ARG_NULL } : arg_text(file->digest ? file->digest : "")),
	        err))
		return NULL;
	if (!k) {
		k = files_add(&w->files, file->path);
		k->id = sqlite3_last_insert_rowid(db->handle);
	}
	k->stamp = *s;
	k->missed = INSTANT_NONE;
	k->reread = false;
	return k;
}

/*
 * The file that holds a row of this SQL, if it is there and not `except`: 1, 0, -1 as ever. One that is not
 * there goes.
 */
static int other_file(struct writer *w, const char *sql, const struct arg *args, size_t n,
    const struct known *except, const char **path, struct err *err)
{
	struct rows r;

	bool other = db_row(&w->catalog.db, &r, "look for the same item", sql, args, n, err) &&
	             (!except || row_int(&r, 0) != except->id);
	if (other)
		*path = row_text(&r, 1, &w->change.arena);
	if (!rows_end(&r))
		return -1;
	struct known *k = other ? files_find(&w->files, *path) : NULL;
	if (!k || k->missed == INSTANT_NONE)
		return other;
	return writer_drop_known(w, k, w->now, err) ? 0 : -1;
}

/* Whether another file is in the way: 1 (a problem is added), 0, -1 failed. */
static int in_the_way(struct writer *w, const struct scanned *file, const struct document *d, const char *id,
    struct problems *problems, struct err *err)
{
	const struct known *k = files_find(&w->files, file->path);
	const char *other = "";
	int found;

	if (d->role != ROLE_ITEM) {
		found = other_file(w,
		    "SELECT t.file, f.path FROM text t JOIN file f ON f.id = t.file"
		    " WHERE t.project = ? AND t.lang = ?",
		    ARGS(arg_text(d->project), arg_text(d->lang)), k, &other, err);
	} else {
		found = other_file(w,
		    "SELECT i.file, f.path FROM item i JOIN file f ON f.id = i.file"
		    " WHERE i.project = ? AND i.stem = ? AND i.lang = ?",
		    ARGS(arg_text(d->project), arg_text(d->stem), arg_text(d->lang)), k, &other, err);
	}
	if (found == 1)
		problem_add(problems, SEVERITY_ERROR, file->path, 0, 0, RULE_SAME_ITEM,
		    "holds the same text in the same language as %s", other);
	if (found != 0 || d->role != ROLE_ITEM)
		return found;
	found = other_file(w, "SELECT i.file, f.path FROM item i JOIN file f ON f.id = i.file WHERE i.id = ?",
	    ARGS(arg_text(id)), k, &other, err);
	if (found == 1 && *d->id)
		problem_add(problems, SEVERITY_ERROR, file->path, 0, 0, RULE_SAME_ID,
		    "has the id %s, which belongs to %s", id, other);
	else if (found == 1)
		problem_add(problems, SEVERITY_ERROR, file->path, 0, 0, RULE_SAME_ITEM,
		    "is the same text as %s, which readers see: delete one of the two; to show it in both "
		    "projects, delete this one and write \"project: %s\" in the other",
		    other, d->project);
	return found;
}

static bool put_item(struct writer *w, int64_t file, const struct scanned *s, const struct document *d,
    const char *id, struct err *err)
{
	struct publication published;
	int64_t next_change;
	if (facts_publication(&w->facts, id, &published, err) < 0)
		return false;
	struct moment date = publication_date(d->date, &published);
	struct timing timing = { d->draft, d->date.at, d->publish, d->expires, d->withdrawn };
	struct listing l = {
		.file = file,
		.place = { d->project, d->stem, d->lang },
		.id = id,
		.date = date.at,
		.year = date_civil(date.at).year,
		.kind = d->kind,
	};

	l.state = timing_state(&timing, w->now, &next_change);
	for (size_t i = 0; i < d->value_count; i++)
		if (strcmp(d->values[i].key, "project") == 0)
			*ARENA_PUSH(&w->change.arena, l.further, l.further_count) = d->values[i].text;
	return db_run(&w->catalog.db, "keep an item",
	           "INSERT INTO item VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	           " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	           ARGS(arg_int(file), arg_text(d->project), arg_text(d->stem), arg_text(d->lang),
	               arg_text(id), arg_int(*d->id != 0), arg_int(marks_body(d->lang, d->date.at, d->body)),
	               arg_text(d->title), arg_text(d->short_title), arg_text(d->summary), arg_int(d->kind),
	               arg_int(l.state), arg_instant(next_change), arg_int(l.year), arg_int(l.date),
	               arg_int(d->date.has_time), arg_int(d->date.at), arg_instant(published.at),
	               arg_int(published.dates), arg_instant(d->updated), arg_instant(d->publish),
	               arg_instant(d->expires), arg_instant(d->withdrawn), arg_text(d->reason),
	               arg_int(d->draft), arg_instant(d->event_start.at), arg_int(d->event_start.has_time),
	               arg_instant(d->event_end.at), arg_int(d->event_end.has_time), arg_int(s->name.bundle),
	               arg_int(d->event_status)),
	           err) &&
	       listing_add(w, &l, err);
}

static const char *month(struct arena *a, int year, int number)
{
	if (!number)
		return year ? arena_printf(a, "%04d", year) : "";
	return arena_printf(a, "%04d-%02d", year, number);
}

static bool put_text(struct writer *w, int64_t file, const struct document *d, struct err *err)
{
	struct period p = { 0 };

	for (size_t i = 0; i < d->value_count; i++)
		if (strcmp(d->values[i].key, "period") == 0)
			period_parse(str_of(d->values[i].text), &p);
	change_touch(&w->change, d->project);
	change_touch_pages(&w->change, d->project);
	return db_run(&w->catalog.db, "keep a text", "INSERT INTO text VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
	    ARGS(arg_int(file), arg_text(d->project), arg_text(d->lang), arg_text(d->title),
	        arg_text(d->short_title), arg_text(d->summary),
	        arg_text(month(&w->change.arena, p.from_year, p.from_month)),
	        arg_text(month(&w->change.arena, p.to_year, p.to_month))),
	    err);
}

static bool put_old_path(struct writer *w, int64_t file, struct str written, bool of_feed, struct err *err)
{
	struct buf path;
	buf_init(&path, OLD_PATH_MAX);
	const char *feed = of_feed ? feed_formats[old_path_format(written)].name : "";
	bool kept = !old_path_read(written, &path) ||
	            db_run(&w->catalog.db, "keep an old path", "INSERT OR IGNORE INTO alias VALUES(?, ?, ?)",
	                ARGS(arg_text(path.data), arg_int(file), arg_text(feed)), err);
	buf_release(&path);
	return kept;
}

static bool put_values(struct writer *w, int64_t file, const struct document *d, struct err *err)
{
	for (size_t i = 0; i < d->value_count; i++) {
		const struct value *v = &d->values[i];
		if (!db_run(&w->catalog.db, "keep a key", "INSERT INTO value VALUES(?, ?, ?, ?, ?)",
		        ARGS(arg_int(file), arg_int((int64_t)i), arg_text(v->key), arg_text(v->text),
		            arg_int(v->line)),
		        err))
			return false;
		bool of_feed = strcmp(v->key, "feed_alias") == 0;
		if ((of_feed || strcmp(v->key, "alias") == 0) &&
		    !put_old_path(w, file, str_of(v->text), of_feed, err))
			return false;
	}
	return true;
}

/* In the form in which menus have it. */
static const char *going_out(struct arena *a, const char *uri)
{
	struct buf ascii;
	buf_init(&ascii, 8 * strlen(uri) + 256);
	const char *kept = uri_to_ascii(str_of(uri), &ascii) ? arena_str(a, buf_str(&ascii)) : uri;
	buf_release(&ascii);
	return kept;
}

static bool put_address(struct writer *w, int64_t file, struct str uri, struct err *err)
{
	const char *to = gemtext_resolve(&w->change.arena, uri, "/", false);
	if (!to || *to == '/')
		return true;
	return db_run(&w->catalog.db, "keep an address", "INSERT OR IGNORE INTO address VALUES(?, ?)",
	    ARGS(arg_text(going_out(&w->change.arena, to)), arg_int(file)), err);
}

/* The links of the body, and the addresses within values. */
static bool put_addresses(struct writer *w, int64_t file, const struct document *d, struct err *err)
{
	struct gemtext_reader r;
	struct gemtext line;
	struct contacts within;

	gemtext_start(&r, str_of(d->body));
	while (gemtext_next(&r, &line))
		if (line.type == GEMTEXT_LINK && !put_address(w, file, line.url, err))
			return false;
	for (size_t i = 0; i < d->value_count; i++) {
		contact_find(&w->change.arena, str_of(d->values[i].text), &within);
		for (size_t k = 0; k < within.n; k++)
			if (!put_address(w, file, str_of(within.v[k].uri), err))
				return false;
	}
	return true;
}

/*
 * Whether this file held the text of the site in this language with the same keys: 1, 0, -1 failed. Feeds in
 * other languages take some of them (feed/podcast.c).
 */
static int had_same_keys(struct writer *w, const struct known *old, const struct document *d, struct err *err)
{
	struct rows r;
	size_t n = 0;
	bool same = true;

	int found = db_exists(&w->catalog.db, "look for the text of the site",
	    "SELECT 1 FROM text WHERE file = ? AND project = '' AND lang = ?",
	    ARGS(arg_int(old->id), arg_text(d->lang)), err);
	if (found != 1)
		return found;
	db_select(&w->catalog.db, &r, "compare keys",
	    "SELECT key, text FROM value WHERE file = ? ORDER BY pos", ARGS(arg_int(old->id)), err);
	while (rows_next(&r)) {
		same = same && n < d->value_count && !strcmp(row_peek(&r, 0), d->values[n].key) &&
		       !strcmp(row_peek(&r, 1), d->values[n].text);
		n++;
	}
	return rows_end(&r) ? same && n == d->value_count : -1;
}

static bool has_further(const struct listing *l, const char *project)
{
	for (size_t i = 0; i < l->further_count; i++)
		if (!strcmp(l->further[i], project))
			return true;
	return false;
}

/* Whether feeds list the item of the file as they did, before and now. */
static bool is_listed_as(const struct listing *was, const struct listing *now)
{
	bool same = was->state == STATE_LIVE && now->state == STATE_LIVE && was->kind != KIND_PAGE &&
	            now->kind != KIND_PAGE && !strcmp(was->id, now->id) &&
	            !strcmp(was->place.project, now->place.project) &&
	            !strcmp(was->place.stem, now->place.stem) && !strcmp(was->place.lang, now->place.lang) &&
	            was->further_count == now->further_count;
	for (size_t i = 0; i < was->further_count && same; i++)
		same = has_further(now, was->further[i]) && has_further(was, now->further[i]);
	return same;
}

/* Feeds of other languages are as they were when the item is where it was. A follower's facts say more. */
static bool narrow_to_item(
    struct writer *w, int64_t file, const struct listing *was, const struct change *before, struct err *err)
{
	struct listing now;

	if (w->follower || was->state != STATE_LIVE)
		return true;
	int found = listing_load(w, file, &w->change.arena, &now, err);
	if (found == 1 && is_listed_as(was, &now))
		change_narrow_item(&w->change, before, now.place.lang);
	return found >= 0;
}

bool writer_put_document(struct writer *w, const struct scanned *file, const struct document *d,
    struct problems *problems, struct err *err)
{
	const struct known *old = files_find(&w->files, file->path);
	const char *id = "";
	struct listing was;

	assert(w->state == WRITER_CHANGING);
	if (d->role == ROLE_ITEM && !identity_find(w, file, d, &id, err))
		return false;
	if (d->role == ROLE_PROJECT && !nameless_forget(w, d->project, err))
		return false;
	switch (in_the_way(w, file, d, id, problems, err)) {
	case 1:
		return true;
	case -1:
		return false;
	}
	const struct change before = w->change;
	bool of_site = old && d->role != ROLE_ITEM && !*d->project;
	int same_keys = of_site ? had_same_keys(w, old, d, err) : 0;
	int had = old ? writer_forget(w, old, &was, err) : 0;
	if (had < 0 || same_keys < 0)
		return false;
	const struct known *k = put_file(w, file, false, err);
	if (k && had == 1 && (was.state == STATE_DRAFT || was.state == STATE_SCHEDULED))
		change_wait(&w->change, k->id);
	bool put = k &&
	           (d->role == ROLE_ITEM ? put_item(w, k->id, file, d, id, err) : put_text(w, k->id, d, err));
	if (same_keys)
		change_narrow(&w->change, &before, d->lang);
	return put && put_values(w, k->id, d, err) && put_addresses(w, k->id, d, err) &&
	       db_run(&w->catalog.db, "keep a text", "INSERT INTO body VALUES(?, ?, ?, ?)",
	           ARGS(arg_int(k->id), arg_int(d->body_line), arg_text(d->body),
	               arg_text(inline_marks_write(&w->change.arena, &d->marks))),
	           err) &&
	       (had == 0 || narrow_to_item(w, k->id, &was, &before, err)) && index_owe(w, k->id, err);
}

bool writer_put_attachment(struct writer *w, const struct scanned *file, const struct file_type *type,
    const struct picture *picture, int64_t seconds, struct err *err)
{
	const struct known *old = files_find(&w->files, file->path);
	struct listing was;

	assert(w->state == WRITER_CHANGING);
	if (old && writer_forget(w, old, &was, err) < 0)
		return false;
	const struct known *k = put_file(w, file, false, err);
	int64_t at = file->stamp.mtime_ns / 1000000000;
	if (!k || (*picture->digest &&
	              !facts_since_attachment(&w->facts, file->path, picture->digest, at, w->now, &at, err)))
		return false;
	if (*file->name.project)
		change_touch(&w->change, file->name.project);
	else if (!strcmp(file->name.stem, STEM_SITE))
		change_touch(&w->change, "");
	change_edit(&w->change, file->name.project, file->name.stem);
	bool ok = db_run(&w->catalog.db, "keep an attachment",
	    "INSERT INTO attachment VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    ARGS(arg_int(k->id), arg_text(file->name.project), arg_text(file->name.stem),
	        arg_text(arena_str(&w->change.arena, file->name.file)), arg_int(file->stamp.size),
	        arg_int(at), arg_text(type->mime), arg_int(type->utf8), arg_int(seconds),
	        arg_int(picture->state), arg_int(picture->form), arg_int(picture->fault),
	        arg_int(picture->width), arg_int(picture->height), arg_int(picture->full),
	        arg_int(picture->full_size), arg_text(picture->digest)),
	    err);
	/* Of a picture readers get copies, and it has no words. */
	return ok &&
	       (picture->state != PICTURE_NONE || !*picture->digest || attached_owe(w, k->id, file, err));
}

static bool put_problems(struct writer *w, struct known *k, const struct problems *problems, struct err *err)
{
	if (!db_run(&w->catalog.db, "forget problems", "DELETE FROM problem WHERE file = ?",
	        ARGS(arg_int(k->id)), err))
		return false;
	for (size_t i = 0; i < problems->n; i++) {
		const struct problem *p = &problems->v[i];
		if (strcmp(p->file, k->path) != 0)
			continue;
		if (strcmp(p->rule, RULE_SAME_ITEM) == 0 || strcmp(p->rule, RULE_SAME_ID) == 0)
			k->reread = true;
		if (!db_run(&w->catalog.db, "keep a problem", "INSERT INTO problem VALUES(?, ?, ?, ?, ?, ?)",
		        ARGS(arg_int(k->id), arg_int(p->line), arg_int(p->column), arg_int(p->severity),
		            arg_text(p->rule), arg_text(p->message)),
		        err))
			return false;
	}
	return true;
}

bool writer_put_broken(
    struct writer *w, const struct scanned *file, const struct problems *problems, struct err *err)
{
	assert(w->state == WRITER_CHANGING);
	struct known *k = put_file(w, file, true, err);
	return k && put_problems(w, k, problems, err);
}

bool writer_put_warnings(
    struct writer *w, const struct scanned *file, const struct problems *problems, struct err *err)
{
	struct known *k = files_find(&w->files, file->path);

	assert(w->state == WRITER_CHANGING);
	if (!k)
		return err_set(err, "catalogue: cannot keep the warnings of %s: it is not there", file->path);
	return put_problems(w, k, problems, err);
}
