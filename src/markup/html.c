/*
 * html: escaping. Text is copied in runs between the few bytes that need it.
 */
#include "markup/html.h"

enum { PLAIN, AMP, LT, GT, QUOT, END, DROP };

/* What becomes of a byte; nearly all are PLAIN. */
static const unsigned char classes[256] = {
	[0] = END,
	[0x01 ... 0x08] = DROP,
	[0x0B ... 0x1F] = DROP,
	[0x7F] = DROP,
	['&'] = AMP,
	['<'] = LT,
	['>'] = GT,
	['"'] = QUOT,
};

static const char *const escapes[] = {
	[AMP] = "&amp;",
	[LT] = "&lt;",
	[GT] = "&gt;",
	[QUOT] = "&quot;",
	[DROP] = "",
};

void html_text(struct buf *out, const char *s)
{
	for (;;) {
		const char *run = s;
		while (classes[(unsigned char)*s] == PLAIN)
			s++;
		buf_add(out, run, (size_t)(s - run));
		unsigned char class = classes[(unsigned char)*s++];
		if (class == END)
			return;
		buf_puts(out, escapes[class]);
	}
}

void html_attribute(struct buf *out, const char *name, const char *value)
{
	buf_add_char(out, ' ');
	buf_puts(out, name);
	buf_puts(out, "=\"");
	html_text(out, value);
	buf_add_char(out, '"');
}

void html_element(struct buf *out, const char *name, const char *text)
{
	buf_add_char(out, '<');
	buf_puts(out, name);
	buf_add_char(out, '>');
	html_text(out, text);
	buf_puts(out, "</");
	buf_puts(out, name);
	buf_add_char(out, '>');
}
