/*
 * numbers: numbers, counts and sizes in the words and marks of a language.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/ascii.h"
#include "lang/lang.h"
#include "lang/plural.h"

static const char no_break_space[] = "\u00A0";

static void add_digit(const struct lang *l, char digit, struct buf *out)
{
	if (l->digits)
		buf_puts(out, l->digits[digit - '0']);
	else
		buf_add_char(out, digit);
}

void lang_number(const struct lang *l, uint64_t n, struct buf *out)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_puts(out, l->group_mark);
		add_digit(l, digits[i], out);
	}
}

void lang_digits(const struct lang *l, struct str text, struct buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		if (ascii_is_digit(text.p[i]))
			add_digit(l, text.p[i], out);
		else
			buf_add_char(out, text.p[i]);
	}
}

void lang_counted(const struct lang *l, enum counted what, uint64_t n, struct buf *out)
{
	struct buf number;
	struct pattern_values values = { .digits = l->digits };

	buf_init(&number, 200);
	lang_number(l, n, &number);
	values.given[GIVEN_N] = buf_str(&number);
	pattern_write(&l->counts[what][plural_of(l->plural, n)], &values, out);
	buf_release(&number);
}

void lang_size(const struct lang *l, uint64_t bytes, struct buf *out)
{
	uint64_t one = 1;
	size_t unit = 0;
	/* Half a unit is added for rounding: 1,023.5 of one unit are already 1 of the next. */
	while (unit + 1 < SIZE_UNITS && bytes / one + (bytes % one * 2 >= one && one > 1) >= 1024) {
		one *= 1024;
		unit++;
	}
	uint64_t whole = bytes / one, rest = bytes % one;
	uint64_t tenths = whole < 10 ? whole * 10 + (rest * 10 + one / 2) / one : 100;
	if (unit > 0 && tenths < 100) {
		lang_number(l, tenths / 10, out);
		buf_puts(out, l->decimal_mark);
		add_digit(l, (char)('0' + tenths % 10), out);
	} else {
		lang_number(l, whole + (rest >= one - rest), out);
	}
	buf_printf(out, "%s%s", no_break_space, l->size_units[unit]);
}
