/*
 * manuscript: keys in English as they are, in Russian and Kyrgyz by the words that suggestions.c knows.
 */
#include "content/manuscript.h"

#include <string.h>

#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/event_time.h"
#include "content/key.h"
#include "content/quotes.h"
#include "content/suggestions.h"
#include "content/summary.h"
#include "lang/lang.h"

enum { HEAD_LINES = 3, DATE_WORDS = 4, DATE_COLUMNS = 60, KEY_BYTES = 64 };

/* --- keys --------------------------------------------------------------------------------- */

/* The name of the key that the word means; NULL when it is none. */
static const char *key_named(struct str word)
{
	/* "Place: Bishkek" is a row of an event's programme rather than a key. */
	static const char *const ordinary[] = { "место", "жери", "location", "type", NULL };
	const char *names[KEYS_MAX + 1];
	struct buf folded;
	size_t n = 0;
	const char *found = NULL;
	if (!word.n || word.n > KEY_BYTES)
		return NULL;
	buf_init(&folded, 4 * KEY_BYTES);
	utf8_fold(&folded, word);
	for (const struct key *k = content_keys; k->name; k++) {
		names[n++] = k->name;
		if (str_is(buf_str(&folded), k->name))
			found = k->name;
	}
	names[n] = NULL;
	bool is_ordinary = false;
	for (const char *const *o = ordinary; *o; o++)
		is_ordinary |= str_is(buf_str(&folded), *o);
	if (!found && !is_ordinary)
		found = suggest_key(word, names);
	buf_release(&folded);
	return found;
}

static bool is_key(struct str word)
{
	return key_named(word) != NULL;
}

/*
 * Word offers names such as "Project" and "Source" for properties: only what is written as a key is meant
 * as one.
 */
static bool is_property(struct str word)
{
	return key_find(word) != NULL;
}

static const char *slug_of(struct arena *a, const char *value)
{
	struct buf slug;
	buf_init(&slug, SLUG_MAX + 1);
	lang_slug(lang_default(), str_of(value), &slug);
	const char *made = slug.len ? arena_str(a, buf_str(&slug)) : value;
	buf_release(&slug);
	return made;
}

const char *manuscript_key(struct arena *a, const struct office_pair *pair, const char **value)
{
	const char *name = key_named(str_of(pair->key));
	const struct key *k = name ? key_find(str_of(name)) : NULL;
	struct found_date d;
	struct moment at, end;
	enum item_kind kind;
	*value = pair->value;
	if (!k)
		return NULL;
	if (k->type == KEY_SLUG && !path_is_slug(str_of(*value)))
		*value = slug_of(a, *value);
	else if ((k->type == KEY_MOMENT || k->type == KEY_INSTANT) &&
	         !date_parse(str_of(*value), &at, NULL) && !event_span_read(str_of(*value), &at, &end) &&
	         found_date_in(str_of(*value), &d))
		*value = found_date_text(a, &d);
	else if (k->type == KEY_KIND && item_kind_said(str_of(*value), &kind))
		*value = item_kind_word(kind);
	else if (k->type == KEY_YES &&
	         (!strcmp(*value, "да") || !strcmp(*value, "Да") || !strcmp(*value, "ооба")))
		*value = "yes";
	return name;
}

/* --- the head ------------------------------------------------------------------------------- */

static bool is_date_line(struct str line, struct found_date *d)
{
	return found_date_in(line, d) && d->words <= DATE_WORDS && utf8_columns(line) < DATE_COLUMNS;
}

static bool is_title(struct str line)
{
	enum item_kind kind;
	struct found_date d;
	return !item_kind_said(line, &kind) && !is_date_line(line, &d);
}

/* Whether the line says nothing but a date: "20 ноября 2026 г." */
static bool is_date_alone(struct str line, const struct found_date *d)
{
	static const char *const years[] = { "г.", "г", "года", "год", "ж.", "жыл", "жылы", "-жылы", NULL };
	for (const char *const *y = years; *y; y++)
		if (d->words == 1 && str_ends(line, *y))
			return true;
	return d->words == 0;
}

/* Whether the line is taken for a key, and so out of the text. */
static bool take_line(struct manuscript *m, struct arena *a, struct str line)
{
	enum item_kind kind;
	struct found_date d;
	if (!m->has_kind && item_kind_said(line, &kind)) {
		m->has_kind = true;
		m->kind = kind;
		return true;
	}
	if (m->has_date || !is_date_line(line, &d))
		return false;
	m->has_date = true;
	m->date = d;
	m->dateline = is_date_alone(line, &d) ? "" : arena_str(a, line);
	return !*m->dateline;
}

/* Gemtext alone tells such lines: no list, no table. */
static bool is_plain(struct str line)
{
	return line.n && !strchr("#*>=`|", line.p[0]);
}

/* Takes kind and day off the lines above the title and the first of those below it. */
static void take_head(struct manuscript *m, struct arena *a)
{
	struct office *o = &m->office;
	struct str rest = o->text, line;
	char *text = arena_alloc(a, o->text.n + 1);
	size_t n = 0, at = 0, kept = 0, full = 0;
	bool taken = false;
	while (str_next_line(&rest, &line)) {
		bool head = at < o->above || full < HEAD_LINES;
		full += at >= o->above && line.n > 0;
		bool blank_after = taken && line.n == 0;
		taken = head && is_plain(line) && take_line(m, a, line);
		if (!taken && !blank_after) {
			memcpy(text + n, line.p, line.n);
			n += line.n;
			text[n++] = '\n';
			o->lines[kept++] = o->lines[at];
		}
		at++;
	}
	o->text = (struct str){ text, n };
	o->line_count = kept;
}

bool manuscript_read(
    struct arena *a, struct str bytes, bool pictures, struct manuscript *out, struct err *err)
{
	const struct office_options options = {
		.is_key = is_key, .is_property = is_property, .is_title = is_title, .pictures = pictures
	};
	*out = (struct manuscript){ .dateline = "" };
	if (!office_read(a, bytes, &options, &out->office, err))
		return false;
	take_head(out, a);
	return true;
}

struct str manuscript_lead(const struct manuscript *m)
{
	struct str rest = m->office.text, line;
	while (str_next_line(&rest, &line))
		if (is_plain(line) && !str_is(line, m->dateline))
			return line;
	return STR("");
}

const char *manuscript_summary(struct arena *a, const struct manuscript *m)
{
	struct str lead = manuscript_lead(m);
	return lead.n ? summary_cut(a, lead, SUMMARY_COLUMNS) : "";
}

/* --- the file --------------------------------------------------------------------------------- */

struct writing_file {
	struct arena *arena;
	struct buf *out;
	int *lines;
	size_t count;
};

static void end_line(struct writing_file *w, int paragraph)
{
	*ARENA_PUSH(w->arena, w->lines, w->count) = paragraph;
}

static void write_key(struct writing_file *w, const char *key, const char *value, int paragraph)
{
	quotes_write(w->out, key, value);
	end_line(w, paragraph);
}

static void write_line(struct writing_file *w, const char *line, int paragraph)
{
	buf_printf(w->out, "%s\n", line);
	end_line(w, paragraph);
}

static bool has_pair(const struct manuscript *m, const char *key)
{
	for (size_t i = 0; i < m->office.pair_count; i++) {
		const char *name = key_named(str_of(m->office.pairs[i].key));
		if (name && !strcmp(name, key))
			return true;
	}
	return false;
}

static void write_front_matter(
    struct writing_file *w, const struct manuscript *m, const char *title_key, const char *summary)
{
	const struct office *o = &m->office;
	write_line(w, "---", 0);
	for (size_t i = 0; i < o->pair_count; i++) {
		const char *value, *key = manuscript_key(w->arena, &o->pairs[i], &value);
		if (key)
			write_key(w, key, value, o->pairs[i].paragraph);
	}
	if (m->has_kind && m->kind != KIND_EVENT && !has_pair(m, "kind"))
		write_key(w, "kind", item_kind_word(m->kind), 0);
	if (o->draft && !has_pair(m, "draft"))
		write_key(w, "draft", "yes", 0);
	if (*title_key && *o->title && !has_pair(m, title_key))
		write_key(w, title_key, o->title, o->title_paragraph);
	if (*summary && !has_pair(m, "summary"))
		write_key(w, "summary", summary, 0);
	write_line(w, "---", 0);
}

void manuscript_write(struct arena *a, const struct manuscript *m, const char *title_key, const char *summary,
    struct buf *out, int **lines, size_t *count)
{
	struct writing_file w = { .arena = a, .out = out };
	const struct office *o = &m->office;
	write_front_matter(&w, m, title_key, summary);
	if (*o->title && !*title_key) {
		buf_printf(out, "# %s\n\n", o->title);
		end_line(&w, o->title_paragraph);
		end_line(&w, o->title_paragraph);
	}
	buf_add_str(out, o->text);
	for (size_t i = 0; i < o->line_count; i++)
		end_line(&w, o->lines[i]);
	*lines = w.lines;
	*count = w.count;
}
