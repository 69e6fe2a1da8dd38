/*
 * catalog_handle: opens the catalogue, and again when another file has its name.
 */
#include "answer/catalog_handle.h"

#include <sys/stat.h>

static bool reopen(struct catalog_handle *h, struct err *err)
{
	catalog_handle_close(h);
	struct stat st;
	if (stat(h->path, &st) != 0)
		return err_errno(err, "%s", h->path);
	h->catalog = catalog_open(h->path, err);
	h->device = st.st_dev;
	h->inode = st.st_ino;
	return h->catalog != NULL;
}

bool catalog_handle_open(struct catalog_handle *h, struct err *err)
{
	h->catalog = NULL;
	h->seen = h->generation ? atomic_load_explicit(h->generation, memory_order_acquire) : 0;
	return reopen(h, err);
}

void catalog_handle_close(struct catalog_handle *h)
{
	if (h->catalog)
		catalog_close(h->catalog);
	h->catalog = NULL;
}

/* Only the first look after a publish costs more than a load. */
bool catalog_handle_moved(struct catalog_handle *h)
{
	uint64_t now = h->generation ? atomic_load_explicit(h->generation, memory_order_acquire) : 0;
	if (now == h->seen)
		return false;
	h->seen = now;
	struct stat st;
	if (stat(h->path, &st) == 0 && (st.st_ino != h->inode || st.st_dev != h->device))
		catalog_handle_close(h);
	return true;
}

bool catalog_handle_begin(struct catalog_handle *h, struct err *err)
{
	struct err first;
	if (h->catalog && catalog_begin(h->catalog, &first))
		return true;
	return reopen(h, err) && catalog_begin(h->catalog, err);
}

void catalog_handle_end(struct catalog_handle *h)
{
	catalog_end(h->catalog);
}
