/*
 * foreign: front matter as Hugo, Jekyll, Zola, Eleventy and Hexo have it, for files in Markdown.
 *
 * Private to content/: document.c alone uses it.
 */
#ifndef JARCHY_CONTENT_FOREIGN_H
#define JARCHY_CONTENT_FOREIGN_H

#include "content/frontmatter.h"
#include "content/metadata.h"

/*
 * Fills the document from the front matter at `place`, whose lines are counted from the file's first. Keys that mean nothing
 * here are left out, with one warning; what cannot be understood and matters is an error. False, and nothing is done, when
 * its notation cannot be read: err and *bad_line say why.
 */
bool foreign_take(struct source *s, const struct metadata_place *place, struct frontmatter *out,
    int *bad_line, struct err *err);

#endif
