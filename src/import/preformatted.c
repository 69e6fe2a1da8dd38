/*
 * preformatted: the lines of <pre> with their spaces.
 */
#include "import/preformatted.h"

#include "base/utf8.h"
#include "import/node.h"

enum { TEXT_MAX = 1 << 20, TAB = 8 };

/* The text with its line ends, those of <br> too. */
static void gather_pre(struct buf *out, const xmlNode *n, int depth)
{
	for (const xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next) {
		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
			buf_puts(out, c->content ? (const char *)c->content : "");
		else if (node_is(c, "br"))
			buf_add_char(out, '\n');
		else if (c->type == XML_ELEMENT_NODE)
			gather_pre(out, c, depth + 1);
	}
}

/* One line with its spaces, without what is invisible: a tab is one to eight. */
static void clean_line(struct buf *out, struct str line)
{
	size_t column = 0, len;
	for (size_t i = 0; i < line.n; i += len, column++) {
		uint32_t c = utf8_decode(str_sub(line, i, line.n), &len);
		struct str one = str_sub(line, i, i + len);
		if (c == '\t') {
			buf_printf(out, "%*s", (int)(TAB - column % TAB), "");
			column += TAB - 1 - column % TAB;
		} else if (c == 0xA0) {
			buf_add_char(out, ' ');
		} else if (c >= ' ' && c != 0x7F && c != 0xAD && c != 0xFFFD && utf8_xml_safe(one, NULL)) {
			utf8_clean(out, one);
		}
	}
	while (out->len && out->data[out->len - 1] == ' ')
		buf_truncate(out, out->len - 1);
}

/* A line that would end the fence has a space before it. */
static void write_pre_line(struct buf *out, struct str line)
{
	struct buf clean;
	buf_init(&clean, (size_t)TEXT_MAX * TAB);
	clean_line(&clean, line);
	buf_printf(out, "%s%s\n", str_starts(buf_str(&clean), "```") ? " " : "", clean.data);
	buf_release(&clean);
}

void preformatted_write(struct buf *out, const xmlNode *n)
{
	struct buf text;
	struct str rest, line;
	buf_init(&text, TEXT_MAX);
	gather_pre(&text, n, 0);
	rest = buf_str(&text);
	while (rest.n && (*rest.p == '\n' || *rest.p == '\r'))
		rest = str_sub(rest, 1, rest.n);
	if (str_trim(rest).n) {
		buf_printf(out, "%s```\n", out->len ? "\n" : "");
		while (str_next_line(&rest, &line))
			write_pre_line(out, line);
		buf_puts(out, "```\n");
	}
	buf_release(&text);
}
