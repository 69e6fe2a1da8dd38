/*
 * flow_words: one pass over a line, with a stack of what is open.
 */
#include "content/flow_words.h"

#include <string.h>

#include "base/raised.h"

enum { EMPHASIS, STRONG, CODE, STRUCK, SUPER, SUB };

static const char struck[] = "~~";

static void raise_words(struct buf *out, size_t from, bool super)
{
	struct buf plain;
	buf_init(&plain, out->len - from + 1);
	buf_add_str(&plain, str_sub(buf_str(out), from, out->len));
	buf_truncate(out, from);
	raised_write(out, buf_str(&plain), super);
	buf_release(&plain);
}

/* --- marks --- */

static void add_mark(struct words *w, struct arena *a, size_t i, size_t end, struct inline_marks *marks)
{
	if (marks && w->open[i] <= STRUCK && end > w->from[i])
		*ARENA_PUSH(a, marks->v, marks->n) = (struct inline_mark){ w->from[i], end - w->from[i],
			(enum inline_mark_kind)w->open[i] };
}

static void open_mark(struct words *w, unsigned mark, size_t at)
{
	if (w->depth == ARRAY_SIZE(w->open))
		return;
	w->open[w->depth] = mark;
	w->from[w->depth++] = at;
}

/* What was opened after it goes on. */
static void close_mark(
    struct words *w, struct arena *a, unsigned mark, struct buf *out, size_t base, struct inline_marks *marks)
{
	for (size_t i = w->depth; i > 0; i--) {
		if (w->open[i - 1] != mark)
			continue;
		if (mark == STRUCK)
			buf_puts(out, struck);
		if (mark >= SUPER && w->depth == i)
			raise_words(out, base + w->from[i - 1], mark == SUPER);
		add_mark(w, a, i - 1, out->len - base, marks);
		memmove(&w->open[i - 1], &w->open[i], (w->depth - i) * sizeof *w->open);
		memmove(&w->from[i - 1], &w->from[i], (w->depth - i) * sizeof *w->from);
		w->depth--;
		return;
	}
}

static void turn_tildes(
    struct words *w, struct arena *a, struct buf *out, size_t base, struct inline_marks *marks)
{
	w->tildes--;
	if (w->struck) {
		close_mark(w, a, STRUCK, out, base, marks);
		w->struck = false;
	} else if (w->tildes) {
		open_mark(w, STRUCK, out->len - base);
		w->struck = w->depth && w->open[w->depth - 1] == STRUCK;
		buf_puts(out, struck);
	} else {
		buf_puts(out, struck);
	}
}

static void read_byte(struct words *w, struct arena *a, unsigned char c, struct buf *out, size_t base,
    struct inline_marks *marks)
{
	if (c == FLOW_TILDES) {
		turn_tildes(w, a, out, base, marks);
	} else if (c >= FLOW_OPEN && c < FLOW_OPEN + FLOW_MARKS) {
		open_mark(w, c - (unsigned)FLOW_OPEN, out->len - base);
		if (c == FLOW_OPEN + STRUCK)
			buf_puts(out, struck);
	} else if (c >= FLOW_CLOSE && c < FLOW_CLOSE + FLOW_MARKS) {
		close_mark(w, a, c - (unsigned)FLOW_CLOSE, out, base, marks);
	} else if (c != ' ' || out->len > base) {
		buf_add_char(out, (char)c);
	}
}

/* By their beginnings, the longer first; of two of one length the one that ended later is around the other. */
static void sort(struct inline_marks *marks, size_t from)
{
	for (size_t i = from + 1; i < marks->n; i++) {
		struct inline_mark m = marks->v[i];
		size_t j = i;
		for (; j > from && (marks->v[j - 1].at > m.at ||
		                       (marks->v[j - 1].at == m.at && marks->v[j - 1].n <= m.n));
		     j--)
			marks->v[j] = marks->v[j - 1];
		marks->v[j] = m;
	}
}

void words_init(struct words *w, struct str block)
{
	*w = (struct words){ 0 };
	for (size_t i = 0; i < block.n; i++)
		w->tildes += block.p[i] == FLOW_TILDES;
}

void words_line(
    struct words *w, struct arena *a, struct str line, struct buf *out, struct inline_marks *marks)
{
	size_t base = out->len, first = marks ? marks->n : 0;
	for (size_t i = 0; i < w->depth; i++)
		w->from[i] = 0;
	for (size_t i = 0; i < line.n; i++)
		read_byte(w, a, (unsigned char)line.p[i], out, base, marks);
	for (size_t i = 0; i < w->depth; i++)
		add_mark(w, a, i, out->len - base, marks);
	size_t end = out->len;
	while (end > base && out->data[end - 1] == ' ')
		end--;
	buf_truncate(out, end);
	if (!marks)
		return;
	size_t kept = first;
	for (size_t i = first; i < marks->n; i++) {
		struct inline_mark m = marks->v[i];
		if (m.at + m.n > end - base)
			m.n = m.at < end - base ? end - base - m.at : 0;
		if (m.n)
			marks->v[kept++] = m;
	}
	marks->n = kept;
	sort(marks, first);
}

const char *words_plain(struct arena *a, struct str block)
{
	struct words w;
	struct buf b;
	buf_init(&b, 2 * block.n + 16);
	words_init(&w, block);
	words_line(&w, a, block, &b, NULL);
	for (size_t i = 0; i < b.len; i++)
		if (b.data[i] == '\n')
			b.data[i] = ' ';
	const char *text = arena_str(a, buf_str(&b));
	buf_release(&b);
	return text;
}
