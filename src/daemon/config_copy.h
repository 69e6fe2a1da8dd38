/*
 * config_copy: a configuration as its processes are given it: the text that the supervisor read, and what it found out.
 *
 * So a process that is started later has the same configuration as the others, whatever became of the file, of the
 * accounts and of the ports that were left to the system.
 */
#ifndef JARCHY_DAEMON_CONFIG_COPY_H
#define JARCHY_DAEMON_CONFIG_COPY_H

#include "base/memfile.h"
#include "config/config.h"

/* Of a configuration that is settled. */
bool config_copy_new(struct memfile *m, const struct config *c, struct err *err);
/* Of the descriptor, which is closed. Types of attachments are read only for those who need them. */
bool config_copy_load(int fd, bool file_types, struct config *out, struct err *err);

#endif
