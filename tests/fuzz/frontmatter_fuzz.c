/* Whole content files: the first byte chooses what kind of file it is. */
#include <stdlib.h>

#include "base/utf8.h"
#include "content/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *s)
{
	if (!utf8_valid(str_of(s), NULL) || !utf8_xml_safe(str_of(s), NULL) ||
	    str_find(str_of(s), '\r') < str_of(s).n)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "p/2023-09-08-x.ky.gmi", "p/project.ru.gmi", "site.en.gmi" };
	struct content_name name;
	struct problems problems;
	struct document d;
	if (size == 0)
		return 0;
	content_name(paths[data[0] % 3], &name, NULL);
	problems_init(&problems);
	bool good = document_parse(
	    "a", &name, (struct str){ (const char *)data + 1, size - 1 }, &d, &problems);
	if (good != (problems.errors == 0) || (good && d.role != ROLE_SITE && !d.title[0]))
		abort();
	check_text(d.title);
	check_text(d.summary);
	check_text(d.body);
	for (size_t i = 0; i < d.value_count; i++)
		check_text(d.values[i].text);
	for (size_t i = 0; i < problems.n; i++)
		check_text(problems.v[i].text);
	document_release(&d);
	problems_release(&problems);
	return 0;
}
