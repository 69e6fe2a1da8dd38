/*
 * stem: folds a word, gives it to the rules of the packs, and remembers what comes of it.
 *
 * A stemmer has one cache slot for each hash of a word: a text repeats most of its words.
 */
#include "lang/stem.h"

#include <assert.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "lang/alike.h"
#include "lang/cutter.h"
#include "lang/lang.h"
#include "lang/letter.h"
#include "lang/rewrite.h"
#include "lang/word.h"

enum { TYPED_MAX = 64, CACHE_SLOTS = 16384, CACHED_WORD_MAX = 40 };
enum { OF_UNKNOWN = 0xFF }; /* in the place of a language's number */

/* A letter, and what is typed in its place. */
struct typed {
	uint32_t letter;
	struct str instead;
};

/* A folded word and its stems, their bytes one after the other. */
struct slot {
	unsigned char word_n, n, of;
	unsigned char ends[1 + STEMS_MAX];
	char word[CACHED_WORD_MAX];
	char bytes[CACHED_WORD_MAX * 5 + STEMS_MAX * STEM_TAG];
};

/* A form whose stem is given. */
struct exception {
	struct str form, stem;
};

/* One language: its rules, and what they are turned into. */
struct pack {
	const struct lang *lang;
	struct sb_stemmer *snowball; /* NULL where it has none */
	/* Of each path one of the two. */
	struct cutter *cutters[LANG_PATHS_MAX];
	struct rewriter *rewriters[LANG_PATHS_MAX];
	size_t path_count;
	struct exception *exceptions; /* sorted by form */
	size_t exception_count;
};

struct stemmer {
	struct typed typed[TYPED_MAX];
	size_t typed_count;
	struct pack packs[STEM_LANGS_MAX];
	size_t pack_count;
	struct buf composed, folded;
	char bytes[STEMS_MAX][STEM_TAG + FOLDED_MAX];
	struct stems stems;
	struct slot *cache; /* most words of a text come again and again */
};

static void learn_typed(struct stemmer *s, const char *const (*pairs)[2])
{
	size_t len;

	for (; pairs && (*pairs)[0]; pairs++) {
		assert(s->typed_count < TYPED_MAX);
		s->typed[s->typed_count++] = (struct typed){ utf8_decode(str_of((*pairs)[0]), &len),
			str_of((*pairs)[1]) };
	}
}

static int compare(struct str a, struct str b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int by_form(const void *a, const void *b)
{
	return compare(((const struct exception *)a)->form, ((const struct exception *)b)->form);
}

static size_t words_in(const char *forms)
{
	size_t n = *forms != 0;

	for (; *forms; forms++)
		n += *forms == ' ';
	return n;
}

static void learn_exceptions(struct pack *p, const char *const (*rows)[2])
{
	size_t n = 0;

	for (size_t i = 0; rows && rows[i][0]; i++)
		n += words_in(rows[i][0]);
	p->exceptions = xcalloc(n + 1, sizeof *p->exceptions);
	for (; rows && (*rows)[0]; rows++) {
		struct str forms = str_of((*rows)[0]);
		while (forms.n) {
			struct exception *e = &p->exceptions[p->exception_count++];
			str_cut(forms, ' ', &e->form, &forms);
			e->stem = str_of((*rows)[1]);
		}
	}
	qsort(p->exceptions, p->exception_count, sizeof *p->exceptions, by_form);
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
	learn_typed(s, rules->typed);
	learn_paths(p);
	learn_exceptions(p, rules->exceptions);
	if (rules->snowball)
		p->snowball = sb_stemmer_new(rules->snowball, "UTF_8");
}

struct stemmer *stemmer_new(const char *tags)
{
	struct stemmer *s = xcalloc(1, sizeof *s);
	struct str rest = str_of(tags), tag;

	s->cache = xcalloc(CACHE_SLOTS, sizeof *s->cache);
	buf_init(&s->composed, FOLDED_MAX * 8);
	buf_init(&s->folded, FOLDED_MAX);
	while (rest.n) {
		str_cut(rest, ' ', &tag, &rest);
		const struct lang *lang = lang_find(tag);
		if (lang)
			learn(s, lang);
	}
	for (size_t i = 0; !*tags && i < lang_count(); i++)
		learn(s, lang_at(i));
	return s;
}

void stemmer_free(struct stemmer *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->pack_count; i++) {
		sb_stemmer_delete(s->packs[i].snowball);
		for (size_t k = 0; k < s->packs[i].path_count; k++) {
			cutter_free(s->packs[i].cutters[k]);
			rewriter_free(s->packs[i].rewriters[k]);
		}
		free(s->packs[i].exceptions);
	}
	free(s->cache);
	buf_release(&s->composed);
	buf_release(&s->folded);
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

/* The ASCII digit of a digit of any script; 0: it is none. */
static char digit_of(uint32_t cp)
{
	/* The zeros, from Arabic to those of full width; nine digits follow each. */
	static const uint32_t zeros[] = { 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6,
		0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10 };

	for (size_t i = 0; i < ARRAY_SIZE(zeros); i++)
		if (cp >= zeros[i] && cp <= zeros[i] + 9)
			return (char)('0' + (cp - zeros[i]));
	return 0;
}

static bool add_letter(struct stemmer *s, uint32_t cp)
{
	const char *latin;

	if (cp < 0x80)
		return buf_add_char(&s->folded, (char)cp);
	if (letter_is_mark(cp) || word_ignores(cp))
		return true;
	if (word_apostrophe(cp))
		return buf_add_char(&s->folded, '\'');
	for (size_t i = 0; i < s->typed_count; i++)
		if (s->typed[i].letter == cp)
			return buf_add_str(&s->folded, s->typed[i].instead);
	char digit = cp >= 0x660 ? digit_of(cp) : 0;
	if (digit)
		return buf_add_char(&s->folded, digit);
	latin = letter_latin(cp);
	return latin ? buf_puts(&s->folded, latin) : utf8_encode(&s->folded, cp);
}

struct str stemmer_fold(struct stemmer *s, struct str word)
{
	size_t len;

	buf_reset(&s->composed);
	buf_reset(&s->folded);
	/* More bytes than this cannot be needed: a letter with its marks has far less. */
	utf8_fold(&s->composed, str_sub(word, 0, FOLDED_MAX * 2));
	for (struct str rest = buf_str(&s->composed); rest.n; rest = str_sub(rest, len, rest.n))
		if (!add_letter(s, utf8_decode(rest, &len)))
			break;
	buf_reset(&s->composed);
	if (alike_mend(buf_str(&s->folded), &s->composed) && s->composed.len <= FOLDED_MAX) {
		buf_reset(&s->folded);
		buf_add_str(&s->folded, buf_str(&s->composed));
	}
	return buf_str(&s->folded);
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

static void stem_by_snowball(struct stemmer *s, const struct pack *p, struct str folded)
{
	const sb_symbol *cut = sb_stemmer_stem(p->snowball, (const sb_symbol *)folded.p, (int)folded.n);
	struct str stem = { (const char *)cut, (size_t)sb_stemmer_length(p->snowball) };

	if (!cut || stem.n > FOLDED_MAX || utf8_length(stem) < STEM_LETTERS_MIN)
		stem = folded;
	add_given(s, p, 0, stem);
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

/* The first of the rows that give the form a stem; `count`: how many there are, one after the other. */
static const struct exception *exceptions_of(const struct pack *p, struct str form, size_t *count)
{
	size_t from = 0, to = p->exception_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (compare(p->exceptions[middle].form, form) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; to < p->exception_count && str_eq(p->exceptions[to].form, form); to++)
		;
	*count = to - from;
	return p->exceptions + from;
}

static void stem_by(struct stemmer *s, const struct pack *p, struct str folded)
{
	size_t given;
	const struct exception *e = exceptions_of(p, folded, &given);

	for (size_t i = 0; i < given; i++)
		add_given(s, p, 0, e[i].stem);
	if (p->snowball && !given)
		stem_by_snowball(s, p, folded);
	for (size_t path = given ? 1 : 0; path < p->path_count; path++)
		if (p->rewriters[path])
			stem_by_steps(s, p, path, folded);
		else
			stem_by_cuts(s, p, path, folded);
}

static struct slot *slot_of(struct stemmer *s, struct str word, unsigned char of)
{
	return &s->cache[(hash_more(HASH_START ^ of, word) >> 32) % CACHE_SLOTS];
}

static bool keep(struct slot *slot, size_t i, size_t *used, struct str part)
{
	if (part.n > sizeof slot->bytes - *used)
		return false;
	memcpy(slot->bytes + *used, part.p, part.n);
	*used += part.n;
	slot->ends[i] = (unsigned char)*used;
	return true;
}

static void remember(struct slot *slot, struct str word, unsigned char of, const struct stems *stems)
{
	size_t used = 0;

	slot->word_n = 0;
	if (!keep(slot, 0, &used, stems->folded))
		return;
	for (size_t i = 0; i < stems->n; i++)
		if (!keep(slot, 1 + i, &used, stems->v[i]))
			return;
	slot->n = (unsigned char)stems->n;
	slot->of = of;
	slot->word_n = (unsigned char)word.n;
	memcpy(slot->word, word.p, word.n);
}

static void recall(const struct slot *slot, struct stems *out)
{
	size_t from = slot->ends[0];

	out->folded = (struct str){ slot->bytes, from };
	for (out->n = 0; out->n < slot->n; out->n++) {
		out->v[out->n] = (struct str){ slot->bytes + from, slot->ends[1 + out->n] - from };
		from = slot->ends[1 + out->n];
	}
}

/* The number of a language, OF_UNKNOWN where it has no rules here. */
static unsigned char number_of(const struct stemmer *s, const struct lang *of)
{
	for (size_t i = 0; i < s->pack_count; i++)
		if (s->packs[i].lang == of)
			return (unsigned char)i;
	return OF_UNKNOWN;
}

/* The Latin letters that a word in another script begins with: a name, with an ending of the text. */
static struct str latin_head(struct str folded)
{
	size_t n = 0;

	while (n < folded.n && ascii_is_alnum(folded.p[n]))
		n++;
	return str_sub(folded, 0, n);
}

static void stem_as(struct stemmer *s, struct str folded, unsigned char of)
{
	enum script script = word_script(folded);

	if (script == SCRIPT_OTHER)
		return;
	if (of != OF_UNKNOWN && s->packs[of].lang->search.script == script) {
		stem_by(s, &s->packs[of], folded);
		return;
	}
	for (size_t i = 0; i < s->pack_count; i++)
		if (s->packs[i].lang->search.script == script)
			stem_by(s, &s->packs[i], folded);
}

const struct stems *stemmer_stems(struct stemmer *s, struct str word, const struct lang *of)
{
	unsigned char number = number_of(s, of);
	struct slot *slot = word.n && word.n <= CACHED_WORD_MAX ? slot_of(s, word, number) : NULL;

	if (slot && slot->word_n == word.n && slot->of == number && memcmp(slot->word, word.p, word.n) == 0) {
		recall(slot, &s->stems);
		s->stems.again = true;
		return &s->stems;
	}
	s->stems.n = 0;
	s->stems.again = false;
	s->stems.folded = stemmer_fold(s, word);
	struct str head = latin_head(s->stems.folded);
	if (s->stems.folded.n)
		stem_as(s, s->stems.folded, number);
	if (word_script(head) == SCRIPT_LATIN && word_script(s->stems.folded) != SCRIPT_LATIN)
		stem_as(s, head, number);
	if (slot)
		remember(slot, word, number, &s->stems);
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
