/*
 * format_json: JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). next_url leads back through the
 * pages of the feed's history.
 */
#include "feed/format.h"

#include "markup/json.h"

static void date(struct json *j, const char *key, int64_t at)
{
	char text[DATE_TEXT_MAX];
	date_rfc3339(at, text);
	json_string(j, key, text);
}

static void authors(struct json *j, const char *const *names, size_t n)
{
	json_open(j, "authors", '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_string(j, "name", names[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void attachments(struct json *j, const struct feed_entry *e)
{
	if (!e->enclosure_count)
		return;
	json_open(j, "attachments", '[');
	for (size_t i = 0; i < e->enclosure_count; i++) {
		const struct feed_enclosure *f = &e->enclosures[i];
		json_open(j, NULL, '{');
		json_string(j, "url", f->href);
		json_string(j, "mime_type", f->type);
		json_string(j, "title", f->title);
		json_number(j, "size_in_bytes", f->size);
		if (f->seconds)
			json_number(j, "duration_in_seconds", f->seconds);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void item(struct json *j, const struct feed *f, const struct feed_entry *e)
{
	json_open(j, NULL, '{');
	json_string(j, "id", e->id);
	json_string(j, "url", e->alternates.v[0].href);
	if (e->source)
		json_string(j, "external_url", e->source);
	json_string(j, "title", e->title);
	json_string(j, "language", f->lang);
	date(j, "date_published", e->published);
	date(j, "date_modified", e->updated);
	authors(j, e->authors, e->author_count);
	json_open(j, "tags", '[');
	for (size_t i = 0; i < e->category_count; i++)
		json_string(j, NULL, e->categories[i].label);
	json_close(j, ']');
	if (*e->summary)
		json_string(j, "summary", e->summary);
	if (e->content)
		json_string(j, "content_html", e->content);
	else /* one of the two is required */
		json_string(j, "content_text", e->summary);
	if (e->picture_count)
		json_string(j, "image", e->pictures[0].largest.href);
	attachments(j, e);
	json_close(j, '}');
}

void feed_write_json(const struct feed *f, const char *self, struct buf *out)
{
	struct json j;
	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_string(&j, "version", "https://jsonfeed.org/version/1.1");
	json_string(&j, "title", f->title);
	if (*f->subtitle)
		json_string(&j, "description", f->subtitle);
	json_string(&j, "home_page_url", f->alternates.v[0].href);
	json_string(&j, "feed_url", self);
	if (f->chain[FORMAT_JSON].prev)
		json_string(&j, "next_url", f->chain[FORMAT_JSON].prev);
	if (f->brand.icon) {
		json_string(&j, "icon", f->brand.large_icon);
		json_string(&j, "favicon", f->brand.icon);
	}
	json_string(&j, "language", f->lang);
	authors(&j, &f->author, 1);
	if (f->hub) {
		json_open(&j, "hubs", '[');
		json_open(&j, NULL, '{');
		json_string(&j, "type", "WebSub");
		json_string(&j, "url", f->hub);
		json_close(&j, '}');
		json_close(&j, ']');
	}
	json_open(&j, "items", '[');
	for (size_t i = 0; i < f->entry_count; i++)
		item(&j, f, &f->entries[i]);
	json_close(&j, ']');
	json_close(&j, '}');
}
