/* Any text: each address is where it is said to be, after the one before it, and makes a URI that can be followed. */
#include <stdlib.h>
#include <string.h>

#include "base/uri.h"
#include "base/utf8.h"
#include "content/contact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };
	struct arena a = { 0 };
	struct contacts c;
	struct uri u;
	size_t at = 0;
	if (!utf8_valid(s, NULL) || !utf8_xml_safe(s, NULL))
		return 0;
	contact_find(&a, s, &c);
	for (size_t i = 0; i < c.n; i++) {
		const struct contact *v = &c.v[i];
		size_t n = strlen(v->text);
		if (v->at < at || !str_eq(str_sub(s, v->at, v->at + n), str_of(v->text)))
			abort();
		if (!uri_parse(str_of(v->uri), &u) || !contact_is_safe(str_of(v->uri)))
			abort();
		at = v->at + n;
	}
	if (contact_phone(s) > size)
		abort();
	contact_uri(&a, s);
	arena_release(&a);
	return 0;
}
