/*
 * guess: languages as lang/ guesses them, kinds by their names.
 *
 * What kinds are called is asked of the language packs: a new language needs nothing here.
 */
#include "import/guess.h"

#include "lang/guess_lang.h"
#include "lang/said.h"

const char *import_guess_lang(struct arena *a, struct imported *item, struct str text)
{
	bool sure;
	const struct lang *best = guess_lang(text, &sure);
	if (best && !sure)
		import_doubt(a, item, "is the language %s? It was guessed", best->name);
	item->unsure_lang = !sure;
	return best ? best->tag : "";
}

bool import_says_press_release(struct str line)
{
	return lang_said(line, WORD_KIND_PRESS_RELEASE);
}

bool import_says_news(struct str line)
{
	return lang_said(line, WORD_KINDS_NEWS) || lang_said(line, WORD_KINDS_PRESS_RELEASE) ||
	       lang_said(line, WORD_NEWEST);
}
