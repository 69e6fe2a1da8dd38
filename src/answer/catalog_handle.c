/*
 * catalog_handle: opens the catalogue, and again when another file has its name.
 */
#include "answer/catalog_handle.h"

#include <sys/stat.h>

static bool reopen(struct catalog_handle *s, struct err *err)
{
	catalog_handle_close(s);
	struct stat st;
	if (stat(s->path, &st) != 0)
		return err_errno(err, "%s", s->path);
	s->catalog = catalog_open(s->path, err);
	s->device = st.st_dev;
	s->inode = st.st_ino;
	return s->catalog != NULL;
}

bool catalog_handle_open(struct catalog_handle *s, struct err *err)
{
	s->catalog = NULL;
	s->seen = s->generation ? atomic_load_explicit(s->generation, memory_order_acquire) : 0;
	return reopen(s, err);
}

void catalog_handle_close(struct catalog_handle *s)
{
	if (s->catalog)
		catalog_close(s->catalog);
	s->catalog = NULL;
}

/* Only the first look after a publish costs more than a load. */
bool catalog_handle_moved(struct catalog_handle *s)
{
	uint64_t now = s->generation ? atomic_load_explicit(s->generation, memory_order_acquire) : 0;
	if (now == s->seen)
		return false;
	s->seen = now;
	struct stat st;
	if (stat(s->path, &st) == 0 && (st.st_ino != s->inode || st.st_dev != s->device))
		catalog_handle_close(s);
	return true;
}

bool catalog_handle_begin(struct catalog_handle *s, struct err *err)
{
	struct err first;
	if (s->catalog && catalog_begin(s->catalog, &first))
		return true;
	return reopen(s, err) && catalog_begin(s->catalog, err);
}

void catalog_handle_end(struct catalog_handle *s)
{
	catalog_end(s->catalog);
}
