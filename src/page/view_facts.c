/*
 * view_facts: what is known of an item or a project besides its text, as facts.
 */
#include "page/view_facts.h"

#include <string.h>

#include "base/uri.h"
#include "catalog/tags.h"
#include "content/address.h"

static size_t count_values(const struct values *values, const char *key)
{
	size_t n = 0;

	for (size_t i = 0; i < values->n; i++)
		n += strcmp(values->v[i].key, key) == 0;
	return n;
}

bool facts_tags(const struct view *v, struct page *p, const struct values *values, struct err *err)
{
	static const struct {
		enum tag_kind kind;
		const char *key;
		enum address_id address;
		enum word one, several;
	} kinds[] = {
		{ TAG_TOPIC, "topic", ADDRESS_TOPIC, WORD_TOPIC, WORD_TOPICS },
		{ TAG_PLACE, "place", ADDRESS_PLACE, WORD_PLACE, WORD_PLACES },
	};
	struct arena *a = &p->arena;

	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
		struct tags names;
		if (!catalog_tag_names(v->catalog, kinds[k].kind, p->lang->tag, a, &names, err))
			return false;
		bool one = count_values(values, kinds[k].key) == 1;
		for (size_t i = 0; i < values->n; i++) {
			const char *slug = values->v[i].text;
			if (strcmp(values->v[i].key, kinds[k].key) != 0)
				continue;
			const char *name = tags_name(&names, slug);
			page_fact(p, p->lang->words[one ? kinds[k].one : kinds[k].several], name);
			if (kinds[k].kind == TAG_TOPIC)
				*ARENA_PUSH(a, p->topics, p->topic_count) = name;
			const struct address_parts at = { .lang = p->lang->tag, .tag = slug };
			p->blocks[p->block_count - 1].link = (struct link){ .to = LINK_MENU,
				.target = address_path(a, kinds[k].address, &at),
				.label = slug };
		}
	}
	return true;
}

/* "2021" or "2021-09"; NULL when it is empty. */
static const struct civil *read_end(const char *text, struct civil *out)
{
	uint64_t year, month = 0;
	struct str s = str_of(text);

	if (!str_to_uint(str_sub(s, 0, 4), 9999, &year) ||
	    (s.n > 4 && !str_to_uint(str_sub(s, 5, 7), 12, &month)))
		return NULL;
	*out = (struct civil){ .year = (int)year, .month = (int)month, .day = 1 };
	return out;
}

const char *facts_period(struct page *p, const char *from, const char *to)
{
	struct civil first, last;
	const struct civil *begins = read_end(from, &first), *ends = read_end(to, &last);
	struct buf text;

	if (!begins && !ends)
		return NULL;
	buf_init(&text, 256);
	lang_period(p->lang, begins, ends, &text);
	return page_text_take(p, &text);
}

/* An address as a reader knows it. */
static const char *readable(struct page *p, const char *uri)
{
	struct buf text;

	buf_init(&text, 4 * strlen(uri) + 256);
	bool good = uri_to_readable(str_of(uri), &text);
	const char *shown = page_text_take(p, &text);
	return good ? shown : uri;
}

static void lead_to(struct block *b, const char *uri)
{
	b->link = (struct link){ .to = LINK_OUTSIDE, .target = uri, .label = b->text };
}

/* What can be tapped within the value of the last block, or all of it. */
static void find_contacts(struct page *p, bool is_address)
{
	struct block *b = &p->blocks[p->block_count - 1];

	if (is_address && contact_is_safe(str_of(b->text))) {
		const char *uri = b->text;
		b->text = readable(p, uri);
		lead_to(b, uri);
		return;
	}
	contact_find(&p->arena, str_of(b->text), &b->within);
	if (b->within.n != 1 || strcmp(b->within.v[0].text, b->text) != 0)
		return;
	lead_to(b, b->within.v[0].uri);
	b->within.n = 0;
}

void facts_values(struct page *p, const struct values *values, const struct shown_key *keys)
{
	for (const struct shown_key *k = keys; k->key; k++)
		for (size_t i = 0; i < values->n; i++) {
			if (strcmp(values->v[i].key, k->key) != 0)
				continue;
			page_fact(p, p->lang->words[k->label], values->v[i].text);
			find_contacts(p, k->is_address);
		}
}

/*
 * "https://t.me/x Telegram", "news@example.org"; one without a name is called as its address is read.
 */
static void add_channel(struct page *p, const char *value)
{
	struct str written, name;

	str_cut(str_of(value), ' ', &written, &name);
	name = str_trim(name);
	const char *address = arena_str(&p->arena, written), *uri = contact_uri(&p->arena, written);
	page_link(
	    p, LINK_OUTSIDE, uri ? uri : address, name.n ? arena_str(&p->arena, name) : readable(p, address));
}

void facts_channels(struct page *p, const struct values *values)
{
	for (size_t i = 0; i < values->n; i++)
		if (strcmp(values->v[i].key, "channel") == 0)
			add_channel(p, values->v[i].text);
}
