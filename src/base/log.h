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
/* From now on nothing below a warning is shown, whatever level is set; and whether that was said. */
void log_quieten(void);
bool log_is_quiet(void);
bool log_shows(enum log_level level);

/* What a line is; of each the second is one of worker 1. Before one is chosen they are plain. */
enum log_form {
	LOG_PLAIN, /* for people at a terminal: "jarchy: warning: text" */
	LOG_TIMED, /* for files: "2026-11-27T17:45:44.123Z jarchy[worker 1]: info: text", in UTC */
	/* for journald, which has the time: "<4>worker 1: text", the level as sd-daemon(3) has it */
	LOG_JOURNAL,
	LOG_JSON, /* an object: "time", "level", "process", "message" */
};
void log_set_form(enum log_form form);
/* The one for where standard error goes. json: it is to be that in any case. */
enum log_form log_form_for(bool json);
enum log_form log_form_now(void);
/*
 * Leaves it in the environment for a program that this process becomes; and takes it from there, if any did.
 */
void log_hand_over(void);
void log_take_over(void);
/* The name before each line of this process, as in "jarchy[worker 1]: …". */
void log_set_name(const char *name);

__attribute__((format(printf, 1, 2))) void log_error(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_warning(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_info(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_debug(const char *fmt, ...);

/*
 * A line for a person without the program's name and level before it, as a compiler's "file:line: message",
 * where lines are plain; then nothing is escaped.
 */
__attribute__((format(printf, 2, 3))) void log_text(enum log_level level, const char *fmt, ...);

/*
 * From now on no line waits: where standard error is not read, or its disk is full, lines are dropped, and
 * when it takes lines again one says how many. For processes that serve.
 */
void log_never_wait(void);

#endif
