/*
 * kind: the kinds of items, and what may become of an event.
 */
#ifndef JARCHY_CONTENT_KIND_H
#define JARCHY_CONTENT_KIND_H

#include "base/str.h"

/* The order is that of WORD_KIND_… in lang/language.h. */
enum item_kind {
	KIND_NEWS,
	KIND_PRESS_RELEASE,
	KIND_EVENT,
	KIND_PRACTICE,
	KIND_PUBLICATION,
	KIND_COUNT,
	/*
	 * A page of the site, in no listing and no feed: no kind that front matter names. Catalogues hold
	 * the number.
	 */
	KIND_PAGE = KIND_COUNT
};
/* "news", "press-release", …: the word in front matter. */
const char *item_kind_word(enum item_kind kind);
bool item_kind_find(struct str word, enum item_kind *out);
/* Whether the line says what readers call the kind, in any language: "ПРЕСС-РЕЛИЗ". */
bool item_kind_said(struct str line, enum item_kind *out);

/* What became of an event. Catalogues hold these numbers. */
enum event_status { EVENT_HELD, EVENT_CANCELLED, EVENT_POSTPONED, EVENT_STATUS_COUNT };
/* "cancelled", "postponed", or what readers are told of it in any language. */
bool event_status_find(struct str word, enum event_status *out);

#endif
