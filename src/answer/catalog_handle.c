/*
 * catalog_handle: opens the catalogue, and again when another file has its name.
 */
#include "answer/catalog_handle.h"

#include "base/clock.h"

enum { TRY_MS = 100 }; /* between two tries, so that a crowd that asks does not wait for each of them */

/* What was open before is closed only when there is another. */
static bool open_file(
    struct catalog_handle *h, struct catalog *open(const char *path, struct err *err), struct err *err)
{
	struct catalog *fresh = open(h->path, err);
	if (!fresh)
		return false;
	catalog_handle_close(h);
	h->catalog = fresh;
	return true;
}

static bool reopen(struct catalog_handle *h, struct err *err)
{
	int64_t now = clock_coarse_ms();
	if (!h->failed_at || now >= h->failed_at + TRY_MS)
		h->failed_at = open_file(h, catalog_try_open, &h->failure) ? 0 : now;
	return !h->failed_at || err_set(err, "%s", h->failure.text);
}

bool catalog_handle_open(struct catalog_handle *h, struct err *err)
{
	h->catalog = NULL;
	h->seen = h->generation ? atomic_load_explicit(h->generation, memory_order_acquire) : 0;
	return (h->feeds_only && atomic_load(h->feeds_only)) || open_file(h, catalog_open, err);
}

/* The publisher looks into it. */
static void tell_damage(struct catalog_handle *h)
{
	if (h->damaged && h->catalog && catalog_is_damaged(h->catalog))
		atomic_store(h->damaged, true);
}

void catalog_handle_close(struct catalog_handle *h)
{
	tell_damage(h);
	if (h->catalog)
		catalog_close(h->catalog);
	h->catalog = NULL;
}

bool catalog_handle_is_awaited(const struct catalog_handle *h)
{
	return !h->catalog && h->feeds_only && atomic_load(h->feeds_only);
}

bool catalog_handle_moved(struct catalog_handle *h)
{
	uint64_t now = h->generation ? atomic_load_explicit(h->generation, memory_order_acquire) : 0;
	if (now == h->seen)
		return false;
	h->seen = now;
	h->failed_at = 0;
	return true;
}

bool catalog_handle_begin(struct catalog_handle *h, struct err *err)
{
	if (h->catalog && !catalog_was_replaced(h->catalog) && catalog_begin(h->catalog, err))
		return true;
	if (reopen(h, err) && catalog_begin(h->catalog, err))
		return true;
	/*
	 * The old one, if there is one and it can be read: in a folder that was replaced the new one is for
	 * other workers.
	 */
	if (h->catalog && catalog_begin(h->catalog, err))
		return true;
	tell_damage(h);
	return false;
}

void catalog_handle_end(struct catalog_handle *h)
{
	tell_damage(h);
	catalog_end(h->catalog);
}

bool catalog_handle_is_ready(const struct catalog_handle *h)
{
	bool published = !h->generation || atomic_load_explicit(h->generation, memory_order_relaxed);
	bool draining = h->draining && atomic_load_explicit(h->draining, memory_order_relaxed);
	return h->catalog && published && !draining && !catalog_handle_is_awaited(h);
}
