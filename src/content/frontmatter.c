/*
 * frontmatter: the `key: value` lines at the head of a content file.
 *
 *   frontmatter = "---" EOL *( blank / comment / entry ) "---" EOL
 *   comment     = *WSP "#" *CHAR EOL
 *   entry       = *WSP key *WSP ":" *WSP value *WSP EOL
 *   value       = *CHAR / DQUOTE *CHAR DQUOTE / "'" *CHAR "'"
 *
 * What a key may be and hold is told by content_keys[]; here is one reader for each type of value.
 */
#include "content/frontmatter.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/uri.h"
#include "base/utf8.h"

enum { REPORT_MAX = 100, QUOTE_COLUMNS = 60, DAY_SECONDS = 24 * 60 * 60 };

static const char *const kind_words[KIND_COUNT] = { "news", "press-release", "event", "practice",
	"publication" };

static const struct {
	unsigned of;
	const char *what;
} files[] = {
	[ROLE_SITE] = { OF_SITE, "the site's file" },
	[ROLE_PROJECT] = { OF_PROJECT, "a project's file" },
	[ROLE_ITEM] = { OF_ITEM, "an item" },
};

/* One line of front matter. */
struct entry {
	struct str line, key, value;
	int number;
};

const char *item_kind_word(enum item_kind kind)
{
	return kind_words[kind];
}

bool item_kind_find(struct str word, enum item_kind *out)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		if (str_is(word, kind_words[i])) {
			*out = (enum item_kind)i;
			return true;
		}
	}
	return false;
}

void source_report(
    struct source *s, enum severity severity, int line, int column, const char *rule, const char *fmt, ...)
{
	if (s->reported > REPORT_MAX)
		return;
	if (s->reported++ == REPORT_MAX) {
		problem_add(s->problems, SEVERITY_ERROR, s->path, line, 0, "too-many",
		    "more is wrong from here on: mend what stands above first");
		return;
	}
	va_list ap;
	va_start(ap, fmt);
	problem_vadd(s->problems, severity, s->path, line, column, rule, fmt, ap);
	va_end(ap);
}

int source_column(struct str before)
{
	int n = 1;
	for (size_t i = 0; i < before.n; i++)
		n += ((unsigned char)before.p[i] & 0xC0) != 0x80;
	return n;
}

/* What of s fits into a message. */
static struct str quoted(struct str s)
{
	return str_sub(s, 0, utf8_fit(s, QUOTE_COLUMNS));
}

/* --- values: each reader checks the text and fills the field, if the key has one --- */

static bool read_text(struct arena *a, struct str v, void *field, struct err *err)
{
	(void)err;
	if (field)
		*(const char **)field = arena_str(a, v);
	return true;
}

/* What is longer than any date is not quoted: it may be a paragraph. */
static bool parse_date(struct str v, struct moment *out, struct err *err)
{
	if (v.n > DATE_TEXT_MAX)
		return err_set(err, "this is too long for a date: write 2023-09-08 or 2023-09-08 11:50");
	return date_parse(v, out, err);
}

static bool read_moment(struct arena *a, struct str v, void *field, struct err *err)
{
	struct moment m;
	(void)a;
	if (!parse_date(v, &m, err))
		return false;
	if (field)
		*(struct moment *)field = m;
	return true;
}

static bool read_instant(struct arena *a, struct str v, void *field, struct err *err)
{
	struct moment m = { INSTANT_NONE, false };
	(void)a;
	if (!parse_date(v, &m, err))
		return false;
	if (field)
		*(int64_t *)field = m.at;
	return true;
}

static bool read_period(struct arena *a, struct str v, void *field, struct err *err)
{
	struct period p;
	(void)a;
	(void)field;
	return period_parse(v, &p) ||
	       err_set(err,
	           "\"%.*s\" is not a period: write its first and last month, as in 2021-09 .. 2025-09",
	           STR_ARG(quoted(v)));
}

static bool read_url(struct arena *a, struct str v, void *field, struct err *err)
{
	struct uri u;
	if (!uri_has_scheme(v))
		return err_set(
		    err, "\"%.*s\" is not a whole address: begin it with https://", STR_ARG(quoted(v)));
	if (!uri_parse(v, &u) || u.host.n == 0)
		return err_set(
		    err, "\"%.*s\" is not an address: write it as in https://dpi.kg/ru/", STR_ARG(quoted(v)));
	return read_text(a, v, field, err);
}

static bool read_uri(struct arena *a, struct str v, void *field, struct err *err)
{
	struct uri u;
	if (!uri_parse(v, &u))
		return err_set(err, "\"%.*s\" is not a URI: write one as in urn:uuid:… or tag:dpi.kg,2023:…",
		    STR_ARG(quoted(v)));
	return read_text(a, v, field, err);
}

static bool read_slug(struct arena *a, struct str v, void *field, struct err *err)
{
	if (!path_is_slug(v))
		return err_set(err,
		    "\"%.*s\" is not a short name: use only a-z, 0-9 and hyphens, at most %d of them",
		    STR_ARG(quoted(v)), SLUG_MAX);
	return read_text(a, v, field, err);
}

static bool read_kind(struct arena *a, struct str v, void *field, struct err *err)
{
	char list[128];
	size_t used = 0;
	enum item_kind kind;
	(void)a;
	if (item_kind_find(v, &kind)) {
		if (field)
			*(enum item_kind *)field = kind;
		return true;
	}
	for (int i = 0; i < KIND_COUNT; i++)
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
		    i == 0                     ? ""
		    : i + 1 == (int)KIND_COUNT ? " or "
		                               : ", ",
		    kind_words[i]);
	return err_set(err, "\"%.*s\" is not a kind of item: write %s", STR_ARG(quoted(v)), list);
}

static bool read_yes(struct arena *a, struct str v, void *field, struct err *err)
{
	(void)a;
	if (!str_is(v, "yes") && !str_is(v, "no"))
		return err_set(err, "\"%.*s\" is neither yes nor no: write one of these", STR_ARG(quoted(v)));
	if (field)
		*(bool *)field = str_is(v, "yes");
	return true;
}

static bool read_slug_text(struct arena *a, struct str v, void *field, struct err *err)
{
	struct str slug, text;
	if (!str_cut(v, ' ', &slug, &text) || str_trim(text).n == 0)
		return err_set(
		    err, "write a short name, a space and the name for readers, as in \"water Water\"");
	return read_slug(a, slug, field, err);
}

static bool read_file_text(struct arena *a, struct str v, void *field, struct err *err)
{
	struct str file, text;
	if (!str_cut(v, ' ', &file, &text) || str_trim(text).n == 0)
		return err_set(
		    err, "write the file's name, a space and its title, as in \"programme.pdf Programme\"");
	if (str_find(file, '/') < file.n)
		return err_set(err,
		    "\"%.*s\" is not the name of a file beside this one: write it without a folder",
		    STR_ARG(quoted(file)));
	return read_text(a, v, field, err);
}

static bool read_path(struct arena *a, struct str v, void *field, struct err *err)
{
	struct buf clean;
	buf_init(&clean, PATH_MAX_LEN);
	bool whole = str_starts(v, "/") && str_find(v, ' ') == v.n && str_find(v, '?') == v.n &&
	             str_find(v, '#') == v.n;
	bool good = whole && path_normalise(v, &clean) == PATH_OK && !clean.full;
	buf_release(&clean);
	if (!good)
		return err_set(err,
		    "\"%.*s\" is not a path of this site: begin it with /, as in /ru/old-name",
		    STR_ARG(quoted(v)));
	return read_text(a, v, field, err);
}

static bool (*const readers[])(struct arena *a, struct str v, void *field, struct err *err) = {
	[KEY_TEXT] = read_text,
	[KEY_MOMENT] = read_moment,
	[KEY_INSTANT] = read_instant,
	[KEY_PERIOD] = read_period,
	[KEY_URL] = read_url,
	[KEY_SLUG] = read_slug,
	[KEY_KIND] = read_kind,
	[KEY_YES] = read_yes,
	[KEY_SLUG_TEXT] = read_slug_text,
	[KEY_FILE_TEXT] = read_file_text,
	[KEY_PATH] = read_path,
	[KEY_URI] = read_uri,
};

/* --- lines --- */

/* Quotes around the whole of a value are YAML's, not the editor's. */
static struct str unquoted(struct str v)
{
	if (v.n < 2 || (v.p[0] != '"' && v.p[0] != '\'') || v.p[v.n - 1] != v.p[0])
		return v;
	struct str inner = str_sub(v, 1, v.n - 1);
	return str_find(inner, v.p[0]) == inner.n ? str_trim(inner) : v;
}

static void report_unknown_key(struct source *s, struct frontmatter *f, const struct entry *e)
{
	const char *words[KEYS_MAX + 1];
	char lower[64];
	size_t count = 0;
	struct str near = str_sub(e->key, 0, sizeof lower);
	for (const struct key *k = content_keys; k->name; k++)
		if (k->of & files[s->doc->role].of)
			words[count++] = k->name;
	words[count] = NULL;
	for (size_t i = 0; i < near.n; i++)
		lower[i] = near.p[i] >= 'A' && near.p[i] <= 'Z' ? (char)(near.p[i] + 'a' - 'A') : near.p[i];
	const char *nearest = str_nearest((struct str){ lower, near.n }, words);
	struct str shown = quoted(e->key);
	if (nearest)
		f->meant[key_find(str_of(nearest)) - content_keys] = true;
	if (nearest)
		source_report(s, SEVERITY_ERROR, e->number, 0, "unknown-key",
		    "unknown key \"%.*s\": did you mean \"%s\"?", STR_ARG(shown), nearest);
	else
		source_report(s, SEVERITY_ERROR, e->number, 0, "unknown-key",
		    "unknown key \"%.*s\": \"jarchy check --help\" lists the keys", STR_ARG(shown));
}

/* A line that is no entry: says what it seems to be. */
static void report_bad_line(struct source *s, struct frontmatter *f, const struct entry *e)
{
	struct str head, tail;
	struct str line = str_trim(e->line);
	if (str_cut(line, '=', &head, &tail) && key_find(str_trim(head)))
		source_report(s, SEVERITY_ERROR, e->number, 0, "bad-line",
		    "a colon stands between key and value, not \"=\": write \"%.*s: …\"",
		    STR_ARG(str_trim(head)));
	else if (str_starts(line, "- "))
		source_report(s, SEVERITY_ERROR, e->number, 0, "bad-line",
		    "several values are written by repeating the key: \"topic: water\", on the next line "
		    "\"topic: health\"");
	else if (e->key.n == 0)
		source_report(s, SEVERITY_ERROR, e->number, 0, "bad-line",
		    "this line is not \"key: value\": the text begins below a closing line \"---\"");
	else
		report_unknown_key(s, f, e);
}

/* A key that stands in the wrong kind of file. */
static void report_misplaced(
    struct source *s, struct frontmatter *f, const struct entry *e, const struct key *key)
{
	unsigned of = files[s->doc->role].of;
	const char *home = "";
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i].of & key->of)
			home = files[i].what;
	for (const struct key *k = content_keys; k->name; k++) {
		if (key->field >= 0 && k->field == key->field && (k->of & of)) {
			f->meant[k - content_keys] = true;
			source_report(s, SEVERITY_ERROR, e->number, 0, "misplaced-key",
			    "%s has no \"%s\": write \"%s\" instead", files[s->doc->role].what, key->name,
			    k->name);
			return;
		}
	}
	source_report(s, SEVERITY_ERROR, e->number, 0, "misplaced-key",
	    "\"%s\" belongs in %s, and this is %s: take it out", key->name, home, files[s->doc->role].what);
}

static void read_value(struct source *s, struct frontmatter *f, const struct entry *e, const struct key *k)
{
	struct document *d = s->doc;
	struct err err;
	/* Bytes are characters here: no key has other than ASCII letters. */
	int column = (int)(e->value.p - e->line.p) + 1;
	void *field = k->field >= 0 ? (char *)d + k->field : NULL;
	if (!readers[k->type](&d->arena, e->value, field, &err)) {
		source_report(s, SEVERITY_ERROR, e->number, column, "bad-value", "%s: %s", k->name, err.text);
		f->bad_kind |= k->type == KEY_KIND;
		return;
	}
	if (field)
		return;
	struct value *v = ARENA_PUSH(&d->arena, d->values, d->value_count);
	v->key = k->name;
	v->text = arena_str(&d->arena, e->value);
	v->line = e->number;
}

static bool is_known(const struct entry *e)
{
	return e->key.n > 0 && key_find(e->key);
}

static struct entry split(struct str line, int number)
{
	struct entry e = { .line = line, .number = number };
	struct str head, tail;
	if (str_cut(line, ':', &head, &tail)) {
		e.key = str_trim(head);
		e.value = unquoted(str_trim(tail));
	}
	return e;
}

static void read_entry(struct source *s, struct frontmatter *f, const struct entry *e)
{
	struct str line = str_trim(e->line);
	if (line.n == 0 || line.p[0] == '#')
		return;
	const struct key *k = is_known(e) ? key_find(e->key) : NULL;
	if (!k) {
		report_bad_line(s, f, e);
		return;
	}
	int *first = &f->lines[k - content_keys];
	if (!(k->of & files[s->doc->role].of))
		report_misplaced(s, f, e, k);
	else if (*first && !k->repeated)
		source_report(s, SEVERITY_ERROR, e->number, 0, "repeated-key",
		    "\"%s\" stands on line %d already: keep one of the two", k->name, *first);
	else if (e->value.n == 0)
		source_report(s, SEVERITY_ERROR, e->number, 0, "empty-value",
		    "\"%s\" has no value: write one behind the colon, or take the line out", k->name);
	else
		read_value(s, f, e, k);
	if (!*first)
		*first = e->number;
}

/* --- what one key says about another --- */

static void check_order(struct source *s, const struct frontmatter *f, const char *first, int64_t from,
    const char *last, int64_t to)
{
	if (from != INSTANT_NONE && to != INSTANT_NONE && to < from)
		source_report(s, SEVERITY_ERROR, frontmatter_line(f, last), 0, "order",
		    "\"%s\" is before \"%s\": correct one of the two", last, first);
}

/* A key that says nothing without another. */
static void check_needs(
    struct source *s, const struct frontmatter *f, const char *key, const char *other, const char *why)
{
	const struct key *k = key_find(str_of(key)), *o = key_find(str_of(other));
	if (f->lines[k - content_keys] && !f->lines[o - content_keys] && !f->meant[o - content_keys])
		source_report(s, SEVERITY_WARNING, frontmatter_line(f, key), 0, "lonely-key",
		    "\"%s\" stands alone: write \"%s\" too, to %s", key, other, why);
}

static void check_together(struct source *s, const struct frontmatter *f)
{
	const struct document *d = s->doc;
	int64_t event_end = d->event_end.at;
	/* A day alone means all of it. */
	if (event_end != INSTANT_NONE && !d->event_end.has_time)
		event_end += DAY_SECONDS - 1;
	check_order(s, f, "publish", d->publish, "expires", d->expires);
	check_order(s, f, "event_start", d->event_start.at, "event_end", event_end);
	check_needs(s, f, "correction", "updated", "say when it was corrected");
	check_needs(s, f, "reason", "withdrawn", "say since when it is gone");
	check_needs(s, f, "event_end", "event_start", "say when the event begins");
	/* A misspelt kind was reported already; it may have been "event". */
	if (d->kind == KIND_EVENT && !f->lines[key_find(STR("event_start")) - content_keys])
		source_report(s, SEVERITY_WARNING, frontmatter_line(f, "kind"), 0, "event-without-start",
		    "an event is in no calendar without \"event_start\": write when it begins");
	if (d->kind == KIND_EVENT || f->bad_kind)
		return;
	for (const struct key *k = content_keys; k->name; k++)
		if ((k->of & OF_EVENT) && f->lines[k - content_keys])
			source_report(s, SEVERITY_ERROR, f->lines[k - content_keys], 0, "misplaced-key",
			    "\"%s\" is only for events: write \"kind: event\" too, or take it out", k->name);
}

/* --- the whole --- */

static bool is_rule(struct str line)
{
	return str_is(str_trim(line), "---");
}

static bool has_rule(struct str rest)
{
	struct str line;
	while (str_next_line(&rest, &line))
		if (is_rule(line))
			return true;
	return false;
}

/* The first line is no "---": is it front matter all the same? */
static void check_unopened(struct source *s, struct str line, int number)
{
	struct entry e = split(line, number);
	if (is_known(&e) || str_is(str_trim(line), "+++"))
		source_report(s, SEVERITY_ERROR, number, 0, "unopened-front-matter",
		    "put a line \"---\" before the first key and another behind the last");
}

void frontmatter_take(struct source *s, struct str *text, int *line, struct frontmatter *out)
{
	struct str rest = *text, one;
	int number = *line - 1;
	*out = (struct frontmatter){ 0 };
	do {
		if (!str_next_line(&rest, &one))
			return;
		number++;
	} while (str_trim(one).n == 0);
	if (!is_rule(one)) {
		check_unopened(s, one, number);
		return;
	}
	out->line = number;
	bool closed = has_rule(rest);
	if (!closed)
		source_report(s, SEVERITY_ERROR, number, 0, "unclosed-front-matter",
		    "the front matter that begins here does not end: put a line \"---\" behind its last key");

	/* Without an end, the text begins where the keys stop. */
	struct str before = rest;
	bool inside = true;
	while (inside && str_next_line(&rest, &one)) {
		struct entry e = split(one, ++number);
		inside = closed ? !is_rule(one) : is_known(&e);
		if (inside)
			read_entry(s, out, &e);
		if (inside || closed)
			before = rest;
		else
			number--;
	}
	*text = before;
	*line = number + 1;
	check_together(s, out);
}

int frontmatter_line(const struct frontmatter *f, const char *key)
{
	const struct key *k = key_find(str_of(key));
	int line = k ? f->lines[k - content_keys] : 0;
	if (line == 0)
		line = f->line;
	return line ? line : 1;
}
