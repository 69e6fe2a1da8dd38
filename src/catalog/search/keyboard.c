/*
 * keyboard: the rows of keys of both layouts.
 */
#include "catalog/search/keyboard.h"

#include "base/utf8.h"

enum { ROWS = 3, LAYOUTS = 2, KEY = 4 };

/* The rows, and where the first key of a row is, in fourths of a key. */
static const char *const rows[LAYOUTS][ROWS] = { { "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,." },
	{ "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю" } };
static const int starts[ROWS] = { 0, 1, 3 };

struct key {
	int layout, row, column;
};

static bool find_key(uint32_t letter, struct key *k)
{
	for (k->layout = 0; k->layout < LAYOUTS; k->layout++) {
		for (k->row = 0; k->row < ROWS; k->row++) {
			struct str keys = str_of(rows[k->layout][k->row]);
			size_t len;
			for (k->column = 0; keys.n; keys = str_sub(keys, len, keys.n), k->column++)
				if (utf8_decode(keys, &len) == letter)
					return true;
		}
	}
	return false;
}

bool keyboard_are_neighbours(uint32_t a, uint32_t b)
{
	struct key x, y;

	if (!find_key(a, &x) || !find_key(b, &y) || x.layout != y.layout)
		return false;
	int down = x.row - y.row, across = x.column * KEY + starts[x.row] - y.column * KEY - starts[y.row];
	return down == 0 ? across == KEY || across == -KEY
	                 : (down == 1 || down == -1) && across > -KEY && across < KEY;
}

static void add_key(const struct key *k, struct buf *out)
{
	struct str keys = str_of(rows[k->layout][k->row]);
	size_t len;

	utf8_decode(keys, &len);
	for (int i = 0; i < k->column; i++) {
		keys = str_sub(keys, len, keys.n);
		utf8_decode(keys, &len);
	}
	buf_add(out, keys.p, len);
}

bool keyboard_switch(struct str word, struct buf *out)
{
	size_t start = out->len, len;
	struct key k;

	for (; word.n; word = str_sub(word, len, word.n)) {
		if (!find_key(utf8_decode(word, &len), &k)) {
			buf_truncate(out, start);
			return false;
		}
		k.layout = !k.layout;
		add_key(&k, out);
	}
	return true;
}
