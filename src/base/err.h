/*
 * err: what went wrong, in one line, for a person.
 *
 * A function that can fail takes a struct err * last, returns false, and sets
 * it only then. The leaf gives the text; one caller adds the position.
 */
#ifndef JARCHY_BASE_ERR_H
#define JARCHY_BASE_ERR_H

#include <stdbool.h>

struct err {
	char text[512];
};

/* Always returns false, so that "return err_set(e, …)" reads well. e may be NULL. */
__attribute__((format(printf, 2, 3))) bool err_set(struct err *e, const char *fmt, ...);
/* As err_set, then ": " and the text of errno. */
__attribute__((format(printf, 2, 3))) bool err_errno(struct err *e, const char *fmt, ...);
/* Puts "prefix: " before the text that is there. Returns false. */
__attribute__((format(printf, 2, 3))) bool err_prefix(struct err *e, const char *fmt, ...);

#endif
