/*
 * link: what a link is in Gopher, and what a path of the site leads to.
 */
#include "base/path.h"
#include "content/address.h"
#include "page/page.h"

/* The site's own files (NULL) are all texts. */
static char type_of_file(const char *mime)
{
	struct str type = str_of(mime);

	if (!mime || str_starts(type, "text/"))
		return '0';
	if (str_is(type, "image/gif"))
		return 'g';
	return str_starts(type, "image/") ? 'I' : '9';
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
