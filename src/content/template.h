/*
 * template: takes what is meant for a template out of Markdown: shortcodes of Hugo and Zola, Liquid of Jekyll, Nunjucks of
 * Eleventy, tags of Hexo. None of it is ever published as text.
 *
 * Private to content/: markdown.c alone uses it.
 */
#ifndef JARCHY_CONTENT_TEMPLATE_H
#define JARCHY_CONTENT_TEMPLATE_H

#include "content/mapped_text.h"

/*
 * Appends the Markdown without them: those that are known become text, links, pictures and blocks of code; of the others what
 * is between the two is kept, and a note says so. Code is left as it is.
 */
void template_strip(struct arena *a, struct str text, struct mapped_text *out, struct notes *notes);

#endif
