/*
 * wxr_text: the text of a post of WordPress, as it is stored, becomes HTML.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_WXR_TEXT_H
#define JARCHY_IMPORT_WXR_TEXT_H

#include "import/imported.h"

/* A file of the media library. */
struct wxr_file {
	uint64_t id;
	const char *url, *title;
};

/* Sorted by id. */
struct wxr_files {
	struct wxr_file *v;
	size_t n;
};

/* NULL when there is none of this number. */
const struct wxr_file *wxr_file_find(const struct wxr_files *files, struct str id);

/*
 * Lines become paragraphs as WordPress shows them, captions figures, addresses on a line of their own links. Shortcodes and
 * blocks that only its programs can fill are left out, each a doubt of the item.
 */
const char *wxr_text(struct arena *a, struct imported *item, struct str text, const struct wxr_files *files);

#endif
