/*
 * document: one content file, parsed: its front matter and its body.
 *
 * The bytes are copied once and made canonical there (no BOM, LF, valid UTF-8, no control characters: what
 * was wrong is reported and replaced), so that the code that reads on need not check.
 */
#include "content/document.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "content/body.h"
#include "content/conflict.h"
#include "content/foreign.h"
#include "content/frontmatter.h"
#include "content/host_name.h"
#include "content/manuscript.h"
#include "content/markdown.h"
#include "content/mend.h"
#include "content/sniff.h"
#include "content/source.h"
#include "content/summary.h"
#include "content/typography.h"

_Static_assert((int)DOCUMENTS_MAX == (int)OFFICE_MAX, "the bound of office/ is that of its files");

enum { TITLE_COLUMNS = 67, BAD_LINES_MAX = 20 };

/* Every field as it is without a key; what the arena holds stays. */
static void document_clear(struct document *d, const struct content_name *name)
{
	*d = (struct document){
		.arena = d->arena,
		.role = name->role,
		.title = "",
		.short_title = "",
		.summary = "",
		.id = "",
		.reason = "",
		.body = "",
		.body_line = 1,
		.kind = name->page ? KIND_PAGE : KIND_NEWS,
		.date = { .at = INSTANT_NONE },
		.updated = INSTANT_NONE,
		.publish = INSTANT_NONE,
		.expires = INSTANT_NONE,
		.withdrawn = INSTANT_NONE,
		.event_start = { .at = INSTANT_NONE },
		.event_end = { .at = INSTANT_NONE },
	};
	d->project = arena_strdup(&d->arena, name->project);
	d->stem = arena_strdup(&d->arena, name->stem);
	d->lang = arena_strdup(&d->arena, name->lang);
}

static void document_init(struct document *d, const struct content_name *name)
{
	arena_init(&d->arena);
	document_clear(d, name);
}

void document_release(struct document *d)
{
	arena_release(&d->arena);
	*d = (struct document){ 0 };
}

/* --- bytes --- */

/* Replaces what is not UTF-8; tells the first of them. */
static bool mend_utf8(struct source *s, char *line, size_t n, int number, bool report)
{
	size_t at = 0, bad;
	bool found = false;
	while (!utf8_valid((struct str){ line + at, n - at }, &bad)) {
		at += bad;
		if (!found && report)
			source_report(s, SEVERITY_ERROR, number, source_column((struct str){ line, at }),
			    "encoding", "the byte 0x%02X is not UTF-8: save the file with the encoding UTF-8",
			    (unsigned char)line[at]);
		found = true;
		line[at++] = '?';
	}
	return found;
}

/* The next character that a line of XML may not have, from *at. */
static bool find_control(struct str line, size_t *at)
{
	size_t bad;
	struct str rest = str_sub(line, *at, line.n);
	size_t cr = str_find(rest, '\r');
	if (utf8_xml_safe(rest, &bad) || bad > cr)
		bad = cr;
	*at += bad;
	return bad < rest.n;
}

/* Makes spaces of control characters; tells the first of them. */
static bool mend_controls(struct source *s, char *line, size_t n, int number, bool report)
{
	struct str whole = { line, n };
	bool found = false;
	for (size_t at = 0; find_control(whole, &at);) {
		size_t len;
		uint32_t c = utf8_decode(str_sub(whole, at, n), &len);
		if (!found && report)
			source_report(s, SEVERITY_ERROR, number, source_column((struct str){ line, at }),
			    "control-character",
			    "the invisible control character U+%04X is not allowed here: delete it",
			    (unsigned)c);
		found = true;
		memset(line + at, ' ', len);
	}
	return found;
}

static void mend_lines(struct source *s, char *text, size_t n)
{
	int number = 1, bad = 0;
	for (char *line = text; line < text + n; number++) {
		char *end = memchr(line, '\n', (size_t)(text + n - line));
		size_t len = (size_t)((end ? end : text + n) - line);
		bool report = bad < BAD_LINES_MAX;
		bool encoding = mend_utf8(s, line, len, number, report);
		bool control = mend_controls(s, line, len, number, report);
		bad += encoding || control;
		line += len + 1;
	}
	if (bad > BAD_LINES_MAX)
		source_report(s, SEVERITY_ERROR, 0, 0, "encoding",
		    "%d more lines hold such bytes: is this a text file, saved with the encoding UTF-8?",
		    bad - BAD_LINES_MAX);
}

/* CRLF becomes LF, in place, and so does CR in a text without LF, as old Macs wrote it; the new length. */
static size_t drop_cr(char *text, size_t n)
{
	size_t to = 0;
	bool old_mac = !memchr(text, '\n', n);
	for (size_t from = 0; from < n; from++)
		if (old_mac && text[from] == '\r')
			text[to++] = '\n';
		else if (text[from] != '\r' || from + 1 == n || text[from + 1] != '\n')
			text[to++] = text[from];
	text[to] = '\0';
	return to;
}

static struct str canonical(struct source *s, struct str bytes)
{
	if (str_starts(bytes, "\xEF\xBB\xBF"))
		bytes = str_sub(bytes, 3, bytes.n);
	char *text = arena_str(&s->doc->arena, bytes);
	size_t n = bytes.n;
	if (memchr(text, '\r', n))
		n = drop_cr(text, n);
	struct str whole = { text, n };
	if (!utf8_valid(whole, NULL) || !utf8_xml_safe(whole, NULL) || str_find(whole, '\r') < n)
		mend_lines(s, text, n);
	return whole;
}

/* --- body --- */

/* Those of what is left when the first `from` bytes are taken off. */
static void keep_marks(struct document *d, const struct body_text *whole, size_t from)
{
	for (size_t i = 0; i < whole->marks.n; i++) {
		struct inline_mark m = whole->marks.v[i];
		if (m.at < from)
			continue;
		m.at -= from;
		*ARENA_PUSH(&d->arena, d->marks.v, d->marks.n) = m;
	}
}

/* The body without the heading that repeats the title, and without empty lines above it. */
static void keep_body(struct document *d, const struct body_text *whole, const struct body *b)
{
	struct str text = whole->text, one, rest;
	int line = 1;
	if (b->leads && str_is(b->heading, d->title)) {
		text = b->below;
		line = b->below_line;
	}
	rest = text;
	while (str_next_line(&rest, &one) && str_trim(one).n == 0) {
		text = rest;
		line++;
	}
	/* The canonical copy ends in a NUL, and so does every tail of it. */
	d->body = text.n ? text.p : "";
	keep_marks(d, whole, (size_t)(text.p - whole->text.p));
	d->body_line = body_line(whole, line);
	if (!whole->lines || (size_t)line > whole->line_count)
		return;
	d->body_line_count = whole->line_count - (size_t)line + 1;
	int *lines = arena_alloc(&d->arena, d->body_line_count * sizeof *lines);
	for (size_t i = 0; i < d->body_line_count; i++)
		lines[i] = body_line(whole, line + (int)i);
	d->body_lines = lines;
}

/* --- what front matter leaves open --- */

/* "2023-09-08-forum-in-naryn" is "Forum in naryn". */
static const char *title_of_stem(struct document *d)
{
	size_t day = d->kind == KIND_PAGE ? 0 : sizeof "2023-09-08-" - 1;
	struct str words = str_sub(str_of(d->stem), day, SIZE_MAX);
	char *title = arena_str(&d->arena, words);
	title[0] = ascii_upper(title[0]);
	for (char *p = title; *p; p++)
		if (*p == '-')
			*p = ' ';
	return title;
}

static void find_title(struct source *s, const struct frontmatter *f, const struct body *b)
{
	struct document *d = s->doc;
	const char *key = d->role == ROLE_PROJECT ? "name" : "title";
	int line = frontmatter_line(f, key);
	ptrdiff_t which = key_find(str_of(key)) - content_keys;
	bool given = f->lines[which] > 0;
	if (!given && d->role != ROLE_PROJECT && b->heading.n > 0) {
		d->title = arena_str(&d->arena, b->heading);
		line = b->heading_line;
	} else if (!given && !f->meant[which] && !f->refused && s->markdown && d->role == ROLE_ITEM) {
		d->title = b->any_heading.n ? arena_str(&d->arena, b->any_heading) : title_of_stem(d);
		if (b->any_heading.n)
			source_report(s, SEVERITY_WARNING, line, 0, "missing-key",
			    "there is no title: \"%s\" is made of a heading; write \"title: …\"", d->title);
		else
			source_report(s, SEVERITY_WARNING, line, 0, "missing-key",
			    "there is no title: \"%s\" is made of the file's name; write \"title: …\"",
			    d->title);
	} else if (!given && !f->meant[which] && !f->refused) {
		if (s->lines)
			source_report(s, SEVERITY_ERROR, line, 0, "missing-key",
			    "the title is missing: give it the style Heading 1 in the word processor");
		else
			source_report(s, SEVERITY_ERROR, line, 0, "missing-key",
			    "\"%s\" is missing: write \"%s: …\" between two lines \"---\" at the top", key,
			    key);
	}
	if (d->role != ROLE_SITE && !d->short_title[0] && utf8_columns(str_of(d->title)) > TITLE_COLUMNS)
		source_report(s, SEVERITY_WARNING, line, 0, "long-title",
		    "\"%s\" takes more than %d columns: add a shorter \"short_title\" for menus", key,
		    TITLE_COLUMNS);
	if (utf8_columns(str_of(d->short_title)) > TITLE_COLUMNS)
		source_report(s, SEVERITY_WARNING, frontmatter_line(f, "short_title"), 0, "long-title",
		    "\"short_title\" takes more than %d columns: shorten it", TITLE_COLUMNS);
}

/* An item's date is in its name; the one in front matter may add the time, or say otherwise. */
static void find_date(struct source *s, const struct frontmatter *f)
{
	struct document *d = s->doc;
	char day[DATE_TEXT_MAX];
	struct civil c;
	struct str in_name = str_sub(str_of(d->stem), 0, 10);
	if (d->kind == KIND_PAGE)
		d->date = (struct moment){ 0, false };
	if (d->role != ROLE_ITEM || d->kind == KIND_PAGE || !date_parse_day(in_name, &c))
		return;
	if (d->date.at == INSTANT_NONE) {
		d->date.at = date_instant(&c);
		return;
	}
	date_day(d->date.at, day);
	if (!str_is(in_name, day))
		source_report(s, SEVERITY_WARNING, frontmatter_line(f, "date"), 0, "date-differs",
		    "the date is %s, but the file's name says %.*s: is one of them a mistake?", day,
		    STR_ARG(in_name));
}

/* --- front matter --- */

/* The problems that there were at some moment. */
struct moment_of_problems {
	size_t n, errors, reported;
};

/* Forgets what was read, and what was said of it since. */
static void forget(struct source *s, const struct content_name *name, const struct moment_of_problems *then)
{
	document_clear(s->doc, name);
	s->problems->n = then->n;
	s->problems->errors = then->errors;
	s->reported = then->reported;
}

/*
 * A file in Markdown may come from another system. What our own notation reads is read by it; YAML that
 * it cannot read, TOML and JSON are read as that system would.
 */
static void take_front_matter(
    struct source *s, const struct content_name *name, struct body_text *body, struct frontmatter *f)
{
	struct body_text whole = *body;
	struct moment_of_problems then = { s->problems->n, s->problems->errors, s->reported };
	struct metadata_place place;
	struct err err;
	int bad_line;
	frontmatter_take(s, &body->text, &body->line, f);
	if (!name->markdown || (s->problems->errors == then.errors && f->line && !f->unusual))
		return;
	metadata_find(whole.text, &place);
	if (place.notation == METADATA_NONE)
		return;
	forget(s, name, &then);
	*body = whole;
	if (foreign_take(s, &place, f, &bad_line, &err)) {
		body->text = place.below;
		body->line = place.below_line;
		return;
	}
	forget(s, name, &then);
	if (place.notation == METADATA_YAML && str_starts(str_trim(whole.text), "---")) {
		frontmatter_take(s, &body->text, &body->line, f);
		return;
	}
	*f = (struct frontmatter){ .line = place.line, .refused = true };
	source_report_message(s, SEVERITY_ERROR, bad_line, 0, "bad-line", err.message);
	body->text = place.below;
	body->line = place.below_line;
}

/* What cannot be read at all: told, and nothing else looked at. */
/* As a program leaves it that copies it here, or holds its place until it is asked for. */
static bool is_empty(struct str bytes)
{
	if (str_starts(bytes, "\xEF\xBB\xBF"))
		bytes = str_sub(bytes, 3, bytes.n);
	size_t n = 0;
	while (n < bytes.n && memchr(" \t\r\n", bytes.p[n], 4))
		n++;
	return n == bytes.n;
}

static bool is_readable(struct source *s, const struct content_name *name, struct str bytes)
{
	const char *other = name->office ? sniff_document(bytes) : sniff_file(bytes);
	if (is_empty(bytes))
		source_report(s, SEVERITY_ERROR, 0, 0, "missing-key",
		    "this file is empty: wait until all of it is here, or write its text");
	else if (name->office && bytes.n > OFFICE_MAX)
		source_report(s, SEVERITY_ERROR, 0, 0, "too-large",
		    "a document may have at most %d MiB: make its pictures smaller", OFFICE_MAX >> 20);
	else if (!name->office && bytes.n > DOCUMENT_MAX)
		source_report(s, SEVERITY_ERROR, 0, 0, "too-large",
		    "a text may have at most 1 MiB: put long documents beside it as attachments");
	else if (other)
		source_report_message(s, SEVERITY_ERROR, 0, 0, "encoding", other);
	else if (name->markdown && bytes.n > MARKDOWN_MAX)
		source_report(s, SEVERITY_ERROR, 0, 0, "too-large",
		    "a text in Markdown may have at most 128 KiB: write it as gemtext (.gmi), or put it "
		    "beside the item as an attachment");
	else
		return true;
	return false;
}

/* The body is made gemtext. */
static void convert_body(struct source *s, struct body_text *b)
{
	struct markdown m;
	markdown_convert(&s->doc->arena, b->text, &m);
	for (size_t i = 0; i < m.notes.n; i++) {
		const struct note *n = &m.notes.v[i];
		int line = b->line + n->line - 1;
		struct err said;
		err_message(&said, n->message);
		if (n->count > 1)
			err_follow(&said, "(more of this kind: %zu)", n->count - 1);
		source_report_message(s, SEVERITY_WARNING, line, 0, n->rule, said.message);
	}
	if (m.cut)
		source_report(s, SEVERITY_ERROR, 0, 0, "too-large",
		    "as gemtext this text is too long: write it as gemtext (.gmi), in several files");
	b->text = m.text;
	b->lines = m.lines;
	b->line_count = m.line_count;
	b->marks = m.marks;
}

/* --- documents of word processors --- */

static void report_notes(struct source *s, const struct office *o)
{
	static const char *const rules[] = { [OFFICE_LEFT_OUT] = "not-published",
		[OFFICE_ALTERED] = "altered",
		[OFFICE_GUESSED] = "guessed-title" };
	for (size_t i = 0; i < o->note_count; i++)
		source_report_message(s, SEVERITY_WARNING, o->notes[i].paragraph, 0, rules[o->notes[i].kind],
		    o->notes[i].message);
}

static void report_pictures(struct source *s, const struct content_name *name, const struct office *o)
{
	const struct office_picture *p = o->pictures;
	if (!o->picture_count)
		return;
	struct str words = problem_quoted(str_of(*p->text ? p->text : p->name));
	if (name->bundle || !*name->stem)
		source_report(s, SEVERITY_WARNING, p->paragraph, 0, "inside-picture",
		    "pictures in a document are not shown (%zu, the first is \"%.*s\"): take them out, and "
		    "put them "
		    "beside this document as files",
		    o->picture_count, STR_ARG(words));
	else
		source_report(s, SEVERITY_WARNING, p->paragraph, 0, "inside-picture",
		    "pictures in a document are not shown (%zu, the first is \"%.*s\"): take them out, and "
		    "put them "
		    "as files into a folder %s/, with this document as index.%s.%s",
		    o->picture_count, STR_ARG(words), name->stem, name->lang,
		    str_ends(str_of(s->path), ".odt") ? "odt" : "docx");
}

/* The day in the text and the one in the name. */
static void check_dateline(struct source *s, const struct manuscript *m)
{
	struct str in_name = str_sub(str_of(s->doc->stem), 0, 10);
	struct arena a = { 0 };
	const char *in_text = m->has_date ? found_date_text(&a, &m->date) : "";
	if (*in_text && in_name.n && !str_eq(str_sub(str_of(in_text), 0, 10), in_name))
		source_report(s, SEVERITY_WARNING, 1, 0, "date-differs",
		    "the text says %.10s, but the file's name says %.*s: is one of them a mistake?", in_text,
		    STR_ARG(in_name));
	arena_release(&a);
}

/*
 * Makes a text with front matter of the document; the source then knows the paragraph of each of its
 * lines.
 */
static bool convert_manuscript(
    struct source *s, const struct content_name *name, struct str bytes, struct buf *out)
{
	struct arena *a = &s->doc->arena, scratch = { 0 };
	struct manuscript m;
	struct err err;
	int *lines = NULL;
	bool good = manuscript_read(&scratch, bytes, false, &m, &err);
	if (good) {
		const char *summary = *m.dateline ? manuscript_summary(&scratch, &m) : "";
		report_notes(s, &m.office);
		report_pictures(s, name, &m.office);
		check_dateline(s, &m);
		manuscript_write(&scratch, &m, s->doc->role == ROLE_PROJECT ? "name" : "", summary, out,
		    &lines, &s->line_count);
		int *kept = arena_alloc(a, s->line_count * sizeof *kept);
		memcpy(kept, lines, s->line_count * sizeof *kept);
		s->lines = kept;
	} else {
		source_report_message(s, SEVERITY_ERROR, 0, 0, "damaged-document", err.message);
	}
	arena_release(&scratch);
	return good;
}

/* Lines become paragraphs. */
static void map_lines(struct source *s)
{
	struct document *d = s->doc;
	for (size_t i = 0; i < d->value_count; i++)
		d->values[i].line = source_line(s, d->values[i].line);
	size_t before = (size_t)d->body_line - 1;
	d->body_lines = before < s->line_count ? s->lines + before : NULL;
	d->body_line_count = d->body_lines ? s->line_count - before : 0;
	d->body_line = 1;
}

size_t document_max(const struct content_name *name)
{
	return name->office ? OFFICE_MAX : DOCUMENT_MAX;
}

static bool parse_text(struct source *s, const struct content_name *name, struct str bytes)
{
	struct frontmatter f;
	struct body b;
	struct document *out = s->doc;
	size_t before = s->problems->errors;
	struct str text = canonical(s, bytes);
	struct body_text body = { .text = text, .line = 1 };
	const struct moment_of_problems then = { s->problems->n, s->problems->errors, s->reported };
	/* What the front matter says is not to be trusted, and what is wrong with it is one mistake. */
	if (conflict_report(s, text))
		return false;
	take_front_matter(s, name, &body, &f);
	if (typography_check(s, text, name->markdown || name->office ? 0 : body.line)) {
		int gemtext = name->markdown || name->office ? 0 : body.line;
		forget(s, name, &then);
		body = (struct body_text){ .text = mend_text(&out->arena, text), .line = 1 };
		take_front_matter(s, name, &body, &f);
		typography_check(s, text, gemtext);
	}
	if (name->markdown)
		convert_body(s, &body);
	host_name_check_values(s);
	body_read(s, &body, &b);
	find_title(s, &f, &b);
	find_date(s, &f);
	keep_body(out, &body, &b);
	if (!out->summary[0] && b.paragraph.n > 0)
		out->summary = summary_cut(&out->arena, b.paragraph, SUMMARY_COLUMNS);
	return s->problems->errors == before;
}

bool document_parse(const char *path, const struct content_name *name, struct str bytes, struct document *out,
    struct problems *problems)
{
	struct source s = { .path = path, .doc = out, .problems = problems, .markdown = name->markdown };
	document_init(out, name);
	if (!is_readable(&s, name, bytes))
		return false;
	if (!name->office)
		return parse_text(&s, name, bytes);
	struct buf text;
	buf_init(&text, 2 * DOCUMENT_MAX);
	bool good = convert_manuscript(&s, name, bytes, &text) && parse_text(&s, name, buf_str(&text));
	buf_release(&text);
	if (good)
		map_lines(&s);
	return good;
}
