/*
 * message: a sentence for a person, kept as its template and its arguments, and put into words when it is
 * shown.
 *
 * A template is an English format of printf; translators are given these. A message is one string, which
 * can be copied, compared and kept in a database: parts, each a template and its arguments as text. A
 * literal without "%" is a message too. Which translations there are is known to lang/message.h.
 */
#ifndef JARCHY_BASE_MESSAGE_H
#define JARCHY_BASE_MESSAGE_H

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

enum { MESSAGE_MAX = 2048 }; /* bytes of one message, and of its words */

/* Marks a literal in a table as a template: translators are given it. */
#define MESSAGE(text) text

/* One language: templates in the order of strcmp, and what they are there. */
struct message_text {
	const char *template, *text;
};
struct messages {
	const struct message_text *v;
	size_t n;
};

/* The template in that language; itself where it has no translation, or t is NULL (English). */
__attribute__((format_arg(2))) const char *message_find(const struct messages *t, const char *template);

/* Makes a message. What is too long is cut. `out` is emptied first. */
__attribute__((format(printf, 2, 3))) void message_make(char out[MESSAGE_MAX], const char *fmt, ...);
__attribute__((format(printf, 2, 0))) void message_vmake(
    char out[MESSAGE_MAX], const char *fmt, va_list args);
/* Puts "first: " before a message, or a further sentence after it: both are messages. */
void message_prefix(char message[MESSAGE_MAX], const char *first);
void message_follow(char message[MESSAGE_MAX], const char *next);
/* Appends its words in that language. */
void message_words(const char *message, const struct messages *t, struct buf *out);

/*
 * The language of this process: that in which err_set, message_print and the log speak. English (NULL) at
 * start; set it before there are threads. Daemons speak English.
 */
void message_speak(const struct messages *t);
const struct messages *message_spoken(void);
/* Appends a text in the language of this process. */
__attribute__((format(printf, 2, 3))) void message_add(struct buf *out, const char *fmt, ...);
/* As fprintf, in the language of this process. */
__attribute__((format(printf, 2, 3))) void message_print(FILE *out, const char *fmt, ...);

#endif
