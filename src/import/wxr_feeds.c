/*
 * wxr_feeds: the addresses that WordPress gives to feeds by itself.
 */
#include "import/wxr_feeds.h"

#include <string.h>

#include "import/address.h"

/* A feed of the site, or of one of its languages, in each of its forms. */
static void name_forms(struct import *part, const char *site, const char *lang)
{
	static const char *const ends[] = { "/feed/", "/feed/rss2/", "/feed/rss/", "/feed/rdf/",
		"/feed/atom/", "/?feed=rss2", "/?feed=rss", "/?feed=rdf", "/?feed=atom" };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		import_feed_alias(part, lang,
		    arena_printf(&part->arena, "%s%s%s%s", site, *lang ? "/" : "", lang, ends[i]));
}

void wxr_feeds_name(struct import *part, const char *site, const struct imported_list *langs,
    const struct imported_list *categories)
{
	struct str address = str_of(site);

	while (str_ends(address, "/"))
		address = str_sub(address, 0, address.n - 1);
	site = arena_str(&part->arena, address);
	name_forms(part, site, "");
	for (size_t i = 0; i < langs->n; i++)
		if (strcmp(langs->v[i], part->lang) != 0)
			name_forms(part, site, langs->v[i]);
	for (size_t i = 0; i < categories->n; i++)
		import_feed_alias(
		    part, "", arena_printf(&part->arena, "%s/category/%s/feed/", site, categories->v[i]));
}
