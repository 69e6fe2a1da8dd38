/*
 * log: one line an event, on standard error.
 *
 * A line goes out with one write(2), short enough to stay whole in a pipe that
 * several processes share. What does not fit is cut and ends in "...".
 *
 * A process that must not wait writes through a description of its own, which never blocks: that of standard
 * error is shared with others, who may want to wait. A socket has no second one, but a flag for each
 * send(2).
 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"
#include "base/utf8.h"

enum {
	TEXT_MAX = 2048,
	LINE_MAX_BYTES = 4096,  /* PIPE_BUF */
	CHAR_MAX_BYTES = 4 * 5, /* of one character, each byte escaped, in JSON */
};

static enum log_level max_level = LOG_LEVEL_INFO;
static bool quiet;
static enum log_form form;
static char process[64]; /* "": the one that was started by a person */

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

void log_quieten(void)
{
	quiet = true;
}

bool log_is_quiet(void)
{
	return quiet;
}

bool log_shows(enum log_level level)
{
	return level <= max_level && (!quiet || level <= LOG_LEVEL_WARNING);
}

void log_set_name(const char *name)
{
	snprintf(process, sizeof process, "%s", name);
}

void log_set_form(enum log_form f)
{
	form = f;
}

enum log_form log_form_now(void)
{
	return form;
}

#define VARIABLE "JARCHY_LOG_FORM"

void log_hand_over(void)
{
	const char digits[] = { (char)('0' + (int)form), 0 };
	setenv(VARIABLE, digits, 1);
}

void log_take_over(void)
{
	const char *digits = getenv(VARIABLE);
	if (digits && digits[0] >= '0' && digits[0] <= '0' + LOG_JSON && !digits[1])
		form = (enum log_form)(digits[0] - '0');
	unsetenv(VARIABLE);
}

/* systemd names the device and the inode of the journal's stream (systemd.exec(5)). */
static bool is_journal(const struct stat *st)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char own[64];
	snprintf(own, sizeof own, "%ju:%ju", (uintmax_t)st->st_dev, (uintmax_t)st->st_ino);
	return stream && !strcmp(stream, own);
}

enum log_form log_form_for(bool json)
{
	struct stat st;
	if (json)
		return LOG_JSON;
	if (isatty(STDERR_FILENO) == 1)
		return LOG_PLAIN;
	return fstat(STDERR_FILENO, &st) == 0 && is_journal(&st) ? LOG_JOURNAL : LOG_TIMED;
}

/* --- a line ------------------------------------------------------------------------------ */

static const struct {
	const char *name, *plain; /* in a plain line, for people */
	int priority;             /* of syslog(3) */
} levels[] = {
	[LOG_LEVEL_ERROR] = { "error", MESSAGE("error: "), 3 },
	[LOG_LEVEL_WARNING] = { "warning", MESSAGE("warning: "), 4 },
	[LOG_LEVEL_INFO] = { "info", "", 6 },
	[LOG_LEVEL_DEBUG] = { "debug", "", 7 },
};

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
			if (form == LOG_JSON && (!plain || byte == '"' || byte == '\\'))
				line[n++] = '\\';
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

static void add_time(char out[40])
{
	struct timespec now;
	struct tm tm;
	char seconds[24] = "-";
	clock_gettime(CLOCK_REALTIME, &now);
	if (gmtime_r(&now.tv_sec, &tm))
		strftime(seconds, sizeof seconds, "%FT%T", &tm);
	snprintf(out, 40, "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
}

/* What is before the text. */
static size_t begin_line(char line[LINE_MAX_BYTES], enum log_level level)
{
	char time[40];
	bool named = *process;
	int n = 0;
	add_time(time);
	switch (form) {
	case LOG_PLAIN:
		n = snprintf(line, LINE_MAX_BYTES, named ? "jarchy[%s]: %s" : "jarchy%s: %s", process,
		    *levels[level].plain ? message_find(message_spoken(), levels[level].plain) : "");
		break;
	case LOG_TIMED:
		n = snprintf(line, LINE_MAX_BYTES, named ? "%s jarchy[%s]: %s: " : "%s jarchy%s: %s: ", time,
		    process, levels[level].name);
		break;
	case LOG_JOURNAL:
		n = snprintf(
		    line, LINE_MAX_BYTES, "<%d>%s%s", levels[level].priority, process, named ? ": " : "");
		break;
	case LOG_JSON:
		n = snprintf(line, LINE_MAX_BYTES,
		    "{\"time\":\"%s\",\"level\":\"%s\",\"process\":\"%s\",\"message\":\"", time,
		    levels[level].name, named ? process : "supervisor");
		break;
	}
	return (size_t)n;
}

/* `cut`: there was more of the text. */
static size_t make_line(char line[LINE_MAX_BYTES], enum log_level level, struct str text, bool cut)
{
	size_t n = add_escaped(line, begin_line(line, level), text, cut);
	if (form == LOG_JSON) {
		line[n++] = '"';
		line[n++] = '}';
	}
	line[n++] = '\n';
	return n;
}

/* --- where it goes ----------------------------------------------------------------------- */

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
	char missing[LINE_MAX_BYTES], text[100];
	if (to.dropped) {
		snprintf(
		    text, sizeof text, "%lu lines were dropped here: they could not be written", to.dropped);
		if (send_line(missing, make_line(missing, LOG_LEVEL_WARNING, str_of(text), false)))
			to.dropped = 0;
	}
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
	if (!log_shows(level))
		return;
	int saved = errno;
	char text[TEXT_MAX], line[LINE_MAX_BYTES];
	int wanted = print_text(text, fmt, args);
	if (wanted < 0)
		text[0] = '\0';
	struct str whole = str_of(text);
	bool cut = wanted >= TEXT_MAX;
	size_t bad;
	if (cut && !utf8_valid(whole, &bad) && whole.n - bad < 4)
		whole.n = bad; /* the character in which the text was cut */
	put_line(line, make_line(line, level, whole, cut));
	errno = saved;
}

void log_text(enum log_level level, const char *fmt, ...)
{
	char text[LINE_MAX_BYTES], line[LINE_MAX_BYTES];
	va_list args;
	if (!log_shows(level))
		return;
	va_start(args, fmt);
	int n = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	size_t length = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
	if (form != LOG_PLAIN) {
		put_line(line, make_line(line, level, (struct str){ text, length }, (size_t)n > length));
		return;
	}
	text[length++] = '\n';
	put_line(text, length);
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
