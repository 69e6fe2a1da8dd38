/*
 * host_name: what is wrong with the names of hosts in the addresses of a text.
 *
 * Private to content/. Such an address is written as it is, percent-encoded, or is no link: it leads
 * nowhere in any case.
 */
#ifndef JARCHY_CONTENT_HOST_NAME_H
#define JARCHY_CONTENT_HOST_NAME_H

#include "content/source.h"

/* Whether the DNS can have the host of the URI; `written` is the address as its editor knows it. */
bool host_name_check(struct str uri, struct str written, struct err *err);

/* Warns of the first such address in each value of the document. */
void host_name_check_values(struct source *s);

#endif
