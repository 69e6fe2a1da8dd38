/*
 * problem: collecting, sorting and printing what is wrong in the content.
 *
 * Nothing is dropped here; whoever reads hostile bytes limits what it adds.
 */
#include "content/problem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/name.h"

enum { QUOTE_COLUMNS = 60 }; /* of what a problem quotes */

void problems_init(struct problems *p)
{
	*p = (struct problems){ 0 };
	arena_init(&p->arena);
}

void problems_release(struct problems *p)
{
	arena_release(&p->arena);
	*p = (struct problems){ 0 };
}

void problem_add_message(struct problems *p, enum severity severity, const char *file, int line, int column,
    const char *rule, const char *message)
{
	struct buf text;
	buf_init(&text, 2 * MESSAGE_MAX);
	message_words(message, NULL, &text);
	struct problem *one = ARENA_PUSH(&p->arena, p->v, p->n);
	one->file = arena_strdup(&p->arena, file);
	one->line = line;
	one->column = column;
	one->severity = severity;
	one->rule = rule;
	one->message = arena_strdup(&p->arena, message);
	one->text = arena_str(&p->arena, buf_str(&text));
	buf_release(&text);
	if (severity == SEVERITY_ERROR)
		p->errors++;
}

void problem_vadd(struct problems *p, enum severity severity, const char *file, int line, int column,
    const char *rule, const char *fmt, va_list ap)
{
	char message[MESSAGE_MAX];
	message_vmake(message, fmt, ap);
	problem_add_message(p, severity, file, line, column, rule, message);
}

void problem_add(struct problems *p, enum severity severity, const char *file, int line, int column,
    const char *rule, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	problem_vadd(p, severity, file, line, column, rule, fmt, ap);
	va_end(ap);
}

void problems_append(struct problems *to, const struct problems *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct problem *p = &from->v[i];
		problem_add_message(to, p->severity, p->file, p->line, p->column, p->rule, p->message);
	}
}

size_t problems_of(const struct problems *p, const char *rule)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += !strcmp(p->v[i].rule, rule);
	return n;
}

static int compare(const void *a, const void *b)
{
	const struct problem *x = a;
	const struct problem *y = b;
	int by_file = strcmp(x->file, y->file);
	if (by_file)
		return by_file;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return strcmp(x->text, y->text);
}

void problems_sort(struct problems *p)
{
	if (p->n > 1)
		qsort(p->v, p->n, sizeof *p->v, compare);
}

struct str problem_quoted(struct str s)
{
	return str_sub(s, 0, utf8_fit(s, QUOTE_COLUMNS));
}

const char *severity_word(enum severity severity)
{
	return severity == SEVERITY_WARNING ? MESSAGE("warning") : MESSAGE("error");
}

void problem_words(const struct problem *p, const struct messages *language, struct buf *out)
{
	message_words(p->message, language, out);
}

void problem_note(
    const struct problem *p, const char *folder, const struct messages *language, struct buf *out)
{
	buf_printf(out, "%s%s", folder, *folder ? "/" : "");
	utf8_clean(out, str_of(p->file));
	if (p->line)
		buf_printf(out, ":%d", p->line);
	buf_puts(out, ": ");
	problem_words(p, language, out);
}

static void print_line(const struct problem *p, const struct messages *language, struct buf *out)
{
	char message[MESSAGE_MAX];
	if (!content_is_office(str_of(p->file))) {
		buf_printf(out, ":%d", p->line);
		return;
	}
	message_make(message, "paragraph %d", p->line);
	buf_puts(out, ": ");
	message_words(message, language, out);
}

void problem_print(const struct problem *p, const struct messages *language, struct buf *out)
{
	utf8_clean(out, str_of(p->file));
	if (p->line > 0)
		print_line(p, language, out);
	if (p->line > 0 && p->column > 0)
		buf_printf(out, ":%d", p->column);
	buf_printf(out, ": %s: ", message_find(language, severity_word(p->severity)));
	problem_words(p, language, out);
	buf_printf(out, " [%s]", p->rule);
}
