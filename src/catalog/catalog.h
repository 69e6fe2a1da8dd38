/*
 * catalog: the one truth that pages and feeds are made from, read.
 *
 * A SQLite file that is derived from the content: deleted, it is built again
 * (writer.h). Readers open it read-only and may do so in a sandbox. One handle
 * belongs to one process and one thread; none crosses a fork. Rows are copied into
 * the caller's arena; strings in them are never NULL.
 */
#ifndef JARCHY_CATALOG_CATALOG_H
#define JARCHY_CATALOG_CATALOG_H

#include "base/arena.h"
#include "base/err.h"
#include "content/document.h"
#include "content/inline_mark.h"
#include "content/problem.h"
#include "picture/store.h"

struct catalog;

/* What keeps an item from its readers, or not. */
enum item_state { STATE_LIVE, STATE_DRAFT, STATE_SCHEDULED, STATE_EXPIRED, STATE_WITHDRAWN };

/* Waits up to a second for a publisher that is just making the file. NULL with err on failure. */
struct catalog *catalog_open(const char *path, struct err *err);
/* The same without waiting. */
struct catalog *catalog_try_open(const char *path, struct err *err);
/* Whether a page was met that cannot be read: the file is damaged. */
bool catalog_is_damaged(const struct catalog *c);
/* Reads all of it; false: it is damaged, or cannot be opened. */
bool catalog_check(const char *path, struct err *err);
void catalog_close(struct catalog *c);

/*
 * Another reader of the databases of c, for another thread, with the history (history.h) where c has it.
 * c may be the writer's, between its changes. NULL with err on failure, also when they are in memory.
 */
struct catalog *catalog_open_twin(const struct catalog *c, struct err *err);

/*
 * One consistent view for several queries: a read transaction. Every query
 * below works outside of one too. False (with err): the file is damaged or gone.
 */
bool catalog_begin(struct catalog *c, struct err *err);
/* Whether another file has the name of the one that is open, which can still be read. */
bool catalog_was_replaced(const struct catalog *c);
void catalog_end(struct catalog *c);

/* One item in one language. */
struct entry {
	int64_t row;
	const char *project, *stem, *lang;
	const char *id; /* permanent */
	const char *title, *short_title, *summary;
	const char *body;  /* canonical gemtext; "" unless asked for */
	const char *marks; /* which of its words are emphasised (inline_mark.h); "" unless asked for */
	enum item_kind kind;
	enum item_state state;
	struct moment date;
	int64_t published; /* what feeds say: the date, or when it went public first, if that was later */
	int64_t updated;   /* the newest of published, publish, updated: what feeds say */
	int64_t corrected; /* the `updated` key; INSTANT_NONE when absent */
	int64_t opens;     /* the later of date and publish: readers do not see it before */
	int64_t expires, withdrawn; /* INSTANT_NONE when not */
	const char *reason;
	struct moment event_start, event_end; /* .at INSTANT_NONE when absent */
	enum event_status event_status;
	bool bundle;
};

struct entries {
	struct entry *v;
	size_t n;
	bool more; /* the limit cut the list */
};

enum entry_order { NEWEST_FIRST, OLDEST_FIRST, EVENT_SOONEST_FIRST };

/* Zero means: do not care. Only live items, unless `state` asks for another. */
struct entry_query {
	const char *lang;
	/* no live text in this language: each item once, in the language `prefer` or the first by tag */
	const char *absent_in;
	const char *prefer;
	const char *project; /* also as a further project */
	bool by_kind;
	enum item_kind kind;
	int year;
	const char *topic, *place;
	enum item_state state;
	enum entry_order order;
	bool bodies;
	size_t offset, limit; /* limit 0: all */
};

bool catalog_entries(
    struct catalog *c, const struct entry_query *q, struct arena *a, struct entries *out, struct err *err);
bool catalog_count(struct catalog *c, const struct entry_query *q, uint64_t *out, struct err *err);
/* Whether there is one at all; it ends with the first. */
bool catalog_any(struct catalog *c, const struct entry_query *q, bool *out, struct err *err);
/* The date of the newest live item in any language; INSTANT_NONE: there is none. */
bool catalog_newest(struct catalog *c, int64_t *out, struct err *err);

/*
 * The live items of the same project and language around one, in the order of listings; without their
 * bodies.
 */
struct neighbours {
	bool has_older, has_newer;
	struct entry older, newer;
};
bool catalog_neighbours(
    struct catalog *c, const struct entry *e, struct arena *a, struct neighbours *out, struct err *err);

/* Of every row function below: 1 found, 0 no such row, -1 failed (err says why). */

/* In any state, with its body. */
int catalog_entry(struct catalog *c, const char *project, const char *stem, const char *lang, struct arena *a,
    struct entry *out, struct err *err);

/*
 * The site's or a project's text. A language that has none gets the text of the first of `langs`
 * (NULL-terminated) that has.
 */
struct text {
	const char *project, *lang;
	const char *title, *short_title, *summary, *body, *marks;
	const char *from, *to; /* a project's period as "YYYY-MM" or "YYYY", "" when open or unknown */
};
int catalog_site(struct catalog *c, const char *lang, const char *const *langs, struct arena *a,
    struct text *out, struct err *err);
int catalog_project(struct catalog *c, const char *project, const char *lang, const char *const *langs,
    struct arena *a, struct text *out, struct err *err);

struct texts {
	struct text *v;
	size_t n;
};
/* Every project once, chosen as above, by slug. Bodies are left out. */
bool catalog_projects(struct catalog *c, const char *lang, const char *const *langs, struct arena *a,
    struct texts *out, struct err *err);

/*
 * Which languages something has a live text in, by tag; `titles` beside them. project "" means the site,
 * stem "" the project.
 */
struct translations {
	const char **lang, **title;
	size_t n;
};
bool catalog_translations(struct catalog *c, const char *project, const char *stem, struct arena *a,
    struct translations *out, struct err *err);

/* The describing keys of one file, in its order; project and stem as above. */
struct values {
	struct value *v; /* line is 0 */
	size_t n;
};
bool catalog_values(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct values *out, struct err *err);

/* A file of an item. What readers may have of it is decided here, for all who show or send it. */
struct attachment {
	const char *project, *stem;
	const char *file; /* its name in the content */
	/* the last part of its address: of a picture that is not offered, that of the largest copy */
	const char *name;
	const char *base;  /* what picture_name makes the names of its copies from */
	const char *path;  /* below the content directory */
	const char *title; /* the label given in `lang`, else the name of the file */
	bool titled;       /* a label is given in `lang` */
	bool offered;      /* a key `attachment` of some text names it: it can be had in full size */
	int64_t size;      /* bytes of what is at its address; of copies, which depend on a library, 0 */
	int64_t since;     /* since when it has the bytes that it has (since.h) */
	int64_t file_size, file_mtime_ns; /* of the file that has these bytes */
	const char *mime;                 /* "application/pdf": of what is at its address */
	bool utf8;                        /* a text whose bytes are UTF-8 */
	int64_t seconds;                  /* how long it plays; 0: not known, or it is nothing that plays */
	struct picture picture;
	/*
	 * of catalog_attachment: which copy the name is of: a width, or as of picture_name; ATTACHMENT_ITSELF
	 */
	int copy;
};
enum { ATTACHMENT_ITSELF = PICTURE_ITSELF };
/*
 * Whether there is something that readers can be led to: not of a picture that is waiting or cannot be
 * read.
 */
bool attachment_is_served(const struct attachment *t);
/*
 * Of one that catalog_attachment found and that is READY: what is at the address that was asked for, in
 * the store (picture/store.h).
 */
const char *attachment_stored(const struct attachment *t, char out[PICTURE_STORE_NAME_MAX]);
struct attachments {
	struct attachment *v;
	size_t n;
};
/*
 * Only of items that are live in some language, and of the site itself (STEM_SITE, STEM_STATIC of
 * content/name.h). In the order of the keys `attachment` in `lang`, then the others by name.
 */
bool catalog_attachments(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct attachments *out, struct err *err);
/* By its name in an address, the name of a copy, or that in the content, whose address may be another. */
int catalog_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err);
/* The same of an item in any state: for editors only. */
bool catalog_draft_attachments(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct attachments *out, struct err *err);
int catalog_draft_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err);

/* Years that have live items in a language (of a project, or NULL), newest first, with how many. */
struct years {
	int *year;
	uint64_t *count;
	bool *news; /* all of them are news */
	size_t n;
};
bool catalog_years(struct catalog *c, const char *lang, const char *project, struct arena *a,
    struct years *out, struct err *err);

/*
 * Where an old path (from `alias`, below that of a project, or of an item that moved) leads now: a path
 * of the site.
 */
int catalog_alias(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err);
/* The same of an old path with a query ("/?p=55"): the whole query, or one of its pairs. */
int catalog_query_alias(struct catalog *c, const char *path, struct str query, struct arena *a,
    const char **out, struct err *err);

/* Whether an item that is neither here nor anywhere else now once stood at this place (durable facts). */
int catalog_vanished(
    struct catalog *c, const char *project, const char *stem, const char *lang, struct err *err);

/* Whether there once was a project of this name, and is none now (durable facts). */
int catalog_project_vanished(struct catalog *c, const char *project, struct err *err);

/*
 * By what a search can be narrowed, each with a value as a text: "2023", a project's slug,
 * "press-release".
 */
enum search_filter { SEARCH_BY_YEAR, SEARCH_BY_PROJECT, SEARCH_BY_KIND, SEARCH_FILTERS };

/* What a reader looks for: any bytes; what is too long of it is not looked for. */
struct search_request {
	struct str text;
	const char *lang; /* the reader's: what is found in it comes first */
	size_t offset, limit;
	const char *
	    only[SEARCH_FILTERS]; /* NULL: whatever it is. Of a value that there cannot be nothing is found */
};
struct hit {
	/*
	 * With its body. A project's own page has the stem "", and neither it nor a page of the site
	 * (KIND_PAGE) has a date.
	 */
	struct entry entry;
	const char *snippet; /* plain text around the match; "report.pdf: …" of a file beside the item */
	/* Where what was looked for is in the title and in the snippet: MARK_FOUND. */
	struct inline_marks in_title, in_snippet;
};
/* With this value too, so many are found. */
struct search_choice {
	const char *value;
	uint64_t n;
};
struct search_choices {
	struct search_choice *v;
	size_t n;
};
/* A word that no text has, and one near it that was looked for instead. */
struct respelt {
	const char *typed, *shown;
};
struct hits {
	struct hit *v;
	size_t n;
	bool more;           /* the limit cut the list */
	uint64_t found;      /* in all; 0 after the last */
	bool most;           /* nothing has all of the words: these have some of them */
	bool unknown_filter; /* the query names a year, project, kind, topic or place that there is none of */
	struct respelt *respelt;
	size_t respelt_n;
	/*
	 * What could be chosen in the place of the value of each filter, with the others as they are: the
	 * newest years, the projects and kinds with the most.
	 */
	struct search_choices choices[SEARCH_FILTERS];
};
/*
 * Live items and projects that contain all the words, each in one of its forms (search/asked.h has what
 * else can be asked); a word that no text has may be the beginning of one, or is looked for as it is
 * written nearly so. Where nothing has all of them, those that have most of those that any text has. Each once, in the reader's
 * language if it is found there. Of what many have, the newest alone are looked at. A reader's handle
 * remembers what the last searches found until the catalogue changes. False only when the catalogue cannot
 * be read.
 */
bool catalog_search(
    struct catalog *c, const struct search_request *q, struct arena *a, struct hits *out, struct err *err);

/* What is wrong in the content as it was last looked at, sorted: in the files, and with their names. */
bool catalog_problems(struct catalog *c, struct problems *out, struct err *err);
/* Adds what needs more than one file, as writer_cross_check (writer.h): a look at every text. */
bool catalog_cross_check(struct catalog *c, const char *const *langs, struct problems *out, struct err *err);

/*
 * From now on queries may take this much processor time together (in microseconds, 0: any); then they
 * fail, and catalog_is_busy.
 */
void catalog_limit(struct catalog *c, int64_t us);
/* Whether the last failure was for want of time or memory: another try may go well. */
bool catalog_is_busy(const struct catalog *c);

/*
 * A number that is another one after each commit of a writer, whatever it changed; to compare only within
 * one handle.
 */
bool catalog_changes(struct catalog *c, int64_t *out, struct err *err);
/* Changes whenever a commit changes what readers see. */
bool catalog_version(struct catalog *c, int64_t *out, struct err *err);

#endif
