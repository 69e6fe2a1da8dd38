/*
 * linked_data: schema.org's description of a page in JSON-LD.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_LINKED_DATA_H
#define JARCHY_IMPORT_LINKED_DATA_H

#include "import/imported.h"

/* What it describes. */
enum linked_rank { LINKED_NONE, LINKED_PAGE, LINKED_ARTICLE };

/* Of an article; texts are "" when they are not said. */
struct linked_data {
	const char *headline, *name, *published, *modified, *author, *summary, *lang, *url, *body, *licence;
	struct imported_list topics;
	int rank; /* enum linked_rank */
};

/* Fills in what the JSON says of an article, or else of a page, and is not there yet or is of something better. */
void linked_data_read(struct arena *a, struct str json, struct linked_data *out);

#endif
