/*
 * foreign: reads keys of other systems.
 *
 * What matters most comes first: in doubt a text is a draft, and a date that cannot be read is an error.
 * All else that cannot be used is left out, and named in one warning a file.
 */
#include "content/foreign.h"

#include <string.h>

#include "base/path.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "content/foreign_key.h"
#include "content/markdown.h"
#include "content/suggestions.h"
#include "content/value.h"
#include "lang/found_date.h"
#include "lang/lang.h"

enum { NAMED_MAX = 12, MENU_COLUMNS = 67 };

/* What is left out, for the warning. */
struct left_out {
	struct buf names;
	size_t n;
	int line;
	struct err why; /* remarks on some of them */
};

struct foreign {
	struct source *s;
	struct document *doc;
	struct frontmatter *front;
	struct left_out left;
	unsigned of; /* OF_… of the file */
};

static void leave_out(struct foreign *f, const struct metadata_key *k)
{
	if (!f->left.line)
		f->left.line = k->line;
	if (f->left.n++ >= NAMED_MAX)
		return;
	buf_printf(&f->left.names, "%s%.*s", f->left.names.len ? ", " : "",
	    STR_ARG(problem_quoted(str_of(k->name))));
}

static void leave_out_form(struct foreign *f, const struct metadata_key *k)
{
	leave_out(f, k);
	err_follow(&f->left.why, "(\"%s\" is written in another way here)", k->name);
}

static void leave_out_nameless(struct foreign *f, const struct metadata_key *k, struct str text)
{
	leave_out(f, k);
	err_follow(&f->left.why, "(\"%.*s\" has no short name)", STR_ARG(problem_quoted(text)));
}

static void leave_out_pathless(struct foreign *f, const struct metadata_key *k)
{
	leave_out(f, k);
	err_follow(&f->left.why, "(\"%s\" is no path)", k->name);
}

static void report_left_out(struct foreign *f)
{
	const struct left_out *l = &f->left;
	struct err said;
	if (!l->n)
		return;
	err_set(&said, "keys that mean nothing here are left out: %s", l->names.data);
	if (l->n > NAMED_MAX)
		err_follow(&said, "(and more: %zu)", l->n - NAMED_MAX);
	message_follow(said.message, l->why.message);
	source_report_message(f->s, SEVERITY_WARNING, l->line, 0, "left-out", said.message);
}

/* --- values --- */

/*
 * The text as one line, with one space between words and without what XML forbids: escapes can have put
 * that there.
 */
static struct str one_line(struct foreign *f, const char *text)
{
	struct buf b;
	bool space = false;
	size_t len;
	buf_init(&b, METADATA_MAX);
	for (struct str rest = str_of(text); rest.n; rest = str_sub(rest, len, rest.n)) {
		uint32_t c = utf8_decode(rest, &len);
		struct str one = str_sub(rest, 0, len);
		if (c <= ' ' || !utf8_xml_safe(one, NULL)) {
			space = b.len > 0;
			continue;
		}
		if (space)
			buf_add_char(&b, ' ');
		buf_add_str(&b, one);
		space = false;
	}
	struct str line = { arena_str(&f->doc->arena, buf_str(&b)), b.len };
	buf_release(&b);
	return line;
}

/* Words for readers: without the marks of Markdown and HTML. */
static struct str words(struct foreign *f, const char *text)
{
	struct str line = one_line(f, text);
	return strpbrk(line.p, "<&*_[`\\") ? markdown_plain(&f->doc->arena, line) : line;
}

static struct str value_of(struct foreign *f, const struct key *k, const char *text)
{
	return k->type == KEY_TEXT ? words(f, text) : one_line(f, text);
}

static bool has_field(const struct key *k)
{
	return k->field >= 0;
}

static void add_value(struct foreign *f, const struct key *k, const char *text, int line)
{
	struct document *d = f->doc;
	for (size_t i = 0; i < d->value_count; i++)
		if (d->values[i].key == k->name && !strcmp(d->values[i].text, text))
			return;
	*ARENA_PUSH(&d->arena, d->values, d->value_count) = (struct value){ k->name, text, line };
}

static void note_line(struct foreign *f, const struct key *k, int line)
{
	int *first = &f->front->lines[k - content_keys];
	if (!*first)
		*first = line;
}

static void report_bad_date(struct foreign *f, const struct metadata_key *from, struct err *err)
{
	err_prefix(err, "%s", from->name);
	source_report_message(f->s, SEVERITY_ERROR, from->line, 0, "bad-value", err->message);
}

/* A date in any usual form, as ours. */
static struct str usual_date(struct foreign *f, struct str text)
{
	struct moment m;
	struct found_date d;
	if (date_parse(text, &m, NULL) || !found_date_in(text, &d) || d.start > 1 || d.words > 3)
		return text;
	return str_of(found_date_text(&f->doc->arena, &d));
}

/* What Eleventy writes in the place of a date that it knows by itself. */
static bool is_computed(struct str text)
{
	static const char *const words[] = { "created", "last modified", "git created", "git last modified" };
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_is_nocase(text, words[i]))
			return true;
	return false;
}

static void read_field(
    struct foreign *f, const struct metadata_key *from, const struct key *k, struct str text)
{
	struct err err;
	bool date = k->type == KEY_MOMENT || k->type == KEY_INSTANT;
	void *field = has_field(k) ? (char *)f->doc + k->field : NULL;
	if (f->front->lines[k - content_keys]) {
		leave_out(f, from);
		return;
	}
	if (date && is_computed(text)) {
		leave_out(f, from);
		return;
	}
	if (value_read(k->type, &f->doc->arena, date ? usual_date(f, text) : text, field, &err)) {
		note_line(f, k, from->line);
		if (!field)
			add_value(f, k, arena_str(&f->doc->arena, value_kept(k->type, &f->doc->arena, text)),
			    from->line);
		return;
	}
	if (date)
		report_bad_date(f, from, &err);
	else
		leave_out_form(f, from);
}

/* The name goes with it: the site's text can take it over from what check says. */
static void add_named(struct foreign *f, const struct key *k, const char *slug, struct str name, int line)
{
	const struct key *named = key_find(str_of(arena_printf(&f->doc->arena, "%s_name", k->name)));
	add_value(f, k, arena_strdup(&f->doc->arena, slug), line);
	if (named)
		add_value(f, named, arena_printf(&f->doc->arena, "%s %.*s", slug, STR_ARG(name)), line);
}

/* "Дороги и мосты" becomes the short name "dorogi-i-mosty". */
static void add_slug(
    struct foreign *f, const struct metadata_key *from, const struct key *k, struct str text, int line)
{
	const struct lang *l = lang_find(str_of(f->doc->lang));
	struct buf slug;
	buf_init(&slug, SLUG_MAX + 1);
	lang_slug(l ? l : lang_default(), text, &slug);
	if (path_is_slug(text))
		add_value(f, k, arena_str(&f->doc->arena, text), line);
	else if (path_is_slug(buf_str(&slug)))
		add_named(f, k, slug.data, text, line);
	else
		leave_out_nameless(f, from, text);
	buf_release(&slug);
	note_line(f, k, line);
}

/* "roads, bridges" in one value is two of them. */
static void add_slugs(
    struct foreign *f, const struct metadata_key *from, const struct key *k, const struct metadata_value *v)
{
	struct str rest = one_line(f, v->text), one;
	bool more = true;
	while (more) {
		more = str_cut(rest, ',', &one, &rest);
		one = str_trim(one);
		if (one.n)
			add_slug(f, from, k, one, v->line);
	}
}

static void add_repeated(struct foreign *f, const struct metadata_key *from, const struct key *k)
{
	struct err err;
	for (size_t i = 0; i < from->n; i++) {
		struct str text = value_of(f, k, from->v[i].text);
		if (k->type == KEY_SLUG)
			add_slugs(f, from, k, &from->v[i]);
		else if (text.n && value_read(k->type, &f->doc->arena, text, NULL, &err))
			add_value(f, k, arena_str(&f->doc->arena, value_kept(k->type, &f->doc->arena, text)),
			    from->v[i].line);
		else if (text.n)
			leave_out_form(f, from);
		note_line(f, k, from->line);
	}
}

static void read_own(struct foreign *f, const struct metadata_key *from, const struct key *k)
{
	if (!(k->of & f->of))
		leave_out(f, from);
	else if (k->repeated)
		add_repeated(f, from, k);
	else if (from->n)
		read_field(f, from, k, value_of(f, k, from->v[0].text));
}

/* --- what was public, and where --- */

static void hide(struct foreign *f, const struct metadata_key *from, enum foreign_use use, const char *text)
{
	f->doc->draft = true;
	note_line(f, key_find(STR("draft")), from->line);
	bool said = (use == FOREIGN_DRAFT && foreign_is_yes(str_of(text)) && key_find(str_of(from->name))) ||
	            (use == FOREIGN_PUBLISHED && foreign_is_no(str_of(text)));
	if (!said && use == FOREIGN_PASSWORD)
		source_report(f->s, SEVERITY_WARNING, from->line, 0, "made-draft",
		    "\"%s\" makes this a draft: take the key out to publish it for everybody", from->name);
	else if (!said)
		source_report(f->s, SEVERITY_WARNING, from->line, 0, "made-draft",
		    "\"%s: %.*s\" makes this a draft: take the key out to publish it", from->name,
		    STR_ARG(problem_quoted(str_of(text))));
}

static void read_hiding(struct foreign *f, const struct metadata_key *from, enum foreign_use use)
{
	struct moment m;
	if (from->n == 0 && use == FOREIGN_DRAFT)
		hide(f, from, use, "");
	for (size_t i = 0; i < from->n; i++) {
		struct str text = one_line(f, from->v[i].text);
		/* Hugo has a date in `published`, Jekyll "false". */
		if (use == FOREIGN_PUBLISHED && date_parse(usual_date(f, text), &m, NULL))
			read_field(f, from, key_find(STR("publish")), text);
		else if (foreign_hides(use, text))
			hide(f, from, use, arena_str(&f->doc->arena, text));
	}
}

/* An old path from an address, a path, or what is below the root without its slash; empty: none. */
static struct str old_path(struct foreign *f, struct str text)
{
	struct uri u;
	if (uri_has_scheme(text))
		return uri_parse(text, &u) && u.host.n ? u.path : STR("");
	if (!text.n || str_find(text, ':') < text.n || str_find(text, '{') < text.n ||
	    str_find(text, '*') < text.n)
		return STR("");
	return text.p[0] == '/' ? text : str_of(arena_printf(&f->doc->arena, "/%.*s", STR_ARG(text)));
}

static void read_paths(struct foreign *f, const struct metadata_key *from)
{
	const struct key *alias = key_find(STR("alias"));
	struct err err;
	for (size_t i = 0; i < from->n; i++) {
		struct str text = one_line(f, from->v[i].text), path = old_path(f, text);
		if (foreign_hides(FOREIGN_PATH, text))
			hide(f, from, FOREIGN_PATH, from->v[i].text);
		else if ((alias->of & f->of) && path.n > 1 &&
		         value_read(alias->type, &f->doc->arena, path, NULL, &err))
			add_value(f, alias, arena_str(&f->doc->arena, path), from->v[i].line);
		else if (path.n != 1)
			leave_out_pathless(f, from);
	}
}

/* --- keys --- */

static void read_menu_name(struct foreign *f, const struct metadata_key *from)
{
	struct str text = from->n ? words(f, from->v[0].text) : STR("");
	const struct key *k = key_find(STR("short_title"));
	if (text.n && (k->of & f->of) && utf8_columns(text) <= MENU_COLUMNS)
		read_field(f, from, k, text);
}

static void check_language(struct foreign *f, const struct metadata_key *from)
{
	const struct lang *l = from->n ? lang_find(str_of(from->v[0].text)) : NULL;
	if (l && strcmp(l->tag, f->doc->lang) != 0)
		source_report(f->s, SEVERITY_WARNING, from->line, 0, "language-differs",
		    "the language is %s, but the file's name says %s: is one of them a mistake?", l->tag,
		    f->doc->lang);
}

static const struct key *own_key(const struct foreign *f, struct str name)
{
	if (str_is_nocase(name, "title") && f->of == OF_PROJECT)
		return key_find(STR("name"));
	for (const struct key *k = content_keys; k->name; k++)
		if (str_is_nocase(name, k->name) && (k->of & f->of))
			return k;
	return NULL;
}

static void leave_out_unknown(struct foreign *f, const struct metadata_key *from)
{
	const char *ours[KEYS_MAX + 1];
	size_t n = 0;
	for (const struct key *k = content_keys; k->name; k++)
		if (k->of & f->of)
			ours[n++] = k->name;
	ours[n] = NULL;
	const char *near = str_nearest(str_sub(str_of(from->name), 0, 32), ours);
	leave_out(f, from);
	if (near)
		err_follow(&f->left.why, "(\"%s\": did you mean \"%s\"?)", from->name, near);
}

static void read_key(struct foreign *f, const struct metadata_key *from)
{
	const struct foreign_key *known = foreign_key_find(str_of(from->name));
	const struct key *own = own_key(f, str_of(from->name));
	switch (known->use) {
	case FOREIGN_KEY:
		read_own(f, from, own ? own : key_find(str_of(known->key)));
		break;
	case FOREIGN_MENU_NAME:
		read_menu_name(f, from);
		break;
	case FOREIGN_LANGUAGE:
		check_language(f, from);
		break;
	case FOREIGN_PATH:
		read_paths(f, from);
		break;
	case FOREIGN_UNKNOWN:
		if (own)
			read_own(f, from, own);
		else
			leave_out_unknown(f, from);
		break;
	case FOREIGN_QUIET:
		/* "type: event" is one of ours, "type: post" is not. */
		if (from->n == 1 && item_kind_find(str_of(from->v[0].text), &(enum item_kind){ KIND_NEWS }))
			read_own(f, from, key_find(STR("kind")));
		break;
	case FOREIGN_STATUS:
		/* "status: cancelled" is one of ours, "status: private" is not. */
		if (own && from->n == 1 &&
		    event_status_find(str_of(from->v[0].text), &(enum event_status){ EVENT_HELD }))
			read_own(f, from, own);
		else
			read_hiding(f, from, known->use);
		break;
	default:
		read_hiding(f, from, known->use);
	}
}

bool foreign_take(struct source *s, const struct metadata_place *place, struct frontmatter *out,
    int *bad_line, struct err *err)
{
	struct metadata m;
	struct foreign f = { .s = s, .doc = s->doc, .front = out, .of = frontmatter_keys(s->doc) };
	if (!metadata_read(&s->doc->arena, place, &m, bad_line, err))
		return false;
	*out = (struct frontmatter){ .line = place->line > 1 ? place->line - 1 : 1 };
	buf_init(&f.left.names, 4096);
	err_message(&f.left.why, "");
	/* Where two keys mean the same, ours is read first. */
	for (size_t i = 0; i < m.n; i++)
		if (own_key(&f, str_of(m.v[i].name)))
			read_key(&f, &m.v[i]);
	for (size_t i = 0; i < m.n; i++)
		if (!own_key(&f, str_of(m.v[i].name)))
			read_key(&f, &m.v[i]);
	report_left_out(&f);
	buf_release(&f.left.names);
	frontmatter_doubts(s, place->inside, place->line);
	frontmatter_check(s, out);
	return true;
}
