/*
 * config_languages: packs first, since a language may be there through them alone.
 */
#include "config/config_languages.h"

#include <string.h>
#include <confuse.h>

#include "base/err.h"
#include "config/config_keys.h"
#include "lang/meant.h"

/* Keys, and rules of what is wrong. */
static const char by_languages[] = "languages", by_folder[] = "languages_dir";
enum { PACKS_TEXT_MAX = 17 << 20 };

static void doubt_language(struct config *c, const char *tag)
{
	char meant[MEANT_BYTES];

	/* "mn-MN" is what it says. */
	if (!strchr(tag, '-') && lang_meant(str_of(tag), meant) != MEANT_NOTHING &&
	    !str_is_nocase(str_of(tag), meant)) {
		problem_add(&c->doubts, SEVERITY_WARNING, c->file, (int)config_keys_line(by_languages), 0,
		    by_languages,
		    "there is no pack of the language \"%s\": its pages have English words; write one, as "
		    "jarchy-languages(5) says, or \"%s\" if that is the language",
		    tag, meant);
		return;
	}
	problem_add(&c->doubts, SEVERITY_WARNING, c->file, (int)config_keys_line(by_languages), 0,
	    by_languages,
	    "there is no pack of the language \"%s\": its pages have English words; write one, as "
	    "jarchy-languages(5) says",
	    tag);
}

/*
 * Each language once, in the order of the file. problems NULL: nothing is said. A pack that cannot be used
 * was named already.
 */
static void take_languages(struct config *c, const struct pack_problems *problems)
{
	struct site *s = &c->site;

	for (unsigned i = 0; i < cfg_size(c->cfg, by_languages) && s->lang_count < SITE_LANGS_MAX; i++) {
		const char *tag = cfg_getnstr(c->cfg, by_languages, i);
		bool has_pack = false;
		const struct lang *l = lang_take(str_of(tag), &has_pack);
		if (!l || site_lang(s, str_of(l->tag)))
			continue;
		s->langs[s->lang_count] = l;
		s->tags[s->lang_count++] = l->tag;
		if (problems && !has_pack && !lang_has_problem(problems, l->tag))
			doubt_language(c, tag);
	}
	lang_show(s->lang_count ? s->langs : NULL);
}

static void doubt_packs(struct config *c, const struct pack_problems *p)
{
	for (size_t i = 0; i < p->n; i++)
		problem_add_message(&c->doubts, SEVERITY_WARNING, p->v[i].file, (int)p->v[i].line, 0,
		    by_folder, p->v[i].message);
}

void config_languages_load(struct config *c)
{
	struct pack_problems problems = { .n = 0 };

	buf_init(&c->packs, PACKS_TEXT_MAX);
	if (*c->languages_dir)
		lang_read_folder(c->languages_dir, &c->packs, &problems);
	lang_use_packs(c->languages_dir, buf_str(&c->packs), &problems);
	doubt_packs(c, &problems);
	take_languages(c, &problems);
	pack_problems_release(&problems);
}

void config_languages_take(struct config *c, struct str packs)
{
	buf_init(&c->packs, PACKS_TEXT_MAX);
	buf_add_str(&c->packs, packs);
	lang_use_packs(c->languages_dir, packs, NULL);
	take_languages(c, NULL);
}

void config_languages_release(struct config *c)
{
	buf_release(&c->packs);
}
