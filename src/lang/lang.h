/*
 * lang: everything that the interface says, one pack for each language.
 *
 * A pack is a text file, TAG.lang (jarchy-languages(5)); those in src/lang/packs/ are parts of the program:
 * the build lists them, no code does. No word that a reader sees is anywhere else.
 */
#ifndef JARCHY_LANG_LANG_H
#define JARCHY_LANG_LANG_H

#include "lang/language.h"
#include "lang/pack_problem.h"

/*
 * The languages that are known here: all that have a pack, until lang_show says which ones a site has; in
 * the order of their tags.
 */
size_t lang_count(void);
const struct lang *lang_at(size_t i);
/*
 * One of them by its tag. Countries do not count (ky-KG, ru_RU), but where they tell a script (zh-TW); nor
 * does a script that none of them has. NULL when it is not known, or the tag is none.
 */
const struct lang *lang_find(struct str tag);
/* The same, or else one in another script: what somebody who reads that language may have most of. */
const struct lang *lang_nearest(struct str tag);
/* English: what there is whatever else there is. */
const struct lang *lang_default(void);

/*
 * What follows changes the registry: only where there is one thread.
 *
 * Reads the packs of a folder into one text, which another process can be given; then lang_use_packs has
 * them in the place of all that it had before, each before the program's own of its tag, which it is
 * completed by. `folder` is for messages. problems NULL: they are not asked for, and a pack that is known
 * is not read again.
 */
void lang_read_folder(const char *folder, struct buf *out, struct pack_problems *problems);
void lang_use_packs(const char *folder, struct str packs, struct pack_problems *problems);
/* Whether one of the problems is of a file with this tag in its name. */
bool lang_has_problem(const struct pack_problems *problems, const char *tag);
/*
 * Any language: that of a pack; else in the words of a pack in another script, or in English, with what ICU
 * knows. *has_pack: whether its words are its own. NULL: the tag is none of BCP 47. Lives as long as the
 * process.
 */
const struct lang *lang_take(struct str tag, bool *has_pack);
/* From now on these are known, a NULL ends them, and those that always are; NULL: all that have a pack. */
void lang_show(const struct lang *const *site);
/*
 * Whether a language that is known is one of these, and not only known besides; where there are none, each
 * is.
 */
bool lang_is_shown(const struct lang *l);
/* The text of the program's own pack; empty: it has none. */
struct str lang_own_text(const char *tag);
/* Adds what is wrong in the packs of the program itself: nothing, the tests say. */
void lang_check(struct pack_problems *problems);

/* "3 марта 2022 г."; only year, month, day are read. */
void lang_day(const struct lang *l, const struct civil *d, struct buf *out);
/* "28 февраля – 3 марта 2022 г.", or the day where both are one. */
void lang_days(const struct lang *l, const struct civil *from, const struct civil *to, struct buf *out);
/* "март 2022 г." */
void lang_month(const struct lang *l, const struct civil *d, struct buf *out);
/*
 * "с 2011 г.", "по март 2015 г.", "2011–2015 гг.": one of the two may be NULL; month 0 is the year alone.
 */
void lang_period(const struct lang *l, const struct civil *from, const struct civil *to, struct buf *out);
/* The day of an instant in the site's zone, then its time "11:50" when with_time. */
void lang_date(const struct lang *l, int64_t at, bool with_time, struct buf *out);
/*
 * When something happens, which may end at `end` (.at INT64_MIN: not known): "8 September 2023,
 * 10:00–17:00", "31 December 2026, 22:00 – 1 January 2027, 03:00"; hours where they were given.
 */
void lang_event(const struct lang *l, struct moment start, struct moment end, struct buf *out);
/* "5 новостей": the number, a no-break space, and the right form. */
void lang_counted(const struct lang *l, enum counted what, uint64_t n, struct buf *out);
/* 1 234 567 with the language's marks. */
void lang_number(const struct lang *l, uint64_t n, struct buf *out);
/* The text with its digits of ASCII as the language has them. */
void lang_digits(const struct lang *l, struct str text, struct buf *out);
/* "5,7 КБ" or the like: a file's size for people. */
void lang_size(const struct lang *l, uint64_t bytes, struct buf *out);

/*
 * Transliterates to ASCII: letters by the pack and by what most languages do, typographic quotes, dashes and
 * ellipses to their ASCII forms; accents are dropped; letters of other scripts by ICU; all other characters
 * become "?".
 */
void lang_to_ascii(const struct lang *l, struct str s, struct buf *out);
/* The same without ICU: letters that no table knows are "?" too. */
void lang_to_ascii_known(const struct lang *l, struct str s, struct buf *out);
/*
 * The reverse, which is not one: what the beginning of a folded word in Latin letters may be in the
 * language's own, or the other way round ("shch" may be щ, or ш). The longest parts first; returns how
 * many.
 */
enum { LANG_SPELLINGS_MAX = 16 };
struct lang_spelling {
	const char *letters; /* "": a sign that is not written */
	size_t used;         /* bytes of the word */
};
size_t lang_spellings(const struct lang *l, struct str word, struct lang_spelling out[LANG_SPELLINGS_MAX]);
/*
 * A slug from a title: transliterated, [a-z0-9-], cut at a word, at most 60 bytes; "" when nothing is
 * left.
 */
void lang_slug(const struct lang *l, struct str title, struct buf *out);
/*
 * U+200F where text of this language, which runs from right to left, begins with a letter that runs the other
 * way, as in a foreign name; else "". For programs that are told no direction and guess by the first letter.
 */
const char *lang_direction_mark(const struct lang *l, struct str text);
/*
 * Compares names as readers of the language order them; in Kyrgyz, Russian and English: without case, ё after
 * е, ң after н, ө after о, ү after у, then Latin and digits before Cyrillic.
 */
int lang_compare(const struct lang *l, struct str a, struct str b);

#endif
