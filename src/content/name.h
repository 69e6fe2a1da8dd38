/*
 * name: what a file in the content directory is, told by its path alone.
 */
#ifndef JARCHY_CONTENT_NAME_H
#define JARCHY_CONTENT_NAME_H

#include "base/err.h"
#include "base/path.h"
#include "base/str.h"

enum content_role {
	ROLE_IGNORED,    /* hidden, "_…", editors' backups */
	ROLE_SITE,       /* site.<lang>.gmi */
	ROLE_PROJECT,    /* <project>/project.<lang>.gmi */
	ROLE_ITEM,       /* <project>/<date>-<slug>.<lang>.gmi or <project>/<date>-<slug>/index.<lang>.gmi */
	ROLE_ATTACHMENT, /* any other file in a bundle's folder */
	ROLE_ERROR,      /* fits no rule: err says which and how to mend it */
};

struct content_name {
	enum content_role role;
	char lang[12]; /* short tag of the language pack; "" for attachments */
	char project[SLUG_MAX + 1];
	char stem[STEM_MAX + 1]; /* "2023-09-08-forum" */
	bool bundle;             /* has a folder of its own */
	bool markdown;           /* .md */
	bool office;             /* .docx, .odt */
	bool made;    /* the file is called otherwise: this is the name that it should have (rename: yes) */
	bool undated; /* and its day is that of the file's time */
	struct str file; /* an attachment's name: a slice of the path given */
};

/*
 * `path` is relative, with "/" between its parts. A project that is called like a segment of the site's
 * own paths (address.h) or like a language is an error; so are unknown languages.
 */
void content_name(const char *path, struct content_name *out, struct err *err);
/* Whether a file of this name is a document of Word or LibreOffice, in which places are paragraphs. */
bool content_is_office(struct str file);
/* Whether a folder of this name may hold content: not hidden, not "_…". */
bool content_enters(const char *folder);
/*
 * Whether the folder at this path may be one: a project's, or an item's below it. False: err says how to
 * mend it, once for the folder and not again for each file in it.
 */
bool content_folder(const char *path, struct err *err);

#endif
