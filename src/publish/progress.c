/*
 * progress: a line on a terminal that is drawn over itself, or a line of the log for each step.
 */
#include "publish/progress.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/log.h"

enum { LINE_MAX_BYTES = 200, USUAL_COLUMNS = 80 };

void progress_init(struct progress *p, int fd, int64_t (*clock)(void))
{
	*p = (struct progress){ .fd = fd,
		.terminal = isatty(fd) == 1,
		.silent = !log_shows(LOG_LEVEL_INFO),
		.clock = clock,
		.begun = clock() };
}

static size_t columns(const struct progress *p)
{
	struct winsize w;
	return ioctl(p->fd, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : USUAL_COLUMNS;
}

/* Replaces the line; the cursor goes back to its beginning, so that whoever else writes there writes over it. */
static void draw(struct progress *p, const char *text)
{
	char line[2 * LINE_MAX_BYTES];
	size_t room = columns(p) - 1, n = strlen(text);
	n = n < room ? n : room;
	size_t blanks = p->width > n ? p->width - n : 0;
	blanks = n + blanks < room ? blanks : room - n;
	int length = snprintf(line, sizeof line, "\r%.*s%*s\r", (int)n, text, (int)blanks, "");
	p->width = n;
	/* A terminal that was stopped is not waited for. */
	struct pollfd ready = { .fd = p->fd, .events = POLLOUT };
	ssize_t done = poll(&ready, 1, 0) == 1 ? write(p->fd, line, (size_t)length) : 0;
	(void)done;
}

/* "reading: 1200 of 30000 files, 9100 a second" */
static void describe(const struct progress *p, int64_t now, char text[LINE_MAX_BYTES])
{
	int64_t ms = now - p->step_begun;
	int n = snprintf(text, LINE_MAX_BYTES, "%s", p->step);
	if (p->done && p->total)
		n += snprintf(
		    text + n, LINE_MAX_BYTES - (size_t)n, ": %zu of %zu %s", p->done, p->total, p->things);
	else if (p->done)
		n += snprintf(text + n, LINE_MAX_BYTES - (size_t)n, ": %zu %s", p->done, p->things);
	if (p->done && ms > 0)
		snprintf(text + n, LINE_MAX_BYTES - (size_t)n, ", %llu a second",
		    (unsigned long long)p->done * 1000 / (unsigned long long)ms);
}

/* Shows where the step is, if it is time to. */
static void show(struct progress *p)
{
	int64_t now = p->clock();
	char text[LINE_MAX_BYTES];
	if (!p->terminal || p->silent || now - p->begun < PROGRESS_PATIENCE_MS ||
	    now - p->drawn < PROGRESS_REDRAW_MS)
		return;
	p->drawn = now;
	describe(p, now, text);
	draw(p, text);
}

void progress_step(struct progress *p, const char *step, const char *things, size_t total)
{
	if (!p)
		return;
	progress_end(p);
	p->step = step;
	p->things = things;
	p->total = total;
	p->done = 0;
	p->step_begun = p->clock();
	show(p);
}

void progress_at(struct progress *p, size_t done)
{
	if (!p)
		return;
	p->done = done;
	show(p);
}

void progress_end(struct progress *p)
{
	char text[LINE_MAX_BYTES];
	if (!p || !p->step)
		return;
	int64_t now = p->clock();
	if (p->terminal && p->width) {
		draw(p, "");
	} else if (!p->terminal && !p->silent && now - p->begun >= PROGRESS_PATIENCE_MS) {
		describe(p, now, text);
		log_info("%s (%.1f s)", text, (double)(now - p->step_begun) / 1000);
	}
	p->step = NULL;
	p->drawn = 0;
}
