/* Markdown to gemtext: every line has a line that it came from, and it has nothing that XML forbids. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/gemtext.h"
#include "content/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct markdown m;
	struct gemtext_reader r;
	struct gemtext g;
	struct str text = { (const char *)data, size }, line;
	size_t lines = 0;
	if (size > MARKDOWN_MAX || !utf8_valid(text, NULL) || !utf8_xml_safe(text, NULL) ||
	    str_find(text, '\r') < size)
		return 0;
	markdown_convert(&a, text, &m);
	if (!utf8_valid(m.text, NULL) || !utf8_xml_safe(m.text, NULL))
		abort();
	for (struct str rest = m.text; str_next_line(&rest, &line); lines++)
		if (lines >= m.line_count || m.lines[lines] < 1 || (size_t)m.lines[lines] > size + 1)
			abort();
	for (size_t i = 0; i < m.notes.n; i++)
		if (m.notes.v[i].line < 1 || !utf8_xml_safe(str_of(m.notes.v[i].message), NULL))
			abort();
	for (size_t i = 0; i < m.marks.n; i++)
		if (m.marks.v[i].n == 0 || m.marks.v[i].at + m.marks.v[i].n > m.text.n ||
		    memchr(m.text.p + m.marks.v[i].at, '\n', m.marks.v[i].n) ||
		    (i > 0 && m.marks.v[i].at < m.marks.v[i - 1].at))
			abort();
	for (gemtext_start(&r, m.text); gemtext_next(&r, &g);)
		if (g.open)
			abort();
	arena_release(&a);
	return 0;
}
