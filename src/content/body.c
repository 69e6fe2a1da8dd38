/*
 * body: one pass over the text of a file, in gemtext.
 */
#include "content/body.h"

#include "base/uri.h"
#include "base/utf8.h"
#include "content/fields.h"
#include "content/gemtext.h"

enum { URL_COLUMNS = 67, BARS_MAX = 32 };

int body_line(const struct body_text *b, int line)
{
	if (!b->lines)
		return b->line + line - 1;
	size_t at = (size_t)line <= b->line_count ? (size_t)line : b->line_count;
	return b->line + b->lines[at - 1] - 1;
}

/* --- links --- */

/* Ends of host names that are no extensions of files. */
static const char *const domains[] = { ".kg", ".com", ".org", ".net", ".info", ".int", ".gov", ".edu", ".eu",
	".ru", ".kz", ".uz", ".tj" };

static bool is_host(struct str url)
{
	size_t n = 0;
	while (n < url.n && url.p[n] != '/' && url.p[n] != '?' && url.p[n] != '#')
		n++;
	struct str first = str_sub(url, 0, n);
	if (first.n == 0 || first.p[0] == '.')
		return false;
	if (first.n > 4 && str_is_nocase(str_sub(first, 0, 4), "www."))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(domains); i++)
		if (str_ends(first, domains[i]))
			return true;
	return false;
}

static void check_link(struct source *s, int line, int column, struct str url)
{
	struct uri u;
	struct str shown = str_sub(url, 0, utf8_fit(url, URL_COLUMNS));
	if (url.n == 0)
		source_report(s, SEVERITY_ERROR, line, 0, "empty-link",
		    "this link has no address: write it as in \"=> https://dpi.kg The institute\"");
	else if (uri_has_scheme(url)) {
		if (!uri_parse(str_of(gemtext_resolve(&s->doc->arena, url, "/", false)), &u))
			source_report(s, SEVERITY_WARNING, line, column, "bad-link",
			    "\"%.*s\" is not a valid address: copy it again from the browser",
			    STR_ARG(shown));
	} else if (str_find(url, '@') < url.n && str_find(url, '/') == url.n)
		source_report(s, SEVERITY_WARNING, line, column, "scheme-less-link",
		    "\"%.*s\" looks like a mail address: write \"mailto:%.*s\"", STR_ARG(shown),
		    STR_ARG(shown));
	else if (is_host(url))
		source_report(s, SEVERITY_WARNING, line, column, "scheme-less-link",
		    "\"%.*s\" would be looked for on this site: write \"https://%.*s\"", STR_ARG(shown),
		    STR_ARG(shown));
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
