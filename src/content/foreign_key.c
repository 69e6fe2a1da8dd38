/*
 * foreign_key: the keys of Hugo, Jekyll, Zola, Eleventy, Hexo and what is often written beside them.
 */
#include "content/foreign_key.h"

/* clang-format off */
static const struct foreign_key keys[] = {
	{ "title",              FOREIGN_KEY, "title" },
	{ "linktitle",          FOREIGN_MENU_NAME, NULL },
	{ "menu_title",         FOREIGN_MENU_NAME, NULL },
	{ "short_title",        FOREIGN_MENU_NAME, NULL },
	{ "shorttitle",         FOREIGN_MENU_NAME, NULL },
	{ "date",               FOREIGN_KEY, "date" },
	{ "created",            FOREIGN_KEY, "date" },
	{ "created_at",         FOREIGN_KEY, "date" },
	{ "datepublished",      FOREIGN_KEY, "date" },
	{ "pubdate",            FOREIGN_KEY, "date" },
	{ "updated",            FOREIGN_KEY, "updated" },
	{ "lastmod",            FOREIGN_KEY, "updated" },
	{ "last_modified_at",   FOREIGN_KEY, "updated" },
	{ "last_updated",       FOREIGN_KEY, "updated" },
	{ "lastupdated",        FOREIGN_KEY, "updated" },
	{ "modified",           FOREIGN_KEY, "updated" },
	{ "modified_at",        FOREIGN_KEY, "updated" },
	{ "updated_at",         FOREIGN_KEY, "updated" },
	{ "datemodified",       FOREIGN_KEY, "updated" },
	{ "publishdate",        FOREIGN_KEY, "publish" },
	{ "publish_date",       FOREIGN_KEY, "publish" },
	{ "expirydate",         FOREIGN_KEY, "expires" },
	{ "expiry_date",        FOREIGN_KEY, "expires" },
	{ "unpublishdate",      FOREIGN_KEY, "expires" },
	{ "summary",            FOREIGN_KEY, "summary" },
	{ "description",        FOREIGN_KEY, "summary" },
	{ "excerpt",            FOREIGN_KEY, "summary" },
	{ "abstract",           FOREIGN_KEY, "summary" },
	{ "teaser",             FOREIGN_KEY, "summary" },
	{ "topic",              FOREIGN_KEY, "topic" },
	{ "topics",             FOREIGN_KEY, "topic" },
	{ "tag",                FOREIGN_KEY, "topic" },
	{ "tags",               FOREIGN_KEY, "topic" },
	{ "category",           FOREIGN_KEY, "topic" },
	{ "categories",         FOREIGN_KEY, "topic" },
	{ "keywords",           FOREIGN_KEY, "topic" },
	{ "taxonomies.tags",    FOREIGN_KEY, "topic" },
	{ "taxonomies.categories", FOREIGN_KEY, "topic" },
	{ "author",             FOREIGN_KEY, "author" },
	{ "author.name",        FOREIGN_KEY, "author" },
	{ "authors",            FOREIGN_KEY, "author" },
	{ "authors.name",       FOREIGN_KEY, "author" },
	{ "byline",             FOREIGN_KEY, "author" },
	{ "creator",            FOREIGN_KEY, "author" },
	{ "taxonomies.authors", FOREIGN_KEY, "author" },
	{ "licence",            FOREIGN_KEY, "licence" },
	{ "license",            FOREIGN_KEY, "licence" },
	{ "source",             FOREIGN_KEY, "source" },
	{ "canonical",          FOREIGN_KEY, "source" },
	{ "canonical_url",      FOREIGN_KEY, "source" },
	{ "canonicalurl",       FOREIGN_KEY, "source" },
	{ "external_url",       FOREIGN_KEY, "source" },
	{ "original_url",       FOREIGN_KEY, "source" },
	{ "source_url",         FOREIGN_KEY, "source" },
	{ "alias",              FOREIGN_PATH, NULL },
	{ "aliases",            FOREIGN_PATH, NULL },
	{ "path",               FOREIGN_PATH, NULL },
	{ "permalink",          FOREIGN_PATH, NULL },
	{ "redirect_from",      FOREIGN_PATH, NULL },
	{ "url",                FOREIGN_PATH, NULL },
	{ "lang",               FOREIGN_LANGUAGE, NULL },
	{ "language",           FOREIGN_LANGUAGE, NULL },
	{ "locale",             FOREIGN_LANGUAGE, NULL },

	{ "draft",              FOREIGN_DRAFT, NULL },
	{ "drafts",             FOREIGN_DRAFT, NULL },
	{ "isdraft",            FOREIGN_DRAFT, NULL },
	{ "is_draft",           FOREIGN_DRAFT, NULL },
	{ "hidden",             FOREIGN_DRAFT, NULL },
	{ "private",            FOREIGN_DRAFT, NULL },
	{ "protected",          FOREIGN_DRAFT, NULL },
	{ "unlisted",           FOREIGN_DRAFT, NULL },
	{ "unpublished",        FOREIGN_DRAFT, NULL },
	{ "publish",            FOREIGN_PUBLISHED, NULL },
	{ "published",          FOREIGN_PUBLISHED, NULL },
	{ "public",             FOREIGN_PUBLISHED, NULL },
	{ "post_status",        FOREIGN_STATUS, NULL },
	{ "poststatus",         FOREIGN_STATUS, NULL },
	{ "state",              FOREIGN_STATUS, NULL },
	{ "status",             FOREIGN_STATUS, NULL },
	{ "visibility",         FOREIGN_STATUS, NULL },
	{ "render",             FOREIGN_RENDER, NULL },
	{ "build.render",       FOREIGN_RENDER, NULL },
	{ "_build.render",      FOREIGN_RENDER, NULL },
	{ "password",           FOREIGN_PASSWORD, NULL },
	{ "post_password",      FOREIGN_PASSWORD, NULL },
};

/* About looks, order and menus. */
static const char *const quiet[] = {
	"layout", "template", "page_template", "theme", "weight", "order", "position", "priority",
	"menu", "menus", "menu_order", "menu_name", "nav", "nav_order", "navigation",
	"eleventynavigation", "sidebar", "sidebar_position", "sidebar_label", "excludefromsidebar",
	"parent", "toc", "comment", "comments", "share", "math", "katex", "mathjax", "mermaid",
	"highlight", "translationkey", "translation_key", "slug", "type", "kind", "generator",
	"sort_by", "sortby", "paginate_by", "paginate_path", "insert_anchor_links", "in_search_index",
	"excludefromsearch", "transparent", "generate_feed", "generate_feeds", "sitemap", "robots",
	"noindex", "disqus", "class", "css", "js", "cssclass", "bodyclass", "body_class",
	"show_lastmod", "editable", "searchable", "outputs", "markup", "build", "_build",
	"comments_locked", "pin", "pinned", "sticky", "featured", "hidetoc", "showtoc", "url_prefix",
	"wordcount", "readingtime", "reading_time", "eleventycomputed",
	"eleventyexcludefromcollections", "templateengineoverride",
};
/* clang-format on */

/* Tables in which people put data of their own. */
static const char *const further[] = { "extra.", "params.", "data.", "custom." };

const struct foreign_key *foreign_key_find(struct str name)
{
	static const struct foreign_key unknown = { "", FOREIGN_UNKNOWN, NULL },
	                                silent = { "", FOREIGN_QUIET, NULL },
	                                hides = { "draft", FOREIGN_DRAFT, NULL };
	for (size_t i = 0; i < ARRAY_SIZE(further); i++) {
		size_t n = str_of(further[i]).n;
		if (name.n > n && str_is_nocase(str_sub(name, 0, n), further[i]))
			name = str_sub(name, n, name.n);
	}
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (str_is_nocase(name, keys[i].name))
			return &keys[i];
	struct str first = str_sub(name, 0, str_find(name, '.'));
	for (size_t i = 0; i < ARRAY_SIZE(quiet); i++)
		if (str_is_nocase(first, quiet[i]))
			return &silent;
	/* Misspelt, or deep in a table: what may say that it is not public is taken to say so. */
	static const char *const words[] = { "draft", "private", "unpublished", "published", NULL };
	struct str last = name, head;
	while (str_cut(last, '.', &head, &last))
		;
	const char *meant = str_nearest(str_sub(head, 0, 20), words);
	if (!meant)
		return &unknown;
	return str_is(STR("published"), meant) ? foreign_key_find(STR("published")) : &hides;
}

static bool is_one_of(struct str value, const char *const *words)
{
	for (; *words; words++)
		if (str_is_nocase(value, *words))
			return true;
	return false;
}

bool foreign_is_yes(struct str value)
{
	static const char *const words[] = { "yes", "true", "on", "y", "1", "да", "ооба", NULL };
	return is_one_of(value, words);
}

bool foreign_is_no(struct str value)
{
	static const char *const words[] = { "no", "false", "off", "n", "0", "нет", "жок", NULL };
	return is_one_of(value, words);
}

bool foreign_hides(enum foreign_use use, struct str value)
{
	static const char *const seen[] = { "publish", "published", "public", "live", "final", "open",
		"visible", NULL };
	switch (use) {
	case FOREIGN_DRAFT:
		return !foreign_is_no(value);
	case FOREIGN_PUBLISHED:
		return !foreign_is_yes(value);
	case FOREIGN_STATUS:
		return !is_one_of(value, seen) && !foreign_is_yes(value);
	case FOREIGN_RENDER:
		return foreign_is_no(value) || str_is_nocase(value, "never");
	case FOREIGN_PATH:
		return foreign_is_no(value);
	case FOREIGN_PASSWORD:
		return value.n > 0;
	default:
		return false;
	}
}
