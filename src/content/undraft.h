/*
 * undraft: a text without what makes it a draft, all else byte for byte.
 */
#ifndef JARCHY_CONTENT_UNDRAFT_H
#define JARCHY_CONTENT_UNDRAFT_H

#include "base/buf.h"

/*
 * Appends the bytes of a content file without the lines of its front matter that keep it from readers
 * ("draft: yes", and as other systems write it: "draft = true", "published: false", "status: draft"; only
 * with `foreign`: of Markdown). Whether the rest is a draft still, document_parse says.
 */
void undraft(struct str bytes, bool foreign, struct buf *out);

#endif
