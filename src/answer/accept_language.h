/*
 * accept_language: which of the site's languages a reader prefers (RFC 9110 section 12.5.4).
 *
 * It orders what is offered; no reader is redirected by it.
 */
#ifndef JARCHY_ANSWER_ACCEPT_LANGUAGE_H
#define JARCHY_ANSWER_ACCEPT_LANGUAGE_H

#include "page/site.h"

/* All languages of the site: those that are named by their weight, then the others as the site has them. NULL ends. */
void accept_language_order(
    const struct site *site, struct str accept_language, const struct lang *out[SITE_LANGS_MAX + 1]);

#endif
