/*
 * config_style: how pages are to look: the file that "style" names, and what "colour" says. Private to
 * config/.
 *
 * Neither keeps a site from being served: what cannot be used is among c->doubts, and pages look as usual.
 */
#ifndef JARCHY_CONFIG_CONFIG_STYLE_H
#define JARCHY_CONFIG_CONFIG_STYLE_H

#include "config/settings.h"

enum { CONFIG_STYLE_MAX = 8 << 10 }; /* bytes of a style sheet */

/* Takes both from the fields `colour` and `style`, reads the file, and fills in c->site.style. */
void config_style_load(struct config *c);
/* The same with what config_style_load made of the file, in another process; nothing is said. */
void config_style_take(struct config *c, struct str text);
void config_style_release(struct config *c);

#endif
