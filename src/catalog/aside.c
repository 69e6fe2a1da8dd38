/*
 * aside: renames, and looks at the time of the last one (st_ctime) to know how long a file has been there.
 */
#include "catalog/aside.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

enum { KEPT_SECONDS = 7 * 86400 };

static const char *const parts[] = { "", "-wal", "-shm" };

static const struct kind {
	const char *name, *text;
} kinds[] = {
	[ASIDE_DAMAGED] = { "damaged", "is damaged" },
	[ASIDE_OTHER_VERSION] = { "other-version", "is of another version of jarchy" },
};

static const char *path_of(struct arena *a, const char *folder, const struct kind *k, const char *part)
{
	return arena_printf(a, "%s/catalog.db.%s%s", folder, k->name, part);
}

void aside_put(const char *folder, enum aside kind, const char *why)
{
	const struct kind *k = &kinds[kind];
	struct arena a = { 0 };
	bool there = access(arena_printf(&a, "%s/catalog.db", folder), F_OK) == 0;

	for (size_t i = 0; there && i < ARRAY_SIZE(parts); i++) {
		const char *to = path_of(&a, folder, k, parts[i]);
		if (rename(arena_printf(&a, "%s/catalog.db%s", folder, parts[i]), to) != 0)
			unlink(to); /* it belongs to the one before */
	}
	if (there)
		log_warning("%s/catalog.db %s (%s): it is built again from the content, and kept as "
		            "catalog.db.%s for a "
		            "week",
		    folder, k->text, why, k->name);
	arena_release(&a);
}

void aside_sweep(const char *folder, int64_t now)
{
	struct arena a = { 0 };
	struct stat st;

	for (const struct kind *k = kinds; k < kinds + ARRAY_SIZE(kinds); k++) {
		if (stat(path_of(&a, folder, k, ""), &st) != 0 || now - st.st_ctime < KEPT_SECONDS)
			continue;
		for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
			unlink(path_of(&a, folder, k, parts[i]));
		log_info("%s/catalog.db.%s is a week old: removed", folder, k->name);
	}
	arena_release(&a);
}
