/*
 * office: what content/manuscript.h finds in a document, with a doubt for each guess.
 */
#include "import/office.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "content/manuscript.h"
#include "import/guess.h"
#include "lang/lang.h"

enum { TITLE_COLUMNS = 200 };

/* Keys that an item of an import has a place for. */
static const struct {
	const char *key;
	size_t field;
} fields[] = {
	{ "title", offsetof(struct imported, title) },
	{ "date", offsetof(struct imported, date) },
	{ "updated", offsetof(struct imported, updated) },
	{ "publish", offsetof(struct imported, publish) },
	{ "id", offsetof(struct imported, id) },
	{ "summary", offsetof(struct imported, summary) },
	{ "author", offsetof(struct imported, author) },
	{ "contact", offsetof(struct imported, contact) },
	{ "source", offsetof(struct imported, source) },
	{ "licence", offsetof(struct imported, licence) },
};

static void take_key(struct arena *a, struct imported *item, const char *key, const char *value)
{
	if (!strcmp(key, "topic")) {
		import_list_add(a, &item->topics, value);
		return;
	}
	if (!strcmp(key, "draft")) {
		item->draft = strcmp(value, "no") != 0;
		return;
	}
	if (!strcmp(key, "kind") && item_kind_find(str_of(value), &item->kind))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (!strcmp(key, fields[i].key)) {
			*(const char **)((char *)item + fields[i].field) = value;
			return;
		}
	import_doubt(a, item, "this key was in the document: %s: %s", key, value);
}

static void take_keys(struct arena *a, struct imported *item, const struct manuscript *m)
{
	item->draft = m->office.draft;
	if (m->has_kind && m->kind != KIND_EVENT)
		item->kind = m->kind;
	for (size_t i = 0; i < m->office.pair_count; i++) {
		const char *value, *key = manuscript_key(a, &m->office.pairs[i], &value);
		if (key)
			take_key(a, item, key, import_clean(a, str_of(value)));
	}
}

/* The heading; else the first paragraph, where that is short. */
static bool find_title(struct arena *a, struct imported *item, const struct manuscript *m)
{
	struct str lead = manuscript_lead(m);
	if (!*item->title)
		item->title = m->office.title;
	else if (*m->office.title && strcmp(m->office.title, item->title) != 0)
		item->body = arena_printf(a, "# %s\n\n%s", m->office.title, item->body);
	if (!*item->title && lead.n && utf8_columns(lead) <= TITLE_COLUMNS) {
		item->title = import_clean(a, lead);
		import_unsure(a, item, "is this the title? The document has no heading");
	}
	return *item->title;
}

/* The day in the text; else the day on which the file was begun, which is a doubt. */
static void find_date(struct arena *a, struct imported *item, const struct manuscript *m)
{
	struct found_date d;
	if (*item->date)
		return;
	if (m->has_date) {
		item->date = found_date_text(a, &m->date);
		return;
	}
	if (found_date_in(str_of(m->office.created), &d)) {
		item->date = arena_str(a, str_sub(str_of(found_date_text(a, &d)), 0, 10));
		import_unsure(a, item, "the date is that on which the document was begun: is it right?");
	} else {
		import_unsure(a, item, "no date was found");
	}
}

/* Title and text without the lines of links, whose addresses and labels may be in another language. */
static const char *words_of(struct arena *a, const struct imported *item)
{
	struct str rest = str_of(item->body), line;
	struct buf b;
	buf_init(&b, rest.n + strlen(item->title) + 2);
	buf_printf(&b, "%s\n", item->title);
	while (str_next_line(&rest, &line))
		if (!str_starts(line, "=>")) {
			buf_add_str(&b, line);
			buf_add_char(&b, '\n');
		}
	const char *kept = arena_str(a, buf_str(&b));
	buf_release(&b);
	return kept;
}

/* Word marks Russian text as English on many machines: the words themselves count first. */
static void find_lang(struct arena *a, struct imported *item, const struct manuscript *m)
{
	const struct lang *said = lang_find(str_of(m->office.lang));
	const char *whole = words_of(a, item);
	size_t doubts = item->check_count;
	item->lang = import_guess_lang(a, item, str_of(whole));
	bool doubtful = item->check_count > doubts;
	if (said && (!*item->lang || doubtful)) {
		item->lang = said->tag;
		item->check_count = doubts;
	}
	item->unsure_lang = !*item->lang || (doubtful && !said);
}

static void take_files(struct arena *a, struct imported *item, const struct office *o)
{
	for (size_t i = 0; i < o->picture_count; i++) {
		const struct office_picture *p = &o->pictures[i];
		*ARENA_PUSH(a, item->files, item->file_count) = (struct imported_file){
			.url = p->name, .name = p->name, .text = p->text, .bytes = p->bytes
		};
		if (!*p->text)
			import_doubt(a, item, "%s has no words: write \"attachment: %s …\" with its title",
			    p->name, p->name);
	}
}

bool import_office(struct str bytes, struct import *out, struct err *err)
{
	struct arena *a = &out->arena;
	struct manuscript m;
	if (!manuscript_read(a, bytes, true, &m, err))
		return false;
	struct imported *item = import_add(out);
	item->body = m.office.text.p;
	take_keys(a, item, &m);
	for (size_t i = 0; i < m.office.note_count; i++)
		import_doubt_message(a, item, m.office.notes[i].message);
	if (!find_title(a, item, &m))
		return err_set(err, "the document has no heading: give its title the style Heading 1");
	/* Where a line with date and place is first, it would be the summary. */
	if (*m.dateline && !*item->summary)
		item->summary = manuscript_summary(a, &m);
	find_date(a, item, &m);
	find_lang(a, item, &m);
	take_files(a, item, &m.office);
	return true;
}
