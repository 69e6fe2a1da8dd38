/*
 * document: the answers that are documents of the site as a whole. Private to answer/.
 */
#ifndef JARCHY_ANSWER_DOCUMENT_H
#define JARCHY_ANSWER_DOCUMENT_H

#include "answer/response.h"

/* How browsers show feeds; the other protocols' clients show it as the text that it is. */
void document_style(const struct site *site, enum scheme scheme, struct response *a);
/* The map of the site. `page`: of a part; 0: the whole map, or its index. */
void document_map(struct catalog_handle *h, uint64_t page, struct response *a, struct err *err);
/* That of the last days' news: it depends on the time. */
void document_news(struct catalog_handle *h, struct response *a, struct err *err);
/* What the site is called where somebody keeps it. */
void document_manifest(
    struct catalog_handle *h, const struct lang *lang, struct response *a, struct err *err);

#endif
