/*
 * query: the parts of a query to the phrases of an expression.
 *
 *   expression = positive *( " NOT (" phrases ")" )
 *   positive   = part *( " AND " part )
 *   part       = "(" phrases ")"                         ; phrases.h
 */
#include "catalog/search/query.h"

#include <string.h>

#include "base/utf8.h"
#include "catalog/catalog_internal.h"
#include "catalog/search/dates.h"
#include "catalog/search/aliases.h"
#include "catalog/search/relatives.h"
#include "catalog/search/spelling.h"
#include "catalog/search/state.h"
#include "lang/lang.h"
#include "lang/word.h"

/*
 * PREFIX_LETTERS: a shorter word is taken as a whole. JOINED_MIN: and a shorter one is not looked for as a
 * part.
 */
enum { OTHERS_MAX = 16, PREFIX_LETTERS = 4, PHRASE_WORDS_MAX = 16, JOINED_MIN = 3 };

/* A word of the query as it was typed, then what may be meant instead. */
struct meant {
	struct word_tokens *v[1 + ASKED_INSTEAD_MAX];
	size_t n;
};

/* What is being made. */
struct making {
	struct search_query *m;
	struct db *db;
	struct asked *asked;
	struct aliases aliases;
	struct date_asked dates[ASKED_WORDS_MAX];
	struct meant meant[ASKED_WORDS_MAX];
	bool capitals;           /* all of the query is in capitals, so they mean nothing */
	const struct lang *lang; /* the reader's, or NULL */
	size_t looks;            /* at tokens of the vocabulary, that are left (spelling.h) */
	struct phrases phrases;
	struct err *err;
	bool failed;
};

static struct word_tokens *tokens_of(struct search_query *m, struct str word, bool plain)
{
	struct word_tokens found;

	tokens_of_word(m->stemmer, word, NULL, plain, &found);
	return tokens_copy(&found, m->arena);
}

/* Of a word that is looked for by itself, which may be the root of a verb. */
static struct word_tokens *tokens_of_one(struct search_query *m, struct str word)
{
	struct word_tokens found;

	tokens_of_query_word(m->stemmer, word, &found);
	return tokens_copy(&found, m->arena);
}

/* --- other ways of writing ----------------------------------------------------- */

static bool means(const struct meant *m, const struct word_tokens *t)
{
	for (size_t i = 0; i < m->n; i++)
		if (tokens_meet(m->v[i], t))
			return true;
	return false;
}

static bool alias_at(const struct making *k, const struct alias *a, size_t at)
{
	const struct asked *q = k->asked;

	if (!a->n || a->n > q->word_n - at)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!means(&k->meant[at + i], a->words[i]))
			return false;
	return at + a->n == q->word_n || !q->words[at + a->n].joined;
}

/* How many words from here on are the longest alias that begins here; 0: none. */
static size_t longest_alias(const struct making *k, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < k->aliases.n; i++)
		if (k->aliases.v[i].n > n && alias_at(k, &k->aliases.v[i], at))
			n = k->aliases.v[i].n;
	return n;
}

/* --- phrases ---------------------------------------------------------------------- */

static int known(struct making *k, struct str token)
{
	int found = vocabulary_has(k->db, token, k->err);
	k->failed = k->failed || found < 0;
	return found > 0;
}

/* An abbreviation is found in capitals alone, where some text has it so. */
static bool add_abbreviation(struct making *k, struct str word)
{
	struct word_tokens *t = tokens_of(k->m, word, k->capitals);

	if (!t->is_abbreviation || !known(k, t->v[1]))
		return false;
	phrases_begin(&k->phrases, true);
	phrases_add_any(&k->phrases, t->v + 1, 1);
	phrases_add_needle(&k->phrases, t->v + 1, 1, STR(""));
	return true;
}

/* The beginning of a word, where it is no whole one. */
static void add_prefix(struct making *k, const struct word_tokens *t)
{
	if (!t->n || utf8_length(t->v[0]) < 1 + PREFIX_LETTERS || known(k, t->v[0]))
		return;
	phrases_begin(&k->phrases, false);
	phrases_add_any(&k->phrases, t->v, 1);
	buf_puts(&k->phrases.out, " *");
	phrases_add_needle(&k->phrases, NULL, 0, t->v[0]);
}

/* Other forms of a word in a language without rules. */
static void add_relatives(struct making *k, const struct word_tokens *t)
{
	struct relatives found = { .n = 0 };

	k->failed = k->failed || !relatives_find(k->db, k->m->stemmer, t, k->m->arena, &found, k->err);
	if (!found.n)
		return;
	phrases_begin(&k->phrases, false);
	phrases_add_any(&k->phrases, found.v, found.n);
	phrases_add_needle(&k->phrases, found.v, found.n, STR(""));
}

/* The words of a text, at most `max`. */
static size_t read_words(struct making *k, struct str text, bool plain, struct word_tokens **out, size_t max)
{
	struct str word;
	size_t n = 0;

	while (n < max && word_next(&text, &word)) {
		out[n] = tokens_of(k->m, word, plain);
		n += out[n]->n > 0;
	}
	return n;
}

/* Adds what a word of a phrase is in other letters: "voda". Nothing that is only near it. */
static void add_other_letters(struct making *k, struct str word, bool exact, struct word_tokens *to)
{
	struct asked_word w = { .text = word };
	bool silent;

	if (word_script(word) != SCRIPT_LATIN)
		return;
	if (!spelling_find(k->db, k->m->stemmer, k->lang, &w, &k->looks, k->m->arena, &silent, k->err)) {
		k->failed = true;
		return;
	}
	for (size_t i = 0; silent && i < w.instead_n; i++) {
		const struct word_tokens *t = tokens_of(k->m, w.instead[i], true);
		for (size_t j = 0; j < (exact ? 1 : t->n) && to->n < TOKENS_MAX; j++)
			to->v[to->n++] = t->v[j];
	}
}

/* The words of a phrase: as they are typed (exact), or in any form; at most PHRASE_WORDS_MAX. */
static size_t read_phrase(struct making *k, const struct asked_phrase *p, struct word_tokens **out)
{
	struct str rest = p->text, word;
	size_t n = 0;

	while (n < PHRASE_WORDS_MAX && word_next(&rest, &word)) {
		struct word_tokens *t = tokens_of(k->m, word, true);
		if (!t->n)
			continue;
		if (p->exact)
			t->n = 1;
		add_other_letters(k, word, p->exact, t);
		out[n++] = t;
	}
	return n;
}

/* All that may be meant, at one place. */
static struct word_tokens *any_of(struct making *k, const struct meant *m)
{
	struct word_tokens *all = arena_alloc(k->m->arena, sizeof *all);

	for (size_t i = 0; i < m->n; i++)
		for (size_t t = 0; t < m->v[i]->n && all->n < TOKENS_MAX; t++)
			all->v[all->n++] = m->v[i]->v[t];
	return all;
}

/* Words written as one. */
static struct word_tokens *joined_of(struct making *k, size_t from, size_t n)
{
	const char *all = "";

	for (size_t i = 0; i < n; i++)
		all = arena_printf(k->m->arena, "%s%.*s", all, STR_ARG(k->asked->words[from + i].text));
	return tokens_of(k->m, str_of(all), true);
}

/* What looks like an address is found by the addresses that begin so. */
static void add_address(struct making *k, size_t from, size_t n)
{
	struct str typed = asked_text(k->asked, from, n), word;
	struct arena *a = k->m->arena;
	struct buf folded;
	bool any = false;

	if (str_find(typed, '.') == typed.n && str_find(typed, '/') == typed.n)
		return;
	buf_init(&folded, ASKED_CHARACTERS * 8);
	utf8_fold(&folded, typed);
	phrases_begin(&k->phrases, false);
	for (struct str rest = tokens_of_address(buf_str(&folded)); word_next(&rest, &word); any = true) {
		struct str token = str_of(arena_printf(a, "/%.*s", STR_ARG(word)));
		buf_puts(&k->phrases.out, any ? " + " : "");
		phrases_add_any(&k->phrases, &token, 1);
	}
	buf_puts(&k->phrases.out, " *");
	buf_release(&folded);
}

/* Words that a hyphen or another sign joins, also written as one. */
static void add_chain(struct making *k, size_t from, size_t n)
{
	struct word_tokens *typed[ASKED_WORDS_MAX], *words[ASKED_WORDS_MAX];

	for (size_t i = 0; i < n; i++) {
		typed[i] = k->meant[from + i].v[0];
		words[i] = any_of(k, &k->meant[from + i]);
		if (!typed[i]->n)
			return;
	}
	phrases_add_in_order(&k->phrases, typed, n, true);
	phrases_add_in_order(&k->phrases, words, n, false);
	phrases_add_word(&k->phrases, joined_of(k, from, n), true);
	add_address(k, from, n);
}

/* --- the parts ---------------------------------------------------------------------- */

/* What a word that may be meant is found by, with the token that it was near by. */
static struct word_tokens *with_token(struct word_tokens *t, const struct asked_word *w, size_t i)
{
	if (w->instead_token[i].n && t->n < TOKENS_MAX)
		t->v[t->n++] = w->instead_token[i];
	return t;
}

/* A word of a script without spaces: its letters, one after the other. */
static bool add_unspaced(struct making *k, struct str word)
{
	struct word_tokens *letters[PHRASE_WORDS_MAX];
	size_t len;

	if (!word_unspaced(utf8_decode(word, &len)))
		return false;
	size_t n = read_words(k, word, true, letters, PHRASE_WORDS_MAX);
	if (n)
		phrases_add_in_order(&k->phrases, letters, n, true);
	return true;
}

/* One of the typed words alone. */
static void add_typed(struct making *k, const struct asked_word *w)
{
	if (add_unspaced(k, w->text))
		return;
	if (!add_abbreviation(k, w->text)) {
		struct word_tokens *t = tokens_of_one(k->m, w->text);
		phrases_add_word(&k->phrases, t, true);
		add_relatives(k, t);
		add_prefix(k, t);
	}
	for (size_t i = 0; i < w->instead_n; i++) {
		struct word_tokens *words[PHRASE_WORDS_MAX];
		size_t n = read_words(k, w->instead[i], true, words, PHRASE_WORDS_MAX);
		if (n > 1)
			phrases_add_in_order(&k->phrases, words, n, false);
		else if (n)
			phrases_add_word(
			    &k->phrases, with_token(tokens_of_one(k->m, w->instead[i]), w, i), false);
	}
}

/* The other names of every thing that these words name. */
static void add_others(struct making *k, size_t from, size_t n)
{
	const struct aliases *list = &k->aliases;
	struct word_tokens *words[ALIAS_WORDS];
	size_t others = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct alias *named = &list->v[i];
		if (named->n != n || !alias_at(k, named, from))
			continue;
		for (size_t j = 0; j < list->n && others < OTHERS_MAX; j++) {
			const struct alias *other = &list->v[j];
			if (j == i || !other->n || strcmp(other->thing, named->thing) != 0 ||
			    strcmp(other->text, named->text) == 0)
				continue;
			size_t count = read_words(k, str_of(other->text), false, words, ALIAS_WORDS);
			phrases_add_in_order(&k->phrases, words, count, false);
			others++;
		}
	}
}

/* Of a name of several words each may be anywhere, or all of another name. */
static void add_name(struct making *k, size_t from, size_t n)
{
	buf_add_char(&k->phrases.out, '(');
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_puts(&k->phrases.out, " AND ");
		buf_add_char(&k->phrases.out, '(');
		k->phrases.word = from + i;
		add_typed(k, &k->asked->words[from + i]);
		buf_add_char(&k->phrases.out, ')');
	}
	buf_add_char(&k->phrases.out, ')');
	k->phrases.word = from;
	add_others(k, from, n);
}

/* Texts that have the day in any form, or the words as they were typed. */
static void add_date(struct making *k, size_t from, size_t n)
{
	const struct date_asked *d = &k->dates[from];
	struct word_tokens *words[ASKED_WORDS_MAX];
	struct str tokens[DATES_READ];

	for (size_t i = 0; i < d->token_n; i++)
		tokens[i] = str_of(d->tokens[i]);
	phrases_begin(&k->phrases, true);
	phrases_add_any(&k->phrases, tokens, d->token_n);
	for (size_t i = 0; i < n; i++) {
		words[i] = tokens_of(k->m, k->asked->words[from + i].text, true);
		if (!words[i]->n)
			return;
	}
	phrases_add_in_order(&k->phrases, words, n, false);
}

/* Two words apart that texts write as one, or with a hyphen: "пресс релиз". */
static bool is_pair(struct making *k, size_t from, size_t n)
{
	const struct asked_word *w = &k->asked->words[from];
	bool after = from + n < k->asked->word_n && w[n].joined;

	if (n != 2 || w[0].joined || w[0].stop || w[1].joined || w[1].stop || after ||
	    utf8_length(w[0].text) < JOINED_MIN || utf8_length(w[1].text) < JOINED_MIN)
		return false;
	struct word_tokens *t = joined_of(k, from, n);
	for (size_t i = 0; i < t->n; i++)
		if (known(k, t->v[i]))
			return true;
	return false;
}

static void add_loose(struct making *k, size_t from, size_t n)
{
	size_t named = longest_alias(k, from);

	k->phrases.word = from;
	if (k->dates[from].words) {
		add_date(k, from, n);
	} else if (named != n && is_pair(k, from, n)) {
		add_name(k, from, n);
		phrases_add_word(&k->phrases, joined_of(k, from, n), false);
	} else if (named == n) {
		add_name(k, from, n);
	} else if (n > 1) {
		add_chain(k, from, n);
	} else {
		add_typed(k, &k->asked->words[from]);
		if (named)
			add_others(k, from, named);
	}
}

/* How many words from here on are looked for as one. */
static size_t loose_length(struct making *k, size_t from)
{
	size_t n = k->dates[from].words ? k->dates[from].words : longest_alias(k, from);

	if (n)
		return n;
	n = asked_number_length(k->asked, from);
	for (; from + n < k->asked->word_n && k->asked->words[from + n].joined; n++)
		;
	return n == 1 && from + 1 < k->asked->word_n && is_pair(k, from, 2) ? 2 : n;
}

static void take_part(struct making *k, size_t word, bool loose)
{
	struct search_query *m = k->m;
	struct expression e = phrases_take(&k->phrases);

	if (!e.text)
		return;
	*ARENA_PUSH(m->arena, m->parts, m->part_n) = (struct search_part){ e, (unsigned)word, loose };
	m->loose += loose;
}

static void add_loose_words(struct making *k)
{
	size_t n;

	for (size_t i = 0; i < k->asked->word_n; i += n) {
		n = loose_length(k, i);
		if (n == 1 && k->asked->words[i].stop)
			continue;
		add_loose(k, i, n);
		take_part(k, i, true);
	}
}

static void add_phrase(struct making *k, const struct asked_phrase *p)
{
	struct word_tokens *words[PHRASE_WORDS_MAX];
	size_t n = read_phrase(k, p, words);

	if (n == 1 && !p->exact && !add_abbreviation(k, p->text))
		phrases_add_word(&k->phrases, words[0], false);
	else if (n > 1 || (n && p->exact))
		phrases_add_in_order(&k->phrases, words, n, p->exact);
}

static void add_phrases(struct making *k)
{
	for (size_t i = 0; i < k->asked->phrase_n; i++) {
		k->phrases.word = k->asked->word_n + i;
		if (k->asked->phrases[i].without)
			continue;
		add_phrase(k, &k->asked->phrases[i]);
		take_part(k, k->phrases.word, false);
	}
}

/* One expression, as any of them is enough to leave a row out. */
static void add_left_out(struct making *k)
{
	size_t needles = k->phrases.needle_n;

	for (size_t i = 0; i < k->asked->phrase_n; i++)
		if (k->asked->phrases[i].without)
			add_phrase(k, &k->asked->phrases[i]);
	k->phrases.needle_n = needles;
	k->m->without = phrases_take(&k->phrases);
}

static void add_filters(struct making *k)
{
	struct search_query *m = k->m;
	struct filter f;

	for (size_t i = 0; i < k->asked->filter_n && !k->failed; i++) {
		k->failed = !filter_read(k->db, m->stemmer, &k->asked->filters[i], m->arena, &f, k->err);
		if (f.n)
			*ARENA_PUSH(m->arena, m->filters, m->filter_n) = f;
		else
			m->unknown_filter = true;
	}
}

/* --- spelling -------------------------------------------------------------------------- */

static void respell(struct making *k, struct asked_word *w, const struct lang *lang, size_t *looks)
{
	struct search_query *m = k->m;
	bool silent;

	if (!spelling_find(k->db, m->stemmer, lang, w, looks, m->arena, &silent, k->err)) {
		k->failed = true;
		return;
	}
	for (size_t i = 0; i < w->instead_n && !silent; i++)
		*ARENA_PUSH(m->arena, m->respelt, m->respelt_n) = (struct respelling){
			arena_str(m->arena, w->text), arena_str(m->arena, w->instead[i]),
			with_token(tokens_of(m, w->instead[i], true), w, i)
		};
}

static void respell_words(struct making *k)
{
	size_t left = k->asked->word_n, in_date = 0;

	/* What one word leaves of its share is for those after it, and for phrases. */
	for (size_t i = 0; left > 0 && !k->failed; i++, left--) {
		size_t share = k->looks / left, used = share;
		in_date = k->dates[i].words ? k->dates[i].words : in_date - (in_date > 0);
		if (!k->asked->words[i].stop && !in_date)
			respell(k, &k->asked->words[i], k->lang, &share);
		k->looks -= used - share;
	}
}

static void read_meant(struct making *k)
{
	for (size_t i = 0; i < k->asked->word_n; i++) {
		const struct asked_word *w = &k->asked->words[i];
		struct meant *m = &k->meant[i];
		m->v[m->n++] = tokens_of(k->m, w->text, true);
		for (size_t at = 0; at < w->instead_n; at++)
			m->v[m->n++] = with_token(tokens_of(k->m, w->instead[at], true), w, at);
	}
}

/* --- the whole --------------------------------------------------------------------------- */

static void make(struct making *k, const char *lang)
{
	phrases_init(&k->phrases, k->m->arena);
	k->capitals = asked_is_in_capitals(k->asked);
	if (k->asked->word_n)
		k->failed = !aliases_load(k->db, k->m->stemmer, k->m->arena, &k->aliases, k->err);
	dates_read_asked(k->asked, k->dates);
	k->lang = lang_find(str_of(lang));
	k->looks = SPELLING_LOOKS;
	respell_words(k);
	read_meant(k);
	add_loose_words(k);
	add_phrases(k);
	add_left_out(k);
	add_filters(k);
	k->m->needles = k->phrases.needles;
	k->m->needle_count = k->phrases.needle_n;
	phrases_release(&k->phrases);
}

bool search_query_init(struct search_query *m, struct catalog *c, struct str typed, const char *lang,
    struct arena *a, struct err *err)
{
	struct asked asked;
	struct making k = { .m = m, .db = &c->db, .asked = &asked, .err = err };

	*m = (struct search_query){ .arena = a };
	m->stemmer = search_stemmer(c, err);
	if (!m->stemmer)
		return false;
	asked_read(typed, m->stemmer, &asked);
	m->empty = !asked.word_n && !asked.phrase_n && !asked.filter_n;
	if (m->empty)
		return true;
	make(&k, lang);
	/* Of a year or project that there is not all would be found. */
	m->empty = m->unknown_filter && !asked.word_n && !asked.phrase_n && !m->filter_n;
	return !k.failed;
}
