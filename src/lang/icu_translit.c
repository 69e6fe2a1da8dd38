/*
 * icu_translit: one transliterator for all scripts, and what it made of the runs that come again and again.
 */
#include "lang/icu_translit.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/hash.h"
#include "base/utf8.h"

/* RUN_MAX: bytes of a run that is remembered. PART_MAX: units of UTF-16 that are written at a time. */
enum { SLOTS = 1024, RUN_MAX = 48, ASCII_MAX = 96, PART_MAX = 256, WIDEST = 12 };

struct slot {
	unsigned char run_n, ascii_n;
	char run[RUN_MAX], ascii[ASCII_MAX];
};

static struct {
	pthread_mutex_t lock;
	bool tried;
	UTransliterator *rules; /* NULL: ICU lacks them */
	struct slot *slots;
} state = { .lock = PTHREAD_MUTEX_INITIALIZER };

bool icu_translit_has(uint32_t cp)
{
	int8_t type = u_charType((UChar32)cp);

	/* U+3007, a zero of Chinese, is no letter. */
	return u_isalnum((UChar32)cp) || u_hasBinaryProperty((UChar32)cp, UCHAR_IDEOGRAPHIC) ||
	       type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

static void open_rules(void)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[32];

	state.tried = true;
	state.slots = xcalloc(SLOTS, sizeof *state.slots);
	u_uastrcpy(id, "Any-Latin; Latin-ASCII");
	state.rules = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	if (U_FAILURE(status))
		state.rules = NULL;
}

/*
 * Signs that ICU writes above or beside letters are left out, and may leave two spaces together; what is still
 * no ASCII has no form.
 */
static void add_ascii(struct str text, struct buf *out)
{
	size_t len;

	for (; text.n; text = str_sub(text, len, text.n)) {
		uint32_t cp = utf8_decode(text, &len);
		int8_t type = u_charType((UChar32)cp);
		if (cp == ' ' && out->len && out->data[out->len - 1] == ' ')
			continue;
		if (cp < 0x80)
			buf_add_char(out, (char)cp);
		else if (type != U_MODIFIER_LETTER && type != U_MODIFIER_SYMBOL &&
		         type != U_NON_SPACING_MARK && type != U_FORMAT_CHAR)
			buf_add_char(out, '?');
	}
}

/* A run of at most PART_MAX units. */
static void write_part(struct str part, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[PART_MAX * WIDEST];
	char utf8[PART_MAX * WIDEST * 3];
	int32_t n = 0, end, bytes = 0;

	u_strFromUTF8WithSub(text, PART_MAX * WIDEST, &n, part.p, (int32_t)part.n, 0xFFFD, NULL, &status);
	end = n;
	if (state.rules)
		utrans_transUChars(state.rules, text, &n, PART_MAX * WIDEST, 0, &end, &status);
	u_strToUTF8(utf8, sizeof utf8, &bytes, text, n, &status);
	if (U_SUCCESS(status))
		add_ascii((struct str){ utf8, (size_t)bytes }, out);
	else
		buf_add_char(out, '?');
}

static void write_run(struct str run, struct buf *out)
{
	while (run.n) {
		size_t n = run.n < PART_MAX ? run.n : PART_MAX;
		/* Not within a character. */
		while (n < run.n && n > 1 && ((unsigned char)run.p[n] & 0xC0) == 0x80)
			n--;
		write_part(str_sub(run, 0, n), out);
		run = str_sub(run, n, run.n);
	}
}

static void remember(struct slot *slot, struct str run, struct str ascii)
{
	if (ascii.n > ASCII_MAX)
		return;
	slot->run_n = (unsigned char)run.n;
	slot->ascii_n = (unsigned char)ascii.n;
	memcpy(slot->run, run.p, run.n);
	if (ascii.n)
		memcpy(slot->ascii, ascii.p, ascii.n);
}

void icu_translit_run(struct str run, struct buf *out)
{
	pthread_mutex_lock(&state.lock);
	if (!state.tried)
		open_rules();
	struct slot *slot = NULL;
	if (run.n <= RUN_MAX)
		slot = &state.slots[hash_fold(hash_more(HASH_START, run)) % SLOTS];
	if (slot && slot->run_n && str_eq((struct str){ slot->run, slot->run_n }, run)) {
		buf_add(out, slot->ascii, slot->ascii_n);
	} else {
		size_t before = out->len;
		write_run(run, out);
		if (slot)
			remember(slot, run, str_sub(buf_str(out), before, out->len));
	}
	pthread_mutex_unlock(&state.lock);
}
