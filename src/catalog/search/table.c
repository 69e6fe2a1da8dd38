/*
 * table: the statements that make the index.
 */
#include "catalog/search/table.h"

#include "catalog/search/tokenizer.h"

bool search_table_make(struct db *db, const char *languages, struct err *err)
{
	struct arena a = { 0 };
	const char *sql = arena_printf(&a,
	    "DROP TABLE IF EXISTS search;"
	    "CREATE VIRTUAL TABLE search USING fts5(title, summary, body, notes, content = '',"
	    " tokenize = '" TOKENIZER_NAME " %s');"
	    /* Large steps make it fast to build. */
	    "INSERT INTO search(search, rank) VALUES('hashsize', 16777216);"
	    "DELETE FROM vocabulary; INSERT OR REPLACE INTO meta VALUES('search', '%s');",
	    languages, languages);
	bool ok = db_script(db, "be made", sql, err);
	arena_release(&a);
	return ok;
}
