/*
 * ranking: how well a row is what was looked for, as a function of SQL: rank_words(search, classes).
 *
 * Private to catalog/. `classes` has one character for each phrase of the expression, in its order:
 * '.' weighs nothing (a filter, what is left out); 'A' and on: the words of a query as they were typed;
 * 'a' and on: their other forms and names.
 *
 * The value is RANKING_TIER for each word that the row has, and a weight below that for where it has them;
 * negative, so that the least is the best. A word weighs by the best column that it is in, as it was typed
 * more than in another form; more of it in a text weigh little; words next to each other in their order
 * weigh more.
 */
#ifndef JARCHY_CATALOG_SEARCH_RANKING_H
#define JARCHY_CATALOG_SEARCH_RANKING_H

#include <sqlite3.h>
#include <stdbool.h>

enum { RANKING_TIER = 1024, RANKING_WORDS_MAX = 26 };

bool ranking_register(fts5_api *api);

#endif
