/*
 * import_report: counts, doubts and what is left to do by hand.
 */
#include "command/import_report.h"

#include <string.h>

#include "base/message.h"

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

static void write_counts(const struct import_report *r, bool dry_run, struct buf *out)
{
	static const struct {
		enum outcome outcome;
		const char *words;
	} why[] = {
		{ OUTCOME_PRIVATE, MESSAGE("  drafts that were not public in the source: %zu\n") },
		{ OUTCOME_UNSURE,
		    MESSAGE("  drafts in doubt (read them, then take out \"draft: yes\"): %zu\n") },
		{ OUTCOME_ASKED, MESSAGE("  drafts, as you asked: %zu\n") },
	};
	const size_t *n = r->counts;
	size_t drafts = n[OUTCOME_PRIVATE] + n[OUTCOME_UNSURE] + n[OUTCOME_ASKED];
	size_t all = n[OUTCOME_PUBLIC] + drafts;
	if (dry_run)
		message_add(out, "items that would be imported: %zu; to be published: %zu, drafts: %zu\n",
		    all, n[OUTCOME_PUBLIC], drafts);
	else
		message_add(out, "items imported: %zu; to be published: %zu, drafts: %zu\n", all,
		    n[OUTCOME_PUBLIC], drafts);
	for (size_t i = 0; i < ARRAY_SIZE(why); i++)
		if (n[why[i].outcome])
			message_add(out, why[i].words, n[why[i].outcome]);
	if (n[OUTCOME_THERE])
		message_add(out, "  imported before, left alone: %zu\n", n[OUTCOME_THERE]);
}

static void write_list(const struct imported_list *list, bool whole, const char *file, struct buf *out)
{
	size_t shown = whole || list->n <= SHOWN_MAX ? list->n : SHOWN_MAX;
	for (size_t i = 0; i < shown; i++)
		buf_printf(out, "  %s\n", list->v[i]);
	if (shown < list->n && file)
		message_add(out, "  … and more, in %s: %zu\n", file, list->n - shown);
	else if (shown < list->n)
		message_add(out, "  … and more (--report FILE writes them all): %zu\n", list->n - shown);
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
			message_add(out,
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
		message_add(out, "Left out:\n");
		write_list(&r->source, whole, file, out);
	}
	if (r->doubts) {
		message_add(out,
		    "Doubts: %zu, in items: %zu. Each is a line \"# check:\" of its file until you take it "
		    "out:\n",
		    r->doubts, r->doubtful);
		write_list(&r->doubt, whole, file, out);
	}
	if (r->outside)
		message_add(out,
		    "Pictures and other files that are still at the source: %zu. The text links there; "
		    "--fetch brings them.\n",
		    r->outside);
	write_topics(r, out);
	if (r->lines.n) {
		message_add(out, "Lines that are missing in files of yours:\n");
		write_list(&r->lines, true, file, out);
	}
}
