/*
 * rewrite: applies the tables of a path, step by step. Bounded: REWRITTEN_MAX words between two steps, and
 * one pass over each table for each of them.
 */
#include "lang/rewrite.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

enum { BYTES = 256 };

/* A row with its lengths. */
struct row {
	struct str after, end, put[REWRITE_PUTS];
	size_t puts;
	bool anywhere; /* whatever is before the end */
};

/* The rows that may fit a word whose last byte is b: by_byte[from[b]], … before from[b + 1], in order. */
struct table {
	struct row *rows;
	size_t n;
	unsigned short *by_byte;
	size_t from[BYTES + 1];
};

struct rewriter {
	const char *const *roots;
	struct table steps[REWRITE_STEPS];
	size_t count;
};

static struct row row_of(const struct rewrite *from)
{
	struct row row = { .end = str_of(from->end), .anywhere = !from->after };

	if (from->after)
		row.after = str_of(from->after);
	while (row.puts < REWRITE_PUTS && from->put[row.puts]) {
		row.put[row.puts] = str_of(from->put[row.puts]);
		row.puts++;
	}
	return row;
}

static bool may_fit(const struct row *row, unsigned byte)
{
	return !row->end.n || (unsigned char)row->end.p[row->end.n - 1] == byte;
}

static void sort_by_byte(struct table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += t->rows[i].end.n ? 1 : BYTES;
	t->by_byte = xcalloc(n + 1, sizeof *t->by_byte);
	n = 0;
	for (unsigned byte = 0; byte < BYTES; byte++) {
		t->from[byte] = n;
		for (size_t i = 0; i < t->n; i++)
			if (may_fit(&t->rows[i], byte))
				t->by_byte[n++] = (unsigned short)i;
	}
	t->from[BYTES] = n;
}

static void learn_table(struct table *t, const struct rewrite *rows)
{
	while (rows[t->n].end)
		t->n++;
	t->rows = xcalloc(t->n + 1, sizeof *t->rows);
	for (size_t i = 0; i < t->n; i++)
		t->rows[i] = row_of(&rows[i]);
	sort_by_byte(t);
}

struct rewriter *rewriter_new(const struct lang_path *path)
{
	struct rewriter *r = xcalloc(1, sizeof *r);

	r->roots = path->roots;
	for (; r->count < REWRITE_STEPS && path->steps[r->count]; r->count++)
		learn_table(&r->steps[r->count], path->steps[r->count]);
	return r;
}

void rewriter_free(struct rewriter *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->count; i++) {
		free(r->steps[i].rows);
		free(r->steps[i].by_byte);
	}
	free(r);
}

/* Whether enough of the word is left, without the marks that a step has put. */
static bool leaves_enough(const struct rewriter *r, const char *bytes, size_t n)
{
	while (n && ascii_is_digit(bytes[n - 1]))
		n--;
	struct str stem = { bytes, n };
	if (utf8_length(stem) >= STEM_LETTERS_MIN)
		return true;
	for (const char *const *root = r->roots; root && *root; root++)
		if (str_is(stem, *root))
			return true;
	return false;
}

/* Whether the last letter of `before` is one of the row's. */
static bool comes_after(const struct row *row, struct str before)
{
	size_t len;

	for (struct str all = row->after; all.n; all = str_sub(all, len, all.n)) {
		utf8_decode(all, &len);
		if (before.n >= len && memcmp(before.p + before.n - len, all.p, len) == 0)
			return true;
	}
	return row->anywhere;
}

static bool fits(const struct row *row, struct str word)
{
	struct str end = row->end;

	if (word.n < end.n || memcmp(word.p + word.n - end.n, end.p, end.n) != 0)
		return false;
	return comes_after(row, (struct str){ word.p, word.n - end.n });
}

/* Adds the word with another end, unless it is there already, is too short or too long. */
static bool add(const struct rewriter *r, struct rewritten *out, struct str rest, struct str put)
{
	if (out->n == REWRITTEN_MAX || rest.n + put.n > FOLDED_MAX)
		return false;
	char *to = out->v[out->n].bytes;
	memcpy(to, rest.p, rest.n);
	memcpy(to + rest.n, put.p, put.n);
	struct str made = { to, rest.n + put.n };
	if (!leaves_enough(r, made.p, made.n))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (str_eq((struct str){ out->v[i].bytes, out->v[i].n }, made))
			return true;
	out->v[out->n++].n = made.n;
	return true;
}

static void step(const struct rewriter *r, const struct table *t, struct str word, struct rewritten *out)
{
	unsigned char byte = (unsigned char)word.p[word.n - 1];
	bool added = false;

	for (size_t i = t->from[byte]; i < t->from[byte + 1] && !added; i++) {
		const struct row *row = &t->rows[t->by_byte[i]];
		if (!fits(row, word))
			continue;
		struct str rest = { word.p, word.n - row->end.n };
		for (size_t k = 0; k < row->puts; k++)
			added |= add(r, out, rest, row->put[k]);
	}
}

void rewriter_run(const struct rewriter *r, struct str word, struct rewritten *out)
{
	struct rewritten from;

	out->n = 0;
	if (word.n)
		add(r, out, str_sub(word, 0, FOLDED_MAX), STR(""));
	for (size_t i = 0; i < r->count; i++) {
		from = *out;
		out->n = 0;
		for (size_t k = 0; k < from.n; k++)
			step(r, &r->steps[i], (struct str){ from.v[k].bytes, from.v[k].n }, out);
	}
}
