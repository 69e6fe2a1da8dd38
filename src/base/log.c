/*
 * log: one line an event, on standard error.
 *
 * A line goes out with one write(2), short enough to stay whole in a pipe that
 * several processes share. What does not fit is cut and ends in "...".
 *
 * A process that must not wait writes through a description of its own, which never blocks: that of
 * standard error is shared with others, who may want to wait. A socket has no second one, but a flag for each send(2).
 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/utf8.h"

enum {
	TEXT_MAX = 2048,
	LINE_MAX_BYTES = 4096,  /* PIPE_BUF */
	CHAR_MAX_BYTES = 4 * 4, /* of one character, each byte escaped */
};

static enum log_level max_level = LOG_LEVEL_INFO;
static char prefix[80] = "jarchy: ";

/* Where lines go. */
static struct {
	int fd;
	enum {
		WAITS,
		REGULAR,
		OWN,
		SOCKET,
		SHARED
	} kind;                /* SHARED: it is asked first whether it takes a line */
	unsigned long dropped; /* since the last line that was taken */
} to = { .fd = STDERR_FILENO };

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

static bool send_line(const char *line, size_t n)
{
	struct pollfd p = { .fd = to.fd, .events = POLLOUT };
	ssize_t done = -1;
	/* A pipe that polls writable takes PIPE_BUF bytes. */
	if (to.kind == SHARED && (poll(&p, 1, 0) != 1 || !(p.revents & POLLOUT)))
		return false;
	do
		done = to.kind == SOCKET ? send(to.fd, line, n, MSG_DONTWAIT | MSG_NOSIGNAL)
		                         : write(to.fd, line, n);
	while (done < 0 && errno == EINTR);
	return done >= 0;
}

static void put_line(const char *line, size_t n)
{
	char missing[sizeof prefix + 80];
	int length = snprintf(missing, sizeof missing,
	    "%swarning: %lu lines were dropped here: they could not be written\n", prefix, to.dropped);
	if (to.dropped && send_line(missing, (size_t)length))
		to.dropped = 0;
	if (to.dropped || !send_line(line, n))
		to.dropped += to.kind != WAITS;
}

/* In the language of this process. Returns what vsnprintf does. */
static int print_text(char text[TEXT_MAX], const char *fmt, va_list args)
{
	struct buf words;
	char message[MESSAGE_MAX];
	if (!message_spoken())
		return vsnprintf(text, TEXT_MAX, fmt, args);
	buf_init(&words, 2 * MESSAGE_MAX);
	message_vmake(message, fmt, args);
	message_words(message, message_spoken(), &words);
	int wanted = snprintf(text, TEXT_MAX, "%s", words.data);
	buf_release(&words);
	return wanted;
}

static void write_line(enum log_level level, const char *fmt, va_list args)
{
	static const char *const levels[] = {
		[LOG_LEVEL_ERROR] = MESSAGE("error: "),
		[LOG_LEVEL_WARNING] = MESSAGE("warning: "),
		[LOG_LEVEL_INFO] = "",
		[LOG_LEVEL_DEBUG] = "",
	};
	if (!log_shows(level))
		return;
	int saved = errno;
	char text[TEXT_MAX], line[LINE_MAX_BYTES];
	int wanted = print_text(text, fmt, args);
	if (wanted < 0)
		text[0] = '\0';
	size_t n = (size_t)snprintf(line, sizeof line, "%s%s", prefix,
	    *levels[level] ? message_find(message_spoken(), levels[level]) : "");
	struct str whole = str_of(text);
	bool cut = wanted >= TEXT_MAX;
	size_t bad;
	if (cut && !utf8_valid(whole, &bad) && whole.n - bad < 4)
		whole.n = bad; /* the character in which the text was cut */
	n = add_escaped(line, n, whole, cut);
	line[n++] = '\n';
	put_line(line, n);
	errno = saved;
}

void log_text(const char *fmt, ...)
{
	char line[LINE_MAX_BYTES];
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	size_t length = n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
	line[length++] = '\n';
	put_line(line, length);
}

void log_never_wait(void)
{
	struct stat st;
	if (to.kind != WAITS || fstat(STDERR_FILENO, &st) != 0)
		return;
	to.kind = REGULAR;
	if (S_ISREG(st.st_mode))
		return;
	int own = S_ISSOCK(st.st_mode)
	              ? -1
	              : open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_APPEND);
	to.kind = own >= 0 ? OWN : S_ISSOCK(st.st_mode) ? SOCKET : SHARED;
	to.fd = own >= 0 ? own : STDERR_FILENO;
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
