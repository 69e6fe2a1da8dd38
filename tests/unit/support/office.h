/*
 * office: documents of word processors, put together from their parts, and what is read of them.
 */
#ifndef TESTS_UNIT_SUPPORT_OFFICE_H
#define TESTS_UNIT_SUPPORT_OFFICE_H

#include <zlib.h>

#include "base/buf.h"
#include "office/read.h"
#include "unit/support/test.h"

/* A zip whose parts are stored as they are; zip_end makes it whole. */
struct zip_made {
	struct buf bytes, directory;
	unsigned entries;
};

static inline void zip_number(struct buf *b, size_t value, int bytes)
{
	for (; bytes; bytes--, value >>= 8)
		buf_add_char(b, (char)(value & 0xff));
}

/* The part of both headers that is the same (APPNOTE.TXT, 4.3.7 and 4.3.12). */
static inline void zip_header(
    struct buf *b, int method, struct str packed, size_t size, uint32_t crc, const char *name)
{
	zip_number(b, 20, 2);
	zip_number(b, 0, 2);
	zip_number(b, (size_t)method, 2);
	zip_number(b, 0, 4);
	zip_number(b, crc, 4);
	zip_number(b, packed.n, 4);
	zip_number(b, size, 4);
	zip_number(b, strlen(name), 2);
	zip_number(b, 0, 2);
}

static inline void zip_packed(
    struct zip_made *z, const char *name, int method, struct str packed, size_t size, uint32_t crc)
{
	size_t at = z->bytes.len;
	buf_puts(&z->bytes, "PK\3\4");
	zip_header(&z->bytes, method, packed, size, crc, name);
	buf_puts(&z->bytes, name);
	buf_add_str(&z->bytes, packed);
	buf_puts(&z->directory, "PK\1\2");
	zip_number(&z->directory, 20, 2);
	zip_header(&z->directory, method, packed, size, crc, name);
	zip_number(&z->directory, 0, 10);
	zip_number(&z->directory, at, 4);
	buf_puts(&z->directory, name);
	z->entries++;
}

static inline void zip_begin(struct zip_made *z)
{
	*z = (struct zip_made){ 0 };
	buf_init(&z->bytes, 64 << 20);
	buf_init(&z->directory, 64 << 20);
}

static inline void zip_add(struct zip_made *z, const char *name, struct str text)
{
	zip_packed(z, name, 0, text, text.n, (uint32_t)crc32(0, (const Bytef *)text.p, (uInt)text.n));
}

/* The same, packed. */
static inline void zip_deflate(struct zip_made *z, const char *name, struct str text)
{
	struct buf packed;
	buf_init(&packed, 64 << 20);
	z_stream s = { .next_in = (Bytef *)(uintptr_t)text.p, .avail_in = (uInt)text.n };
	assert_int_equal(deflateInit2(&s, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
	s.avail_out = (uInt)deflateBound(&s, text.n);
	s.next_out = (Bytef *)buf_reserve(&packed, s.avail_out);
	assert_int_equal(deflate(&s, Z_FINISH), Z_STREAM_END);
	buf_commit(&packed, s.total_out);
	deflateEnd(&s);
	zip_packed(
	    z, name, 8, buf_str(&packed), text.n, (uint32_t)crc32(0, (const Bytef *)text.p, (uInt)text.n));
	buf_release(&packed);
}

static inline struct str zip_end(struct zip_made *z)
{
	size_t at = z->bytes.len;
	buf_add_str(&z->bytes, buf_str(&z->directory));
	buf_puts(&z->bytes, "PK\5\6");
	zip_number(&z->bytes, 0, 4);
	zip_number(&z->bytes, z->entries & 0xffff, 2);
	zip_number(&z->bytes, z->entries & 0xffff, 2);
	zip_number(&z->bytes, z->directory.len, 4);
	zip_number(&z->bytes, at, 4);
	zip_number(&z->bytes, 0, 2);
	return buf_str(&z->bytes);
}

static inline void zip_release(struct zip_made *z)
{
	buf_release(&z->bytes);
	buf_release(&z->directory);
}

/* --- documents ----------------------------------------------------------------------------- */

static inline bool office_says_key(struct str word)
{
	return str_is(word, "title") || str_is(word, "topic") || str_is(word, "date");
}

static inline bool office_says_title(struct str line)
{
	return !str_is(line, "PRESS RELEASE");
}

static const struct office_options office_plain = { office_says_key, office_says_key, office_says_title,
	false };
static const struct office_options office_pictured = { office_says_key, office_says_key, office_says_title,
	true };

/* What was read of a document; reading.text is the title, an empty line, and the text. */
struct reading {
	struct arena arena;
	struct office office;
	struct buf text;
	struct err err;
	bool good;
};

static inline void reading_release(struct reading *r)
{
	arena_release(&r->arena);
	buf_release(&r->text);
}

static inline void read_bytes(struct reading *r, struct str bytes, const struct office_options *options)
{
	*r = (struct reading){ 0 };
	buf_init(&r->text, 4 << 20);
	r->good = office_read(&r->arena, bytes, options, &r->office, &r->err);
	if (!r->good)
		return;
	struct str rest = r->office.text, line;
	size_t lines = 0;
	while (str_next_line(&rest, &line))
		lines++;
	assert_int_equal(lines, r->office.line_count);
	buf_printf(&r->text, "%s\n\n%s", r->office.title, r->office.text.p);
}

#define W_NAMES                                                                                              \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                          \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "                   \
	"xmlns:a=\"urn:a\" xmlns:m=\"urn:m\" xmlns:v=\"urn:v\" xmlns:mc=\"urn:mc\" xmlns:wp=\"urn:wp\""
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* Parts besides the body; NULL: none. */
struct docx_parts {
	const char *body, *styles, *numbering, *footnotes, *links, *core, *custom;
};

static inline void add_part(struct zip_made *z, const char *name, const char *root, const char *inner)
{
	struct buf b;
	if (!inner)
		return;
	buf_init(&b, 64 << 20);
	buf_printf(
	    &b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><%s %s>%s</%s>", root, W_NAMES, inner, root);
	zip_add(z, name, buf_str(&b));
	buf_release(&b);
}

static inline struct str docx_make(struct zip_made *z, const struct docx_parts *p)
{
	char *body = malloc(strlen(p->body) + 64);
	sprintf(body, "<w:body>%s</w:body>", p->body);
	zip_begin(z);
	zip_add(z, "_rels/.rels",
	    STR("<Relationships>"
	        "<Relationship Id=\"a\" Type=\"" RELS "officeDocument\" Target=\"word/document.xml\"/>"
	        "<Relationship Id=\"b\" Type=\"x/core-properties\" Target=\"docProps/core.xml\"/>"
	        "<Relationship Id=\"c\" Type=\"x/custom-properties\" Target=\"docProps/custom.xml\"/>"
	        "</Relationships>"));
	add_part(z, "word/document.xml", "w:document", body);
	add_part(z, "word/styles.xml", "w:styles", p->styles);
	add_part(z, "word/numbering.xml", "w:numbering", p->numbering);
	add_part(z, "word/footnotes.xml", "w:footnotes", p->footnotes);
	add_part(z, "docProps/core.xml", "w:core", p->core);
	add_part(z, "docProps/custom.xml", "w:custom", p->custom);
	struct buf rels;
	buf_init(&rels, 1 << 16);
	buf_puts(&rels, "<Relationship Id=\"s\" Type=\"" RELS "styles\" Target=\"styles.xml\"/>"
	                "<Relationship Id=\"n\" Type=\"" RELS "numbering\" Target=\"/word/numbering.xml\"/>"
	                "<Relationship Id=\"f\" Type=\"" RELS "footnotes\" Target=\"footnotes.xml\"/>");
	buf_puts(&rels, p->links ? p->links : "");
	add_part(z, "word/_rels/document.xml.rels", "Relationships", rels.data);
	buf_release(&rels);
	free(body);
	return zip_end(z);
}

static inline void read_docx(struct reading *r, const struct docx_parts *p)
{
	struct zip_made z;
	read_bytes(r, docx_make(&z, p), &office_plain);
	zip_release(&z);
}

/* The text of a body of plain paragraphs and runs. */
static inline void expect_docx(const struct docx_parts *p, const char *text)
{
	struct reading r;
	read_docx(&r, p);
	assert_string_equal(r.err.text, "");
	assert_string_equal(r.text.data, text);
	reading_release(&r);
}

/* Whether one of the notes has these words. */
static inline bool has_note(const struct reading *r, const char *words)
{
	for (size_t i = 0; i < r->office.note_count; i++)
		if (strstr(r->office.notes[i].message, words))
			return true;
	return false;
}

#define P(text) "<w:p><w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                                                  \
	"<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define R(properties, text)                                                                                  \
	"<w:r><w:rPr>" properties "</w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define LISTED(num, level, text)                                                                             \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num                            \
	"\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"

#endif
