/*
 * status: compiles the content into a catalogue in memory and prints the state of each item and language.
 */
#include "command/status.h"

#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/utf8.h"
#include "command/items.h"
#include "content/rule.h"
#include "publish/compile.h"
#include "publish/report.h"

enum { STATE_COLUMNS = 11, TITLE_COLUMNS = 40, DOUBTS_SHOWN = 20 };

static const char *const states[] = {
	[STATE_LIVE] = MESSAGE("published"),
	[STATE_DRAFT] = MESSAGE("draft"),
	[STATE_SCHEDULED] = MESSAGE("scheduled"),
	[STATE_EXPIRED] = MESSAGE("expired"),
	[STATE_WITHDRAWN] = MESSAGE("withdrawn"),
};

/* Columns are those of a terminal, not bytes. */
static void add_cell(struct buf *out, const char *text, size_t columns)
{
	struct str s = str_of(text);
	struct str shown = str_sub(s, 0, utf8_fit(s, columns));
	utf8_clean(out, shown);
	buf_printf(out, "%*s", (int)(columns - utf8_columns(shown)) + 1, "");
}

/* Of a state's word in the language of the process, at least as many columns as in English. */
static size_t state_width(void)
{
	static const char *const others[] = { MESSAGE("missing"), MESSAGE("broken"), MESSAGE("stale") };
	size_t width = STATE_COLUMNS;
	for (size_t i = 0; i < ARRAY_SIZE(states) + ARRAY_SIZE(others); i++) {
		const char *one = i < ARRAY_SIZE(states) ? states[i] : others[i - ARRAY_SIZE(states)];
		size_t n = utf8_columns(str_of(message_find(message_spoken(), one)));
		width = n > width ? n : width;
	}
	return width;
}

static const char *word(const struct items *items, size_t end, size_t which)
{
	if (which == end)
		return MESSAGE("missing");
	if (items->v[which].broken)
		return MESSAGE("broken");
	return items->v[which].stale ? MESSAGE("stale") : states[items->v[which].state];
}

static void add_row(
    struct buf *out, const struct site *site, const struct items *items, size_t at, size_t end, size_t width)
{
	const char *title = "";
	add_cell(out, items->v[at].stem, width);
	for (size_t l = 0; l < site->lang_count; l++) {
		size_t which = at;
		while (which < end && strcmp(items->v[which].lang, site->tags[l]) != 0)
			which++;
		add_cell(out, message_find(message_spoken(), word(items, end, which)), state_width());
		if (which < end && !*title)
			title = items->v[which].title;
	}
	struct str s = str_of(title);
	utf8_clean(out, str_sub(s, 0, utf8_fit(s, TITLE_COLUMNS)));
	buf_add_char(out, '\n');
}

static void add_header(struct buf *out, const struct site *site, const char *project, size_t width)
{
	if (out->len)
		buf_add_char(out, '\n');
	add_cell(out, project, width);
	for (size_t l = 0; l < site->lang_count; l++)
		add_cell(out, site->tags[l], state_width());
	buf_add_char(out, '\n');
}

/* Of the longest name in the first column. */
static size_t name_width(const struct items *items)
{
	size_t width = 0;
	for (size_t i = 0; i < items->n; i++) {
		size_t stem = strlen(items->v[i].stem), project = strlen(items->v[i].project);
		width = stem > width ? stem : width;
		width = project > width ? project : width;
	}
	return width;
}

static bool print_table(
    const struct config *c, const struct items *items, const char *project, struct err *err)
{
	struct buf out;
	const char *last = "";
	size_t width = name_width(items);
	buf_init(&out, 1 << 26);
	for (size_t at = 0, end; at < items->n; at = end) {
		const char *here = items->v[at].project;
		end = items_end(items, at);
		if (project && strcmp(here, project) != 0)
			continue;
		if (strcmp(here, last) != 0)
			add_header(&out, &c->site, here, width);
		last = here;
		add_row(&out, &c->site, items, at, end, width);
	}
	bool good = !project || out.len;
	if (!good)
		err_set(err, "there are no items of a project \"%s\"", project);
	fputs(out.data, stdout);
	buf_release(&out);
	return good;
}

static bool is_of(const struct problem *p, const char *project)
{
	size_t n = project ? strlen(project) : 0;
	return !project || (!strncmp(p->file, project, n) && p->file[n] == '/');
}

/* The first is apart from what is above it. */
static void print_note(const struct config *c, const struct problem *p, bool first)
{
	struct buf line;
	buf_init(&line, 1 << 16);
	problem_note(p, c->content, message_spoken(), &line);
	printf("%s%s\n", first ? "\n" : "", line.data);
	buf_release(&line);
}

/* What waits for its moment, and lines "# check:" of imported files; of the project or of all. */
static bool print_notes(const struct config *c, struct catalog *catalog, const char *project, struct err *err)
{
	struct problems all;
	size_t doubts = 0, waiting = 0;
	problems_init(&all);
	bool good = catalog_problems(catalog, &all, err);
	for (size_t i = 0; i < all.n; i++) {
		const struct problem *p = &all.v[i];
		bool waits = !strcmp(p->rule, RULE_SCHEDULED) || !strcmp(p->rule, RULE_FAR_DATE);
		if (waits && is_of(p, project))
			print_note(c, p, waiting++ == 0);
	}
	for (size_t i = 0; i < all.n; i++) {
		const struct problem *p = &all.v[i];
		if (strcmp(p->rule, RULE_DOUBT) != 0 || !is_of(p, project))
			continue;
		if (doubts++ < DOUBTS_SHOWN)
			print_note(c, p, doubts == 1);
	}
	if (doubts > DOUBTS_SHOWN)
		message_print(stdout, "Open doubts: %zu (\"jarchy check --all\" lists them all)\n", doubts);
	else if (doubts)
		message_print(stdout, "Open doubts: %zu\n", doubts);
	problems_release(&all);
	return good;
}

int status_run(const struct config *config, const char *project)
{
	struct compiler c;
	struct err err;
	bool good = false;
	if (compiler_open(&c, config, true, &err)) {
		struct compile_report r;
		struct items items = { 0 };
		good = compile_run(&c, time(NULL), &r, &err) &&
		       items_gather(writer_catalog(c.writer), &r.scan, (const char *const *)config->site.tags,
		           &items, &err) &&
		       print_table(config, &items, project, &err) &&
		       print_notes(config, writer_catalog(c.writer), project, &err);
		items_release(&items);
		compile_report_release(&r);
	}
	if (good && config->report)
		message_print(stdout,
		    "\nEach folder that needs something says so in its file %s (report = yes).\n",
		    REPORT_FILE);
	if (!good)
		log_error("%s", err.text);
	compiler_close(&c);
	return good ? COMMAND_GOOD : COMMAND_FAILED;
}

/* --- the command --------------------------------------------------------------------- */

static int run_status(struct config *c, const struct command_line *line)
{
	if (line->word_count > 1)
		return command_usage_error(line, "write one project, or none for all");
	return status_run(c, line->words[0]);
}

const struct command status_command = {
	.name = "status",
	.arguments = MESSAGE("[PROJECT]"),
	.summary = MESSAGE("what is published in which language"),
	.run = run_status,
};
