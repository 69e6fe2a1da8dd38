/*
 * mend: line by line; a line that has nothing to mend is copied.
 */
#include "content/mend.h"

#include <string.h>

#include "content/mixed_script.h"

/* What no reader sees. What bidirectional text and emoji need (U+200C to U+200F) stays. */
static const char *const invisible[] = { "\u00AD", "\u200B", "\u2060", "\uFEFF" };
/* Ends of lines of other programs, and spaces at which no line breaks. */
static const char *const spaces[] = { "\u2028", "\u2029" };
static const char *const no_break[] = { "\u00A0", "\u202F", "\u2007" };

/* The bytes of the one of these that s begins with; 0: none. */
static size_t length_at(struct str s, const char *const *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(s, marks[i]))
			return strlen(marks[i]);
	return 0;
}

static size_t no_break_at(struct str s)
{
	return length_at(s, no_break, ARRAY_SIZE(no_break));
}

size_t mend_find_link_space(struct str line)
{
	size_t at = 2;
	if (!str_starts(line, "=>"))
		return line.n;
	while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'))
		at++;
	while (
	    at < line.n && line.p[at] != ' ' && line.p[at] != '\t' && !no_break_at(str_sub(line, at, line.n)))
		at++;
	return at < line.n && no_break_at(str_sub(line, at, line.n)) ? at : line.n;
}

struct str mend_trim(struct str s)
{
	size_t n, before;
	do {
		before = s.n;
		s = str_trim(s);
		n = no_break_at(s);
		s = str_sub(s, n, s.n);
		for (size_t i = 0; i < ARRAY_SIZE(no_break); i++)
			if (str_ends(s, no_break[i]))
				s = str_sub(s, 0, s.n - strlen(no_break[i]));
	} while (s.n != before);
	return s;
}

/* Thai, Lao, Myanmar and Khmer have no spaces between words: there U+200B says where a line may break. */
static bool is_break(struct str before, struct str mark)
{
	static const char *const scripts[] = { "\xE0\xB8", "\xE0\xB9", "\xE0\xBA", "\xE0\xBB", "\xE1\x80",
		"\xE1\x81", "\xE1\x82", "\xE1\x9E", "\xE1\x9F" };
	return before.n >= 3 && str_starts(mark, "\u200B") &&
	       length_at(str_sub(before, before.n - 3, before.n), scripts, ARRAY_SIZE(scripts));
}

/* Takes it off in place: what is left is never longer. */
static void keep_visible(struct buf *b)
{
	struct str s = buf_str(b);
	size_t to = 0;
	while (s.n) {
		bool kept = is_break((struct str){ b->data, to }, s);
		size_t gone = kept ? 0 : length_at(s, invisible, ARRAY_SIZE(invisible));
		size_t space = gone ? 0 : length_at(s, spaces, ARRAY_SIZE(spaces));
		if (!gone)
			b->data[to++] = space ? ' ' : *s.p;
		s = str_sub(s, gone ? gone : space ? space : 1, s.n);
	}
	buf_truncate(b, to);
}

/* Each word in one alphabet, but for those in addresses. */
static void put_words(struct str line, struct buf *out)
{
	struct str rest = line;
	struct mixed_word w = { .stray = 0 };
	const char *from = line.p, *end = line.p + line.n;
	while (mixed_word_next(&rest, &w)) {
		if (mixed_word_is_in_address(line, &w))
			continue;
		buf_add_str(out, (struct str){ from, (size_t)(w.text.p - from) });
		mixed_word_mend(&w, out);
		from = w.text.p + w.text.n;
	}
	buf_add_str(out, (struct str){ from, (size_t)(end - from) });
}

/* "=>" address label: with ordinary spaces before the address and at its end. */
static void put_link(struct str line, struct buf *out)
{
	struct str rest = mend_trim(str_sub(line, 2, line.n));
	size_t n = 0;
	while (n < rest.n && rest.p[n] != ' ' && rest.p[n] != '\t' && !no_break_at(str_sub(rest, n, rest.n)))
		n++;
	buf_puts(out, "=> ");
	buf_add_str(out, str_sub(rest, 0, n));
	if (n < rest.n)
		buf_add_char(out, ' ');
	buf_add_str(out, mend_trim(str_sub(rest, n, rest.n)));
}

static void put_line(struct str line, struct buf *scratch, struct buf *out)
{
	bool edge = mend_trim(line).n != str_trim(line).n;
	buf_reset(scratch);
	if (mend_find_link_space(line) < line.n)
		put_link(line, scratch);
	else
		buf_add_str(scratch, edge ? mend_trim(line) : line);
	keep_visible(scratch);
	put_words(buf_str(scratch), out);
}

struct str mend_text(struct arena *a, struct str text)
{
	struct buf out, scratch;
	struct str line;
	bool fence = false, code = false;
	buf_init(&out, 2 * text.n + 1);
	buf_init(&scratch, 4 * text.n + 64);
	while (str_next_line(&text, &line)) {
		bool mark = str_starts(line, "```");
		if (mark) {
			fence = !fence;
			code = fence && !str_is(str_trim(str_sub(line, 3, line.n)), "table");
		}
		if (code || mark)
			buf_add_str(&out, line);
		else
			put_line(line, &scratch, &out);
		if (line.p[line.n] == '\n')
			buf_add_char(&out, '\n');
	}
	struct str mended = { arena_str(a, buf_str(&out)), out.len };
	buf_release(&out);
	buf_release(&scratch);
	return mended;
}
