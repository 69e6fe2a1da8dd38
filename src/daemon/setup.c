/*
 * setup: opens what a configuration needs beside what is open, and lets go of the old only when nothing
 * can fail any more.
 *
 * The steps are in the order of what they leave: first the checks, then what can be closed again, then
 * what is made on the disk, the certificate last of it: a key that readers will trust must not come of a
 * step that fails.
 */
#include "daemon/setup.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "command/cert_warn.h"
#include "daemon/config_copy.h"
#include "daemon/ticket_watch.h"
#include "picture/store.h"

static bool open_access_log(const struct config *c, int *fd, struct err *err)
{
	*fd = -1;
	if (!*c->access_log)
		return true;
	*fd = !strcmp(c->access_log, "-")
	          ? STDOUT_FILENO
	          : open(c->access_log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0640);
	return *fd >= 0 || err_errno(err, "access log \"%s\"", c->access_log);
}

static void close_access_log(int fd)
{
	if (fd > STDERR_FILENO)
		close(fd);
}

static bool check_content(const struct config *c, struct err *err)
{
	return access(c->content, R_OK | X_OK) == 0 || err_errno(err, "content directory \"%s\"", c->content);
}

bool setup_make_folders(const struct config *c, struct err *err)
{
	char pictures[PATH_MAX];
	snprintf(pictures, sizeof pictures, "%s/" PICTURE_FOLDER, c->state);
	return (!config_exports(c) || user_make_folder(&c->user, c->facts, err)) &&
	       user_make_folder(&c->user, c->state, err) && user_make_folder(&c->user, c->feeds, err) &&
	       user_make_folder(&c->user, pictures, err);
}

static const struct setup none = { .access_fd = -1, .identities.memory.fd = -1, .copy.fd = -1 };

/* The client of the authority can be answered before there is a certificate. */
static void say_awaited(const struct setup *s)
{
	const struct config *c = s->config;
	for (size_t i = 0; i < c->listen_count; i++)
		if (c->listen[i].service == SERVICE_HTTPS &&
		    !identities_have(&s->identities, SERVICE_HTTPS)) {
			log_warning(
			    "https: %s is not there yet: HTTPS begins when it is", c->https_certificate);
			return;
		}
}

bool setup_open(struct setup *s, struct config *config, struct sockets *old, struct err *err)
{
	*s = none;
	s->config = config;
	if (!check_content(config, err) || !user_check(&config->user, err) ||
	    !ticket_watch_check(config, err))
		goto err1;
	if (!sockets_open(&s->sockets, config, old, err))
		goto err1;
	if (!open_access_log(config, &s->access_fd, err))
		goto err2;
	if (!setup_make_folders(config, err) || !acme_folder_make(config, &s->acme, err) ||
	    !certificates_ensure(config, &s->identities, err))
		goto err3;
	config_settle(config);
	if (!config_copy_new(&s->copy, config, err))
		goto err4;
	say_awaited(s);
	cert_warn(config);
	config_warn(config);
	return true;
err4:
	identities_release(&s->identities);
err3:
	close_access_log(s->access_fd);
err2:
	sockets_close(&s->sockets);
err1:
	config_release(config);
	free(config);
	*s = none;
	return false;
}

bool setup_reload(
    struct setup *next, struct setup *current, const char *file, struct str text, struct err *err)
{
	struct config *config = xmalloc(sizeof *config);
	if (!config_load_text(file, text, config)) {
		free(config);
		err_set(err, "the configuration has errors");
		goto err1;
	}
	if (setup_open(next, config, &current->sockets, err)) {
		if (!identities_lost(&current->identities, &next->identities, config, err))
			return true;
		setup_abandon(next, current);
		return false;
	}
err1:
	/* config_load set that of the file. It was set before, so it cannot fail. */
	date_set_zone(current->config->timezone, NULL);
	return false;
}

bool setup_reopen_log(struct setup *next, const struct setup *current, struct err *err)
{
	int fd;
	if (!open_access_log(current->config, &fd, err))
		return false;
	*next = *current;
	next->access_fd = fd;
	return true;
}

void setup_renew(struct setup *next, const struct setup *current, const struct identities *identities)
{
	*next = *current;
	next->identities = *identities;
}

static void release_config(struct config *c)
{
	if (c)
		config_release(c);
	free(c);
}

void setup_replace(struct setup *current, struct setup *next)
{
	if (next->sockets.v != current->sockets.v)
		sockets_take_over(&next->sockets, &current->sockets);
	if (next->access_fd != current->access_fd)
		close_access_log(current->access_fd);
	if (next->identities.memory.fd != current->identities.memory.fd)
		identities_release(&current->identities);
	if (next->config != current->config) {
		release_config(current->config);
		memfile_release(&current->copy);
	}
	*current = *next;
	*next = none;
}

void setup_abandon(struct setup *next, const struct setup *current)
{
	if (next->sockets.v != current->sockets.v)
		sockets_close(&next->sockets);
	if (next->access_fd != current->access_fd)
		close_access_log(next->access_fd);
	if (next->identities.memory.fd != current->identities.memory.fd)
		identities_release(&next->identities);
	if (next->config != current->config) {
		release_config(next->config);
		memfile_release(&next->copy);
		date_set_zone(current->config->timezone, NULL);
	}
	*next = none;
}

bool setup_same_state(const struct setup *a, const struct setup *b)
{
	struct stat one, other;
	return stat(a->config->state, &one) == 0 && stat(b->config->state, &other) == 0 &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

void setup_close(struct setup *s)
{
	close_access_log(s->access_fd);
	sockets_close(&s->sockets);
	release_config(s->config);
	identities_release(&s->identities);
	memfile_release(&s->copy);
	*s = none;
}
