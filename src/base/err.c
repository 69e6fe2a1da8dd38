/*
 * err: what went wrong, in one line, for a person.
 *
 * The text is always formatted aside first: the arguments may point into it.
 */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Appends to text what fits, never a part of a UTF-8 character. */
static void append(char text[sizeof((struct err *)0)->text], const char *more)
{
	size_t max = sizeof((struct err *)0)->text - 1;
	size_t len = strlen(text), n = strlen(more);
	if (n > max - len) {
		n = max - len;
		while (n && ((unsigned char)more[n] & 0xC0) == 0x80)
			n--;
	}
	memcpy(text + len, more, n);
	text[len + n] = '\0';
}

static void format(struct err *into, const char *fmt, va_list args)
{
	char whole[2 * sizeof into->text];
	into->text[0] = '\0';
	if (vsnprintf(whole, sizeof whole, fmt, args) >= 0)
		append(into->text, whole);
}

bool err_set(struct err *e, const char *fmt, ...)
{
	if (!e)
		return false;
	struct err fresh;
	va_list args;
	va_start(args, fmt);
	format(&fresh, fmt, args);
	va_end(args);
	*e = fresh;
	return false;
}

bool err_errno(struct err *e, const char *fmt, ...)
{
	int number = errno;
	if (!e)
		return false;
	struct err fresh;
	va_list args;
	va_start(args, fmt);
	format(&fresh, fmt, args);
	va_end(args);
	append(fresh.text, ": ");
	append(fresh.text, strerror(number));
	*e = fresh;
	return false;
}

bool err_prefix(struct err *e, const char *fmt, ...)
{
	if (!e)
		return false;
	struct err fresh;
	va_list args;
	va_start(args, fmt);
	format(&fresh, fmt, args);
	va_end(args);
	append(fresh.text, ": ");
	append(fresh.text, e->text);
	*e = fresh;
	return false;
}
