/*
 * tokenizer: the words and stems of lang/ as a tokenizer of FTS5.
 */
#include "catalog/search/tokenizer.h"

#include "lang/stem.h"
#include "lang/word.h"

static int create(void *context, const char **args, int n, Fts5Tokenizer **out)
{
	(void)context, (void)args, (void)n;
	*out = (Fts5Tokenizer *)stemmer_new();
	return SQLITE_OK;
}

static void delete (Fts5Tokenizer *t)
{
	stemmer_free((struct stemmer *)t);
}

typedef int token_fn(void *context, int flags, const char *token, int n, int start, int end);

static int tokenize(Fts5Tokenizer *t, void *context, int flags, const char *text, int n, token_fn *emit)
{
	struct stemmer *stemmer = (struct stemmer *)t;
	struct str rest = { text, n > 0 ? (size_t)n : 0 }, word;

	while (word_next(&rest, &word)) {
		int start = (int)(word.p - text), end = start + (int)word.n, rc = SQLITE_OK;
		if (flags & FTS5_TOKENIZE_PREFIX) {
			struct str folded = stemmer_fold(stemmer, word);
			rc = emit(context, 0, folded.p, (int)folded.n, start, end);
		} else {
			const struct stems *stems = stemmer_stems(stemmer, word);
			for (size_t i = 0; i < stems->n && rc == SQLITE_OK; i++)
				rc = emit(context, i ? FTS5_TOKEN_COLOCATED : 0, stems->v[i].p,
				    (int)stems->v[i].n, start, end);
		}
		if (rc != SQLITE_OK)
			return rc;
	}
	return SQLITE_OK;
}

/* FTS5 hands out its interface through a pointer that is bound to a statement. */
static fts5_api *find_fts5(sqlite3 *handle)
{
	sqlite3_stmt *s = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &s, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(s, 1, (void *)&api, "fts5_api_ptr", NULL);
		sqlite3_step(s);
	}
	sqlite3_finalize(s);
	return api;
}

bool tokenizer_register(struct db *db, struct err *err)
{
	fts5_tokenizer methods = { create, delete, tokenize };
	fts5_api *api = find_fts5(db->handle);

	if (!api)
		return err_set(err, "this SQLite has no full-text search (FTS5)");
	if (api->xCreateTokenizer(api, TOKENIZER_NAME, NULL, &methods, NULL) != SQLITE_OK)
		return db_fail(db, "take a tokenizer", err);
	return true;
}
