/*
 * entry: an item's row, values, files and text as one entry of a feed.
 */
#include "feed/entry.h"

#include <string.h>

#include "content/address.h"
#include "content/contact.h"
#include "content/licence.h"
#include "content/summary.h"
#include "feed/links.h"
#include "lang/punctuation.h"
#include "markup/html.h"
#include "page/render.h"
#include "page/view.h"

enum {
	CONTENT_MAX = 8 << 20,               /* bytes of one entry's HTML: over any text of DOCUMENT_MAX */
	SUMMARY_BYTES = SUMMARY_COLUMNS * 4, /* enough for a summary in any letters */
};

const char *entry_name_of(const struct feed_source *s, const char *key, const char *slug, struct arena *a)
{
	for (size_t i = 0; i < s->names.n; i++) {
		const struct value *v = &s->names.v[i];
		struct str head, name;
		str_cut(str_of(v->text), ' ', &head, &name);
		name = str_trim(name);
		if (str_is(str_of(v->key), key) && str_is(head, slug) && name.n)
			return arena_str(a, name);
	}
	return slug;
}

static void add_category(const struct feed_source *s, struct feed *f, struct feed_entry *e,
    const char *scheme, const char *term, const char *label)
{
	struct feed_category *c = ARENA_PUSH(&f->arena, e->categories, e->category_count);
	c->scheme = arena_printf(&f->arena, "tag:%s,2000:%s", s->site->authority, scheme);
	c->term = term;
	c->label = label;
}

static bool ends_a_sentence(const char *text)
{
	static const char *const stops[] = { ".", "!", "?", "。", "！", "？", "؟", "۔" };

	for (size_t i = 0; i < ARRAY_SIZE(stops); i++)
		if (str_ends(str_of(text), stops[i]))
			return true;
	return false;
}

/* The correction comes first: readers know the rest already. */
static const char *summary_corrected(
    const struct feed_source *s, const char *note, const char *summary, struct arena *a)
{
	bool han = s->lang->search.script == SCRIPT_HAN;
	const char *stop = ends_a_sentence(note) ? "" : han ? "。" : ".";
	const char *said = lang_join(a, s->lang, JOINT_LABEL, s->lang->words[WORD_CORRECTION], note);
	return arena_printf(a, "%s%s%s%s", said, stop, *summary && !han ? " " : "", summary);
}

/* With the mark before it that it needs where readers guess its direction by its first letter. */
static const char *directed(const struct feed_source *s, const char *text, struct arena *a)
{
	const char *mark = lang_direction_mark(s->lang, str_of(text));
	return *mark ? arena_printf(a, "%s%s", mark, text) : text;
}

static void set_rights(struct feed *f, struct feed_entry *e, const char *text)
{
	e->rights = text;
	e->licence = licence_uri(&f->arena, text);
}

static void set_source(struct feed *f, struct feed_entry *e, const char *text)
{
	const char *uri = contact_uri(&f->arena, str_of(text));
	if (uri && contact_is_safe(str_of(uri)))
		e->source = contact_uri_sent(&f->arena, uri);
}

static bool add_values(const struct feed_source *s, const struct entry *from, struct feed *f,
    struct feed_entry *e, struct err *err)
{
	struct values values;
	if (!catalog_values(s->catalog, from->project, from->stem, from->lang, &f->arena, &values, err))
		return false;
	const char *kind = item_kind_word(from->kind);
	add_category(s, f, e, "kind", kind, s->lang->words[WORD_KIND_NEWS + (int)from->kind]);
	for (size_t i = 0; i < values.n; i++) {
		struct str key = str_of(values.v[i].key);
		const char *text = values.v[i].text;
		if (str_is(key, "topic"))
			add_category(s, f, e, "topic", text, entry_name_of(s, "topic_name", text, &f->arena));
		else if (str_is(key, "place"))
			add_category(s, f, e, "place", text, entry_name_of(s, "place_name", text, &f->arena));
		else if (str_is(key, "author"))
			*ARENA_PUSH(&f->arena, e->authors, e->author_count) = text;
		else if (str_is(key, "licence"))
			set_rights(f, e, text);
		else if (str_is(key, "source"))
			set_source(f, e, text);
		else if (str_is(key, "correction"))
			e->summary = summary_corrected(s, text, from->summary, &f->arena);
	}
	if (!e->author_count)
		*ARENA_PUSH(&f->arena, e->authors, e->author_count) = f->author;
	return true;
}

bool entry_is_enclosure(const struct attachment *t)
{
	bool picture = t->picture.state == PICTURE_READY && t->picture.form != PICTURE_WHOLE;
	return attachment_is_served(t) && (!picture || (t->offered && t->size > 0));
}

const char *entry_file_url(
    const struct feed_source *s, const struct entry *from, const struct attachment *t, struct arena *a)
{
	const char *path = path_of_file(a, from->lang, from->project, from->stem, t->name);
	return site_url_of(a, s->site, SCHEME_HTTP, '9', path);
}

static bool add_enclosures(const struct feed_source *s, const struct entry *from, struct feed *f,
    struct feed_entry *e, struct err *err)
{
	struct attachments files;
	if (!catalog_attachments(s->catalog, from->project, from->stem, from->lang, &f->arena, &files, err))
		return false;
	for (size_t i = 0; i < files.n; i++) {
		if (!entry_is_enclosure(&files.v[i]))
			continue;
		struct feed_enclosure *x = ARENA_PUSH(&f->arena, e->enclosures, e->enclosure_count);
		x->href = entry_file_url(s, from, &files.v[i], &f->arena);
		x->type = files.v[i].mime;
		x->title = files.v[i].title;
		x->size = files.v[i].size;
		x->seconds = files.v[i].seconds;
		x->offered = files.v[i].offered;
	}
	return true;
}

static const char *url_of(const struct feed_source *s, struct feed *f, const char *path)
{
	return site_url_of(&f->arena, s->site, SCHEME_HTTP, 'I', path);
}

/* Of a file beside the one at `path`. */
static struct feed_copy copy_of(
    const struct feed_source *s, struct feed *f, const char *path, const struct figure_copy *from)
{
	const char *slash = strrchr(path, '/');
	path = arena_printf(&f->arena, "%.*s%s", (int)(slash - path) + 1, path, from->name);
	return (struct feed_copy){ url_of(s, f, path), from->width, from->height };
}

/* Those that the content shows; without any the one that goes with the page. */
static void add_pictures(
    const struct feed_source *s, const struct page *page, struct feed *f, struct feed_entry *e)
{
	for (size_t i = 0; i < page->block_count; i++) {
		const struct block *b = &page->blocks[i];
		if (b->type != BLOCK_FIGURE || b->figure->kind != FIGURE_PICTURE)
			continue;
		const struct figure *figure = b->figure;
		struct feed_picture *p = ARENA_PUSH(&f->arena, e->pictures, e->picture_count);
		p->type = arena_strdup(&f->arena, b->link.mime);
		p->smallest = copy_of(s, f, b->link.target, &figure->copies[0]);
		p->largest = copy_of(s, f, b->link.target, &figure->copies[figure->n - 1]);
	}
	if (e->picture_count || !page->image.path || !page->image.width)
		return;
	struct feed_picture *p = ARENA_PUSH(&f->arena, e->pictures, e->picture_count);
	p->type = arena_strdup(&f->arena, page->image.mime);
	p->largest = (struct feed_copy){ url_of(s, f, page->image.path), page->image.width,
		page->image.height };
	p->smallest = p->largest;
}

/* Readers show the HTML within pages of their own, which run from left to right. */
static void turn(const struct lang *lang, struct buf *html)
{
	struct buf text;
	if (strcmp(lang->dir, "rtl") != 0)
		return;
	buf_init(&text, CONTENT_MAX);
	buf_printf(&text, "<div lang=\"%s\" dir=\"rtl\">\n", lang->tag);
	buf_add_str(&text, buf_str(html));
	buf_puts(&text, "</div>\n");
	text.full |= html->full;
	buf_release(html);
	*html = text;
}

/* Of a text without a paragraph: its other words, as many as a summary has. */
static const char *brief_of(const struct page *page, struct arena *a)
{
	struct buf words;
	buf_init(&words, CONTENT_MAX);
	for (size_t i = 0; i < page->block_count && words.len <= SUMMARY_BYTES; i++) {
		const char *text = page->blocks[i].type == BLOCK_FACT ? NULL : page->blocks[i].text;
		if (text && *text)
			buf_printf(&words, "%s%s", words.len ? " · " : "", text);
	}
	for (size_t i = 0; i < words.len; i++) /* of a text that is kept as it is */
		if (strchr("\n\t", words.data[i]))
			words.data[i] = ' ';
	const char *brief = summary_cut(a, buf_str(&words), SUMMARY_COLUMNS);
	buf_release(&words);
	return brief;
}

/*
 * Where else it is, as visible text: readers that strip links of other schemes leave that. A paragraph of
 * its own, so that it is in no list that the text may end with.
 */
static void add_addresses(const struct feed_links *links, struct buf *html)
{
	size_t n = 0;
	for (size_t i = 0; i < links->n; i++) {
		const struct feed_link *l = &links->v[i];
		if (str_is(str_of(l->type), "text/html"))
			continue;
		buf_puts(html, n++ ? "\n<a" : "<p><a");
		html_attribute(html, "href", l->href);
		buf_add_char(html, '>');
		html_text(html, l->href);
		buf_puts(html, "</a>");
	}
	if (n)
		buf_puts(html, "</p>\n");
}

/* The entry's HTML. */
static bool add_content(const struct feed_source *s, const struct entry *from, struct feed *f,
    struct feed_entry *e, struct err *err)
{
	const struct view view = { .site = s->site,
		.catalog = s->catalog,
		.lang = s->lang,
		.path = path_of(&f->arena, from->lang, from->project, from->stem),
		.project = from->project,
		.item = from->stem };
	struct page page;
	bool ok = view_entry_content(&view, from, &page, err);
	if (ok) {
		add_pictures(s, &page, f, e);
		struct buf html;
		buf_init(&html, CONTENT_MAX);
		render_html_fragment(&page, s->site, &html);
		add_addresses(&e->alternates, &html);
		turn(s->lang, &html);
		e->brief = *e->summary ? e->summary : brief_of(&page, &f->arena);
		if (!html.full)
			e->content = arena_str(&f->arena, buf_str(&html));
		buf_release(&html);
	}
	page_release(&page);
	return ok;
}

bool entry_make(const struct feed_source *s, const struct entry *from, struct feed *f, struct feed_entry *e,
    struct err *err)
{
	*e = (struct feed_entry){ .id = from->id,
		.title = view_event_title(&f->arena, s->lang, from, from->title),
		.summary = from->summary,
		.published = from->published,
		.updated = from->updated };
	struct translations in;
	if (!catalog_translations(s->catalog, from->project, from->stem, &f->arena, &in, err))
		return false;
	e->title = directed(s, e->title, &f->arena);
	e->summary = directed(s, e->summary, &f->arena);
	e->alternates = feed_alternates(&f->arena, s->site, from->lang, from->project, from->stem, &in);
	if (!add_values(s, from, f, e, err) || !add_enclosures(s, from, f, e, err) ||
	    !add_content(s, from, f, e, err))
		return false;
	if (!e->content)
		entry_shorten(f, e);
	return true;
}

size_t entry_size(const struct feed_entry *e)
{
	return str_of(e->title).n + str_of(e->summary).n + str_of(e->content).n;
}

void entry_shorten(struct feed *f, struct feed_entry *e)
{
	e->content = NULL;
	e->summary = summary_cut(&f->arena, str_of(*e->brief ? e->brief : e->title), SUMMARY_COLUMNS);
}
