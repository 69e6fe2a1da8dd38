/* Front matter of other systems, alone and as the head of a whole file in Markdown. */
#include <stdlib.h>

#include "base/utf8.h"
#include "content/document.h"
#include "content/metadata.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_alone(struct str text)
{
	struct arena a = { 0 };
	struct metadata_place place;
	struct metadata m;
	struct err err;
	int line = 1;
	metadata_find(text, &place);
	if (place.notation != METADATA_NONE)
		metadata_read(&a, &place, &m, &line, &err);
	if (place.below_line < 1 || line < 1 || place.below.n > text.n)
		abort();
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct content_name name;
	struct problems problems;
	struct document d;
	if (utf8_valid(text, NULL) && utf8_xml_safe(text, NULL) && str_find(text, '\r') == size)
		read_alone(text);
	content_name("p/2023-09-08-x.ky.md", &name, NULL);
	problems_init(&problems);
	bool good = document_parse("a", &name, text, &d, &problems);
	if (good != (problems.errors == 0) || (good && !d.title[0]))
		abort();
	for (size_t i = 0; i < d.value_count; i++)
		if (!utf8_xml_safe(str_of(d.values[i].text), NULL))
			abort();
	if (!utf8_xml_safe(str_of(d.title), NULL) || !utf8_xml_safe(str_of(d.summary), NULL))
		abort();
	document_release(&d);
	problems_release(&problems);
	return 0;
}
