/*
 * writing: gathers lines, links and tables into canonical gemtext.
 *
 * Links wait until their block ends; those of a list, until the list ends.
 */
#include "import/writing.h"

#include <string.h>

#include "base/uri.h"
#include "content/contact.h"
#include "content/document.h"
#include "content/gemtext.h"

enum {
	BODY_MAX = DOCUMENT_MAX / 2,
	LINKS_MAX = 2000, /* of one block */
};

void writing_init(struct writing *w, struct arena *a, struct imported *item)
{
	*w = (struct writing){ .arena = a, .item = item };
	buf_init(&w->out, BODY_MAX);
}

void writing_finish(struct writing *w)
{
	writing_flush_links(w);
	if (w->out.full)
		import_doubt(w->arena, w->item, "the text was too long and is cut");
	if (w->too_many)
		import_doubt(
		    w->arena, w->item, "a paragraph had over %d links: the others are left out", LINKS_MAX);
	w->item->body = arena_str(w->arena, buf_str(&w->out));
	buf_release(&w->out);
}

/* Whether the last line begins with the marker, so that this one goes on. */
static bool goes_on(const struct writing *w, const char *marker)
{
	size_t at = w->out.len ? w->out.len - 1 : 0;
	while (at > 0 && w->out.data[at - 1] != '\n')
		at--;
	return *marker && *marker != '#' && !strncmp(w->out.data + at, marker, strlen(marker));
}

static void flush_held(struct writing *w)
{
	for (size_t i = 0; i < w->held_count; i++)
		buf_printf(&w->out, "=> %s\n", w->held[i]);
	w->held = NULL;
	w->held_count = 0;
}

void writing_line(struct writing *w, const char *marker, struct str text)
{
	const char *clean = import_clean(w->arena, text);
	bool item = !strcmp(marker, "* ");
	if (!item)
		flush_held(w);
	if (*clean) {
		if (w->out.len && !goes_on(w, marker))
			buf_add_char(&w->out, '\n');
		buf_printf(&w->out, "%s%s%s\n", marker,
		    !*marker && gemtext_seems_marked(str_of(clean)) ? " " : "", clean);
	}
	if (!item)
		writing_flush_links(w);
	for (size_t i = 0; i < w->link_count; i++)
		*ARENA_PUSH(w->arena, w->held, w->held_count) = w->links[i];
	w->links = NULL;
	w->link_count = 0;
}

void writing_link(struct writing *w, struct str url, struct str label)
{
	struct uri u;
	const char *address = import_clean(w->arena, url);
	if (uri_has_scheme(str_of(address)))
		address = contact_uri(w->arena, str_of(address));
	if (!uri_parse(str_of(address), &u) || strchr(address, ' ')) {
		if (*address)
			import_doubt(
			    w->arena, w->item, "this is no address, and is left out: %.200s", address);
		return;
	}
	if (w->link_count >= LINKS_MAX) {
		w->too_many = true;
		return;
	}
	const char *words = import_clean(w->arena, label);
	const char *line = arena_printf(w->arena, "%s%s%s", address,
	    *words && strcmp(words, address) != 0 ? " " : "", strcmp(words, address) != 0 ? words : "");
	for (size_t i = 0; i < w->link_count; i++)
		if (!strcmp(w->links[i], line))
			return;
	*ARENA_PUSH(w->arena, w->links, w->link_count) = line;
}

void writing_flush_links(struct writing *w)
{
	flush_held(w);
	for (size_t i = 0; i < w->link_count; i++)
		buf_printf(&w->out, "=> %s\n", w->links[i]);
	w->links = NULL;
	w->link_count = 0;
}

void writing_table(struct writing *w, const char *const *cells, size_t columns, size_t count)
{
	flush_held(w);
	buf_printf(&w->out, "%s```table\n", w->out.len ? "\n" : "");
	for (size_t i = 0; i < count; i++) {
		const char *cell = import_clean(w->arena, str_of(cells[i]));
		if (i % columns == 0 && str_starts(str_of(cell), "```"))
			buf_add_char(&w->out, ' ');
		for (const char *p = cell; *p; p++)
			buf_add_char(&w->out, *p == '|' ? '/' : *p);
		buf_puts(&w->out, (i + 1) % columns ? " | " : "\n");
	}
	buf_puts(&w->out, "```\n");
	writing_flush_links(w);
}
