/*
 * chosen: a feed that is made when it is asked for, in each of the formats.
 */
#include "feed/feed.h"
#include "feed/format.h"
#include "feed/make.h"
#include "feed/writers.h"
#include "lang/punctuation.h"

enum { QUESTIONS_MAX = 32 };

static struct entry_query question_of(const struct chosen *c)
{
	struct entry_query q = { 0 };

	if (c->by == CHOSEN_BY_TOPIC)
		q.topic = c->slug;
	else if (c->by == CHOSEN_BY_PLACE)
		q.place = c->slug;
	else if (c->by == CHOSEN_BY_PROJECT)
		q.project = c->slug;
	return q;
}

/* A calendar is not made of other kinds, nor of what was found by words. */
static int write_calendar(
    const struct feed_source *s, const struct feed_choice *choice, struct buf *out, struct err *err)
{
	struct entry_query questions[QUESTIONS_MAX];
	struct arena a = { 0 };
	size_t n = 0;

	for (; n < choice->n && n < QUESTIONS_MAX; n++) {
		const struct chosen *c = &choice->of[n];
		if (c->by == CHOSEN_BY_WORDS || (c->by == CHOSEN_BY_KIND && c->kind != KIND_EVENT))
			return 0;
		questions[n] = question_of(c);
	}
	const char *title = lang_join(&a, s->lang, JOINT_LABEL, s->text.title, choice->title);
	int made = calendar_write(s, questions, n, title, out, err);
	arena_release(&a);
	return made;
}

int feed_write_chosen(const struct feed_source *s, const struct feed_choice *choice,
    const struct feed_format *format, const char *self, struct buf *out, struct err *err)
{
	struct feed f;

	if (format == &feed_formats[FORMAT_ICAL])
		return write_calendar(s, choice, out, err);
	if (!format->subscribed)
		return 0;
	int made = feed_make_chosen(s, choice, &f, err);
	if (made > 0)
		feed_writers[format - feed_formats](
		    &f, site_url_of(&f.arena, s->site, SCHEME_HTTP, '0', self), out);
	feed_release(&f);
	return made;
}
