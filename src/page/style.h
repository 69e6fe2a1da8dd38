/*
 * style: the style sheets of the HTML pages. Private to page/.
 *
 * It is inline in each page, so a page is one request; the policy allows these, and nothing else, by
 * their hashes.
 */
#ifndef JARCHY_PAGE_STYLE_H
#define JARCHY_PAGE_STYLE_H

/* The background, in light and dark. */
#define STYLE_BACK "#fff"
#define STYLE_BACK_DARK "#15171a"

/* What is between <style> and </style>. */
extern const char style_sheet[];
/* Its SHA-256 in base64, as a Content-Security-Policy has it; a test compares the two. */
#define STYLE_HASH "FyM/R071vA14/GhYiXmpxgmIq7pOrxV6wC/6oy/pp1E="

/* The same of what pages with figures have in a second one, so that others cost no more. */
extern const char style_sheet_of_pictures[];
#define STYLE_OF_PICTURES_HASH "nz0w96lNlxhF+I0Qam/hxXebYIj3qkZUZornH73f5ew="

#endif
