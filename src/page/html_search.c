/*
 * html_search: the form of a search, with the words that were typed and what they are narrowed to.
 */
#include "page/html_search.h"

#include "markup/html.h"

/* A list from which one is taken; it needs no script, as there is a button. */
static void add_choice(const struct html *h, const struct form_choice *c)
{
	buf_puts(h->out, "<label>");
	html_text(h->out, c->label);
	buf_puts(h->out, " <select");
	html_attribute(h->out, "name", c->name);
	buf_add_char(h->out, '>');
	for (size_t i = 0; i < c->n; i++) {
		buf_puts(h->out, "<option");
		html_attribute(h->out, "value", c->v[i].value);
		buf_puts(h->out, c->v[i].chosen ? " selected>" : ">");
		html_text(h->out, c->v[i].label);
		buf_puts(h->out, "</option>");
	}
	buf_puts(h->out, "</select></label>\n");
}

void html_search(const struct html *h, const struct link *l, const struct search_form *form)
{
	buf_puts(h->out, "<form role=\"search\"");
	html_attribute(h->out, "action", l->target);
	buf_puts(h->out, "><input type=\"search\" name=\"q\" maxlength=\"200\" autocomplete=\"off\"");
	html_attribute(h->out, "aria-label", l->label);
	if (form && *form->words)
		html_attribute(h->out, "value", form->words);
	buf_puts(h->out, ">\n");
	for (size_t i = 0; form && i < form->n; i++)
		add_choice(h, &form->choices[i]);
	buf_puts(h->out, "<button type=\"submit\">");
	html_text(h->out, h->page->lang->words[WORD_SEARCH]);
	buf_puts(h->out, "</button></form>");
}
