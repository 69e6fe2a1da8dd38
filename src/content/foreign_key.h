/*
 * foreign_key: what the keys of other systems mean here, as a table.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_FOREIGN_KEY_H
#define JARCHY_CONTENT_FOREIGN_KEY_H

#include "base/str.h"

enum foreign_use {
	FOREIGN_UNKNOWN,   /* left out, with a warning */
	FOREIGN_QUIET,     /* about looks and order: left out */
	FOREIGN_KEY,       /* the key of ours that is named */
	FOREIGN_MENU_NAME, /* a short title */
	FOREIGN_LANGUAGE,  /* the file's name says it */
	/* Whether the text was public: see foreign_hides. */
	FOREIGN_DRAFT,     /* "yes" hides it */
	FOREIGN_PUBLISHED, /* "no" hides it; or a date from which it is public */
	FOREIGN_STATUS,    /* a word */
	FOREIGN_RENDER,    /* "no" and "never" hide it */
	FOREIGN_PASSWORD,  /* any value hides it */
	FOREIGN_PATH,      /* an old path; "no" hides it */
};

struct foreign_key {
	const char *name;
	enum foreign_use use;
	const char *key; /* of FOREIGN_KEY: ours */
};

/*
 * The row for a key, its name in any case; that of a table for further data ("extra.author", "params.draft") counts as
 * the key in it. Never NULL: of an unknown key the row says FOREIGN_UNKNOWN.
 */
const struct foreign_key *foreign_key_find(struct str name);
/* Whether the value of such a key says that readers did not see the text. In doubt they did not. */
bool foreign_hides(enum foreign_use use, struct str value);
/* "yes", "true", "on", "1"; false for everything else. */
bool foreign_is_yes(struct str value);
bool foreign_is_no(struct str value);

#endif
