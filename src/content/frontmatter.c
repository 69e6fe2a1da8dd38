/*
 * frontmatter: the `key: value` lines at the head of a content file.
 *
 *   frontmatter = "---" EOL *( blank / comment / entry ) "---" EOL
 *   comment     = *WSP "#" *CHAR EOL         ; "# check:" is a doubt, which check and previews show
 *   entry       = *WSP key *WSP ":" *WSP value *WSP EOL
 *   value       = *CHAR                    ; quotes around it: quotes.h
 *
 * What a key may be and hold is told by content_keys[]; what a value may be, by value.h.
 */
#include "content/frontmatter.h"

#include <string.h>

#include "base/ascii.h"
#include "content/event_time.h"
#include "content/quotes.h"
#include "content/rule.h"
#include "content/suggestions.h"
#include "content/value.h"
#include "content/written_key.h"
#include "lang/found_date.h"

enum { DAY_SECONDS = 24 * 60 * 60, FILE_OF_PAGE = ROLE_ERROR + 1 };

static const struct {
	unsigned of;
	const char *name; /* of such a file */
} files[] = {
	[ROLE_SITE] = { OF_SITE, "site.<language>.gmi" },
	[ROLE_PROJECT] = { OF_PROJECT, "project.<language>.gmi" },
	[ROLE_ITEM] = { OF_ITEM, "2023-09-08-forum.<language>.gmi" },
	[FILE_OF_PAGE] = { OF_PAGE, "about.<language>.gmi" },
};

unsigned frontmatter_keys(const struct document *d)
{
	return files[d->kind == KIND_PAGE ? FILE_OF_PAGE : (int)d->role].of;
}

/* One line of front matter. */
struct entry {
	struct str line, key, value;
	const struct key *known; /* the key that it is; NULL: none */
	int number;
	bool above; /* the line below it is no entry and seems to go on with it */
};

/* --- lines --- */

static bool is_known(const struct entry *e)
{
	return e->known != NULL;
}

/* Whether YAML would count the line to the value above it. */
static bool is_continued(const struct entry *e)
{
	return e->line.n && (e->line.p[0] == ' ' || e->line.p[0] == '\t' || str_starts(e->line, "- "));
}

/* "|", ">-" and the like announce lines below. */
static bool is_block_mark(struct str value)
{
	return value.n && value.n <= 3 && (value.p[0] == '|' || value.p[0] == '>');
}

/* The key of this kind of file that was probably meant, or NULL. */
static const char *find_meant(const struct source *s, struct str key)
{
	const char *words[KEYS_MAX + 1];
	char lower[64];
	size_t count = 0;
	struct str near = str_sub(key, 0, sizeof lower);
	for (const struct key *k = content_keys; k->name; k++)
		if (k->of & files[s->doc->role].of)
			words[count++] = k->name;
	words[count] = NULL;
	for (size_t i = 0; i < near.n; i++)
		lower[i] = ascii_lower(near.p[i]);
	const char *nearest = str_nearest((struct str){ lower, near.n }, words);
	return nearest ? nearest : suggest_key(key, words);
}

static void report_unknown_key(struct source *s, struct frontmatter *f, const struct entry *e)
{
	const char *meant = suggest_is_name(e->key) ? NULL : find_meant(s, e->key);
	struct str shown = problem_quoted(e->key);
	if (meant) {
		f->meant[key_find(str_of(meant)) - content_keys] = true;
		source_report(s, SEVERITY_ERROR, e->number, 0, "unknown-key",
		    "unknown key \"%.*s\": did you mean \"%s\"?", STR_ARG(shown), meant);
	} else if (suggest_is_name(e->key)) {
		source_report(s, SEVERITY_ERROR, e->number, 0, "unknown-key",
		    "\"%.*s\" is told by the name of the file: take this line out", STR_ARG(shown));
	} else {
		f->refused = true;
		source_report(s, SEVERITY_ERROR, e->number, 0, "unknown-key",
		    "unknown key \"%.*s\": take the line out, or ask who looks after the site",
		    STR_ARG(shown));
	}
}

/* A line that is no entry: says what it seems to be. */
static void report_bad_line(struct source *s, struct frontmatter *f, const struct entry *e)
{
	struct str head, tail, line = str_trim(e->line);
	bool equals = str_cut(line, '=', &head, &tail) && key_find(str_trim(head));
	if (!equals && !is_continued(e) && e->key.n) {
		report_unknown_key(s, f, e);
		return;
	}
	f->refused = true;
	if (equals)
		source_report(s, SEVERITY_ERROR, e->number, 0, "bad-line",
		    "key and value have a colon between them, not \"=\": write \"%.*s: …\"",
		    STR_ARG(str_trim(head)));
	else if (str_starts(line, "- "))
		source_report(s, SEVERITY_ERROR, e->number, 0, "bad-line",
		    "a list is written by repeating the key: write \"%s: %.*s\" here",
		    f->last ? f->last->name : "topic",
		    STR_ARG(problem_quoted(str_trim(str_sub(line, 2, line.n)))));
	else if (is_continued(e) && f->last)
		source_report(s, SEVERITY_ERROR, e->number, 0, "bad-line",
		    "a value is one line: put this after \"%s:\"", f->last->name);
	else
		source_report(s, SEVERITY_ERROR, e->number, 0, "bad-line",
		    "this line is not \"key: value\": the text begins below a closing line \"---\"");
}

/* A key that is in the wrong kind of file. */
static void report_misplaced(
    struct source *s, struct frontmatter *f, const struct entry *e, const struct key *key)
{
	unsigned of = frontmatter_keys(s->doc);
	const char *home = "";
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		if (files[i].of & key->of && (i != FILE_OF_PAGE || !*home))
			home = files[i].name;
	for (const struct key *k = content_keys; k->name; k++) {
		if (key->field >= 0 && k->field == key->field && (k->of & of)) {
			f->meant[k - content_keys] = true;
			source_report(s, SEVERITY_ERROR, e->number, 0, "misplaced-key",
			    "\"%s\" is no key of this file: write \"%s\" instead", key->name, k->name);
			return;
		}
	}
	source_report(s, SEVERITY_ERROR, e->number, 0, "misplaced-key",
	    "\"%s\" is no key of this file but of %s: take it out", key->name, home);
}

/* Whether YAML has more to say of this value than that it is text. A value has its key in front of it. */
static bool is_unusual(struct str value)
{
	bool escape = value.p && value.p[-1] == '"' && str_find(value, '\\') < value.n;
	return escape || (value.n && strchr("\"'[{", value.p[0]));
}

/* What only another key tells: an hour alone, and an end beside the beginning. */
static bool read_event_time(
    const struct source *s, struct frontmatter *f, const struct entry *e, const struct key *k)
{
	struct document *d = s->doc;
	struct moment m;
	int hour, minute;
	if (k->type != KEY_MOMENT || value_date(e->value, &m))
		return false;
	if (str_is(str_of(k->name), "event_start"))
		return event_span_read(e->value, &d->event_start, &f->span_end);
	if (!str_is(str_of(k->name), "event_end") || !found_clock_whole(e->value, &hour, &minute))
		return false;
	f->end_clock = arena_str(&d->arena, e->value);
	return true;
}

/* When the event ends, where that is not written as a date. A key of its own is what counts. */
static void settle_event(struct document *d, const struct frontmatter *f)
{
	if (d->event_start.at == INSTANT_NONE || d->event_end.at != INSTANT_NONE)
		return;
	if (f->end_clock)
		event_end_read(str_of(f->end_clock), d->event_start, &d->event_end);
	else if (f->span_end.at)
		d->event_end = f->span_end;
}

static void read_value(struct source *s, struct frontmatter *f, const struct entry *e, const struct key *k)
{
	struct document *d = s->doc;
	struct err err;
	f->unusual |= is_unusual(e->value);
	/* Bytes are characters here: no key has other than ASCII letters. */
	int column = (int)(e->value.p - e->line.p) + 1;
	void *field = k->field >= 0 ? (char *)d + k->field : NULL;
	if (read_event_time(s, f, e, k))
		return;
	if (!value_read(k->type, &d->arena, e->value, field, &err)) {
		err_prefix(&err, "%s", k->name);
		source_report_message(s, SEVERITY_ERROR, e->number, column, "bad-value", err.message);
		f->bad_kind |= k->type == KEY_KIND;
		return;
	}
	if (field)
		return;
	struct value *v = ARENA_PUSH(&d->arena, d->values, d->value_count);
	v->key = k->name;
	v->text = arena_str(&d->arena, value_kept(k->type, &d->arena, e->value));
	v->line = e->number;
}

/* `of`: the kinds of file whose keys may have another form than their own; 0: none. */
static struct entry split(struct str line, int number, unsigned of)
{
	struct entry e = { .line = line, .number = number };
	struct str key, value;
	if (!written_key_cut(line, &key, &value))
		return e;
	e.known = key_find(key);
	if (!e.known && of)
		e.known = written_key(key, of);
	/* Only our own keys are before a colon of another width. */
	if (e.known || str_find(line, ':') < line.n) {
		e.key = key;
		e.value = quotes_strip(value);
	}
	return e;
}

static unsigned kind_of(const struct source *s)
{
	return frontmatter_keys(s->doc);
}

/* A key without a value of its own: the lines below may hold it, and are told of then. */
static void report_empty(struct source *s, const struct entry *e, const struct key *k)
{
	if (!e->above)
		source_report(s, SEVERITY_ERROR, e->number, 0, "empty-value",
		    "\"%s\" has no value: write one after the colon, or take the line out", k->name);
}

static void read_known(struct source *s, struct frontmatter *f, const struct entry *e, const struct key *k)
{
	int *first = &f->lines[k - content_keys];
	if (!(k->of & frontmatter_keys(s->doc)))
		report_misplaced(s, f, e, k);
	else if (*first && !k->repeated)
		source_report(s, SEVERITY_ERROR, e->number, 0, "repeated-key",
		    "\"%s\" is on line %d already: keep one of the two", k->name, *first);
	else if (e->value.n == 0 || (e->above && is_block_mark(e->value)))
		report_empty(s, e, k);
	else
		read_value(s, f, e, k);
	if (!*first)
		*first = e->number;
	f->last = k;
	f->told = false;
}

/* What an import was not sure of. */
static void report_doubt(struct source *s, int line, struct str text)
{
	text = str_trim(text);
	if (str_starts(text, "# check:"))
		source_report(s, SEVERITY_WARNING, line, 0, RULE_DOUBT,
		    "%.*s (take this line out when it is settled)",
		    STR_ARG(str_trim(str_sub(text, sizeof "# check:" - 1, text.n))));
}

void frontmatter_doubts(struct source *s, struct str lines, int number)
{
	struct str line;
	for (; str_next_line(&lines, &line); number++)
		report_doubt(s, number, line);
}

static void read_entry(struct source *s, struct frontmatter *f, const struct entry *e)
{
	struct str line = str_trim(e->line);
	report_doubt(s, e->number, line);
	if (line.n == 0 || line.p[0] == '#')
		return;
	if (is_known(e)) {
		if (!str_is(e->key, e->known->name))
			source_report(s, SEVERITY_WARNING, e->number, 0, "mended-key",
			    "\"%.*s\" is read as \"%s\": write \"%s: …\"", STR_ARG(problem_quoted(e->key)),
			    e->known->name, e->known->name);
		read_known(s, f, e, e->known);
		return;
	}
	/* Of the lines of one value the first is told. */
	if (!f->told || !is_continued(e))
		report_bad_line(s, f, e);
	f->told = is_continued(e);
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
    struct source *s, const struct frontmatter *f, const char *key, const char *other, const char *message)
{
	const struct key *k = key_find(str_of(key)), *o = key_find(str_of(other));
	if (f->lines[k - content_keys] && !f->lines[o - content_keys] && !f->meant[o - content_keys])
		source_report_message(
		    s, SEVERITY_WARNING, frontmatter_line(f, key), 0, "lonely-key", message);
}

void frontmatter_check(struct source *s, const struct frontmatter *f)
{
	const struct document *d = s->doc;
	settle_event(s->doc, f);
	int64_t event_end = d->event_end.at;
	/* A day alone means all of it. */
	if (event_end != INSTANT_NONE && !d->event_end.has_time)
		event_end += DAY_SECONDS - 1;
	check_order(s, f, "publish", d->publish, "expires", d->expires);
	check_order(s, f, "event_start", d->event_start.at, "event_end", event_end);
	check_needs(s, f, "correction", "updated",
	    MESSAGE(
	        "\"correction\" means nothing alone: write \"updated\" too, to say when it was corrected"));
	check_needs(s, f, "reason", "withdrawn",
	    MESSAGE("\"reason\" means nothing alone: write \"withdrawn\" too, to say since when it is gone"));
	check_needs(s, f, "event_end", "event_start",
	    MESSAGE("\"event_end\" means nothing alone: write \"event_start\" too, to say when the event "
	            "begins"));
	const int *status = &f->lines[key_find(STR("status")) - content_keys];
	if (d->event_status != EVENT_HELD && d->updated == INSTANT_NONE)
		source_report(s, SEVERITY_WARNING, *status, 0, "lonely-key",
		    "readers see \"status\" only where they look again: write \"updated\" too, with the "
		    "moment "
		    "of the decision, so that feeds and calendars tell them");
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

/* Whether the next line belongs to a value above it. */
static bool goes_on(struct str rest, unsigned of)
{
	struct str line;
	if (!str_next_line(&rest, &line))
		return false;
	struct entry e = split(line, 0, of);
	return is_continued(&e) && !is_known(&e);
}

/* A rule that a word processor or a slip made of other dashes, or of more of them. */
static bool is_misspelt_rule(struct str line)
{
	static const char *const dashes[] = { "-", "\u2010", "\u2011", "\u2012", "–", "—", "\u2212" };
	struct str rest = str_trim(line);
	while (rest.n) {
		size_t before = rest.n;
		for (size_t i = 0; i < ARRAY_SIZE(dashes); i++)
			if (str_starts(rest, dashes[i]))
				rest = str_sub(rest, strlen(dashes[i]), rest.n);
		if (rest.n == before)
			return false;
	}
	return true;
}

/* The first line is no "---": is it front matter all the same? */
static void check_unopened(
    struct source *s, struct frontmatter *f, struct str line, struct str rest, int number)
{
	struct entry e = split(line, number, 0), next = { 0 };
	struct str below;
	if (str_next_line(&rest, &below))
		next = split(below, number + 1, 0);
	const char *say = NULL;
	if (is_known(&e))
		say = MESSAGE("put a line \"---\" before the first key and another after the last");
	else if (str_is(str_trim(line), "+++"))
		say = MESSAGE("this is TOML: write \"---\" for \"+++\", and \"title: …\" for \"title = …\"");
	else if (is_misspelt_rule(line) && is_known(&next))
		say = MESSAGE("write three hyphens \"---\" here and below the last key, and nothing else on "
		              "these lines");
	if (!say)
		return;
	f->refused = true;
	source_report_message(s, SEVERITY_ERROR, number, 0, "unopened-front-matter", say);
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
		check_unopened(s, out, one, rest, number);
		return;
	}
	out->line = number;
	bool closed = has_rule(rest);
	if (!closed)
		source_report(s, SEVERITY_ERROR, number, 0, "unclosed-front-matter",
		    "the front matter that begins here does not end: put a line \"---\" after its last key");

	/* Without an end, the text begins where the keys stop. */
	struct str before = rest;
	bool inside = true;
	while (inside && str_next_line(&rest, &one)) {
		struct entry e = split(one, ++number, kind_of(s));
		inside = closed ? !is_rule(one) : is_known(&e);
		e.above = goes_on(rest, kind_of(s));
		if (inside)
			read_entry(s, out, &e);
		if (inside || closed)
			before = rest;
		else
			number--;
	}
	*text = before;
	*line = number + 1;
	frontmatter_check(s, out);
}

int frontmatter_line(const struct frontmatter *f, const char *key)
{
	const struct key *k = key_find(str_of(key));
	int line = k ? f->lines[k - content_keys] : 0;
	if (line == 0)
		line = f->line;
	return line ? line : 1;
}
