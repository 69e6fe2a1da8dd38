/*
 * manuscript: a document of Word or LibreOffice as a content file: its keys, and its text as gemtext.
 *
 * What editors write above or below the title of a press release, its kind and its day, is taken for keys.
 */
#ifndef JARCHY_CONTENT_MANUSCRIPT_H
#define JARCHY_CONTENT_MANUSCRIPT_H

#include "base/buf.h"
#include "content/kind.h"
#include "lang/found_date.h"
#include "office/read.h"

struct manuscript {
	struct office office; /* its text is without the lines that were taken for keys */
	bool has_kind, has_date;
	enum item_kind kind;
	struct found_date date;
	const char
	    *dateline; /* the line that has it when it says more than the date, and so is in the text; "" */
};

/* What office_read says of bounds, errors and the arena holds here too. `pictures`: they are wanted, with their bytes. */
bool manuscript_read(
    struct arena *a, struct str bytes, bool pictures, struct manuscript *out, struct err *err);
/* The first paragraph that is not the dateline; "" when there is none. */
struct str manuscript_lead(const struct manuscript *m);
/* What of it fits into a summary. */
const char *manuscript_summary(struct arena *a, const struct manuscript *m);
/*
 * Appends a content file: front matter, the title (as a heading, or by the key `title_key` when that is not ""), the text. `summary` may be "". For each line of the file *lines has the
 * paragraph of the document, 0 where there is none; both live in the arena.
 */
void manuscript_write(struct arena *a, const struct manuscript *m, const char *title_key, const char *summary,
    struct buf *out, int **lines, size_t *count);
/* One key of the document as front matter has it: its name, and its value in *value. */
const char *manuscript_key(struct arena *a, const struct office_pair *pair, const char **value);

#endif
