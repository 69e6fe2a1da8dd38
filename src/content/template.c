/*
 * template: one pass over the text that knows where code is.
 */
#include "content/template.h"

#include <stdio.h>
#include <string.h>

#include "content/template_tag.h"

/* Where the end of an instruction of this name comes next; SIZE_MAX: nowhere. */
struct pairing {
	struct str name;
	enum template_kind kind;
	size_t end;
};

enum { PAIRINGS = 32 };

struct strip {
	struct arena *arena;
	struct str text;
	size_t at;
	int line;
	bool bol; /* at the beginning of a line */
	struct mapped_text *out;
	struct notes *notes;
	char fence; /* of the fence that is open, else 0 */
	size_t fence_n;
	size_t code_end;      /* up to here it is inline code */
	size_t paragraph_end; /* of the paragraph that inline code was looked for in */
	struct str
	    raw; /* the name whose end is looked for: until then nothing is an instruction; empty: none */
	bool raw_is_code;
	struct template_ends ends;
	struct pairing pairings[PAIRINGS]; /* the last that were asked for */
	size_t next_pairing;
};

static void put(struct strip *s, const char *text)
{
	mapped_puts(s->out, s->arena, text, s->line);
}

static void put_str(struct strip *s, struct str text)
{
	mapped_add(s->out, s->arena, text, s->line);
}

static void copy_char(struct strip *s)
{
	char c = s->text.p[s->at++];
	mapped_char(s->out, s->arena, c, s->line);
	s->line += c == '\n';
	s->bol = c == '\n';
}

static void skip(struct strip *s, size_t n)
{
	for (; n && s->at < s->text.n; n--)
		s->line += s->text.p[s->at++] == '\n';
}

/* --- code --- */

/* What is in front of a fence in a quote or a list. */
static size_t skip_markers(struct str line)
{
	size_t n = 0;
	while (n < line.n && strchr(" \t>", line.p[n]))
		n++;
	return n;
}

static size_t run_of(struct str s, char c)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == c)
		n++;
	return n;
}

/* At the beginning of a line: opens or closes a fence. */
static void look_for_fence(struct strip *s)
{
	struct str rest = str_sub(s->text, s->at, s->text.n), line = str_sub(rest, 0, str_find(rest, '\n'));
	line = str_sub(line, skip_markers(line), line.n);
	/* "- ```", "1. ```" */
	if (!s->fence && line.n > 2 && strchr("-*+", line.p[0]) && line.p[1] == ' ')
		line = str_sub(line, 2 + skip_markers(str_sub(line, 2, line.n)), line.n);
	char c = line.n ? line.p[0] : '\0';
	if (c != '`' && c != '~')
		return;
	size_t n = run_of(line, c);
	struct str info = str_sub(line, n, line.n);
	if (!s->fence && n >= 3 && (c != '`' || str_find(info, '`') == info.n)) {
		s->fence = c;
		s->fence_n = n;
	} else if (s->fence == c && n >= s->fence_n && str_trim(info).n == 0) {
		s->fence = 0;
	}
}

/* At a backtick: finds the end of inline code, which is in the same paragraph. */
static void look_for_code(struct strip *s)
{
	struct str rest = str_sub(s->text, s->at, s->text.n);
	size_t open = run_of(rest, '`');
	if (s->at >= s->paragraph_end) {
		const char *blank = memmem(rest.p, rest.n, "\n\n", 2);
		s->paragraph_end = blank ? (size_t)(blank - s->text.p) : s->text.n;
	}
	struct str paragraph = str_sub(s->text, s->at, s->paragraph_end);
	s->code_end = s->at + open;
	for (size_t i = open; i < paragraph.n;) {
		size_t n = run_of(str_sub(paragraph, i, paragraph.n), '`');
		if (n == open) {
			s->code_end = s->at + i + n;
			return;
		}
		i += n ? n : 1;
	}
}

/* --- what an instruction becomes --- */

/* `say` is a template with one text: the instruction. */
static void note(struct strip *s, const struct template_tag *t, const char *say)
{
	struct str shown = t->name.n ? t->name : str_trim(t->inside);
	shown = str_sub(shown, 0, str_find(shown, '\n'));
	note_add(s->notes, s->arena, s->line, "template", say, STR_ARG(str_sub(shown, 0, 40)));
}

static void put_link(struct strip *s, const struct template_tag *t, const char *address)
{
	static const char *const first[] = { "id", "user", NULL }, *const second[] = { "id", NULL };
	struct str one = template_value(t, first, 0), two = template_value(t, second, 1);
	bool both = strstr(address, "%2") != NULL;
	static const char *const user[] = { "user", NULL };
	if (both)
		one = template_value(t, user, 0);
	if (!one.n || str_find(one, ' ') < one.n) {
		note(s, t, MESSAGE("the instruction \"%.*s\" to a template names nothing, and is left out"));
		return;
	}
	put(s, "<");
	if (str_starts(one, "http"))
		address = "%1";
	for (const char *p = address; *p; p++) {
		if (*p == '%' && p[1] == '1')
			put_str(s, one);
		else if (*p == '%')
			put_str(s, two);
		else
			mapped_char(s->out, s->arena, *p, s->line);
		p += *p == '%';
	}
	put(s, ">");
}

/* Words within "[…]": brackets would end them. */
static void put_label(struct strip *s, struct str words)
{
	for (size_t i = 0; i < words.n; i++) {
		char c = words.p[i];
		if (c == '[' || c == ']')
			mapped_char(s->out, s->arena, '\\', s->line);
		mapped_char(s->out, s->arena, c == '\n' ? ' ' : c, s->line);
	}
}

static void put_reference(struct strip *s, struct str label, struct str path)
{
	put(s, "[");
	put_label(s, label);
	put(s, "](<");
	put_str(s, path);
	put(s, ">)");
}

static void put_picture(struct strip *s, const struct template_tag *t)
{
	static const char *const sources[] = { "src", "url", "path", "file", NULL };
	static const char *const alts[] = { "alt", "caption", "title", NULL }, *const captions[] = {
		"caption", "title", NULL
	};
	struct str source = template_value(t, sources, 0), alt = template_value(t, alts, 1),
	           caption = template_value(t, captions, 1);
	/* {% img class /path 100 200 "title" %} */
	for (size_t i = 0; i < t->n && t->v[i].key.n == 0; i++)
		if (str_find(t->v[i].text, '/') < t->v[i].text.n) {
			source = t->v[i].text;
			alt = t->n > i + 1 ? t->v[t->n - 1].text : STR("");
			caption = alt;
			break;
		}
	if (!source.n) {
		note(s, t,
		    MESSAGE("the instruction \"%.*s\" to a template names no picture, and is left out"));
		return;
	}
	put(s, "!");
	put_reference(s, alt, source);
	if (caption.n && !str_eq(caption, alt)) {
		put(s, " ");
		put_str(s, caption);
	}
}

static size_t find_pair(const struct strip *s, const struct template_tag *t)
{
	char end[72];
	int n = snprintf(
	    end, sizeof end, "%s%.*s", t->kind == TEMPLATE_SHORTCODE ? "/" : "end", STR_ARG(t->name));
	struct str rest = str_sub(s->text, s->at, s->text.n);
	const char *found = rest.n ? memmem(rest.p, rest.n, end, (size_t)n) : NULL;
	return found ? (size_t)(found - s->text.p) : SIZE_MAX;
}

/* Whether a later instruction ends this one. */
static bool is_paired(struct strip *s, const struct template_tag *t)
{
	struct pairing *p = NULL;
	if (t->name.n == 0 || t->name.n > 60 || t->kind > TEMPLATE_TAG)
		return false;
	for (size_t i = 0; i < PAIRINGS && !p; i++)
		if (s->pairings[i].kind == t->kind && str_eq(s->pairings[i].name, t->name))
			p = &s->pairings[i];
	if (!p || p->end < s->at) {
		p = p ? p : &s->pairings[s->next_pairing++ % PAIRINGS];
		*p = (struct pairing){ t->name, t->kind, find_pair(s, t) };
	}
	return p->end != SIZE_MAX;
}

/* A title, and no kind of box ("warning"). */
static bool is_title(const struct template_tag *t, const struct template_value *v)
{
	enum { AUTHOR = 3 }; /* values without quotes, as Hexo has them: words of one title */
	return v->key.n == 0 && (v->quoted || t->n >= AUTHOR) &&
	       template_find(v->text)->use == TEMPLATE_UNKNOWN;
}

/* The words of an instruction that is not known, or whose inside is kept: its title, an address. */
static size_t put_words(struct strip *s, const struct template_tag *t, bool by_place)
{
	size_t n = 0;
	for (size_t i = 0; i < t->n; i++) {
		const struct template_value *v = &t->v[i];
		bool address = str_starts(v->text, "https://") || str_starts(v->text, "http://");
		bool words = template_is_words(v->key) || (by_place && is_title(t, v));
		if (!v->text.n || !(words || address))
			continue;
		put(s, n++ == 0 ? "" : v->quoted || v->key.n ? ", " : " ");
		put(s, address ? "<" : "");
		if (address)
			put_str(s, v->text);
		else
			put_label(s, v->text);
		put(s, address ? ">" : "");
	}
	return n;
}

static void put_unknown(struct strip *s, const struct template_tag *t, bool known)
{
	bool paired = is_paired(s, t);
	/* Logic has no words. */
	bool logic = t->kind == TEMPLATE_TAG &&
	             (str_is(t->name, "if") || str_is(t->name, "for") || str_is(t->name, "set") ||
	                 str_is(t->name, "assign") || str_is(t->name, "elsif") || str_is(t->name, "unless"));
	size_t n = logic ? 0 : put_words(s, t, known);
	if (n)
		put(s, paired ? ": " : " ");
	if (!known)
		note(s, t,
		    paired
		        ? MESSAGE(
		              "the instruction \"%.*s\" to a template is left out, what it is around is kept")
		    : n ? MESSAGE("the instruction \"%.*s\" to a template is left out, its words are kept")
		        : MESSAGE("the instruction \"%.*s\" to a template is left out"));
}

static void begin_code(struct strip *s, struct str language)
{
	mapped_finish(s->out, s->arena, s->line);
	put(s, "\n``````");
	put_str(s, language);
	put(s, "\n");
	if (s->at < s->text.n && s->text.p[s->at] == '\n')
		skip(s, 1);
}

/* "{{ 'x' | url }}" is x. */
static void put_expression(struct strip *s, const struct template_tag *t)
{
	struct str inside = str_trim(t->inside);
	const struct template_known *k = template_find(t->name);
	char q = inside.n ? inside.p[0] : '\0';
	struct str text = str_sub(inside, 1, inside.n);
	if (q == '"' || q == '\'') {
		text = str_sub(text, 0, str_find(text, q));
		put_str(s, text);
	} else if (k->use == TEMPLATE_LINK && t->n) {
		put_link(s, t, k->address);
	} else if (k->use == TEMPLATE_PICTURE && t->n) {
		put_picture(s, t);
	} else if (k->use != TEMPLATE_SILENT) {
		note(s, t, MESSAGE("the instruction \"%.*s\" to a template is left out"));
	}
}

static bool opens_capture_of_code(const struct template_tag *t)
{
	return t->kind == TEMPLATE_TAG && str_is(t->name, "set") && t->n == 1 && t->v[0].key.n == 0 &&
	       memmem(t->v[0].text.p, t->v[0].text.n, "ode", 3);
}

static void open_raw(struct strip *s, const struct template_tag *t, bool code)
{
	static const char *const language[] = { "lang", "language", NULL };
	if (!is_paired(s, t)) {
		note(s, t, MESSAGE("the instruction \"%.*s\" to a template does not end, and is left out"));
		return;
	}
	s->raw = t->name;
	s->raw_is_code = code;
	struct str value = template_value(t, language, 0);
	if (code)
		begin_code(s, str_is(t->name, "set") || str_find(value, ' ') < value.n ? STR("") : value);
}

static void put_tag(struct strip *s, const struct template_tag *t)
{
	const struct template_known *k = template_find(t->name);
	static const char *const none[] = { NULL };
	if (t->kind == TEMPLATE_EXPRESSION) {
		put_expression(s, t);
		return;
	}
	if (t->closes) {
		if (str_is(t->name, "blockquote") || k->use == TEMPLATE_INNER)
			put(s, "\n");
		return;
	}
	switch (k->use) {
	case TEMPLATE_LINK:
		put_link(s, t, k->address);
		break;
	case TEMPLATE_PICTURE:
		put_picture(s, t);
		break;
	case TEMPLATE_PATH:
		put_str(s, template_value(t, none, 0));
		break;
	case TEMPLATE_TITLE:
		put_reference(s, t->n > 1 ? template_value(t, none, 1) : template_value(t, none, 0),
		    template_value(t, none, 0));
		break;
	case TEMPLATE_CODE:
	case TEMPLATE_RAW:
	case TEMPLATE_DROP:
		open_raw(s, t, k->use == TEMPLATE_CODE);
		break;
	case TEMPLATE_SILENT:
		break;
	case TEMPLATE_INNER:
		put_unknown(s, t, true);
		break;
	case TEMPLATE_UNKNOWN:
		if (opens_capture_of_code(t))
			open_raw(s, t, true);
		else
			put_unknown(s, t, false);
		break;
	}
}

/* --- the pass --- */

/* Within raw text: goes on to its end. False: this is no end. */
static bool end_raw(struct strip *s, const struct template_tag *t)
{
	if (!t->closes || !str_eq(t->name, s->raw))
		return false;
	if (s->raw_is_code) {
		mapped_finish(s->out, s->arena, s->line);
		put(s, "``````\n\n");
	}
	s->raw = STR("");
	s->raw_is_code = false;
	return true;
}

static bool is_raw_mark(const struct template_tag *t)
{
	return t->kind == TEMPLATE_TAG && template_find(t->name)->use == TEMPLATE_RAW;
}

/* At a brace. False: it is text. */
static bool take_instruction(struct strip *s)
{
	struct template_tag t;
	bool code = s->fence || s->at < s->code_end;
	if (!template_read(s->text, s->at, &s->ends, &t))
		return false;
	if (s->raw.n) {
		bool ends = t.closes && str_eq(t.name, s->raw);
		if (!ends && !(s->raw_is_code && is_raw_mark(&t)))
			return false;
		skip(s, t.whole.n);
		if (ends)
			end_raw(s, &t);
		return true;
	}
	if (t.kind == TEMPLATE_COMMENT && str_starts(t.inside, "/*")) {
		put_str(s, str_sub(t.whole, 0, 3));
		put_str(s, str_sub(t.inside, 2, t.inside.n - 2));
		put_str(s, str_sub(t.whole, t.whole.n - 3, t.whole.n));
		skip(s, t.whole.n);
		return true;
	}
	if (code && !is_raw_mark(&t))
		return false;
	skip(s, t.whole.n);
	if (code) {
		/* Within code only the marks themselves are no text. */
		return true;
	}
	if (t.kind != TEMPLATE_COMMENT)
		put_tag(s, &t);
	return true;
}

/* Text that is dropped whole. */
static bool is_dropped(const struct strip *s)
{
	return s->raw.n && template_find(s->raw)->use == TEMPLATE_DROP;
}

static void step(struct strip *s)
{
	char c = s->text.p[s->at];
	if (s->bol && !s->raw.n)
		look_for_fence(s);
	s->bol = false;
	if (c == '{' && take_instruction(s))
		return;
	if (is_dropped(s)) {
		skip(s, 1);
		return;
	}
	if (c == '`' && !s->fence && !s->raw.n && s->at >= s->code_end)
		look_for_code(s);
	copy_char(s);
}

void template_strip(struct arena *a, struct str text, struct mapped_text *out, struct notes *notes)
{
	struct strip s = { .arena = a, .text = text, .line = 1, .bol = true, .out = out, .notes = notes };
	while (s.at < text.n)
		step(&s);
	mapped_finish(out, a, s.line ? s.line : 1);
	if (s.raw_is_code)
		mapped_puts(out, a, "``````\n", s.line);
}
