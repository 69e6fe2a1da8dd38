/*
 * said: looks for pieces of a text on a page; spaces and signs may differ.
 */
#include "import/said.h"

#include <string.h>

#include "base/utf8.h"
#include "import/marks.h"

enum {
	PROBES = 9, /* pieces that are looked for */
	PROBE_BYTES = 48,
	MISSING = 2, /* of them: a page may change a word */
	LEVELS = 60,
};

/* Letters alone, folded: what is the same text with other spaces and signs is the same. */
static void plain_letters(struct str text, struct buf *out)
{
	struct buf folded;
	size_t len;
	buf_init(&folded, SIZE_MAX / 4);
	utf8_fold(&folded, text);
	for (size_t i = 0; i < folded.len; i += len) {
		uint32_t c = utf8_decode(str_sub(buf_str(&folded), i, folded.len), &len);
		if (c > 0x7F || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			if (c != 0xA0 && (c < 0x2000 || c > 0x206F))
				buf_add(out, folded.data + i, len);
	}
	buf_release(&folded);
}

struct probe {
	struct str text[PROBES];
	size_t count;
};

static size_t at_letter(struct str s, size_t i)
{
	while (i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80)
		i++;
	return i;
}

static void cut_probes(struct str said, struct probe *p)
{
	for (size_t i = 0; i < PROBES && said.n > PROBE_BYTES * 2; i++) {
		size_t from = at_letter(said, (said.n - PROBE_BYTES) * i / (PROBES - 1));
		size_t to = at_letter(said, from + PROBE_BYTES);
		p->text[p->count++] = str_sub(said, from, to);
	}
}

/* How many of the pieces are in the text of n. */
static size_t count_probes(const xmlNode *n, const struct probe *p)
{
	struct buf letters;
	size_t found = 0;
	buf_init(&letters, SIZE_MAX / 4);
	xmlChar *text = xmlNodeGetContent(n);
	plain_letters(str_of((const char *)text), &letters);
	xmlFree(text);
	for (size_t i = 0; i < p->count; i++)
		found += memmem(letters.data, letters.len, p->text[i].p, p->text[i].n) != NULL;
	buf_release(&letters);
	return found;
}

/* The smallest block that has nearly all pieces; NULL: the page does not show what it says. */
xmlNode *said_find(xmlNode *body, const char *said)
{
	struct probe p = { .count = 0 };
	struct buf letters;
	xmlNode *found = NULL, *next = body;
	buf_init(&letters, SIZE_MAX / 4);
	plain_letters(str_of(said), &letters);
	cut_probes(buf_str(&letters), &p);
	for (int depth = 0; p.count && next && depth < LEVELS; depth++) {
		xmlNode *inner = NULL;
		if (depth == 0 && count_probes(next, &p) + MISSING < p.count)
			break;
		found = next;
		for (xmlNode *c = next->children; c && !inner; c = c->next)
			if (marks_of(c) && marks_of(c)->block && marks_of(c)->text * 2 > letters.len / 3 &&
			    count_probes(c, &p) + MISSING >= p.count)
				inner = c;
		next = inner;
	}
	buf_release(&letters);
	return found;
}
