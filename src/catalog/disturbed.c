/*
 * disturbed: stat(2), before and after. SQLite's own locks are lost when a file is opened and closed again, so none is opened.
 */
#include "catalog/disturbed.h"

#include <sys/stat.h>

#include "base/arena.h"

static const struct row {
	const char *name;
	bool content;   /* only the writer changes what is in it, and the writer only while it works */
	bool catalogue; /* is there only when the catalogue has its name */
} rows[WATCHED_COUNT] = {
	[WATCHED_LOCK] = { "lock", false, false },
	[WATCHED_FACTS] = { "facts.db", true, false },
	[WATCHED_FACTS_WAL] = { "facts.db-wal", false, false },
	[WATCHED_CATALOGUE] = { "catalog.db", true, true },
	[WATCHED_CATALOGUE_WAL] = { "catalog.db-wal", false, true },
};

static struct watched_file look(const char *folder, const char *name)
{
	struct arena a = { 0 };
	struct watched_file f = { 0 };
	struct stat st;

	if (stat(arena_printf(&a, "%s/%s", folder, name), &st) == 0)
		f = (struct watched_file){ st.st_dev, st.st_ino, st.st_size,
			(int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec };
	arena_release(&a);
	return f;
}

void disturbed_note(struct watched_file *files, const char *folder, bool catalogue)
{
	for (size_t i = 0; i < WATCHED_COUNT; i++)
		files[i] = !rows[i].catalogue || catalogue ? look(folder, rows[i].name)
		                                           : (struct watched_file){ 0 };
}

const char *disturbed_find(
    const struct watched_file *files, const char *folder, enum watched from, enum watched to, bool *in_place)
{
	for (enum watched i = from; i < to; i++) {
		if (!files[i].inode)
			continue;
		const struct watched_file *was = &files[i], now = look(folder, rows[i].name);
		*in_place = now.inode == was->inode && now.device == was->device;
		if (!*in_place ||
		    (rows[i].content && (now.size != was->size || now.mtime_ns != was->mtime_ns)))
			return rows[i].name;
	}
	return NULL;
}
