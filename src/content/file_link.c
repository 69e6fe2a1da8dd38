/*
 * file_link: names are brought into one form and sorted; of a text each beginning that may be a name is
 * looked up.
 */
#include "content/file_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"

enum { NAME_BYTES = 255, WORDS_MAX = 32 };

static bool is_space(struct str s, size_t *n)
{
	static const char *const wide[] = { "\u00A0", "\u202F", "\u2007" };
	*n = 1;
	if (s.p[0] == ' ' || s.p[0] == '\t')
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(wide); i++) {
		*n = strlen(wide[i]);
		if (str_starts(s, wide[i]))
			return true;
	}
	return false;
}

/* Folded, with one space for each run of them. */
static void put_form(struct str name, struct buf *out)
{
	size_t from = 0, n;
	buf_reset(out);
	for (size_t i = 0; i < name.n;) {
		if (!is_space(str_sub(name, i, name.n), &n)) {
			i++;
			continue;
		}
		utf8_fold(out, str_sub(name, from, i));
		if (out->len && out->data[out->len - 1] != ' ')
			buf_add_char(out, ' ');
		from = i += n;
	}
	utf8_fold(out, str_sub(name, from, name.n));
}

/* --- names ------------------------------------------------------------------------ */

static int by_form(const void *a, const void *b)
{
	const struct file_form *x = a, *y = b;
	int order = strcmp(x->form, y->form);
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

void file_names_make(struct arena *a, const char *const *names, size_t n, struct file_names *out)
{
	struct buf form;
	*out = (struct file_names){ .v = arena_alloc(a, (n + 1) * sizeof *out->v) };
	buf_init(&form, 4 * NAME_BYTES + 1);
	for (size_t i = 0; i < n; i++) {
		if (!*names[i] || strlen(names[i]) > NAME_BYTES)
			continue;
		put_form(str_of(names[i]), &form);
		out->v[out->n++] = (struct file_form){ arena_str(a, buf_str(&form)), names[i], i };
		out->longest = form.len > out->longest ? form.len : out->longest;
	}
	buf_release(&form);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_form);
}

/* The name of this form; of several the one that is written so, else the first of those given. NULL: none. */
static const char *look_up(const struct file_names *f, const struct buf *form, struct str written)
{
	size_t from = 0, to = f->n;
	if (form->len == 0)
		return NULL;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (strcmp(f->v[middle].form, form->data) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	const char *first = NULL;
	for (; from < f->n && !strcmp(f->v[from].form, form->data); from++) {
		if (str_is(written, f->v[from].name))
			return f->v[from].name;
		first = first ? first : f->v[from].name;
	}
	return first;
}

/* --- texts ------------------------------------------------------------------------ */

/* Scratch. */
struct reading {
	struct buf form, decoded;
};

/* The name that is written so; decoded, where it is percent-encoded. */
static const char *read_name(const struct file_names *f, struct reading *r, struct str written)
{
	put_form(written, &r->form);
	const char *name = look_up(f, &r->form, written);
	if (name || str_find(written, '%') == written.n)
		return name;
	buf_reset(&r->decoded);
	if (!path_decode_query(written, false, &r->decoded) || !utf8_valid(buf_str(&r->decoded), NULL))
		return NULL;
	put_form(buf_str(&r->decoded), &r->form);
	return look_up(f, &r->form, buf_str(&r->decoded));
}

size_t file_names_begin(const struct file_names *f, struct str text, const char **name)
{
	struct reading r;
	size_t found = 0, words = 0, from = str_starts(text, "./") ? 2 : 0, n;
	bool may_be = f->n > 0;
	buf_init(&r.form, 16 * NAME_BYTES);
	buf_init(&r.decoded, 4 * NAME_BYTES);
	/* Three bytes for each when it is encoded, and letters in two parts. */
	for (size_t i = from + 1; may_be && i <= text.n && i - from <= 4 * NAME_BYTES && words < WORDS_MAX;
	     i++) {
		if (i < text.n && !is_space(str_sub(text, i, text.n), &n))
			continue;
		words++;
		struct str written = str_sub(text, from, i);
		const char *one = read_name(f, &r, written);
		if (one) {
			found = i;
			*name = one;
		}
		may_be = r.form.len <= f->longest || str_find(written, '%') < written.n;
	}
	buf_release(&r.form);
	buf_release(&r.decoded);
	return found;
}

const char *file_names_link(const struct file_names *f, const struct gemtext *link, struct str *label)
{
	struct str text = link->url;
	const char *name = NULL;
	/* Address and label as they are in the line. */
	if (link->text.n)
		text.n = (size_t)(link->text.p + link->text.n - link->url.p);
	size_t n = file_names_begin(f, text, &name);
	if (n)
		*label = str_trim(str_sub(text, n, text.n));
	return n ? name : NULL;
}
