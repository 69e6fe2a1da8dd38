/*
 * phrases: the part at hand as text, and one character for each of its phrases.
 *
 *   part   = phrase *( " OR " phrase )
 *   phrase = quoted *( " + " quoted ) [ " *" ]
 *   quoted = DQUOTE token *( TOKEN_OR token ) DQUOTE      ; a token holds no quote
 */
#include "catalog/search/phrases.h"

#include "catalog/search/ranking.h"

void phrases_init(struct phrases *p, struct arena *a)
{
	*p = (struct phrases){ .arena = a };
	buf_init(&p->out, EXPRESSION_MAX);
	buf_init(&p->classes, EXPRESSION_MAX);
}

void phrases_release(struct phrases *p)
{
	buf_release(&p->out);
	buf_release(&p->classes);
}

void phrases_begin(struct phrases *p, bool typed)
{
	size_t last = p->out.len;

	if (last && p->out.data[last - 1] != '(')
		buf_puts(&p->out, " OR ");
	buf_add_char(&p->classes,
	    (char)((typed ? 'A' : 'a') + (p->word < RANKING_WORDS_MAX ? p->word : RANKING_WORDS_MAX - 1)));
}

void phrases_add_needle(struct phrases *p, const struct str *tokens, size_t n, struct str prefix)
{
	struct needle *needle = ARENA_PUSH(p->arena, p->needles, p->needle_n);

	*needle = (struct needle){ .prefix = prefix, .word = (unsigned)(p->word % 32), .of = 1 };
	for (size_t i = 0; i < n; i++)
		*ARENA_PUSH(p->arena, needle->tokens, needle->n) = tokens[i];
}

void phrases_add_any(struct phrases *p, const struct str *tokens, size_t n)
{
	buf_add_char(&p->out, '"');
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add_char(&p->out, TOKEN_OR);
		buf_add_str(&p->out, tokens[i]);
	}
	buf_add_char(&p->out, '"');
}

void phrases_add_word(struct phrases *p, const struct word_tokens *t, bool typed)
{
	if (!t->n)
		return;
	phrases_begin(p, typed);
	phrases_add_any(p, t->v, 1);
	if (t->n > 1) {
		phrases_begin(p, false);
		phrases_add_any(p, t->v + 1, t->n - 1);
	}
	phrases_add_needle(p, t->v, t->n, STR(""));
}

/* How many of the tokens are exact ones, before the others. */
static size_t exact_tokens(const struct word_tokens *t)
{
	size_t n = 0;

	while (n < t->n && *t->v[n].p == '=')
		n++;
	return n;
}

void phrases_add_in_order(struct phrases *p, struct word_tokens *const *words, size_t n, bool exact)
{
	phrases_begin(p, exact);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&p->out, i ? " + " : "");
		phrases_add_any(p, words[i]->v, exact ? exact_tokens(words[i]) : words[i]->n);
	}
	for (size_t i = 0; i < n; i++) {
		phrases_add_needle(p, words[i]->v, exact ? exact_tokens(words[i]) : words[i]->n, STR(""));
		struct needle *needle = &p->needles[p->needle_n - 1];
		needle->at = i;
		needle->of = n;
	}
}

struct expression phrases_take(struct phrases *p)
{
	struct expression e = { NULL, "" };

	if (p->out.len && !p->out.full && !p->classes.full)
		e = (struct expression){ arena_str(p->arena, buf_str(&p->out)),
			arena_str(p->arena, buf_str(&p->classes)) };
	buf_reset(&p->out);
	buf_reset(&p->classes);
	return e;
}
