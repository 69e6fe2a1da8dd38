/*
 * languages: a line for each language that has a pack or that the site has.
 */
#include "command/languages.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/pack_write.h"

enum { PACK_BYTES = 1 << 20, TAG_COLUMNS = 8, NAME_COLUMNS = 22 };

struct languages_values {
	const char *fresh;
};

static const struct option options[] = {
	OPT_TEXT(struct languages_values, fresh, "new", 0, "TAG",
	    "print a pack of this language to be filled in, as langs/mn.lang"),
	OPT_END,
};

static int print_new(const struct command_line *line, const char *tag)
{
	struct buf out;
	buf_init(&out, PACK_BYTES);
	bool good = pack_write_new(str_of(tag), &out);
	if (good)
		fputs(out.data, stdout);
	buf_release(&out);
	if (good)
		return COMMAND_GOOD;
	return command_usage_error(
	    line, "\"%s\" is no tag of a language like \"ky\" or \"uz-Cyrl\" (BCP 47)", tag);
}

static void print_padded(const char *text, int width)
{
	int room = width - (int)utf8_columns(str_of(text));
	printf("%s%*s", text, room > 0 ? room : 0, "");
}

/* "* ky       Кыргызча               langs/ky.lang, words that it lacks: 3" */
static void print_language(const struct config *c, const struct lang *l)
{
	struct buf note;
	buf_init(&note, 4096);
	if (!l->file)
		message_add(&note, "no pack");
	else if (strchr(l->file, '/'))
		buf_puts(&note, l->file);
	else
		message_add(&note, "a pack of the program");
	if (l->missing) {
		buf_puts(&note, ", ");
		message_add(&note, "words that it lacks: %u", l->missing);
	}
	printf("%s ", site_lang(&c->site, str_of(l->tag)) ? "*" : " ");
	print_padded(l->tag, TAG_COLUMNS);
	print_padded(l->name, NAME_COLUMNS);
	printf(" %s\n", note.data);
	buf_release(&note);
}

/* Those of the site first, in its order. */
static int run_languages(struct config *c, const struct command_line *line)
{
	const struct languages_values *v = line->values;
	if (v->fresh)
		return print_new(line, v->fresh);
	config_warn(c);
	for (size_t i = 0; i < c->site.lang_count; i++)
		print_language(c, c->site.langs[i]);
	lang_show(NULL);
	for (size_t i = 0; i < lang_count(); i++)
		if (!site_lang(&c->site, str_of(lang_at(i)->tag)))
			print_language(c, lang_at(i));
	return COMMAND_GOOD;
}

const struct command languages_command = {
	.name = "languages",
	.arguments = "",
	.summary = MESSAGE("list the languages that there are words of, or begin a pack of another"),
	.options = options,
	.values_size = sizeof(struct languages_values),
	.notes = MESSAGE(
	    "Those of the site are marked with \"*\". How a pack is written: jarchy-languages(5).\n"
	    "The folder \"languages_dir\" of the configuration has those of your own."),
	.run = run_languages,
};
