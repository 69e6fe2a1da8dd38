/*
 * new: the command `new`: begins an item, one file for each language, ready to be written in.
 */
#ifndef JARCHY_DAEMON_NEW_H
#define JARCHY_DAEMON_NEW_H

#include "content/document.h"
#include "daemon/config.h"

struct new_item {
	const char *project, *title;
	enum item_kind kind;
	const struct lang *langs[SITE_LANGS_MAX]; /* the first is the one the title is in */
	size_t lang_count;
	int64_t now;
};

/*
 * Writes <project>/<today>-<slug of the title>.<lang>.gmi with title, date, a minted id and `draft: yes`, and prints each path. Nothing
 * is ever overwritten. False when the project does not exist or a file is there already.
 */
bool new_item(const struct config *c, const struct new_item *n, struct err *err);

#endif
