/* absence: two questions in SQL, and a list of answers. */
#include "catalog/absence.h"

#include <stdlib.h>

#include "base/hash.h"
#include "catalog/catalog.h"
#include "catalog/catalog_internal.h"

enum { KEPT = 256 };

/* Zeroed: nothing is known. */
struct absence {
	int64_t version,
	    changes; /* of the catalogue that the answers are about: by others, and by this handle */
	struct {
		uint64_t key; /* a hash of project and language; 0: none */
		bool any;
	} kept[KEPT];
	size_t next; /* to be replaced */
};

/* Along an index in its order: item by item, with nothing to sort and no row to read. */
static const char in_site[] =
    "SELECT 1 FROM item WHERE state = ?2 GROUP BY project, stem HAVING NOT max(lang = ?1) LIMIT 1";

/*
 * What is live is listed in its own project. Of a text of another project it has to be asked whether it is
 * listed in this one.
 */
static const char in_project[] =
    "SELECT 1 FROM membership m WHERE m.project = ?3 AND m.state = ?2 AND m.lang <> ?1"
    " AND NOT EXISTS (SELECT 1 FROM item o WHERE o.project = m.home AND o.stem = m.stem AND o.lang = ?1"
    "  AND o.state = ?2 AND (m.home = m.project OR EXISTS (SELECT 1 FROM membership w"
    "   WHERE w.project = m.project AND w.lang = o.lang AND w.state = o.state AND w.year = o.year"
    "   AND w.date = o.date AND w.home = o.project AND w.stem = o.stem))) LIMIT 1";

/* Forgets all when the catalogue is another by now. */
static bool renew(struct catalog *c, struct absence *a, struct err *err)
{
	int64_t version = 0, changes = sqlite3_total_changes64(c->db.handle);

	if (!catalog_version(c, &version, err))
		return false;
	if (version != a->version || changes != a->changes)
		*a = (struct absence){ .version = version, .changes = changes };
	return true;
}

static uint64_t key_of(const char *project, const char *lang)
{
	uint64_t h = hash_more(HASH_START, str_of(lang));

	if (project)
		h = hash_more(hash_more(h, STR("/")), str_of(project));
	return hash_fold(h) | 1;
}

static int ask(struct catalog *c, const char *project, const char *lang, struct err *err)
{
	const struct arg args[] = { arg_text(lang), arg_int(STATE_LIVE), arg_text(project) };

	return db_exists(
	    &c->db, "look for items", project ? in_project : in_site, args, project ? 3 : 2, err);
}

bool absence_find(struct catalog *c, const char *project, const char *lang, bool *any, struct err *err)
{
	struct absence *a = c->absence = c->absence ? c->absence : xcalloc(1, sizeof *a);
	uint64_t key = key_of(project, lang);

	if (!renew(c, a, err))
		return false;
	for (size_t i = 0; i < KEPT; i++) {
		if (a->kept[i].key == key) {
			*any = a->kept[i].any;
			return true;
		}
	}
	int found = ask(c, project, lang, err);
	if (found < 0)
		return false;
	*any = found > 0;
	a->kept[a->next].key = key;
	a->kept[a->next].any = *any;
	a->next = (a->next + 1) % KEPT;
	return true;
}
