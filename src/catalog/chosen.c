/*
 * chosen: one question for each way to choose. The rows are found first and read afterwards, so that texts
 * are read of the few that are shown alone.
 */
#include "catalog/chosen.h"

#include "catalog/catalog_internal.h"
#include "catalog/entry.h"
#include "catalog/schema.h"
#include "catalog/search/find.h"

#define NEWEST " ORDER BY " ITEM_NEWS " DESC, i.id LIMIT ?4"
#define LAST_WITHDRAWN " ORDER BY i.withdrawn DESC, i.id LIMIT ?4"

/* The keys are literals: an argument would not use value_tag, an index of only these two. */
#define TAGGED(key)                                                                                          \
	"SELECT i.file FROM value v CROSS JOIN item i ON i.file = v.file"                                    \
	" WHERE v.key = '" key "' AND v.text = ?1 AND i.lang = ?2 AND i.state = ?3"
#define OF_KIND "SELECT i.file FROM item i WHERE i.kind = ?1 AND i.lang = ?2 AND i.state = ?3"
/* The feed of the project has them by their positions; what was corrected may be far back. */
#define OF_PROJECT_NEWEST                                                                                    \
	"SELECT * FROM (SELECT i.file FROM slot s CROSS JOIN item i ON i.id = s.id"                          \
	"  WHERE s.project = ?1 AND s.lang = ?2 AND s.gone IS NULL AND i.state = ?3"                         \
	"  ORDER BY s.pos DESC LIMIT ?4)"                                                                    \
	" UNION SELECT * FROM (SELECT i.file FROM item i"                                                    \
	"  WHERE i.lang = ?2 AND i.corrected IS NOT NULL AND i.state = ?3"                                   \
	"   AND EXISTS (SELECT 1 FROM membership m WHERE m.project = ?1 AND m.lang = ?2 AND m.state = ?3"    \
	"    AND m.year = i.year AND m.date = i.date AND m.home = i.project AND m.stem = i.stem)"            \
	"  ORDER BY i.corrected DESC, i.id LIMIT ?4)"
#define OF_PROJECT                                                                                           \
	"SELECT i.file FROM membership m CROSS JOIN item i ON i.file = m.file"                               \
	" WHERE m.project = ?1 AND m.lang = ?2 AND m.state = ?3"

static const struct {
	const char *newest, *withdrawn;
} questions[] = {
	[CHOSEN_BY_TOPIC] = { TAGGED("topic") NEWEST, TAGGED("topic") LAST_WITHDRAWN },
	[CHOSEN_BY_PLACE] = { TAGGED("place") NEWEST, TAGGED("place") LAST_WITHDRAWN },
	[CHOSEN_BY_PROJECT] = { OF_PROJECT_NEWEST, OF_PROJECT LAST_WITHDRAWN },
	[CHOSEN_BY_KIND] = { OF_KIND NEWEST, OF_KIND LAST_WITHDRAWN },
};

static bool find_files(struct catalog *c, const struct chosen *q, enum item_state state, size_t limit,
    struct arena *a, struct found_files *out, struct err *err)
{
	const char *sql = state == STATE_LIVE ? questions[q->by].newest : questions[q->by].withdrawn;
	struct arg what = q->by == CHOSEN_BY_KIND ? arg_int(q->kind) : arg_text(q->slug);
	struct rows r;

	*out = (struct found_files){ 0 };
	db_select(&c->db, &r, "choose items", sql,
	    ARGS(what, arg_text(q->lang), arg_int(state), arg_int((int64_t)limit)), err);
	while (rows_next(&r))
		*ARENA_PUSH(a, out->v, out->n) = row_int(&r, 0);
	return rows_end(&r);
}

static bool find_words(struct catalog *c, const struct chosen *q, size_t limit, struct arena *a,
    struct found_files *out, struct err *err)
{
	struct search_query m;

	*out = (struct found_files){ 0 };
	bool ok = search_query_init(&m, c, q->search->text, q->search->lang, a, err) &&
	          (m.empty || search_newest(c, &m, q->search, limit, out, err));
	return ok;
}

static bool read_entries(struct catalog *c, const struct found_files *files, bool bodies, struct arena *a,
    struct entries *out, struct err *err)
{
	*out = (struct entries){ 0 };
	for (size_t i = 0; i < files->n; i++) {
		struct entry e;
		int found = entry_find(
		    &c->db, ENTRY_WHERE "i.file = ?", ARGS(arg_int(files->v[i])), a, &e, err);
		if (found < 0)
			return false;
		if (!bodies)
			e.body = e.marks = "";
		if (found)
			*ARENA_PUSH(a, out->v, out->n) = e;
	}
	return true;
}

bool catalog_chosen(struct catalog *c, const struct chosen *q, size_t limit, struct arena *a,
    struct entries *out, struct err *err)
{
	struct found_files files;
	bool ok = q->by == CHOSEN_BY_WORDS ? find_words(c, q, limit, a, &files, err)
	                                   : find_files(c, q, STATE_LIVE, limit, a, &files, err);

	return ok && read_entries(c, &files, true, a, out, err);
}

bool catalog_chosen_withdrawn(struct catalog *c, const struct chosen *q, size_t limit, struct arena *a,
    struct entries *out, struct err *err)
{
	struct found_files files = { 0 };

	return (q->by == CHOSEN_BY_WORDS || find_files(c, q, STATE_WITHDRAWN, limit, a, &files, err)) &&
	       read_entries(c, &files, false, a, out, err);
}
