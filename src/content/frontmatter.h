/*
 * frontmatter: the `key: value` lines at the head of a content file.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_FRONTMATTER_H
#define JARCHY_CONTENT_FRONTMATTER_H

#include "content/fields.h"
#include "content/key.h"
#include "content/source.h"

struct frontmatter {
	int line;               /* of the opening "---"; 0: there is no front matter */
	int lines[KEYS_MAX];    /* where each key of content_keys[] comes first; 0: nowhere */
	bool bad_kind;          /* `kind` is there, but it is none */
	bool meant[KEYS_MAX];   /* a misspelt key seems to mean this one: that is one mistake, not two */
	const struct key *last; /* of the lines above; NULL: none */
	bool told;              /* the value above goes on over several lines, and this was reported */
	bool unusual;           /* a value is as YAML has it: with escapes in quotes, a list or a table */
	struct moment span_end; /* of an event_start that says both; .at is 0 when it does not */
	const char *end_clock;  /* an event_end that is an hour alone; NULL: it is none */
	bool refused;           /* a line could not be understood: what seems to be missing may be in it */
};

/*
 * Takes the front matter off *text (valid UTF-8, LF), if there is any, and adds the lines taken to *line,
 * the number of the line that *text begins with. Fills the document's fields and values.
 */
void frontmatter_take(struct source *s, struct str *text, int *line, struct frontmatter *out);
/*
 * What an import was not sure of: comments "# check: …" among these lines of any notation, the first of
 * which has this number.
 */
void frontmatter_doubts(struct source *s, struct str lines, int number);
/* Which keys a file of this kind may have: one of OF_… (key.h). */
unsigned frontmatter_keys(const struct document *d);
/* What one key says about another. frontmatter_take has called it. */
void frontmatter_check(struct source *s, const struct frontmatter *f);
/* The line that has the key, or else the one that opens the front matter, at least 1. */
int frontmatter_line(const struct frontmatter *f, const char *key);

#endif
