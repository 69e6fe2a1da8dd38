/*
 * ahead: a tokenizer in front of the one that reads texts; what is no list goes on to that.
 */
#include "catalog/search/ahead.h"

#include <stdlib.h>

#include "catalog/search/tokens.h"

#define LIST '\001'
#define NEXT_PLACE '\002'
#define SAME_PLACE '\003'
enum { LENGTH_BITS = 7, LENGTH_MORE = 0x80, HEAD = 3 };

_Static_assert(TOKEN_MAX < 1 << 2 * LENGTH_BITS, "a token's length fits into two bytes");

/* --- writing ------------------------------------------------------------------------ */

struct writing {
	struct buf *out;
	struct vocabulary *vocabulary;
};

static int put_token(void *context, const struct token *t)
{
	const struct writing *w = context;
	const char head[HEAD] = { t->here ? SAME_PLACE : NEXT_PLACE,
		(char)(LENGTH_MORE | t->text.n >> LENGTH_BITS), (char)(LENGTH_MORE | t->text.n) };

	if (!t->again)
		vocabulary_add(w->vocabulary, t->text);
	buf_add(w->out, head, sizeof head);
	buf_add_str(w->out, t->text);
	return w->out->full;
}

bool ahead_write(struct stemmer *s, struct str text, struct vocabulary *v, struct buf *out)
{
	struct writing w = { out, v };

	buf_add_char(out, LIST);
	tokens_read(s, text, put_token, &w);
	return !out->full;
}

/* --- the tokenizer ------------------------------------------------------------------ */

/* Of a connection. */
struct lists {
	fts5_tokenizer texts;
	void *texts_context;
};

struct list_tokenizer {
	const struct lists *lists;
	Fts5Tokenizer *texts;
};

static void delete (Fts5Tokenizer *tokenizer)
{
	struct list_tokenizer *t = (struct list_tokenizer *)tokenizer;

	if (t->texts)
		t->lists->texts.xDelete(t->texts);
	free(t);
}

static int create(void *context, const char **args, int n, Fts5Tokenizer **out)
{
	struct list_tokenizer *t = xcalloc(1, sizeof *t);

	t->lists = context;
	int rc = t->lists->texts.xCreate(t->lists->texts_context, args, n, &t->texts);
	*out = (Fts5Tokenizer *)t;
	if (rc != SQLITE_OK)
		delete (*out);
	return rc;
}

typedef int emit_fn(void *context, int flags, const char *token, int n, int start, int end);

static size_t length_at(const char *p)
{
	unsigned high = (unsigned char)p[0], low = (unsigned char)p[1];

	return (high & (LENGTH_MORE - 1)) << LENGTH_BITS | (low & (LENGTH_MORE - 1));
}

static int read_list(struct str list, void *context, emit_fn *emit)
{
	int rc = SQLITE_OK;

	for (list = str_sub(list, 1, list.n); rc == SQLITE_OK && list.n > HEAD;) {
		int flags = list.p[0] == SAME_PLACE ? FTS5_TOKEN_COLOCATED : 0;
		size_t end = HEAD + length_at(list.p + 1);
		struct str token = str_sub(list, HEAD, end);
		rc = emit(context, flags, token.p, (int)token.n, 0, 0);
		list = str_sub(list, end, list.n);
	}
	return rc;
}

static int tokenize(
    Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n, emit_fn *emit)
{
	const struct list_tokenizer *t = (const struct list_tokenizer *)tokenizer;

	if ((flags & FTS5_TOKENIZE_DOCUMENT) && n > 0 && text[0] == LIST)
		return read_list((struct str){ text, (size_t)n }, context, emit);
	return t->lists->texts.xTokenize(t->texts, context, flags, text, n, emit);
}

bool ahead_register(struct db *db, struct err *err)
{
	fts5_tokenizer methods = { create, delete, tokenize };
	fts5_api *api = tokenizer_api(db);
	struct lists *l = xcalloc(1, sizeof *l);

	if (api && api->xFindTokenizer(api, TOKENIZER_NAME, &l->texts_context, &l->texts) == SQLITE_OK &&
	    api->xCreateTokenizer(api, TOKENIZER_NAME, l, &methods, free) == SQLITE_OK)
		return true;
	free(l);
	return db_fail(db, "take a tokenizer", err);
}
