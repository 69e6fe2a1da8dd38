/*
 * problem: what is wrong in the content, collected, for the editor to mend.
 *
 * Always all of them, sorted by file and line, never just the first.
 */
#ifndef JARCHY_CONTENT_PROBLEM_H
#define JARCHY_CONTENT_PROBLEM_H

#include <stdarg.h>

#include "base/arena.h"
#include "base/message.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct problem {
	const char *file; /* below the content directory */
	int line;         /* 1…; 0: the file as a whole */
	int column;       /* 1…, in characters; 0: the line as a whole */
	enum severity severity;
	const char *rule;    /* a short stable name, as "unknown-key"; a literal */
	const char *message; /* one sentence without the position, for any language (base/message.h) */
	const char *text;    /* the same in English */
};

struct problems {
	struct arena arena; /* owns the strings but for rule */
	struct problem *v;
	size_t n;
	size_t errors; /* how many of them are errors */
};

void problems_init(struct problems *p);
void problems_release(struct problems *p);
__attribute__((format(printf, 7, 8))) void problem_add(struct problems *p, enum severity severity,
    const char *file, int line, int column, const char *rule, const char *fmt, ...);
__attribute__((format(printf, 7, 0))) void problem_vadd(struct problems *p, enum severity severity,
    const char *file, int line, int column, const char *rule, const char *fmt, va_list ap);
/* Of a whole message: a literal without "%", that of an err, or of another problem. */
void problem_add_message(struct problems *p, enum severity severity, const char *file, int line, int column,
    const char *rule, const char *message);
/* Adds a copy of each. */
void problems_append(struct problems *to, const struct problems *from);
/* How many are of this rule. */
size_t problems_of(const struct problems *p, const char *rule);
/* By file, line, column, then text. */
void problems_sort(struct problems *p);
/* What of a text is quoted in a message: so much that a line stays a line. */
struct str problem_quoted(struct str s);
/* "error" or "warning". */
const char *severity_word(enum severity severity);
/* Appends the sentence in a language; NULL: English. */
void problem_words(const struct problem *p, const struct messages *language, struct buf *out);
/* Appends "folder/file:line: sentence", the line only when there is one; folder "": none. */
void problem_note(
    const struct problem *p, const char *folder, const struct messages *language, struct buf *out);
/*
 * Appends "file:line:column: error|warning: message [rule]", line and column only when there are any; of a document of a
 * word processor "file: paragraph 12: …". In a language; NULL: English.
 */
void problem_print(const struct problem *p, const struct messages *language, struct buf *out);

#endif
