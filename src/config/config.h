/*
 * config: the configuration file, read with libconfuse, checked, and turned into what the modules take.
 *
 * Every key is a row of one table (config_keys.c) with its default; what a value may be says
 * config_values.c. Without a file the defaults serve the folder that jarchy is started in. Paths are
 * relative to the file's folder.
 */
#ifndef JARCHY_CONFIG_CONFIG_H
#define JARCHY_CONFIG_CONFIG_H

#include <stdio.h>

#include "config/settings.h"

#define CONFIG_FILE "jarchy.conf"

/*
 * Reads `file`, or CONFIG_FILE where it exists, or nothing (file NULL). Every error is printed on
 * standard error as "file:line: message"; false when there was one, and then nothing was changed. Sets
 * the process's time zone.
 */
bool config_load(const char *file, struct config *out);
/* The same of a text that was read from `file` before; NULL and "": there was none. */
bool config_load_text(const char *file, struct str text, struct config *out);
/* What a configuration read from other files: its style_text and its packs. */
struct config_files {
	struct str style, packs;
};
/*
 * The same of a text that another process has loaded: its values are not checked again, and `user` is
 * whom that process found, and `files` what it read, since accounts and files may be others by now.
 * Without `file_types` there are none.
 */
bool config_load_checked(const char *file, struct str text, const struct config_files *files,
    const struct user *user, bool file_types, struct config *out);
void config_release(struct config *c);

/*
 * Fills in what is advertised where the file leaves it to what is bound: call it when `listen` holds
 * the ports that were really bound.
 */
void config_settle(struct config *c);

/* Warns in the log of what the file asks for in vain. */
void config_warn(const struct config *c);

/* The effective configuration, in the file's own syntax. */
void config_print(const struct config *c, FILE *out);

/* Whether it has a folder for the facts export. */
bool config_has_facts(const struct config *c);
/* Whether this machine, an origin, exports its facts. */
bool config_exports(const struct config *c);
/* Only the origin tells the hub: it would get every change as often as there are machines. */
bool config_tells_hub(const struct config *c);
/* What machines that show the same site have to have in common, as one line; the caller frees it. */
char *config_common(const struct config *c);
/* Whether another machine, that says this of itself, shows the same site. */
bool config_agrees(const struct config *c, struct str common);
/* What the catalogue depends on besides the content, as one line; the caller frees it. */
char *config_basis(const struct config *c);
/* The tags of the site's languages in one line, parted by spaces; the caller frees it. */
char *config_languages(const struct config *c);

#endif
