/*
 * podcast: https://help.apple.com/itc/podcasts_connect/#/itcb54353390. Required of a channel are title,
 * description and language, which each has, itunes:image, itunes:category and itunes:explicit; of an item
 * title and enclosure.
 */
#include "feed/podcast.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "content/contact.h"
#include "content/podcast.h"
#include "picture/sound.h"

/* --- which enclosure ----------------------------------------------------------------------- */

/* What players want comes first, then what an editor named or what is read, then other pictures. */
static int rank(const struct feed_enclosure *e)
{
	if (sound_plays(e->type))
		return 0;
	return !e->offered && str_starts(str_of(e->type), "image/") ? 2 : 1;
}

const struct feed_enclosure *podcast_enclosure(const struct feed_entry *e)
{
	const struct feed_enclosure *best = e->enclosure_count ? e->enclosures : NULL;

	for (size_t i = 1; i < e->enclosure_count; i++)
		if (rank(&e->enclosures[i]) < rank(best))
			best = &e->enclosures[i];
	return best;
}

static bool is_episode(const struct feed_entry *e)
{
	const struct feed_enclosure *x = podcast_enclosure(e);
	return x && sound_plays(x->type);
}

static bool has_sound(const struct feed *f)
{
	for (size_t i = 0; i < f->entry_count; i++) {
		const struct feed_enclosure *x = podcast_enclosure(&f->entries[i]);
		if (x && sound_plays(x->type) && !str_starts(str_of(x->type), "video/"))
			return true;
	}
	return false;
}

/* --- what the site says -------------------------------------------------------------------- */

static void take_category(const struct values *values, struct feed_podcast *out)
{
	struct podcast_category c;

	for (size_t i = 0; i < values->n && !out->category; i++)
		if (!strcmp(values->v[i].key, "podcast") &&
		    podcast_category_find(str_of(values->v[i].text), &c)) {
			out->category = c.name;
			out->parent = c.parent;
		}
}

/* Without what follows an address of mail in a link: a subject, further people. */
static const char *mail_of(struct str uri, struct arena *a)
{
	size_t n = strlen("mailto:");

	if (!str_starts(uri, "mailto:"))
		return NULL;
	while (n < uri.n && !strchr("?,%", uri.p[n]))
		n++;
	return arena_str(a, str_sub(uri, strlen("mailto:"), n));
}

static void take_mail(const struct values *values, struct arena *a, struct feed_podcast *out)
{
	for (size_t i = 0; i < values->n && !out->mail; i++) {
		struct contacts found = { 0 };
		if (!strcmp(values->v[i].key, "contact"))
			contact_find(a, str_of(values->v[i].text), &found);
		for (size_t k = 0; k < found.n && !out->mail; k++)
			out->mail = mail_of(str_of(found.v[k].uri), a);
	}
}

/* Of a project or the site: what its text in this language says, then those in others. */
static bool take_keys(const struct feed_source *s, const char *project, struct feed *f,
    struct feed_podcast *out, struct err *err)
{
	for (size_t i = 0; i <= s->site->lang_count; i++) {
		const char *lang = i ? s->site->tags[i - 1] : f->lang;
		struct values values;
		if (!catalog_values(s->catalog, project, "", lang, &f->arena, &values, err))
			return false;
		take_category(&values, out);
		take_mail(&values, &f->arena, out);
	}
	return true;
}

bool podcast_fill(const struct feed_source *s, const char *project, struct feed *f, struct err *err)
{
	struct feed_podcast *p;

	if (!has_sound(f))
		return true;
	p = arena_alloc(&f->arena, sizeof *p);
	*p = (struct feed_podcast){ 0 };
	if (!take_keys(s, project, f, p, err) || (*project && !take_keys(s, "", f, p, err)))
		return false;
	if (!p->category)
		p->category = PODCAST_CATEGORY;
	f->podcast = p;
	return true;
}

/* --- the elements -------------------------------------------------------------------------- */

static void add_image(struct xml *x, const char *href)
{
	xml_start(x, "itunes:image");
	xml_attr(x, "href", href);
	xml_end(x);
}

static void add_category(struct xml *x, const struct feed_podcast *p)
{
	xml_start(x, "itunes:category");
	xml_attr(x, "text", p->parent ? p->parent : p->category);
	if (p->parent) {
		xml_start(x, "itunes:category");
		xml_attr(x, "text", p->category);
		xml_end(x);
	}
	xml_end(x);
}

static void add_owner(struct xml *x, const struct feed *f)
{
	xml_start(x, "itunes:owner");
	xml_element(x, "itunes:name", f->author);
	xml_element(x, "itunes:email", f->podcast->mail);
	xml_end(x);
}

void podcast_declare(struct xml *x, const struct feed *f)
{
	if (f->podcast)
		xml_attr(x, "xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd");
}

void podcast_write(struct xml *x, const struct feed *f)
{
	const struct feed_podcast *p = f->podcast;

	if (!p)
		return;
	xml_element(x, "itunes:author", f->author);
	if (f->brand.cover)
		add_image(x, f->brand.cover);
	add_category(x, p);
	xml_element(x, "itunes:explicit", "false");
	xml_element(x, "itunes:type", "episodic");
	if (p->mail)
		add_owner(x, f);
}

static void add_authors(struct xml *x, const struct feed_entry *e)
{
	struct buf names;

	buf_init(&names, SIZE_MAX / 2);
	for (size_t i = 0; i < e->author_count; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", e->authors[i]);
	xml_element(x, "itunes:author", names.data);
	buf_release(&names);
}

void podcast_write_item(struct xml *x, const struct feed *f, const struct feed_entry *e)
{
	char seconds[24];

	if (!f->podcast || !is_episode(e))
		return;
	add_authors(x, e);
	snprintf(seconds, sizeof seconds, "%" PRId64, podcast_enclosure(e)->seconds);
	if (podcast_enclosure(e)->seconds)
		xml_element(x, "itunes:duration", seconds);
	xml_element(x, "itunes:explicit", "false");
	if (e->picture_count)
		add_image(x, e->pictures[0].largest.href);
}
