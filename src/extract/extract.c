/*
 * extract: by the kind of a file to who reads it.
 */
#include "extract/extract.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "content/gemtext.h"
#include "content/sniff.h"
#include "extract/paragraph.h"
#include "extract/pdf.h"
#include "extract/plain.h"
#include "office/read.h"

/* READ: of a text, whose characters may be shorter in UTF-8. */
enum { READ_MAX = 2 * EXTRACT_TEXT_MAX };

static const struct {
	const char *ending;
	enum extract_kind kind;
} endings[] = {
	{ "txt", EXTRACT_PLAIN },
	{ "text", EXTRACT_PLAIN },
	{ "csv", EXTRACT_PLAIN },
	{ "tsv", EXTRACT_PLAIN },
	{ "docx", EXTRACT_OFFICE },
	{ "odt", EXTRACT_OFFICE },
	{ "pdf", EXTRACT_PDF },
};

enum extract_kind extract_kind_of(const char *name)
{
	struct str ending = path_extension(str_of(name));

	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (str_is_nocase(ending, endings[i].ending))
			return endings[i].kind;
	return EXTRACT_NONE;
}

bool extract_load(struct err *err)
{
	plain_load();
	return pdf_load(err);
}

bool extract_is_able(enum extract_kind kind)
{
	return kind != EXTRACT_PDF || pdf_is_loaded();
}

/* --- texts ---------------------------------------------------------------------------------- */

/* From the beginning of the file, `max` bytes at most. */
static bool read_bytes(int fd, size_t max, struct buf *out)
{
	char piece[1 << 16];
	off_t at = 0;
	ssize_t n;

	while ((size_t)at < max && (n = pread(fd, piece, sizeof piece, at)) != 0) {
		if (n < 0)
			return false;
		size_t room = max - (size_t)at;
		buf_add(out, piece, (size_t)n < room ? (size_t)n : room);
		at += n;
	}
	return !out->full;
}

static void add_lines(struct str text, struct paragraphs *out)
{
	struct str line;

	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	while (text.n && !out->full) {
		str_cut(text, '\n', &line, &text);
		paragraphs_add(out, line);
	}
}

static void read_text(int fd, struct paragraphs *out)
{
	struct buf bytes, decoded;

	buf_init(&bytes, READ_MAX);
	buf_init(&decoded, 2 * READ_MAX);
	if (read_bytes(fd, READ_MAX, &bytes) && !sniff_format(buf_str(&bytes)))
		add_lines(plain_decode(buf_str(&bytes), &decoded), out);
	buf_release(&bytes);
	buf_release(&decoded);
}

/* --- documents of word processors ----------------------------------------------------------- */

/* Here a row of a table is a row of a table, and a property is no text. */
static bool is_none(struct str word)
{
	(void)word;
	return false;
}

/* Labels and text; addresses are no words. */
static void add_gemtext(struct str text, struct paragraphs *out)
{
	struct gemtext_reader r;
	struct gemtext g;

	gemtext_start(&r, text);
	while (!out->full && gemtext_next(&r, &g)) {
		if (g.type == GEMTEXT_PRE || g.type == GEMTEXT_TABLE)
			add_lines(g.text, out);
		else
			paragraphs_add(out, g.text);
	}
}

static void read_office(int fd, struct paragraphs *out)
{
	static const struct office_options options = { is_none, is_none, is_none, false };
	struct arena a = { 0 };
	struct office o;
	struct buf bytes;
	struct err ignored;

	buf_init(&bytes, OFFICE_MAX + 1);
	if (read_bytes(fd, OFFICE_MAX + 1, &bytes) && bytes.len <= OFFICE_MAX &&
	    office_read(&a, buf_str(&bytes), &options, &o, &ignored)) {
		paragraphs_add(out, str_of(o.title));
		add_gemtext(o.text, out);
	}
	arena_release(&a);
	buf_release(&bytes);
}

void extract_words(int fd, enum extract_kind kind, struct buf *out)
{
	struct paragraphs p;
	struct buf words;

	/* A line that is cleaned may get longer, by a character at most, before it is cut. */
	buf_init(&words, 4 * EXTRACT_TEXT_MAX + 4);
	paragraphs_init(&p, &words, EXTRACT_TEXT_MAX);
	switch (kind) {
	case EXTRACT_NONE:
		break;
	case EXTRACT_PLAIN:
		read_text(fd, &p);
		break;
	case EXTRACT_OFFICE:
		read_office(fd, &p);
		break;
	case EXTRACT_PDF:
		pdf_read(fd, &p);
		break;
	}
	buf_add_str(out, buf_str(&words));
	buf_release(&words);
}
