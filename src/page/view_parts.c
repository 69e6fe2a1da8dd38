/*
 * view_parts: what the views share.
 */
#include "page/view_parts.h"

#include "base/path.h"
#include "catalog/tags.h"
#include "content/address.h"
#include "content/gemtext.h"

#include <string.h>

bool parts_begin(
    const struct view *v, enum page_form form, struct page *p, struct text *site, struct err *err)
{
	struct text text;

	page_init(p, v->lang, form, v->path);
	struct arena *a = &p->arena;
	int found = catalog_site(v->catalog, v->lang->tag, v->site->tags, a, &text, err);
	if (found < 0)
		return false;
	if (found == 0) {
		const char *host = arena_strdup(a, v->site->host);
		text = (struct text){
			.lang = "", .title = host, .short_title = "", .summary = "", .body = ""
		};
	}
	p->home = text.title;
	p->home_lang = parts_lang(p, text.lang);
	p->feeds = path_of(a, v->lang->tag, "", "");
	p->feeds_title = v->lang->words[WORD_ALL_NEWS];
	parts_trail(p, p->feeds, text.title)->title_lang = p->home_lang;
	if (site)
		*site = text;
	return true;
}

int parts_project(const struct view *v, struct page *p, struct text *out, struct err *err)
{
	struct arena *a = &p->arena;
	int found = catalog_project(v->catalog, v->project, v->lang->tag, v->site->tags, a, out, err);

	if (found == 1) {
		p->feeds = path_of(a, v->lang->tag, v->project, "");
		p->feeds_title = out->title;
	}
	return found;
}

int parts_begin_below(
    const struct view *v, enum page_form form, struct page *p, struct text *project, struct err *err)
{
	if (!parts_begin(v, form, p, NULL, err))
		return -1;
	if (!*v->project)
		return 1;
	int found = parts_project(v, p, project, err);
	if (found == 1)
		parts_trail(p, p->feeds, project->title)->title_lang = parts_lang(p, project->lang);
	return found;
}

static void become_error(const struct view *v, struct page *p, enum view_error what)
{
	page_release(p);
	view_error(v->site, v->lang, what, NULL, p);
}

enum view_result parts_fail(const struct view *v, struct page *p)
{
	become_error(v, p, ERROR_FAILED);
	return VIEW_FAILED;
}

enum view_result parts_missing(const struct view *v, struct page *p)
{
	become_error(v, p, ERROR_NOT_FOUND);
	return VIEW_MISSING;
}

const struct lang *parts_lang(const struct page *p, const char *tag)
{
	const struct lang *l = lang_find(str_of(tag));
	return l == p->lang ? NULL : l;
}

void parts_speak(struct page *p, size_t from, const struct lang *lang)
{
	for (size_t i = from; i < p->block_count; i++)
		p->blocks[i].lang = lang;
}

struct alternate *parts_trail(struct page *p, const char *path, const char *title)
{
	struct alternate *step = ARENA_PUSH(&p->arena, p->trail, p->trail_count);
	*step = (struct alternate){ .path = path, .title = title };
	return step;
}

void parts_translation(
    const struct view *v, struct page *p, const char *lang, const char *path, const char *title)
{
	const struct lang *l = site_lang(v->site, str_of(lang));

	if (!l || l == p->lang)
		return;
	struct alternate *t = ARENA_PUSH(&p->arena, p->translations, p->translation_count);
	*t = (struct alternate){ .lang = l, .path = path, .title = title };
}

bool parts_translations(
    const struct view *v, struct page *p, const char *project, const char *stem, struct err *err)
{
	struct arena *a = &p->arena;
	struct translations t;

	if (!catalog_translations(v->catalog, project, stem, a, &t, err))
		return false;
	for (size_t i = 0; i < t.n; i++)
		parts_translation(v, p, t.lang[i], path_of(a, t.lang[i], project, stem), t.title[i]);
	return true;
}

void parts_in_every_language(const struct view *v, struct page *p, enum address_id id, enum word title)
{
	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		const char *path = path_of_page(&p->arena, id, l->tag, v->project);
		parts_translation(v, p, l->tag, path, l->words[title]);
	}
}

/* "PDF, 230 KB" */
static const char *file_note(struct page *p, const struct attachment *file)
{
	struct str extension = path_extension(str_of(file->name));
	struct buf note;

	buf_init(&note, 128);
	for (size_t i = 0; i < extension.n; i++) {
		char c = extension.p[i];
		buf_add_char(&note, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	buf_puts(&note, extension.n ? ", " : "");
	lang_size(p->lang, file->size > 0 ? (uint64_t)file->size : 0, &note);
	return page_text_take(p, &note);
}

void parts_files(struct page *p, const char *lang, const struct attachments *files, bool minor)
{
	for (size_t i = 0; i < files->n; i++) {
		const struct attachment *f = &files->v[i];
		const char *path = path_of_file(&p->arena, lang, f->project, f->stem, f->name);
		struct link *l = page_link(p, LINK_FILE, path, f->title);
		l->mime = f->mime;
		l->note = file_note(p, f);
		p->blocks[p->block_count - 1].level = minor;
	}
}

/* "/{lang}/{project}/{item}/{file}": the type of an attachment; other files keep none. */
static bool add_type(const struct view *v, struct page *p, struct link *l, struct err *err)
{
	enum { PARTS = 4 };
	struct str rest = str_of(l->target), part[PARTS];
	struct attachment file;
	size_t n = 0;

	while (n < PARTS && path_next(&rest, &part[n]))
		n++;
	if (n < PARTS || rest.n)
		return true;
	struct arena *a = &p->arena;
	int found = catalog_attachment(
	    v->catalog, arena_str(a, part[1]), arena_str(a, part[2]), arena_str(a, part[3]), a, &file, err);
	if (found == 1)
		l->mime = file.mime;
	return found >= 0;
}

bool parts_body(const struct view *v, struct page *p, const char *body, const char *path,
    const struct attachments *files, struct err *err)
{
	size_t n = files ? files->n : 0, from = p->block_count;
	const char **names = arena_alloc(&p->arena, (n + 1) * sizeof *names);

	for (size_t i = 0; i < n; i++)
		names[i] = files->v[i].name;
	page_body(p, body, path, n ? names : NULL);
	for (size_t i = from; i < p->block_count; i++) {
		struct block *b = &p->blocks[i];
		if (b->type == BLOCK_LINK && b->link.to == LINK_FILE && !add_type(v, p, &b->link, err))
			return false;
	}
	return true;
}

static const char *entry_note(const struct view *v, struct page *p, const struct entry *e, unsigned show)
{
	const struct lang *lang = site_lang(v->site, str_of(e->lang));
	bool kind = show & SHOW_KIND && e->kind != KIND_NEWS;
	const char *word = p->lang->words[WORD_KIND_NEWS + (int)e->kind];

	if (!(show & SHOW_LANGUAGE) || !lang)
		return kind ? word : NULL;
	return kind ? arena_printf(&p->arena, "%s, %s", lang->name, word) : lang->name;
}

bool parts_entry(
    const struct view *v, struct page *p, const struct entry *e, const char *note, struct err *err)
{
	struct arena *a = &p->arena;
	const struct lang *lang = site_lang(v->site, str_of(e->lang));
	char day[DATE_TEXT_MAX];

	if (!lang)
		return true;
	date_day(e->date.at, day);
	struct link *l = page_link(p, LINK_ITEM, path_of(a, e->lang, e->project, e->stem), e->title);
	l->brief = *e->short_title ? e->short_title : NULL;
	l->day = arena_strdup(a, day);
	l->note = note;
	l->lang = lang == p->lang ? NULL : lang;
	if (!e->bundle)
		return true;
	struct attachments files;
	if (!catalog_attachments(v->catalog, e->project, e->stem, e->lang, a, &files, err))
		return false;
	parts_files(p, e->lang, &files, true);
	return true;
}

bool parts_entries(const struct view *v, struct page *p, const struct entry_query *q, unsigned show,
    struct entries *out, struct err *err)
{
	if (!catalog_entries(v->catalog, q, &p->arena, out, err))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (!parts_entry(v, p, &out->v[i], entry_note(v, p, &out->v[i], show), err))
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

void parts_menu(struct page *p, enum address_id id, const char *project, enum word label)
{
	const char *path = path_of_page(&p->arena, id, p->lang->tag, project);
	page_link(p, LINK_MENU, path, p->lang->words[label]);
}

bool parts_other_languages(const struct view *v, struct page *p, struct err *err)
{
	struct entry_query q = { .absent_in = p->lang->tag, .project = *v->project ? v->project : NULL };
	uint64_t n;

	if (!catalog_count(v->catalog, &q, &n, err))
		return false;
	if (n > 0)
		parts_menu(p, ADDRESS_OTHER_LANGUAGES, v->project, WORD_ONLY_OTHER);
	return true;
}

bool parts_tags(const struct view *v, struct page *p, const struct values *values, struct err *err)
{
	static const struct {
		enum tag_kind kind;
		const char *key;
		enum address_id address;
		enum word label;
	} kinds[] = {
		{ TAG_TOPIC, "topic", ADDRESS_TOPIC, WORD_TOPICS },
		{ TAG_PLACE, "place", ADDRESS_PLACE, WORD_PLACES },
	};
	struct arena *a = &p->arena;

	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
		struct tags names;
		if (!catalog_tag_names(v->catalog, kinds[k].kind, p->lang->tag, a, &names, err))
			return false;
		for (size_t i = 0; i < values->n; i++) {
			const char *slug = values->v[i].text;
			if (strcmp(values->v[i].key, kinds[k].key) != 0)
				continue;
			page_fact(p, p->lang->words[kinds[k].label], tags_name(&names, slug));
			const struct address_parts at = { .lang = p->lang->tag, .tag = slug };
			p->blocks[p->block_count - 1].link = (struct link){ .to = LINK_MENU,
				.target = address_path(a, kinds[k].address, &at),
				.label = slug };
		}
	}
	return true;
}

const char *parts_counted(struct page *p, uint64_t n)
{
	struct buf text;

	buf_init(&text, 128);
	lang_counted(p->lang, COUNT_ITEMS, n, &text);
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

static void add_month(struct buf *out, const struct lang *l, const char *month)
{
	struct str s = str_of(month);
	uint64_t year, number;

	if (str_to_uint(str_sub(s, 0, 4), 9999, &year) && str_to_uint(str_sub(s, 5, 7), 12, &number) &&
	    number)
		l->month(out, &(struct civil){ .year = (int)year, .month = (int)number, .day = 1 });
}

const char *parts_period(struct page *p, const char *from, const char *to)
{
	struct buf text;

	if (!*from && !*to)
		return NULL;
	buf_init(&text, 256);
	add_month(&text, p->lang, from);
	if (strcmp(from, to) != 0) {
		buf_puts(&text, *from ? " – " : "– ");
		add_month(&text, p->lang, to);
	}
	const char *period = arena_str(&p->arena, str_trim(buf_str(&text)));
	buf_release(&text);
	return period;
}

void parts_facts(struct page *p, const struct values *values, const struct shown_key *keys)
{
	for (const struct shown_key *k = keys; k->key; k++)
		for (size_t i = 0; i < values->n; i++) {
			if (strcmp(values->v[i].key, k->key) != 0)
				continue;
			const char *text = values->v[i].text;
			page_fact(p, p->lang->words[k->label], text);
			if (k->is_address)
				p->blocks[p->block_count - 1].link = (struct link){
					.to = LINK_OUTSIDE, .target = text, .label = text
				};
		}
}
