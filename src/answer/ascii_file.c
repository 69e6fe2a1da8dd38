/*
 * ascii_file: the files of an item are few, so the name is made of each of them and compared.
 */
#include "answer/ascii_file.h"

#include "page/gopher_name.h"

/* The name in an address, of the file or of a copy, that the name in ASCII is made of; NULL: of none. */
static const char *name_of_ascii(struct arena *a, const struct attachment *t, struct str ascii)
{
	unsigned widths[PICTURE_WIDTHS_MAX];
	bool copies = t->picture.state == PICTURE_READY && picture_mime(&t->picture);
	size_t n = copies ? picture_widths(&t->picture, widths) : 0;
	if (gopher_name_is(ascii, t->name))
		return t->name;
	for (size_t i = 0; i < n; i++) {
		const char *name = picture_name(a, &t->picture, t->base, (int)widths[i]);
		if (gopher_name_is(ascii, name))
			return name;
	}
	return NULL;
}

int ascii_file_find(
    struct catalog *c, const struct route_match *m, struct arena *a, struct attachment *out, struct err *err)
{
	struct attachments all;
	const char *name = NULL;
	if (!catalog_attachments(c, m->at.project, m->at.item, m->lang->tag, a, &all, err))
		return -1;
	for (size_t i = 0; i < all.n && !name; i++)
		name = name_of_ascii(a, &all.v[i], m->at.file);
	return name ? catalog_attachment(c, m->at.project, m->at.item, name, a, out, err) : 0;
}
