/*
 * options: finds each option in the tables and stores its value. It knows no command.
 */
#include "command/options.h"

#include <string.h>

#include "base/utf8.h"

enum { NAMES_MAX = 32 };

struct parser {
	const struct option_set *sets;
	size_t set_count;
	char **next; /* argument */
	struct str *unknown;
	struct err *err;
};

/* An option that was found in a set, and another that the name could mean too. */
struct found {
	const struct option *option, *rival;
	char *values;
};

static void find_in_set(const struct option_set *set, struct str name, struct found *f)
{
	for (const struct option *o = set->table; o && o->name; o++) {
		if (!str_eq(str_sub(str_of(o->name), 0, name.n), name))
			continue;
		if (f->option && !strcmp(f->option->name, o->name))
			continue;
		bool exact = str_is(name, o->name);
		if (f->option && !exact) {
			f->rival = o;
			continue;
		}
		*f = (struct found){ .option = o, .values = set->values };
		if (exact)
			return;
	}
}

static bool is_exact(const struct found *f, struct str name)
{
	return f->option && str_is(name, f->option->name);
}

static struct found find_name(const struct option_set *sets, size_t set_count, struct str name)
{
	struct found f = { 0 };
	for (size_t i = 0; i < set_count && name.n && !is_exact(&f, name); i++)
		find_in_set(&sets[i], name, &f);
	return f;
}

static struct found find_letter(const struct option_set *sets, size_t set_count, char letter)
{
	for (size_t i = 0; i < set_count; i++)
		for (const struct option *o = sets[i].table; o && o->name; o++)
			if (o->letter && o->letter == letter)
				return (struct found){ .option = o, .values = sets[i].values };
	return (struct found){ 0 };
}

const struct option *options_find(const struct option *table, struct str name)
{
	struct found f = find_name(&(struct option_set){ .table = table }, 1, name);
	return f.rival ? NULL : f.option;
}

/* --- values -------------------------------------------------------------------------- */

static bool reject_twice(const struct option *o, struct err *err)
{
	return err_set(err, "--%s is given twice: keep one of them", o->name);
}

static bool store_number(const struct option *o, const char *value, long *to, struct err *err)
{
	uint64_t n;
	if (*to)
		return reject_twice(o, err);
	if (!str_to_uint(str_of(value), (uint64_t)o->max, &n) || (long)n < o->min)
		return err_set(
		    err, "--%s takes a number from %ld to %ld, not \"%s\"", o->name, o->min, o->max, value);
	*to = (long)n;
	return true;
}

static bool store_text(const struct option *o, const char *value, const char **to, struct err *err)
{
	if (*to)
		return reject_twice(o, err);
	*to = value;
	return true;
}

static bool store_more(const struct option *o, const char *value, struct option_texts *to, struct err *err)
{
	if (to->n == OPTION_TEXTS_MAX)
		return err_set(err, "--%s is given more than %d times", o->name, OPTION_TEXTS_MAX);
	to->v[to->n++] = value;
	return true;
}

/* The value is NULL only of a flag. */
static bool store(const struct found *f, const char *value, struct err *err)
{
	void *to = f->values + f->option->to;
	switch (f->option->type) {
	case OPTION_TEXT:
		return store_text(f->option, value, to, err);
	case OPTION_NUMBER:
		return store_number(f->option, value, to, err);
	case OPTION_TEXTS:
		return store_more(f->option, value, to, err);
	case OPTION_FLAG:
		break;
	}
	*(bool *)to = true;
	return true;
}

/* An option that takes a value, which is the next argument when it is not given together with the option. */
static bool store_value(struct parser *p, const struct found *f, const char *value)
{
	if (!value && !*p->next)
		return err_set(p->err, "--%s needs an argument: --%s %s", f->option->name, f->option->name,
		    message_find(message_spoken(), f->option->argument));
	return store(f, value ? value : *p->next++, p->err);
}

/* --- arguments ----------------------------------------------------------------------- */

static bool is_option(const char *argument)
{
	return argument[0] == '-' && argument[1];
}

static bool reject_unknown(struct parser *p, struct str name)
{
	const char *names[NAMES_MAX + 1];
	size_t n = 0;
	for (size_t i = 0; i < p->set_count; i++)
		for (const struct option *o = p->sets[i].table; o && o->name && n < NAMES_MAX; o++)
			names[n++] = o->name;
	names[n] = NULL;
	*p->unknown = name;
	const char *near = str_nearest(name, names);
	return near ? err_set(p->err, "there is no option --%.*s: did you mean --%s?", STR_ARG(name), near)
	            : err_set(p->err, "there is no option --%.*s", STR_ARG(name));
}

static bool take_long(struct parser *p, const char *argument)
{
	struct str name, value;
	bool given = str_cut(str_of(argument + 2), '=', &name, &value);
	struct found f = find_name(p->sets, p->set_count, name);
	if (!f.option)
		return reject_unknown(p, name);
	if (f.rival)
		return err_set(p->err, "--%.*s may be --%s or --%s: write more of the name", STR_ARG(name),
		    f.option->name, f.rival->name);
	if (f.option->argument)
		return store_value(p, &f, given ? value.p : NULL);
	if (given)
		return err_set(p->err, "--%s takes no argument like \"%s\"", f.option->name, value.p);
	return store(&f, NULL, p->err);
}

static bool take_letters(struct parser *p, const char *letters)
{
	for (; *letters; letters++) {
		struct found f = find_letter(p->sets, p->set_count, *letters);
		if (!f.option) {
			struct str rest = str_of(letters);
			return err_set(p->err, "there is no option -%.*s", (int)utf8_fit(rest, 1), rest.p);
		}
		if (f.option->argument)
			return store_value(p, &f, letters[1] ? letters + 1 : NULL);
		store(&f, NULL, p->err);
	}
	return true;
}

bool options_parse(const struct option_set *sets, size_t set_count, char **argv, size_t *count,
    struct str *unknown, struct err *err)
{
	struct parser p = { sets, set_count, argv, unknown, err };
	bool ended = false;
	*count = 0;
	*unknown = STR("");
	while (*p.next) {
		char *argument = *p.next++;
		if (ended || !is_option(argument))
			argv[(*count)++] = argument;
		else if (!strcmp(argument, "--"))
			ended = true;
		else if (argument[1] == '-' ? !take_long(&p, argument) : !take_letters(&p, argument + 1))
			return false;
	}
	return true;
}

/* Whether the option's value is the argument after it. */
static bool takes_next(const struct option_set *sets, size_t set_count, const char *argument)
{
	struct str name, value;
	struct found f = { 0 };
	if (argument[1] == '-')
		return !str_cut(str_of(argument + 2), '=', &name, &value) &&
		       (f = find_name(sets, set_count, name)).option && f.option->argument &&
		       (!f.rival || f.rival->argument);
	for (argument++; *argument; argument++) {
		f = find_letter(sets, set_count, *argument);
		if (!f.option || f.option->argument)
			break;
	}
	return f.option && f.option->argument && !argument[1];
}

char *options_first_word(const struct option_set *sets, size_t set_count, char **argv)
{
	for (; *argv && is_option(*argv); argv++) {
		if (!strcmp(*argv, "--"))
			return argv[1];
		if (takes_next(sets, set_count, *argv) && argv[1])
			argv++;
	}
	return *argv;
}
