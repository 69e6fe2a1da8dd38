/*
 * site_kind: which system a directory is of, and what its settings say.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_KIND_H
#define JARCHY_IMPORT_SITE_KIND_H

#include "content/metadata.h"
#include "import/site_files.h"

enum site_kind { SITE_HUGO, SITE_ZOLA, SITE_JEKYLL, SITE_HEXO, SITE_ELEVENTY };

/* A folder of texts. */
struct site_root {
	const char *folder; /* "" for the directory itself */
	const char *lang;   /* of all in it; "" when their names tell */
};

struct site_settings {
	enum site_kind kind;
	const char *name; /* "Hugo" */
	struct metadata v;
	struct metadata *others; /* of Jekyll: further settings, which a build may be given */
	size_t other_count;
	const char *hider;     /* of Eleventy: what says, for all pages, something that may hide them; NULL */
	const char *data_base; /* … the name of a folder's data file, where it is not the folder's; NULL */
	const char *base; /* "https://old.example.org", without a slash at its end; "" when it is not said */
	const char *base_path; /* what addresses begin with, "/blog" or "" */
	const char *lang;      /* of what does not say its own; "" */
	const char *title;
	bool holds_back; /* what has a date in the future is not public */
	struct site_root *roots;
	size_t root_count;
	const char **statics; /* folders of files that are served as they are */
	size_t static_count;
	const char **langs; /* that the settings name */
	size_t lang_count;
	const char **feeds; /* old paths of the site's feeds */
	size_t feed_count;
	bool lang_folders; /* some folders of texts are named by languages */
	bool unread;       /* a setting is a program, and may say more */
};

/* False: err says that it is none of these, or what cannot be read. */
bool site_settings_read(
    struct arena *a, const struct site_files *files, struct site_settings *out, struct err *err);
/* The first value of a key, its name in any case; NULL when there is none. */
const char *site_setting(const struct site_settings *s, const char *key);
bool site_setting_is(const struct site_settings *s, const char *key, const char *value);
/* Whether the settings name this language, or, where they name none, it is one that jarchy has words for. */
bool site_has_lang(const struct site_settings *s, struct str tag);
/* The same of a folder or a part of a name, where its neighbours are of languages too. */
bool site_lang_mark(const struct site_settings *s, struct str tag);
/* A file of settings or data in YAML, JSON or TOML as keys. False: it cannot be read. */
bool site_read_data(struct arena *a, const struct site_files *files, const char *path, struct metadata *out);

#endif
