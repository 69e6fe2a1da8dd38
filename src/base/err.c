/*
 * err: what went wrong, in one line, for a person.
 *
 * The message is always made aside first: the arguments may point into the err.
 */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"

/* What the C library says, for translators: others stay English. */
static const char *const reasons[] = {
	MESSAGE("No such file or directory"),
	MESSAGE("Permission denied"),
	MESSAGE("Operation not permitted"),
	MESSAGE("File exists"),
	MESSAGE("Not a directory"),
	MESSAGE("Is a directory"),
	MESSAGE("Directory not empty"),
	MESSAGE("No space left on device"),
	MESSAGE("Disk quota exceeded"),
	MESSAGE("Read-only file system"),
	MESSAGE("File name too long"),
	MESSAGE("Too many levels of symbolic links"),
	MESSAGE("Too many open files"),
	MESSAGE("Cannot allocate memory"),
	MESSAGE("Input/output error"),
	MESSAGE("Device or resource busy"),
	MESSAGE("Text file busy"),
	MESSAGE("Address already in use"),
	MESSAGE("Cannot assign requested address"),
};

static const char *reason_of(int number)
{
	const char *said = strerror(number);
	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++)
		if (!strcmp(said, reasons[i]))
			return reasons[i];
	return said;
}

/* What fits of a text, never a part of a UTF-8 character. */
static void copy(char *to, size_t size, const char *from)
{
	size_t n = strlen(from), bad;
	if (n >= size)
		n = utf8_valid((struct str){ from, size - 1 }, &bad) ? size - 1 : bad;
	memcpy(to, from, n);
	to[n] = '\0';
}

static bool set(struct err *e, const char message[MESSAGE_MAX])
{
	struct buf words;
	buf_init(&words, 2 * MESSAGE_MAX);
	message_words(message, message_spoken(), &words);
	copy(e->text, sizeof e->text, words.data);
	copy(e->message, sizeof e->message, message);
	buf_release(&words);
	return false;
}

bool err_message(struct err *e, const char *message)
{
	char whole[MESSAGE_MAX];
	if (!e)
		return false;
	copy(whole, sizeof whole, message);
	return set(e, whole);
}

bool err_set(struct err *e, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list args;
	if (!e)
		return false;
	va_start(args, fmt);
	message_vmake(message, fmt, args);
	va_end(args);
	return set(e, message);
}

bool err_errno(struct err *e, const char *fmt, ...)
{
	int number = errno;
	char message[MESSAGE_MAX], whole[MESSAGE_MAX];
	va_list args;
	if (!e)
		return false;
	va_start(args, fmt);
	message_vmake(message, fmt, args);
	va_end(args);
	copy(whole, sizeof whole, reason_of(number));
	message_prefix(whole, message);
	set(e, whole);
	errno = number;
	return false;
}

bool err_prefix(struct err *e, const char *fmt, ...)
{
	char message[MESSAGE_MAX], whole[MESSAGE_MAX];
	va_list args;
	if (!e)
		return false;
	va_start(args, fmt);
	message_vmake(message, fmt, args);
	va_end(args);
	copy(whole, sizeof whole, e->message);
	message_prefix(whole, message);
	return set(e, whole);
}

bool err_follow(struct err *e, const char *fmt, ...)
{
	char message[MESSAGE_MAX], whole[MESSAGE_MAX];
	va_list args;
	if (!e)
		return false;
	va_start(args, fmt);
	message_vmake(message, fmt, args);
	va_end(args);
	copy(whole, sizeof whole, e->message);
	message_follow(whole, message);
	return set(e, whole);
}
