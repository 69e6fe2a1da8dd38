/*
 * folders: a descriptor that can do nothing but hold (O_PATH), and stat(2) of the path.
 */
#include "daemon/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "picture/store.h"

void folders_hold(struct folders *f, const struct config *c)
{
	const char *const paths[FOLDER_COUNT] = { [FOLDER_CONTENT] = c->content,
		[FOLDER_FACTS] = config_has_facts(c) ? c->facts : NULL,
		[FOLDER_FEEDS] = c->feeds,
		[FOLDER_STATE] = c->state,
		[FOLDER_PICTURES] = f->pictures };
	snprintf(f->pictures, sizeof f->pictures, "%s/" PICTURE_FOLDER, c->state);
	f->follower = c->follower;
	for (int i = 0; i < FOLDER_COUNT; i++) {
		f->v[i] = (struct held_folder){ .path = paths[i] };
		f->v[i].fd = paths[i] ? open(paths[i], O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
	}
}

void folders_release(struct folders *f)
{
	for (int i = 0; i < FOLDER_COUNT; i++)
		if (f->v[i].fd >= 0)
			close(f->v[i].fd);
}

/* It is gone for good. */
static bool has_gone(struct held_folder *h)
{
	if (!h->gone_since)
		h->gone_since = clock_ms();
	return clock_ms() >= h->gone_since + FOLDERS_AWAY_MS;
}

static bool has_moved(struct held_folder *h, bool content, bool *gone)
{
	struct stat held, now;
	*gone = stat(h->path, &now) != 0;
	if (*gone)
		return errno == ENOENT && !content && h->fd >= 0 && has_gone(h);
	h->gone_since = 0;
	if (h->fd < 0)
		return S_ISDIR(now.st_mode);
	return fstat(h->fd, &held) == 0 && (held.st_ino != now.st_ino || held.st_dev != now.st_dev);
}

bool folders_away(const struct folders *f)
{
	for (int i = FOLDER_FEEDS; i < FOLDER_COUNT; i++)
		if (f->v[i].fd >= 0 && access(f->v[i].path, F_OK) != 0)
			return true;
	return false;
}

/* Others bring it back: the editors, or who copies the facts to a follower. */
static bool is_waited_for(const struct folders *f, int i)
{
	return i == FOLDER_CONTENT || (i == FOLDER_FACTS && f->follower);
}

const char *folders_moved(struct folders *f, bool *gone)
{
	for (int i = 0; i < FOLDER_COUNT; i++)
		if (f->v[i].path && has_moved(&f->v[i], is_waited_for(f, i), gone))
			return f->v[i].path;
	return NULL;
}
