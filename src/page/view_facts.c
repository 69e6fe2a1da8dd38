/*
 * view_facts: what is known of an item or a project besides its text, as facts.
 */
#include "page/view_facts.h"

#include <string.h>

#include "catalog/tags.h"
#include "content/address.h"

bool facts_tags(const struct view *v, struct page *p, const struct values *values, struct err *err)
{
	static const struct {
		enum tag_kind kind;
		const char *key;
		enum address_id address;
		enum word label;
	} kinds[] = {
		{ TAG_TOPIC, "topic", ADDRESS_TOPIC, WORD_TOPICS },
		{ TAG_PLACE, "place", ADDRESS_PLACE, WORD_PLACES },
	};
	struct arena *a = &p->arena;

	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
		struct tags names;
		if (!catalog_tag_names(v->catalog, kinds[k].kind, p->lang->tag, a, &names, err))
			return false;
		for (size_t i = 0; i < values->n; i++) {
			const char *slug = values->v[i].text;
			if (strcmp(values->v[i].key, kinds[k].key) != 0)
				continue;
			page_fact(p, p->lang->words[kinds[k].label], tags_name(&names, slug));
			const struct address_parts at = { .lang = p->lang->tag, .tag = slug };
			p->blocks[p->block_count - 1].link = (struct link){ .to = LINK_MENU,
				.target = address_path(a, kinds[k].address, &at),
				.label = slug };
		}
	}
	return true;
}

static void add_month(struct buf *out, const struct lang *l, const char *month)
{
	struct str s = str_of(month);
	uint64_t year, number;

	if (str_to_uint(str_sub(s, 0, 4), 9999, &year) && str_to_uint(str_sub(s, 5, 7), 12, &number) &&
	    number)
		l->month(out, &(struct civil){ .year = (int)year, .month = (int)number, .day = 1 });
}

const char *facts_period(struct page *p, const char *from, const char *to)
{
	struct buf text;

	if (!*from && !*to)
		return NULL;
	buf_init(&text, 256);
	add_month(&text, p->lang, from);
	if (strcmp(from, to) != 0) {
		buf_puts(&text, *from ? " – " : "– ");
		add_month(&text, p->lang, to);
	}
	const char *period = arena_str(&p->arena, str_trim(buf_str(&text)));
	buf_release(&text);
	return period;
}

void facts_values(struct page *p, const struct values *values, const struct shown_key *keys)
{
	for (const struct shown_key *k = keys; k->key; k++)
		for (size_t i = 0; i < values->n; i++) {
			if (strcmp(values->v[i].key, k->key) != 0)
				continue;
			const char *text = values->v[i].text;
			page_fact(p, p->lang->words[k->label], text);
			if (k->is_address)
				p->blocks[p->block_count - 1].link = (struct link){
					.to = LINK_OUTSIDE, .target = text, .label = text
				};
		}
}
