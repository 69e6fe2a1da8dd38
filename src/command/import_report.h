/*
 * import_report: what an import did, for the person who did it.
 *
 * Private to command/.
 */
#ifndef JARCHY_COMMAND_IMPORT_REPORT_H
#define JARCHY_COMMAND_IMPORT_REPORT_H

#include "base/buf.h"
#include "import/imported.h"

/* Why an item is a draft, or what else became of it. */
enum outcome {
	OUTCOME_PUBLIC,
	OUTCOME_PRIVATE, /* a draft: it was not public */
	OUTCOME_UNSURE,  /* a draft: date, language or text are in doubt */
	OUTCOME_ASKED,   /* a draft, by --draft */
	OUTCOME_THERE,   /* it was imported before */
	OUTCOME_COUNT
};

struct import_report {
	struct arena arena; /* owns all of it */
	size_t counts[OUTCOME_COUNT];
	size_t doubtful;             /* items with doubts */
	size_t doubts;               /* of all items */
	struct imported_list doubt;  /* "path: doubt" */
	struct imported_list source; /* "file: what was skipped" */
	struct imported_list topics; /* "ru topic_name: most Мосты" */
	struct imported_list lines;  /* "project.ru.gmi feed_alias: /feed/": to be added by hand */
	size_t outside;              /* pictures and other files that are only links */
};

void import_report_item(
    struct import_report *r, enum outcome outcome, const char *path, const struct imported *item);
/* Appends the report; `whole`: with every doubt, else with the first of them. `file`: where all of it is; or NULL. */
void import_report_write(
    const struct import_report *r, bool dry_run, bool whole, const char *file, struct buf *out);

#endif
