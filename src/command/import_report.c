/*
 * import_report: counts, doubts and what is left to do by hand.
 */
#include "command/import_report.h"

#include <string.h>

enum { SHOWN_MAX = 12 }; /* lines of one kind on a screen */

/* Whether the file of this address is beside the text: fetched, or out of the source. */
static bool came_along(const struct imported *item, const char *url)
{
	for (size_t i = 0; i < item->file_count; i++)
		if (item->files[i].bytes.n && !strcmp(item->files[i].url, url))
			return true;
	return false;
}

void import_report_item(
    struct import_report *r, enum outcome outcome, const char *path, const struct imported *item)
{
	struct arena *a = &r->arena;
	r->counts[outcome]++;
	if (outcome == OUTCOME_THERE)
		return;
	r->doubtful += item->check_count > 0;
	r->doubts += item->check_count;
	for (size_t i = 0; i < item->check_count; i++)
		*ARENA_PUSH(a, r->doubt.v, r->doubt.n) = arena_printf(a, "%s: %s", path, item->checks[i]);
	for (size_t i = 0; i < item->file_count; i++)
		r->outside += !came_along(item, item->files[i].url);
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void write_counts(const struct import_report *r, bool dry_run, struct buf *out)
{
	static const struct {
		enum outcome outcome;
		const char *words;
	} why[] = {
		{ OUTCOME_PRIVATE, "not public in the source" },
		{ OUTCOME_UNSURE, "in doubt: read them, then take out \"draft: yes\"" },
		{ OUTCOME_ASKED, "as you asked" },
	};
	const size_t *n = r->counts;
	size_t drafts = n[OUTCOME_PRIVATE] + n[OUTCOME_UNSURE] + n[OUTCOME_ASKED];
	size_t all = n[OUTCOME_PUBLIC] + drafts;
	buf_printf(out, "%zu item%s %s: %zu to be published, %zu draft%s\n", all, plural(all),
	    dry_run ? "would be imported" : "imported", n[OUTCOME_PUBLIC], drafts, plural(drafts));
	for (size_t i = 0; i < ARRAY_SIZE(why); i++)
		if (n[why[i].outcome])
			buf_printf(out, "  %zu draft%s: %s\n", n[why[i].outcome], plural(n[why[i].outcome]),
			    why[i].words);
	if (n[OUTCOME_THERE])
		buf_printf(out, "  %zu imported before: left alone\n", n[OUTCOME_THERE]);
}

static void write_list(const struct imported_list *list, bool whole, const char *file, struct buf *out)
{
	size_t shown = whole || list->n <= SHOWN_MAX ? list->n : SHOWN_MAX;
	for (size_t i = 0; i < shown; i++)
		buf_printf(out, "  %s\n", list->v[i]);
	if (shown < list->n)
		buf_printf(out, "  … and %zu more: %s%s\n", list->n - shown,
		    file ? "they are in " : "--report FILE writes them all", file ? file : "");
}

static bool is_of(const char *topic, struct str lang)
{
	return !strncmp(topic, lang.p, lang.n) && topic[lang.n] == ' ';
}

/* One block for each language, ready to be copied. */
static void write_topics(const struct import_report *r, struct buf *out)
{
	const struct imported_list *t = &r->topics;
	for (size_t i = 0; i < t->n; i++) {
		struct str lang = { t->v[i], str_find(str_of(t->v[i]), ' ') };
		size_t first = 0;
		while (first < i && !is_of(t->v[first], lang))
			first++;
		if (first == i)
			buf_printf(out,
			    "Topics that the site has no name for: add these lines to site.%.*s.gmi\n",
			    STR_ARG(lang));
		for (size_t k = i; first == i && k < t->n; k++)
			if (is_of(t->v[k], lang))
				buf_printf(out, "  %s\n", t->v[k] + lang.n + 1);
	}
}

void import_report_write(
    const struct import_report *r, bool dry_run, bool whole, const char *file, struct buf *out)
{
	write_counts(r, dry_run, out);
	if (r->source.n) {
		buf_puts(out, "Left out:\n");
		write_list(&r->source, whole, file, out);
	}
	if (r->doubts) {
		buf_printf(out,
		    "%zu doubt%s in %zu item%s, each a line \"# check:\" of its file until you take it "
		    "out:\n",
		    r->doubts, plural(r->doubts), r->doubtful, plural(r->doubtful));
		write_list(&r->doubt, whole, file, out);
	}
	if (r->outside)
		buf_printf(out,
		    "%zu picture%s or other files still at the source: the text links there (--fetch brings "
		    "them)\n",
		    r->outside, plural(r->outside));
	write_topics(r, out);
	if (r->lines.n) {
		buf_puts(out, "Lines that are missing in files of yours:\n");
		write_list(&r->lines, true, file, out);
	}
}
