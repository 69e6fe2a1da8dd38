/*
 * announced: looks at the feeds and keeps the record.
 *
 *     record = *( 64HEXDIG " " path LF )
 */
#include "daemon/announced.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "content/address.h"

enum { FEED_MAX = 64 << 20, RECORD_MAX = 64 << 20 };

#define RECORD "announced"

static size_t place_of(const struct announced *o, struct str path)
{
	size_t low = 0, high = o->n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		struct str there = str_of(o->feeds[mid].path);
		int order = memcmp(there.p, path.p, there.n < path.n ? there.n : path.n);
		if (order < 0 || (order == 0 && there.n < path.n))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The feed of this path; one that was not there comes with a digest of zeros. */
static struct known *known(struct announced *o, struct str path)
{
	size_t i = place_of(o, path);
	if (i < o->n && str_is(path, o->feeds[i].path))
		return &o->feeds[i];
	o->feeds = xrealloc(o->feeds, (o->n + 1) * sizeof *o->feeds);
	memmove(o->feeds + i + 1, o->feeds + i, (o->n++ - i) * sizeof *o->feeds);
	o->feeds[i] = (struct known){ .path = xstrndup(path.p, path.n) };
	return &o->feeds[i];
}

static bool take_digest(struct str hex, unsigned char *out)
{
	for (size_t i = 0; i < DIGEST_SIZE && hex.n == 2 * DIGEST_SIZE; i++) {
		int high = str_hex_digit(hex.p[2 * i]), low = str_hex_digit(hex.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return hex.n == 2 * DIGEST_SIZE;
}

/* Lines of a digest in hex, a space, and a path. */
static void read_record(struct announced *o)
{
	struct buf text;
	struct err err;
	struct str rest, line, hex, path;
	unsigned char digest[DIGEST_SIZE];
	buf_init(&text, RECORD_MAX);
	o->first = !file_read(o->record_fd, RECORD, RECORD_MAX, &text, &err);
	rest = buf_str(&text);
	while (str_next_line(&rest, &line)) {
		if (str_cut(line, ' ', &hex, &path) && take_digest(hex, digest))
			memcpy(known(o, path)->told, digest, DIGEST_SIZE);
	}
	buf_release(&text);
}

static void write_record(struct announced *o)
{
	struct buf text;
	struct err err;
	buf_init(&text, RECORD_MAX);
	for (size_t i = 0; i < o->n; i++) {
		for (int k = 0; k < DIGEST_SIZE; k++)
			buf_printf(&text, "%02x", o->feeds[i].told[k]);
		buf_printf(&text, " %s\n", o->feeds[i].path);
	}
	if (file_replace(o->record_fd, RECORD, buf_str(&text), 0644, &err) == FILE_FAILED)
		log_warning("announced feeds: %s", err.text);
	buf_release(&text);
}

static bool digest_file(const struct announced *o, const char *path, unsigned char *out)
{
	struct buf bytes;
	struct err err;
	buf_init(&bytes, FEED_MAX);
	bool ok = file_read(o->feeds_fd, path, FEED_MAX, &bytes, &err) && digest_sha256(buf_str(&bytes), out);
	buf_release(&bytes);
	return ok;
}

static void look_at_feed(struct announced *o, const char *path)
{
	struct stat st;
	unsigned char digest[DIGEST_SIZE];
	if (fstatat(o->feeds_fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
		return;
	struct known *k = known(o, str_of(path));
	k->look = o->looks;
	int64_t changed = file_time_ns(st.st_ctim);
	if ((k->inode == st.st_ino && k->changed_ns == changed) || !digest_file(o, path, digest))
		return;
	k->inode = st.st_ino;
	k->changed_ns = changed;
	k->changed = k->changed || memcmp(k->digest, digest, DIGEST_SIZE) != 0;
	memcpy(k->digest, digest, DIGEST_SIZE);
	if (o->first)
		memcpy(k->told, digest, DIGEST_SIZE);
}

static void look_at_folder(struct announced *o, const char *folder)
{
	char path[PATH_MAX_LEN];
	for (const struct feed_format *f = feed_formats; f->subscribed; f++) {
		int n = snprintf(path, sizeof path, "%s/%s", folder, f->name);
		if (n > 0 && (size_t)n < sizeof path)
			look_at_feed(o, path);
	}
}

static void look_at_language(struct announced *o, const char *lang)
{
	look_at_folder(o, lang);
	int fd = openat(o->feeds_fd, lang, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	char folder[PATH_MAX_LEN];
	for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
		int n = snprintf(folder, sizeof folder, "%s/%s", lang, e->d_name);
		if (path_is_slug(str_of(e->d_name)) && n > 0 && (size_t)n < sizeof folder)
			look_at_folder(o, folder);
	}
	closedir(dir);
}

static const unsigned char nothing[DIGEST_SIZE];

static bool is_there(const struct known *k)
{
	return memcmp(k->digest, nothing, DIGEST_SIZE) != 0;
}

/* Those that this look did not find. */
static void miss(struct announced *o)
{
	for (size_t i = 0; i < o->n; i++) {
		struct known *k = &o->feeds[i];
		if (k->look == o->looks || !is_there(k))
			continue;
		memset(k->digest, 0, DIGEST_SIZE);
		k->inode = 0;
		k->changed = true;
	}
}

void announced_look(struct announced *o)
{
	o->looks++;
	for (size_t i = 0; i < o->site->lang_count; i++)
		look_at_language(o, o->site->tags[i]);
	miss(o);
	o->recorded = o->recorded && !o->first;
	o->first = false;
}

static bool is_owed(const struct known *k)
{
	return is_there(k) && memcmp(k->told, k->digest, DIGEST_SIZE) != 0;
}

void announced_take_changes(struct announced *o, void (*take)(void *arg, struct str path), void *arg)
{
	for (size_t i = 0; i < o->n; i++) {
		struct known *k = &o->feeds[i];
		if (k->changed || k->lately)
			take(arg, str_of(k->path));
		k->lately = k->changed;
		k->changed = false;
	}
}

struct known *announced_owed(const struct announced *o)
{
	for (size_t i = 0; i < o->n; i++)
		if (is_owed(&o->feeds[i]))
			return &o->feeds[i];
	return NULL;
}

void announced_tell(struct announced *o, const char *path, const unsigned char digest[DIGEST_SIZE])
{
	memcpy(known(o, str_of(path))->told, digest, DIGEST_SIZE);
	o->recorded = false;
}

void announced_record(struct announced *o)
{
	if (!o->recorded)
		write_record(o);
	o->recorded = true;
}

void announced_open(struct announced *o)
{
	o->recorded = true;
	read_record(o);
}

void announced_release(struct announced *o)
{
	for (size_t i = 0; i < o->n; i++)
		free(o->feeds[i].path);
	free(o->feeds);
}
