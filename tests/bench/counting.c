/*
 * counting: loaded before jarchy (LD_PRELOAD), so that its workers start under callgrind and nothing else
 * does. jarchy starts each of its processes as /proc/self/exe, with its title as the first word.
 *
 * JARCHY_BENCH_PROGRAM is the program, JARCHY_BENCH_COUNTS the file for a worker's profile.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int start_counted(const char *program, const char *file)
{
	char out[4096];
	snprintf(out, sizeof out, "--callgrind-out-file=%s", file);
	return execlp("valgrind", "valgrind", "--tool=callgrind", "-q", out, program, (char *)NULL);
}

int execv(const char *path, char *const words[])
{
	int (*next)(const char *, char *const[]);
	void *found = dlsym(RTLD_NEXT, "execv");
	const char *program = getenv("JARCHY_BENCH_PROGRAM"), *file = getenv("JARCHY_BENCH_COUNTS");
	if (program && file && words[0] && strstr(words[0], ": worker"))
		return start_counted(program, file);
	memcpy(&next, &found, sizeof next);
	return next(path, words);
}
