/*
 * export_file: whether the file of an export is another one than at the last look.
 */
#ifndef JARCHY_DAEMON_EXPORT_FILE_H
#define JARCHY_DAEMON_EXPORT_FILE_H

#include "content/scan.h"

/* False with errno: it is not there. */
bool export_file_stamp(const char *path, struct file_stamp *out);
bool export_file_same(const struct file_stamp *a, const struct file_stamp *b);

#endif
