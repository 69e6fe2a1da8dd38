/*
 * tokenizer: the tokens of a text for FTS5, by the languages that the table was declared with.
 */
#include "catalog/search/tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/search/ranking.h"
#include "catalog/search/tokens.h"

struct tokenizer {
	struct stemmer *stemmer;
	struct vocabulary *vocabulary;
};

static int create(void *context, const char **args, int n, Fts5Tokenizer **out)
{
	struct tokenizer *t = xcalloc(1, sizeof *t);
	struct buf tags;

	buf_init(&tags, 1024);
	for (int i = 0; i < n; i++)
		buf_printf(&tags, "%s%s", i ? " " : "", args[i]);
	t->stemmer = stemmer_new(tags.len ? tags.data : "");
	t->vocabulary = context;
	buf_release(&tags);
	*out = (Fts5Tokenizer *)t;
	return SQLITE_OK;
}

static void delete (Fts5Tokenizer *t)
{
	stemmer_free(((struct tokenizer *)t)->stemmer);
	free(t);
}

typedef int emit_fn(void *context, int flags, const char *token, int n, int start, int end);

struct reading {
	struct tokenizer *tokenizer;
	emit_fn *emit;
	void *context;
	bool noted; /* of a text that is put into the index, not taken out */
};

static int take(void *context, const struct token *t)
{
	const struct reading *r = context;

	if (r->noted && r->tokenizer->vocabulary)
		vocabulary_add(r->tokenizer->vocabulary, t->text);
	return r->emit(r->context, t->here ? FTS5_TOKEN_COLOCATED : 0, t->text.p, (int)t->text.n,
	    (int)t->start, (int)t->end);
}

/* query = token *( TOKEN_OR token ) */
static int tokenize_query(struct str text, const struct reading *r)
{
	struct str token;
	int rc = SQLITE_OK;

	for (bool here = false; text.n && rc == SQLITE_OK; here = true) {
		str_cut(text, TOKEN_OR, &token, &text);
		rc = r->emit(r->context, here ? FTS5_TOKEN_COLOCATED : 0, token.p, (int)token.n, 0, 0);
	}
	return rc;
}

static int tokenize(Fts5Tokenizer *t, void *context, int flags, const char *text, int n, emit_fn *emit)
{
	struct reading r = { (struct tokenizer *)t, emit, context, flags & FTS5_TOKENIZE_DOCUMENT };
	struct str all = { text, n > 0 ? (size_t)n : 0 };

	if (flags & FTS5_TOKENIZE_QUERY)
		return tokenize_query(all, &r);
	return tokens_read(r.tokenizer->stemmer, all, take, &r);
}

/* It hands it out through a pointer that is bound to a statement. */
fts5_api *tokenizer_api(struct db *db)
{
	sqlite3_stmt *s = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(db->handle, "SELECT fts5(?1)", -1, &s, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(s, 1, (void *)&api, "fts5_api_ptr", NULL);
		sqlite3_step(s);
	}
	sqlite3_finalize(s);
	return api;
}

bool tokenizer_register(struct db *db, struct vocabulary *v, struct err *err)
{
	fts5_tokenizer methods = { create, delete, tokenize };
	fts5_api *api = tokenizer_api(db);

	if (!api)
		return err_set(err, "this SQLite has no full-text search (FTS5)");
	if (api->xCreateTokenizer(api, TOKENIZER_NAME, v, &methods, NULL) != SQLITE_OK ||
	    !ranking_register(api))
		return db_fail(db, "take a tokenizer", err);
	return true;
}
