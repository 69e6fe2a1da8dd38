/*
 * config_languages: the languages of the site, and the packs that the folder "languages_dir" has. Private to
 * config/.
 *
 * Neither keeps a site from being served: what is wrong is among c->doubts.
 */
#ifndef JARCHY_CONFIG_CONFIG_LANGUAGES_H
#define JARCHY_CONFIG_CONFIG_LANGUAGES_H

#include "config/settings.h"

/* Reads the folder, takes "languages" from the file, and makes them known (lang_show). */
void config_languages_load(struct config *c);
/* The same with what config_languages_load read, in another process; nothing is said. */
void config_languages_take(struct config *c, struct str packs);
void config_languages_release(struct config *c);

#endif
