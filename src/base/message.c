/*
 * message: takes a format and its arguments apart, and puts them together again in another language.
 *
 *   message = part *((COLON / SPACE) part)     ; shown as "part: part", "part part"
 *   part    = template *(ARGUMENT text)        ; one text for each argument of printf, "*" included
 *
 * Arguments have none of the three marks: what comes from outside cannot forge a part.
 */
#include "base/message.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

enum { COLON = 0x1E, SPACE = 0x1D, ARGUMENT = 0x1F, ARGUMENTS_MAX = 16, SPEC_MAX = 32 };

static const char marks[] = { COLON, SPACE, '\0' }; /* between parts */
static const struct messages *spoken;

void message_speak(const struct messages *t)
{
	spoken = t;
}

const struct messages *message_spoken(void)
{
	return spoken;
}

static int by_template(const void *key, const void *one)
{
	return strcmp(key, ((const struct message_text *)one)->template);
}

const char *message_find(const struct messages *t, const char *template)
{
	const struct message_text *found = t && t->n
	                                       ? bsearch(template, t->v, t->n, sizeof *t->v, by_template)
	                                       : NULL;
	return found ? found->text : template;
}

/* --- formats ------------------------------------------------------------------------ */

/* One conversion: "%2$-*.3zu". */
struct conversion {
	const char *end;    /* after it */
	size_t position;    /* 1…; 0: that of the next argument */
	bool width, places; /* "*" is its width or precision: an argument before its own */
	char length[3];     /* "zu", "lld" without the last letter */
	char letter;        /* 's', 'd', 'u', 'x', 'X', 'c', 'f'; '%' takes no argument */
};

static const char *skip_digits(const char *p)
{
	while (ascii_is_digit(*p))
		p++;
	return p;
}

/* A width or precision; in translations also "*1$". */
static const char *skip_number(const char *p, bool *given)
{
	*given = *p == '*';
	if (!*given)
		return skip_digits(p);
	const char *dollar = skip_digits(p + 1);
	return *dollar == '$' ? dollar + 1 : p + 1;
}

/* p is at its "%". */
static struct conversion read_conversion(const char *p)
{
	struct conversion c = { .position = 0 };
	const char *dollar = skip_digits(++p);
	if (dollar > p && *dollar == '$') {
		c.position = strtoul(p, NULL, 10);
		p = dollar + 1;
	}
	p += strspn(p, "-+ #0'");
	p = skip_number(p, &c.width);
	if (*p == '.')
		p = skip_number(p + 1, &c.places);
	for (size_t n = 0; *p && strchr("hlzjt", *p) && n < sizeof c.length - 1; n++)
		c.length[n] = *p++;
	c.letter = *p;
	c.end = *p ? p + 1 : p;
	return c;
}

/* --- making ------------------------------------------------------------------------- */

static void add_text(char out[MESSAGE_MAX], const char *text)
{
	size_t len = strlen(out), room = MESSAGE_MAX - 1 - len, n = strlen(text), bad;
	if (n > room) {
		struct str part = { text, room };
		n = utf8_valid(part, &bad) ? room : bad;
	}
	memcpy(out + len, text, n);
	out[len + n] = '\0';
}

static void add_argument(char out[MESSAGE_MAX], char *text)
{
	for (char *p = text; *p; p++)
		if (*p == COLON || *p == SPACE || *p == ARGUMENT)
			*p = '?';
	add_text(out, (const char[]){ ARGUMENT, '\0' });
	add_text(out, text);
}

/* va_list as something that can be pointed to. */
struct arguments {
	va_list v;
};

/* The number for a "*". */
static void add_star(char out[MESSAGE_MAX], char spec[SPEC_MAX], struct arguments *args)
{
	char text[16];
	snprintf(text, sizeof text, "%d", va_arg(args->v, int));
	add_argument(out, text);
	strncat(spec, text, SPEC_MAX - strlen(spec) - 1);
}

/* The conversion without its "*": their numbers are in their places. */
static void copy_spec(
    const char *from, const char *end, char spec[SPEC_MAX], char out[MESSAGE_MAX], struct arguments *args)
{
	spec[0] = '\0';
	for (; from < end; from++)
		if (*from == '*')
			add_star(out, spec, args);
		else if (strlen(spec) + 1 < SPEC_MAX)
			strncat(spec, from, 1);
}

static void print_integer(
    char text[MESSAGE_MAX], const char *spec, const char *length, struct arguments *args)
{
	if (!strcmp(length, "l"))
		snprintf(text, MESSAGE_MAX, spec, va_arg(args->v, long));
	else if (!strcmp(length, "ll"))
		snprintf(text, MESSAGE_MAX, spec, va_arg(args->v, long long));
	else if (!strcmp(length, "z"))
		snprintf(text, MESSAGE_MAX, spec, va_arg(args->v, size_t));
	else if (!strcmp(length, "j"))
		snprintf(text, MESSAGE_MAX, spec, va_arg(args->v, intmax_t));
	else if (!strcmp(length, "t"))
		snprintf(text, MESSAGE_MAX, spec, va_arg(args->v, ptrdiff_t));
	else
		snprintf(text, MESSAGE_MAX, spec, va_arg(args->v, int));
}

static void print_value(
    char text[MESSAGE_MAX], const char *spec, const struct conversion *c, struct arguments *args)
{
	const char *s;
	switch (c->letter) {
	case 's':
		s = va_arg(args->v, const char *);
		snprintf(text, MESSAGE_MAX, spec, s ? s : "(null)");
		break;
	case 'f':
	case 'g':
		snprintf(text, MESSAGE_MAX, spec, va_arg(args->v, double));
		break;
	default:
		print_integer(text, spec, c->length, args);
	}
}

void message_vmake(char out[MESSAGE_MAX], const char *fmt, va_list list)
{
	struct arguments args;
	char spec[SPEC_MAX], text[MESSAGE_MAX];
	va_copy(args.v, list);
	out[0] = '\0';
	add_text(out, fmt);
	for (const char *p = strchr(fmt, '%'); p; p = strchr(p, '%')) {
		struct conversion c = read_conversion(p);
		if (c.letter && c.letter != '%') {
			copy_spec(p, c.end, spec, out, &args);
			print_value(text, spec, &c, &args);
			add_argument(out, text);
		}
		p = c.end;
	}
	va_end(args.v);
}

void message_make(char out[MESSAGE_MAX], const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	message_vmake(out, fmt, args);
	va_end(args);
}

static void join(char message[MESSAGE_MAX], const char *first, char mark, const char *second)
{
	char whole[MESSAGE_MAX] = "";
	add_text(whole, first);
	if (*first && *second)
		add_text(whole, (const char[]){ mark, '\0' });
	add_text(whole, second);
	memcpy(message, whole, strlen(whole) + 1);
}

void message_prefix(char message[MESSAGE_MAX], const char *first)
{
	join(message, first, COLON, message);
}

void message_follow(char message[MESSAGE_MAX], const char *next)
{
	join(message, message, SPACE, next);
}

/* --- showing ------------------------------------------------------------------------ */

/* A part, taken apart: its texts end where marks were. */
struct part {
	const char *template;
	const char *arguments[ARGUMENTS_MAX];
	size_t n;
};

static void split_part(char *text, struct part *p)
{
	*p = (struct part){ .template = text };
	for (char *at = strchr(text, ARGUMENT); at; at = strchr(at, ARGUMENT)) {
		*at++ = '\0';
		if (p->n < ARGUMENTS_MAX)
			p->arguments[p->n++] = at;
	}
}

static void show_part(const struct part *part, const struct messages *t, struct buf *out)
{
	const char *rest = message_find(t, part->template);
	size_t next = 0;
	/* A text without arguments may be no template: that of an older catalogue, or of another library. */
	for (const char *p = strchr(rest, '%'); p && (part->n || p[1] == '%'); p = strchr(rest, '%')) {
		struct conversion c = read_conversion(p);
		buf_add(out, rest, (size_t)(p - rest));
		rest = c.end;
		if (c.letter == '%') {
			buf_add_char(out, '%');
			continue;
		}
		next = c.position ? c.position : next + c.width + c.places + 1;
		if (next <= part->n)
			buf_puts(out, part->arguments[next - 1]);
	}
	buf_puts(out, rest);
}

void message_words(const char *message, const struct messages *t, struct buf *out)
{
	char text[MESSAGE_MAX] = "";
	struct part part;
	add_text(text, message);
	for (char *p = text, *end; p; p = end) {
		end = strpbrk(p, marks);
		char mark = end ? *end : '\0';
		if (end)
			*end++ = '\0';
		split_part(p, &part);
		show_part(&part, t, out);
		if (mark)
			buf_puts(out, mark == COLON ? ": " : " ");
	}
}

static void add_words(struct buf *out, const char *fmt, va_list args)
{
	char message[MESSAGE_MAX];
	message_vmake(message, fmt, args);
	message_words(message, spoken, out);
}

void message_add(struct buf *out, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add_words(out, fmt, args);
	va_end(args);
}

void message_print(FILE *out, const char *fmt, ...)
{
	struct buf words;
	va_list args;
	buf_init(&words, 2 * MESSAGE_MAX);
	va_start(args, fmt);
	add_words(&words, fmt, args);
	va_end(args);
	fwrite(words.data, 1, words.len, out);
	buf_release(&words);
}
