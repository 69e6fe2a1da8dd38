/*
 * pictures: a sorted table of what is asked for.
 *
 *   ASKED ──▶ SENT ──▶ ANSWERED ──▶ NAMED ──▶ gone, with the pass that takes it
 *     ▲        │
 *     └────────┴──▶ LATER: the file changed or was away meanwhile; the next pass that finds it asks again
 *
 * At most one is SENT, also of both kinds. The file whose words are wanted is none of the table: it goes from
 * ASKED to ANSWERED, whatever happens.
 */
#include "publish/pictures.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "extract/extract.h"
#include "publish/picture_wire.h"

enum step { ASKED, SENT, LATER, ANSWERED, NAMED };

struct wish {
	char *path; /* NULL: nothing is wished */
	struct file_stamp stamp;
	bool full;
	enum step step;
	uint64_t number; /* in the order of asking */
	unsigned tries;  /* in which the process died */
	int64_t sent;    /* clock_ms */
	struct picture picture;
	bool is_words;
	int64_t of; /* the caller's number of a file whose words are wanted */
};

struct pictures {
	int fd;
	struct wish **v; /* by path */
	size_t n;
	char **held; /* paths of texts */
	size_t held_count;
	uint64_t last;    /* number given */
	struct wish *out; /* the one that is SENT, or NULL */
	struct wish words;
	bool gone; /* there is no process any more */
	/* when the process gave the last one, or something was asked for after nothing was; clock_ms */
	int64_t sign;
};

struct pictures *pictures_new(int fd)
{
	struct pictures *p = xcalloc(1, sizeof *p);
	p->fd = fd;
	p->sign = clock_ms();
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	return p;
}

static void free_wish(struct pictures *p, size_t i)
{
	struct wish *w = p->v[i];

	if (!w)
		return;
	if (p->out == w)
		p->out = NULL;
	free(w->path);
	free(w);
}

void pictures_free(struct pictures *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		free_wish(p, i);
	for (size_t i = 0; i < p->held_count; i++)
		free(p->held[i]);
	free(p->words.path);
	free(p->v);
	free(p->held);
	free(p);
}

/* --- the table ---------------------------------------------------------------------------- */

/* The first that is not before the path. */
static size_t place_of(const struct pictures *p, const char *path)
{
	size_t from = 0, to = p->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (strcmp(p->v[middle]->path, path) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static struct wish *find(const struct pictures *p, const char *path)
{
	size_t at = place_of(p, path);
	return at < p->n && !strcmp(p->v[at]->path, path) ? p->v[at] : NULL;
}

static bool is_open(const struct wish *w)
{
	return w->step < ANSWERED;
}

/* Whether there is a file whose words are wanted. */
static bool is_read(const struct pictures *p)
{
	return p->words.path != NULL;
}

static bool any_open(const struct pictures *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (is_open(p->v[i]) && p->v[i]->step != LATER)
			return true;
	return false;
}

static struct wish *add(struct pictures *p, const char *path)
{
	size_t at = place_of(p, path);
	struct wish *w = xcalloc(1, sizeof *w);
	if (!any_open(p))
		p->sign = clock_ms();
	w->path = xstrdup(path);
	p->v = xrealloc(p->v, (p->n + 1) * sizeof(struct wish *));
	memmove(p->v + at + 1, p->v + at, (p->n - at) * sizeof *p->v);
	p->v[at] = w;
	p->n++;
	return w;
}

static bool same_file(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns &&
	       a->inode == b->inode;
}

static void ask(struct pictures *p, struct wish *w, const struct file_stamp *stamp, bool full)
{
	if (p->out == w)
		p->out = NULL; /* its answer is of what was there before */
	w->stamp = *stamp;
	w->full = full;
	w->step = ASKED;
	w->tries = 0;
	w->number = ++p->last;
}

bool pictures_find(
    struct pictures *p, const char *path, const struct file_stamp *stamp, bool full, struct picture *out)
{
	struct wish *w = find(p, path);
	if (!w)
		w = add(p, path);
	if (w->step == LATER && same_file(&w->stamp, stamp))
		ask(p, w, stamp, full || w->full);
	else if (!w->number || !same_file(&w->stamp, stamp) || (full && !w->full))
		ask(p, w, stamp, full);
	if (is_open(w))
		return false;
	w->step = NAMED;
	*out = w->picture;
	return true;
}

bool pictures_has_news(const struct pictures *p, const char *path)
{
	const struct wish *w = find(p, path);
	return w && !is_open(w);
}

/* --- what waits ----------------------------------------------------------------------------- */

static bool is_patient(const struct pictures *p)
{
	return clock_ms() < p->sign + PICTURES_PATIENCE_MS;
}

bool pictures_waits_in(const struct pictures *p, const char *folder)
{
	if (!is_patient(p))
		return false;
	for (size_t i = place_of(p, folder); i < p->n && str_starts(str_of(p->v[i]->path), folder); i++)
		if (is_open(p->v[i]))
			return true;
	return false;
}

void pictures_hold(struct pictures *p, const char *path)
{
	for (size_t i = 0; i < p->held_count; i++)
		if (!strcmp(p->held[i], path))
			return;
	p->held = xrealloc(p->held, (p->held_count + 1) * sizeof(char *));
	p->held[p->held_count++] = xstrdup(path);
}

/* "project/item/" of a file in it. */
static char *folder_of(struct arena *a, const char *path)
{
	return arena_printf(a, "%.*s", (int)(strrchr(path, '/') - path + 1), path);
}

static void name_wishes(struct pictures *p, struct arena *a, const char ***paths, size_t *n)
{
	for (size_t i = 0; i < p->n; i++) {
		struct wish *w = p->v[i];
		if (w->step != ANSWERED || pictures_waits_in(p, folder_of(a, w->path)))
			continue;
		w->step = NAMED;
		*ARENA_PUSH(a, *paths, *n) = arena_strdup(a, w->path);
	}
}

static void name_held(struct pictures *p, struct arena *a, const char ***paths, size_t *n)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->held_count; i++) {
		char *path = p->held[i];
		if (pictures_waits_in(p, folder_of(a, path))) {
			p->held[kept++] = path;
			continue;
		}
		*ARENA_PUSH(a, *paths, *n) = arena_strdup(a, path);
		free(path);
	}
	p->held_count = kept;
}

void pictures_settle(struct pictures *p)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i]->step == NAMED)
			free_wish(p, i);
		else
			p->v[kept++] = p->v[i];
	p->n = kept;
}

/* --- the process ---------------------------------------------------------------------------- */

/* Of all that are to be asked for the first. */
static struct wish *find_next(const struct pictures *p)
{
	struct wish *next = NULL;
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i]->step == ASKED && (!next || p->v[i]->number < next->number))
			next = p->v[i];
	return next;
}

static void send_next(struct pictures *p)
{
	struct wish *w = p->out ? NULL : find_next(p);
	struct picture_request q = { 0 };
	if (!w && !p->out && is_read(p) && p->words.step == ASKED)
		w = &p->words;
	if (!w)
		return;
	q.number = w->number;
	q.words = w->is_words;
	q.full = w->full;
	snprintf(q.path, sizeof q.path, "%s", w->path);
	if (write(p->fd, &q, sizeof q) != (ssize_t)sizeof q)
		return;
	w->step = SENT;
	w->sent = clock_ms();
	p->out = w;
}

static void answer(struct pictures *p, struct wish *w, const struct picture *picture)
{
	p->out = NULL;
	w->picture = *picture;
	w->step = ANSWERED;
}

/* The process is a new one. What was asked of the one before may have been too much for it. */
static void blame(struct pictures *p)
{
	struct wish *w = p->out;
	bool late;
	if (!w)
		return;
	int seconds = w->is_words ? EXTRACT_SECONDS_MAX : PICTURE_SECONDS_MAX;
	late = clock_ms() - w->sent >= (seconds - 1) * 1000;
	p->out = NULL;
	w->step = ASKED;
	if (++w->tries >= PICTURES_TRIES || late)
		answer(p, w,
		    &(struct picture){ .state = PICTURE_FAILED, .fault = late ? FAULT_TIME : FAULT_FORMAT });
}

/*
 * Decoders of hostile files run where this comes from: whoever takes that process over may say anything.
 * Nothing but numbers within their bounds, and a name of hexadecimal digits, goes further.
 */
static bool is_sound(const struct picture *p)
{
	size_t n = strnlen(p->digest, sizeof p->digest);
	return p->role >= PICTURE_OF_ITEM && p->role <= PICTURE_LOGO && p->state >= PICTURE_NONE &&
	       p->state <= PICTURE_FAILED && p->form >= PICTURE_JPEG && p->form < PICTURE_FORM_COUNT &&
	       p->fault >= FAULT_NONE && p->fault < FAULT_COUNT && p->width <= PICTURE_PIXELS_MAX &&
	       p->height <= PICTURE_PIXELS_MAX && p->full_size >= 0 && n < sizeof p->digest &&
	       strspn(p->digest, "0123456789abcdef") == n;
}

static void take(struct pictures *p, const struct picture_answer *a)
{
	static const struct picture unsound = { .state = PICTURE_FAILED, .fault = FAULT_FORMAT };
	struct wish *w = p->out;
	p->sign = clock_ms();
	if (!a->number) {
		blame(p);
		return;
	}
	if (!w || w->number != a->number)
		return;
	bool other = a->size != w->stamp.size || a->mtime_ns != w->stamp.mtime_ns;
	if (w->is_words && other)
		answer(p, w, &(struct picture){ .state = PICTURE_WAITING, .fault = FAULT_CHANGED });
	else if (w->is_words)
		answer(p, w, is_sound(&a->picture) ? &a->picture : &unsound);
	else if (other || (a->picture.state == PICTURE_WAITING && a->picture.fault == FAULT_CHANGED)) {
		p->out = NULL;
		w->step = LATER;
	} else {
		answer(p, w, is_sound(&a->picture) ? &a->picture : &unsound);
	}
}

/* There is no process, and there will be none: nothing can be made now. */
static void give_up(struct pictures *p)
{
	static const struct picture none = { .state = PICTURE_WAITING, .fault = FAULT_STORE };
	p->gone = true;
	for (size_t i = 0; i < p->n; i++)
		if (is_open(p->v[i]))
			answer(p, p->v[i], &none);
	if (is_read(p) && is_open(&p->words))
		answer(p, &p->words, &none);
}

static void hear(struct pictures *p)
{
	struct picture_answer a;
	ssize_t n;
	while ((n = read(p->fd, &a, sizeof a)) == (ssize_t)sizeof a)
		take(p, &a);
	if (n == 0)
		give_up(p);
	else
		send_next(p);
}

int pictures_fd(const struct pictures *p)
{
	return p->fd;
}

void pictures_turn(struct pictures *p, struct arena *a, const char ***paths, size_t *n)
{
	*paths = NULL;
	*n = 0;
	hear(p);
	name_wishes(p, a, paths, n);
	name_held(p, a, paths, n);
}

void pictures_wait(struct pictures *p, int64_t ms)
{
	int64_t until = ms < 0 ? INT64_MAX : clock_ms() + ms;
	hear(p);
	while (any_open(p) && is_patient(p) && clock_ms() < until) {
		int64_t left = until - clock_ms();
		struct pollfd fd = { .fd = p->fd, .events = POLLIN };
		poll(&fd, 1, left < 1000 ? (int)left : 1000);
		hear(p);
	}
}

/* --- words ------------------------------------------------------------------------------------ */

bool pictures_can_read(const struct pictures *p)
{
	return !is_read(p) && !p->gone;
}

bool pictures_reads(const struct pictures *p)
{
	return is_read(p);
}

bool pictures_has_words(const struct pictures *p)
{
	return is_read(p) && !is_open(&p->words);
}

void pictures_read(struct pictures *p, int64_t number, const char *path, const struct file_stamp *stamp)
{
	assert(pictures_can_read(p));
	if (!any_open(p))
		p->sign = clock_ms();
	p->words = (struct wish){ .path = xstrdup(path), .is_words = true, .of = number };
	ask(p, &p->words, stamp, false);
	hear(p);
}

bool pictures_take_words(struct pictures *p, int64_t *number, struct picture *out)
{
	hear(p);
	if (!pictures_has_words(p))
		return false;
	*number = p->words.of;
	*out = p->words.picture;
	free(p->words.path);
	p->words = (struct wish){ 0 };
	return true;
}

static bool awaits_words(const struct pictures *p)
{
	return is_read(p) && is_open(&p->words);
}

bool pictures_wait_for_words(struct pictures *p, int64_t ms, int other)
{
	int64_t until = ms < 0 ? INT64_MAX : clock_ms() + ms;
	struct pollfd fds[] = { { .fd = p->fd, .events = POLLIN }, { .fd = other, .events = POLLIN } };
	hear(p);
	while (awaits_words(p) && is_patient(p) && clock_ms() < until && !fds[1].revents) {
		int64_t left = until - clock_ms();
		poll(fds, ARRAY_SIZE(fds), left < 1000 ? (int)left : 1000);
		hear(p);
	}
	if (ms < 0 && awaits_words(p))
		give_up(p);
	return pictures_has_words(p);
}
