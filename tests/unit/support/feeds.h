/*
 * feeds: a world whose catalogue is on disk, and the feeds that are published from it.
 */
#ifndef TESTS_UNIT_SUPPORT_FEEDS_H
#define TESTS_UNIT_SUPPORT_FEEDS_H

#include "feed/feed.h"
#include "feed/publish.h"
#include "unit/support/world.h"
#include "unit/support/xml.h"

/* Of the last publish. */
UNUSED static struct feed_report report;

/* In Russian and Kyrgyz, without content. */
static inline struct world *world_of_feeds(void)
{
	struct world *w = world_new(false);
	SITE_LANGUAGES(&w->site, "ru", "ky");
	return w;
}

static inline bool world_publish(struct world *w, const struct touched *touched)
{
	struct since *since = since_new(w->c.writer, &failure);
	bool ok = since &&
	          feeds_publish(
	              &w->site, writer_catalog(w->c.writer), since, w->feeds, touched, &report, &failure) &&
	          writer_feeds_written(w->c.writer, since, &failure);
	since_free(since);
	return ok;
}

/* As the publisher does it: only what was touched. */
static inline void world_publish_changes(struct world *w)
{
	world_compile(w);
	struct touched touched = writer_touched(w->c.writer);
	OK(world_publish(w, &touched));
}

static inline void world_publish_all(struct world *w)
{
	world_compile(w);
	OK(world_publish(w, &(struct touched){ .any = true, .all = true }));
}

/* The catalogue is deleted; the durable facts stay. */
static inline void world_lose_catalogue(struct world *w)
{
	writer_close(w->c.writer);
	unlink(folder_path(&w->c.folder, "catalog.db"));
	unlink(folder_path(&w->c.folder, "catalog.db-wal"));
	unlink(folder_path(&w->c.folder, "catalog.db-shm"));
	catalogue_open(&w->c, "basis");
}

/* --- what was published ---------------------------------------------------------------- */

static inline bool world_has(struct world *w, const char *feed)
{
	return faccessat(w->feeds, feed, F_OK, 0) == 0;
}

/* Valid as long as the world. */
static inline const char *world_feed(struct world *w, const char *feed)
{
	return folder_read(&w->c.folder, arena_printf(&w->c.arena, "feeds/%s", feed));
}

/* What an XPath finds in a feed (xml_find). Valid as long as the world. */
static inline const char *world_find(struct world *w, const char *feed, const char *path)
{
	xmlDoc *doc = xml_read(world_feed(w, feed));
	char *text = xml_find(doc, path);
	const char *copy = arena_strdup(&w->c.arena, text);
	xmlFree(text);
	xmlFreeDoc(doc);
	return copy;
}

static inline void assert_found(struct world *w, const char *feed, const char *path, const char *expected)
{
	assert_string_equal(world_find(w, feed, path), expected);
}

static inline bool world_fits(struct world *w, const char *feed, const char *grammar)
{
	return xml_fits(xml_read(world_feed(w, feed)), grammar);
}

#endif
