/*
 * vocabulary: a hash table of what a writer has met, and the table `vocabulary` that it is written to.
 */
#include "catalog/search/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* KNOWN_MAX: tokens in memory; those that come after them are written again, which changes nothing. */
/* AHEAD: so many tokens are sooner read one after the other than looked up. */
enum { SLOTS_FIRST = 1 << 12, KNOWN_MAX = 1 << 20, AHEAD = 3 };

struct vocabulary {
	struct arena arena; /* of the texts */
	struct str *slots;  /* a power of two of them; no text: empty */
	size_t slot_count, used;
	struct str *fresh; /* not written yet */
	size_t fresh_count, fresh_max;
};

struct vocabulary *vocabulary_new(void)
{
	return xcalloc(1, sizeof(struct vocabulary));
}

void vocabulary_forget(struct vocabulary *v)
{
	arena_release(&v->arena);
	free(v->slots);
	free(v->fresh);
	*v = (struct vocabulary){ 0 };
}

void vocabulary_free(struct vocabulary *v)
{
	if (v)
		vocabulary_forget(v);
	free(v);
}

static struct str *slot_of(struct str *slots, size_t count, struct str token)
{
	size_t i = (size_t)hash_long(token) & (count - 1);

	while (slots[i].n && !str_eq(slots[i], token))
		i = (i + 1) & (count - 1);
	return &slots[i];
}

static void grow(struct vocabulary *v)
{
	size_t count = v->slot_count ? v->slot_count * 2 : SLOTS_FIRST;
	struct str *slots = xcalloc(count, sizeof *slots);

	for (size_t i = 0; i < v->slot_count; i++)
		if (v->slots[i].n)
			*slot_of(slots, count, v->slots[i]) = v->slots[i];
	free(v->slots);
	v->slots = slots;
	v->slot_count = count;
}

static void push(struct vocabulary *v, struct str token)
{
	if (v->fresh_count == v->fresh_max) {
		v->fresh_max = v->fresh_max ? v->fresh_max * 2 : SLOTS_FIRST;
		v->fresh = xrealloc(v->fresh, v->fresh_max * sizeof *v->fresh);
	}
	v->fresh[v->fresh_count++] = token;
}

void vocabulary_add(struct vocabulary *v, struct str token)
{
	if (!token.n || strchr("#@|/", token.p[0]))
		return;
	if (v->used * 2 >= v->slot_count)
		grow(v);
	struct str *slot = slot_of(v->slots, v->slot_count, token);
	if (slot->n)
		return;
	*slot = (struct str){ arena_str(&v->arena, token), token.n };
	v->used++;
	push(v, *slot);
}

/* In the order of the table, so that what is written together lies together. */
static int compare(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = n ? memcmp(x->p, y->p, n) : 0;
	return order ? order : (x->n > y->n) - (x->n < y->n);
}

bool vocabulary_write(struct vocabulary *v, struct db *db, struct err *err)
{
	bool ok = true;

	if (v->fresh_count)
		qsort(v->fresh, v->fresh_count, sizeof *v->fresh, compare);
	for (size_t i = 0; ok && i < v->fresh_count; i++)
		ok = db_run(db, "note a word", "INSERT OR IGNORE INTO vocabulary VALUES(?)",
		    ARGS(arg_text(v->fresh[i].p)), err);
	v->fresh_count = 0;
	if (v->used > KNOWN_MAX)
		vocabulary_forget(v);
	return ok;
}

int vocabulary_has(struct db *db, struct str token, struct err *err)
{
	char text[256];

	if (token.n >= sizeof text)
		return 0;
	memcpy(text, token.p, token.n);
	text[token.n] = '\0';
	return db_exists(
	    db, "look up a word", "SELECT 1 FROM vocabulary WHERE token = ?", ARGS(arg_text(text)), err);
}

static bool is_before(struct str token, const char *from)
{
	struct str other = str_of(from);
	return compare(&token, &other) < 0;
}

static struct str next_token(struct vocabulary_cursor *c)
{
	c->looks++;
	c->at_token = c->open && rows_next(&c->rows);
	return str_of(c->at_token ? row_peek(&c->rows, 0) : NULL);
}

struct str vocabulary_seek(struct vocabulary_cursor *c, const char *from)
{
	for (int i = 0; c->at_token && i < AHEAD; i++) {
		struct str token = next_token(c);
		if (!is_before(token, from))
			return token;
	}
	if (c->open && (!c->at_token || !rows_end(&c->rows)))
		return STR("");
	db_select(c->db, &c->rows, "look up words",
	    "SELECT token FROM vocabulary WHERE token >= ? ORDER BY token", ARGS(arg_text(from)), c->err);
	c->open = true;
	return next_token(c);
}

bool vocabulary_end(struct vocabulary_cursor *c)
{
	bool ok = !c->open || rows_end(&c->rows);
	c->open = c->at_token = false;
	return ok;
}

bool vocabulary_range(struct db *db, struct str prefix, size_t max, struct arena *a, struct str **tokens,
    size_t *n, struct err *err)
{
	struct rows r;
	const char *from = arena_str(a, prefix);

	*tokens = NULL;
	*n = 0;
	/* No UTF-8 has the byte FF: it comes after all that begin so. */
	db_select(db, &r, "look up words",
	    "SELECT token FROM vocabulary WHERE token >= ?1 AND token < ?2 LIMIT ?3",
	    ARGS(arg_text(from), arg_text(arena_printf(a, "%s\xff", from)), arg_int((int64_t)max)), err);
	while (rows_next(&r)) {
		const char *token = row_text(&r, 0, a);
		*ARENA_PUSH(a, *tokens, *n) = str_of(token);
	}
	return rows_end(&r);
}

int vocabulary_begins(struct db *db, struct str prefix, struct err *err)
{
	struct arena a = { 0 };
	struct str *tokens;
	size_t n;

	bool ok = vocabulary_range(db, prefix, 1, &a, &tokens, &n, err);
	arena_release(&a);
	return ok ? n > 0 : -1;
}
