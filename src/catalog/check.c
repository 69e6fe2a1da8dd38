/*
 * check: what no single file can know about itself.
 *
 * Only reads. Files with errors of their own take part with their last good rows.
 */
#include <string.h>

#include "catalog/attachments.h"
#include "catalog/check_labels.h"
#include "catalog/nameless.h"
#include "catalog/schema.h"
#include "catalog/served.h"
#include "catalog/stale.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"
#include "content/contact.h"
#include "content/file_link.h"

struct check {
	struct catalog *catalog;
	struct db *db;
	const char *const *langs;
	struct problems *problems;
	struct arena arena; /* of one row */
	struct err *err;
};

static void select_all(struct check *c, struct rows *r, const char *sql, const struct arg *args, size_t n)
{
	db_select(c->db, r, "check the catalogue", sql, args, n, c->err);
}

/* --- links that lead nowhere ------------------------------------------------- */

/* A document whose links are looked at. */
struct linking {
	const char *path, *body;
	int line;
	const char *base; /* of its page */
	bool folder;      /* its page has files of its own */
	bool soon;        /* its page is not public yet */
};

/* Of the item whose text is in this file, once for each file. */
static bool load_names(struct check *c, const struct linking *l, struct file_names *names, struct err *err)
{
	struct str lang, project, stem, rest = str_of(l->base + 1);

	str_cut(rest, '/', &lang, &rest);
	str_cut(rest, '/', &project, &stem);
	return names->v || attachment_names(c->db, arena_str(&c->arena, project), arena_str(&c->arena, stem),
	                       &c->arena, names, err);
}

/* 1: the link names a file of the item as people write names, 0: it does not, -1: failed. */
static int names_file(
    struct check *c, const struct linking *l, const struct gemtext *link, struct file_names *names)
{
	struct str label;

	if (!l->folder)
		return 0;
	return load_names(c, l, names, c->err) ? file_names_link(names, link, &label) != NULL : -1;
}

/* 1: readers find something there, 0: not, -1: failed. */
static int leads_somewhere(struct check *c, const struct linking *l, struct str path)
{
	return catalog_serves(c->catalog, c->langs, arena_str(&c->arena, path), l->soon, &c->arena, c->err);
}

static bool check_links_of(struct check *c, const struct linking *l)
{
	struct gemtext_reader reader;
	struct gemtext g;
	struct file_names names = { .v = NULL };

	gemtext_start(&reader, str_of(l->body));
	while (gemtext_next(&reader, &g)) {
		if (g.type != GEMTEXT_LINK)
			continue;
		const char *to = gemtext_resolve(&c->arena, g.url, l->base, l->folder);
		if (to && *to != '/')
			continue; /* absolute: not of this site */
		if (to && l->folder && contact_kind_of(g.url) != CONTACT_NONE)
			continue; /* an address, or a file that looks like one */
		int found = to ? leads_somewhere(c, l, str_sub(str_of(to), 0, strcspn(to, "?#"))) : 0;
		if (found == 0)
			found = names_file(c, l, &g, &names);
		if (found < 0)
			return false;
		if (found == 0)
			problem_add(c->problems, SEVERITY_WARNING, l->path, l->line + g.line - 1, g.column,
			    "dead-link", "the link %.*s leads nowhere", STR_ARG(g.url));
	}
	return true;
}

static bool check_links(struct check *c)
{
	struct rows r;
	bool ok = true;

	select_all(c, &r,
	    "SELECT f.path, b.text, b.line,"
	    " coalesce('/' || i.lang || '/' || i.project || '/' || i.stem,"
	    "  CASE t.project WHEN '' THEN '/' || t.lang || '/'"
	    "  ELSE '/' || t.lang || '/' || t.project || '/' END), coalesce(i.bundle, 0),"
	    " coalesce(i.state, ?)"
	    " FROM body b JOIN file f ON f.id = b.file LEFT JOIN item i ON i.file = b.file"
	    " LEFT JOIN text t ON t.file = b.file WHERE instr(b.text, '=>')",
	    ARGS(arg_int(STATE_LIVE)));
	while (ok && rows_next(&r)) {
		enum item_state state = (enum item_state)row_int(&r, 5);
		struct linking l = { row_peek(&r, 0), row_peek(&r, 1), (int)row_int(&r, 2), row_peek(&r, 3),
			row_int(&r, 4), state == STATE_DRAFT || state == STATE_SCHEDULED };
		ok = check_links_of(c, &l);
		arena_reset(&c->arena);
	}
	return rows_end(&r) && ok;
}

/* --- missing translations ---------------------------------------------------- */

/*
 * Each group of rows is what translates one another; a row is the path of the group's first
 * file and the languages that it has, as " en ru ".
 */
static bool check_groups(struct check *c, const char *sql, const struct arg *args, size_t n)
{
	struct rows r;

	select_all(c, &r, sql, args, n);
	while (rows_next(&r)) {
		for (const char *const *l = c->langs; *l; l++)
			if (!strstr(row_peek(&r, 1), arena_printf(&c->arena, " %s ", *l)))
				problem_add(c->problems, SEVERITY_WARNING, row_peek(&r, 0), 0, 0,
				    "missing-translation", "has no translation into %s", *l);
		arena_reset(&c->arena);
	}
	return rows_end(&r);
}

static bool check_translations(struct check *c)
{
	return check_groups(c,
	           "SELECT min(f.path), ' ' || group_concat(i.lang, ' ') || ' ' FROM item i"
	           " JOIN file f ON f.id = i.file WHERE i.state <> ? GROUP BY i.project, i.stem",
	           ARGS(arg_int(STATE_DRAFT))) &&
	       check_groups(c,
	           "SELECT min(f.path), ' ' || group_concat(t.lang, ' ') || ' ' FROM text t"
	           " JOIN file f ON f.id = t.file WHERE NOT " NAMELESS_FILE " GROUP BY t.project",
	           NULL, 0);
}

static bool check_stale(struct check *c)
{
	struct stales list;
	bool ok = catalog_stales(c->catalog, c->langs, &c->arena, &list, c->err);

	for (size_t i = 0; ok && i < list.n; i++) {
		char day[DATE_TEXT_MAX];
		date_day(list.v[i].updated, day);
		problem_add(c->problems, SEVERITY_WARNING, list.v[i].path, 0, 0, "stale-translation",
		    "%s was updated on %s and this was not: translate the change, then set \"updated\"",
		    list.v[i].ahead, day);
	}
	arena_reset(&c->arena);
	return ok;
}

/* --- what one query finds ---------------------------------------------------- */

/* Rows are path, line, and the arguments of the template. `further` is one for rows with three arguments. */
struct rule {
	const char *name, *say, *further, *sql;
};

/*
 * By what feeds say; only within a language, as feeds are. Its arguments are the states that feeds list,
 * now or soon.
 */
static const struct rule same_updated = { "same-updated",
	MESSAGE("is as new as %s, to the second: give one of them a time of day"), NULL,
	"SELECT path, 0, before FROM (SELECT path, lang, at,"
	" lag(path) OVER (PARTITION BY lang, at ORDER BY path) AS before"
	" FROM (SELECT f.path, i.lang, max(i.date, coalesce(i.publish, i.date),"
	"  coalesce(i.corrected, i.date)) AS at FROM item i JOIN file f ON f.id = i.file"
	"  WHERE i.state IN (?, ?))) WHERE before IS NOT NULL" };

/*
 * Topics or places without a name in the site's text of the language; an item from elsewhere knows its
 * topics' (foreign.c).
 */
#define UNNAMED(key)                                                                                         \
	"SELECT min(f.path), v.line, v.text, 'site.' || i.lang || '.gmi',"                                   \
	" (SELECT w.text FROM value w WHERE w.file = v.file AND w.key = '" key "_name'"                      \
	"  AND substr(w.text, 1, length(v.text) + 1) = v.text || ' ')"                                       \
	" FROM value v JOIN item i ON i.file = v.file JOIN file f ON f.id = v.file"                          \
	" WHERE v.key = '" key "' AND NOT EXISTS (SELECT 1 FROM text t JOIN value n ON n.file = t.file"      \
	"  WHERE t.project = '' AND t.lang = i.lang AND n.key = '" key "_name'"                              \
	"  AND substr(n.text, 1, length(v.text) + 1) = v.text || ' ') GROUP BY i.lang, v.text"

static const struct rule rules[] = {
	{ "no-id",
	    MESSAGE("has no id of its own: write the one in its feed, before the file is renamed and edited "
	            "at once"),
	    NULL,
	    "SELECT f.path, 0 FROM item i JOIN file f ON f.id = i.file WHERE NOT i.own_id"
	    " AND NOT i." IS_PAGE },
	{ "future-update",
	    MESSAGE("was updated at a time that has not come: until then its feeds say that nothing is "
	            "newer; correct \"updated\""),
	    NULL,
	    "SELECT f.path, 0 FROM item i JOIN file f ON f.id = i.file WHERE i.corrected > unixepoch()" },
	{ "unnamed-topic", MESSAGE("the topic \"%s\" has no topic_name in %s"),
	    MESSAGE("the topic \"%s\" has no topic_name in %s: write \"topic_name: %s\" there"),
	    UNNAMED("topic") },
	{ "unnamed-place", MESSAGE("the place \"%s\" has no place_name in %s"),
	    MESSAGE("the place \"%s\" has no place_name in %s: write \"place_name: %s\" there"),
	    UNNAMED("place") },
	{ "no-text",
	    MESSAGE("readers see no file of this folder: write its text beside it, as index.<language>.gmi"),
	    NULL,
	    "SELECT min(f.path), 0 FROM attachment a JOIN file f ON f.id = a.file WHERE NOT EXISTS (SELECT 1"
	    "  FROM item i WHERE i.project = a.project AND i.stem = a.stem)"
	    " AND NOT (a.project = '' AND a.stem IN ('" STEM_SITE "', '" STEM_STATIC "'))"
	    /* One that has errors is told of already. */
	    " AND NOT EXISTS (SELECT 1 FROM file x WHERE x.broken AND"
	    "  (substr(x.path, 1, length(a.project || a.stem) + 2) = a.project || '/' || a.stem || '/'"
	    "   OR substr(x.path, 1, length(a.project || a.stem) + 2) = a.project || '/' || a.stem || '.'))"
	    " GROUP BY a.project, a.stem" },
	{ "no-project", MESSAGE("there is no project %s"), NULL,
	    "SELECT f.path, v.line, v.text FROM value v JOIN item i ON i.file = v.file"
	    " JOIN file f ON f.id = v.file WHERE v.key = 'project'"
	    " AND NOT EXISTS (SELECT 1 FROM text t WHERE t.project = v.text)" },
	{ "no-project",
	    MESSAGE(
	        "is in a project without a text, which is published under the name of its folder: write %s"),
	    NULL,
	    "SELECT min(f.path), 0, i.project || '/project.' || min(i.lang) || '.gmi' FROM item i"
	    " JOIN file f ON f.id = i.file"
	    " WHERE i.project <> '' AND NOT EXISTS (SELECT 1 FROM text t JOIN file f ON f.id = t.file"
	    "  WHERE t.project = i.project AND NOT " NAMELESS_FILE ") GROUP BY i.project" },
	{ "podcast-cover",
	    MESSAGE(
	        "directories of podcasts refuse one without a picture: put icon.png of 1400 × 1400 pixels "
	        "into the folder site"),
	    NULL,
	    "SELECT min(f.path), v.line FROM value v JOIN file f ON f.id = v.file WHERE v.key = 'podcast'"
	    " AND NOT EXISTS (SELECT 1 FROM attachment WHERE project = '' AND stem = '" STEM_SITE "'"
	    "  AND name LIKE 'icon.%' AND form <> 4 AND max(width, height) >= 1400) GROUP BY v.key" },
};

_Static_assert(PICTURE_DRAWING == 4 && PICTURE_COVER_SIDE == 1400, "podcast-cover says the same");

static size_t count_texts(const char *template)
{
	size_t n = 0;
	for (const char *p = strchr(template, '%'); p; p = strchr(p + 1, '%'))
		n++;
	return n;
}

static void add_row(struct check *c, const struct rule *rule, struct rows *r)
{
	char message[MESSAGE_MAX];
	const char *texts[3] = { "", "", "" };
	size_t n = count_texts(rule->further ? rule->further : rule->say);
	for (size_t i = 0; i < n; i++)
		texts[i] = row_peek(r, 2 + (int)i);
	message_make(
	    message, rule->further && *texts[2] ? rule->further : rule->say, texts[0], texts[1], texts[2]);
	problem_add_message(
	    c->problems, SEVERITY_WARNING, row_peek(r, 0), (int)row_int(r, 1), 0, rule->name, message);
}

static bool check_rule(struct check *c, const struct rule *rule, const struct arg *args, size_t n)
{
	struct rows r;

	select_all(c, &r, rule->sql, args, n);
	while (rows_next(&r))
		add_row(c, rule, &r);
	return rows_end(&r);
}

/* Keys "attachment" that name no file beside their text. */
static bool check_attachments(struct check *c)
{
	struct file_names names = { .v = NULL };
	const char *name;
	int64_t of = -1;
	struct rows r;
	bool ok = true;

	select_all(c, &r,
	    "SELECT f.id, f.path, v.line, v.text, i.project, i.stem FROM value v JOIN item i ON i.file = "
	    "v.file"
	    " JOIN file f ON f.id = v.file WHERE v.key = 'attachment' ORDER BY f.id",
	    NULL, 0);
	while (ok && rows_next(&r)) {
		if (row_int(&r, 0) != of) {
			of = row_int(&r, 0);
			arena_reset(&c->arena);
			ok = attachment_names(
			    c->db, row_peek(&r, 4), row_peek(&r, 5), &c->arena, &names, c->err);
		}
		if (ok && !file_names_begin(&names, str_of(row_peek(&r, 3)), &name))
			problem_add(c->problems, SEVERITY_WARNING, row_peek(&r, 1), (int)row_int(&r, 2), 0,
			    "no-attachment", "no file beside this one has the name that \"%s\" begins with",
			    row_peek(&r, 3));
	}
	return rows_end(&r) && ok;
}

bool catalog_cross_check(
    struct catalog *catalog, const char *const *langs, struct problems *out, struct err *err)
{
	struct check c = {
		.catalog = catalog, .db = &catalog->db, .langs = langs, .problems = out, .err = err
	};
	bool ok = check_links(&c) && check_translations(&c) && check_stale(&c) && check_attachments(&c) &&
	          check_labels(catalog, out, err) &&
	          check_rule(&c, &same_updated, ARGS(arg_int(STATE_LIVE), arg_int(STATE_SCHEDULED)));

	for (size_t i = 0; ok && i < ARRAY_SIZE(rules); i++)
		ok = check_rule(&c, &rules[i], NULL, 0);
	arena_release(&c.arena);
	problems_sort(out);
	return ok;
}

bool writer_cross_check(struct writer *w, const char *const *langs, struct problems *out, struct err *err)
{
	return catalog_cross_check(&w->catalog, langs, out, err);
}
