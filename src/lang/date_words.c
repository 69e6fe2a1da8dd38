/*
 * date_words: asks the packs what months are called.
 */
#include "lang/date_words.h"

#include <pthread.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/letter.h"

/* NAME_MAX: letters of a month's name; CASE_MAX: of what may come after it. */
enum { WORD_MAX = 64, PREFIX = 3, NAME_MAX = 24, CASE_MAX = 4 };

/* --- words and numbers ------------------------------------------------------------- */

/*
 * Of any script. Above the Latin and Cyrillic letters are letters, digits and marks, but for blocks of
 * signs.
 */
static bool is_letter(uint32_t c)
{
	bool signs = (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3041) || c >= 0xFE00;
	bool arabic_signs = c == 0x60C || c == 0x61B || c == 0x61F || (c >= 0x66A && c <= 0x66D) ||
	                    c == 0x6D4;

	return letter_is_european(c) || (c >= 0x5D0 && !signs && !arabic_signs);
}

size_t date_tokens(struct str line, struct date_token *out)
{
	size_t n = 0, len;
	for (size_t i = 0; i < line.n && n < DATE_TOKENS_MAX;) {
		uint32_t c = utf8_decode(str_sub(line, i, line.n), &len);
		bool number = ascii_is_digit(c);
		if (!number && !is_letter(c)) {
			i += len;
			continue;
		}
		size_t from = i;
		while (i < line.n) {
			c = utf8_decode(str_sub(line, i, line.n), &len);
			if (number ? !ascii_is_digit(c) : !is_letter(c))
				break;
			i += len;
		}
		uint64_t value;
		struct date_token *t = &out[n++];
		t->text = str_sub(line, from, i);
		t->number = number;
		t->value = number && t->text.n <= 4 && str_to_uint(t->text, 9999, &value) ? (int)value : -1;
		t->before = from ? line.p[from - 1] : 0;
	}
	return n;
}

/* --- months ------------------------------------------------------------------------ */

/* A name of a month. `whole_n`: without the letter that is another in each case, where no day is. */
struct month_name {
	uint32_t whole[NAME_MAX];
	size_t letters, whole_n;
	int month;
};
static struct month_name *names;
static size_t name_count;

static size_t letters_of(struct str word, uint32_t *out, size_t max)
{
	size_t n = 0, len;

	for (; word.n && n < max; word = str_sub(word, len, word.n))
		out[n++] = utf8_decode(word, &len);
	return n;
}

static void fold_word(struct str word, struct buf *out)
{
	buf_reset(out);
	utf8_fold(out, str_sub(word, 0, WORD_MAX));
}

/* A date in the month, in every form that the language has, folded. */
static void write_month(const struct lang *l, int month, struct buf *out)
{
	struct civil day = { .year = 2001, .month = month, .day = 1 };
	struct buf text;
	buf_init(&text, 4096);
	/* A day of another calendar is of another month. */
	if (l->calendar == CALENDAR_GREGORIAN)
		lang_day(l, &day, &text);
	buf_add_char(&text, ' ');
	lang_month(l, &day, &text);
	buf_reset(out);
	utf8_fold(out, buf_str(&text));
	buf_release(&text);
}

static void add_name(struct str word, int month)
{
	struct month_name name = { .month = month };
	size_t n = letters_of(word, name.whole, NAME_MAX);

	if (n < PREFIX)
		return;
	name.letters = n;
	name.whole_n = n - (n > PREFIX && utf8_is_one_of(name.whole[n - 1], "аеиуыьйя"));
	names = xrealloc(names, (name_count + 1) * sizeof *names);
	names[name_count++] = name;
}

/* The words of dates in one month that those in the next have not. */
static void learn_names(void)
{
	struct buf here, other;
	struct date_token t[DATE_TOKENS_MAX];

	buf_init(&here, 4096);
	buf_init(&other, 4096);
	for (size_t l = 0; l < lang_count(); l++) {
		for (int m = 1; m <= 12; m++) {
			write_month(lang_at(l), m, &here);
			write_month(lang_at(l), m % 12 + 1, &other);
			size_t n = date_tokens(buf_str(&here), t);
			for (size_t i = 0; i < n; i++)
				if (!t[i].number && !memmem(other.data, other.len, t[i].text.p, t[i].text.n))
					add_name(t[i].text, m);
		}
	}
	buf_release(&here);
	buf_release(&other);
}

static void know_names(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, learn_names);
}

static size_t fold_letters(struct str name, uint32_t out[NAME_MAX])
{
	struct buf word;

	buf_init(&word, 4096);
	fold_word(name, &word);
	size_t n = letters_of(buf_str(&word), out, NAME_MAX);
	buf_release(&word);
	return n;
}

static size_t common_letters(const struct month_name *m, const uint32_t *letters, size_t n)
{
	size_t same = 0;

	while (same < n && same < m->letters && m->whole[same] == letters[same])
		same++;
	return same;
}

int date_month(struct str name)
{
	uint32_t letters[NAME_MAX];
	size_t most = PREFIX - 1;
	int month = 0;

	know_names();
	size_t n = fold_letters(name, letters);
	for (size_t i = 0; i < name_count; i++) {
		size_t same = common_letters(&names[i], letters, n);
		if (same < most || same < PREFIX)
			continue;
		if (same > most)
			month = names[i].month;
		else if (month != names[i].month)
			month = 0;
		most = same;
	}
	return month;
}

int date_whole_month(struct str name)
{
	uint32_t letters[NAME_MAX];

	know_names();
	size_t n = fold_letters(name, letters);
	for (size_t i = 0; i < name_count; i++) {
		const struct month_name *m = &names[i];
		if (n >= m->whole_n && n <= m->whole_n + CASE_MAX &&
		    memcmp(m->whole, letters, m->whole_n * sizeof *letters) == 0)
			return m->month;
	}
	return 0;
}
