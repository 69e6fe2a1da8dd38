/*
 * site_text: a text of another system, cut at its front matter.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_TEXT_H
#define JARCHY_IMPORT_SITE_TEXT_H

#include "content/document.h"
#include "content/metadata.h"
#include "import/site_files.h"

enum { SITE_TEXT_MAX = 1 << 20 }; /* bytes */

/* How long the ending is that says that a file is a text; 0: it is none. `html`: pages in HTML are too. */
size_t site_text_ending(struct str path, bool html);
bool site_text_is_html(const char *path);
/* The text with LF and without a byte order mark. */
bool site_text_read(
    struct arena *a, const struct site_files *files, const char *path, struct str *out, struct err *err);
/* Divides a text into front matter, which is returned and may be empty, and what is below it. */
struct str site_text_cut(struct str text, struct metadata_place *place);
/* Lines of a page in HTML begin at the margin: four spaces would be code. */
struct str site_text_without_indent(struct arena *a, struct str text);
/* As content reads it. `slug`: what a title is made of where there is none. */
void site_text_parse(
    struct str text, const char *lang, const char *slug, struct document *d, struct problems *problems);

#endif
