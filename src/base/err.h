/*
 * err: what went wrong, in one line, for a person.
 *
 * A function that can fail takes a struct err * last, returns false, and sets
 * it only then. The leaf gives the text; one caller adds the position.
 */
#ifndef JARCHY_BASE_ERR_H
#define JARCHY_BASE_ERR_H

#include <stdbool.h>

#include "base/message.h"

struct err {
	char text[768];            /* in the language of the process (message_speak) */
	char message[MESSAGE_MAX]; /* the same for any language (message_words) */
};

/* Always returns false, so that "return err_set(e, …)" reads well. e may be NULL. */
__attribute__((format(printf, 2, 3))) bool err_set(struct err *e, const char *fmt, ...);
/* As err_set, of a whole message: a literal without "%", or that of another err. */
bool err_message(struct err *e, const char *message);
/* As err_set, then ": " and the text of errno, which it keeps. */
__attribute__((format(printf, 2, 3))) bool err_errno(struct err *e, const char *fmt, ...);
/* Puts "prefix: " before what is there. Returns false. */
__attribute__((format(printf, 2, 3))) bool err_prefix(struct err *e, const char *fmt, ...);
/* Puts a further sentence, or a remark in brackets, after what is there. Returns false. */
__attribute__((format(printf, 2, 3))) bool err_follow(struct err *e, const char *fmt, ...);

#endif
