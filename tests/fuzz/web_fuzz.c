/* What a site sends before its pages are read: rules for programs, maps, links. */
#include <stdlib.h>

#include "import/robots.h"
#include "import/web_links.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size }, rest = text;
	struct arena a = { 0 };
	struct web_link link;
	const char *url;
	bool map = false;
	while (web_next_link(&a, &rest, &link))
		if (rest.n >= text.n || !link.url)
			abort();
	for (rest = text; web_next_place(&a, &rest, &url, &map);)
		if (rest.n >= text.n)
			abort();
	struct str rules = text, path = STR("/a/b/c?d"), one;
	str_cut(text, '\0', &path, &rules);
	robots_allow(rules, "jarchy", path);
	if (robots_delay(rules, "jarchy", 10) > 10)
		abort();
	while (robots_next_sitemap(&rules, &one))
		;
	arena_release(&a);
	return 0;
}
