/*
 * log: one line an event, on standard error.
 *
 * A line goes out with one write(2), short enough to stay whole in a pipe that
 * several processes share. What does not fit is cut and ends in "...".
 */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

enum {
	TEXT_MAX = 2048,
	LINE_MAX_BYTES = 4096,  /* PIPE_BUF */
	CHAR_MAX_BYTES = 4 * 4, /* of one character, each byte escaped */
};

static enum log_level max_level = LOG_LEVEL_INFO;
static char prefix[80] = "jarchy: ";

void log_set_level(enum log_level level)
{
	max_level = level;
}

bool log_shows(enum log_level level)
{
	return level <= max_level;
}

void log_set_name(const char *name)
{
	snprintf(prefix, sizeof prefix, "jarchy[%.60s]: ", name);
}

/* Appends text to the line with what a terminal or a log reader could mistake escaped. */
static size_t add_escaped(char line[LINE_MAX_BYTES], size_t n, struct str text, bool cut)
{
	static const char hex[] = "0123456789abcdef";
	static const char dots[] = "...";
	size_t limit = LINE_MAX_BYTES - CHAR_MAX_BYTES - sizeof dots;
	while (text.n && n < limit) {
		size_t len;
		uint32_t cp = utf8_decode(text, &len);
		bool invalid = len == 1 && cp == 0xFFFD;
		bool plain = !invalid && cp >= 0x20 && (cp < 0x7F || cp > 0x9F);
		for (size_t i = 0; i < len; i++) {
			unsigned char byte = (unsigned char)text.p[i];
			if (plain) {
				line[n++] = text.p[i];
				continue;
			}
			line[n++] = '\\';
			line[n++] = 'x';
			line[n++] = hex[byte >> 4];
			line[n++] = hex[byte & 15];
		}
		text = str_sub(text, len, text.n);
	}
	if (cut || text.n) {
		memcpy(line + n, dots, sizeof dots - 1);
		n += sizeof dots - 1;
	}
	return n;
}

static void write_line(enum log_level level, const char *fmt, va_list args)
{
	static const char *const levels[] = {
		[LOG_LEVEL_ERROR] = "error: ",
		[LOG_LEVEL_WARNING] = "warning: ",
		[LOG_LEVEL_INFO] = "",
		[LOG_LEVEL_DEBUG] = "",
	};
	if (!log_shows(level))
		return;
	int saved = errno;
	char text[TEXT_MAX], line[LINE_MAX_BYTES];
	int wanted = vsnprintf(text, sizeof text, fmt, args);
	if (wanted < 0)
		text[0] = '\0';
	size_t n = (size_t)snprintf(line, sizeof line, "%s%s", prefix, levels[level]);
	struct str whole = str_of(text);
	bool cut = wanted >= TEXT_MAX;
	size_t bad;
	if (cut && !utf8_valid(whole, &bad) && whole.n - bad < 4)
		whole.n = bad; /* the character in which the text was cut */
	n = add_escaped(line, n, whole, cut);
	line[n++] = '\n';
	ssize_t done;
	do
		done = write(STDERR_FILENO, line, n);
	while (done < 0 && errno == EINTR);
	errno = saved;
}

#define LOG_FUNCTION(name, level)                                                                            \
	void name(const char *fmt, ...)                                                                      \
	{                                                                                                    \
		va_list args;                                                                                \
		va_start(args, fmt);                                                                         \
		write_line(level, fmt, args);                                                                \
		va_end(args);                                                                                \
	}

LOG_FUNCTION(log_error, LOG_LEVEL_ERROR)
LOG_FUNCTION(log_warning, LOG_LEVEL_WARNING)
LOG_FUNCTION(log_info, LOG_LEVEL_INFO)
LOG_FUNCTION(log_debug, LOG_LEVEL_DEBUG)
