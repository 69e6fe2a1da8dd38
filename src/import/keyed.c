/*
 * keyed: what the keys mean is known by content/; the text stays Markdown.
 */
#include "import/keyed.h"

#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "import/guess.h"
#include "import/site_text.h"

/* Spaces in the place of control characters. */
static void mend_controls(char *text, size_t n)
{
	struct str rest = { text, n };
	size_t bad, len;
	while (!utf8_xml_safe(rest, &bad)) {
		char *at = text + (n - rest.n) + bad;
		utf8_decode(str_sub(rest, bad, rest.n), &len);
		memset(at, ' ', len);
		rest = str_sub(rest, bad + len, rest.n);
	}
}

/* Without a byte order mark and control characters, and with LF. */
static struct str canonical(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = str_starts(text, "\xEF\xBB\xBF") ? 3 : 0; i < text.n; i++)
		if (text.p[i] != '\r')
			out[n++] = text.p[i];
	mend_controls(out, n);
	return (struct str){ out, n };
}

static bool find(struct arena *a, struct str text, struct metadata_place *place)
{
	struct metadata keys;
	int line;
	metadata_find(text, place);
	return place->notation != METADATA_NONE && metadata_read(a, place, &keys, &line, NULL) && keys.n > 0;
}

bool import_is_keyed(struct str text)
{
	struct arena a = { 0 };
	struct metadata_place place;
	bool good = text.n <= SITE_TEXT_MAX && find(&a, canonical(&a, text), &place);
	arena_release(&a);
	return good;
}

static const char *instant_text(struct arena *a, int64_t at, bool has_time)
{
	char text[DATE_TEXT_MAX];
	if (at == INSTANT_NONE)
		return "";
	if (has_time)
		date_rfc3339(at, text);
	else
		date_day(at, text);
	return arena_strdup(a, text);
}

static void take_values(struct arena *a, const struct document *d, struct imported *item)
{
	const struct {
		const char *key;
		const char **to;
	} texts[] = { { "author", &item->author }, { "contact", &item->contact }, { "source", &item->source },
		{ "licence", &item->licence } };
	const struct {
		const char *key;
		struct imported_list *to;
	} lists[] = { { "topic_name", &item->named_topics }, { "alias", &item->aliases } };
	for (size_t v = 0; v < d->value_count; v++) {
		const struct value *value = &d->values[v];
		for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
			if (!strcmp(value->key, texts[i].key))
				*texts[i].to = arena_strdup(a, value->text);
		for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
			if (!strcmp(value->key, lists[i].key))
				import_list_add(a, lists[i].to, value->text);
	}
}

/* Title and text without the lines of links: addresses are of no language. */
static struct str words_of(struct arena *a, const struct document *d)
{
	struct str rest = str_of(d->body), line;
	struct buf b;
	buf_init(&b, rest.n + strlen(d->title) + 2);
	buf_printf(&b, "%s\n", d->title);
	while (str_next_line(&rest, &line))
		if (!str_starts(line, "=>"))
			buf_printf(&b, "%.*s\n", STR_ARG(line));
	const char *kept = arena_str(a, buf_str(&b));
	buf_release(&b);
	return str_of(kept);
}

/* Topics that the text has no name for: their slugs. */
static void take_topics(struct arena *a, const struct document *d, struct imported *item)
{
	for (size_t v = 0; v < d->value_count; v++) {
		const char *slug = d->values[v].text;
		bool named = false;
		for (size_t i = 0; i < item->named_topics.n; i++)
			named |= !strncmp(item->named_topics.v[i], slug, strlen(slug)) &&
			         item->named_topics.v[i][strlen(slug)] == ' ';
		if (!strcmp(d->values[v].key, "topic") && !named)
			import_list_add(a, &item->topics, slug);
	}
}

bool import_keyed(struct str text, struct import *out, struct err *err)
{
	struct arena *a = &out->arena;
	struct metadata_place place;
	struct document head, whole;
	struct problems ignored, problems;
	text = canonical(a, text);
	struct str front = site_text_cut(text, &place);
	problems_init(&ignored);
	problems_init(&problems);
	site_text_parse(front, "en", "", &head, &ignored);
	site_text_parse(text, "en", "item", &whole, &problems);
	struct imported *item = import_add(out);
	item->markdown = true;
	item->title = import_clean(a, str_of(whole.title));
	item->date = instant_text(a, head.date.at, head.date.has_time);
	item->updated = instant_text(a, head.updated, true);
	item->publish = instant_text(a, head.publish, true);
	item->summary = arena_strdup(a, head.summary);
	item->id = arena_strdup(a, head.id);
	item->draft = head.draft || head.publish != INSTANT_NONE;
	item->kind = head.kind == KIND_EVENT ? KIND_NEWS : head.kind;
	take_values(a, &head, item);
	take_topics(a, &head, item);
	for (size_t i = 0; i < problems.n; i++)
		if (problems.v[i].severity == SEVERITY_ERROR)
			import_unsure_message(a, item, problems.v[i].message);
		else if (!strcmp(problems.v[i].rule, "left-out") ||
		         !strcmp(problems.v[i].rule, "made-draft") ||
		         !strcmp(problems.v[i].rule, "template") || !strcmp(problems.v[i].rule, "raw-html"))
			import_doubt_message(a, item, problems.v[i].message);
	while (place.below.n && *place.below.p == '\n')
		place.below = str_sub(place.below, 1, place.below.n);
	item->body = arena_str(a, place.below);
	item->lang = import_guess_lang(a, item, words_of(a, &whole));
	if (!*item->date)
		import_unsure(a, item, "no date was found");
	bool good = *whole.title || *whole.body;
	document_release(&head);
	document_release(&whole);
	problems_release(&ignored);
	problems_release(&problems);
	return good || err_set(err, "there is no text in it");
}
