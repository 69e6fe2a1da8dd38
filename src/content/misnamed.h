/*
 * misnamed: names that are nearly those of a text, told with the right one.
 *
 * Private to content/. Each is true where the name has that fault; err then says how to write it.
 */
#ifndef JARCHY_CONTENT_MISNAMED_H
#define JARCHY_CONTENT_MISNAMED_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

/* Another ending, as in "forum.ru.gmi.txt". */
bool misnamed_ending(struct str file, struct err *err);
/* Dots or spaces after the ending, as in "forum.ru.gmi." */
bool misnamed_end(struct str file, struct err *err);
/* The name "site", "project" or "index" in capitals, or without an ending: "Index.ru.gmi", "index.ru". */
bool misnamed_reserved(struct str file, const char *name, struct err *err);
/* A file in a project's folder without an ending: "2023-09-08-forum.ru", "2023-09-08-forum". */
bool misnamed_without_ending(struct str file, struct err *err);
/* A folder with the name of a text. */
bool misnamed_folder(struct str folder, struct err *err);

#endif
