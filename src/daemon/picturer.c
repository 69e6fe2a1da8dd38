/*
 * picturer: loads the decoders, gives up what they do not need, then serves.
 *
 *   picturer_run ──▶ LOADING ──▶ SERVING ──▶ end: told to, no one asks any more, or a picture was too much
 *
 *   LOADING  All that the library loads is loaded here, since nothing can be later: neither files nor code.
 *   SERVING  In the sandbox, with bounded memory; each picture has its time (publish/picture_server.h).
 */
#include "daemon/picturer.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "daemon/process.h"
#include "daemon/sandbox.h"
#include "extract/extract.h"
#include "picture/make.h"
#include "picture/store.h"
#include "publish/picture_server.h"

enum { LOW_PRIORITY = 10 }; /* as nice(1) says it */

void picturer_sockets(int pair[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0)
		return;
	pair[0] = pair[1] = -1;
	log_warning("no sockets between processes here: pictures are left out");
}

static int open_dir(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		err_errno(err, "directory \"%s\"", path);
	return fd;
}

/* What is allocated, not what is mapped of libraries. */
static void limit_memory(void)
{
	const struct rlimit data = { PICTURE_MEMORY_MAX, PICTURE_MEMORY_MAX };
	setrlimit(RLIMIT_DATA, &data);
}

static bool open_folders(const struct config *c, struct picture_server *s, struct err *err)
{
	char store[PATH_MAX];
	snprintf(store, sizeof store, "%s/" PICTURE_FOLDER, c->state);
	s->store = file_make_dirs(AT_FDCWD, store, err) ? open_dir(store, err) : -1;
	s->content = s->store >= 0 ? open_dir(c->content, err) : -1;
	return s->content >= 0;
}

static void close_folders(const struct picture_server *s)
{
	if (s->store >= 0)
		close(s->store);
	if (s->content >= 0)
		close(s->content);
}

/* One that cannot make pictures serves too: it says so of each, and the texts go out. */
static void load(struct picture_server *s)
{
	struct err err;
	s->able = picture_load(&err);
	if (!s->able)
		log_error("%s; pictures are left out", err.text);
	if (!extract_load(&err))
		log_warning("%s; the search does not find what is in PDFs", err.text);
}

int picturer_run(const struct config *config, int socket)
{
	struct picture_server s = { .socket = socket, .content = -1, .store = -1 };
	struct err err;
	int status = 1;
	if (!process_become(&config->user, &err))
		goto failed;
	/* Readers come first. */
	setpriority(PRIO_PROCESS, 0, LOW_PRIORITY);
	load(&s);
	limit_memory();
	if (!open_folders(config, &s, &err) || !sandbox_picturer(config, &err))
		goto failed;
	process_ready();
	picture_serve(&s);
	status = 0;
	goto end;
failed:
	log_error("%s", err.text);
end:
	close_folders(&s);
	return status;
}

/* Another one in its place, as often as a picture is too much for it. */
static void run_again_and_again(const struct config *config, int socket)
{
	pid_t self = getpid(), pid;
	int status = 0;
	do {
		pid = fork();
		if (pid == 0) {
			process_begin("picture", self, -1);
			_exit(picturer_run(config, socket));
		}
	} while (pid > 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
}

int picturer_start(const struct config *config)
{
	int pair[2];
	pid_t pid, parent = getpid();
	picturer_sockets(pair);
	if (pair[0] < 0)
		return -1;
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		close(pair[0]);
		process_begin("pictures", parent, -1);
		process_ready();
		run_again_and_again(config, pair[1]);
		_exit(0);
	}
	close(pair[1]);
	if (pid > 0)
		return pair[0];
	log_warning("no further process can be started: pictures are left out");
	close(pair[0]);
	return -1;
}
