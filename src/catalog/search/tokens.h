/*
 * tokens: what the index has of a text, and what a word may be found by.
 *
 * Private to catalog/. A token has a tag, so that what a word is found by never meets what it is not:
 *
 *   token        = exact / abbreviation / stem / mark / date / address / end
 *   exact        = "=" folded            ; of each word, and of words joined by a hyphen as one
 *   abbreviation = "^" folded            ; of its capitals, without the ending that Kyrgyz gives it
 *   stem         = ALPHA DIGIT 1*OCTET   ; lang/stem.h
 *   mark         = "#" 1*OCTET           ; of a row: "#kind:event"; "#" alone has each
 *   date         = "@" date              ; ISO 8601
 *   address      = "/" folded            ; of each word of an address, its host first
 *   end          = "|"                   ; of a line: no phrase goes on in the next
 */
#ifndef JARCHY_CATALOG_SEARCH_TOKENS_H
#define JARCHY_CATALOG_SEARCH_TOKENS_H

#include "base/arena.h"
#include "base/buf.h"
#include "lang/stem.h"

/* TOKEN_MAX: bytes of one; TOKENS_MAX: at one place of a text. */
enum { TOKEN_MAX = FOLDED_MAX + STEM_TAG, TOKENS_MAX = STEMS_MAX + 3 };
/* Begins a line of a text that is a token as it is. */
#define TOKEN_VERBATIM '\002'
/* A line of it alone: another text follows, up to the next such line, and does not say its language. */
#define TOKEN_TEXT '\004'
/* Between the tokens of a query that mean the same place. */
#define TOKEN_OR '\003'

/* Appends a line of a text for the index; a line that is one token as it is: the tag, then the text. */
void tokens_add_line(struct buf *out, struct str text);
void tokens_add_verbatim(struct buf *out, const char *tag, struct str text);
/* Begins a text that does not say its language (TOKEN_TEXT). */
void tokens_begin_text(struct buf *out);

/* What one word may be found by. */
struct word_tokens {
	struct str v[TOKENS_MAX]; /* the exact one first */
	size_t n;
	bool is_abbreviation; /* v[1] says it */
	bool again;           /* the same stemmer made all of them before, of the same word in a text */
	char bytes[3][TOKEN_MAX];
};
/*
 * In a text in the language `of` (NULL: not known). plain: capitals mean nothing. n is 0 of what is no
 * word.
 */
void tokens_of_word(
    struct stemmer *s, struct str word, const struct lang *of, bool plain, struct word_tokens *out);
/* Of a word that is looked for by itself: what it may be in a text of any language; capitals mean nothing. */
void tokens_of_query_word(struct stemmer *s, struct str word, struct word_tokens *out);
/* In the arena, as what tokens_of_word gives is only valid until the next word. */
struct word_tokens *tokens_copy(const struct word_tokens *t, struct arena *a);
/* Whether what one is found by is what the other is found by, too. */
bool tokens_meet(const struct word_tokens *a, const struct word_tokens *b);
/* An address from its host on, without a "www." before that. */
struct str tokens_of_address(struct str address);
/* Whether a line is written in capitals, so that they mean nothing. */
bool tokens_is_shouted(struct str line);
/* Whether a word has no letter but capitals, and one at least. */
bool tokens_is_capitals(struct str word);

/*
 * Words that one may write as one, with the hyphen left out, or a number whose digits are in groups. Begin
 * with a zeroed one.
 */
struct joined {
	struct str last; /* word of the text */
	size_t digits;   /* of a number, so far; 0: it is none */
	bool is_joined;  /* `last` goes on from the word before */
	bool by_hyphen;  /* else by the groups of a number */
	char bytes[FOLDED_MAX * 2];
	size_t n;
};
/* Takes the next word of the same text. After it `is_joined` says whether bytes are a word as well. */
void joined_take(struct joined *j, struct str word);

/* One of a text. */
struct token {
	struct str text;
	bool here;         /* at the same place as the one before */
	bool again;        /* the same stemmer made it before */
	size_t start, end; /* of its word in the text */
};
/*
 * Calls take for each token of a text: of a word first the exact one, then all others of the same place.
 * The first line is the tag of the text's language. Of a text that does not say it (TOKEN_TEXT) it is
 * guessed; where that is not sure, words may be of any, and where there is nothing to tell it by, of the
 * language of the first line. Ends early when take returns other than 0, and returns that.
 */
typedef int token_take(void *context, const struct token *token);
int tokens_read(struct stemmer *s, struct str text, token_take *take, void *context);

#endif
