/*
 * items: every item of the content in every language, with what keeps it from its readers.
 *
 * For `check` and `status`; pages and feeds ask the catalogue themselves.
 */
#ifndef JARCHY_COMMAND_ITEMS_H
#define JARCHY_COMMAND_ITEMS_H

#include "catalog/catalog.h"
#include "content/scan.h"

struct item {
	const char *path; /* below the content directory; of the scan */
	const char *project, *stem, *lang;
	const char *title;
	bool broken; /* has an error, and no last good version */
	enum item_state state;
	int64_t date;
	int64_t updated; /* INSTANT_NONE when absent */
	int rank;        /* of its language among the site's */
};

struct items {
	struct arena arena;
	struct item *v; /* by project, stem and language */
	size_t n;
};

/* What the scan saw, as the catalogue has it. The scan must outlive the items. Release in both cases. */
bool items_gather(
    struct catalog *c, const struct scan *scan, const char *const *langs, struct items *out, struct err *err);
void items_release(struct items *items);

/* The translations of v[at] are v[at] to v[end - 1]. */
size_t items_end(const struct items *items, size_t at);
/*
 * The translation, of v[at] to v[end - 1], that v[which] is older than, or NULL. A text that was never updated is older than any
 * that was since; one that was, only than the original: the oldest, in the first of the site's languages.
 */
const struct item *items_lags(const struct items *items, size_t at, size_t end, size_t which);

#endif
