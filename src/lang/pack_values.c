/*
 * pack_values: the sections [language] and [numbers] of a pack.
 */
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/icu_tag.h"
#include "lang/letter.h"
#include "lang/pack_reader.h"

/* --- language ------------------------------------------------------------------------------ */

const char *const pack_script_names[] = {
	[SCRIPT_OTHER] = "other",
	[SCRIPT_LATIN] = "latin",
	[SCRIPT_CYRILLIC] = "cyrillic",
	[SCRIPT_ARABIC] = "arabic",
	[SCRIPT_HAN] = "han",
	[SCRIPT_THAI] = "thai",
};

static void read_script(struct reader *r, const char *value)
{
	for (size_t i = 0; i < ARRAY_SIZE(pack_script_names); i++) {
		if (strcmp(value, pack_script_names[i]) == 0) {
			r->l->search.script = (enum script)i;
			return;
		}
	}
	PROBLEM(r, "unknown script \"%s\": write latin, cyrillic, arabic, han, thai or other", value);
}

static void read_direction(struct reader *r, const char *key, const char *value)
{
	if (strcmp(value, "ltr") == 0 || strcmp(value, "rtl") == 0)
		reader_set(r, &r->l->dir, key, value);
	else
		PROBLEM(r, "direction: write ltr, or rtl if the language is written from right to left");
}

static void read_tag(struct reader *r, const char *value)
{
	char written[TAG_BYTES];
	struct str of_file = pack_file_stem(r->file);

	if (!icu_tag_shorten(str_of(value), written))
		PROBLEM(r, "\"%s\" is no tag of a language like \"ky\" or \"uz-Cyrl\" (BCP 47)", value);
	else if (strcmp(written, r->l->tag) != 0)
		PROBLEM(r, "the tag is \"%s\", and the file's name says \"%.*s\": make them the same", value,
		    STR_ARG(of_file));
}

/* "uz_Cyrl_UZ": the language of the pack, and a country. */
static bool is_locale(const char *tag, const char *value)
{
	struct bcp47 t, of;
	char good[LOCALE_BYTES];

	if (!bcp47_parse(str_of(value), &t) || !t.region.n || !bcp47_parse(str_of(tag), &of))
		return false;
	snprintf(good, sizeof good, "%.*s%s%.*s_%.*s", STR_ARG(of.language), t.script.n ? "_" : "",
	    STR_ARG(t.script), STR_ARG(t.region));
	for (char *p = good; *p; p++)
		*p = ascii_lower(*p);
	if (t.script.n)
		good[of.language.n + 1] = ascii_upper(good[of.language.n + 1]);
	for (char *p = strrchr(good, '_'); *p; p++)
		*p = ascii_upper(*p);
	return strcmp(good, value) == 0;
}

static void read_locale(struct reader *r, const char *key, const char *value)
{
	char example[LOCALE_BYTES];

	if (!*value || is_locale(r->l->tag, value)) {
		reader_set(r, &r->l->locale, key, value);
		return;
	}
	icu_tag_locale(r->l->tag, example);
	PROBLEM(r,
	    "locale: \"%s\" is not this language with a country: write the one that most of its readers know "
	    "it from, as \"%s\"",
	    value, strchr(example, '_') ? example : "ky_KG");
}

void read_language(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "tag", "name", "direction", "locale", "script", NULL };

	if (strcmp(key, "tag") == 0)
		read_tag(r, value);
	else if (strcmp(key, "name") == 0)
		reader_set(r, &r->l->name, key, value);
	else if (strcmp(key, "direction") == 0)
		read_direction(r, key, value);
	else if (strcmp(key, "locale") == 0)
		read_locale(r, key, value);
	else if (strcmp(key, "script") == 0)
		read_script(r, value);
	else
		reader_unknown(r, key, known);
}

/* --- numbers ------------------------------------------------------------------------------- */

/* The character of "U+00A0"; 0: it is none. */
static uint32_t read_number_of_character(const char *value)
{
	uint32_t cp = 0;
	int digit = 0;
	const char *p = value + 2;

	for (; *p && (digit = str_hex_digit(*p)) >= 0 && cp < 0x110000; p++)
		cp = cp * 16 + (uint32_t)digit;
	return *p || cp < 0x20 || cp >= 0x110000 || (cp >= 0xD800 && cp < 0xE000) ? 0 : cp;
}

/* One character that numbers cannot have themselves, and words neither. */
static bool is_mark(struct str mark)
{
	size_t len;

	return utf8_length(mark) == 1 && !ascii_is_alnum(*mark.p) &&
	       !letter_is_european(utf8_decode(mark, &len));
}

static void set_mark(struct reader *r, const char **to, const char *key, const char *value)
{
	if (*value && !is_mark(str_of(value)))
		PROBLEM(r,
		    "%s: \"%s\" is no mark of numbers: write one character that is no letter and no digit, "
		    "or "
		    "its number, as U+00A0",
		    key, value);
	else
		reader_set(r, to, key, value);
}

/* A character, or "U+00A0". */
static void read_mark(struct reader *r, const char **to, const char *key, const char *value)
{
	struct buf utf8;

	if (!str_starts(str_of(value), "U+")) {
		set_mark(r, to, key, value);
		return;
	}
	uint32_t cp = read_number_of_character(value);
	if (!cp) {
		PROBLEM(r, "\"%s\" is no character: write it as it is, or as U+00A0", value);
		return;
	}
	buf_init(&utf8, 8);
	utf8_encode(&utf8, cp);
	set_mark(r, to, key, arena_str(r->a, buf_str(&utf8)));
	buf_release(&utf8);
}

static void read_group(struct reader *r, const char *key, const char *value)
{
	if (strcmp(value, "none") != 0)
		read_mark(r, &r->l->group_mark, key, value);
	else if (!r->l->group_mark)
		r->l->group_mark = "";
}

static bool is_among(const char *const *v, size_t n, const char *one)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i], one) == 0)
			return true;
	return false;
}

/* Ten different ones; those of ASCII, in their order, are no digits of its own. */
static void read_digits(struct reader *r, const char *value)
{
	struct str rest = str_of(value);
	const char **v = arena_alloc(r->a, DIGIT_COUNT * sizeof *v);
	size_t len, n = 0;

	r->has_digits = true;
	if (strcmp(value, "0123456789") == 0)
		return;
	for (; rest.n && n < DIGIT_COUNT; rest = str_sub(rest, len, rest.n), n++) {
		utf8_decode(rest, &len);
		v[n] = arena_str(r->a, str_sub(rest, 0, len));
		if (is_among(v, n, v[n]) || (unsigned char)*v[n] < 0x80)
			break;
	}
	if (n != DIGIT_COUNT || rest.n)
		PROBLEM(r, "digits: write the ten digits from 0 to 9, without spaces");
	else
		r->l->digits = v;
}

void read_number(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "group", "decimal", "digits", "sizes", "plural", NULL };
	const char *const *units;

	if (strcmp(key, "group") == 0)
		read_group(r, key, value);
	else if (strcmp(key, "decimal") == 0)
		read_mark(r, &r->l->decimal_mark, key, value);
	else if (strcmp(key, "digits") == 0)
		read_digits(r, value);
	else if (strcmp(key, "plural") == 0)
		reader_set(r, &r->l->plural, key, value);
	else if (strcmp(key, "sizes") != 0)
		reader_unknown(r, key, known);
	else if ((units = reader_parts(r, key, value, SIZE_UNITS)))
		memcpy(r->l->size_units, units, sizeof r->l->size_units);
}
