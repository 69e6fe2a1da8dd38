/*
 * pdf: small PDFs, put together from the lines of their pages.
 *
 * There is no table of objects, as in many that were repaired: readers look for the objects themselves.
 */
#ifndef TESTS_UNIT_SUPPORT_PDF_H
#define TESTS_UNIT_SUPPORT_PDF_H

#include "base/buf.h"
#include "base/utf8.h"

/* Letters as in Windows-1251 from А on: the font says which letter each byte is. */
static inline void pdf_font(struct buf *b)
{
	buf_puts(b, "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[192");
	for (unsigned c = 0x410; c < 0x450; c++)
		buf_printf(b, "/uni%04X", c);
	buf_puts(b, "]>>/FirstChar 32/LastChar 255/Widths[");
	for (unsigned c = 32; c < 256; c++)
		buf_puts(b, "500 ");
	buf_puts(b, "]>>endobj\n");
}

static inline void pdf_string(struct buf *b, const char *text)
{
	struct str rest = str_of(text);
	size_t len;

	buf_puts(b, "(");
	for (; rest.n; rest = str_sub(rest, len, rest.n)) {
		uint32_t c = utf8_decode(rest, &len);
		buf_add_char(b, (char)(c >= 0x410 ? c - 0x410 + 192 : c));
	}
	buf_puts(b, ")");
}

/* Pages of lines; each page ends with NULL, the last with another one. `extra`: of the trailer. */
static inline void pdf_make(struct buf *b, const char *const *lines, const char *extra)
{
	struct buf text;
	int pages = 0;

	buf_puts(b, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
	pdf_font(b);
	for (; *lines; lines++, pages++) {
		buf_init(&text, 1 << 20);
		buf_puts(&text, "BT /F 12 Tf 14 TL 72 700 Td ");
		for (; *lines; lines++) {
			pdf_string(&text, *lines);
			buf_puts(&text, " Tj T* ");
		}
		buf_puts(&text, "ET");
		buf_printf(b,
		    "%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
		    "/Resources<</Font<</F 3 0 R>>>>>>endobj\n%d 0 obj<</Length %zu>>stream\n",
		    10 + 2 * pages, 11 + 2 * pages, 11 + 2 * pages, text.len);
		buf_add_str(b, buf_str(&text));
		buf_puts(b, "\nendstream endobj\n");
		buf_release(&text);
	}
	buf_puts(b, "2 0 obj<</Type/Pages/Kids[");
	for (int i = 0; i < pages; i++)
		buf_printf(b, "%d 0 R ", 10 + 2 * i);
	buf_printf(b, "]/Count %d>>endobj\ntrailer<</Root 1 0 R%s>>\n%%%%EOF\n", pages, extra);
}

#endif
