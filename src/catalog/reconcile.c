/*
 * reconcile: how the two stamps differ says what happened.
 *
 *   facts                    catalogue
 *   of the same identity:
 *     changes = n            changes = n        AGREE
 *     changes = n + 1        changes = n        BEHIND: it ended between the two commits. The rows stay; the next full pass looks
 *                                               for what only the facts know.
 *     changes > n + 1        changes = n        CATALOGUE_OLD: somebody put back an older one. The facts know everything.
 *     changes < n            changes = n        FACTS_OLD: somebody put back older ones. The catalogue is right.
 *   just made                any identity       FACTS_LOST: they become those that the catalogue knew.
 *   of another identity      any                FACTS_OTHER: of another site or copy. They are right, and get what they lack.
 *   any                      none               UNSTAMPED: it was just made, and is empty.
 *
 * Where the facts take something from the catalogue, `changes` goes two beyond both, so that neither is
 * met again, and a crash before the catalogue is built is not taken for BEHIND.
 */
#include "catalog/reconcile.h"

#include <string.h>

#include "base/log.h"
#include "catalog/facts_mirror.h"
#include "catalog/meta.h"
#include "catalog/salvage.h"

enum relation { AGREE, UNSTAMPED, BEHIND, CATALOGUE_OLD, FACTS_OLD, FACTS_MIXED, FACTS_LOST, FACTS_OTHER };

static const struct meaning {
	const char *found; /* NULL: nothing worth a warning */
	bool salvage, rebuild;
	enum salvage_rule rule;
} meanings[] = {
	[BEHIND] = { .found = MESSAGE("the last change reached facts.db and not catalog.db: everything is "
	                              "looked at again") },
	[CATALOGUE_OLD] = { MESSAGE("catalog.db is older than facts.db"), .rebuild = true },
	[FACTS_OLD] = { MESSAGE("facts.db is older than catalog.db"), true, true, SALVAGE_NEWER },
	[FACTS_MIXED] = { MESSAGE("facts.db does not say what catalog.db took from it"), true, true,
	    SALVAGE_NEWER },
	[FACTS_LOST] = { MESSAGE("facts.db was missing or empty"), true, true, SALVAGE_NEWER },
	[FACTS_OTHER] = { MESSAGE("facts.db is not the one that catalog.db was made with"), true, true,
	    SALVAGE_LACKING },
};

static enum relation compare(const struct facts *f, const struct stamp *catalogue)
{
	int64_t ahead = f->stamp.changes - catalogue->changes;

	if (!*catalogue->identity)
		return UNSTAMPED;
	if (strcmp(f->stamp.identity, catalogue->identity) != 0)
		return f->made ? FACTS_LOST : FACTS_OTHER;
	if (ahead == 0)
		return AGREE;
	if (ahead < 0)
		return FACTS_OLD;
	return ahead == 1 ? BEHIND : CATALOGUE_OLD;
}

/* Takes what the facts lack. One whose facts are lost gives them its identity. */
static bool take(struct facts *f, struct db *catalogue, const struct meaning *m, const struct stamp *known,
    struct salvaged *out, struct err *err)
{
	struct stamp next = f->stamp;

	if (f->made && *known->identity)
		next = *known;
	if (known->changes > next.changes)
		next.changes = known->changes;
	next.changes += 2;
	if (facts_begin(f, err) && salvage(f, catalogue, m->rule, out, err) &&
	    facts_set_stamp(f, &next, err) && facts_commit(f, err))
		return true;
	facts_rollback(f);
	return false;
}

static void say(const char *folder, const struct meaning *m, const struct salvaged *s)
{
	struct err said;

	err_message(&said, m->found);
	if (m->salvage)
		err_follow(&said, "(taken from the catalogue: ids: %zu, positions in feeds: %zu)", s->ids,
		    s->positions);
	if (s->partly)
		err_follow(&said, "(not all of it could be read)");
	if (m->rebuild)
		err_follow(&said, "(the catalogue is built again from the content)");
	log_warning("%s: %s", folder, said.text);
}

static bool settle(struct facts *f, struct db *catalogue, const char *folder, enum relation relation,
    const struct stamp *known, struct err *err)
{
	const struct meaning *m = &meanings[relation];
	struct salvaged taken = { 0 };

	if (m->salvage && !take(f, catalogue, m, known, &taken, err))
		return false;
	if (m->found)
		say(folder ? folder : "catalog.db", m, &taken);
	return true;
}

static bool bring_up(
    struct facts *f, struct db *catalogue, enum relation relation, bool *changed, struct err *err)
{
	bool slots, renamed;

	return facts_mirror_vanished(f, catalogue, changed, err) &&
	       facts_mirror_slots(f, catalogue, &slots, err) &&
	       facts_mirror_renamed(f, catalogue, &renamed, err) &&
	       meta_set_stamp(catalogue, &f->stamp, err) &&
	       (relation != BEHIND || meta_set_behind(catalogue, true, err)) &&
	       (!meanings[relation].rebuild || meta_forget_basis(catalogue, err));
}

/* The file of another day under a -wal of today may have the stamp of today. */
static bool is_mixed(struct facts *f, struct db *catalogue, bool *mixed, struct err *err)
{
	bool vanished = false, slots = false;

	*mixed = false;
	if (!f->recovered)
		return true;
	if (!db_begin(catalogue, err))
		return false;
	bool ok = facts_mirror_vanished(f, catalogue, &vanished, err) &&
	          facts_mirror_slots(f, catalogue, &slots, err);
	db_rollback(catalogue);
	*mixed = vanished || slots;
	return ok;
}

bool reconcile(struct facts *f, struct db *catalogue, const char *folder, struct err *err)
{
	struct stamp known;
	bool mixed = false, changed = false;

	if (!meta_stamp(catalogue, &known, err))
		return false;
	enum relation relation = compare(f, &known);
	if (relation == AGREE && !is_mixed(f, catalogue, &mixed, err))
		return false;
	if (mixed)
		relation = FACTS_MIXED;
	if (relation == AGREE)
		return true;
	if (!settle(f, catalogue, folder, relation, &known, err) || !db_begin(catalogue, err))
		return false;
	if (bring_up(f, catalogue, relation, &changed, err) &&
	    (!changed || meta_raise_version(catalogue, err)) && db_commit(catalogue, err))
		return true;
	db_rollback(catalogue);
	return false;
}

bool reconcile_unusable(struct facts *f, struct db *catalogue, const char *folder, struct err *err)
{
	struct stamp known;

	meta_stamp(catalogue, &known, NULL);
	enum relation relation = compare(f, &known);
	if (relation == UNSTAMPED && f->made)
		relation = FACTS_LOST;
	return !meanings[relation].salvage || settle(f, catalogue, folder, relation, &known, err);
}
