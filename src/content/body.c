/*
 * body: one pass over the text of a file, in gemtext.
 */
#include "content/body.h"

#include "base/uri.h"
#include "base/utf8.h"
#include "content/contact.h"
#include "content/fields.h"
#include "content/gemtext.h"
#include "content/host_name.h"

enum { URL_COLUMNS = 67, BARS_MAX = 32 };

int body_line(const struct body_text *b, int line)
{
	if (!b->lines)
		return b->line + line - 1;
	size_t at = (size_t)line <= b->line_count ? (size_t)line : b->line_count;
	return b->line + b->lines[at - 1] - 1;
}

/* --- links --- */

/* An address that lacks its scheme is understood; other programs that read the text may not. */
static void check_scheme(struct source *s, int line, int column, struct str url)
{
	struct str shown = str_sub(url, 0, utf8_fit(url, URL_COLUMNS));
	switch (contact_kind_of(url)) {
	case CONTACT_MAIL:
		source_report(s, SEVERITY_WARNING, line, column, "scheme-less-link",
		    "\"%.*s\" is taken for a mail address: write \"mailto:%.*s\"", STR_ARG(shown),
		    STR_ARG(shown));
		break;
	case CONTACT_HOST:
		source_report(s, SEVERITY_WARNING, line, column, "scheme-less-link",
		    "\"%.*s\" is taken for an address of the web: write \"https://%.*s\"", STR_ARG(shown),
		    STR_ARG(shown));
		break;
	case CONTACT_PHONE:
		if (!uri_has_scheme(url) || str_find(url, ' ') < url.n)
			source_report(s, SEVERITY_WARNING, line, column, "scheme-less-link",
			    "\"%.*s\" is taken for a telephone number: write \"%s\"", STR_ARG(shown),
			    contact_uri(&s->doc->arena, url));
		break;
	case CONTACT_URI:
	case CONTACT_NONE:
		break;
	}
}

static void check_uri(struct source *s, int line, int column, struct str url, const char *uri)
{
	struct uri u;
	struct str shown = str_sub(url, 0, utf8_fit(url, URL_COLUMNS));
	if (!uri_parse(str_of(uri), &u))
		source_report(s, SEVERITY_WARNING, line, column, "bad-link",
		    "\"%.*s\" is not a valid address: copy it again from the browser", STR_ARG(shown));
	else if (!contact_is_safe(url))
		source_report(s, SEVERITY_WARNING, line, column, "bad-link",
		    "\"%.*s\" is shown as text, not as a link: pages have no links of this scheme",
		    STR_ARG(shown));
}

static void check_link(struct source *s, int line, int column, struct str url)
{
	struct err err;
	const char *uri = contact_uri(&s->doc->arena, url);
	if (url.n == 0)
		source_report(s, SEVERITY_ERROR, line, 0, "empty-link",
		    "this link has no address: write it as in \"=> https://dpi.kg The institute\"");
	else if (uri && !host_name_check(str_of(uri), url, &err))
		source_report_message(s, SEVERITY_WARNING, line, column, "bad-link", err.message);
	else if (contact_kind_of(url) == CONTACT_URI)
		check_uri(s, line, column, url, uri);
	else
		check_scheme(s, line, column, url);
}

/* --- tables --- */

static size_t count_bars(struct str row)
{
	size_t n = 0;
	row = str_trim(row);
	if (str_starts(row, "|"))
		row = str_sub(row, 1, row.n);
	if (str_ends(row, "|"))
		row = str_sub(row, 0, row.n - 1);
	for (size_t i = 0; i < row.n; i++)
		n += row.p[i] == '|';
	return n;
}

/* What a row has over the columns of its header would all be in the last of them. */
static void check_table(struct source *s, const struct body_text *text, const struct gemtext *g)
{
	struct str rest = g->text, row;
	size_t bars = SIZE_MAX;
	for (int line = g->line + 1; str_next_line(&rest, &row); line++) {
		if (str_trim(row).n == 0)
			continue;
		size_t here = count_bars(row);
		if (bars == SIZE_MAX)
			bars = here;
		if (here > bars && here < BARS_MAX) {
			source_report(s, SEVERITY_WARNING, body_line(text, line), 0, "table-row",
			    "this row has %zu cells, the header %zu: each \"|\" begins a new one", here + 1,
			    bars + 1);
			return;
		}
	}
}

/* --- the whole --- */

void body_read(struct source *s, const struct body_text *text, struct body *out)
{
	struct gemtext_reader r;
	struct gemtext g;
	bool first = true;
	int heading = 0; /* the line of the last heading, while nothing follows it */
	*out = (struct body){ 0 };
	for (gemtext_start(&r, text->text); gemtext_next(&r, &g); first = false) {
		int at = body_line(text, g.line);
		heading = g.type == GEMTEXT_HEADING && g.level > 1 ? at : 0;
		if (g.type == GEMTEXT_LINK)
			check_link(s, at, text->lines ? 0 : g.column, g.url);
		if (g.type == GEMTEXT_TABLE)
			check_table(s, text, &g);
		if (g.open)
			source_report(s, SEVERITY_ERROR, at, 0, "unclosed-fence",
			    "the fence that opens here does not close: put a line \"```\" after its last "
			    "line");
		if (g.type == GEMTEXT_TEXT && out->paragraph.n == 0)
			out->paragraph = g.text;
		if (g.type == GEMTEXT_HEADING && !out->any_heading.n)
			out->any_heading = g.text;
		if (g.type == GEMTEXT_HEADING && g.level == 1 && !out->heading_line) {
			out->heading = g.text;
			out->heading_line = at;
			out->leads = first;
			out->below = r.rest;
			out->below_line = r.line + 1;
		}
	}
	if (heading)
		source_report(s, SEVERITY_WARNING, heading, 0, "empty-section",
		    "nothing is below this last heading: take it out, lists of news come by "
		    "themselves");
}
