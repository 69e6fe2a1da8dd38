/*
 * feed: what all feeds of one language share, and the end of a feed.
 */
#include "feed/feed.h"

#include "page/brand.h"

/* The most that an image of RSS may have (https://www.rssboard.org/rss-profile, image). */
enum { IMAGE_WIDTH_MAX = 144, IMAGE_HEIGHT_MAX = 400 };

static const char *url_of(struct feed_source *s, const char *path)
{
	return path ? site_url_of(&s->arena, s->site, SCHEME_HTTP, 'I', path) : NULL;
}

/* What is larger is not said to be smaller: readers fit it in. */
static struct feed_copy image_of(struct feed_source *s, const struct brand *brand)
{
	const struct page_image *logo = &brand->logo;
	bool drawn = logo->mime && str_is(str_of(logo->mime), "image/svg+xml");
	if (brand->icon_192 || !logo->path || drawn)
		return (struct feed_copy){ .href = url_of(s, brand->icon_192) };
	bool told = logo->width <= IMAGE_WIDTH_MAX && logo->height <= IMAGE_HEIGHT_MAX;
	return (struct feed_copy){ url_of(s, logo->path), told ? logo->width : 0, told ? logo->height : 0 };
}

static bool find_brand(struct feed_source *s, struct err *err)
{
	struct brand brand;
	if (!brand_find(s->catalog, s->lang->tag, &s->arena, &brand, err))
		return false;
	s->brand.icon = url_of(s, brand.icon_192 ? brand.icon_192 : brand.icon);
	s->brand.large_icon = url_of(s, brand.icon_512 ? brand.icon_512 : brand.icon);
	s->brand.cover = url_of(s, brand.cover ? brand.cover : brand.icon_512);
	s->brand.logo = url_of(s, brand.logo.path);
	s->brand.image = image_of(s, &brand);
	return true;
}

/* The foot of each page says it of the same text. */
static bool find_rights(struct feed_source *s, struct err *err)
{
	struct values values;
	if (!catalog_values(s->catalog, "", "", s->text.lang, &s->arena, &values, err))
		return false;
	for (size_t i = 0; i < values.n; i++)
		if (str_is(str_of(values.v[i].key), "licence"))
			s->rights = values.v[i].text;
	return true;
}

bool feed_source_init(struct feed_source *s, const struct site *site, struct catalog *catalog,
    const struct lang *lang, struct err *err)
{
	*s = (struct feed_source){ .site = site, .catalog = catalog, .lang = lang };
	arena_init(&s->arena);
	int found = catalog_site(catalog, lang->tag, site->tags, &s->arena, &s->text, err);
	if (found < 0)
		return false;
	if (!found) /* a feed without a title is none */
		s->text = (struct text){ "", lang->tag, site_host_shown(&s->arena, site->authority), "", "",
			"", "", "", "" };
	return catalog_values(catalog, "", "", lang->tag, &s->arena, &s->names, err) && find_rights(s, err) &&
	       find_brand(s, err);
}

void feed_source_release(struct feed_source *s)
{
	arena_release(&s->arena);
}

void feed_release(struct feed *f)
{
	arena_release(&f->arena);
}
