/*
 * name: what a file in the content directory is, told by its path alone.
 */
#ifndef JARCHY_CONTENT_NAME_H
#define JARCHY_CONTENT_NAME_H

#include "base/err.h"
#include "base/path.h"
#include "base/str.h"

struct lang;

enum content_role {
	ROLE_IGNORED, /* hidden, "_…", editors' backups */
	ROLE_SITE,    /* site.<lang>.gmi */
	ROLE_PROJECT, /* <project>/project.<lang>.gmi */
	/*
	 * [<project>/]<date>-<slug>.<lang>.gmi or [<project>/]<date>-<slug>/index.<lang>.gmi; a page of
	 * the site: <slug>.<lang>.gmi or <slug>/index.<lang>.gmi
	 */
	ROLE_ITEM,
	ROLE_ATTACHMENT, /* any other file in a bundle's folder, in site/ and in static/ */
	ROLE_ERROR,      /* fits no rule: err says which and how to mend it */
};

struct content_name {
	enum content_role role;
	char lang[12];              /* short tag of the language pack; "" for attachments */
	char project[SLUG_MAX + 1]; /* "" of what is of the site itself */
	char stem[STEM_MAX +
	          1];  /* "2023-09-08-forum"; "about" of a page; of files also STEM_SITE and STEM_STATIC */
	bool page;     /* a page of the site: has no day */
	bool plain;    /* the name tells no language: it is the site's first */
	bool bundle;   /* has a folder of its own */
	bool markdown; /* .md */
	bool office;   /* .docx, .odt */
	bool made;     /* the file is called otherwise: this is the name that it should have (rename: yes) */
	bool undated;  /* and its day is that of the file's time */
	struct str file; /* an attachment's name: a slice of the path given */
};

/*
 * Folders of files that belong to no text: logo, icon and picture of the site; what is served at the
 * site's root as it is.
 */
#define STEM_SITE "site"
#define STEM_STATIC "static"

/*
 * What the names of a site mean: `first` is the language of texts whose name tells none, and `only` says
 * that the site has no other. Until it is called such names are errors. For the whole process.
 */
void content_name_languages(const struct lang *first, bool only);
/*
 * Whether names without a language are taken in every site, and not only where the site's own text has
 * such a name.
 */
bool content_name_is_plain(void);

/*
 * `path` is relative, with "/" between its parts. A project that is called like a segment of the site's
 * own paths (address.h) or like a language is an error; so are unknown languages.
 */
void content_name(const char *path, struct content_name *out, struct err *err);
/* Whether a file of this name is a document of Word or LibreOffice, in which places are paragraphs. */
bool content_is_office(struct str file);
/* Whether a folder of this name may hold content: not hidden, not "_…". */
bool content_enters(const char *folder);
/* The same of what is in the folder at this path: in static/ also ".well-known". */
bool content_enters_in(const char *folder, const char *name);
/*
 * Of a file that content_name refuses since it is in a project's folder: what it is where the folder is
 * that of a page, which has an index.<lang>.gmi. False: it is no file of a page either.
 */
bool content_page_file(const char *path, struct content_name *out);
/*
 * Whether the folder at this path may be one: a project's, or an item's below it. False: err says how to
 * mend it, once for the folder and not again for each file in it.
 */
bool content_folder(const char *path, struct err *err);

#endif
