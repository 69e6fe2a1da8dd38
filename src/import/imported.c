/*
 * imported: gathers items and their doubts, and cleans words.
 */
#include "import/imported.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { DOUBTS_MAX = 20 }; /* of one item */

struct imported *import_add(struct import *i)
{
	struct imported *item = ARENA_PUSH(&i->arena, i->v, i->n);
	item->title = item->lang = item->date = item->updated = item->id = item->source = item->author = "";
	item->contact = item->summary = item->body = item->licence = item->publish = item->pair = "";
	item->slug = item->expires = item->project = "";
	return item;
}

void import_list_add(struct arena *a, struct imported_list *list, const char *text)
{
	if (!*text)
		return;
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], text))
			return;
	*ARENA_PUSH(a, list->v, list->n) = arena_strdup(a, text);
}

void import_doubt_message(struct arena *a, struct imported *item, const char *message)
{
	struct buf words;
	if (item->check_count >= DOUBTS_MAX)
		return;
	buf_init(&words, 2 * MESSAGE_MAX);
	message_words(message, message_spoken(), &words);
	*ARENA_PUSH(a, item->checks, item->check_count) = import_clean(a, buf_str(&words));
	buf_release(&words);
}

void import_unsure_message(struct arena *a, struct imported *item, const char *message)
{
	item->unsure = true;
	import_doubt_message(a, item, message);
}

void import_doubt(struct arena *a, struct imported *item, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list ap;
	va_start(ap, fmt);
	message_vmake(message, fmt, ap);
	va_end(ap);
	import_doubt_message(a, item, message);
}

void import_unsure(struct arena *a, struct imported *item, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list ap;
	va_start(ap, fmt);
	message_vmake(message, fmt, ap);
	va_end(ap);
	import_unsure_message(a, item, message);
}

void import_note(struct arena *a, struct imported_list *list, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	struct buf words;
	va_list ap;
	va_start(ap, fmt);
	message_vmake(message, fmt, ap);
	va_end(ap);
	buf_init(&words, 2 * MESSAGE_MAX);
	message_words(message, message_spoken(), &words);
	import_list_add(a, list, words.data);
	buf_release(&words);
}

static bool is_space(uint32_t c)
{
	return c <= ' ' || c == 0x7f || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A) ||
	       c == 0x3000 || c == 0x2028 || c == 0x2029 || c == 0x85;
}

static bool is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0xFFFD || c == 0xFEFF || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069);
}

const char *import_clean(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.n + 1);
	size_t n = 0;
	while (text.n) {
		size_t len;
		uint32_t c = utf8_decode(text, &len);
		struct str one = str_sub(text, 0, len);
		if (is_space(c) || (!is_invisible(c) && !utf8_xml_safe(one, NULL))) {
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
		} else if (!is_invisible(c)) {
			memcpy(out + n, one.p, len);
			n += len;
		}
		text = str_sub(text, len, text.n);
	}
	if (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

void import_release(struct import *i)
{
	arena_release(&i->arena);
	*i = (struct import){ 0 };
}
