/*
 * sitemap: the addresses of the site for crawlers of the web.
 *
 * Nothing is ever left out: what does not fit into one map is in the parts.
 */
#include "page/sitemap.h"

#include <string.h>

#include "catalog/mapped.h"
#include "content/address.h"
#include "markup/html.h"
#include "page/view_files.h"

/* With this many alternates a map is still a few megabytes long. */
enum { ALTERNATES_MAX = 40000, ITEMS_AT_ONCE = 200 };

struct map {
	const struct sitemap *of;
	struct buf *out;
	struct arena kept;  /* what the whole map needs */
	struct arena arena; /* of one address or one round of items */
	struct texts projects;
	struct mapped_items own; /* pages, in the site's languages */
	size_t from, to;         /* of the pages: which are written */
	size_t at;               /* how many have been passed */
};

static const struct site *site_of(const struct map *m)
{
	return m->of->site;
}

static size_t capacity(const struct sitemap *s)
{
	size_t n = ALTERNATES_MAX / s->site->lang_count;
	return n < s->addresses ? n : s->addresses;
}

static void add_url(struct map *m, const char *path)
{
	html_text(m->out, site_url_of(&m->arena, site_of(m), SCHEME_HTTP, 'h', path));
}

/* --- one address ------------------------------------------------------------------- */

static void add_alternate(struct map *m, const char *lang, const char *path)
{
	buf_printf(m->out, "\n<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"", lang);
	add_url(m, path);
	buf_puts(m->out, "\"/>");
}

static bool has_lang(struct str langs, const char *tag)
{
	struct str lang;

	while (langs.n) {
		str_cut(langs, ' ', &lang, &langs);
		if (str_is(lang, tag))
			return true;
	}
	return false;
}

/* Those that the page names too (html_frame.c). `fallback`: for other readers, or NULL: the first. */
static void add_alternates(
    struct map *m, const char *langs, const char *project, const char *stem, const char *fallback)
{
	const struct site *s = site_of(m);
	size_t n = 0;

	for (size_t i = 0; i < s->lang_count; i++)
		n += has_lang(str_of(langs), s->tags[i]);
	for (size_t i = 0; n > 1 && i < s->lang_count; i++) {
		if (!has_lang(str_of(langs), s->tags[i]))
			continue;
		const char *path = path_of(&m->arena, s->tags[i], project, stem);
		add_alternate(m, s->tags[i], path);
		fallback = fallback ? fallback : path;
	}
	if (n > 1)
		add_alternate(m, "x-default", fallback);
}

static void begin_url(struct map *m, const char *path, int64_t changed)
{
	char day[DATE_TEXT_MAX];

	buf_puts(m->out, "<url><loc>");
	add_url(m, path);
	buf_puts(m->out, "</loc>");
	if (changed == INSTANT_NONE)
		return;
	date_rfc3339(changed, day);
	buf_printf(m->out, "<lastmod>%s</lastmod>", day);
}

static void end_url(struct map *m)
{
	buf_puts(m->out, "</url>\n");
}

/* --- one item -------------------------------------------------------------------------- */

/* The picture that goes with the page where somebody shares it. */
static bool add_image(struct map *m, const struct entry *e, const char *path, struct err *err)
{
	struct item_files files = { 0 };
	struct page p;

	if (!e->bundle)
		return true;
	if (!catalog_attachments(m->of->catalog, e->project, e->stem, e->lang, &m->arena, &files.all, err))
		return false;
	page_init(&p, site_of(m)->langs[0], PAGE_TEXT, NULL);
	files_image(&p, path, &files);
	if (p.image.path) {
		buf_puts(m->out, "\n<image:image><image:loc>");
		add_url(m, p.image.path);
		buf_puts(m->out, "</image:loc></image:image>");
	}
	page_release(&p);
	return true;
}

static bool add_item(struct map *m, const struct mapped *item, struct err *err)
{
	const struct entry *e = &item->entry;
	const char *path = path_of(&m->arena, e->lang, e->project, e->stem);

	begin_url(m, path, e->updated);
	add_alternates(m, item->langs, e->project, e->stem, NULL);
	bool ok = add_image(m, e, path, err);
	end_url(m);
	return ok;
}

/* --- pages of the site and of projects ----------------------------------------------- */

static bool is_wanted(struct map *m)
{
	size_t at = m->at++;
	return at >= m->from && at < m->to;
}

/* The languages that have a text of the site ("") or a project. */
static bool find_langs(struct map *m, const char *project, const char **out, struct err *err)
{
	struct translations t;
	struct buf langs;

	if (!catalog_translations(m->of->catalog, project, "", &m->arena, &t, err))
		return false;
	buf_init(&langs, 4096);
	for (size_t i = 0; i < t.n; i++)
		buf_printf(&langs, "%s%s", i ? " " : "", t.lang[i]);
	*out = arena_str(&m->arena, buf_str(&langs));
	buf_release(&langs);
	return true;
}

/* A page is there in every language; where it shows another's text, it is none of the translations. */
static bool add_in_every_language(struct map *m, const char *project, struct err *err)
{
	const struct site *s = site_of(m);
	const char *fallback = *project ? NULL : addresses[ADDRESS_ROOT].pattern, *langs;

	if (!find_langs(m, project, &langs, err))
		return false;
	for (size_t i = 0; i < s->lang_count; i++) {
		/* The home of a site of one language is the root, which is there already. */
		if ((s->lang_count == 1 && !*project) || !is_wanted(m))
			continue;
		begin_url(m, path_of(&m->arena, s->tags[i], project, ""), INSTANT_NONE);
		if (has_lang(str_of(langs), s->tags[i]))
			add_alternates(m, langs, project, "", fallback);
		end_url(m);
	}
	return true;
}

static bool add_root(struct map *m, struct err *err)
{
	const char *root = addresses[ADDRESS_ROOT].pattern, *langs;

	if (!is_wanted(m))
		return true;
	if (!find_langs(m, "", &langs, err))
		return false;
	begin_url(m, root, INSTANT_NONE);
	add_alternates(m, langs, "", "", root);
	end_url(m);
	return true;
}

static bool add_pages(struct map *m, size_t from, size_t to, struct err *err)
{
	m->from = from;
	m->to = to;
	m->at = 0;
	if (!add_root(m, err) || !add_in_every_language(m, "", err))
		return false;
	for (size_t i = 0; i < m->projects.n; i++)
		if (!add_in_every_language(m, m->projects.v[i].project, err))
			return false;
	for (size_t i = 0; i < m->own.n; i++)
		if (is_wanted(m) && !add_item(m, &m->own.v[i], err))
			return false;
	return true;
}

static size_t count_pages(const struct map *m)
{
	return 1 + site_of(m)->lang_count * (1 + m->projects.n) + m->own.n;
}

/* --- items ----------------------------------------------------------------------------- */

/* Those at the positions from … to, in rounds. */
static bool add_items(struct map *m, const char *lang, int64_t from, int64_t to, struct err *err)
{
	struct mapped_items items;
	bool ok = true;

	for (; ok && from < to; from += ITEMS_AT_ONCE) {
		int64_t n = to - from < ITEMS_AT_ONCE ? to - from : ITEMS_AT_ONCE;
		arena_reset(&m->arena);
		ok = catalog_mapped(m->of->catalog, lang, from, n, &m->arena, &items, err);
		for (size_t i = 0; ok && i < items.n; i++)
			ok = add_item(m, &items.v[i], err);
	}
	return ok;
}

/* --- maps ------------------------------------------------------------------------------- */

static bool find_own_pages(struct map *m, struct err *err)
{
	struct mapped_items all;

	if (!catalog_mapped_pages(m->of->catalog, &m->kept, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (site_lang(site_of(m), str_of(all.v[i].entry.lang)))
			all.v[m->own.n++] = all.v[i];
	m->own.v = all.v;
	return true;
}

static bool begin(struct map *m, const struct sitemap *s, struct buf *out, struct err *err)
{
	*m = (struct map){ .of = s, .out = out };
	arena_init(&m->kept);
	arena_init(&m->arena);
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	return catalog_projects(s->catalog, s->site->tags[0], s->site->tags, &m->kept, &m->projects, err) &&
	       find_own_pages(m, err);
}

static void end(struct map *m)
{
	arena_release(&m->kept);
	arena_release(&m->arena);
}

#define SITEMAP_SPACE "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

static void begin_map(struct map *m)
{
	buf_puts(m->out, "<urlset " SITEMAP_SPACE " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""
	                 " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n");
}

static void end_map(struct map *m)
{
	buf_puts(m->out, "</urlset>\n");
}

static bool count_items(const struct sitemap *s, uint64_t *out, struct err *err)
{
	*out = 0;
	for (size_t i = 0; i < s->site->lang_count; i++) {
		struct entry_query q = { .lang = s->site->tags[i] };
		uint64_t n;
		if (!catalog_count(s->catalog, &q, &n, err))
			return false;
		*out += n;
	}
	return true;
}

static bool write_whole(struct map *m, struct err *err)
{
	const struct site *s = site_of(m);
	bool ok = true;

	begin_map(m);
	if (!add_pages(m, 0, SIZE_MAX, err))
		return false;
	for (size_t i = 0; ok && i < s->lang_count; i++) {
		int64_t end;
		ok = catalog_mapped_end(m->of->catalog, s->tags[i], &end, err) &&
		     add_items(m, s->tags[i], 0, end, err);
	}
	end_map(m);
	return ok;
}

/* --- the index and its parts --------------------------------------------------------------- */

/* Part n of the pages (list 0) or of a language (list 1 and on); all counted from 0. */
static uint64_t number_of(const struct sitemap *s, uint64_t n, size_t list)
{
	return n * (s->site->lang_count + 1) + list + 1;
}

static void add_part(struct map *m, uint64_t number, int64_t changed)
{
	const struct address_parts at = { .page = number };
	char day[DATE_TEXT_MAX];

	buf_puts(m->out, "<sitemap><loc>");
	add_url(m, address_path(&m->arena, ADDRESS_SITEMAP_PART, &at));
	buf_puts(m->out, "</loc>");
	if (changed != INSTANT_NONE) {
		date_rfc3339(changed, day);
		buf_printf(m->out, "<lastmod>%s</lastmod>", day);
	}
	buf_puts(m->out, "</sitemap>\n");
}

static bool write_index(struct map *m, struct err *err)
{
	size_t size = capacity(m->of), pages = count_pages(m);
	struct map_parts parts;

	buf_puts(m->out, "<sitemapindex " SITEMAP_SPACE ">\n");
	for (size_t n = 0; n * size < pages; n++)
		add_part(m, number_of(m->of, n, 0), INSTANT_NONE);
	for (size_t i = 0; i < site_of(m)->lang_count; i++) {
		if (!catalog_map_parts(
		        m->of->catalog, site_of(m)->tags[i], (int64_t)size, &m->kept, &parts, err))
			return false;
		for (size_t k = 0; k < parts.n; k++)
			add_part(m, number_of(m->of, (uint64_t)parts.v[k].number, i + 1), parts.v[k].changed);
	}
	buf_puts(m->out, "</sitemapindex>\n");
	return true;
}

bool sitemap_write(const struct sitemap *s, struct buf *out, struct err *err)
{
	struct map m;
	uint64_t items;
	bool ok = begin(&m, s, out, err) && count_items(s, &items, err);

	if (ok)
		ok = (items + count_pages(&m) > capacity(s) ? write_index : write_whole)(&m, err);
	end(&m);
	return ok;
}

static int write_pages(struct map *m, uint64_t n, struct err *err)
{
	size_t size = capacity(m->of), pages = count_pages(m);

	if (n >= (pages + size - 1) / size)
		return 0;
	return add_pages(m, (size_t)n * size, ((size_t)n + 1) * size, err) ? 1 : -1;
}

/* Numbers are 32 bits (content/address.c), so that no position overflows. */
static int write_items(struct map *m, uint64_t n, const char *lang, struct err *err)
{
	int64_t size = (int64_t)capacity(m->of), from = (int64_t)n * size;
	size_t before = m->out->len;

	if (!add_items(m, lang, from, from + size, err))
		return -1;
	return m->out->len > before;
}

int sitemap_write_part(const struct sitemap *s, uint64_t number, struct buf *out, struct err *err)
{
	struct map m;
	size_t lists = s->site->lang_count + 1, list = (size_t)((number - 1) % lists);
	uint64_t n = (number - 1) / lists;
	int found = -1;

	if (begin(&m, s, out, err)) {
		begin_map(&m);
		found = list ? write_items(&m, n, s->site->tags[list - 1], err) : write_pages(&m, n, err);
		end_map(&m);
	}
	end(&m);
	return found;
}
