/*
 * mapped_text: a text that was made of another one: it knows for each of its lines the line that it came from. And what was
 * left out or altered on the way.
 *
 * Private to content/: the steps that make gemtext of Markdown share it.
 */
#ifndef JARCHY_CONTENT_MAPPED_TEXT_H
#define JARCHY_CONTENT_MAPPED_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/message.h"

struct mapped_text {
	struct buf text;
	int *lines; /* 1…, in the arena */
	size_t line_count;
};

/* `max`: bytes that it may have. */
void mapped_init(struct mapped_text *m, size_t max);
/* Frees the text; the lines are the arena's. */
void mapped_release(struct mapped_text *m);
/* Appends one character of line `from`; an LF ends the line. */
void mapped_char(struct mapped_text *m, struct arena *a, char c, int from);
void mapped_puts(struct mapped_text *m, struct arena *a, const char *s, int from);
void mapped_add(struct mapped_text *m, struct arena *a, struct str s, int from);
/* Ends the last line, if it has not ended. */
void mapped_finish(struct mapped_text *m, struct arena *a, int from);

/* One kind of thing that was left out or altered. */
struct note {
	int line;                   /* of the first of them */
	const char *rule, *message; /* base/message.h */
	size_t count;
};

struct notes {
	struct note *v;
	size_t n;
};

/* Of one rule and message the first is kept, and how many more there are; after a hundred kinds no more of them. */
__attribute__((format(printf, 5, 6))) void note_add(
    struct notes *list, struct arena *a, int line, const char *rule, const char *fmt, ...);

#endif
