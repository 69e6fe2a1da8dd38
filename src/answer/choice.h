/*
 * choice: the answer for a feed that is made when it is asked for: of a topic, a place, a kind, several
 * projects or a search. Private to answer/.
 */
#ifndef JARCHY_ANSWER_CHOICE_H
#define JARCHY_ANSWER_CHOICE_H

#include "answer/response.h"
#include "answer/route.h"

/* RESPONSE_MISSING, as it is when nothing was found: there never was anything in it. */
void choice_answer(
    struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err);
/*
 * What a form sent that names projects ("p=wells&p=roads"): the answer leads to the page of these. False:
 * it names fewer than two, or none as they are called.
 */
bool choice_of_form(struct str form, const struct lang *lang, struct response *a);

#endif
