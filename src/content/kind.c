/*
 * kind: the tables of the words of kinds and of what becomes of events.
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

bool event_status_find(struct str word, enum event_status *out)
{
	static const struct {
		const char *words[2];
		enum word said;
	} table[EVENT_STATUS_COUNT] = {
		[EVENT_CANCELLED] = { { "cancelled", "canceled" }, WORD_CANCELLED },
		[EVENT_POSTPONED] = { { "postponed", "rescheduled" }, WORD_POSTPONED },
	};
	for (int i = EVENT_CANCELLED; i < EVENT_STATUS_COUNT; i++) {
		if (str_is_nocase(word, table[i].words[0]) || str_is_nocase(word, table[i].words[1]) ||
		    lang_said(word, table[i].said)) {
			*out = (enum event_status)i;
			return true;
		}
	}
	return false;
}
