/*
 * view_parts: entries, bodies and links, as blocks at the end of a page.
 */
#include "page/view_parts.h"

#include <string.h>

#include "content/gemtext.h"
#include "lang/punctuation.h"
#include "page/view_teaser.h"

bool parts_body(const struct view *v, struct page *p, const char *body, const char *marks, const char *path,
    struct item_files *files, struct err *err)
{
	size_t from = p->block_count;

	page_body(p, body, marks, path, files ? files_names(&p->arena, files) : NULL);
	return files_show(v, p, from, path, files, err);
}

static const char *entry_note(const struct view *v, struct page *p, const struct entry *e, unsigned show)
{
	const struct lang *lang = site_lang(v->site, str_of(e->lang));
	bool kind = show & SHOW_KIND && e->kind != KIND_NEWS;
	const char *word = p->lang->words[WORD_KIND_NEWS + (int)e->kind];

	if (!(show & SHOW_LANGUAGE) || !lang)
		return kind ? word : NULL;
	return kind ? lang_join(&p->arena, p->lang, JOINT_LIST, lang->name, word) : lang->name;
}

const char *view_event_title(
    struct arena *a, const struct lang *lang, const struct entry *e, const char *title)
{
	static const enum word words[EVENT_STATUS_COUNT] = {
		[EVENT_CANCELLED] = WORD_CANCELLED, [EVENT_POSTPONED] = WORD_POSTPONED
	};
	if (e->event_status == EVENT_HELD)
		return title;
	return lang_join(a, lang, JOINT_LABEL, lang->words[words[e->event_status]], title);
}

bool parts_entry(const struct view *v, struct page *p, const struct entry *e, const char *note, unsigned show,
    struct err *err)
{
	struct arena *a = &p->arena;
	const struct lang *lang = site_lang(v->site, str_of(e->lang));
	char day[DATE_TEXT_MAX];

	if (!lang)
		return true;
	date_day(e->date.at, day);
	struct link *l = page_link(
	    p, LINK_ITEM, path_of(a, e->lang, e->project, e->stem), view_event_title(a, lang, e, e->title));
	l->brief = *e->short_title ? view_event_title(a, lang, e, e->short_title) : NULL;
	l->day = arena_strdup(a, day);
	l->note = note;
	l->lang = lang == p->lang ? NULL : lang;
	struct attachments files = { 0 };
	if (e->bundle && !catalog_attachments(v->catalog, e->project, e->stem, e->lang, a, &files, err))
		return false;
	if (!(l->teaser = teaser_make(v, p, e, &files, note, show & SHOW_SUMMARY, err)))
		return false;
	files_list_minor(p, path_of(a, e->lang, e->project, e->stem), &files);
	return true;
}

bool parts_entries(const struct view *v, struct page *p, const struct entry_query *q, unsigned show,
    struct entries *out, struct err *err)
{
	if (!catalog_entries(v->catalog, q, &p->arena, out, err))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (!parts_entry(v, p, &out->v[i], entry_note(v, p, &out->v[i], show), show, err))
			return false;
	return true;
}

void parts_feeds(struct page *p, const char *project)
{
	page_heading(p, 2, p->lang->words[WORD_FEEDS]);
	for (const struct feed_format *f = feed_formats; f->subscribed; f++)
		parts_feed(p, project, f);
}

void parts_feed(struct page *p, const char *project, const struct feed_format *format)
{
	const char *path = path_of_feed(&p->arena, p->lang->tag, project, format);
	page_link(p, LINK_FEED, path, format->title)->mime = format->mime;
}

void parts_feeds_below(const struct view *v, struct page *p, const char *folder)
{
	p->feeds = folder;
	p->feeds_title = p->title;
	p->feeds_alone = true;
	page_heading(p, 2, p->lang->words[WORD_FEEDS]);
	size_t from = p->block_count;
	for (const struct feed_format *f = feed_formats; f->subscribed; f++)
		page_link(p, LINK_FEED, arena_printf(&p->arena, "%s%s", folder, f->name), f->title)->mime =
		    f->mime;
	p->blocks[from].schemes = ~(1U << SCHEME_HTTP);
	const char *first = site_url_of(&p->arena, v->site, SCHEME_HTTP, '0', p->blocks[from].link.target);
	struct block *b = page_add(p, BLOCK_ADDRESS, first);
	b->label = p->title;
	b->schemes = 1U << SCHEME_HTTP;
}

void parts_menu(struct page *p, enum address_id id, const char *project, enum word label)
{
	const char *path = path_of_page(&p->arena, id, p->lang->tag, project);
	page_link(p, LINK_MENU, path, p->lang->words[label]);
}

bool parts_other_languages(const struct view *v, struct page *p, struct err *err)
{
	struct entry_query q = { .absent_in = p->lang->tag, .project = *v->project ? v->project : NULL };
	bool any;

	if (!catalog_any(v->catalog, &q, &any, err))
		return false;
	if (any)
		parts_menu(p, ADDRESS_OTHER_LANGUAGES, v->project, WORD_ONLY_OTHER);
	return true;
}

const char *parts_counted(struct page *p, uint64_t n, bool news)
{
	struct buf text;

	buf_init(&text, 128);
	lang_counted(p->lang, news ? COUNT_NEWS : COUNT_ITEMS, n, &text);
	return page_text_take(p, &text);
}

static struct str first_paragraph(const char *body)
{
	struct gemtext_reader r;
	struct gemtext g;

	gemtext_start(&r, str_of(body));
	while (gemtext_next(&r, &g))
		if (g.type == GEMTEXT_TEXT)
			return g.text;
	return STR("");
}

bool parts_repeats(const char *summary, const char *body)
{
	struct str s = str_of(summary), first = first_paragraph(body);

	/* An ellipsis shows where the paragraph was cut. */
	if (str_ends(s, "…"))
		s.n -= strlen("…");
	return s.n <= first.n && memcmp(s.p, first.p, s.n) == 0;
}
