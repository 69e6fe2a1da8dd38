/*
 * mapped_text: bytes with the lines that they came from; notes.
 */
#include "content/mapped_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NOTES_MAX = 100, NOTE_MAX = 400 };

void mapped_init(struct mapped_text *m, size_t max)
{
	*m = (struct mapped_text){ 0 };
	buf_init(&m->text, max);
}

void mapped_release(struct mapped_text *m)
{
	buf_release(&m->text);
}

void mapped_char(struct mapped_text *m, struct arena *a, char c, int from)
{
	if (buf_add_char(&m->text, c) && c == '\n')
		*ARENA_PUSH(a, m->lines, m->line_count) = from;
}

void mapped_puts(struct mapped_text *m, struct arena *a, const char *s, int from)
{
	mapped_add(m, a, str_of(s), from);
}

void mapped_add(struct mapped_text *m, struct arena *a, struct str s, int from)
{
	for (size_t i = 0; i < s.n; i++)
		mapped_char(m, a, s.p[i], from);
}

void mapped_finish(struct mapped_text *m, struct arena *a, int from)
{
	if (m->text.len && m->text.data[m->text.len - 1] != '\n')
		mapped_char(m, a, '\n', from);
}

void note_add(struct notes *list, struct arena *a, int line, const char *rule, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list ap;
	va_start(ap, fmt);
	message_vmake(message, fmt, ap);
	va_end(ap);
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].rule, rule) != 0 || strcmp(list->v[i].message, message) != 0)
			continue;
		list->v[i].count++;
		return;
	}
	if (list->n < NOTES_MAX)
		*ARENA_PUSH(a, list->v, list->n) = (struct note){ line, rule, arena_strdup(a, message), 1 };
}
