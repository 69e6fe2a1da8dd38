/*
 * sample: a feed made by hand, with texts that try to break out of every format.
 */
#ifndef TESTS_UNIT_FEED_SAMPLE_H
#define TESTS_UNIT_FEED_SAMPLE_H

#include "feed/format.h"

/* Markup, the end of a CDATA section, quotes, an emoji, a bidirectional control, a combining mark, white space at
 * both ends, a line end, a no-break space. */
#define HOSTILE                                                                                              \
	" <b>&amp; ]]> \"'\t</title><?x?><!-- \U0001F30A\u202Eabc\u202C Ысык-Көл и\u0306\u00A0\n\\\u2028 "

static struct feed_link sample_home[] = {
	{ "http://localhost:8080/ru/voda/", "text/html", NULL },
	{ "gemini://localhost/ru/voda/", "text/gemini", NULL },
	{ "gopher://localhost/1/ru/voda/", "application/gopher-menu", NULL },
	{ "http://localhost:8080/ru/voda/", "text/html", "ru" },
};

static struct feed_link sample_page[] = {
	{ "http://localhost:8080/ru/voda/2023-09-08-forum", "text/html", NULL },
	{ "gemini://localhost/ru/voda/2023-09-08-forum", "text/gemini", NULL },
	{ "gopher://localhost/0/ru/voda/2023-09-08-forum", "text/plain", NULL },
	{ "http://localhost:8080/ky/voda/2023-09-08-forum", "text/html", "ky" },
	{ "http://localhost:8080/ru/voda/2023-09-08-forum", "text/html", "ru" },
};

static const char *sample_authors[] = { "А. Асанова", HOSTILE };

static struct feed_category sample_categories[] = {
	{ "tag:example.org,2000:kind", "event", "Событие" },
	{ "tag:example.org,2000:topic", "water", HOSTILE },
};

static struct feed_enclosure sample_enclosures[] = {
	{ "http://localhost:8080/ru/voda/2023-09-08-forum/programme.pdf", "application/pdf", HOSTILE, 12345,
	    true, 0 },
	{ "http://localhost:8080/ru/voda/2023-09-08-forum/map.png", "image/png", "Карта", 0, true, 0 },
};

static struct feed_picture sample_pictures[] = {
	{ "image/jpeg", { "http://localhost:8080/ru/voda/2023-09-08-forum/a.jpg", 1600, 1067 },
	    { "http://localhost:8080/ru/voda/2023-09-08-forum/a-480w.jpg", 480, 320 } },
	{ "image/gif", { "http://localhost:8080/ru/voda/2023-09-08-forum/b.gif", 200, 100 },
	    { "http://localhost:8080/ru/voda/2023-09-08-forum/b.gif", 200, 100 } },
};

static struct feed_entry sample_entries[] = {
	{ .id = "tag:example.org,2023:voda/2023-09-08-forum/ru",
	    .title = HOSTILE,
	    .summary = HOSTILE,
	    .content = "<p>" HOSTILE "</p>",
	    .rights = HOSTILE,
	    .published = 1694152200, /* 2023-09-08 05:50:00 UTC */
	    .updated = 1694238600,
	    .alternates = { sample_page, 5 },
	    .authors = sample_authors,
	    .author_count = 2,
	    .categories = sample_categories,
	    .category_count = 2,
	    .enclosures = sample_enclosures,
	    .enclosure_count = 2,
	    .pictures = sample_pictures,
	    .picture_count = 2 },
	{ .id = "tag:example.org,2023:voda/2023-09-01-short/ru",
	    .title = "Коротко",
	    .summary = "",
	    .published = 1693548000,
	    .updated = 1693548000,
	    .alternates = { sample_page, 5 },
	    .authors = sample_authors,
	    .author_count = 1,
	    .categories = sample_categories,
	    .category_count = 1 },
};

static inline struct feed sample_feed(void)
{
	return (struct feed){ .id = "tag:example.org,2000:feed/voda/ru",
		.lang = "ru",
		.title = HOSTILE,
		.subtitle = HOSTILE,
		.author = HOSTILE,
		.updated = 1694238600,
		.alternates = { sample_home, 4 },
		.entries = sample_entries,
		.entry_count = 2 };
}

#endif
