/*
 * brand: the files of the site itself, found by their names. A picture that waits or cannot be read is as if
 * it were not there.
 */
#include "page/brand.h"

#include "content/address.h"
#include "page/view_files.h"

static const struct attachment *find_file(const struct attachments *files, const char *name)
{
	for (size_t i = 0; i < files->n; i++)
		if (str_starts(str_of(files->v[i].file), name) && attachment_is_served(&files->v[i]))
			return &files->v[i];
	return NULL;
}

static const char *path_of_site_file(struct arena *a, const char *name)
{
	return address_path(a, ADDRESS_SITE_FILE, &(struct address_parts){ .file = name });
}

/* A drawing has no copies; of a picture the one for the header is shown. */
static void set_logo(struct arena *a, const struct attachment *logo, struct page_image *out)
{
	int copies[PICTURE_SITE_COPIES_MAX];
	const struct picture *picture = &logo->picture;

	*out = (struct page_image){ path_of_site_file(a, logo->name), logo->mime, NULL, picture->width,
		picture->height };
	if (!picture_site_copies(picture, copies))
		return;
	out->path = path_of_site_file(a, picture_copy_name(picture, copies[0]));
	out->mime = picture_copy_mime(picture, copies[0]);
	picture_copy_size(picture, copies[0], &out->width, &out->height);
}

static void set_icon(struct arena *a, const struct attachment *icon, struct brand *out)
{
	int copies[PICTURE_SITE_COPIES_MAX];
	const struct picture *picture = &icon->picture;

	out->icon = path_of_site_file(a, icon->name);
	if (!picture_site_copies(picture, copies))
		return;
	out->icon_192 = path_of_site_file(a, picture_copy_name(picture, PICTURE_ICON_192));
	out->icon_512 = path_of_site_file(a, picture_copy_name(picture, PICTURE_ICON_512));
	if (picture_has_cover(picture))
		out->cover = path_of_site_file(a, picture_copy_name(picture, PICTURE_ICON_1400));
}

bool brand_find(struct catalog *c, const char *lang, struct arena *a, struct brand *out, struct err *err)
{
	struct attachments files;

	*out = (struct brand){ 0 };
	if (!catalog_attachments(c, "", STEM_SITE, lang, a, &files, err))
		return false;
	const struct attachment *logo = find_file(&files, "logo."), *icon = find_file(&files, "icon.");
	const struct attachment *picture = find_file(&files, "picture.");
	if (logo)
		set_logo(a, logo, &out->logo);
	if (icon)
		set_icon(a, icon, out);
	if (picture) {
		out->share = files_share(a, picture);
		out->share.path = path_of_site_file(a, out->share.path);
	}
	return true;
}
