/*
 * said_problems: a list of all that was printed.
 */
#include "daemon/said_problems.h"

#include <string.h>

#include "publish/compile.h"

static bool was_said(const struct problems *said, const struct problem *one)
{
	for (size_t i = 0; i < said->n; i++) {
		const struct problem *other = &said->v[i];
		if (other->line == one->line && !strcmp(other->file, one->file) &&
		    !strcmp(other->message, one->message))
			return true;
	}
	return false;
}

static void print_new(
    const struct problems *said, const struct config *config, const struct problems *found, bool partial)
{
	struct problems news;
	problems_init(&news);
	for (size_t i = 0; i < found->n; i++) {
		const struct problem *one = &found->v[i];
		if (partial || !was_said(said, one))
			problem_add_message(
			    &news, one->severity, one->file, one->line, one->column, one->rule, one->message);
	}
	compile_print_problems(config, &news);
	problems_release(&news);
}

void said_problems_print(
    struct problems *said, const struct config *config, struct problems *found_take, bool partial)
{
	print_new(said, config, found_take, partial);
	if (partial) {
		problems_append(said, found_take);
		problems_release(found_take);
		return;
	}
	problems_release(said);
	*said = *found_take;
}
