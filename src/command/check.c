/*
 * check: compiles the content into a catalogue in memory and reports its problems; adds those that need the
 * whole content: files that no text names, and what the catalogue finds (catalog_cross_check).
 */
#include "command/check.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/utf8.h"
#include "command/cert_warn.h"
#include "command/check_summary.h"
#include "command/content_path.h"
#include "content/file_link.h"
#include "content/key.h"
#include "content/rule.h"
#include "markup/json.h"
#include "publish/compile.h"

enum { OUTPUT_MAX = 1 << 26, LINE_COLUMNS = 100, SEVERITY_COLUMNS = 14 };

/* --- what needs the whole content ---------------------------------------------------- */

/* The files of one item: attachments that follow one another in a scan. */
struct beside {
	const struct scanned *files;
	size_t n;
	const char **of; /* their names */
	bool *named;
	struct file_names names;
};

static void note_named(struct beside *b, const char *name)
{
	for (size_t i = 0; name && i < b->n; i++)
		b->named[i] |= !strcmp(b->of[i], name);
}

/* What the text of the item in this language names, as an attachment or in a link. */
static bool find_named(
    struct catalog *c, struct beside *b, const char *lang, struct arena *a, struct err *err)
{
	const struct content_name *item = &b->files->name;
	struct values values;
	struct entry e;
	struct gemtext_reader reader;
	struct gemtext g;
	struct str label;
	const char *name;
	if (!catalog_values(c, item->project, item->stem, lang, a, &values, err))
		return false;
	for (size_t i = 0; i < values.n; i++)
		if (!strcmp(values.v[i].key, "attachment") &&
		    file_names_begin(&b->names, str_of(values.v[i].text), &name))
			note_named(b, name);
	int got = catalog_entry(c, item->project, item->stem, lang, a, &e, err);
	if (got != 1)
		return got == 0;
	const char *page = arena_printf(a, "/%s/%s/%s", lang, item->project, item->stem);
	const char *base = arena_printf(a, "%s/", page);
	for (gemtext_start(&reader, str_of(e.body)); gemtext_next(&reader, &g);) {
		if (g.type != GEMTEXT_LINK)
			continue;
		const char *to = gemtext_resolve(a, g.url, page, true);
		if (to && str_starts(str_of(to), base))
			note_named(b, to + strlen(base));
		note_named(b, file_names_link(&b->names, &g, &label));
	}
	return true;
}

static bool has_text(const struct scan *scan, const struct content_name *name)
{
	for (size_t i = 0; i < scan->file_count; i++) {
		const struct content_name *n = &scan->files[i].name;
		if (n->role == ROLE_ITEM && !strcmp(n->project, name->project) &&
		    !strcmp(n->stem, name->stem))
			return true;
	}
	return false;
}

/* Without a text none of the files is seen, which the catalogue tells. */
static void report_unnamed(const struct scan *scan, const struct beside *b, struct problems *all)
{
	bool text = has_text(scan, &b->files->name);
	for (size_t i = 0; i < b->n && text; i++)
		if (!b->named[i])
			problem_add(all, SEVERITY_WARNING, b->files[i].path, 0, 0, "unused-attachment",
			    "readers see only the name of this file: write \"attachment: %s …\" with its "
			    "title",
			    b->of[i]);
}

static bool belong_together(const struct scanned *a, const struct scanned *b)
{
	return b->name.role == ROLE_ATTACHMENT && !strcmp(a->name.project, b->name.project) &&
	       !strcmp(a->name.stem, b->name.stem);
}

/* The attachments from this one on that are of one item; *n: how many. */
static bool check_attachments(struct catalog *c, const struct scan *scan, const struct scanned *first,
    const char *const *langs, size_t *n, struct problems *all, struct err *err)
{
	struct arena a = { 0 };
	struct beside b = { .files = first, .n = 1 };
	bool good = true;
	while (first + b.n < scan->files + scan->file_count && belong_together(first, first + b.n))
		b.n++;
	b.of = arena_alloc(&a, b.n * sizeof *b.of);
	b.named = arena_alloc(&a, b.n * sizeof *b.named);
	for (size_t i = 0; i < b.n; i++) {
		b.of[i] = arena_str(&a, first[i].name.file);
		b.named[i] = false;
	}
	file_names_make(&a, b.of, b.n, &b.names);
	for (; *langs && good; langs++)
		good = find_named(c, &b, *langs, &a, err);
	if (good)
		report_unnamed(scan, &b, all);
	*n = b.n;
	arena_release(&a);
	return good;
}

/* Whether the lines of its text are others than those of the file. */
static bool is_converted(const char *path)
{
	return str_ends(str_of(path), ".md") || content_is_office(str_of(path));
}

/*
 * The catalogue knows the lines of the gemtext that a file was converted to: here they become those of
 * the file.
 */
static void map_lines(const struct compiler *c, const char *path, struct problem *p, size_t n)
{
	struct buf bytes;
	struct document d;
	struct problems ignored;
	struct content_name name;
	struct err err;
	buf_init(&bytes, DOCUMENTS_MAX);
	problems_init(&ignored);
	content_name(path, &name, &err);
	if ((name.markdown || name.office) && file_read(c->content_fd, path, DOCUMENTS_MAX, &bytes, &err)) {
		document_parse(path, &name, buf_str(&bytes), &d, &ignored);
		for (size_t i = 0; i < n && !strcmp(p[i].file, path); i++) {
			int at = p[i].line - d.body_line;
			if (at >= 0 && (size_t)at < d.body_line_count)
				p[i].line = d.body_lines[at];
			p[i].column = 0;
		}
		document_release(&d);
	}
	problems_release(&ignored);
	buf_release(&bytes);
}

/* A link without its scheme is one mistake: that it leads nowhere is a consequence. */
static bool is_reported(const struct problems *all, size_t end, const struct problem *p)
{
	for (size_t i = 0; i < end; i++)
		if (p->line == all->v[i].line && !strcmp(all->v[i].rule, "scheme-less-link") &&
		    !strcmp(all->v[i].file, p->file))
			return true;
	return false;
}

/* Adds what the catalogue found. It is sorted, so the problems of one file follow one another. */
static void add_links(const struct compiler *c, struct problems *all, struct problems *found)
{
	size_t first = all->n;
	for (size_t i = 0; i < found->n; i++)
		if (!strcmp(found->v[i].rule, "dead-link") && is_converted(found->v[i].file) &&
		    (i == 0 || strcmp(found->v[i].file, found->v[i - 1].file) != 0))
			map_lines(c, found->v[i].file, found->v + i, found->n - i);
	for (size_t i = 0; i < found->n; i++) {
		const struct problem *p = &found->v[i];
		if (strcmp(p->rule, "dead-link") != 0 || !is_reported(all, first, p))
			problem_add_message(
			    all, p->severity, p->file, p->line, p->column, p->rule, p->message);
	}
}

static bool check_whole(
    struct compiler *c, const struct compile_report *r, struct problems *all, struct err *err)
{
	struct catalog *catalog = writer_catalog(c->writer);
	const char *const *langs = (const char *const *)c->config->site.tags;
	bool good = true;
	for (size_t i = 0, n; i < r->scan.file_count && good; i += n) {
		n = 1;
		if (r->scan.files[i].name.role == ROLE_ATTACHMENT)
			good = check_attachments(catalog, &r->scan, &r->scan.files[i], langs, &n, all, err);
	}
	struct problems found;
	problems_init(&found);
	good = good && writer_cross_check(c->writer, langs, &found, err);
	add_links(c, all, &found);
	problems_release(&found);
	return good;
}

static bool collect(struct compiler *c, struct compile_report *r, struct problems *all, struct err *err)
{
	if (!compile_run(c, time(NULL), r, err))
		return false;
	problems_append(all, &r->names);
	return writer_problems(c->writer, all, err) && check_whole(c, r, all, err);
}

/* --- only some files ----------------------------------------------------------------- */

static bool is_below(const char *file, const char *place)
{
	size_t n = strlen(place);
	return n == 0 || (!strncmp(file, place, n) && (!file[n] || file[n] == '/'));
}

static void keep_below(char (*places)[PATH_MAX], size_t count, struct problems *all)
{
	size_t kept = 0;
	all->errors = 0;
	for (size_t i = 0; i < all->n; i++) {
		bool wanted = false;
		for (size_t k = 0; k < count && !wanted; k++)
			wanted = is_below(all->v[i].file, places[k]);
		if (!wanted)
			continue;
		all->errors += all->v[i].severity == SEVERITY_ERROR;
		all->v[kept++] = all->v[i];
	}
	all->n = kept;
}

/* --- printing ------------------------------------------------------------------------ */

/* The line of the file, and a caret below the column. */
static void quote_line(int content_fd, const struct problem *p, struct buf *bytes, struct buf *out)
{
	struct err err;
	struct str rest, line = { NULL, 0 };
	int number = 0;
	buf_reset(bytes);
	if (p->line == 0 || content_is_office(str_of(p->file)) ||
	    !file_read(content_fd, p->file, DOCUMENT_MAX, bytes, &err))
		return;
	rest = buf_str(bytes);
	while (number < p->line && str_next_line(&rest, &line))
		number++;
	if (number < p->line || !utf8_valid(line, NULL))
		return;
	size_t at = 0, len;
	for (int column = 1; column < p->column && at < line.n; column++, at += len)
		utf8_decode(str_sub(line, at, line.n), &len);
	/* Of a long paragraph only what is around the place is shown. */
	size_t from = 0;
	while (from < at && utf8_columns(str_sub(line, from, at)) > LINE_COLUMNS / 2) {
		utf8_decode(str_sub(line, from, line.n), &len);
		from += len;
	}
	struct str shown = str_sub(line, from, line.n);
	shown = str_sub(shown, 0, utf8_fit(shown, LINE_COLUMNS));
	buf_puts(out, "    ");
	utf8_clean(out, shown);
	if (p->column)
		buf_printf(out, "\n    %*s^", (int)utf8_columns(str_sub(line, from, at)), "");
	buf_add_char(out, '\n');
}

/* Whether some were told together. */
static bool print_lines(const struct compiler *c, const struct check_options *o, const struct problems *all)
{
	const char *content = c->config->content;
	bool terminal = isatty(STDERR_FILENO);
	struct problem_groups groups;
	struct buf line, bytes;
	buf_init(&line, 1 << 16);
	buf_init(&bytes, DOCUMENT_MAX);
	problem_groups_make(&groups, all, o->all);
	for (size_t i = 0; i < groups.n; i++) {
		const struct problem_group *g = &groups.v[i];
		buf_reset(&line);
		if (g->n > 1) {
			problem_group_print(g, content, message_spoken(), &line);
			buf_add_char(&line, '\n');
		} else {
			buf_printf(&line, "%s/", content);
			problem_print(g->first, message_spoken(), &line);
			buf_add_char(&line, '\n');
			if (terminal)
				quote_line(c->content_fd, g->first, &bytes, &line);
		}
		fputs(line.data, stderr);
	}
	bool told_together = groups.n < all->n;
	problem_groups_release(&groups);
	buf_release(&line);
	buf_release(&bytes);
	return told_together;
}

static void print_json(const struct config *c, const struct problems *all)
{
	struct buf out, path, words;
	struct json j;
	buf_init(&words, 2 * MESSAGE_MAX);
	buf_init(&out, OUTPUT_MAX);
	buf_init(&path, 2 * PATH_MAX);
	json_init(&j, &out);
	json_open(&j, NULL, '[');
	for (size_t i = 0; i < all->n; i++) {
		const struct problem *p = &all->v[i];
		json_open(&j, NULL, '{');
		buf_reset(&path);
		buf_printf(&path, "%s/%s", c->content, p->file);
		json_string(&j, "file", path.data);
		json_number(&j, "line", p->line);
		json_number(&j, "column", p->column);
		json_string(&j, "severity", severity_word(p->severity));
		json_string(&j, "rule", p->rule);
		buf_reset(&words);
		problem_words(p, message_spoken(), &words);
		json_string(&j, "message", words.data);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	printf("%s\n", out.data);
	buf_release(&out);
	buf_release(&path);
	buf_release(&words);
}

static int finish(const struct compiler *c, const struct check_options *o, const struct compile_report *r,
    const struct problems *all)
{
	bool told_together = false;
	if (o->json)
		print_json(c->config, all);
	else
		told_together = print_lines(c, o, all);
	size_t doubts = problems_of(all, RULE_DOUBT);
	if (!o->json && !o->quiet)
		message_print(stdout, "files: %zu, errors: %zu, warnings: %zu\n", r->files, all->errors,
		    all->n - all->errors);
	if (told_together && !o->quiet)
		message_print(stdout, "(\"jarchy check --all\" lists each)\n");
	if (!o->json && !o->quiet && doubts)
		message_print(stdout, "open doubts (lines \"# check:\" to read and take out): %zu\n", doubts);
	return all->errors ? COMMAND_FAULTY : COMMAND_GOOD;
}

static int run(
    const struct config *config, const struct check_options *o, char (*places)[PATH_MAX], struct err *err)
{
	struct compiler c;
	int status = COMMAND_FAILED;
	if (compiler_open(&c, config, true, err)) {
		struct compile_report r;
		struct problems all;
		problems_init(&all);
		if (collect(&c, &r, &all, err)) {
			if (o->path_count)
				keep_below(places, o->path_count, &all);
			problems_sort(&all);
			status = finish(&c, o, &r, &all);
		}
		problems_release(&all);
		compile_report_release(&r);
	}
	compiler_close(&c);
	return status;
}

int check_run(const struct config *config, const struct check_options *o)
{
	struct err err;
	char(*places)[PATH_MAX] = xcalloc(o->path_count ? o->path_count : 1, sizeof *places);
	bool good = true;
	for (size_t i = 0; i < o->path_count && good; i++)
		good = content_path_find(config, o->paths[i], places[i], &err);
	int status = good ? run(config, o, places, &err) : COMMAND_FAILED;
	free(places);
	if (status == COMMAND_FAILED)
		log_error("%s", err.text);
	return status;
}

static void print_keys(void)
{
	static const struct {
		unsigned of;
		const char *what;
	} files[] = { { OF_ITEM, MESSAGE("\nKeys of an item:\n") },
		{ OF_PROJECT, MESSAGE("\nKeys of a project:\n") },
		{ OF_PAGE, MESSAGE("\nKeys of a page of the site:\n") },
		{ OF_SITE, MESSAGE("\nKeys of the site:\n") } };
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		fputs(message_find(message_spoken(), files[i].what), stdout);
		for (const struct key *k = content_keys; k->name; k++)
			if (k->of & files[i].of)
				printf("  %-13s %s\n", k->name, message_find(message_spoken(), k->help));
	}
}

static void print_rules(void)
{
	for (const struct rule *r = content_rules; r->name; r++) {
		const char *severity = message_find(message_spoken(), severity_word(r->severity));
		int room = SEVERITY_COLUMNS - (int)utf8_columns(str_of(severity));
		printf("%-22s %s%*s %s\n", r->name, severity, room > 0 ? room : 0, "",
		    message_find(message_spoken(), r->help));
	}
}

/* How well the colour of the configuration can be read, and what is done where it cannot. */
static void print_colour(const struct site_colour *c, enum colour_scheme on)
{
	char given[COLOUR_TEXT], shown[COLOUR_TEXT];
	double before = colour_contrast_shown(c->given_contrast[on]),
	       after = colour_contrast_shown(c->contrast[on]);
	colour_write(c->given, given);
	colour_write(c->shown[on], shown);
	bool same = colour_same(c->given, c->shown[on]);
	if (same && on == COLOUR_DARK)
		message_print(stdout, "colour on dark screens: %s, contrast %.2f\n", given, before);
	else if (same)
		message_print(stdout, "colour on light screens: %s, contrast %.2f\n", given, before);
	else if (on == COLOUR_DARK)
		message_print(stdout,
		    "colour on dark screens: %s has contrast %.2f and 4.5 is needed: %s is shown there, "
		    "contrast "
		    "%.2f\n",
		    given, before, shown, after);
	else
		message_print(stdout,
		    "colour on light screens: %s has contrast %.2f and 4.5 is needed: %s is shown there, "
		    "contrast "
		    "%.2f\n",
		    given, before, shown, after);
}

/* Of the configuration: what it asks for in vain, and its colour. */
static void check_config(const struct config *c, bool json)
{
	cert_warn(c);
	config_warn(c);
	for (int on = 0; on < COLOUR_SCHEMES && c->site_colour && !json; on++)
		print_colour(c->site_colour, (enum colour_scheme)on);
}

/* --- the command --------------------------------------------------------------------- */

struct check_values {
	bool json, rules, all;
};

static const struct option options[] = {
	OPT_FLAG(
	    struct check_values, all, "all", 0, "print each problem, also when there are many of its kind"),
	OPT_FLAG(struct check_values, json, "json", 0, "for editors' plugins, on standard output"),
	OPT_FLAG(struct check_values, rules, "rules", 0, "list what can be wrong"),
	OPT_END,
};

static int run_check(struct config *c, const struct command_line *line)
{
	const struct check_values *v = line->values;
	struct check_options o = { .quiet = line->quiet,
		.json = v->json,
		.all = v->all,
		.paths = line->words,
		.path_count = line->word_count };
	if (v->rules) {
		print_rules();
		return COMMAND_GOOD;
	}
	if (!o.path_count && !o.quiet)
		check_config(c, o.json);
	return check_run(c, &o);
}

const struct command check_command = {
	.name = "check",
	.arguments = MESSAGE("[PATH ...]"),
	.summary = MESSAGE("report every error and warning in the content"),
	.options = options,
	.values_size = sizeof(struct check_values),
	.notes = MESSAGE("Exits with 1 when there is an error. Writes nothing. See jarchy-content(5)."),
	.print_more = print_keys,
	.run = run_check,
};
