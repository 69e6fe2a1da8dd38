/*
 * title: writes over the arguments of the command, and over the environment after them, of which a copy is
 * made first.
 *
 * The kernel shows the text up to its zero byte, also where that lies in what was the environment (proc(5),
 * cmdline).
 */
#include "daemon/title.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

/* Of this process. */
static struct {
	char *at;
	size_t room; /* up to the end of the environment */
	/* at least the arguments; what is after it is the environment still, for who looks into it */
	size_t used;
	char *environment; /* where the variables are now; NULL: where they were */
} own;

/* The end of the words that follow each other in memory from `end` on. */
static char *end_of(char **words, char *end)
{
	for (; *words && *words == end; words++)
		end += strlen(end) + 1;
	return end;
}

void title_init(int argc, char **argv)
{
	if (argc < 1 || !argv[0])
		return;
	own.at = argv[0];
	own.used = (size_t)(end_of(argv, argv[0]) - argv[0]);
	own.room = (size_t)(end_of(environ, argv[0] + own.used) - argv[0]);
}

static void move_environment(void)
{
	char *end = own.at + own.room;
	own.environment = xmalloc(own.room);
	memcpy(own.environment, own.at, own.room);
	for (char **v = environ; v && *v; v++)
		if (*v >= own.at && *v < end)
			*v = own.environment + (*v - own.at);
}

void title_set(const char *words, const char *more)
{
	if (!own.room)
		return;
	if (!own.environment)
		move_environment();
	memset(own.at, 0, own.used);
	int n = snprintf(own.at, own.room, "jarchy: %s%s%s", words, more ? " " : "", more ? more : "");
	size_t length = n < 0 ? 0 : (size_t)n < own.room ? (size_t)n + 1 : own.room;
	own.used = length > own.used ? length : own.used;
}
