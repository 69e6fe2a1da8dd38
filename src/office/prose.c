/*
 * prose: gathers the words of a paragraph, and writes it as one block of gemtext.
 *
 * Spaces are made one, soft hyphens and other invisible characters are left out, no-break spaces stay but for the edges
 * of a line. Links wait for the end of their block; those of a list, for the end of the list.
 */
#include "office/prose.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "office/address.h"
#include "office/words.h"

enum {
	WORDS_MAX = 256 << 10, /* bytes of one paragraph */
	OUT_MAX = 4 << 20,     /* over PROSE_TEXT_MAX and any one block after it */
	LINKS_MAX = 256,       /* of one block */
	LABEL_MAX = 1000,
	NOTES_MAX = 40,
	NOTE_BYTES = 320,
	LEVELS = 3,
};

void prose_init(struct prose *f, struct arena *a, struct office *office)
{
	*f = (struct prose){ .arena = a, .office = office };
	buf_init(&f->out, OUT_MAX);
	buf_init(&f->words, WORDS_MAX);
	buf_init(&f->script, WORDS_MAX);
}

void prose_release(struct prose *f)
{
	buf_release(&f->out);
	buf_release(&f->words);
	buf_release(&f->script);
}

int prose_place(const struct prose *f)
{
	return f->paragraph + (f->any || f->paragraph == 0);
}

void prose_note(struct prose *f, enum office_note_kind kind, const char *fmt, ...)
{
	struct office *o = f->office;
	char message[MESSAGE_MAX];
	va_list ap;
	va_start(ap, fmt);
	message_vmake(message, fmt, ap);
	va_end(ap);
	for (size_t i = 0; i < o->note_count; i++)
		if (!strcmp(o->notes[i].message, message))
			return;
	if (o->note_count < NOTES_MAX)
		*ARENA_PUSH(f->arena, o->notes, o->note_count) = (struct office_note){
			.kind = kind, .paragraph = prose_place(f), .message = arena_strdup(f->arena, message)
		};
}

/* --- words ------------------------------------------------------------------------------ */

static void end_script(struct prose *f)
{
	script_add(&f->words, f->open_script, buf_str(&f->script));
	buf_reset(&f->script);
	f->open_script = SCRIPT_NONE;
}

void prose_text(struct prose *f, struct str text, const struct prose_look *look)
{
	size_t len;
	if (look->script != f->open_script)
		end_script(f);
	f->open_script = look->script;
	struct buf *to = look->script ? &f->script : &f->words;
	size_t before = to->len;
	for (; text.n; text = str_sub(text, len, text.n)) {
		uint32_t c = utf8_decode(text, &len);
		if (!words_add(to, c, str_sub(text, 0, len)))
			prose_note(
			    f, OFFICE_LEFT_OUT, "a character of a font of symbols has no place in a text");
	}
	if (str_trim(str_sub(buf_str(to), before, to->len)).n == 0)
		return;
	f->all_bold = look->bold && (f->all_bold || !f->any);
	f->any = true;
	f->plain |= !f->url;
}

void prose_line_break(struct prose *f)
{
	end_script(f);
	buf_add_char(&f->words, '\n');
}

/* --- links ------------------------------------------------------------------------------ */

static void add_link(struct prose *f, const char *url, const char *label, size_t end)
{
	if (strlen(label) > LABEL_MAX)
		label = "";
	for (size_t i = 0; i < f->link_count; i++)
		if (!strcmp(f->links[i].url, url) && (!*label || !strcmp(f->links[i].label, label)))
			return;
	if (f->link_count < LINKS_MAX)
		*ARENA_PUSH(f->arena, f->links, f->link_count) = (struct prose_link){ url, label, end };
}

void prose_link_begin(struct prose *f, const char *url)
{
	if (f->url)
		prose_link_end(f);
	end_script(f);
	f->url = address_public(f->arena, str_of(url));
	f->label_at = f->words.len;
	if (!f->url && *url && *url != '#')
		prose_note(f, OFFICE_LEFT_OUT, "a link leads to no public address and is left out");
}

void prose_link_end(struct prose *f)
{
	end_script(f);
	struct str words = str_sub(buf_str(&f->words), f->label_at, f->words.len);
	struct prose_link *last = f->link_count ? &f->links[f->link_count - 1] : NULL;
	/* Word cuts one link into several where the type changes. */
	if (f->url && last && last->end == f->label_at && words.n && !strcmp(last->url, f->url)) {
		last->label = words_squeeze(
		    f->arena, str_of(arena_printf(f->arena, "%s%.*s", last->label, STR_ARG(words))));
		last->end = f->words.len;
	} else if (f->url) {
		add_link(f, f->url, words_squeeze(f->arena, words), f->words.len);
	}
	f->url = NULL;
}

void prose_link(struct prose *f, const char *url, const char *label)
{
	add_link(f, url, words_squeeze(f->arena, str_of(label)), SIZE_MAX);
}

/* --- lines of gemtext ------------------------------------------------------------------- */

static void end_line(struct prose *f)
{
	buf_add_char(&f->out, '\n');
	*ARENA_PUSH(f->arena, f->office->lines, f->office->line_count) = f->paragraph;
}

static void separate(struct prose *f)
{
	if (f->out.len > 1 && f->out.data[f->out.len - 2] != '\n')
		end_line(f);
}

/* What comes after this much is left out, and a note says so. */
static bool is_over(const struct prose *f)
{
	return f->out.len > PROSE_TEXT_MAX;
}

static void write_links(struct prose *f, const struct prose_link *links, size_t n)
{
	for (size_t i = 0; i < n && !is_over(f); i++) {
		bool labelled = *links[i].label && strcmp(links[i].label, links[i].url) != 0;
		buf_printf(
		    &f->out, "=> %s%s%s", links[i].url, labelled ? " " : "", labelled ? links[i].label : "");
		end_line(f);
	}
}

void prose_flush(struct prose *f)
{
	write_links(f, f->held, f->held_count);
	write_links(f, f->links, f->link_count);
	f->held = f->links = NULL;
	f->held_count = f->link_count = 0;
}

/* As gemtext_seems_marked of content/, which is above this module: a space before the line prevents that. */
static bool seems_marked(const char *line)
{
	static const char *const marks[] = { "#", "* ", ">", "=>", "```" };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (str_starts(str_of(line), marks[i]))
			return true;
	return false;
}

static void write_line(struct prose *f, const char *marker, const char *text)
{
	if (f->prefix) {
		buf_printf(&f->out, "%s%s%s", marker, f->prefix, text);
		f->prefix = NULL;
	} else {
		buf_printf(&f->out, "%s%s%s", marker, !*marker && seems_marked(text) ? " " : "", text);
	}
	end_line(f);
}

/* The item's text when somebody typed a bullet before it. */
static const char *typed_item(const char *text)
{
	size_t len;
	if (!*text || !utf8_is_one_of(utf8_decode(str_of(text), &len), "•▪◦●·‣∙"))
		return NULL;
	text += len;
	const char *after = *text == ' ' ? text + 1 : str_starts(str_of(text), "\u00A0") ? text + 2 : NULL;
	return after && *after ? after : NULL;
}

static void push_head(struct prose *f, size_t from, size_t line, const char *text, int level)
{
	*ARENA_PUSH(f->arena, f->heads, f->head_count) = (struct prose_head){ .from = from,
		.to = f->out.len,
		.line = line,
		.text = text,
		.level = level,
		.paragraph = f->paragraph };
}

static void write_heading(struct prose *f, int level)
{
	size_t from = f->out.len, line = f->office->line_count;
	const char *text = words_squeeze(f->arena, buf_str(&f->words));
	level = level > f->shift ? level - f->shift : 1;
	write_line(f, &"### "[LEVELS - (level < LEVELS ? level : LEVELS)], text);
	push_head(f, from, line, text, level);
}

static void write_text(struct prose *f, const char *marker)
{
	enum { CANDIDATES_MAX = 6 };
	struct str rest = buf_str(&f->words), one;
	size_t from = f->out.len, line = f->office->line_count;
	while (str_next_line(&rest, &one)) {
		const char *text = words_squeeze(f->arena, one);
		const char *item = *marker ? NULL : typed_item(text);
		if (*text)
			write_line(f, item ? "* " : marker, item ? item : text);
	}
	if (f->all_bold && !*marker && f->paragraph <= CANDIDATES_MAX)
		push_head(f, from, line, words_squeeze(f->arena, buf_str(&f->words)), 0);
}

/* An item within an item begins with a dash for each level: gemtext has no lists within lists. */
static void write_item(struct prose *f, int level, const char *number)
{
	enum { DASHES_MAX = 8 };
	struct buf marker;
	buf_init(&marker, 256);
	buf_puts(&marker, "* ");
	for (int i = 1; i < level && i < DASHES_MAX && !*number; i++)
		buf_puts(&marker, "– ");
	if (*number)
		buf_printf(&marker, "%s ", number);
	const char *text = words_squeeze(f->arena, buf_str(&f->words));
	const char *typed = *number ? NULL : typed_item(text);
	write_line(f, marker.data, typed ? typed : text);
	buf_release(&marker);
}

/* Paragraphs of code that follow one another are one fence. */
static void write_code(struct prose *f)
{
	struct str rest = buf_str(&f->words), line;
	if (f->last == PROSE_CODE && str_ends(buf_str(&f->out), "\n```\n")) {
		buf_truncate(&f->out, f->out.len - 4);
		f->office->line_count--;
	} else {
		separate(f);
		write_line(f, "```", "");
	}
	while (str_next_line(&rest, &line)) {
		buf_printf(&f->out, "%s%.*s", str_starts(line, "```") ? " " : "", STR_ARG(line));
		end_line(f);
	}
	write_line(f, "```", "");
}

static bool has_breaks(const struct prose *f)
{
	return str_find(buf_str(&f->words), '\n') < f->words.len;
}

static void write_block(struct prose *f, enum prose_block block, int level, const char *number)
{
	if (block == PROSE_TEXT && typed_item(words_squeeze(f->arena, buf_str(&f->words))) && !has_breaks(f))
		block = PROSE_ITEM;
	bool goes_on = block == f->last &&
	               (block == PROSE_ITEM || block == PROSE_QUOTE || block == PROSE_CODE);
	if (block != PROSE_ITEM) {
		write_links(f, f->held, f->held_count);
		f->held = NULL;
		f->held_count = 0;
	}
	if (!goes_on)
		separate(f);
	if (is_over(f))
		return;
	if (block == PROSE_HEADING)
		write_heading(f, level);
	else if (block == PROSE_ITEM)
		write_item(f, level, number);
	else if (block == PROSE_CODE)
		write_code(f);
	else if (f->plain || f->prefix)
		write_text(f, block == PROSE_QUOTE ? "> " : "");
	f->last = block;
}

/* Several paragraphs of a cell are one line. */
static void add_to_cell(struct prose *f, const char *number)
{
	const char *text = words_squeeze(f->arena, buf_str(&f->words));
	struct str before = str_trim(buf_str(f->cell));
	if (!*text)
		return;
	if (before.n)
		buf_puts(f->cell, strchr(".:;,!?", before.p[before.n - 1]) ? " " : "; ");
	if (*number)
		buf_printf(f->cell, "%s ", number);
	buf_puts(f->cell, text);
}

static void keep_item_links(struct prose *f)
{
	for (size_t i = 0; i < f->link_count; i++)
		*ARENA_PUSH(f->arena, f->held, f->held_count) = f->links[i];
	f->links = NULL;
	f->link_count = 0;
}

void prose_end(struct prose *f, enum prose_block block, int level, const char *number)
{
	const char *url = f->url;
	end_script(f);
	if (url)
		prose_link_end(f);
	f->paragraph += f->any;
	if (f->words.full)
		prose_note(f, OFFICE_LEFT_OUT, "a paragraph is too long and is cut");
	if (f->any && f->cell)
		add_to_cell(f, number);
	else if (f->any)
		write_block(f, block, level, number);
	/* In a cell they wait for the end of the table. */
	if (!f->cell && block == PROSE_ITEM)
		keep_item_links(f);
	else if (!f->cell)
		prose_flush(f);
	buf_reset(&f->words);
	f->any = f->all_bold = f->plain = false;
	f->url = url;
	f->label_at = 0;
	for (size_t i = 0; i < f->link_count; i++)
		f->links[i].end = SIZE_MAX;
}

/* --- tables ----------------------------------------------------------------------------- */

static void write_cell(struct prose *f, const char *text)
{
	for (; *text; text++)
		if (*text == '|')
			buf_puts(&f->out, "¦");
		else
			buf_add_char(&f->out, *text);
}

static bool is_blank(const char *const *row, size_t columns)
{
	for (size_t c = 0; c < columns; c++)
		if (*row[c])
			return false;
	return true;
}

void prose_table(struct prose *f, const char *const *cells, size_t columns, size_t rows, const int *places)
{
	int paragraph = f->paragraph;
	write_links(f, f->held, f->held_count);
	f->held = NULL;
	f->held_count = 0;
	f->paragraph = rows ? places[0] : paragraph;
	separate(f);
	write_line(f, "```table", "");
	for (size_t r = 0; r < rows && !is_over(f); r++) {
		const char *const *row = cells + r * columns;
		if (is_blank(row, columns))
			continue;
		f->paragraph = places[r];
		for (size_t c = 0; c < columns; c++) {
			buf_puts(&f->out, c ? " | " : "| ");
			write_cell(f, row[c]);
		}
		buf_puts(&f->out, " |");
		end_line(f);
	}
	write_line(f, "```", "");
	f->paragraph = paragraph;
	f->last = PROSE_TEXT;
	prose_flush(f);
}

/* --- the end ---------------------------------------------------------------------------- */

/* Takes these bytes and their lines out of the text, and the empty line below them. */
static void cut_out(struct prose *f, const struct prose_head *h)
{
	struct office *o = f->office;
	size_t lines = 0, to = h->to;
	if (to < f->out.len && f->out.data[to] == '\n')
		to++;
	for (size_t i = h->from; i < to; i++)
		lines += f->out.data[i] == '\n';
	memmove(f->out.data + h->from, f->out.data + to, f->out.len - to + 1);
	f->out.len -= to - h->from;
	memmove(o->lines + h->line, o->lines + h->line + lines,
	    (o->line_count - h->line - lines) * sizeof *o->lines);
	o->line_count -= lines;
}

static const struct prose_head *find_title(const struct prose *f, const struct office_options *options)
{
	enum { TITLE_MAX = 400 };
	for (size_t i = 0; i < f->head_count; i++)
		if (f->heads[i].level == 1)
			return &f->heads[i];
	for (size_t i = 0; i < f->head_count; i++)
		if (f->heads[i].level == 0 && strlen(f->heads[i].text) <= TITLE_MAX &&
		    options->is_title(str_of(f->heads[i].text)))
			return &f->heads[i];
	return NULL;
}

bool prose_finish(
    struct prose *f, const struct office_options *options, const char *property_title, struct err *err)
{
	struct office *o = f->office;
	write_links(f, f->held, f->held_count);
	const struct prose_head *title = find_title(f, options);
	o->title = title ? title->text : property_title;
	o->title_paragraph = title ? title->paragraph : 0;
	if (title && title->level == 0)
		prose_note(f, OFFICE_GUESSED,
		    "the title is the first bold or large line, \"%s\": give it the style Heading 1",
		    title->text);
	else if (!title && *property_title)
		prose_note(f, OFFICE_GUESSED,
		    "the title is that of the document's properties, \"%s\": write it in the text with the "
		    "style "
		    "Heading 1",
		    property_title);
	if (title) {
		o->above = title->line;
		cut_out(f, title);
	}
	o->text = (struct str){ arena_str(f->arena, buf_str(&f->out)), f->out.len };
	return !is_over(f) || err_set(err, "the document is too long: divide it into several items");
}
