/*
 * picture_server: reads a request, makes the copies or reads the words, says what there is.
 */
#include "publish/picture_server.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "picture/make.h"
#include "picture/words.h"
#include "publish/picture_wire.h"

static void make_copies(const struct picture_server *s, const struct picture_request *q, int fd,
    struct picture *out, struct err *err)
{
	const struct picture_job job = {
		.fd = fd, .folder = s->store, .role = picture_role_of(q->path), .full = q->full
	};
	*out = (struct picture){ .state = PICTURE_WAITING, .fault = FAULT_STORE };
	if (s->able)
		picture_make(&job, out, err);
}

/* A file that is away may be back when it is asked for again. */
static void make(const struct picture_server *s, const struct picture_request *q, struct picture_answer *a)
{
	struct err err = { 0 };
	struct stat st;
	int fd = file_follow_beneath(s->content, q->path);

	a->picture = (struct picture){ .state = PICTURE_WAITING, .fault = FAULT_CHANGED };
	if (fd < 0 || fstat(fd, &st) != 0)
		goto end;
	a->size = st.st_size;
	a->mtime_ns = file_time_ns(st.st_mtim);
	if (q->words)
		words_make(fd, s->store, extract_kind_of(q->path), &a->picture, &err);
	else
		make_copies(s, q, fd, &a->picture, &err);
	if (a->picture.state == PICTURE_WAITING && a->picture.fault == FAULT_STORE && (s->able || q->words))
		log_error("%s: %s", q->path, err.text);
end:
	if (fd >= 0)
		close(fd);
}

/*
 * On a busy machine a picture has less of the processor; what waits for a disk that does not answer ends
 * too. 0: none.
 */
static void limit_time(unsigned seconds)
{
	const struct itimerval processor = { .it_value.tv_sec = seconds };
	setitimer(ITIMER_PROF, &processor, NULL);
	alarm(seconds * PICTURE_CLOCK_TIMES);
}

static bool say(const struct picture_server *s, const struct picture_answer *a)
{
	ssize_t n;
	do
		n = write(s->socket, a, sizeof *a);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof *a;
}

/* False: the other side is closed. */
static bool hear(const struct picture_server *s, struct picture_request *q)
{
	ssize_t n;
	do
		n = read(s->socket, q, sizeof *q);
	while (n < 0 && errno == EINTR);
	q->path[sizeof q->path - 1] = 0;
	return n == (ssize_t)sizeof *q;
}

void picture_serve(const struct picture_server *s)
{
	struct picture_request q;
	struct picture_answer a = { 0 };

	for (bool go = say(s, &a); go && hear(s, &q); go = say(s, &a)) {
		a = (struct picture_answer){ .number = q.number };
		limit_time(q.words ? EXTRACT_SECONDS_MAX : PICTURE_SECONDS_MAX);
		make(s, &q, &a);
		limit_time(0);
	}
}
