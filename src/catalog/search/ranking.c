/*
 * ranking: reads the places of the phrases in one row.
 */
#include "catalog/search/ranking.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* PLACES_MAX: of one word, that are looked at. COLUMNS: of the table. */
enum { PLACES_MAX = 64, COLUMNS = 8 };

/* title, summary, body, notes, files */
static const double weights[COLUMNS] = { 12, 5, 1, 1, 0.5, 0.5, 0.5, 0.5 };
static const double other_form = 0.6, next_to_each_other = 1.5, more_of_it = 0.3;

/* One word of the query in one row. */
struct word_found {
	double best[COLUMNS]; /* by column: 0, other_form or 1 */
	int count;
	int column[PLACES_MAX], place[PLACES_MAX];
	int n;
};

static int read_phrase(
    const Fts5ExtensionApi *api, Fts5Context *context, int phrase, double form, struct word_found *w)
{
	Fts5PhraseIter at;
	int column, place, count = 0;
	int rc = api->xPhraseFirst(context, phrase, &at, &column, &place);

	for (; rc == SQLITE_OK && column >= 0 && count < PLACES_MAX; count++) {
		if (column < COLUMNS && w->best[column] < form)
			w->best[column] = form;
		if (w->n < PLACES_MAX) {
			w->column[w->n] = column;
			w->place[w->n++] = place;
		}
		api->xPhraseNext(context, &at, &column, &place);
	}
	if (count > w->count)
		w->count = count;
	return rc;
}

static double weigh_word(const struct word_found *w)
{
	double best = 0;

	for (int i = 0; i < COLUMNS; i++)
		if (w->best[i] * weights[i] > best)
			best = w->best[i] * weights[i];
	return best > 0 ? best + more_of_it * (w->count - 1) / (w->count + 2) : 0;
}

static bool is_next(const struct word_found *a, const struct word_found *b)
{
	for (int i = 0; i < a->n; i++)
		for (int k = 0; k < b->n; k++)
			if (a->column[i] == b->column[k] && a->place[i] + 1 == b->place[k])
				return true;
	return false;
}

static double weigh(const struct word_found *words, int n, int *found)
{
	double sum = 0;

	for (int i = 0; i < n; i++) {
		double weight = weigh_word(&words[i]);
		if (weight > 0 && i && is_next(&words[i - 1], &words[i]))
			weight *= next_to_each_other;
		*found += weight > 0;
		sum += weight;
	}
	return sum;
}

/* The words of the query, and where this row has them; -1 for the class of a phrase that weighs nothing. */
static int word_of(char class)
{
	if (class >= 'A' && class < 'A' + RANKING_WORDS_MAX)
		return class - 'A';
	return class >= 'a' && class < 'a' + RANKING_WORDS_MAX ? class - 'a' : -1;
}

/*
 * The words of a query, which are the same memory for all of its rows: clearing it for each would take
 * longest.
 */
static struct word_found *words_of(const Fts5ExtensionApi *api, Fts5Context *context)
{
	struct word_found *words = api->xGetAuxdata(context, 0);

	if (words)
		return words;
	words = xcalloc(RANKING_WORDS_MAX, sizeof *words);
	return api->xSetAuxdata(context, words, free) == SQLITE_OK ? words : NULL;
}

static void forget(struct word_found *w)
{
	memset(w->best, 0, sizeof w->best);
	w->count = w->n = 0;
}

static void rank_words(
    const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result, int n, sqlite3_value **args)
{
	struct word_found *words = words_of(api, context);
	const char *classes = n == 1 ? (const char *)sqlite3_value_text(args[0]) : NULL;
	int phrases = api->xPhraseCount(context), count = 0, found = 0, rc = words ? SQLITE_OK : SQLITE_NOMEM;

	for (int i = 0; classes && classes[i] && i < phrases && rc == SQLITE_OK; i++) {
		int word = word_of(classes[i]);
		if (word < 0)
			continue;
		for (; count <= word; count++)
			forget(&words[count]);
		rc = read_phrase(api, context, i, classes[i] < 'a' ? 1 : other_form, &words[word]);
	}
	if (rc != SQLITE_OK) {
		sqlite3_result_error_code(result, rc);
		return;
	}
	double weight = weigh(words, count, &found);
	sqlite3_result_double(
	    result, -(double)found * RANKING_TIER - (weight < RANKING_TIER - 1 ? weight : RANKING_TIER - 1));
}

bool ranking_register(fts5_api *api)
{
	return api->xCreateFunction(api, "rank_words", NULL, rank_words, NULL) == SQLITE_OK;
}
