/*
 * page: a page of the site as a list of blocks, the same for every protocol.
 *
 * Views make pages from the catalogue; renderers turn one into gemtext, Gopher or
 * HTML. Strings are plain text (never markup, never escaped), live in the page's
 * arena or longer, and are valid UTF-8.
 */
#ifndef JARCHY_PAGE_PAGE_H
#define JARCHY_PAGE_PAGE_H

#include "base/arena.h"
#include "content/contact.h"
#include "content/inline_mark.h"
#include "content/kind.h"
#include "lang/lang.h"
#include "page/site.h"

enum link_to {
	LINK_MENU,    /* a listing: Gopher type 1 */
	LINK_ITEM,    /* an item's text: type 0 */
	LINK_FILE,    /* an attachment: type by its MIME type */
	LINK_FEED,    /* a feed document: type 0 */
	LINK_SEARCH,  /* type 7 */
	LINK_OUTSIDE, /* target is an absolute URI */
};

/* What an item's project is called in lists. */
struct page_project {
	const char *slug, *title;
	const struct lang *lang; /* of the title when not the page's, else NULL */
};

/* What a list tells of an item beside its title, where there is room for it. */
struct teaser {
	struct moment start, end;        /* of an event; .at is 0 when not known */
	const char *kind;                /* in words, or NULL; also a language */
	const char *project;             /* its title, or NULL where all are of one */
	const struct lang *project_lang; /* when not the page's, else NULL */
	const char *summary;             /* or NULL */
	const char *picture;             /* a path, or NULL */
	unsigned width, height;          /* of the picture: pixels */
};

struct link {
	enum link_to to;
	const char *target;          /* a path of the site, or an absolute URI */
	const char *fragment;        /* of a page of the site: a block's anchor, for the web; else NULL */
	const char *label;           /* never empty */
	struct inline_marks marks;   /* in the label, for the renderers that can show them */
	bool unlabelled;             /* none was written: the label is the address */
	const char *brief;           /* a shorter label, for lines of few columns, or NULL */
	const char *day;             /* YYYY-MM-DD of a dated entry, else NULL */
	const char *note;            /* a short text beside it (a size, a kind), else NULL */
	const char *mime;            /* of a file or feed, else NULL */
	const struct teaser *teaser; /* of an item in a list; its `kind` says what `note` does; else NULL */
	const struct lang *lang;     /* of the target when it is not the page's, else NULL; the label's too */
};

/*
 * A picture, sound or film that is shown where the link is. Names are of files beside the one that the link
 * leads to, so that they move with it.
 */
enum figure_kind { FIGURE_PICTURE, FIGURE_SOUND, FIGURE_FILM };
struct figure_copy {
	const char *name;
	unsigned width, height; /* pixels */
};
struct figure {
	enum figure_kind kind;
	bool captioned; /* the link's label says what is seen: it is more than a name of a file */
	/*
	 * Of a picture, the smallest first; the link leads to the last. Of a film one that is seen first,
	 * if any.
	 */
	struct figure_copy *copies;
	size_t n;
};

/* What is in the form of a search where a protocol has forms: the words, and what they are narrowed to. */
struct form_option {
	const char *value, *label;
	bool chosen;
	const struct lang *lang; /* of the label when not the page's, else NULL */
};
struct form_choice {
	const char *name, *label;
	struct form_option *v; /* the first is "all" */
	size_t n;
};
struct search_form {
	const char *words;
	struct form_choice *choices;
	size_t n;
};

enum block_type {
	BLOCK_HEADING, /* level 1 to 3; the page's title is not a block */
	BLOCK_TEXT,    /* a paragraph */
	BLOCK_LEAD,    /* a paragraph that sums up */
	BLOCK_LIST,    /* one entry of a list */
	BLOCK_QUOTE,
	BLOCK_LINK, /* level 1: belongs to the link before it (a file of an item in a listing) and may be left
	              * out where that link leads to a page that links to it */
	BLOCK_FIGURE,  /* a link with a figure; several in a row are a gallery */
	BLOCK_PRE,     /* text kept as it is; alt says what it is */
	BLOCK_TABLE,   /* the first row is the header */
	BLOCK_ADDRESS, /* an address in full, to be copied, and in `label` what is there */
	/* A heading of level 2; what is below it, up to the next such heading, only some look for. */
	BLOCK_FOLD,
	/* of the web: a form in which several are chosen, `pick`; in `text` what its button says */
	BLOCK_PICK,
	BLOCK_FACT, /* label and value, as in a passport; link.target when the whole value leads somewhere */
	BLOCK_TYPE_COUNT
};

struct block {
	enum block_type type;
	int level;
	/* of text, cells, the link's label and day or a fact's value when not the page's, else NULL */
	const struct lang *lang;
	const char *text;          /* or a fact's value; below a link, what is said of it, or NULL */
	const char *label;         /* of a fact or an address; alt text of PRE */
	const char *anchor;        /* of an address: what links lead to it by; or NULL */
	unsigned schemes;          /* bits (1 << SCHEME_GEMINI) of those that show it; 0: all */
	struct inline_marks marks; /* in `text`, for the renderers that can show them */
	struct link link;
	const struct figure *figure; /* of FIGURE, and of a LINK that is played where it is; else NULL */
	const struct search_form
	    *form;            /* of a link to the search on a page that is about searching; else NULL */
	bool instead_of_form; /* left out where there are forms */
	const struct form_choice *pick;
	struct contacts within; /* of a fact without a link: the addresses in its value */
	size_t columns, rows;   /* of a table */
	const char **cells;
};

/* The picture of the page where somebody shares it. */
struct page_image {
	const char *path; /* NULL: there is none */
	const char *mime, *alt;
	unsigned width, height; /* 0: not known */
};

/* The same page in another language, or a feed of the page. */
struct alternate {
	const struct lang *lang;
	const char *path;
	const char *title;
	const struct lang *title_lang; /* of a step of the trail, when not the page's, else NULL */
};

/* One property of what the page is, in the vocabulary of schema.org. */
struct page_datum {
	const char *property; /* "funder" */
	const char *type; /* of a thing of this name: "Organization"; "URL" of an address; NULL of a text */
	const char *text;
};

enum page_form {
	PAGE_MENU, /* mostly links: a Gopher menu */
	PAGE_TEXT, /* mostly text: a Gopher text */
};

struct page {
	struct arena arena;
	const struct lang *lang;
	enum page_form form;
	const char *path; /* its own; NULL of an error's page */
	const char *title;
	const char *short_title; /* of an item that has one, else NULL */
	const char *subtitle;    /* one line right under the title, or NULL */
	/* Of title and subtitle when not the page's, else NULL. */
	const struct lang *title_lang, *subtitle_lang;
	const char *summary;            /* for <meta name="description">, or NULL */
	const char *home;               /* label of the link home: the site's title; NULL on the root page */
	const struct lang *home_lang;   /* of that label when not the page's, else NULL */
	int64_t updated;                /* of an item: its last change, as feeds say it; else INSTANT_NONE */
	int64_t published, corrected;   /* of an item, else INSTANT_NONE (content/document.h) */
	bool has_time;                  /* `published` is a time of day, not only a day */
	const char *kind;               /* of an item, in words; NULL of every other page */
	const char *section;            /* of what belongs to a project: its title; else NULL */
	const char **authors, **topics; /* of an item: their names */
	size_t author_count, topic_count;
	struct page_image image;
	struct moment event_start, event_end; /* of an item that is an event; .at is 0 when not known */
	enum event_status event_status;
	const char *event, *event_place; /* its name; NULL when not known */
	struct block *blocks;
	size_t block_count;
	struct alternate *translations; /* without the page's own language */
	size_t translation_count;
	/* They are not this text in other languages: search engines are not told that they are. */
	bool unpaired;
	struct alternate *homes; /* of the root page: those of the languages, which it is the choice of */
	size_t home_count;
	/*
	 * For readers of none of the languages that the page is in; NULL: the first of them by the site's
	 * order.
	 */
	const char *fallback;
	const char *feeds; /* folder of the feeds that belong to it ("/ru/", "/ru/x/"), or NULL */
	const char *feeds_title;
	bool feeds_alone; /* other languages need not have such feeds */
	/* Way back: parents, from the home page down, without the page itself. */
	struct alternate *trail; /* lang is NULL */
	size_t trail_count;
	/* What it is as a whole, by its name at schema.org: "NewsArticle"; NULL: a list of others. */
	const char *schema;
	struct page_datum *data; /* what machines are told besides */
	size_t data_count;
	/* Of an item: those before and after it in its project and language, or NULL; lang is NULL. */
	struct alternate *older, *newer;
	bool hidden; /* no machine should know of it */
	/* What is around it on every page of the site (view_finish); a page that has not got it has none. */
	bool framed;
	struct page_project *projects; /* that items on it are of */
	size_t project_count;
	const char *site_name;  /* short; of the header */
	const char *site_path;  /* of the home page */
	struct page_image logo; /* alt is NULL: the name is beside it */
	struct link *menu;      /* the site's own pages */
	size_t menu_count;
	bool has_projects;
	struct block *foot;
	size_t foot_count;
	const char *icon;     /* a path, or NULL */
	bool has_icon_copies; /* in the sizes that browsers ask for (picture/picture.h) */
};

void page_init(struct page *p, const struct lang *lang, enum page_form form, const char *path);
void page_release(struct page *p);

/* Each appends one block and returns it; strings are borrowed, so put them into the arena first. */
struct block *page_add(struct page *p, enum block_type type, const char *text);
void page_heading(struct page *p, int level, const char *text);
struct link *page_link(struct page *p, enum link_to to, const char *target, const char *label);
void page_fact(struct page *p, const char *label, const char *value);
void page_describe(struct page *p, const char *property, const char *type, const char *text);
/* Moves the text into the page's arena, for such a block; the buffer is released. */
const char *page_text_take(struct page *p, struct buf *text);
/* As arena_printf, with the digits that readers of the language read. */
__attribute__((format(printf, 3, 4))) const char *page_digits(
    struct arena *a, const struct lang *l, const char *fmt, ...);

/* Leaves only the blocks that are shown over this scheme. */
void page_keep(struct page *p, enum scheme scheme);
/* Says of every block from the from-th on that only these show it, as in struct block. */
void page_show_over(struct page *p, size_t from, unsigned over);

/*
 * Makes it a page for somebody who has a secret address: links to paths below `from` lead below `to`
 * instead, and nothing in it says where it is itself.
 */
void page_hide(struct page *p, const char *from, const char *to);

/*
 * Appends the tags of the languages of its text, in the order of the page, with commas between them:
 * "ky,ru".
 */
void page_langs(const struct page *p, struct buf *out);

/*
 * Appends an item's or project's body; `marks` is what inline_marks_write made of its marks. Relative
 * links are resolved against `path` (attachments of the item first when it has any: `files` lists their
 * names, NULL-terminated, or is NULL) and become LINK_MENU, LINK_ITEM or LINK_FILE by what they lead to;
 * a link that climbs out is kept as text. A link without a label has its address for one.
 */
void page_body(
    struct page *p, const char *body, const char *marks, const char *path, const char *const *files);

/* What a page loads beside its text. */
enum { PAGE_PICTURES = 1, PAGE_PLAYERS = 2, PAGE_SMALL_PICTURES = 4 /* a logo, pictures in lists */ };
unsigned page_media(const struct page *p);

/* What a path of the site leads to by its form alone. Never LINK_OUTSIDE. */
enum link_to link_to_of_path(const char *path);
/* The type of a Gopher item that a link leads to: '0', '1', '7', '9', 'I', 'g', 's', 'h'. */
char link_gopher_type(const struct link *l);

#endif
