/*
 * view_feeds: how to subscribe, in three steps for those who never did; after them what others look for.
 *
 * On the web and over Gopher addresses are copied into a reader of feeds. Clients of gemtext subscribe to
 * pages themselves (gemini://geminiprotocol.net/docs/companion/subscription.gmi).
 */
#include "base/uri.h"
#include "catalog/events.h"
#include "catalog/tags.h"
#include "content/address.h"
#include "page/view_facts.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

#include <string.h>

enum { LABEL_MAX = 4096 };
enum {
	FOR_READERS_OF_FEEDS = 1 << SCHEME_HTTP | 1 << SCHEME_GOPHER,
	FOR_READERS_OF_PAGES = 1 << SCHEME_GEMINI | 1 << SCHEME_SPARTAN | 1 << SCHEME_NEX,
};

static void add_step(struct page *p, enum word heading)
{
	page_heading(p, 2, p->lang->words[heading]);
	page_add(p, BLOCK_TEXT, p->lang->words[heading + 1]);
}

/* All are free, need no account, and read Atom. */
static const struct {
	const char *name, *system, *address;
} readers[] = {
	{ "Feeder", "Android",
	    "https://play.google.com/store/apps/details?id=com.nononsenseapps.feeder.play" },
	{ "Feeder", "Android, F-Droid", "https://f-droid.org/packages/com.nononsenseapps.feeder/" },
	{ "NetNewsWire", "iPhone, iPad, Mac", "https://netnewswire.com/" },
	{ "Thunderbird", NULL, "https://www.thunderbird.net/" },
};

static void add_readers(struct page *p)
{
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++)
		page_link(p, LINK_OUTSIDE, readers[i].address, readers[i].name)->note =
		    readers[i].system ? readers[i].system : p->lang->words[WORD_COMPUTER];
}

bool view_feeds_lead_to(struct str address)
{
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++)
		if (str_is(address, readers[i].address))
			return true;
	return false;
}

static struct block *add_address(const struct view *v, struct page *p, const char *project, const char *title)
{
	const char *path = path_of_feed(&p->arena, v->lang->tag, project, &feed_formats[FORMAT_ATOM]);
	struct block *b = page_add(p, BLOCK_ADDRESS, site_url_of(&p->arena, v->site, SCHEME_HTTP, '0', path));
	b->label = title;
	return b;
}

static void add_steps(const struct view *v, struct page *p, const struct texts *projects)
{
	add_step(p, WORD_FOLLOW_TAKE);
	add_readers(p);
	add_step(p, WORD_FOLLOW_COPY);
	add_address(v, p, "", p->lang->words[WORD_ALL_NEWS]);
	for (size_t i = 0; i < projects->n; i++) {
		const struct text *t = &projects->v[i];
		struct block *b = add_address(v, p, t->project, t->title);
		b->lang = frame_lang(p, t->lang);
		b->anchor = t->project;
	}
	add_step(p, WORD_FOLLOW_PASTE);
}

static void add_pages(const struct view *v, struct page *p, const struct texts *projects)
{
	add_step(p, WORD_FOLLOW_PAGES);
	page_link(p, LINK_MENU, path_of(&p->arena, v->lang->tag, "", ""), p->lang->words[WORD_ALL_NEWS]);
	for (size_t i = 0; i < projects->n; i++) {
		const struct text *t = &projects->v[i];
		page_link(p, LINK_MENU, path_of(&p->arena, v->lang->tag, t->project, ""), t->title);
		p->blocks[p->block_count - 1].lang = frame_lang(p, t->lang);
	}
}

/* Those that the site's text names. */
static bool add_channels(const struct view *v, struct page *p, const char *lang, struct err *err)
{
	struct values values;
	size_t heading = p->block_count;

	if (!catalog_values(v->catalog, "", "", lang, &p->arena, &values, err))
		return false;
	page_heading(p, 2, p->lang->words[WORD_FOLLOW_CHANNELS]);
	facts_channels(p, &values);
	if (p->block_count == heading + 1)
		p->block_count = heading;
	return true;
}

/* The document of all news, over each service that readers can reach. */
static void add_format(const struct view *v, struct page *p, const struct feed_format *f)
{
	static const struct {
		enum scheme scheme;
		const char *name;
	} shown[] = { { SCHEME_HTTP, "" }, { SCHEME_GEMINI, ", Gemini" }, { SCHEME_GOPHER, ", Gopher" } };
	const char *path = path_of_feed(&p->arena, v->lang->tag, "", f);

	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		if (v->site->unreachable[shown[i].scheme])
			continue;
		const char *address = site_url_of(&p->arena, v->site, shown[i].scheme, '0', path);
		page_add(p, BLOCK_ADDRESS, address)->label = arena_printf(
		    &p->arena, "%s%s", f->title, shown[i].name);
	}
}

/* Of what there is nothing in the language there is no link. */
static bool add_part(const struct view *v, struct page *p, const struct texts *projects, struct err *err)
{
	struct tags topics, places;

	if (!catalog_tags_used(v->catalog, TAG_TOPIC, v->lang->tag, &p->arena, &topics, err) ||
	    !catalog_tags_used(v->catalog, TAG_PLACE, v->lang->tag, &p->arena, &places, err))
		return false;
	page_heading(p, 3, p->lang->words[WORD_FOLLOW_PART]);
	if (topics.n)
		parts_menu(p, ADDRESS_TOPICS, "", WORD_TOPICS);
	if (places.n)
		parts_menu(p, ADDRESS_PLACES, "", WORD_PLACES);
	parts_menu(p, ADDRESS_KINDS, "", WORD_KINDS_TITLE);
	if (projects->n > 1)
		parts_menu(p, ADDRESS_TOGETHER, "", WORD_TOGETHER);
	return true;
}

static bool add_formats(const struct view *v, struct page *p, struct err *err)
{
	page_add(p, BLOCK_FOLD, p->lang->words[WORD_FOLLOW_FORMATS]);
	page_add(p, BLOCK_TEXT, p->lang->words[WORD_FOLLOW_FORMATS_HELP]);
	page_heading(p, 3, p->lang->words[WORD_ALL_NEWS]);
	for (const struct feed_format *f = feed_formats; f->subscribed; f++)
		add_format(v, p, f);
	int found = catalog_has_days(v->catalog, "", v->lang->tag, err);
	if (found == 1)
		add_format(v, p, &feed_formats[FORMAT_ICAL]);
	parts_feed(p, "", &feed_formats[FORMAT_OPML]);
	return found >= 0;
}

static bool fill(const struct view *v, struct page *p, struct err *err)
{
	struct texts projects;
	struct text site;

	if (!frame_begin(v, PAGE_MENU, p, &site, err) ||
	    !catalog_projects(v->catalog, v->lang->tag, v->site->tags, &p->arena, &projects, err))
		return false;
	frame_title(p, p->lang->words[WORD_FEEDS]);
	page_add(p, BLOCK_TEXT, p->lang->words[WORD_FEEDS_HELP]);
	add_steps(v, p, &projects);
	page_show_over(p, 0, FOR_READERS_OF_FEEDS);
	size_t from = p->block_count;
	add_pages(v, p, &projects);
	page_show_over(p, from, FOR_READERS_OF_PAGES);
	bool ok = add_channels(v, p, site.lang, err) && add_formats(v, p, err) &&
	          add_part(v, p, &projects, err);
	frame_in_every_language(v, p, ADDRESS_FEEDS, WORD_FEEDS);
	return ok;
}

enum view_result view_feeds(const struct view *v, struct page *out, struct err *err)
{
	return fill(v, out, err) ? VIEW_OK : frame_fail(v, out);
}
