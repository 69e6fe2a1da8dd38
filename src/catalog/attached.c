/*
 * attached: what is shown of them, for the index and for passages.
 */
#include "catalog/attached.h"

#include "catalog/search/tokens.h"

#define SHOWN_SQL                                                                                            \
	"SELECT name, words FROM attached WHERE project = ? AND stem = ? AND shown AND words <> '' ORDER "   \
	"BY name"

bool attached_read(struct db *db, const char *project, const char *stem, struct buf *out, struct err *err)
{
	struct rows r;

	db_select(db, &r, "read the words of files", SHOWN_SQL, ARGS(arg_text(project), arg_text(stem)), err);
	while (rows_next(&r)) {
		tokens_begin_text(out);
		buf_add_str(out, str_of(row_peek(&r, 1)));
	}
	return rows_end(&r);
}

bool attached_list(struct db *db, const char *project, const char *stem, size_t max, struct arena *a,
    struct attached **out, size_t *n, struct err *err)
{
	struct rows r;

	*out = NULL;
	*n = 0;
	db_select(db, &r, "read the words of files", SHOWN_SQL, ARGS(arg_text(project), arg_text(stem)), err);
	while (max && rows_next(&r)) {
		struct str words = str_sub(str_of(row_peek(&r, 1)), 0, max);
		max -= words.n;
		*ARENA_PUSH(
		    a, *out, *n) = (struct attached){ row_text(&r, 0, a), { arena_str(a, words), words.n } };
	}
	return rows_end(&r);
}
