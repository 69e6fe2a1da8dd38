/*
 * litter: tables of the names that editors of texts, synchronisers, file managers and file systems make.
 */
#include "content/litter.h"

#include <string.h>

/* Left by editors, by merges, and by downloads and copying that have not ended. */
static const char *const backup_ends[] = { "~", ".swp", ".swo", ".swx", ".kate-swp", ".tmp", ".temp", ".bak",
	".old", ".orig", ".rej", ".save", ".part", ".partial", ".filepart", ".crdownload", ".opdownload",
	".download", ".aria2", ".!ut", ".!qb", ".icloud", ".lck", ".lnk", ".wbk", ".asd", ".ffs_tmp",
	".ffs_db", ".ffs_lock",
	/* Shortcuts, and what is written beside a file: where it was downloaded from, its preview. */
	".url", ".webloc", "zone.identifier", ":encryptable", "@synoeastream", "@synoresource" };
/* The same, with more after them: a safe way of saving of GNOME and of macOS. */
static const char *const backup_parts[] = { ".goutputstream-", ".sb-" };
/* Left by file managers and by Word while a document is open. */
static const char *const litter[] = { "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini",
	"icon\r", "picasa.ini", "zbthumbnail.info" };
/* Folders of network storages and of file systems: recycle bins, previews, snapshots. */
static const char *const system_folders[] = { "@eadir", "@recycle", "@recently-snapshot", "@sharebin", "@tmp",
	"@appstore", "#recycle", "#snapshot", "$recycle.bin", "recycler", "lost+found", "found.000",
	"system volume information", "network trash folder", "temporary items" };

static bool is_hidden(struct str name)
{
	return name.n == 0 || name.p[0] == '.' || name.p[0] == '_';
}

static bool is_in(struct str name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(name, list[i]))
			return true;
	return false;
}

bool litter_is_apart(struct str name)
{
	return is_hidden(name) || is_in(name, system_folders, ARRAY_SIZE(system_folders));
}

bool litter_is_file(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(backup_ends); i++) {
		size_t n = strlen(backup_ends[i]);
		if (name.n >= n && str_is_nocase(str_sub(name, name.n - n, name.n), backup_ends[i]))
			return true;
	}
	if (is_in(name, litter, ARRAY_SIZE(litter)))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(backup_parts); i++)
		if (memmem(name.p, name.n, backup_parts[i], strlen(backup_parts[i])))
			return true;
	if (str_starts(name, "~$"))
		return true;
	return name.p[0] == '#' && name.p[name.n - 1] == '#';
}
