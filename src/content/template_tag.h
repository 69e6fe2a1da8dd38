/*
 * template_tag: one instruction to a template ("{{< figure src=x >}}", "{% include y %}"), and what is known of its name.
 *
 * Private to content/: template.c alone uses it.
 */
#ifndef JARCHY_CONTENT_TEMPLATE_TAG_H
#define JARCHY_CONTENT_TEMPLATE_TAG_H

#include "base/str.h"

enum template_kind {
	TEMPLATE_SHORTCODE,  /* "{{< … >}}", "{{% … %}}" of Hugo */
	TEMPLATE_TAG,        /* "{% … %}" of Liquid, Nunjucks, Tera */
	TEMPLATE_EXPRESSION, /* "{{ … }}" */
	TEMPLATE_COMMENT,    /* "{# … #}"; an escaped shortcode too, whose inside is text */
};

enum template_use {
	TEMPLATE_UNKNOWN, /* left out with a note */
	TEMPLATE_SILENT,  /* left out: it has no words */
	TEMPLATE_INNER,   /* what is between it and its end is kept; so are its own words */
	TEMPLATE_LINK,    /* becomes a link: `address` with its first two values in the place of %1 and %2 */
	TEMPLATE_PICTURE,
	TEMPLATE_PATH,  /* is a path in a link: its first value */
	TEMPLATE_TITLE, /* a path, then words: a link */
	TEMPLATE_CODE,  /* begins a block of code */
	TEMPLATE_RAW,   /* what is between it and its end is no template */
	TEMPLATE_DROP,  /* it and what is between it and its end is left out */
};

struct template_known {
	const char *name;
	enum template_use use;
	const char *address;
};

enum { TEMPLATE_VALUES_MAX = 24 };

struct template_value {
	struct str key, text; /* key is empty for a value by place */
	bool quoted;
};

struct template_tag {
	enum template_kind kind;
	struct str whole, inside; /* inside: without the braces */
	struct str name;
	bool closes; /* "{{< /x >}}", "{% endx %}"; name is then "x" */
	struct template_value v[TEMPLATE_VALUES_MAX];
	size_t n;
};

enum { TEMPLATE_BRACES = 6 };

/* Where the next end of each kind of braces is: looked for once, however many begin before it. Zeroed at first. */
struct template_ends {
	size_t at[TEMPLATE_BRACES];
	bool known[TEMPLATE_BRACES];
};

/*
 * Reads the instruction at `at` of the text, where a "{" is. Within one text `at` never goes back. False: there is none, or it does not end within a few thousand bytes.
 *
 *   value = [ key ( "=" / ":" ) ] ( DQUOTE *CHAR DQUOTE / "'" *CHAR "'" / "`" *CHAR "`" / 1*word )
 */
bool template_read(struct str text, size_t at, struct template_ends *ends, struct template_tag *out);
/* Of an unknown name the row says TEMPLATE_UNKNOWN. */
const struct template_known *template_find(struct str name);
/* The value by one of these keys, else the one at this place among those without a key; empty: none. */
struct str template_value(const struct template_tag *t, const char *const *keys, size_t place);
/* Whether a value of this key is words for readers. */
bool template_is_words(struct str key);

#endif
