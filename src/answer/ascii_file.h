/*
 * ascii_file: the file of an item that is asked for by its name in ASCII (page/gopher_name.h). Private to
 * answer/.
 */
#ifndef JARCHY_ANSWER_ASCII_FILE_H
#define JARCHY_ANSWER_ASCII_FILE_H

#include "answer/route.h"

/* As catalog_attachment: 1, 0 there is none, -1 failed. */
int ascii_file_find(
    struct catalog *c, const struct route_match *m, struct arena *a, struct attachment *out, struct err *err);

#endif
