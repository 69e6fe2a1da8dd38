/*
 * The diary of four readers: thirty days in which items are added, corrected, withdrawn and moved, and the
 * catalogue is lost once.
 */
#include "unit/support/feeds.h"

enum { DAYS = 30, ITEMS_MAX = 128, DAY = 86400 };

/* An item as a reader keeps it. Titles are never used twice, so a second id for one is a duplicate. */
struct kept {
	char title[64], id[128], version[64];
	unsigned updates;
	bool deleted;
};

struct reader {
	const char *name, *feed;
	void (*read)(struct reader *, struct world *);
	int first, every; /* days */
	bool conditional;
	struct kept kept[ITEMS_MAX];
	size_t n;
	const char *last; /* what it got last time, in place of an ETag */
	char pages[ITEMS_MAX][64];
	size_t page_count;
	size_t bytes;
};

static struct kept *find_title(struct reader *r, const char *title)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->kept[i].title, title) == 0)
			return &r->kept[i];
	return NULL;
}

static void take_entry(struct reader *r, const char *title, const char *id, const char *version, bool newer)
{
	struct kept *k = find_title(r, title);
	if (!k) {
		assert_true(r->n < ITEMS_MAX);
		k = &r->kept[r->n++];
		snprintf(k->title, sizeof k->title, "%s", title);
		snprintf(k->id, sizeof k->id, "%s", id);
		snprintf(k->version, sizeof k->version, "%s", version);
		return;
	}
	if (strcmp(k->id, id) != 0)
		fail_msg("%s shows \"%s\" twice: %s and %s", r->name, title, k->id, id);
	if (strcmp(k->version, version) == 0 || (newer && strcmp(version, k->version) < 0))
		return;
	snprintf(k->version, sizeof k->version, "%s", version);
	k->updates++;
}

/* --- documents ---------------------------------------------------------------- */

static const char *child(xmlNode *parent, const char *name, char *out, size_t size)
{
	*out = 0;
	for (xmlNode *n = parent->children; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, name) != 0)
			continue;
		xmlChar *text = xmlNodeGetContent(n);
		snprintf(out, size, "%s", (const char *)text);
		xmlFree(text);
		break;
	}
	return out;
}

static void take_element(struct reader *r, xmlNode *n)
{
	char title[64], id[128], version[64];
	if (strcmp((const char *)n->name, "entry") == 0)
		take_entry(r, child(n, "title", title, sizeof title), child(n, "id", id, sizeof id),
		    child(n, "updated", version, sizeof version), true);
	if (strcmp((const char *)n->name, "item") == 0)
		take_entry(r, child(n, "title", title, sizeof title), child(n, "guid", id, sizeof id),
		    child(n, "description", version, sizeof version), false);
	if (strcmp((const char *)n->name, "deleted-entry") == 0) {
		xmlChar *ref = xmlGetProp(n, BAD_CAST "ref");
		for (size_t i = 0; i < r->n; i++)
			if (strcmp(r->kept[i].id, (const char *)ref) == 0)
				r->kept[i].deleted = true;
		xmlFree(ref);
	}
}

/* The name of the page before, "" when there is none. */
static void take_xml(struct reader *r, const char *text, char previous[64])
{
	*previous = 0;
	xmlDoc *doc = xml_read(text);
	xmlNode *root = xmlDocGetRootElement(doc);
	if (strcmp((const char *)root->name, "rss") == 0)
		root = xmlFirstElementChild(root);
	for (xmlNode *n = root->children; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		take_element(r, n);
		xmlChar *rel = xmlGetProp(n, BAD_CAST "rel"), *href = xmlGetProp(n, BAD_CAST "href");
		if (rel && href && strcmp((const char *)rel, "prev-archive") == 0)
			snprintf(previous, 64, "%s", (const char *)href + strlen("http://news.example/"));
		xmlFree(rel);
		xmlFree(href);
	}
	xmlFreeDoc(doc);
}

static void read_xml(struct reader *r, struct world *w)
{
	char previous[64];
	take_xml(r, world_feed(w, r->feed), previous);
}

/* As read_xml, then back through the pages that it does not know yet. */
static void read_history(struct reader *r, struct world *w)
{
	char previous[64];
	take_xml(r, world_feed(w, r->feed), previous);
	while (*previous) {
		for (size_t i = 0; i < r->page_count; i++)
			if (strcmp(r->pages[i], previous) == 0)
				return;
		snprintf(r->pages[r->page_count++], 64, "%s", previous);
		const char *text = world_feed(w, previous);
		r->bytes += strlen(text);
		take_xml(r, text, previous);
	}
}

static const char *json_value(const char *from, const char *key, char *out, size_t size)
{
	char wanted[32];
	snprintf(wanted, sizeof wanted, "\"%s\": \"", key);
	const char *p = strstr(from, wanted);
	assert_non_null(p);
	p += strlen(wanted);
	snprintf(out, size, "%.*s", (int)strcspn(p, "\""), p);
	return out;
}

static void read_json(struct reader *r, struct world *w)
{
	const char *p = strstr(world_feed(w, r->feed), "\"items\"");
	while ((p = strstr(p + 1, "\"id\": \""))) {
		char title[64], id[128], version[64];
		take_entry(r, json_value(p, "title", title, sizeof title), json_value(p, "id", id, sizeof id),
		    json_value(p, "date_modified", version, sizeof version), true);
	}
}

static void poll_feed(struct reader *r, struct world *w)
{
	const char *text = world_feed(w, r->feed);
	if (r->conditional && r->last && strcmp(text, r->last) == 0)
		return; /* 304 */
	r->bytes += strlen(text);
	r->last = text;
	r->read(r, w);
}

/* --- what the editors do ------------------------------------------------------------ */

struct editors {
	struct world *w;
	int items;
	char path[ITEMS_MAX][64];
};

static void write_item(struct editors *e, int item, const char *summary, const char *extra)
{
	char text[512];
	snprintf(text, sizeof text, "---\ntitle: Item %d\nsummary: %s\n%s---\nThe text of item %d.\n", item,
	    summary, extra, item);
	world_write(e->w, e->path[item], text);
}

static int add_item(struct editors *e, const char *project, int64_t at)
{
	char day[DATE_TEXT_MAX];
	int item = e->items++;
	date_day(at, day);
	snprintf(e->path[item], sizeof e->path[item], "%s/%s-item-%d.ru.gmi", project, day, item);
	write_item(e, item, "First", "");
	return item;
}

static void move_item(struct editors *e, int item, const char *path)
{
	assert_int_equal(renameat(e->w->content, e->path[item], e->w->content, path), 0);
	snprintf(e->path[item], sizeof e->path[item], "%s", path);
}

static void correct_item(struct editors *e, int item)
{
	char date[DATE_TEXT_MAX], extra[64];
	date_day(e->w->now, date);
	snprintf(extra, sizeof extra, "updated: %s\n", date);
	write_item(e, item, "Corrected", extra);
}

enum { CORRECTED_SOON = 41, CORRECTED_LATE = 1, WITHDRAWN = 33, VANISHED = 34, MOVED = 40, MOVED_LATE = 2 };

static void edit(struct editors *e, int day)
{
	struct world *w = e->w;
	for (int i = 0; i < 3; i++)
		add_item(e, i ? "les" : "voda", w->now);
	if (day == 17)
		correct_item(e, CORRECTED_SOON);
	if (day == 16)
		write_item(e, WITHDRAWN, "First", "withdrawn: 2023-11-20\n");
	if (day == 17)
		world_remove(w, e->path[VANISHED]);
	if (day == 15)
		move_item(e, MOVED, "les/2023-11-28-another-name.ru.gmi");
	if (day == 18)
		world_lose_catalogue(w);
	if (day == 20)
		move_item(e, MOVED_LATE, "les/2001-01-01-far-away.ru.gmi");
	if (day == 22)
		add_item(e, "les", 1000000000); /* of 2001 */
	if (day == 25)
		correct_item(e, CORRECTED_LATE);
}

/* --- the diary ------------------------------------------------------------------------ */

static void check_reader(struct reader *r, const struct editors *e)
{
	for (int i = 0; i < e->items; i++) {
		char title[64];
		snprintf(title, sizeof title, "Item %d", i);
		struct kept *k = find_title(r, title);
		if (!k)
			fail_msg("%s never saw \"%s\"", r->name, title);
		bool corrected = i == CORRECTED_SOON || i == CORRECTED_LATE;
		if (k->updates != corrected)
			fail_msg("%s saw %u updates of \"%s\"", r->name, k->updates, title);
		bool atom = strstr(r->feed, "atom.xml") != NULL;
		if (k->deleted != (atom && (i == WITHDRAWN || i == VANISHED)))
			fail_msg("%s: \"%s\" is %sdeleted", r->name, title, k->deleted ? "" : "not ");
	}
	assert_int_equal(r->n, e->items);
}

static void every_reader_sees_every_item_once_and_corrections_as_updates(void **state)
{
	(void)state;
	static struct reader readers[] = {
		{ .name = "naive", .feed = "ru/atom.xml", .read = read_xml, .first = 1, .every = 1 },
		{ .name = "conditional",
		    .feed = "ru/rss.xml",
		    .read = read_xml,
		    .every = 1,
		    .conditional = true },
		{ .name = "json",
		    .feed = "ru/feed.json",
		    .read = read_json,
		    .first = 1,
		    .every = 2,
		    .conditional = true },
		{ .name = "historian", .feed = "ru/atom.xml", .read = read_history, .first = 15, .every = 3 },
	};
	static struct editors e;
	e.w = world_of_feeds();
	world_write(e.w, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	world_write(e.w, "les/project.ru.gmi", "---\nname: Лес\n---\n");
	world_write(e.w, "voda/project.ru.gmi", "---\nname: Вода\n---\n");
	for (int day = 1; day <= DAYS; day++, e.w->now += DAY) {
		edit(&e, day);
		world_publish_changes(e.w);
		for (int poll = 0; poll < 4; poll++) /* four times a day, but for the rare ones */
			for (size_t i = 0; i < 4; i++)
				if (day >= readers[i].first && day % readers[i].every == 0)
					poll_feed(&readers[i], e.w);
	}
	for (size_t i = 0; i < 4; i++) {
		check_reader(&readers[i], &e);
		print_message("%s: %zu items, %zu bytes\n", readers[i].name, readers[i].n, readers[i].bytes);
	}
	assert_true(readers[1].bytes * 3 < readers[0].bytes);
	world_free(e.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reader_sees_every_item_once_and_corrections_as_updates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
