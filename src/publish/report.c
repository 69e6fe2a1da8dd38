/*
 * report: a mark and the time, then three lists, of errors, warnings and questions; of each problem the
 * cure first.
 *
 * The mark in the first line tells a file of ours from a person's. The second line has the time, and
 * nothing else has it, so that a report that says the same is not written again.
 */
#include "publish/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "content/name.h"
#include "content/rule.h"
#include "lang/message.h"

#define BOM "\xEF\xBB\xBF"
#define MARK "=== jarchy ==="

enum { SHOWN_MAX = 40 }; /* problems of one folder: who mends these sees the rest */

/* Warnings that ask for nothing to be mended in this folder. */
static const char *const quiet[] = { "altered", "guessed-title", "language-differs", "large-picture",
	"left-out", "long-title", "missing-translation", "narrow-picture", "no-id", "picture-place",
	"same-updated" };

/* --- sorting into folders ------------------------------------------------------------------ */

static bool is_shown(const struct problem *p)
{
	for (size_t i = 0; i < ARRAY_SIZE(quiet); i++)
		if (!strcmp(p->rule, quiet[i]))
			return false;
	return true;
}

static size_t folder_length(const struct problem *p)
{
	const char *slash = strrchr(p->file, '/');
	return slash ? (size_t)(slash - p->file) : 0;
}

static const char *name_in_folder(const struct problem *p)
{
	size_t n = folder_length(p);
	return p->file + n + (n > 0);
}

enum list { LIST_ERRORS, LIST_WARNINGS, LIST_QUESTIONS, LIST_COUNT };

static enum list list_of(const struct problem *p)
{
	if (p->severity == SEVERITY_ERROR)
		return LIST_ERRORS;
	return strcmp(p->rule, RULE_DOUBT) ? LIST_WARNINGS : LIST_QUESTIONS;
}

static int compare_folders(const struct problem *a, const struct problem *b)
{
	size_t x = folder_length(a), y = folder_length(b);
	int by_bytes = memcmp(a->file, b->file, x < y ? x : y);
	return by_bytes ? by_bytes : (x > y) - (x < y);
}

static int compare(const void *a, const void *b)
{
	const struct problem *x = *(const struct problem *const *)a, *y = *(const struct problem *const *)b;
	int order = compare_folders(x, y);
	order = order ? order : (int)list_of(x) - (int)list_of(y);
	order = order ? order : strcmp(x->file, y->file);
	order = order ? order : (x->line > y->line) - (x->line < y->line);
	return order ? order : strcmp(x->text, y->text);
}

void folder_reports_make(struct folder_reports *r, const struct problems *all)
{
	*r = (struct folder_reports){ 0 };
	arena_init(&r->arena);
	const struct problem **v = arena_alloc(&r->arena, (all->n + 1) * sizeof(*v));
	size_t n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (is_shown(&all->v[i]))
			v[n++] = &all->v[i];
	if (n > 1)
		qsort(v, n, sizeof(*v), compare);
	for (size_t i = 0; i < n; i++) {
		struct str folder = { v[i]->file, folder_length(v[i]) };
		if (i == 0 || compare_folders(v[i - 1], v[i]) != 0)
			*ARENA_PUSH(&r->arena, r->v,
			    r->n) = (struct folder_report){ arena_str(&r->arena, folder), &v[i], 0 };
		r->v[r->n - 1].n++;
	}
}

void folder_reports_release(struct folder_reports *r)
{
	arena_release(&r->arena);
	*r = (struct folder_reports){ 0 };
}

/* --- words --------------------------------------------------------------------------------- */

/* A sentence of the report itself. */
__attribute__((format(printf, 3, 4))) static void say(
    struct buf *out, const struct lang *lang, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list ap;
	va_start(ap, fmt);
	message_vmake(message, fmt, ap);
	va_end(ap);
	message_words(message, lang_messages(lang->tag), out);
}

/* Where the quotation ends that may begin at c; 0: none begins. */
static size_t quotation(const char *at)
{
	static const struct {
		const char *open, *close;
	} marks[] = { { "\"", "\"" }, { "«", "»" }, { "“", "”" } };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		size_t n = strlen(marks[i].open);
		const char *end = strncmp(at, marks[i].open, n) ? NULL : strstr(at + n, marks[i].close);
		if (end)
			return (size_t)(end - at) + strlen(marks[i].close);
	}
	return 0;
}

/* A message is "what is wrong: what to do". The second half, or NULL: it has one part. */
static const char *find_cure(const char *text)
{
	for (const char *at = text; *at;) {
		size_t skip = quotation(at);
		if (!skip && at > text && !strncmp(at, ": ", 2) && at[2])
			return at + 2;
		at += skip ? skip : 1;
	}
	return NULL;
}

static void print_problem(const struct problem *p, const struct lang *lang, struct buf *out)
{
	struct buf words, shown;
	buf_init(&words, 2 * MESSAGE_MAX);
	buf_init(&shown, 2 * MESSAGE_MAX);
	utf8_clean(&shown, str_of(name_in_folder(p)));
	problem_words(p, lang_messages(lang->tag), &words);
	const char *name = shown.data, *text = words.data, *cure = find_cure(text);
	if (p->line > 0 && content_is_office(str_of(p->file)))
		say(out, lang, "%s, paragraph %d:\n", name, p->line);
	else if (p->line > 0)
		say(out, lang, "%s, line %d:\n", name, p->line);
	else
		say(out, lang, "%s:\n", name);
	if (cure && list_of(p) != LIST_QUESTIONS)
		buf_printf(out, "    %s\n    (%.*s)\n\n", cure, (int)(cure - 2 - text), text);
	else
		buf_printf(out, "    %s\n\n", text);
	buf_release(&words);
	buf_release(&shown);
}

static void print_heading(enum list list, const struct lang *lang, struct buf *out)
{
	if (list == LIST_ERRORS)
		say(out, lang,
		    "PLEASE CORRECT. Until then readers see the last good version of these, or nothing.\n\n");
	else if (list == LIST_WARNINGS)
		say(out, lang, "PLEASE LOOK. These are published, but something in them may be wrong.\n\n");
	else
		say(out, lang, "PLEASE ANSWER, then take out the line \"# check:\" with the question.\n\n");
}

static void print_lists(const struct folder_report *r, const struct lang *lang, struct buf *out)
{
	enum list list = LIST_COUNT;
	for (size_t i = 0; i < r->n && i < SHOWN_MAX; i++) {
		if (list_of(r->v[i]) != list) {
			list = list_of(r->v[i]);
			print_heading(list, lang, out);
		}
		print_problem(r->v[i], lang, out);
	}
	if (r->n > SHOWN_MAX)
		say(out, lang, "There is more; it is shown when these are corrected. In all: %zu.\n\n", r->n);
}

/* Ends of lines as Windows has them. */
static void add_with_crlf(struct buf *out, struct str text)
{
	for (struct str line; str_next_line(&text, &line);) {
		buf_add_str(out, line);
		buf_puts(out, "\r\n");
	}
}

void report_print(const struct folder_report *r, const struct lang *lang, int64_t now, struct buf *out)
{
	struct buf text;
	struct civil t = date_civil(now);
	buf_init(&text, REPORT_MAX);
	buf_puts(&text, MARK "\n");
	buf_printf(&text, "%04d-%02d-%02d %02d:%02d\n\n", t.year, t.month, t.day, t.hour, t.minute);
	print_lists(r, lang, &text);
	say(&text, lang,
	    "jarchy removes this file when all of this is corrected. Do not write into it: that would be "
	    "lost.\n");
	buf_puts(out, BOM);
	add_with_crlf(out, buf_str(&text));
	buf_release(&text);
}

/* --- knowing one again ------------------------------------------------------------------------- */

/* What follows the mark. False: there is none. A person's program may have taken the byte order mark away. */
static bool cut_mark(struct str *bytes)
{
	struct str line;
	if (str_starts(*bytes, BOM))
		*bytes = str_sub(*bytes, strlen(BOM), bytes->n);
	return str_next_line(bytes, &line) && str_is(line, MARK);
}

bool report_is_ours(struct str bytes)
{
	return cut_mark(&bytes);
}

bool report_same(struct str a, struct str b)
{
	struct str time;
	return cut_mark(&a) && cut_mark(&b) && str_next_line(&a, &time) && str_next_line(&b, &time) &&
	       str_eq(a, b);
}
