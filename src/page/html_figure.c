/*
 * html_figure: of a picture a browser takes the copy that fits the screen; sound and film are loaded when
 * somebody plays them.
 *
 * In a page a picture leads to its largest copy. In a feed it does not: readers list each link of an entry.
 */
#include "page/html_figure.h"

#include <string.h>

#include "base/path.h"
#include "markup/html.h"

enum { MIDDLE_WIDTH = 960 }; /* of the copy for browsers that cannot choose */

/*
 * The text is 42rem wide, with 1rem at each side (style.c); a gallery has two columns on the narrowest
 * screens.
 */
static const char alone[] = "(min-width:44rem) 42rem,calc(100vw - 2rem)";
static const char among_others[] = "(min-width:44rem) 21rem,50vw";

/* The address of a file beside the one that the link leads to. */
static void add_address(const struct html *h, const struct link *l, const char *name)
{
	const char *slash = strrchr(l->target, '/');
	struct buf path;

	buf_init(&path, h->out->max);
	buf_add(&path, l->target, slash ? (size_t)(slash - l->target) + 1 : 0);
	buf_puts(&path, name);
	if (h->fragment)
		site_url(h->site, SCHEME_HTTP, 'I', path.data, h->out);
	else
		path_encode(h->out, buf_str(&path));
	buf_release(&path);
}

static void add_source(const struct html *h, const char *attribute, const struct link *l, const char *name)
{
	buf_printf(h->out, " %s=\"", attribute);
	add_address(h, l, name);
	buf_add_char(h->out, '"');
}

static void add_size(const struct html *h, unsigned width, unsigned height)
{
	buf_printf(h->out, " width=\"%u\" height=\"%u\"", width, height);
}

static void add_choice(const struct html *h, const struct block *b, const char *sizes)
{
	const struct figure *f = b->figure;

	buf_puts(h->out, " srcset=\"");
	for (size_t i = 0; i < f->n; i++) {
		buf_puts(h->out, i ? ", " : "");
		add_address(h, &b->link, f->copies[i].name);
		buf_printf(h->out, " %uw", f->copies[i].width);
	}
	buf_printf(h->out, "\" sizes=\"%s\"", sizes);
}

/* One that no one described goes with the title: silence would say that it means nothing. */
static void add_picture(const struct html *h, const struct block *b, const char *sizes)
{
	const struct figure *f = b->figure;
	const struct figure_copy *last = &f->copies[f->n - 1], *middle = last;

	while (middle > f->copies && middle->width > MIDDLE_WIDTH)
		middle--;
	if (!h->fragment) {
		buf_puts(h->out, "<a");
		html_href(h, &b->link);
		buf_add_char(h->out, '>');
	}
	buf_puts(h->out, "<img");
	add_source(h, "src", &b->link, middle->name);
	if (f->n > 1)
		add_choice(h, b, sizes);
	add_size(h, last->width, last->height);
	html_attribute(h->out, "loading", "lazy");
	html_attribute(h->out, "alt", f->captioned ? b->link.label : h->page->title);
	buf_puts(h->out, h->fragment ? "/>" : "></a>");
}

static void add_caption(const struct html *h, const struct block *b)
{
	if (!b->figure->captioned)
		return;
	html_open(h, "<figcaption", b->lang, b->link.label);
	html_words(h, b->link.label);
	buf_puts(h->out, "</figcaption>");
}

void html_player(const struct html *h, const struct block *b)
{
	const struct figure *f = b->figure;
	bool film = f->kind == FIGURE_FILM;
	const char *slash = strrchr(b->link.target, '/');

	buf_puts(
	    h->out, film ? "<video controls=\"\" preload=\"none\"" : "<audio controls=\"\" preload=\"none\"");
	add_source(h, "src", &b->link, slash + 1);
	if (f->n) {
		add_source(h, "poster", &b->link, f->copies[0].name);
		add_size(h, f->copies[0].width, f->copies[0].height);
	}
	html_attribute(h->out, "aria-label", b->link.label);
	buf_puts(h->out, "><a");
	html_href(h, &b->link);
	buf_add_char(h->out, '>');
	html_text(h->out, b->link.label);
	buf_puts(h->out, film ? "</a></video>" : "</a></audio>");
}

static void add_figure(const struct html *h, const struct block *b, const char *sizes)
{
	/* The division is a line of its own for browsers that do not know figures, as those for terminals. */
	buf_puts(h->out, "<figure><div>");
	if (b->figure->kind == FIGURE_PICTURE)
		add_picture(h, b, sizes);
	else
		html_player(h, b);
	buf_puts(h->out, "</div>");
	add_caption(h, b);
	buf_puts(h->out, "</figure>\n");
}

void html_figure(const struct html *h, const struct block *b)
{
	add_figure(h, b, alone);
}

size_t html_figure_run(const struct page *p, size_t from)
{
	size_t n = 0;

	while (from + n < p->block_count && p->blocks[from + n].type == BLOCK_FIGURE &&
	       p->blocks[from + n].figure->kind == FIGURE_PICTURE)
		n++;
	return n;
}

void html_gallery(const struct html *h, size_t from, size_t n)
{
	/* How many columns is said before the first: nothing moves while the others come. */
	if (n > 1)
		buf_puts(h->out,
		    n == 2 || n == 4 ? "<div class=\"gallery\">\n" : "<div class=\"gallery three\">\n");
	for (size_t i = 0; i < n; i++)
		add_figure(h, &h->page->blocks[from + i], n > 1 ? among_others : alone);
	buf_puts(h->out, n > 1 ? "</div>\n" : "");
}
