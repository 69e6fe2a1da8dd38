/*
 * importing: one run of the command `import`: gives each item a language, a day and a file name, and writes it.
 *
 * Sources hand their parts to importing_take, whatever they are (import/import.h). Private to command/.
 */
#ifndef JARCHY_COMMAND_IMPORTING_H
#define JARCHY_COMMAND_IMPORTING_H

#include "command/import_index.h"
#include "command/import_report.h"
#include "command/import_topics.h"
#include "import/fetch.h"
#include "publish/progress.h"

struct import_options {
	bool dry_run; /* print what would be written */
	bool draft;   /* everything becomes a draft */
	bool publish; /* also what is in doubt is published; never what was not public */
	bool fetch;
	bool intranet; /* --fetch from private networks too */ /* bring the files that items lead to */
	size_t pages;            /* of a site of the web, at most; 0: WEB_PAGES_USUAL */
	const char *report;      /* a file for the report; NULL */
	const char *project;     /* of the items; NULL: "imported" */
	const struct lang *lang; /* NULL: guessed from the text */
	char **files;
	size_t file_count;
	int64_t now; /* the date of what has none */
};

struct importing {
	const struct config *config;
	const struct import_options *options;
	const char *source; /* the file or address that is read, for the report */
	struct arena arena;
	struct import_index index;
	struct import_topics topics;
	struct import_report report;
	struct imported_list feed_aliases;
	const char *title, *title_lang; /* of the first source that has one; NULL */
	bool used[SITE_LANGS_MAX];      /* languages of the items */
	struct progress progress;
	size_t done;
	struct fetch *fetch; /* NULL until something is fetched */
};

/* Release in both cases. */
bool importing_begin(
    struct importing *r, const struct config *c, const struct import_options *o, struct err *err);
/*
 * An import_take: writes each item of the part, and prints its path; what was imported before is left alone. False: err says
 * what cannot be written. `user` is the struct importing.
 */
bool importing_take(void *user, struct import *part, struct err *err);
/* Writes what belongs to all: the project's file, where it has none, and the report. */
bool importing_end(struct importing *r, struct err *err);
void importing_release(struct importing *r);

#endif
