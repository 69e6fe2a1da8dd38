/*
 * query: words to stems and short forms, and those to an expression in which every word is quoted.
 */
#include "catalog/search/query.h"

#include <string.h>

#include "base/utf8.h"
#include "catalog/catalog_internal.h"
#include "lang/lang.h"
#include "lang/word.h"

/* PREFIX_LETTERS: a shorter last word is taken as a whole. */
enum { ALIAS_WORDS = 8, OTHERS_MAX = 16, EXPRESSION_MAX = 32768, PREFIX_LETTERS = 4 };

/* One way of writing a thing. */
struct alias {
	const char *thing; /* a place's slug, or the short form's table */
	const char *text;
	struct stems words[ALIAS_WORDS];
	size_t n;
};
struct aliases {
	struct alias *v;
	size_t n;
};

struct typed_word {
	struct str text;
	struct stems stems;
	bool joined; /* to the word before it: "иссык-куль" */
	bool stop;
};
struct typed_query {
	struct typed_word v[SEARCH_WORDS_MAX];
	size_t n;
};

/* A copy that outlives the stemmer's next word. */
static struct stems stems_of(struct search_query *m, struct str word)
{
	const struct stems *found = stemmer_stems(m->stemmer, word);
	struct stems copy = { .n = found->n };

	for (size_t i = 0; i < found->n; i++)
		copy.v[i] = (struct str){ arena_str(m->arena, found->v[i]), found->v[i].n };
	return copy;
}

/* --- other ways of writing ----------------------------------------------------- */

static void add_alias(struct search_query *m, struct aliases *list, const char *thing, const char *text)
{
	struct str rest = str_of(text), word;
	struct alias *a = ARENA_PUSH(m->arena, list->v, list->n);

	a->thing = thing;
	a->text = text;
	while (a->n < ALIAS_WORDS && word_next(&rest, &word))
		a->words[a->n++] = stems_of(m, word);
	if (word_next(&rest, &word))
		a->n = 0; /* too long to be typed */
}

static bool load_places(struct search_query *m, struct db *db, struct aliases *list, struct err *err)
{
	struct rows r;

	db_select(db, &r, "read the names of places",
	    "SELECT v.text FROM text t JOIN value v ON v.file = t.file"
	    " WHERE t.project = '' AND v.key IN ('place_name', 'place_alias')",
	    NULL, 0, err);
	while (rows_next(&r)) {
		struct str slug, text;
		str_cut(str_of(row_peek(&r, 0)), ' ', &slug, &text);
		const char *thing = arena_str(m->arena, slug);
		add_alias(m, list, thing, arena_str(m->arena, str_trim(text)));
		add_alias(m, list, thing, thing);
	}
	return rows_end(&r);
}

static void load_short_forms(struct search_query *m, struct aliases *list)
{
	for (size_t i = 0; i < lang_count(); i++) {
		const char *const(*pair)[2] = lang_at(i)->search.short_forms;
		for (; pair && (*pair)[0]; pair++) {
			add_alias(m, list, (*pair)[0], (*pair)[0]);
			add_alias(m, list, (*pair)[0], (*pair)[1]);
		}
	}
}

static bool alias_at(const struct alias *a, const struct typed_query *q, size_t at)
{
	if (!a->n || a->n > q->n - at)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!stems_meet(&a->words[i], &q->v[at + i].stems))
			return false;
	return at + a->n == q->n || !q->v[at + a->n].joined;
}

/* How many words from here on are the longest alias that begins here; 0: none. */
static size_t longest_alias(const struct aliases *list, const struct typed_query *q, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].n > n && alias_at(&list->v[i], q, at))
			n = list->v[i].n;
	return n;
}

/* --- what was typed ------------------------------------------------------------- */

static bool is_stop_word(struct search_query *m, struct str word)
{
	struct str folded = stemmer_fold(m->stemmer, word);

	for (size_t i = 0; i < lang_count(); i++)
		for (const char *const *w = lang_at(i)->search.stop_words; w && *w; w++)
			if (str_is(folded, *w))
				return true;
	return false;
}

static struct str first_characters(struct str s)
{
	size_t at = 0, len;

	for (int i = 0; i < SEARCH_CHARACTERS_MAX && at < s.n; i++, at += len)
		utf8_decode(str_sub(s, at, s.n), &len);
	return str_sub(s, 0, at);
}

static void read_typed(struct search_query *m, struct str typed, struct typed_query *q)
{
	struct str rest = first_characters(typed), word;
	const char *end = NULL;
	size_t stops = 0;

	for (q->n = 0; q->n < SEARCH_WORDS_MAX && word_next(&rest, &word); q->n++) {
		struct typed_word *w = &q->v[q->n];
		*w = (struct typed_word){ .text = word, .stems = stems_of(m, word) };
		w->joined = end && word.p == end + 1 && *end == '-';
		w->stop = is_stop_word(m, word);
		stops += w->stop;
		end = word.p + word.n;
	}
	for (size_t i = 0; i < q->n; i++)
		q->v[i].stop = q->v[i].stop && stops < q->n;
}

/* --- the expression -------------------------------------------------------------- */

/*
 *   expression  = part *( " AND " part )
 *   part        = "(" words *( " OR " phrase ) ")"
 *   words       = "(" chain *( " AND " chain ) ")"
 *   chain       = phrase / "(" phrase " OR " phrase "*)"     ; the latter of the last word typed
 *   phrase      = quoted *( " + " quoted )
 *   quoted      = DQUOTE word DQUOTE                         ; a word holds no quote
 */
static void add_quoted(struct buf *out, struct str word)
{
	buf_add_char(out, '"');
	buf_add_str(out, word);
	buf_add_char(out, '"');
}

static void add_phrase(struct buf *out, const struct typed_query *q, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		buf_puts(out, i > from ? " + " : "");
		add_quoted(out, q->v[i].text);
	}
}

static bool takes_prefix(struct search_query *m, const struct typed_query *q, size_t word)
{
	return word + 1 == q->n && utf8_length(stemmer_fold(m->stemmer, q->v[word].text)) >= PREFIX_LETTERS;
}

static void add_chain(
    struct search_query *m, struct buf *out, const struct typed_query *q, size_t from, size_t to)
{
	if (!takes_prefix(m, q, to - 1)) {
		add_phrase(out, q, from, to);
		return;
	}
	buf_add_char(out, '(');
	add_phrase(out, q, from, to);
	buf_puts(out, " OR ");
	add_phrase(out, q, from, to);
	buf_puts(out, " *)");
}

static void add_words(
    struct search_query *m, struct buf *out, const struct typed_query *q, size_t from, size_t to)
{
	const char *between = "";
	size_t end;

	buf_add_char(out, '(');
	for (size_t i = from; i < to; i = end) {
		for (end = i + 1; end < to && q->v[end].joined; end++)
			;
		buf_puts(out, between);
		add_chain(m, out, q, i, end);
		between = " AND ";
	}
	buf_add_char(out, ')');
}

static void add_alias_phrase(struct buf *out, const char *text)
{
	struct str rest = str_of(text), word;
	const char *between = " OR ";

	while (word_next(&rest, &word)) {
		buf_puts(out, between);
		add_quoted(out, word);
		between = " + ";
	}
}

static void add_needle(struct search_query *m, struct stems stems, struct str prefix, size_t word)
{
	struct needle *n = ARENA_PUSH(m->arena, m->needles, m->needle_count);

	*n = (struct needle){ stems, { arena_str(m->arena, prefix), prefix.n }, (unsigned)word };
}

/* The other names of every thing that these words name. */
static void add_others(struct search_query *m, struct buf *out, const struct typed_query *q,
    const struct aliases *list, size_t from, size_t n)
{
	size_t others = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct alias *named = &list->v[i];
		if (named->n != n || !alias_at(named, q, from))
			continue;
		for (size_t k = 0; k < list->n && others < OTHERS_MAX; k++) {
			const struct alias *other = &list->v[k];
			if (k == i || !other->n || strcmp(other->thing, named->thing) != 0 ||
			    strcmp(other->text, named->text) == 0)
				continue;
			add_alias_phrase(out, other->text);
			add_needle(m, other->words[0], STR(""), from);
			others++;
		}
	}
}

static void add_part(struct search_query *m, struct buf *out, const struct typed_query *q,
    const struct aliases *list, size_t from, size_t n)
{
	size_t named = longest_alias(list, q, from);

	buf_puts(out, out->len ? " AND (" : "(");
	add_words(m, out, q, from, from + n);
	for (size_t i = from; i < from + n; i++) {
		struct str prefix = takes_prefix(m, q, i) ? stemmer_fold(m->stemmer, q->v[i].text) : STR("");
		add_needle(m, q->v[i].stems, prefix, i);
	}
	if (named)
		add_others(m, out, q, list, from, named);
	buf_add_char(out, ')');
}

static void add_parts(
    struct search_query *m, struct buf *out, const struct typed_query *q, const struct aliases *list)
{
	size_t n;

	for (size_t i = 0; i < q->n; i += n) {
		n = longest_alias(list, q, i);
		if (n == 0)
			for (n = 1; i + n < q->n && q->v[i + n].joined; n++)
				;
		if (n == 1 && q->v[i].stop)
			continue;
		add_part(m, out, q, list, i, n);
	}
}

bool search_query_init(
    struct search_query *m, struct catalog *c, struct str typed, struct arena *a, struct err *err)
{
	struct aliases list = { 0 };
	struct typed_query q;
	struct buf out;

	*m = (struct search_query){ .stemmer = stemmer_new(), .arena = a };
	read_typed(m, typed, &q);
	if (!q.n)
		return true;
	if (!load_places(m, &c->db, &list, err))
		return false;
	load_short_forms(m, &list);
	buf_init(&out, EXPRESSION_MAX);
	add_parts(m, &out, &q, &list);
	if (out.len && !out.full)
		m->expression = arena_str(a, buf_str(&out));
	buf_release(&out);
	return true;
}

void search_query_release(struct search_query *m)
{
	stemmer_free(m->stemmer);
	m->stemmer = NULL;
}
