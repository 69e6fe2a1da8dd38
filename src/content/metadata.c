/*
 * metadata: finds front matter at the head of a text, and has it read.
 */
#include "content/metadata.h"

#include <string.h>

#include "content/metadata_toml.h"
#include "content/metadata_yaml.h"

static const struct {
	const char *open;
	enum metadata_notation notation;
	const char *close[2];
} fences[] = {
	{ "---", METADATA_YAML, { "---", "..." } },
	{ "---yaml", METADATA_YAML, { "---", "---" } },
	{ "---json", METADATA_YAML, { "---", "---" } },
	{ "---toml", METADATA_TOML, { "---", "---" } },
	{ "--- toml", METADATA_TOML, { "---", "---" } },
	{ "--- json", METADATA_YAML, { "---", "---" } },
	{ "+++", METADATA_TOML, { "+++", "+++" } },
};

/* Goes on to the line that closes; false: there is none. */
static bool find_close(struct str rest, const char *const close[2], struct metadata_place *out)
{
	struct str line;
	const char *begin = rest.p;
	int number = out->line - 1;
	while (str_next_line(&rest, &line)) {
		struct str word = str_trim(line);
		number++;
		if ((!str_is(word, close[0]) && !str_is(word, close[1])) || line.p[0] == ' ')
			continue;
		out->inside = (struct str){ begin, (size_t)(line.p - begin) };
		out->below = rest;
		out->below_line = number + 1;
		return true;
	}
	return false;
}

/* The bytes of the object that the text begins with; 0: it does not end. */
static size_t object_length(struct str text)
{
	size_t depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']') && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* A text that begins with "{" and goes on below the line that ends with its "}", as Hugo has it. */
static bool find_object(struct str text, struct metadata_place *out)
{
	size_t n = object_length(text);
	struct str line, tail = str_sub(text, n, text.n), rest = tail;
	/* "{{" and "{%" are instructions to a template. */
	if (n == 0 || str_starts(text, "{{") || str_starts(text, "{%") ||
	    str_find(str_sub(text, 0, n), '"') >= n)
		return false;
	if (str_next_line(&rest, &line) && str_trim(line).n)
		return false;
	*out = (struct metadata_place){ METADATA_YAML, str_sub(text, 0, n), out->line, rest, out->line };
	for (size_t i = 0; i < n; i++)
		out->below_line += text.p[i] == '\n';
	out->below_line++;
	return true;
}

void metadata_find(struct str text, struct metadata_place *out)
{
	struct str rest = text, line = { 0 }, at = text;
	*out = (struct metadata_place){ .below = text, .below_line = 1 };
	int number = 0;
	do {
		at = rest;
		if (!str_next_line(&rest, &line))
			return;
		number++;
	} while (str_trim(line).n == 0);
	struct metadata_place found = { .line = number };
	if (line.p[0] == '{' && find_object(at, &found))
		*out = found;
	found.line = number + 1;
	for (size_t i = 0; i < ARRAY_SIZE(fences); i++) {
		found.notation = fences[i].notation;
		if (str_is(str_trim(line), fences[i].open) && find_close(rest, fences[i].close, &found)) {
			*out = found;
			return;
		}
	}
}

bool metadata_read(
    struct arena *a, const struct metadata_place *place, struct metadata *out, int *bad_line, struct err *err)
{
	struct metadata_reading r = { .arena = a, .out = out, .line = place->line, .bad_line = place->line };
	*out = (struct metadata){ 0 };
	bool good = place->inside.n <= METADATA_MAX
	                ? (place->notation == METADATA_TOML ? metadata_read_toml : metadata_read_yaml)(
	                      &r, place->inside, err)
	                : err_set(err, "the front matter is longer than 64 KiB");
	*bad_line = r.bad_line;
	return good;
}
