/*
 * linked_data: finds the article among the things that JSON-LD describes (schema.org, W3C json-ld11).
 */
#include "import/linked_data.h"

#include <string.h>

#include "markup/json_read.h"

enum { TOPICS_MAX = 12, TOPIC_BYTES = 60, DEPTH_MAX = 6 };

/* An article is what it is about; a page only says where that is. */
static int rank_of_type(const char *type)
{
	static const char *const articles[] = { "Article", "Posting", "NewsArticle", "Report", "PressRelease",
		"Recipe", "Review", "HowTo" };
	static const char *const pages[] = { "WebPage", "ItemPage", "AboutPage" };
	const char *slash = strrchr(type, '/');
	type = slash ? slash + 1 : type;
	for (size_t i = 0; i < ARRAY_SIZE(articles); i++)
		if (str_ends(str_of(type), articles[i]))
			return LINKED_ARTICLE;
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++)
		if (!strcmp(type, pages[i]))
			return LINKED_PAGE;
	return LINKED_NONE;
}

static int rank_of(const struct json_value *v)
{
	const struct json_value *type = json_member(v, "@type");
	int best = 0;
	if (!type)
		return 0;
	if (type->type == JSON_STRING)
		return rank_of_type(type->text);
	for (const struct json_value *t = type->first; t; t = t->next) {
		int rank = rank_of_type(t->text);
		best = rank > best ? rank : best;
	}
	return best;
}

/* The first of the highest rank. */
static const struct json_value *find(const struct json_value *v, int *rank, int depth)
{
	const struct json_value *best = NULL;
	int here = v->type == JSON_OBJECT ? rank_of(v) : 0;
	if (here > *rank) {
		*rank = here;
		best = v;
	}
	for (const struct json_value *c = v->first; c && depth < DEPTH_MAX; c = c->next) {
		bool inside = v->type == JSON_ARRAY || !strcmp(c->name, "@graph") ||
		              !strcmp(c->name, "mainEntity") || !strcmp(c->name, "hasPart");
		const struct json_value *below = inside && c->first ? find(c, rank, depth + 1) : NULL;
		best = below ? below : best;
	}
	return best;
}

/* What is better takes the place of what was there. */
static void fill(struct arena *a, const char **field, const char *text, bool better)
{
	const char *clean = import_clean(a, str_of(text));
	if (*clean && (better || !**field))
		*field = clean;
}

/* A text, a thing with a name, or several. */
static const char *names_in(struct arena *a, const struct json_value *v)
{
	const char *all = "";
	if (!v)
		return "";
	if (v->type == JSON_STRING)
		return strstr(v->text, "://") ? "" : v->text;
	if (v->type == JSON_OBJECT) {
		const struct json_value *name = json_member(v, "name");
		return name ? names_in(a, name) : "";
	}
	for (const struct json_value *c = v->first; c; c = c->next) {
		const char *name = names_in(a, c);
		if (*name && !strstr(all, name))
			all = *all ? arena_printf(a, "%s, %s", all, name) : name;
	}
	return all;
}

static void add_topics(struct arena *a, struct imported_list *list, const struct json_value *v)
{
	struct str rest = str_of(v ? v->text : ""), one;
	for (const struct json_value *c = v ? v->first : NULL; c; c = c->next)
		add_topics(a, list, c);
	while (rest.n) {
		str_cut(rest, ',', &one, &rest);
		const char *topic = import_clean(a, one);
		if (list->n < TOPICS_MAX && strlen(topic) < TOPIC_BYTES && !strchr(topic, ':'))
			import_list_add(a, list, topic);
	}
}

static const char *lang_of(const struct json_value *v)
{
	const struct json_value *lang = json_member(v, "inLanguage");
	const char *code = json_member_text(lang, "alternateName");
	return *code ? code : lang ? lang->text : "";
}

/* Some sites wrap it in what hid scripts from old browsers. */
static struct str unwrap(struct str json)
{
	static const char *const wraps[] = { "<![CDATA[", "<!--", "//" };
	for (size_t i = 0; i < ARRAY_SIZE(wraps); i++) {
		while (json.n && strchr(" \t\r\n", *json.p ? *json.p : 'x'))
			json = str_sub(json, 1, json.n);
		if (str_starts(json, wraps[i]))
			json = str_sub(json, strlen(wraps[i]), json.n);
	}
	return json;
}

void linked_data_read(struct arena *a, struct str json, struct linked_data *out)
{
	const struct json_value *root = json_read(a, unwrap(json));
	int rank = 0;
	const struct json_value *v = root ? find(root, &rank, 0) : NULL;
	if (!v)
		return;
	bool better = rank > out->rank;
	out->rank = better ? rank : out->rank;
	if (rank == LINKED_ARTICLE) {
		fill(a, &out->headline, json_member_text(v, "headline"), better);
		fill(a, &out->name, json_member_text(v, "name"), better);
	}
	fill(a, &out->published, json_member_text(v, "dateCreated"), better);
	fill(a, &out->published, json_member_text(v, "datePublished"), better);
	fill(a, &out->modified, json_member_text(v, "dateModified"), better);
	fill(a, &out->author, names_in(a, json_member(v, "creator")), better);
	fill(a, &out->author, names_in(a, json_member(v, "author")), better);
	fill(a, &out->summary, json_member_text(v, "description"), better);
	fill(a, &out->lang, lang_of(v), better);
	fill(a, &out->url, json_member_text(v, "url"), better);
	fill(a, &out->licence, json_member_text(v, "license"), better);
	if (better || !*out->body)
		out->body = json_member_text(v, "articleBody");
	add_topics(a, &out->topics, json_member(v, "articleSection"));
	add_topics(a, &out->topics, json_member(v, "keywords"));
}
