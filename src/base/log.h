/*
 * log: one line an event, on standard error.
 *
 * Control characters and invalid UTF-8 in the text are escaped (\xNN), so what
 * a peer sends cannot forge a line. Not for the access log (serve/access_log.h).
 */
#ifndef JARCHY_BASE_LOG_H
#define JARCHY_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Lines above this level are dropped; INFO at start. */
void log_set_level(enum log_level level);
bool log_shows(enum log_level level);
/* The name before each line of this process, as in "jarchy[worker 1]: …". */
void log_set_name(const char *name);

__attribute__((format(printf, 1, 2))) void log_error(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_warning(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_info(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_debug(const char *fmt, ...);

/* A line for a person without the program's name before it, as a compiler's "file:line: message". Nothing is escaped. */
__attribute__((format(printf, 1, 2))) void log_text(const char *fmt, ...);

/*
 * From now on no line waits: where standard error is not read, or its disk is full, lines are dropped, and when it
 * takes lines again one says how many. For processes that serve.
 */
void log_never_wait(void);

#endif
