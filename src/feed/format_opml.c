/*
 * format_opml: OPML 2.0 (http://opml.org/spec2.opml): the list of the feeds of one language.
 */
#include "feed/format.h"

#include "content/address.h"
#include "markup/xml.h"

static void outline(
    struct xml *x, const struct feed_source *s, const char *project, const struct text *t, struct arena *a)
{
	const char *html = path_of(a, s->lang->tag, project, "");
	const char *feed = path_of_feed(a, s->lang->tag, project, &feed_formats[FORMAT_ATOM]);
	xml_start(x, "outline");
	xml_attr(x, "type", "rss"); /* the word for every format of feed */
	xml_attr(x, "text", t->title);
	xml_attr(x, "title", t->title);
	if (*t->summary)
		xml_attr(x, "description", t->summary);
	xml_attr(x, "language", s->lang->tag);
	xml_attr(x, "htmlUrl", site_url_of(a, s->site, SCHEME_HTTP, '1', html));
	xml_attr(x, "xmlUrl", site_url_of(a, s->site, SCHEME_HTTP, '0', feed));
	xml_end(x);
}

void opml_write(const struct feed_source *s, const struct texts *projects, struct buf *out)
{
	struct arena a;
	arena_init(&a);
	struct xml *x = xml_new();
	xml_start(x, "opml");
	xml_attr(x, "version", "2.0");
	xml_start(x, "head");
	xml_element(x, "title", s->text.title);
	xml_end(x);
	xml_start(x, "body");
	outline(x, s, "", &s->text, &a);
	for (size_t i = 0; i < projects->n; i++)
		outline(x, s, projects->v[i].project, &projects->v[i], &a);
	xml_finish(x, out);
	arena_release(&a);
}
