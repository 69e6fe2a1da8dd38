/*
 * table: the statements that make the index.
 */
#include "catalog/search/table.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "catalog/search/tokenizer.h"
#include "catalog/search/tokens.h"
#include "lang/lang.h"

/* A sum over the sources that make tokens. */
static const char rules[] =
#include "search_rules.inc"
    ;
enum { MARK_MAX = 64 };

static int hash_token(void *context, const struct token *token)
{
	uint64_t *h = context;

	*h = hash_more(*h, token->text);
	return 0;
}

/* What these languages make of the words of the interface. */
static uint64_t hash_words(const char *languages)
{
	struct stemmer *s = stemmer_new(languages);
	struct arena a = { 0 };
	uint64_t h = HASH_START;

	for (size_t i = 0; i < stemmer_count(s); i++) {
		const struct lang *l = stemmer_lang(s, i);
		h ^= hash_end(l->search_digest);
		for (int w = 0; w < WORD_COUNT; w++)
			tokens_read(
			    s, str_of(arena_printf(&a, "%s\n%s", l->tag, l->words[w])), hash_token, &h);
	}
	arena_release(&a);
	stemmer_free(s);
	return h;
}

/* The languages and their packs, as they are now. */
static uint64_t hash_packs(const char *languages)
{
	uint64_t h = hash_more(HASH_START, str_of(languages));
	char digests[2 * 16 + 2];

	for (size_t i = 0; i < lang_count(); i++) {
		const struct lang *l = lang_at(i);
		snprintf(digests, sizeof digests, "%llx %llx", (unsigned long long)l->search_digest,
		    (unsigned long long)l->digest);
		h = hash_more(h, str_of(digests));
	}
	return h;
}

/*
 * By which rules words are cut: those of the sources and of the packs, and what they make of the words of
 * the interface, as the rules of the Snowball library may be others too. That library stays while this
 * process lives.
 */
static void put_mark(const char *languages, char mark[MARK_MAX])
{
	static _Thread_local struct {
		uint64_t packs, words;
	} last;
	uint64_t packs = hash_packs(languages);

	if (!last.words || last.packs != packs) {
		last.packs = packs;
		last.words = hash_words(languages);
	}
	snprintf(mark, MARK_MAX, "%s %016llx", rules, (unsigned long long)last.words);
}

/* Tags have hyphens: each is a text in quotes for FTS5, within one for SQLite. */
static const char *quoted(struct arena *a, const char *languages)
{
	struct str rest = str_of(languages), tag;
	const char *out = "";

	while (rest.n) {
		str_cut(rest, ' ', &tag, &rest);
		out = arena_printf(a, "%s ''%.*s''", out, STR_ARG(tag));
	}
	return out;
}

/* No commit joins parts of the index: 1999 is more than there can be of one size. */
#define KEEP_PARTS                                                                                           \
	"INSERT INTO search(search, rank) VALUES('automerge', 0);"                                           \
	"INSERT INTO search(search, rank) VALUES('crisismerge', 1999);"

bool search_table_make(struct db *db, const char *languages, struct err *err)
{
	struct arena a = { 0 };
	char mark[MARK_MAX];

	put_mark(languages, mark);
	const char *sql = arena_printf(&a,
	    "DROP TABLE IF EXISTS search;"
	    "CREATE VIRTUAL TABLE search USING fts5(title, summary, body, notes, files, content = '',"
	    " tokenize = '" TOKENIZER_NAME "%s');"
	    /* Large steps make it fast to build. */
	    "INSERT INTO search(search, rank) VALUES('hashsize', 16777216);" KEEP_PARTS
	    "DELETE FROM vocabulary; INSERT OR REPLACE INTO meta VALUES('search', '%s'), ('search_rules', "
	    "'%s');",
	    quoted(&a, languages), languages, mark);
	bool ok = db_script(db, "be made", sql, err);
	arena_release(&a);
	return ok;
}

bool search_table_join_from(struct db *db, int parts, struct err *err)
{
	return db_run(db, "set up the search index",
	    "INSERT INTO search(search, rank) VALUES('automerge', ?)", ARGS(arg_int(parts)), err);
}

bool search_table_join(struct db *db, struct err *err)
{
	enum { PAGES = 64 }; /* of 4 KB: of some milliseconds, as a saved file may come */

	return db_run(db, "join parts of the search index",
	    "INSERT INTO search(search, rank) VALUES('merge', ?)", ARGS(arg_int(PAGES)), err);
}

/* An index of another version may join parts in commits. Readers wait for that of a saved file. */
static bool keep_parts(struct db *db, struct err *err)
{
	int set = db_exists(db, "look at the search index",
	    "SELECT 1 FROM search_config AS a JOIN search_config AS c"
	    " WHERE a.k = 'automerge' AND a.v = 0 AND c.k = 'crisismerge' AND c.v = 1999",
	    NULL, 0, err);
	return set > 0 || (set == 0 && db_script_whole(db, "set up the search index", KEEP_PARTS, err));
}

/* Every file that has a text; one without has nothing to be found, and is let go. */
static const char owe_all[] =
    "INSERT OR IGNORE INTO unindexed SELECT file FROM item UNION SELECT file FROM text;";

bool search_table_keep(struct db *db, const char *languages, struct err *err)
{
	char mark[MARK_MAX];

	put_mark(languages, mark);
	int same = db_exists(db, "look at the search index",
	    "SELECT 1 FROM meta WHERE key = 'search_rules' AND value = ?", ARGS(arg_text(mark)), err);
	if (same)
		return same > 0 && keep_parts(db, err);
	log_info("the search index is made again: another version of jarchy made it, or a language pack or "
	         "the languages of the site have changed");
	if (!db_begin(db, err))
		return false;
	if (search_table_make(db, languages, err) && db_script(db, "be indexed again", owe_all, err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}
