/*
 * new: the command `new`: begins an item or a project, one file for each language, ready to be written in.
 */
#ifndef JARCHY_COMMAND_NEW_H
#define JARCHY_COMMAND_NEW_H

#include "command/command.h"

extern const struct command new_command;
#include "content/document.h"

struct new_item {
	const char *project, *title;
	const char *slug; /* in the file's name; NULL: made from the title */
	enum item_kind kind;
	bool bundle;                              /* a folder of its own, for attachments */
	const struct lang *langs[SITE_LANGS_MAX]; /* the first is the one the title is in */
	size_t lang_count;
	int64_t now;
};

/*
 * Whether a project may be called so, by the rules for folders (content/name.h). False: err says what is
 * wrong with the name.
 */
bool new_check_project(const char *slug, struct err *err);

/*
 * Writes <project>/<today>-<slug>.<lang>.gmi (or …/index.<lang>.gmi) with title, a minted id and `draft:
 * yes`, but no date: that is the moment at which it goes public. Prints each path. Nothing is ever
 * overwritten: when one of the files is there already, none is written. False too when the project does not
 * exist, or the title is not one line of text: front matter has to be read back as this title. Spaces at
 * its ends are no part of it.
 */
bool new_item(const struct config *c, const struct new_item *n, struct err *err);

/* Writes <slug>/project.<lang>.gmi likewise. */
bool new_project(const struct config *c, const char *slug, const char *name, const struct lang *const *langs,
    size_t lang_count, struct err *err);

/* Appends a random UUID as a URN (RFC 9562 section 5.4, RFC 8141). */
bool new_id(struct buf *out, struct err *err);
/* Writes a file that must not exist yet, and the folders above it, and prints its path. */
bool new_file(const char *path, struct str text, struct err *err);

#endif
