/*
 * view_files: the files of an item as pages show them: figures where the text names them, the list of the
 * others, the picture that is shown where the page is shared. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_FILES_H
#define JARCHY_PAGE_VIEW_FILES_H

#include "page/view.h"

struct item_files {
	struct attachments all;
	bool *shown;                   /* by index: by a figure of the text */
	const struct attachment *lead; /* the first picture that the text shows, or NULL */
	const char *lead_label;        /* its caption, or NULL */
};
/* `all` is there; the rest is made. */
void files_start(struct arena *a, struct item_files *f);

/*
 * Turns the links from block `from` on that lead to files of the item at `path`: to figures, to links with
 * type and size, to words that the file is missing. Links to files of other items get their types. False: the
 * catalogue could not be read.
 */
bool files_show(const struct view *v, struct page *p, size_t from, const char *path, struct item_files *f,
    struct err *err);
/* The names by which a text may call them, NULL-terminated; NULL: there are none. */
const char *const *files_names(struct arena *a, const struct item_files *f);

/*
 * Appends the heading and a link for each file that the text does not show, or that is offered in full size.
 */
void files_list(struct page *p, const char *path, struct item_files *f);
/* Appends a minor link (page.h) for each file that is no decoration: a picture that is not offered is one. */
void files_list_minor(struct page *p, const char *path, const struct attachments *files);

/*
 * Gives the teaser the first picture among the files of the item at `path`, small; nothing where there is
 * none.
 */
void files_tease(struct arena *a, const char *path, const struct attachments *files, struct teaser *out);

/* The picture as other sites show it; its path is only the name of a file beside. */
struct page_image files_share(struct arena *a, const struct attachment *t);

/* Sets the page's image: the lead, else the first picture of the list. */
void files_image(struct page *p, const char *path, const struct item_files *f);

#endif
