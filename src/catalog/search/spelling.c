/*
 * spelling: the nearest words of the vocabulary, of which live items have some.
 *
 * Near the word itself, and near what its endings are cut from: no text may have the form that was meant. Of
 * those that are equally near the one that more items have is likelier.
 */
#include "catalog/search/spelling.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "catalog/catalog.h"
#include "catalog/search/keyboard.h"
#include "catalog/search/letters.h"
#include "catalog/search/mistake.h"
#include "catalog/search/near.h"
#include "catalog/search/relatives.h"
#include "lang/word.h"

/*
 * LETTERS_MIN: shorter words are near too many; OTHER_LETTERS_MIN: and these may mean too much in other
 * letters. TWO_ERRORS: so long is one with two wrong letters, of which the first TWO_RIGHT are right.
 * BEGINS_MIN: letters of a word that may begin one, BEGINS_WRONG: with one wrong letter, AFTER_MAX: how many
 * may come after them. STEM_SURE: letters of a stem that may be less than half of its word, PART_MIN: of a
 * part of one. CHECKED_MAX: candidates whose items are counted, up to COUNTED. MARGIN: how much less likely
 * the others may be than the best. STEM_COST: of what is near a stem alone, and as much again for each
 * letter of the ending; INVENTED_COST: of a form that no text has; FOREIGN_COST: of what the reader's
 * language has not. All costs and MARGIN in the units of mistake.h. DOUBT_LETTERS: of a word of which only
 * what may be another form is known, DOUBT_TIMES: so many times as many items have what is near it.
 */
enum {
	LETTERS_MIN = 4,
	OTHER_LETTERS_MIN = 2,
	TWO_ERRORS = 7,
	TWO_RIGHT = 1,
	CHECKED_MAX = 24,
	COUNTED = 200,
	ALTERNATIVES = 3,
	MARGIN = 3,
	BEGINS_MIN = 4,
	BEGINS_WRONG = 6,
	AFTER_MAX = 5,
	STEM_SURE = 5,
	DOUBT_LETTERS = 6,
	DOUBT_TIMES = 4,
	PART_MIN = 3,
	STEM_COST = 1,
	FOREIGN_COST = 3,
	INVENTED_COST = 2,
};

/* How many live items have something, of the newest COUNTED; in the language that is asked for. */
struct live {
	int all, own;
};

/* A word that may have been meant. */
struct candidate {
	struct str word;  /* folded, ends in a NUL */
	struct str token; /* that it was found by; empty: the word itself */
	int cost;
	struct word_tokens *tokens;
	struct live live;
};
struct candidates {
	struct candidate *v;
	size_t n;
};

struct search_for {
	struct db *db;
	struct stemmer *stemmer;
	const struct lang *lang; /* the reader's; NULL: not known */
	struct arena *a;
	struct word_tokens *typed;
	size_t *looks;
	struct err *err;
	struct candidates found;
};

static struct word_tokens *tokens_of(struct stemmer *s, struct arena *a, struct str word)
{
	struct word_tokens found;

	tokens_of_word(s, word, NULL, true, &found);
	return tokens_copy(&found, a);
}

/* --- what live items have ----------------------------------------------------------------- */

/* Up to `max`. */
static bool count_live(
    struct db *db, const char *expression, const char *lang, int max, struct live *out, struct err *err)
{
	struct rows r;

	*out = (struct live){ 0, 0 };
	if (db_row(db, &r, "look for a word",
	        "SELECT count(*), sum(lang = ?5) FROM (SELECT coalesce(i.lang, t.lang) AS lang"
	        " FROM (SELECT rowid AS file FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) "
	        "h"
	        " LEFT JOIN item i ON i.file = h.file AND i.state = ?4"
	        " LEFT JOIN text t ON t.file = h.file AND t.project > ''"
	        " WHERE i.file IS NOT NULL OR t.file IS NOT NULL LIMIT ?3)",
	        ARGS(arg_text(expression), arg_int(COUNTED), arg_int(max), arg_int(STATE_LIVE),
	            arg_text(lang)),
	        err))
		*out = (struct live){ (int)row_int(&r, 0), (int)row_int(&r, 1) };
	return rows_end(&r);
}

/* Any of them. */
static void add_tokens(struct buf *out, const struct word_tokens *t)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < t->n; i++) {
		if (i)
			buf_add_char(out, TOKEN_OR);
		buf_add_str(out, t->v[i]);
	}
	buf_add_char(out, '"');
}

static bool count_tokens(struct db *db, const struct word_tokens *t, const char *lang, struct arena *a,
    int max, struct live *out, struct err *err)
{
	struct buf b;
	int known = 0;

	*out = (struct live){ 0, 0 };
	/* Most words that are asked for are not even in the vocabulary, which is quicker to look into. */
	for (size_t i = 0; i < t->n && known == 0; i++)
		known = vocabulary_has(db, t->v[i], err);
	if (known <= 0)
		return known == 0;
	buf_init(&b, 4096);
	add_tokens(&b, t);
	const char *expression = arena_str(a, buf_str(&b));
	buf_release(&b);
	return count_live(db, expression, lang, max, out, err);
}

static bool count_begun(
    struct db *db, const struct word_tokens *t, struct arena *a, struct live *out, struct err *err)
{
	if (utf8_length(t->v[0]) < 1 + BEGINS_MIN)
		return true;
	int known = vocabulary_begins(db, t->v[0], err);
	if (known <= 0)
		return known == 0;
	return count_live(db, arena_printf(a, "\"%.*s\" *", STR_ARG(t->v[0])), "", 1, out, err);
}

/*
 * Whether live items have the word, in any form, or one that begins so. *doubtful: how many have what may be
 * another form of it, where none has it as it is written; else 0.
 */
static bool is_known(struct search_for *f, bool *out, int *doubtful)
{
	struct live live;
	struct word_tokens exact = *f->typed;

	exact.n = 1;
	*doubtful = 0;
	if (!count_tokens(f->db, &exact, "", f->a, 1, &live, f->err) ||
	    (!live.all && !count_begun(f->db, f->typed, f->a, &live, f->err)))
		return false;
	*out = live.all > 0;
	if (*out)
		return true;
	struct relatives forms = { .n = 0 };
	if (!relatives_find(f->db, f->stemmer, f->typed, f->a, &forms, f->err))
		return false;
	*out = forms.n > 0;
	if (*out)
		return true;
	if (!count_tokens(f->db, f->typed, "", f->a, COUNTED, &live, f->err))
		return false;
	*out = live.all > 0;
	*doubtful = live.all;
	return true;
}

/* --- what is near ---------------------------------------------------------------------------- */

static void add_candidate(struct search_for *f, struct str word, struct str token, int cost)
{
	for (size_t i = 0; i < f->found.n; i++) {
		if (str_eq(f->found.v[i].word, word)) {
			if (cost < f->found.v[i].cost)
				f->found.v[i].cost = cost;
			return;
		}
	}
	*ARENA_PUSH(
	    f->a, f->found.v, f->found.n) = (struct candidate){ .word = word, .token = token, .cost = cost };
}

/* What the letters are that come after the tag. */
static struct str text_of(struct str token, size_t *tag)
{
	*tag = token.p[0] == '=' ? 1 : STEM_TAG;
	return str_sub(token, *tag, token.n);
}

static struct str stem_of(struct search_for *f, struct str tag, struct str text)
{
	return str_of(arena_printf(f->a, "%.*s%.*s", STR_ARG(tag), STR_ARG(text)));
}

static bool find_near_token(struct search_for *f, struct str token, int errors, size_t after)
{
	struct near_words near = { 0 };
	size_t tag;
	struct str folded = str_sub(f->typed->v[0], 1, f->typed->v[0].n), text = text_of(token, &tag);
	struct near_query q = { .tag = str_sub(token, 0, tag),
		.word = text,
		.errors = errors,
		.after = tag == 1 && errors == 1 ? after : 0,
		.right = errors > 1 ? TWO_RIGHT : 0 };

	size_t letters = utf8_length(text), all = utf8_length(folded);
	if (letters < (size_t)(errors > 1 ? TWO_ERRORS : LETTERS_MIN) ||
	    (letters < STEM_SURE && letters * 2 <= all))
		return true;
	if (!near_find(f->db, &q, f->looks, f->a, &near, f->err))
		return false;
	bool is_beginning = folded.n >= text.n && memcmp(folded.p, text.p, text.n) == 0;
	for (size_t i = 0; i < near.n; i++) {
		struct near_word *w = &near.v[i];
		struct str near_it = str_sub(w->text, 0, w->near);
		int cost = w->errors == 1 ? mistake_weight(text, near_it) : w->errors * MISTAKE_OTHER;
		struct str word = w->text;
		if (tag > 1 && is_beginning) {
			const char *whole = arena_printf(
			    f->a, "%.*s%.*s", STR_ARG(w->text), (int)(folded.n - text.n), folded.p + text.n);
			word = str_of(whole);
		}
		size_t other = utf8_length(folded) - utf8_length(text) + utf8_length(w->text) -
		               utf8_length(near_it);
		add_candidate(f, word, tag > 1 ? stem_of(f, q.tag, w->text) : STR(""),
		    cost + (tag > 1 || other ? STEM_COST + (int)other : 0));
	}
	return true;
}

static bool find_near(struct search_for *f, int errors, size_t after)
{
	for (size_t i = 0; i < f->typed->n; i++)
		if (!find_near_token(f, f->typed->v[i], errors, after))
			return false;
	return true;
}

/* --- what is likeliest ------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return x->cost != y->cost ? x->cost - y->cost : strcmp(x->word.p, y->word.p);
}

/* Twice as many items weigh one. */
static int rarity(int live)
{
	int bits = 0;

	for (; live > 1; live /= 2)
		bits++;
	return 8 - bits;
}

static bool is_form_of_another(const struct candidates *c, size_t n, const struct word_tokens *t)
{
	for (size_t i = 0; i < n; i++)
		if (tokens_meet(c->v[i].tokens, t))
			return true;
	return false;
}

/* Leaves those that live items have, each in one of its forms, the likeliest first. */
static bool weigh(struct search_for *f)
{
	struct candidates *c = &f->found;
	size_t n = 0;

	if (c->n)
		qsort(c->v, c->n, sizeof *c->v, compare);
	for (size_t i = 0; i < c->n && i < CHECKED_MAX; i++) {
		struct candidate *one = &c->v[i];
		one->tokens = tokens_of(f->stemmer, f->a, one->word);
		if (one->token.n && one->tokens->n < TOKENS_MAX)
			one->tokens->v[one->tokens->n++] = one->token;
		if (is_form_of_another(c, n, one->tokens))
			continue;
		struct live live;
		if (!count_tokens(
		        f->db, one->tokens, f->lang ? f->lang->tag : "", f->a, COUNTED, &live, f->err))
			return false;
		one->cost += rarity(live.all) + (live.own ? 0 : FOREIGN_COST);
		int exact = vocabulary_has(f->db, one->tokens->v[0], f->err);
		one->cost += exact ? 0 : INVENTED_COST;
		one->live = live;
		if (live.all)
			c->v[n++] = *one;
	}
	c->n = n;
	if (n)
		qsort(c->v, n, sizeof *c->v, compare);
	return true;
}

static void take(const struct candidate *c, struct asked_word *word)
{
	word->instead_token[word->instead_n] = c->token;
	word->instead[word->instead_n++] = c->word;
}

static void choose(const struct candidates *c, struct asked_word *word)
{
	for (size_t i = 0; i < c->n && i < ALTERNATIVES && c->v[i].cost <= c->v[0].cost + MARGIN; i++)
		take(&c->v[i], word);
}

/* --- the whole --------------------------------------------------------------------------------- */

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_digit(s.p[i]))
			return true;
	return false;
}

/* An abbreviation is near every other one. */
static bool is_abbreviation(struct stemmer *s, struct str word)
{
	struct word_tokens t;

	tokens_of_word(s, word, NULL, false, &t);
	return t.is_abbreviation;
}

static bool find_misspelt(struct search_for *f, struct asked_word *word)
{
	size_t letters = utf8_length(f->typed->v[0]) - 1;

	if (letters < LETTERS_MIN || is_abbreviation(f->stemmer, word->text))
		return true;
	/* As a whole, or what another form begins with; then with two wrong letters. */
	if (!find_near(f, 1, 0) || !weigh(f))
		return false;
	if (!f->found.n && letters >= BEGINS_WRONG && (!find_near(f, 1, AFTER_MAX) || !weigh(f)))
		return false;
	if (!f->found.n && letters >= TWO_ERRORS && (!find_near(f, 2, 0) || !weigh(f)))
		return false;
	choose(&f->found, word);
	return true;
}

/*
 * A word that many have, and that differs from the typed one by a mistake that is easily made, is likelier
 * than another form of something that few have.
 */
static bool find_likelier(struct search_for *f, int doubtful, struct asked_word *word)
{
	if (utf8_length(f->typed->v[0]) - 1 < DOUBT_LETTERS || is_abbreviation(f->stemmer, word->text))
		return true;
	if (!find_near_token(f, f->typed->v[0], 1, 0))
		return false;
	size_t n = 0;
	for (size_t i = 0; i < f->found.n; i++)
		if (f->found.v[i].cost == MISTAKE_LIKELY)
			f->found.v[n++] = f->found.v[i];
	f->found.n = n;
	if (!weigh(f))
		return false;
	if (f->found.n && f->found.v[0].live.all >= doubtful * DOUBT_TIMES &&
	    !tokens_meet(f->found.v[0].tokens, f->typed))
		take(&f->found.v[0], word);
	return true;
}

/* Whether they are one language, be it in two scripts: uz and uz-Cyrl. */
static bool are_same(const struct lang *a, const struct lang *b)
{
	size_t n = strcspn(a->tag, "-");

	return n == strcspn(b->tag, "-") && memcmp(a->tag, b->tag, n) == 0;
}

/* The reader's language in another script, where the site has it. */
static const struct lang *twin_of(const struct search_for *f)
{
	for (size_t i = 0; f->lang && i < stemmer_count(f->stemmer); i++) {
		const struct lang *l = stemmer_lang(f->stemmer, i);
		if (l != f->lang && l->search.script != f->lang->search.script && are_same(l, f->lang))
			return l;
	}
	return NULL;
}

/* The language in whose letters a word in Latin ones may be meant: the reader's, if it has others. */
static const struct lang *cyrillic_of(const struct search_for *f, const struct lang *twin)
{
	if (f->lang && f->lang->search.script == SCRIPT_CYRILLIC)
		return f->lang;
	if (twin && twin->search.script == SCRIPT_CYRILLIC)
		return twin;
	for (size_t i = 0; i < stemmer_count(f->stemmer); i++)
		if (stemmer_lang(f->stemmer, i)->search.script == SCRIPT_CYRILLIC)
			return stemmer_lang(f->stemmer, i);
	return NULL;
}

/* Of a word in Latin letters that is wrong in those of the language. */
static bool find_misspelt_in_latin(
    struct search_for *f, const struct letters_query *q, struct asked_word *word)
{
	struct buf b;

	buf_init(&b, FOLDED_MAX * 4);
	letters_spell_plainly(q, &b);
	f->typed = tokens_of(f->stemmer, f->a, buf_str(&b));
	buf_release(&b);
	return !f->typed->n || find_misspelt(f, word);
}

/* Takes what is in `b`, in the place of what was there, as the word to look for. */
static bool find_switched(struct search_for *f, struct buf *b, struct asked_word *word)
{
	if (b->len)
		add_candidate(f, str_of(arena_str(f->a, buf_str(b))), STR(""), 0);
	buf_release(b);
	if (!weigh(f))
		return false;
	choose(&f->found, word);
	return true;
}

static bool find_spelt(struct search_for *f, const struct letters_query *q, struct asked_word *word)
{
	struct letters_words words = { 0 };

	if (!letters_spell(q, f->a, &words, f->err))
		return false;
	for (size_t i = 0; i < words.n; i++)
		add_candidate(f, words.v[i], STR(""), 0);
	if (!weigh(f))
		return false;
	choose(&f->found, word);
	return true;
}

/* --- words that were written as one ---------------------------------------------------- */

/* How many live items have two words next to each other; 0 where the first is none as it is written. */
static bool count_pair(struct search_for *f, struct str first, struct str second, struct live *out)
{
	struct word_tokens *a = tokens_of(f->stemmer, f->a, first), *b = tokens_of(f->stemmer, f->a, second);
	struct buf both;

	*out = (struct live){ 0, 0 };
	int known = a->n && b->n ? vocabulary_has(f->db, a->v[0], f->err) : 0;
	if (known <= 0)
		return known == 0;
	a->n = 1;
	buf_init(&both, 4096);
	add_tokens(&both, a);
	buf_puts(&both, " + ");
	add_tokens(&both, b);
	const char *expression = arena_str(f->a, buf_str(&both));
	buf_release(&both);
	return count_live(f->db, expression, "", COUNTED, out, f->err);
}

/* Where texts have the two parts of a word next to each other: "прессрелиз". */
static bool find_parts(struct search_for *f, struct str folded, struct asked_word *word)
{
	struct live best = { 0, 0 }, live;
	size_t n = 0, len;

	for (size_t at = 0; at < folded.n; at += len, n++) {
		struct str first = str_sub(folded, 0, at), second = str_sub(folded, at, folded.n);
		utf8_decode(second, &len);
		if (n < PART_MIN || utf8_length(second) < PART_MIN)
			continue;
		if (!count_pair(f, first, second, &live))
			return false;
		if (live.all <= best.all)
			continue;
		best = live;
		const char *parts = arena_printf(f->a, "%.*s %.*s", STR_ARG(first), STR_ARG(second));
		word->instead[0] = str_of(parts);
		word->instead_n = 1;
	}
	return true;
}

/* The same word in other letters. */
static bool find_in_other_letters(
    struct search_for *f, const struct letters_query *q, bool known, struct asked_word *word)
{
	struct buf b;

	if (!find_spelt(f, q, word))
		return false;
	if (word->instead_n || known)
		return true;
	buf_init(&b, FOLDED_MAX * 2);
	letters_look_alike(word->text, &b);
	if (!find_switched(f, &b, word))
		return false;
	if (word->instead_n)
		return true;
	buf_init(&b, FOLDED_MAX * 2);
	keyboard_switch(q->word, &b);
	return find_switched(f, &b, word);
}

bool spelling_find(struct db *db, struct stemmer *s, const struct lang *lang, struct asked_word *word,
    size_t *looks, struct arena *a, bool *silent, struct err *err)
{
	struct search_for f = { .db = db, .stemmer = s, .lang = lang, .a = a, .looks = looks, .err = err };
	bool known;
	int doubtful;

	size_t len;

	word->instead_n = 0;
	*silent = false;
	if (word_unspaced(utf8_decode(word->text, &len)))
		return true;
	f.typed = tokens_of(s, a, word->text);
	if (!f.typed->n || has_digit(word->text))
		return true;
	if (!is_known(&f, &known, &doubtful))
		return false;
	struct str folded = str_sub(f.typed->v[0], 1, f.typed->v[0].n);
	const struct lang *twin = twin_of(&f);
	struct letters_query q = { db, s, cyrillic_of(&f, twin), folded, looks };
	bool latin = word_script(folded) == SCRIPT_LATIN, plain = lang && lang == q.lang && latin;
	/* Of a language in two scripts texts in both are meant. */
	plain = plain || twin;
	enum script script = word_script(folded);
	if (q.lang && (latin || script == SCRIPT_CYRILLIC) && (!known || plain) &&
	    utf8_length(folded) >= (size_t)OTHER_LETTERS_MIN + known) {
		if (!find_in_other_letters(&f, &q, known, word))
			return false;
		*silent = word->instead_n > 0;
	}
	if (doubtful && !word->instead_n)
		return find_likelier(&f, doubtful, word);
	if (known || word->instead_n)
		return true;
	if (!find_parts(&f, folded, word))
		return false;
	*silent = word->instead_n > 0;
	if (word->instead_n)
		return true;
	if (!find_misspelt(&f, word))
		return false;
	return word->instead_n || !plain || find_misspelt_in_latin(&f, &q, word);
}
