/*
 * filters: values by their slugs, then by their names.
 */
#include "catalog/search/filters.h"

#include <string.h>

#include "base/path.h"
#include "content/kind.h"
#include "lang/lang.h"
#include "lang/word.h"

/* Years that are meant by the Persian calendar, and how many years it began after ours. */
enum { PERSIAN_FIRST = 1300, PERSIAN_LAST = 1499, PERSIAN_BEFORE = 621 };
enum { MARKS_MAX = 16, NAME_MAX = 4096 };

const char *filter_mark(struct arena *a, enum asked_by by, const char *value)
{
	return arena_printf(a, "#%s:%s", asked_label(by), value);
}

static void add(struct filter *f, struct arena *a, enum asked_by by, const char *value)
{
	const char *mark = filter_mark(a, by, value);

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->marks[i], mark) == 0)
			return;
	if (f->n < MARKS_MAX)
		*ARENA_PUSH(a, f->marks, f->n) = mark;
}

/* The words of a name, folded, with a space before each. */
static const char *folded(struct stemmer *s, struct arena *a, struct str name)
{
	const char *all = "";
	struct str word;

	while (word_next(&name, &word))
		all = arena_printf(a, "%s %.*s", all, STR_ARG(stemmer_fold(s, word)));
	return all;
}

/* The name itself, or, of a project's long one, its beginning. */
static bool begins(const char *typed, const char *name, enum asked_by by)
{
	size_t n = strlen(typed);
	return strncmp(typed, name, n) == 0 &&
	       (name[n] == '\0' || (by == ASKED_BY_PROJECT && name[n] == ' '));
}

/* Whether it is this name, or its beginning, as it is written or in Latin letters. lang may be NULL. */
static bool is_name(struct stemmer *s, struct arena *a, const char *typed, const char *name,
    const struct lang *lang, enum asked_by by)
{
	struct buf latin;

	if (begins(typed, folded(s, a, str_of(name)), by))
		return true;
	if (!lang)
		return false;
	buf_init(&latin, NAME_MAX);
	lang_to_ascii(lang, str_of(name), &latin);
	bool same = begins(typed, folded(s, a, buf_str(&latin)), by);
	buf_release(&latin);
	return same;
}

static void read_kind(struct stemmer *s, struct str value, struct arena *a, struct filter *out)
{
	enum item_kind kind;
	const char *typed = folded(s, a, value);

	if (item_kind_find(value, &kind))
		add(out, a, ASKED_BY_KIND, item_kind_word(kind));
	for (size_t i = 0; i < stemmer_count(s); i++)
		for (int k = 0; k < KIND_COUNT; k++) {
			const struct lang *lang = stemmer_lang(s, i);
			const char *one = lang->words[WORD_KIND_NEWS + k],
			           *several = lang->words[WORD_KINDS_NEWS + k];
			if (is_name(s, a, typed, one, lang, ASKED_BY_KIND) ||
			    is_name(s, a, typed, several, lang, ASKED_BY_KIND))
				add(out, a, ASKED_BY_KIND, item_kind_word((enum item_kind)k));
		}
}

/* Each row: a slug, a name of it, and the language of that. */
static const char *const names_sql[ASKED_BY_COUNT] = {
	[ASKED_BY_PROJECT] = "SELECT project, title, lang FROM text WHERE project > ''"
	                     " UNION ALL SELECT project, short_title, lang FROM text WHERE project > ''",
	[ASKED_BY_TOPIC] =
	    "SELECT substr(v.text, 1, instr(v.text, ' ') - 1), substr(v.text, instr(v.text, ' ') + 1), t.lang"
	    " FROM text t JOIN value v ON v.file = t.file"
	    " WHERE t.project = '' AND v.key = 'topic_name'",
	[ASKED_BY_PLACE] =
	    "SELECT substr(v.text, 1, instr(v.text, ' ') - 1), substr(v.text, instr(v.text, ' ') + 1), t.lang"
	    " FROM text t JOIN value v ON v.file = t.file"
	    " WHERE t.project = '' AND v.key IN ('place_name', 'place_alias')",
};

static bool read_names(struct db *db, struct stemmer *s, const struct asked_filter *f, struct arena *a,
    struct filter *out, struct err *err)
{
	struct rows r;
	const char *typed = folded(s, a, f->value);

	if (!*typed)
		return true;
	db_select(db, &r, "read names", names_sql[f->by], NULL, 0, err);
	while (rows_next(&r)) {
		const char *slug = row_text(&r, 0, a);
		const struct lang *lang = lang_find(str_of(row_peek(&r, 2)));
		if (is_name(s, a, typed, row_text(&r, 1, a), lang, f->by) ||
		    strcmp(typed, folded(s, a, str_of(slug))) == 0)
			add(out, a, f->by, slug);
	}
	return rows_end(&r);
}

/*
 * Whether some row has the slug, be it named or not. The keys are literals, as the index value_tag has
 * them.
 */
static const char *const slug_sql[ASKED_BY_COUNT] = {
	[ASKED_BY_PROJECT] = "SELECT 1 FROM text WHERE project = ?1"
	                     " UNION ALL SELECT 1 FROM item WHERE project = ?1 LIMIT 1",
	[ASKED_BY_TOPIC] = "SELECT 1 FROM value WHERE key = 'topic' AND text = ? LIMIT 1",
	[ASKED_BY_PLACE] = "SELECT 1 FROM value WHERE key = 'place' AND text = ? LIMIT 1",
};

static bool read_slug(
    struct db *db, const struct asked_filter *f, struct arena *a, struct filter *out, struct err *err)
{
	const char *slug = arena_str(a, f->value);

	if (!path_is_slug(f->value))
		return true;
	int found = db_exists(db, "look up a name", slug_sql[f->by], ARGS(arg_text(slug)), err);
	if (found == 1)
		add(out, a, f->by, slug);
	return found >= 0;
}

/* A year of the Persian calendar begins in March: it has days of two of ours. */
static void add_year(struct stemmer *s, struct arena *a, int year, struct filter *out)
{
	bool persian = false;

	for (size_t i = 0; i < stemmer_count(s); i++)
		persian = persian || stemmer_lang(s, i)->calendar == CALENDAR_PERSIAN;
	persian = persian && year >= PERSIAN_FIRST && year <= PERSIAN_LAST;
	for (int i = 0; i < 1 + persian; i++)
		add(out, a, ASKED_BY_YEAR, arena_printf(a, "%d", year + i + (persian ? PERSIAN_BEFORE : 0)));
}

bool filter_read(struct db *db, struct stemmer *s, const struct asked_filter *f, struct arena *a,
    struct filter *out, struct err *err)
{
	uint64_t year;

	*out = (struct filter){ .without = f->without };
	switch (f->by) {
	case ASKED_BY_YEAR:
		if (str_to_uint(stemmer_fold(s, f->value), 9999, &year))
			add_year(s, a, (int)year, out);
		return true;
	case ASKED_BY_KIND:
		read_kind(s, f->value, a, out);
		return true;
	case ASKED_BY_PROJECT:
	case ASKED_BY_TOPIC:
	case ASKED_BY_PLACE:
		break;
	case ASKED_BY_COUNT:
		return true;
	}
	return read_slug(db, f, a, out, err) && (out->n || read_names(db, s, f, a, out, err));
}
