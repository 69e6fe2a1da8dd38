/*
 * site_item: the item that a page of another system becomes. What its front matter means is known by content/.
 */
#include "import/site_item.h"

#include <string.h>

#include "content/old_path.h"
#include "import/guess.h"
#include "import/site_state.h"
#include "import/site_text.h"

enum { DAY = sizeof "2023-09-08" - 1, ALIASES_MAX = 50 };

static const char *moment_text(struct arena *a, struct moment m)
{
	char text[DATE_TEXT_MAX];
	if (m.at == INSTANT_NONE)
		return "";
	if (m.has_time)
		date_rfc3339(m.at, text);
	else
		date_day(m.at, text);
	return arena_strdup(a, text);
}

static const char *instant_text(struct arena *a, int64_t at)
{
	return moment_text(a, (struct moment){ at, true });
}

/* The name for a topic's slug, where the text has one. */
static const char *topic_name(const struct document *d, const char *slug)
{
	size_t n = strlen(slug);
	for (size_t i = 0; i < d->value_count; i++)
		if (!strcmp(d->values[i].key, "topic_name") && !strncmp(d->values[i].text, slug, n) &&
		    d->values[i].text[n] == ' ')
			return d->values[i].text + n + 1;
	return slug;
}

static void take_values(
    const struct site_settings *s, struct arena *a, const struct document *d, struct imported *item)
{
	for (size_t i = 0; i < d->value_count; i++) {
		const struct value *v = &d->values[i];
		const char *text = arena_strdup(a, v->text);
		if (!strcmp(v->key, "topic"))
			import_list_add(a, &item->topics, topic_name(d, text));
		else if (!strcmp(v->key, "alias") && item->aliases.n < ALIASES_MAX)
			import_list_add(a, &item->aliases, arena_printf(a, "%s%s", s->base_path, text));
		else if (!strcmp(v->key, "author"))
			item->author = *item->author ? arena_printf(a, "%s, %s", item->author, text) : text;
		else if (!strcmp(v->key, "contact"))
			item->contact = text;
		else if (!strcmp(v->key, "source"))
			item->source = text;
		else if (!strcmp(v->key, "licence"))
			item->licence = text;
	}
}

/* What feeds called it: that is what subscribers know it by. */
static const char *old_id(struct arena *a, const struct site_settings *s, const struct site_page *p)
{
	size_t n = strlen(p->address);
	if (!*s->base || !*p->address)
		return "";
	if (s->kind == SITE_JEKYLL) {
		n -= str_ends(str_of(p->address), ".html") ? 5 : 0;
		n -= n > 1 && p->address[n - 1] == '/' ? 1 : 0;
	}
	struct buf path;
	buf_init(&path, 3 * OLD_PATH_MAX);
	for (size_t i = 0; i < n; i++) {
		if (p->address[i] == '%')
			buf_add_char(&path, '%');
		else
			path_encode(&path, (struct str){ p->address + i, 1 });
	}
	const char *id = arena_printf(a, "%s%s", s->base, path.data);
	buf_release(&path);
	return id;
}

static void take_fields(const struct site_settings *s, const struct site_page *p, struct arena *a,
    const struct document *d, int64_t now, struct imported *item)
{
	item->summary = arena_strdup(a, d->summary);
	item->draft = d->draft || p->hidden;
	if (strlen(p->address) > 1)
		import_list_add(a, &item->aliases, p->address);
	if (p->front)
		return;
	item->date = moment_text(a, d->date);
	item->updated = instant_text(a, d->updated);
	item->expires = instant_text(a, d->expires);
	item->id = *d->id ? arena_strdup(a, d->id) : old_id(a, s, p);
	int64_t public_at = d->publish != INSTANT_NONE ? d->publish : d->date.at;
	if (public_at != INSTANT_NONE && public_at > now && (s->holds_back || d->publish != INSTANT_NONE)) {
		item->publish = instant_text(a, public_at);
		item->draft = true;
		import_doubt(a, item,
		    "it was to become public on %.10s: take \"draft\" out when that is right", item->publish);
	}
	take_values(s, a, d, item);
}

/* The day in the file's name, where the text has none. */
static void take_day_of_name(const struct site_page *p, struct arena *a, struct imported *item)
{
	for (const char *part = p->path; part && !*item->date; part = strchr(part, '/')) {
		struct civil c;
		part += *part == '/';
		struct str day = str_sub(str_of(part), 0, DAY);
		if (date_parse_day(day, &c) && c.year >= 1990)
			item->date = arena_str(a, day);
	}
}

static void take_links(struct arena *a, const struct document *d, struct imported_list *links)
{
	struct str rest = str_of(d->body), line;
	while (links && str_next_line(&rest, &line)) {
		if (!str_starts(line, "=>"))
			continue;
		line = str_trim(str_sub(line, 2, line.n));
		size_t n = 0;
		while (n < line.n && line.p[n] != ' ' && line.p[n] != '\t')
			n++;
		import_list_add(a, links, arena_str(a, str_sub(line, 0, n)));
	}
}

/* Notes of what the other system can do and jarchy cannot. */
static void take_problems(struct arena *a, const struct problems *problems, struct imported *item)
{
	for (size_t i = 0; i < problems->n; i++) {
		const struct problem *p = &problems->v[i];
		if (p->severity == SEVERITY_ERROR)
			import_unsure_message(a, item, p->message);
		else if (strcmp(p->rule, "long-title") != 0 && strcmp(p->rule, "date-differs") != 0 &&
		         strcmp(p->rule, "language-differs") != 0 && strcmp(p->rule, "typography") != 0)
			import_doubt_message(a, item, p->message);
	}
}

bool site_page_item(const struct site_settings *s, const struct site_files *files, const struct site_page *p,
    int64_t now, struct import *part, struct imported_list *links, struct err *err)
{
	struct arena *a = &part->arena;
	struct metadata_place place;
	struct document head, whole;
	struct problems ignored, problems;
	struct str text;
	if (!site_text_read(a, files, p->path, &text, err))
		return false;
	struct str front = site_text_cut(text, &place);
	if (site_text_is_html(p->path)) {
		struct str below = site_text_without_indent(a, place.below);
		text = str_of(arena_printf(a, "%.*s%.*s", STR_ARG(front), STR_ARG(below)));
		place.below = str_sub(text, front.n, text.n);
	}
	const char *hidden = site_state_hidden(a, s, files, p, text, now);
	struct imported *item = import_add(part);
	problems_init(&ignored);
	problems_init(&problems);
	const char *lang = p->known_lang && *p->lang ? p->lang : "en";
	site_text_parse(front, lang, "", &head, &ignored);
	site_text_parse(text, lang, p->slug, &whole, &problems);
	item->markdown = true;
	item->lang = p->lang;
	item->project = p->section;
	item->is_project = p->front;
	item->pair = p->pair;
	item->slug = p->slug;
	take_problems(a, &problems, item);
	take_fields(s, p, a, &head, now, item);
	item->draft |= hidden != NULL;
	if (hidden)
		import_doubt_message(a, item, hidden);
	if (!p->front)
		take_day_of_name(p, a, item);
	item->title = import_clean(a, str_of(whole.title));
	if (!*item->title) {
		item->title = *p->slug ? p->slug : "item";
		import_doubt(a, item, "it has no title: this is the name of its file");
	}
	while (place.below.n && place.below.p[0] == '\n')
		place.below = str_sub(place.below, 1, place.below.n);
	item->body = arena_str(a, place.below);
	if (!*item->lang)
		item->lang = import_guess_lang(a, item, str_of(whole.body));
	bool empty = !*whole.body;
	if (!*p->address)
		import_doubt(a, item, "its old address is not known: write it as \"alias: /…\"");
	take_links(a, &whole, links);
	document_release(&head);
	document_release(&whole);
	problems_release(&ignored);
	problems_release(&problems);
	if (!empty || p->front)
		return true;
	part->n--;
	return err_set(err, "%s has no text of its own: it was a list or a page of the program", p->path);
}
