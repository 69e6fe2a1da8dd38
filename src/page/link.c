/*
 * link: what a link is in Gopher, and what a path of the site leads to.
 */
#include "base/path.h"
#include "content/address.h"
#include "page/page.h"

/* The first that fits. A film has no type that clients agree on. */
static char type_of_file(const char *mime)
{
	static const struct {
		const char *begins;
		char type;
	} types[] = { { "text/html", 'h' }, { "text/", '0' }, { "image/gif", 'g' }, { "image/", 'I' },
		{ "audio/", 's' }, { "application/ogg", 's' }, { "application/xhtml", 'h' } };

	/* The site's own files are all texts. */
	if (!mime)
		return '0';
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (str_starts(str_of(mime), types[i].begins))
			return types[i].type;
	return '9';
}

char link_gopher_type(const struct link *l)
{
	static const char types_of[] = {
		[LINK_MENU] = '1',
		[LINK_ITEM] = '0',
		[LINK_FEED] = '0',
		[LINK_SEARCH] = '7',
		[LINK_OUTSIDE] = 'h',
	};
	return l->to == LINK_FILE ? type_of_file(l->mime) : types_of[l->to];
}

enum link_to link_to_of_path(const char *path)
{
	static const enum link_to links[] = {
		[LEADS_TO_MENU] = LINK_MENU,
		[LEADS_TO_TEXT] = LINK_ITEM,
		[LEADS_TO_SEARCH] = LINK_SEARCH,
		[LEADS_TO_FILE] = LINK_FILE,
		[LEADS_TO_FEED] = LINK_FEED,
	};
	return links[address_leads_to(path)];
}
