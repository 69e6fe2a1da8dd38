/*
 * style: the one style sheet of the HTML pages. Private to page/.
 *
 * It is inline in each page, so a page is one request; the policy allows it, and nothing else, by its hash.
 */
#ifndef JARCHY_PAGE_STYLE_H
#define JARCHY_PAGE_STYLE_H

/* What is between <style> and </style>. */
extern const char style_sheet[];
/* Its SHA-256 in base64, as a Content-Security-Policy has it; a test compares the two. */
#define STYLE_HASH "evrJCj0X2Yz7V0ivupNseCjFGnPHDAktA8t+iNKMv5s="

#endif
