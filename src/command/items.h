/*
 * items: every item of the content in every language, with what keeps it from its readers.
 *
 * For `status`; pages and feeds ask the catalogue themselves.
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
	bool stale; /* lacks a correction of another language (catalog/stale.h) */
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

#endif
