/*
 * words: what of a document's characters a text has.
 */
#include "office/words.h"

#include "base/utf8.h"

enum { FONT_BASE = 0xF000 }; /* where Word puts characters of Symbol and Wingdings */

static bool is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0xFEFF || c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069);
}

static bool is_space(uint32_t c)
{
	return c <= ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Characters of the fonts Symbol and Wingdings that people use; "" for the others. */
static const char *font_character(uint32_t c)
{
	static const struct {
		unsigned char code;
		const char *text;
	} known[] = { { 0xB7, "•" }, { 0xA7, "▪" }, { 0xA8, "•" }, { 0xD8, "•" }, { 0x76, "•" },
		{ 0x6E, "▪" }, { 0x6C, "●" }, { 0x71, "•" }, { 0xFC, "✓" }, { 0xFB, "✗" }, { 0xFE, "☑" },
		{ 0x6F, "☐" }, { 0xE0, "→" }, { 0x28, "☎" }, { 0x2A, "✉" }, { 0xB0, "°" }, { 0xB1, "±" },
		{ 0xB3, "≥" }, { 0xA3, "≤" }, { 0xB4, "×" }, { 0x20, " " }, { 0x2D, "-" } };
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i].code == c - FONT_BASE)
			return known[i].text;
	return "";
}

bool words_add(struct buf *to, uint32_t c, struct str one)
{
	if (is_invisible(c))
		return true;
	if (is_space(c) || !utf8_xml_safe(one, NULL))
		return buf_add_char(to, ' ');
	if (c < FONT_BASE || c >= FONT_BASE + 0x100)
		return buf_add_str(to, one);
	const char *known = font_character(c);
	return *known && buf_puts(to, known);
}

const char *words_squeeze(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0, from = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] == '\n' ? ' ' : s.p[i];
		if (c != ' ' || (n && out[n - 1] != ' '))
			out[n++] = c;
	}
	struct str made = { out, n };
	while (str_starts(made, "\u00A0") || str_starts(made, " ")) {
		from = made.p[0] == ' ' ? 1 : 2;
		made = str_sub(made, from, made.n);
	}
	while (str_ends(made, "\u00A0") || str_ends(made, " "))
		made.n -= made.p[made.n - 1] == ' ' ? 1 : 2;
	out[made.p - out + (ptrdiff_t)made.n] = '\0';
	return made.p;
}
