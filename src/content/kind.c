/*
 * kind: one table of the words of kinds.
 */
#include "content/kind.h"

#include "lang/said.h"

static const char *const kind_words[KIND_COUNT] = { "news", "press-release", "event", "practice",
	"publication" };

const char *item_kind_word(enum item_kind kind)
{
	return kind_words[kind];
}

bool item_kind_find(struct str word, enum item_kind *out)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		if (str_is(word, kind_words[i])) {
			*out = (enum item_kind)i;
			return true;
		}
	}
	return false;
}

bool item_kind_said(struct str line, enum item_kind *out)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		if (lang_said(line, (enum word)(WORD_KIND_NEWS + i))) {
			*out = (enum item_kind)i;
			return true;
		}
	}
	return false;
}
