/*
 * stem: folds a word, and gives it to the rules of the packs.
 */
#include "lang/stem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/cutter.h"
#include "lang/fold.h"
#include "lang/given_stems.h"
#include "lang/icu_words.h"
#include "lang/lang.h"
#include "lang/rewrite.h"
#include "lang/snowball.h"
#include "lang/stem_cache.h"
#include "lang/word.h"

enum { BEGINNING_LEFT = 3 }; /* letters of a word without its beginning */

/* One language: its rules, and what they are turned into. */
struct pack {
	const struct lang *lang;
	struct snowball *snowball; /* NULL where it has none */
	/* Of each path one of the two. */
	struct cutter *cutters[LANG_PATHS_MAX];
	struct rewriter *rewriters[LANG_PATHS_MAX];
	size_t path_count;
	struct given_stems given;
};

struct stemmer {
	struct folder *folder;
	struct icu_words *words; /* NULL until one without spaces is looked for */
	struct arena arena;      /* of forms that had to be folded */
	struct pack packs[STEM_LANGS_MAX];
	size_t pack_count;
	bool cuts_beginnings; /* some language does */
	bool doubtful;        /* languages fold the word at hand in several ways */
	char folded[FOLDED_MAX], exact[STEM_EXACT_MAX][FOLDED_MAX], bytes[STEMS_MAX][STEM_TAG + FOLDED_MAX];
	struct stems stems;
	struct stem_cache *cache;
};

static unsigned number_in(const struct stemmer *s, const struct pack *p)
{
	return (unsigned)(p - s->packs);
}

static void learn_paths(struct pack *p)
{
	const struct lang_search *rules = &p->lang->search;

	for (; p->path_count < LANG_PATHS_MAX; p->path_count++) {
		const struct lang_path *path = &rules->paths[p->path_count];
		if (path->steps[0])
			p->rewriters[p->path_count] = rewriter_new(path);
		else if (path->cuts)
			p->cutters[p->path_count] = cutter_new(rules, path);
		else
			return;
	}
}

static void learn(struct stemmer *s, const struct lang *lang)
{
	const struct lang_search *rules = &lang->search;

	if (s->pack_count == STEM_LANGS_MAX)
		return;
	for (size_t i = 0; i < s->pack_count; i++)
		if (s->packs[i].lang == lang)
			return;
	struct pack *p = &s->packs[s->pack_count++];
	p->lang = lang;
	learn_paths(p);
	s->cuts_beginnings = s->cuts_beginnings || rules->beginnings;
	if (rules->snowball)
		p->snowball = snowball_new(rules->snowball);
}

/* When all packs are known. */
static void learn_letters(struct stemmer *s)
{
	const struct lang *langs[STEM_LANGS_MAX];

	for (size_t i = 0; i < s->pack_count; i++)
		langs[i] = s->packs[i].lang;
	s->folder = folder_new(langs, s->pack_count);
	for (size_t i = 0; i < s->pack_count; i++)
		given_stems_init(&s->packs[i].given, &langs[i]->search, s->folder, (unsigned)i, &s->arena);
}

struct stemmer *stemmer_new(const char *tags)
{
	struct stemmer *s = xcalloc(1, sizeof *s);
	struct str rest = str_of(tags), tag;

	s->cache = stem_cache_new();
	while (rest.n) {
		str_cut(rest, ' ', &tag, &rest);
		const struct lang *lang = lang_find(tag);
		if (lang)
			learn(s, lang);
	}
	for (size_t i = 0; !*tags && i < lang_count(); i++)
		learn(s, lang_at(i));
	learn_letters(s);
	return s;
}

void stemmer_free(struct stemmer *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->pack_count; i++) {
		snowball_free(s->packs[i].snowball);
		for (size_t k = 0; k < s->packs[i].path_count; k++) {
			cutter_free(s->packs[i].cutters[k]);
			rewriter_free(s->packs[i].rewriters[k]);
		}
		given_stems_release(&s->packs[i].given);
	}
	folder_free(s->folder);
	icu_words_free(s->words);
	arena_release(&s->arena);
	stem_cache_free(s->cache);
	free(s);
}

size_t stemmer_count(const struct stemmer *s)
{
	return s->pack_count;
}

const struct lang *stemmer_lang(const struct stemmer *s, size_t i)
{
	return s->packs[i].lang;
}

struct str stemmer_fold(struct stemmer *s, struct str word)
{
	return fold_word(s->folder, word, FOLD_ALL);
}

struct str stemmer_lower(struct stemmer *s, struct str word, const struct lang *lang)
{
	return fold_case(s->folder, word, lang);
}

/* A run of letters without spaces, from its first on, and all that belongs to it. */
static struct str run_of(struct str first, struct str rest)
{
	struct str run = first, word;
	size_t len;

	while (word_next(&rest, &word) && word.p == run.p + run.n && word_unspaced(utf8_decode(word, &len)))
		run.n += word.n;
	return run;
}

bool stemmer_word_next(struct stemmer *s, struct str *rest, struct str *word)
{
	struct str first;
	size_t len;

	if (!word_next(rest, &first))
		return false;
	*word = first;
	if (!word_unspaced(utf8_decode(first, &len)))
		return true;
	struct str run = run_of(first, *rest);
	size_t n = icu_words_first(&s->words, run);
	word->n = n > first.n ? n : first.n;
	*rest = str_sub(*rest, word->n - first.n, rest->n);
	return true;
}

bool stemmer_is_simple(const struct stemmer *s, uint32_t letter)
{
	return !s->cuts_beginnings && fold_is_simple(s->folder, letter);
}

/* Where the next stem is written, after its tag; NULL: there are STEMS_MAX. */
static char *room(struct stemmer *s, const struct pack *p, size_t path)
{
	if (s->stems.n == STEMS_MAX)
		return NULL;
	char *to = s->bytes[s->stems.n];
	to[0] = (char)('a' + (p - s->packs));
	to[1] = (char)('0' + path);
	return to + STEM_TAG;
}

/* Takes what room() gave and was written there, unless it is there already. */
static void add_stem(struct stemmer *s, size_t n)
{
	struct stems *out = &s->stems;
	struct str stem = { s->bytes[out->n], STEM_TAG + n };

	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->v[i], stem))
			return;
	if (n)
		out->v[out->n++] = stem;
}

static void add_given(struct stemmer *s, const struct pack *p, size_t path, struct str stem)
{
	char *to = room(s, p, path);

	if (!to || stem.n > FOLDED_MAX)
		return;
	memcpy(to, stem.p, stem.n);
	add_stem(s, stem.n);
}

static void stem_by_snowball(struct stemmer *s, const struct pack *p, struct str folded, struct str word)
{
	struct str stem = snowball_stem(p->snowball, folded);

	if (stem.n > FOLDED_MAX || utf8_length(stem) < STEM_LETTERS_MIN)
		stem = folded;
	add_given(s, p, 0, stem);
	if (!snowball_reads_letters(p->snowball))
		return;
	/* Who leaves the letters out is found by the stem above, in the same words at least. */
	struct str cased = fold_case(s->folder, word, p->lang);
	if (str_eq(cased, folded))
		return;
	stem = snowball_stem(p->snowball, cased);
	if (stem.n <= FOLDED_MAX && utf8_length(stem) >= STEM_LETTERS_MIN)
		add_given(s, p, 0, fold_word(s->folder, stem, number_in(s, p)));
}

static void stem_by_cuts(struct stemmer *s, const struct pack *p, size_t path, struct str folded)
{
	bool doubtful = true, again = true;

	for (int tries = 0; again && tries < 2; tries++) {
		char *to = room(s, p, path);
		if (!to)
			return;
		add_stem(s, cutter_run(p->cutters[path], folded, &doubtful, to));
		again = doubtful;
		doubtful = false;
	}
}

static void stem_by_steps(struct stemmer *s, const struct pack *p, size_t path, struct str folded)
{
	struct rewritten made;

	rewriter_run(p->rewriters[path], folded, &made);
	for (size_t i = 0; i < made.n; i++)
		add_given(s, p, path, (struct str){ made.v[i].bytes, made.v[i].n });
}

static bool is_bare(const struct pack *p)
{
	return !p->snowball && !p->path_count && p->lang->search.script != SCRIPT_HAN &&
	       p->lang->search.script != SCRIPT_THAI;
}

bool stemmer_is_bare(const struct stemmer *s, struct str stem)
{
	size_t number = stem.n > STEM_TAG && stem.p[0] >= 'a' ? (size_t)(stem.p[0] - 'a') : s->pack_count;

	return number < s->pack_count && is_bare(&s->packs[number]);
}

/* The longest of the language's beginnings that the word has; empty: none that leaves letters enough. */
static struct str beginning_of(const struct pack *p, struct str folded)
{
	struct str longest = STR("");

	for (const char *const *b = p->lang->search.beginnings; b && *b; b++) {
		size_t n = strlen(*b);
		if (n > longest.n && str_starts(folded, *b) &&
		    utf8_length(str_sub(folded, n, folded.n)) >= BEGINNING_LEFT)
			longest = str_sub(folded, 0, n);
	}
	return longest;
}

static void run_paths(struct stemmer *s, const struct pack *p, size_t from, struct str folded)
{
	for (size_t path = from; path < p->path_count; path++)
		if (p->rewriters[path])
			stem_by_steps(s, p, path, folded);
		else
			stem_by_cuts(s, p, path, folded);
}

static void cut_by(struct stemmer *s, const struct pack *p, struct str folded, struct str word)
{
	size_t given;
	const struct given_stem *e = given_stems_of(&p->given, folded, &given);

	for (size_t i = 0; i < given; i++)
		add_given(s, p, 0, e[i].stem);
	if (is_bare(p))
		add_given(s, p, 0, folded);
	if (p->snowball && !given)
		stem_by_snowball(s, p, folded, word);
	struct str beginning = beginning_of(p, folded);
	/* One letter may as well be the word's own. */
	if (utf8_length(beginning) < 2)
		run_paths(s, p, given ? 1 : 0, folded);
	if (beginning.n)
		run_paths(s, p, given ? 1 : 0, str_sub(folded, beginning.n, folded.n));
}

static void add_exact(struct stemmer *s, struct str folded)
{
	struct stems *out = &s->stems;

	for (size_t i = 0; i < out->exact_n; i++)
		if (str_eq(out->exact[i], folded))
			return;
	if (!folded.n || str_eq(out->folded, folded) || out->exact_n == STEM_EXACT_MAX)
		return;
	char *to = s->exact[out->exact_n];
	memcpy(to, folded.p, folded.n);
	out->exact[out->exact_n++] = (struct str){ to, folded.n };
}

/* The word after an article that is joined to it by an apostrophe. */
static struct str without_article(struct stemmer *s, const struct pack *p, struct str word)
{
	size_t at = 0, len = 0;

	if (!p->lang->search.elided)
		return word;
	for (; at < word.n; at += len)
		if (word_apostrophe(utf8_decode(str_sub(word, at, word.n), &len)))
			break;
	struct str after = str_sub(word, at + len, word.n);
	struct str article = fold_word(s->folder, str_sub(word, 0, at), number_in(s, p));
	for (const char *const *e = p->lang->search.elided; at < word.n && *e; e++)
		if (str_is(article, *e) && after.n)
			return after;
	return word;
}

/* Folded as the language has it. */
static void stem_folded(struct stemmer *s, const struct pack *p, struct str word)
{
	char folded[FOLDED_MAX];
	struct str own = fold_word(s->folder, word, number_in(s, p));

	memcpy(folded, own.p, own.n);
	if (own.n)
		cut_by(s, p, (struct str){ folded, own.n }, word);
}

/* `folded`: as all of the site's languages have it. */
static void stem_by(struct stemmer *s, const struct pack *p, struct str word, struct str folded)
{
	struct str bare = without_article(s, p, word), other;

	if (bare.n < word.n)
		add_exact(s, fold_word(s->folder, bare, FOLD_ALL));
	if (bare.n == word.n && !s->doubtful)
		cut_by(s, p, folded, word);
	else
		stem_folded(s, p, bare);
	other = fold_respell(s->folder, bare, p->lang);
	if (!other.n)
		return;
	add_exact(s, fold_word(s->folder, other, FOLD_ALL));
	stem_folded(s, p, other);
}

/* The number of a language, STEM_CACHE_ANY where it has no rules here. */
static unsigned char number_of(const struct stemmer *s, const struct lang *of)
{
	for (size_t i = 0; i < s->pack_count; i++)
		if (s->packs[i].lang == of)
			return (unsigned char)i;
	return STEM_CACHE_ANY;
}

/* The Latin letters that a word in another script begins with: a name, with an ending of the text. */
static struct str latin_head(struct str folded)
{
	size_t n = 0;

	while (n < folded.n && ascii_is_alnum(folded.p[n]))
		n++;
	return str_sub(folded, 0, n);
}

static bool has_letter(struct str folded)
{
	size_t n = 0, len;

	while (n < folded.n && ascii_is_digit(folded.p[n]))
		n++;
	return n < folded.n && !word_unspaced(utf8_decode(str_sub(folded, n, folded.n), &len));
}

static void stem_as(struct stemmer *s, struct str word, struct str folded, unsigned char of)
{
	enum script script = word_script(folded);

	if (script == SCRIPT_OTHER && !has_letter(folded))
		return;
	if (of != STEM_CACHE_ANY && s->packs[of].lang->search.script == script) {
		stem_by(s, &s->packs[of], word, folded);
		return;
	}
	for (size_t i = 0; i < s->pack_count; i++)
		if (s->packs[i].lang->search.script == script)
			stem_by(s, &s->packs[i], word, folded);
}

/* Begins with the folded word, and no stem of it. */
static struct str begin(struct stemmer *s, struct str word)
{
	struct str folded = stemmer_fold(s, word);

	s->doubtful = fold_was_doubtful(s->folder);
	memcpy(s->folded, folded.p, folded.n);
	s->stems.folded = (struct str){ s->folded, folded.n };
	s->stems.exact_n = s->stems.n = 0;
	s->stems.again = false;
	return s->stems.folded;
}

const struct stems *stemmer_stems(struct stemmer *s, struct str word, const struct lang *of)
{
	unsigned char number = number_of(s, of);

	if (stem_cache_find(s->cache, word, number, &s->stems)) {
		s->stems.again = true;
		return &s->stems;
	}
	struct str folded = begin(s, word), head = latin_head(folded);
	if (folded.n)
		stem_as(s, word, folded, number);
	if (word_script(head) == SCRIPT_LATIN && word_script(folded) != SCRIPT_LATIN)
		stem_as(s, head, head, number);
	stem_cache_note(s->cache, word, number, &s->stems);
	return &s->stems;
}

static void add_roots(struct stemmer *s, const struct pack *p, struct str folded)
{
	for (size_t path = 0; path < p->path_count; path++) {
		char *to = p->cutters[path] ? room(s, p, path) : NULL;
		if (to)
			add_stem(s, cutter_root(p->cutters[path], folded, to));
	}
}

const struct stems *stemmer_query_stems(struct stemmer *s, struct str word)
{
	stemmer_stems(s, word, NULL);
	struct str folded = s->stems.folded;
	enum script script = word_script(folded);

	for (size_t i = 0; i < s->pack_count && script != SCRIPT_OTHER; i++)
		if (s->packs[i].lang->search.script == script)
			add_roots(s, &s->packs[i], folded);
	return &s->stems;
}
