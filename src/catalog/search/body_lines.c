/*
 * body_lines: one after the other.
 */
#include "catalog/search/body_lines.h"

#include "base/uri.h"
#include "base/utf8.h"
#include "catalog/search/dates.h"
#include "catalog/search/tokens.h"
#include "content/gemtext.h"
#include "lang/word.h"

/*
 * Its host is words as any other; all of it only who looks for an address finds, since a path says little
 * of what a text is about.
 */
static void add_address(struct buf *out, struct str url)
{
	struct uri u;
	struct buf readable, folded;
	struct str rest, word;

	if (!uri_parse_letters(url, &u) || !u.host.n)
		return;
	tokens_add_line(out, u.host);
	buf_init(&readable, 4096);
	buf_init(&folded, 8192);
	rest = uri_to_readable(url, &readable) ? buf_str(&readable) : url;
	utf8_fold(&folded, rest);
	for (rest = tokens_of_address(buf_str(&folded)); word_next(&rest, &word);)
		tokens_add_verbatim(out, "/", word);
	tokens_add_verbatim(out, "|", STR(""));
	buf_release(&readable);
	buf_release(&folded);
}

void body_lines_add(struct str gemtext, struct buf *lines, struct buf *notes)
{
	struct gemtext_reader r;
	struct gemtext g;

	gemtext_start(&r, gemtext);
	while (gemtext_next(&r, &g)) {
		tokens_add_line(lines, g.text);
		dates_add(notes, g.text);
		if (g.type == GEMTEXT_LINK)
			add_address(notes, g.url);
	}
}
