/*
 * config_style: reads the colour and the file, says what is wrong with them, makes one style sheet of both.
 *
 * HTML makes one line end of every kind before a browser counts the hash of a style sheet, so that is done
 * here first.
 */
#include "config/config_style.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/utf8.h"
#include "config/config_keys.h"
#include "markup/css.h"

enum { FAULTS_MAX = 20 };

static const char by_colour[] = "colour", by_style[] = "style"; /* keys, and rules of what is wrong */

/* --- the colour ------------------------------------------------------------------------- */

static void take_colour(struct config *c)
{
	struct colour given;

	if (!colour_parse(str_of(c->colour), &given))
		return;
	c->site_colour = xcalloc(1, sizeof *c->site_colour);
	site_colour_make(given, c->site_colour);
}

/* Many know the colour from paper: on white it is what readers see first. */
static void check_colour(struct config *c)
{
	char given[COLOUR_TEXT], shown[COLOUR_TEXT];
	const struct site_colour *s = c->site_colour;
	int line = (int)config_keys_line(by_colour);

	if (!s && *c->colour)
		problem_add(&c->doubts, SEVERITY_WARNING, c->file, line, 0, by_colour,
		    "colour: \"%s\" is no colour: write \"#\" and six hexadecimal digits, as \"#0a4a94\"; "
		    "pages have their usual colours until then",
		    c->colour);
	if (!s || s->given_contrast[COLOUR_LIGHT] >= COLOUR_CONTRAST)
		return;
	colour_write(s->given, given);
	colour_write(s->shown[COLOUR_LIGHT], shown);
	problem_add(&c->doubts, SEVERITY_WARNING, c->file, line, 0, by_colour,
	    "colour: \"%s\" is too pale for words on white, where contrast is to be 4.5 and it has %.2f: "
	    "\"%s\", which is shown in its place, is the nearest that can be read; write that, or a darker "
	    "one",
	    given, colour_contrast_shown(s->given_contrast[COLOUR_LIGHT]), shown);
}

/* --- the style sheet -------------------------------------------------------------------- */

struct sheet {
	struct config *c;
	const char *file;
	struct str text;
	unsigned loads;
	size_t faults;
};

__attribute__((format(printf, 3, 4))) static void style_refuse(
    struct sheet *s, unsigned line, const char *fmt, ...)
{
	va_list args;

	if (s->faults++ >= FAULTS_MAX)
		return;
	va_start(args, fmt);
	problem_vadd(&s->c->doubts, SEVERITY_WARNING, s->file, (int)line, 0, by_style, fmt, args);
	va_end(args);
}

static unsigned line_of(struct str text, size_t at)
{
	unsigned line = 1;
	for (size_t i = 0; i < at && i < text.n; i++)
		line += text.p[i] == '\n';
	return line;
}

/* False: it is no text, and cannot be taken apart. */
static bool check_characters(struct sheet *s)
{
	size_t bad, n;

	if (!utf8_valid(s->text, &bad))
		style_refuse(s, line_of(s->text, bad), "this is not UTF-8: save the style sheet as UTF-8");
	else if (!utf8_xml_safe(s->text, &bad))
		style_refuse(s, line_of(s->text, bad), "there is a control character, U+%04X: take it out",
		    utf8_decode(str_sub(s->text, bad, s->text.n), &n));
	return s->faults == 0;
}

static void check_end_tag(struct sheet *s)
{
	static const char tag[] = "</style";
	enum { TAG = sizeof tag - 1 };

	for (size_t i = 0; i + TAG <= s->text.n; i++)
		if (!strncasecmp(s->text.p + i, tag, TAG))
			style_refuse(
			    s, line_of(s->text, i), "\"%s\" would end the style sheet: take it out", tag);
}

/*
 * "https:", "data:": what a browser reads before the path. It takes a backslash for a slash, and passes over
 * control characters.
 */
static bool is_elsewhere(struct str address)
{
	size_t colon = str_find(address, ':'), slash = str_find(address, '/');

	for (size_t i = 0; i < address.n; i++)
		if (address.p[i] == '\\' || (unsigned char)address.p[i] < ' ')
			return true;
	return str_starts(address, "//") ||
	       (colon < slash && colon < str_find(address, '?') && colon < str_find(address, '#'));
}

static bool is_data(struct str address)
{
	return address.n >= 5 && !strncasecmp(address.p, "data:", 5);
}

static void check_address(struct sheet *s, const struct css_found *f)
{
	struct str quoted = problem_quoted(f->address);

	if (is_data(f->address))
		style_refuse(s, f->line,
		    "\"%.*s\": what is within an address is not shown: make a file of it below static/ in "
		    "the "
		    "content, and write its path, as url(/pattern.png)",
		    STR_ARG(quoted));
	else if (is_elsewhere(f->address))
		style_refuse(s, f->line,
		    "\"%.*s\" is the address of another host: put the file below static/ in the content, and "
		    "write its path, as url(/pattern.png)",
		    STR_ARG(quoted));
	else if (f->address.n && f->address.p[0] != '#')
		s->loads |= f->kind == CSS_FONT ? STYLE_LOADS_FONTS : STYLE_LOADS_PICTURES;
}

static void check_rules(struct sheet *s)
{
	struct css css;
	struct css_found f;

	css_init(&css, s->text);
	while (css_next(&css, &f)) {
		if (f.kind == CSS_IMPORT)
			style_refuse(s, f.line,
			    "@import would load another style sheet: copy the rules of that one here");
		else if (f.kind == CSS_EXPRESSION)
			style_refuse(s, f.line, "expression(…) is a script: take it out");
		else
			check_address(s, &f);
	}
	css_release(&css);
}

/* A byte order mark is no character of it. */
static void unify_lines(struct buf *text)
{
	static const char mark[] = "\xEF\xBB\xBF";
	struct str from = buf_str(text);
	size_t n = 0;

	if (str_starts(from, mark))
		from = str_sub(from, strlen(mark), from.n);
	for (size_t i = 0; i < from.n; i++) {
		if (from.p[i] == '\r' && i + 1 < from.n && from.p[i + 1] == '\n')
			continue;
		text->data[n++] = from.p[i] == '\r' ? '\n' : from.p[i];
	}
	buf_truncate(text, n);
}

/* False: the problem is told. One byte more than there may be tells that there is more. */
static bool read_file(struct sheet *s, struct buf *text)
{
	struct err err;

	if (!file_read_head(AT_FDCWD, s->file, CONFIG_STYLE_MAX + 1, text, &err)) {
		err_follow(&err, "Correct \"style\"; pages look as usual until then");
		problem_add_message(&s->c->doubts, SEVERITY_WARNING, s->c->file,
		    (int)config_keys_line(by_style), 0, by_style, err.message);
		return false;
	}
	if (text->len <= CONFIG_STYLE_MAX)
		return true;
	style_refuse(s, 0,
	    "this style sheet has over %d bytes: make it smaller, since each page has it within",
	    CONFIG_STYLE_MAX);
	return false;
}

/* Whether all of it is well. */
static bool check_sheet(struct sheet *s)
{
	if (!check_characters(s))
		return false;
	check_end_tag(s);
	check_rules(s);
	return s->faults == 0;
}

/* --- both ------------------------------------------------------------------------------- */

/* Of the text that c->style_text has. */
static void make(struct config *c, unsigned loads)
{
	take_colour(c);
	c->site_style = site_style_new(c->site_colour, buf_str(&c->style_text), loads);
	c->site.style = c->site_style;
}

void config_style_load(struct config *c)
{
	struct sheet s = { .c = c, .file = c->style };

	buf_init(&c->style_text, CONFIG_STYLE_MAX + 2);
	if (*c->style && read_file(&s, &c->style_text)) {
		unify_lines(&c->style_text);
		s.text = buf_str(&c->style_text);
		if (!check_sheet(&s))
			buf_reset(&c->style_text);
	} else {
		buf_reset(&c->style_text);
	}
	make(c, s.loads);
	check_colour(c);
}

void config_style_take(struct config *c, struct str text)
{
	struct sheet s = { .c = c, .file = c->style, .text = text };

	buf_init(&c->style_text, CONFIG_STYLE_MAX + 2);
	buf_add_str(&c->style_text, text);
	check_rules(&s);
	make(c, s.loads);
}

void config_style_release(struct config *c)
{
	site_style_free(c->site_style);
	free(c->site_colour);
	buf_release(&c->style_text);
}
