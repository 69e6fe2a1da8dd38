/*
 * paragraph: what is printed in lines is put together again, also words that were divided.
 */
#include "extract/paragraph.h"

#include "base/utf8.h"
#include "lang/letter.h"

/* LONG: bytes after which a paragraph ends with its line, as in a table or a list of names. */
enum { LONG = 2000 };
#define SOFT_HYPHEN "\xC2\xAD"
#define HYPHEN "\xE2\x80\x90"

void paragraphs_init(struct paragraphs *p, struct buf *out, size_t max)
{
	*p = (struct paragraphs){ .out = out, .max = max, .begun = out->len };
}

/* At a character, so that what is there stays valid. */
static void cut(struct paragraphs *p)
{
	size_t n = p->max;

	if (p->out->len <= p->max && !p->out->full)
		return;
	if (n > p->out->len)
		n = p->out->len;
	while (n > p->begun && n < p->out->len && ((unsigned char)p->out->data[n] & 0xC0) == 0x80)
		n--;
	buf_truncate(p->out, n);
	p->full = true;
}

/* Without control characters and what XML cannot hold; valid, whatever it was. */
static void add(struct paragraphs *p, struct str text)
{
	struct buf clean;
	size_t bad, len;

	buf_init(&clean, 3 * text.n + 1);
	utf8_clean(&clean, text);
	for (struct str rest = buf_str(&clean); rest.n; rest = str_sub(rest, bad + len, rest.n)) {
		len = 0;
		if (utf8_xml_safe(rest, &bad))
			bad = rest.n;
		else
			utf8_decode(str_sub(rest, bad, rest.n), &len);
		buf_add_str(p->out, str_sub(rest, 0, bad));
	}
	buf_release(&clean);
}

void paragraphs_end(struct paragraphs *p)
{
	if (p->out->len > p->begun)
		buf_add_char(p->out, '\n');
	cut(p);
	p->begun = p->out->len;
}

void paragraphs_add(struct paragraphs *p, struct str text)
{
	text = str_trim(text);
	if (p->full || !text.n)
		return;
	add(p, str_sub(text, 0, p->max));
	paragraphs_end(p);
}

static bool begins_small(struct str line)
{
	bool is_upper;
	uint32_t first = letter_next(&line, &is_upper);

	return letter_is_european(first) && !is_upper;
}

/* Takes the hyphen of a divided word off the end of what is there. */
static bool join(struct paragraphs *p, struct str line)
{
	static const struct str hyphens[] = { { SOFT_HYPHEN, 2 }, { HYPHEN, 3 }, { "-", 1 } };
	struct str there = str_sub(buf_str(p->out), p->begun, p->out->len);

	for (size_t i = 0; i < ARRAY_SIZE(hyphens); i++) {
		size_t n = hyphens[i].n;
		if (there.n <= n || !str_ends(there, hyphens[i].p) || !begins_small(line))
			continue;
		/* Neither a dash of its own, nor one after a number. */
		if (str_sub(there, 0, there.n - n).p[there.n - n - 1] <= '@' &&
		    (unsigned char)there.p[there.n - n - 1] < 0x80)
			return false;
		buf_truncate(p->out, p->out->len - n);
		return true;
	}
	return false;
}

static bool ends_sentence(struct str line)
{
	static const char *const ends[] = { ".", "!", "?", "…", ":", ";", ".»", ".”", ".\"" };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (str_ends(line, ends[i]))
			return true;
	return false;
}

void paragraphs_add_line(struct paragraphs *p, struct str line)
{
	line = str_trim(line);
	if (p->full)
		return;
	if (!line.n) {
		paragraphs_end(p);
		return;
	}
	if (p->out->len > p->begun && !join(p, line))
		buf_add_char(p->out, ' ');
	bool soft = str_ends(line, SOFT_HYPHEN);
	add(p, str_sub(line, 0, p->max));
	/* utf8_clean takes away what says that the word goes on. */
	if (soft)
		buf_add_char(p->out, '-');
	cut(p);
	if (ends_sentence(line) || p->out->len - p->begun > LONG)
		paragraphs_end(p);
}
