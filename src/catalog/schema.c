/*
 * schema: changed together with SCHEMA_VERSION.
 */
#include "catalog/schema.h"

#include <stddef.h>

#include "catalog/search/tokenizer.h"
#include "content/kind.h"

/* Large pages: fewer calls, and several bodies in one. */
#define PAGES "PRAGMA page_size = 16384; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;"

/* The WAL of a large change is not kept at its full length. */
const char schema_catalog_pragmas[] = PAGES "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                            "PRAGMA journal_size_limit = 8388608;";
const char schema_build_pragmas[] = PAGES "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;";

const char schema_catalog[] =
    /* version: see catalog_version. It begins at the clock, so that two lives of the file differ. */
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "INSERT INTO meta VALUES('version', unixepoch() * 1000000);"

    /*
     * path has no index: the writer holds them all in memory (files.h). missed: missed.h. digest: of the
     * bytes that the rows were made of; a file that was broken since keeps it. '': it has no rows.
     */
    "CREATE TABLE file(id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL,"
    " mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,"
    " role INTEGER NOT NULL, broken INTEGER NOT NULL, missed INTEGER, digest TEXT NOT NULL);"
    "CREATE INDEX file_missed ON file(missed) WHERE missed IS NOT NULL;"

    /* The site's (project '') and the projects' texts. */
    "CREATE TABLE text(file INTEGER PRIMARY KEY, project TEXT NOT NULL, lang TEXT NOT NULL,"
    " title TEXT NOT NULL, short_title TEXT NOT NULL, summary TEXT NOT NULL,"
    " period_from TEXT NOT NULL, period_to TEXT NOT NULL);"
    "CREATE UNIQUE INDEX text_place ON text(project, lang);"

    /* turn: when the state changes next. own_id: whether the file names its id. body_mark: identity.h. written: the date as the text
     * and its name have it; published, dates: publication.h. */
    "CREATE TABLE item(file INTEGER PRIMARY KEY, project TEXT NOT NULL, stem TEXT NOT NULL,"
    " lang TEXT NOT NULL, id TEXT NOT NULL UNIQUE, own_id INTEGER NOT NULL, body_mark INTEGER NOT NULL,"
    " title TEXT NOT NULL,"
    " short_title TEXT NOT NULL, summary TEXT NOT NULL, kind INTEGER NOT NULL, state INTEGER NOT NULL,"
    " turn INTEGER, year INTEGER NOT NULL, date INTEGER NOT NULL, date_has_time INTEGER NOT NULL,"
    " written INTEGER NOT NULL, published INTEGER, dates INTEGER NOT NULL,"
    " corrected INTEGER, publish INTEGER, expires INTEGER, withdrawn INTEGER, reason TEXT NOT NULL,"
    " draft INTEGER NOT NULL, event_start INTEGER, event_start_has_time INTEGER NOT NULL,"
    " event_end INTEGER, event_end_has_time INTEGER NOT NULL, bundle INTEGER NOT NULL,"
    " event_status INTEGER NOT NULL);"
    /* With the state, so that grouping by item never touches the rows (absent_in). */
    "CREATE INDEX item_place ON item(project, stem, lang, state);"
    /* The pages of the site (KIND_PAGE): a few among many. */
    "CREATE INDEX item_page ON item(state, stem) WHERE " IS_PAGE ";"
    "CREATE INDEX item_turn ON item(turn) WHERE turn IS NOT NULL;"
    /* By the last day of events (events.c). */
    "CREATE INDEX item_event ON item(coalesce(event_end, event_start)) WHERE event_start IS NOT NULL;"
    "CREATE INDEX item_corrected ON item(lang, corrected) WHERE corrected IS NOT NULL;"
    /* What is new of a kind (chosen.c). */
    "CREATE INDEX item_news ON item(lang, state, kind,"
    " " ITEM_NEWS " DESC, id);"

    /*
     * Apart from the rest, so that listings read small rows. line: of the file, where it begins.
     * marks: inline_mark.h.
     */
    "CREATE TABLE body(file INTEGER PRIMARY KEY, line INTEGER NOT NULL, text TEXT NOT NULL,"
    " marks TEXT NOT NULL);"

    "CREATE TABLE value(file INTEGER NOT NULL, pos INTEGER NOT NULL, key TEXT NOT NULL,"
    " text TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY(file, pos)) WITHOUT ROWID;"
    "CREATE INDEX value_tag ON value(key, text, file) WHERE key = 'topic' OR key = 'place';"
    "CREATE INDEX value_project ON value(file, text) WHERE key = 'project';"

    /* Every listing is a walk along one of these two: an item is in it once for its own
     * project, once for each further one, and once for the whole site (project ''). */
    "CREATE TABLE membership(project TEXT NOT NULL, lang TEXT NOT NULL, state INTEGER NOT NULL,"
    " year INTEGER NOT NULL, date INTEGER NOT NULL, home TEXT NOT NULL, stem TEXT NOT NULL,"
    " kind INTEGER NOT NULL, file INTEGER NOT NULL,"
    " PRIMARY KEY(project, lang, state, year DESC, date DESC, home, stem)) WITHOUT ROWID;"
    "CREATE INDEX membership_kind"
    " ON membership(project, lang, state, kind, year DESC, date DESC, home, stem, file);"

    /* mtime: since when it has these bytes (since.h); digest: of them, "" while nothing is made of it yet */
    "CREATE TABLE attachment(file INTEGER PRIMARY KEY, project TEXT NOT NULL, stem TEXT NOT NULL,"
    " name TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL, mime TEXT NOT NULL,"
    " utf8 INTEGER NOT NULL, seconds INTEGER NOT NULL,"
    /* picture/picture.h */
    " state INTEGER NOT NULL, form INTEGER NOT NULL, fault INTEGER NOT NULL, width INTEGER NOT NULL,"
    " height INTEGER NOT NULL, full INTEGER NOT NULL, full_size INTEGER NOT NULL, digest TEXT NOT NULL);"
    "CREATE UNIQUE INDEX attachment_place ON attachment(project, stem, name);"

    /* attached.h. words: NULL while they are not read yet. shown: the index of the item has them. */
    "CREATE TABLE attached(file INTEGER PRIMARY KEY, project TEXT NOT NULL, stem TEXT NOT NULL,"
    " name TEXT NOT NULL, words TEXT, shown INTEGER NOT NULL);"
    "CREATE INDEX attached_place ON attached(project, stem, name);"
    "CREATE INDEX attached_owed ON attached(file) WHERE words IS NULL;"

    /* feed: the document of the file's own feed that it leads to; '': it leads to the page. */
    "CREATE TABLE alias(path TEXT NOT NULL, file INTEGER NOT NULL, feed TEXT NOT NULL,"
    " PRIMARY KEY(path, file)) WITHOUT ROWID;"
    "CREATE INDEX alias_file ON alias(file);"

    /* Where texts lead outside of the site (outbound_links.h). */
    "CREATE TABLE address(uri TEXT NOT NULL, file INTEGER NOT NULL,"
    " PRIMARY KEY(uri, file)) WITHOUT ROWID;"
    "CREATE INDEX address_file ON address(file);"

    "CREATE TABLE problem(file INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,"
    " severity INTEGER NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL);"
    "CREATE INDEX problem_file ON problem(file);"
    /* The problems of what fits no rule, and so has no row in `file`. */
    "CREATE TABLE stray(path TEXT PRIMARY KEY, rule TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;"

    /* Every token of the search index (vocabulary.h); the index itself is made by search_table_make, since it
     * depends on the languages of the site. */
    "CREATE TABLE vocabulary(token TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE unindexed(file INTEGER PRIMARY KEY);"

    /* These mirror the facts: for readers, and so that facts that are lost can be made again (salvage.h). */
    "CREATE TABLE vanished(project TEXT NOT NULL, stem TEXT NOT NULL, lang TEXT NOT NULL,"
    " id TEXT NOT NULL, at INTEGER NOT NULL, file_mark INTEGER, head_mark INTEGER, body_mark INTEGER,"
    " published INTEGER, dates INTEGER NOT NULL,"
    " PRIMARY KEY(project, stem, lang)) WITHOUT ROWID;"
    "CREATE TABLE slot(project TEXT NOT NULL, lang TEXT NOT NULL, pos INTEGER NOT NULL, id TEXT NOT NULL,"
    " at INTEGER NOT NULL, gone INTEGER, PRIMARY KEY(project, lang, pos)) WITHOUT ROWID;"
    "CREATE TABLE renamed(slug TEXT PRIMARY KEY, origin TEXT NOT NULL) WITHOUT ROWID;"
    "PRAGMA user_version = 19;";

_Static_assert(KIND_PAGE == 5, "IS_PAGE says the same");
_Static_assert(SCHEMA_VERSION == 19 && FACTS_VERSION == 8, "PRAGMA user_version in the SQL says the same");

const char schema_probe[] =
    "SELECT (SELECT max(id) FROM file), (SELECT max(file) FROM item), (SELECT max(file) FROM text),"
    " (SELECT max(file) FROM body), (SELECT max(file) FROM value), (SELECT max(file) FROM problem),"
    " (SELECT max(path) FROM stray), (SELECT max(path) FROM alias), (SELECT max(uri) FROM address),"
    " (SELECT max(file) FROM attachment), (SELECT max(file) FROM attached),"
    " (SELECT max(project) FROM membership), (SELECT max(project) FROM vanished),"
    " (SELECT max(project) FROM slot), (SELECT max(slug) FROM renamed),"
    " (SELECT max(file) FROM unindexed), (SELECT rowid FROM search ORDER BY rowid DESC LIMIT 1),"
    " (SELECT max(token) FROM vocabulary)"
    " FROM meta WHERE key = 'version'";

const char schema_empty[] =
    "DELETE FROM file; DELETE FROM text; DELETE FROM item; DELETE FROM body; DELETE FROM value;"
    "DELETE FROM membership; DELETE FROM attachment; DELETE FROM attached; DELETE FROM alias; DELETE FROM "
    "problem;"
    "DELETE FROM address; DELETE FROM stray;"
    "DELETE FROM unindexed;";

/* `membership` is not here: its rows are found by their place (listing.h); nor `attached` (attached.h). */
const char *const schema_forget[] = {
	"DELETE FROM text WHERE file = ?",
	"DELETE FROM item WHERE file = ?",
	"DELETE FROM body WHERE file = ?",
	"DELETE FROM value WHERE file = ?",
	"DELETE FROM attachment WHERE file = ?",
	"DELETE FROM alias WHERE file = ?",
	"DELETE FROM address WHERE file = ?",
	"DELETE FROM problem WHERE file = ?",
	NULL,
};

/*
 * The sandbox has no folder for temporary files. With a limit the WAL that stays is emptied when its
 * writer closes, and cannot spoil facts that take the place of these.
 */
const char schema_facts_pragmas[] =
    "PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "PRAGMA journal_size_limit = 1048576;";

const char *const schema_facts[FACTS_VERSION] = {
	/*
	 * A row: readers were given this id for this place. vanished: when it went, NULL while it is
	 * there.
	 */
	"CREATE TABLE given(project TEXT NOT NULL, stem TEXT NOT NULL, lang TEXT NOT NULL, id TEXT NOT NULL,"
	" vanished INTEGER, PRIMARY KEY(project, stem, lang)) WITHOUT ROWID;"
	"CREATE INDEX given_vanished ON given(project, stem, lang) WHERE vanished IS NOT NULL;"
	"PRAGMA user_version = 1;",

	/*
	 * The marks know an item again at another place (identity.h). slot: the feed of a project ('' the
	 * site) in a language showed this id as its pos-th, first at `at`; gone: since when not, NULL
	 * while it does.
	 */
	"ALTER TABLE given ADD COLUMN file_mark INTEGER;"
	"ALTER TABLE given ADD COLUMN head_mark INTEGER;"
	"ALTER TABLE given ADD COLUMN body_mark INTEGER;"
	"CREATE INDEX given_id ON given(id);"
	"CREATE INDEX given_file_mark ON given(file_mark) WHERE vanished IS NOT NULL;"
	"CREATE INDEX given_head_mark ON given(head_mark) WHERE vanished IS NOT NULL;"
	"CREATE INDEX given_body_mark ON given(body_mark) WHERE vanished IS NOT NULL;"
	"CREATE TABLE slot(project TEXT NOT NULL, lang TEXT NOT NULL, pos INTEGER NOT NULL, id TEXT NOT NULL,"
	" at INTEGER NOT NULL, gone INTEGER, PRIMARY KEY(project, lang, pos)) WITHOUT ROWID;"
	"CREATE UNIQUE INDEX slot_id ON slot(id, project, lang);"
	"CREATE INDEX slot_gone ON slot(project, lang, gone) WHERE gone IS NOT NULL;"
	"PRAGMA user_version = 2;",

	/*
	 * The newest number of subscribers that a service named for a feed, and the day; since: the first
	 * day.
	 */
	"CREATE TABLE subscriber(path TEXT NOT NULL, agent TEXT NOT NULL, feed_id TEXT NOT NULL,"
	" count INTEGER NOT NULL, seen INTEGER NOT NULL, since INTEGER NOT NULL,"
	" PRIMARY KEY(path, agent, feed_id)) WITHOUT ROWID;"
	"PRAGMA user_version = 3;",

	/*
	 * Which facts these are, and how many changes made them what they are. The catalogue holds a copy
	 * (meta.h).
	 */
	"CREATE TABLE stamp(identity TEXT NOT NULL, changes INTEGER NOT NULL);"
	"INSERT INTO stamp VALUES(lower(hex(randomblob(16))), 0);"
	"PRAGMA user_version = 4;",

	/* When readers saw the item first, and whether that is its date (publication.h). */
	"ALTER TABLE given ADD COLUMN published INTEGER;"
	"ALTER TABLE given ADD COLUMN dates INTEGER NOT NULL DEFAULT 0;"
	"PRAGMA user_version = 5;",

	/*
	 * Each name that a renamed project had, and what its feeds are known by; the name of one that was
	 * removed (renamed.h).
	 */
	("CREATE TABLE renamed(slug TEXT PRIMARY KEY, origin TEXT NOT NULL) WITHOUT ROWID;"
	 "PRAGMA user_version = 6;"),

	/* Since when what is at a path has the bytes of this digest (since.h). */
	"CREATE TABLE shown(path TEXT PRIMARY KEY, digest TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;"
	"PRAGMA user_version = 7;",

	/*
	 * The machines that minted them, one after the other, by random ids; number: stamp.changes when
	 * the next one took over (origins.h). taken: they came from elsewhere, by an export or a backup,
	 * and this machine has not minted since.
	 */
	("CREATE TABLE origin(pos INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number INTEGER NOT NULL);"
	 "ALTER TABLE stamp ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;"
	 "PRAGMA user_version = 8;"),
};
