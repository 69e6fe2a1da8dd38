/*
 * site_text: a text of another system, cut at its front matter.
 */
#include "import/site_text.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"

static const char *const texts[] = { ".md", ".markdown", ".mkd", ".mdown", ".mkdn", NULL };

size_t site_text_ending(struct str path, bool html)
{
	for (size_t i = 0; texts[i]; i++)
		if (str_ends(path, texts[i]))
			return strlen(texts[i]);
	return !html ? 0 : str_ends(path, ".html") ? 5 : str_ends(path, ".htm") ? 4 : 0;
}

bool site_text_is_html(const char *path)
{
	return !site_text_ending(str_of(path), false);
}

/* Lines of a page in HTML begin at the margin: four spaces would be code. */
struct str site_text_without_indent(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.n + 1), *to = out;
	struct str line;
	int pre = 0;
	while (str_next_line(&text, &line)) {
		size_t n = 0;
		while (!pre && n < line.n && strchr(" \t", line.p[n]))
			n++;
		line = str_sub(line, n, line.n);
		memcpy(to, line.n ? line.p : "", line.n);
		to += line.n;
		*to++ = '\n';
		pre += line.n && memmem(line.p, line.n, "<pre", 4) != NULL;
		pre -= pre > 0 && memmem(line.p, line.n, "</pre", 5) != NULL;
	}
	*to = '\0';
	return (struct str){ out, (size_t)(to - out) };
}

/* The text with LF and without a byte order mark. */
bool site_text_read(
    struct arena *a, const struct site_files *files, const char *path, struct str *out, struct err *err)
{
	struct buf b;
	buf_init(&b, SITE_TEXT_MAX);
	bool good = file_read(files->fd, path, SITE_TEXT_MAX, &b, err);
	if (good && !utf8_valid(buf_str(&b), NULL))
		good = err_set(err, "%s is not UTF-8: save it so", path);
	if (good) {
		char *text = arena_alloc(a, b.len + 1);
		size_t n = 0;
		for (size_t i = str_starts(buf_str(&b), "\xEF\xBB\xBF") ? 3 : 0; i < b.len; i++)
			if (b.data[i] != '\r')
				text[n++] = b.data[i];
		*out = (struct str){ text, n };
	}
	buf_release(&b);
	return good;
}

/* Divides a text into front matter, which may be empty, and what is below it. */
struct str site_text_cut(struct str text, struct metadata_place *place)
{
	metadata_find(text, place);
	if (place->notation == METADATA_NONE) {
		/* "---" twice, with nothing in between */
		place->below = str_starts(text, "---\n---\n") ? str_sub(text, 8, text.n) : text;
		return str_sub(text, 0, text.n - place->below.n);
	}
	return str_sub(text, 0, (size_t)(place->below.p - text.p));
}

/* `slug`: what a title is made of where there is none. */
void site_text_parse(
    struct str text, const char *lang, const char *slug, struct document *d, struct problems *problems)
{
	struct content_name name = { .role = ROLE_ITEM, .markdown = true };
	if (*slug)
		snprintf(name.stem, sizeof name.stem, "2000-01-01-%s", slug);
	snprintf(name.lang, sizeof name.lang, "%s", lang);
	document_parse("", &name, text, d, problems);
}
