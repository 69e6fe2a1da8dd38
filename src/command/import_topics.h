/*
 * import_topics: what the site calls the topics and places that sources name.
 *
 * Private to command/.
 */
#ifndef JARCHY_COMMAND_IMPORT_TOPICS_H
#define JARCHY_COMMAND_IMPORT_TOPICS_H

#include "command/import_index.h"
#include "config/config.h"
#include "import/import.h"

struct known_name {
	const char *lang, *key, *slug, *text; /* key: "topic" or "place" */
};

/* The names in the files of the site. */
struct import_topics {
	struct arena arena;
	struct known_name *v;
	size_t n;
};

void import_topics_read(struct import_topics *t, const struct config *c);
void import_topics_release(struct import_topics *t);
/*
 * Fills the item's tags from its topics. Names that no file of the site has are added to `missing`, each once (the index
 * remembers): "ru topic_name: most Мосты".
 */
void import_topics_apply(const struct import_topics *t, const struct lang *lang, struct import *part,
    struct imported *item, struct import_index *ix, struct arena *a, struct imported_list *missing);

#endif
