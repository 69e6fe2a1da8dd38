/*
 * progress: a line on a terminal that is drawn over itself, or a line of the log for each step.
 */
#include "publish/progress.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/message.h"
#include "base/utf8.h"

enum { USUAL_COLUMNS = 80 };

void progress_init(struct progress *p, int fd, int64_t (*clock)(void))
{
	*p = (struct progress){ .fd = fd,
		.terminal = isatty(fd) == 1 && log_form_now() == LOG_PLAIN,
		.silent = !log_shows(LOG_LEVEL_INFO),
		.clock = clock,
		.begun = clock() };
}

/* What a step says: before it has come anywhere, while it is under way, when it has ended. */
struct words {
	const char *begun, *under_way, *ended;
};

/*
 * Their arguments: how many are done, of how many if that is known, how many a second, and how many
 * seconds it took.
 */
static const struct words steps[] = {
	[PROGRESS_READING] = { MESSAGE("reading"), MESSAGE("reading: %zu of %zu files, %zu a second"),
	    MESSAGE("reading: %zu of %zu files, %zu a second (%.1f s)") },
	[PROGRESS_FEEDS] = { MESSAGE("writing feeds"), MESSAGE("writing feeds: %zu documents, %zu a second"),
	    MESSAGE("writing feeds: %zu documents, %zu a second (%.1f s)") },
	[PROGRESS_ATTACHMENTS] = { MESSAGE("reading attachments"),
	    MESSAGE("reading attachments: %zu files, %zu a second"),
	    MESSAGE("reading attachments: %zu files, %zu a second (%.1f s)") },
	[PROGRESS_INDEXING] = { MESSAGE("indexing for search"),
	    MESSAGE("indexing for search: %zu of %zu files, %zu a second"),
	    MESSAGE("indexing for search: %zu of %zu files, %zu a second (%.1f s)") },
	[PROGRESS_IMPORTING] = { MESSAGE("importing"), MESSAGE("importing: %zu items, %zu a second"),
	    MESSAGE("importing: %zu items, %zu a second (%.1f s)") },
};

static size_t columns(const struct progress *p)
{
	struct winsize w;
	return ioctl(p->fd, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : USUAL_COLUMNS;
}

/*
 * Replaces the line; the cursor goes back to its beginning, so that whoever else writes there writes over
 * it.
 */
static void draw(struct progress *p, struct str text)
{
	struct buf line;
	size_t room = columns(p) - 1;
	struct str shown = str_sub(text, 0, room ? utf8_fit(text, room) : 0);
	size_t n = utf8_columns(shown);
	size_t blanks = p->width > n ? p->width - n : 0;
	blanks = n + blanks < room ? blanks : room - n;
	buf_init(&line, 2 * MESSAGE_MAX);
	buf_printf(&line, "\r%.*s%*s\r", STR_ARG(shown), (int)blanks, "");
	p->width = n;
	/* A terminal that was stopped is not waited for. */
	struct pollfd ready = { .fd = p->fd, .events = POLLOUT };
	ssize_t done = poll(&ready, 1, 0) == 1 ? write(p->fd, line.data, line.len) : 0;
	(void)done;
	buf_release(&line);
}

static size_t rate(const struct progress *p, int64_t now)
{
	int64_t ms = now - p->step_begun;
	return p->done * 1000 / (size_t)(ms > 0 ? ms : 1);
}

/* "reading: 1200 of 30000 files, 9100 a second" */
static void describe(const struct progress *p, int64_t now, struct buf *out)
{
	const struct words *w = &steps[p->step];
	if (!p->done)
		buf_puts(out, message_find(message_spoken(), w->begun));
	else if (p->total)
		message_add(out, w->under_way, p->done, p->total, rate(p, now));
	else
		message_add(out, w->under_way, p->done, rate(p, now));
}

/* Shows where the step is, if it is time to. */
static void show(struct progress *p)
{
	int64_t now = p->clock();
	struct buf text;
	if (!p->terminal || p->silent || now - p->begun < PROGRESS_PATIENCE_MS ||
	    now - p->drawn < PROGRESS_REDRAW_MS)
		return;
	p->drawn = now;
	buf_init(&text, MESSAGE_MAX);
	describe(p, now, &text);
	draw(p, buf_str(&text));
	buf_release(&text);
}

/* Also what takes no time to show. */
static void note(struct progress *p)
{
	struct progress_view *v = p->view;
	if (!v)
		return;
	atomic_store_explicit(&v->step, (int)p->step, memory_order_relaxed);
	atomic_store_explicit(&v->done, p->done, memory_order_relaxed);
	atomic_store_explicit(&v->total, p->total, memory_order_relaxed);
	atomic_store_explicit(&v->moves, v->moves + 1, memory_order_relaxed);
}

void progress_step(struct progress *p, enum progress_step step, size_t total)
{
	if (!p)
		return;
	progress_end(p);
	p->step = step;
	p->total = total;
	p->done = 0;
	p->step_begun = p->clock();
	note(p);
	show(p);
}

void progress_at(struct progress *p, size_t done)
{
	if (!p)
		return;
	p->done = done;
	note(p);
	show(p);
}

static void log_end(const struct progress *p, int64_t now)
{
	double seconds = (double)(now - p->step_begun) / 1000;
	if (p->total)
		log_info(steps[p->step].ended, p->done, p->total, rate(p, now), seconds);
	else
		log_info(steps[p->step].ended, p->done, rate(p, now), seconds);
}

void progress_end(struct progress *p)
{
	if (!p || !p->step)
		return;
	int64_t now = p->clock();
	if (p->terminal && p->width)
		draw(p, STR(""));
	else if (!p->terminal && !p->silent && now - p->begun >= PROGRESS_PATIENCE_MS)
		log_end(p, now);
	p->step = PROGRESS_NONE;
	p->drawn = 0;
	note(p);
}
