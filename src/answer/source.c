#include "answer/source.h"

#include <sys/stat.h>

static bool reopen(struct source *s, struct err *err)
{
	source_close(s);
	struct stat st;
	if (stat(s->path, &st) != 0)
		return err_errno(err, "%s", s->path);
	s->catalog = catalog_open(s->path, err);
	s->device = st.st_dev;
	s->inode = st.st_ino;
	return s->catalog != NULL;
}

bool source_open(struct source *s, struct err *err)
{
	s->catalog = NULL;
	s->seen = s->generation ? atomic_load_explicit(s->generation, memory_order_acquire) : 0;
	return reopen(s, err);
}

void source_close(struct source *s)
{
	if (s->catalog)
		catalog_close(s->catalog);
	s->catalog = NULL;
}

/* Only the first look after a publish costs more than a load. */
bool source_moved(struct source *s)
{
	uint64_t now = s->generation ? atomic_load_explicit(s->generation, memory_order_acquire) : 0;
	if (now == s->seen)
		return false;
	s->seen = now;
	struct stat st;
	if (stat(s->path, &st) == 0 && (st.st_ino != s->inode || st.st_dev != s->device))
		source_close(s);
	return true;
}

bool source_begin(struct source *s, struct err *err)
{
	struct err first;
	if (s->catalog && catalog_begin(s->catalog, &first))
		return true;
	return reopen(s, err) && catalog_begin(s->catalog, err);
}

void source_end(struct source *s)
{
	catalog_end(s->catalog);
}
