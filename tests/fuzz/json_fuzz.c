/* JSON of other sites: every value that is read is text without a NUL, within the bounds. */
#include "markup/json_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count(const struct json_value *v, int depth, bool valid)
{
	size_t n = 1;
	if (depth > JSON_DEPTH_MAX || !v->name || !v->text)
		abort();
	if (valid && (!utf8_valid(str_of(v->text), NULL) || !utf8_valid(str_of(v->name), NULL)))
		abort();
	for (const struct json_value *c = v->first; c; c = c->next)
		n += count(c, depth + 1, valid);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct str text = { (const char *)data, size };
	const struct json_value *v = json_read(&a, text);
	if (v && count(v, 0, utf8_valid(text, NULL)) > JSON_VALUES_MAX)
		abort();
	json_member_text(v, "name");
	arena_release(&a);
	return 0;
}
