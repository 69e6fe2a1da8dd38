/*
 * follower: looks at the export, compares it with the rows, then looks for the content that these lack.
 */
#include "daemon/follower.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "daemon/export_file.h"
#include "publish/pictures.h"

/* One pass. */
struct step {
	struct follower *f;
	struct compiler *c;
	struct arena arena;
	struct following rows;
	bool *take;
	struct file_stamp *stamps;
	size_t waiting;      /* files that are not here as the export has them */
	const char *waits;   /* one of them */
	const char **groups; /* the items that these belong to, sorted, when patience is over */
	size_t group_count;
	const char **drops;
	size_t drop_count;
};

void follower_init(struct follower *f, const struct config *config)
{
	*f = (struct follower){ .config = config, .patience = FOLLOWER_PATIENCE_MS };
	snprintf(f->path, sizeof f->path, "%s/" EXPORT_NAME, config->facts ? config->facts : "");
	buf_init(&f->bytes, EXPORT_BYTES_MAX);
}

static void forget_seen(struct follower *f)
{
	for (size_t i = 0; f->seen && i < f->held.file_count; i++)
		free(f->seen[i]);
	free(f->seen);
	f->seen = NULL;
}

void follower_release(struct follower *f)
{
	forget_seen(f);
	export_release(&f->held);
	buf_release(&f->bytes);
}

void follower_again(struct follower *f)
{
	f->current = f->looked = false;
}

bool follower_is_due(const struct follower *f)
{
	struct file_stamp now;
	bool there = export_file_stamp(f->path, &now);
	if (there != f->looked)
		return there || f->has;
	return there && !export_file_same(&now, &f->stamp);
}

/* --- the export ------------------------------------------------------------------------------- */

static void say(struct follower *f, const char *what)
{
	if (strcmp(f->said, what) != 0)
		log_warning("%s: %s", f->path, what);
	snprintf(f->said, sizeof f->said, "%s", what);
}

static void say_good(struct follower *f)
{
	if (f->said[0])
		log_info("%s: it is read again", f->path);
	f->said[0] = 0;
	f->copied_since = 0;
}

/* What differs is named side by side. */
static bool is_of_site(const struct follower *f, const struct export_head *h, struct err *err)
{
	if (config_agrees(f->config, h->site))
		return true;
	char *own = config_common(f->config);
	err_set(err,
	    "it is of a site with another configuration (\"%.*s\"; here \"%s\"): name, ports, languages "
	    "and time zone have to be the same on all machines",
	    STR_ARG(h->site), own);
	free(own);
	return false;
}

/* Whether it may take the place of what is held; err says why not. */
static bool may_take(struct follower *f, struct writer *w, const struct export_head *h, struct err *err)
{
	if (!is_of_site(f, h, err))
		return false;
	switch (writer_relation(w, h, err)) {
	case EXPORT_NEXT:
	case EXPORT_HELD:
		return true;
	case EXPORT_OLD:
		return err_set(err, "it is older (number %lld) than what is shown here: it is passed over",
		    (long long)h->origin.number);
	case EXPORT_FOREIGN:
		return err_set(err,
		    "its facts are of another site (%.*s) than those of this machine: to follow it, stop "
		    "jarchy "
		    "and move \"%s\" away",
		    STR_ARG(h->identity), f->config->state);
	case EXPORT_REPLACED:
		return err_set(err,
		    "it is of a machine that was the origin before (%.*s): set role = \"follower\" there",
		    STR_ARG(h->origin.id));
	case EXPORT_STRANGE:
		return err_set(err,
		    "it is of another machine (%.*s) than the origin that is followed here: there may be one "
		    "origin alone",
		    STR_ARG(h->origin.id));
	case EXPORT_UNKNOWN:
		break;
	}
	return false;
}

/* What was seen of files that the next export names too is still true. */
static struct seen_file **move_seen(struct follower *f, const struct export *next)
{
	struct seen_file **seen = xcalloc(next->file_count + 1, sizeof(struct seen_file *));
	for (size_t i = 0, k = 0; f->seen && i < f->held.file_count && k < next->file_count;) {
		int order = strcmp(f->held.files[i].path, next->files[k].path);
		if (order == 0) {
			if (f->seen[i] && f->seen[i]->digest[0])
				seen[k] = f->seen[i];
			else
				free(f->seen[i]);
			f->seen[i] = NULL;
		}
		i += order <= 0;
		k += order >= 0;
	}
	return seen;
}

/* Takes bytes and export. */
static void hold(struct follower *f, struct buf *bytes, struct export *next)
{
	struct seen_file **seen = move_seen(f, next);
	forget_seen(f);
	export_release(&f->held);
	buf_release(&f->bytes);
	f->bytes = *bytes;
	f->held = *next;
	f->seen = seen;
	f->has = true;
	f->current = false;
	say_good(f);
}

/* It may be on its way. */
static void note_part(struct follower *f, const struct err *err)
{
	if (!f->copied_since)
		f->copied_since = clock_ms();
	if (clock_ms() >= f->copied_since + FOLLOWER_COPY_MS)
		say(f, err->text);
}

/* False: the facts failed. */
static bool take_export(struct follower *f, struct writer *w, struct buf *bytes, struct err *err)
{
	struct export next;
	struct err why = { .text = "" };
	enum export_state state = export_read(buf_str(bytes), &next, &why);
	if (state == EXPORT_PART)
		note_part(f, &why);
	else if (state == EXPORT_NEWER)
		say(f, why.text);
	if (state != EXPORT_GOOD) {
		buf_release(bytes);
		return true;
	}
	if (may_take(f, w, &next.head, &why)) {
		hold(f, bytes, &next);
		return true;
	}
	bool ok = why.text[0] && writer_relation(w, &next.head, err) != EXPORT_UNKNOWN;
	if (ok)
		say(f, why.text);
	f->copied_since = 0;
	export_release(&next);
	buf_release(bytes);
	return ok;
}

static void note_away(struct follower *f, int error)
{
	struct err err;
	f->looked = false;
	errno = error;
	err_errno(
	    &err, f->has ? "it cannot be read: what is shown stays until it returns"
	                 : "it cannot be read: nothing is shown before the origin has written it, and it was "
	                   "copied here");
	say(f, err.text);
}

/* Reads the export if it is another one. */
static bool look(struct follower *f, struct writer *w, struct err *err)
{
	struct buf bytes;
	struct err why;
	struct file_stamp before;
	if (!export_file_stamp(f->path, &before)) {
		note_away(f, errno);
		return true;
	}
	if (f->looked && export_file_same(&before, &f->stamp) && !f->copied_since)
		return true;
	buf_init(&bytes, EXPORT_BYTES_MAX);
	bool read = file_read(AT_FDCWD, f->path, EXPORT_BYTES_MAX, &bytes, &why);
	if (!read)
		note_away(f, errno);
	f->stamp = before;
	f->looked = true;
	if (read)
		return take_export(f, w, &bytes, err);
	buf_release(&bytes);
	return true;
}

/* --- the content ------------------------------------------------------------------------------ */

/* The digest of the file as it is now; NULL: it is not there. */
static const struct seen_file *see(struct step *s, size_t i)
{
	struct follower *f = s->f;
	struct stat st;
	int fd = file_follow_beneath(s->c->content_fd, f->held.files[i].path);
	if (fd < 0)
		return NULL;
	bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	struct file_stamp now = { st.st_size, file_time_ns(st.st_mtim), file_time_ns(st.st_ctim), st.st_ino };
	struct seen_file *seen = f->seen[i];
	if (ok && (!seen || !export_file_same(&seen->stamp, &now))) {
		seen = f->seen[i] = seen ? seen : xcalloc(1, sizeof *seen);
		ok = digest_of_file(fd, seen->digest);
		seen->stamp = now;
	}
	close(fd);
	return ok ? seen : NULL;
}

/* "project/stem" of an item's texts and files, else the path. */
static const char *group_of(struct step *s, const struct export_file *file)
{
	const struct content_name *n = &file->name;
	if (!*n->stem)
		return file->path;
	return arena_printf(&s->arena, "%s/%s", n->project, n->stem);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_in(const char *name, const char *const *list, size_t n)
{
	return n && bsearch(&name, list, n, sizeof *list, by_name);
}

static void wait_for(struct step *s, size_t i)
{
	const struct export_file *file = &s->f->held.files[i];
	s->waiting++;
	s->waits = file->path;
	*ARENA_PUSH(&s->arena, s->groups, s->group_count) = group_of(s, file);
}

/* Which of the files that the rows lack are here. */
static void find_content(struct step *s)
{
	const struct export *e = &s->f->held;
	s->take = xcalloc(e->file_count + 1, sizeof *s->take);
	s->stamps = xcalloc(e->file_count + 1, sizeof *s->stamps);
	for (size_t i = 0; i < e->file_count; i++) {
		bool news = s->c->pictures && !s->rows.lacks[i] &&
		            pictures_has_news(s->c->pictures, e->files[i].path);
		if (!s->rows.lacks[i] && !news)
			continue;
		const struct seen_file *seen = see(s, i);
		s->take[i] = seen && !strcmp(seen->digest, e->files[i].digest);
		if (s->take[i])
			s->stamps[i] = seen->stamp;
		else if (s->rows.lacks[i])
			wait_for(s, i);
	}
}

/* Patience is over: an item is taken with all of its texts and files, or stays as it is. */
static void leave_parts(struct step *s)
{
	const struct export *e = &s->f->held;
	qsort(s->groups, s->group_count, sizeof *s->groups, by_name);
	for (size_t i = 0; i < e->file_count; i++)
		if (s->take[i] && is_in(group_of(s, &e->files[i]), s->groups, s->group_count))
			s->take[i] = false;
}

/* What moved stays at its old place until its file is here. */
static void find_drops(struct step *s)
{
	const struct export *e = &s->f->held;
	const char **ids = NULL;
	size_t n = 0;
	for (size_t i = 0; s->waiting && i < e->file_count; i++)
		if (s->rows.lacks[i] && !s->take[i] && *e->files[i].id)
			*ARENA_PUSH(&s->arena, ids, n) = e->files[i].id;
	if (n)
		qsort(ids, n, sizeof *ids, by_name);
	for (size_t i = 0; i < s->rows.drop_count; i++)
		if (!is_in(s->rows.ids[i], ids, n))
			*ARENA_PUSH(&s->arena, s->drops, s->drop_count) = s->rows.drops[i];
}

static bool takes_something(const struct step *s)
{
	bool any = s->drop_count > 0;
	for (size_t i = 0; !any && i < s->f->held.file_count; i++)
		any = s->take[i];
	return any || !s->rows.current || s->c->feeds_owed;
}

static void say_waiting(struct step *s)
{
	struct follower *f = s->f;
	if (s->waiting && !f->waiting)
		log_warning(
		    "%s: %zu files of the content are not here as the origin has them, \"%s\" is one: what "
		    "readers have of them stays",
		    f->path, s->waiting, s->waits);
	else if (!s->waiting && f->waiting)
		log_info("%s: all of the content is here", f->path);
	f->waiting = s->waiting;
}

static void say_takeover(struct follower *f, const struct takeover *t)
{
	if (t->ids)
		log_warning(
		    "%s: its facts take the place of those that this machine made: ids that only it gave "
		    "out: %lld; the old ones are kept in %s/facts.db.replaced",
		    f->path, (long long)t->ids, f->config->state);
}

/* --- one pass --------------------------------------------------------------------------------- */

/* The folders of the content, for the watch: a file that waits is seen when it comes. */
static void list_folders(const struct export *e, struct scan *scan)
{
	const char *last = "";
	*ARENA_PUSH(&scan->arena, scan->folders, scan->folder_count) = "";
	for (size_t i = 0; i < e->file_count; i++) {
		const char *path = e->files[i].path;
		for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
			size_t n = (size_t)(slash - path);
			if (!strncmp(last, path, n + 1))
				continue;
			*ARENA_PUSH(&scan->arena, scan->folders, scan->folder_count) = arena_str(
			    &scan->arena, (struct str){ path, n });
		}
		last = path;
	}
}

/* Left for the next look: it may be right again by then. */
static void forget_unfit(struct step *s, const char *path)
{
	struct follower *f = s->f;
	for (size_t i = 0; path && i < f->held.file_count; i++) {
		if (strcmp(f->held.files[i].path, path) != 0 || !f->seen[i])
			continue;
		f->seen[i]->digest[0] = 0; /* no file has it, until its stamp is another */
	}
}

static bool take(struct step *s, struct compile_report *r, int64_t *wait, struct err *err)
{
	struct follower *f = s->f;
	struct compile_following following = { .export = &f->held,
		.rows = &s->rows,
		.take = s->take,
		.stamps = s->stamps,
		.drops = s->drops,
		.drop_count = s->drop_count };
	compile_report_release(r);
	int done = compile_follow(s->c, &following, r, err);
	say_takeover(f, &following.takeover);
	if (done == 1) {
		f->current = !s->waiting;
		f->waits_since = s->waiting ? f->waits_since : 0;
		say_waiting(s);
	} else if (done < 0 && following.unfit) {
		say(f, err->text);
		forget_unfit(s, following.unfit);
		*wait = FOLLOWER_RETRY_MS;
		return true;
	}
	return done >= 0;
}

static int64_t time_left(const struct follower *f)
{
	int64_t left = f->waits_since + f->patience - clock_ms();
	return left > 0 ? left : 0;
}

/* Whether what waits is to be waited for. */
static bool has_patience(struct step *s, int64_t *wait)
{
	struct follower *f = s->f;
	if (!s->waiting)
		return false;
	if (!f->waits_since)
		f->waits_since = clock_ms();
	int64_t left = time_left(f);
	if (left && left < *wait)
		*wait = left;
	return left > 0;
}

static bool follow(struct step *s, struct compile_report *r, int64_t *wait, struct err *err)
{
	struct follower *f = s->f;
	if (!writer_compare(s->c->writer, &f->held, &s->arena, &s->rows, err))
		return false;
	find_content(s);
	if (has_patience(s, wait))
		return true;
	if (s->waiting)
		leave_parts(s);
	find_drops(s);
	if (takes_something(s))
		return take(s, r, wait, err);
	f->current = !s->waiting;
	f->waits_since = s->waiting ? f->waits_since : 0;
	say_waiting(s);
	return true;
}

bool follower_pass(
    struct follower *f, struct compiler *c, struct compile_report *r, int64_t *wait, struct err *err)
{
	struct step s = { .f = f, .c = c };
	compile_report_init(r);
	bool ok = look(f, c->writer, err);
	if (f->copied_since)
		*wait = FOLLOWER_COPY_MS;
	ok = ok && compile_find_missing(c, err);
	if (ok && f->has && (!f->current || c->feeds_owed || c->pictures))
		ok = follow(&s, r, wait, err);
	if (ok && f->has)
		list_folders(&f->held, &r->scan);
	free(s.take);
	free(s.stamps);
	arena_release(&s.arena);
	return ok;
}
