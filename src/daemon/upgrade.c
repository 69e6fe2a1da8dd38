/*
 * upgrade: tries the new program, then becomes it, and reads what the program before this one left.
 *
 * What is left: descriptors, which stay open through exec, and a text in the environment that says which
 * is which.
 */
#include "daemon/upgrade.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

/* Read by versions before and after this one: neither the name nor the words may change. */
#define VARIABLE "JARCHY_HERITAGE"

enum { WORDS = 7 };

/* `program verb [--test] [-q] [-c file]` */
static void command(const char *words[WORDS], const char *program, const char *verb, const char *file)
{
	size_t n = 0;
	words[n++] = program;
	words[n++] = verb;
	if (!strcmp(verb, "config"))
		words[n++] = "--test";
	if (log_is_quiet())
		words[n++] = "-q";
	if (file) {
		words[n++] = "-c";
		words[n++] = file;
	}
	words[n] = NULL;
}

void upgrade_program(char path[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
	path[n > 0 ? n : 0] = 0;
}

/* Whether what is handed over stays open when this process becomes another program. */
static void keep_open(const struct inherited *h, bool keep)
{
	const struct sockets *s = &h->sockets;
	if (h->tickets >= 0)
		fcntl(h->tickets, F_SETFD, keep ? 0 : FD_CLOEXEC);
	for (size_t i = 0; i < s->n; i++)
		for (unsigned k = 0; k < s->slots; k++)
			fcntl(s->v[i].fds[k], F_SETFD, keep ? 0 : FD_CLOEXEC);
}

/*
 * inherited = *( name "=" number *( "," number ) ";" )
 * name     = "publisher" / "notifier" / "reporter" / "workers" / "leaving" / "tickets" / service
 */
static char *inherited_text(const struct inherited *h)
{
	struct buf b;
	buf_init(&b, 1 << 16);
	const struct children *c = &h->children;
	assert(!c->publisher.pid && !c->notifier.pid && !c->reporter.pid && c->leaving_count <= LEAVING_MAX);
	buf_printf(&b, "publisher=%d;notifier=%d;reporter=%d;workers=0", (int)c->leaving_publisher,
	    (int)c->leaving_notifier, (int)c->leaving_reporter);
	for (size_t i = 0; i < WORKERS_MAX; i++)
		buf_printf(&b, ",%d", (int)c->workers[i].pid);
	buf_puts(&b, ";leaving=0");
	for (size_t i = 0; i < c->leaving_count; i++)
		buf_printf(&b, ",%d", (int)c->leaving[i]);
	if (h->tickets >= 0)
		buf_printf(&b, ";tickets=%d", h->tickets);
	for (size_t i = 0; i < h->sockets.n; i++) {
		buf_printf(&b, ";%s", services[h->sockets.v[i].service].name);
		for (unsigned k = 0; k < h->sockets.slots; k++)
			buf_printf(&b, "%c%d", k ? ',' : '=', h->sockets.v[i].fds[k]);
	}
	return buf_detach(&b);
}

static void become(
    const char *program, const char *verb, const char *file, const struct inherited *h, struct err *err)
{
	const char *words[WORDS];
	command(words, program, verb, file);
	char *text = inherited_text(h);
	keep_open(h, true);
	fflush(NULL);
	if (setenv(VARIABLE, text, 1) == 0)
		execv(program, (char **)words);
	err_errno(err, "%s", program);
	unsetenv(VARIABLE);
	keep_open(h, false);
	free(text);
}

void upgrade_exec(const char *program, const char *file, const struct inherited *h, struct err *err)
{
	become(program, "serve", file, h, err);
}

void upgrade_try(const char *program, const char *file, const struct sockets *sockets, int out)
{
	const struct inherited h = { .sockets = *sockets, .tickets = -1 };
	struct err ignored;
	dup2(out, STDOUT_FILENO);
	log_hand_over();
	setenv("LC_ALL", "C", 1); /* what it says goes into the log, which is in English */
	become(program, "config", file, &h, &ignored);
}

/*
 * Reads "1,2,3" into `out`; how many there were, 0 also when one of them is no number or they are too
 * many.
 */
static size_t take_numbers(char *list, int *out, size_t max)
{
	size_t n = 0;
	char *rest = NULL;
	for (char *word = strtok_r(list, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
		uint64_t number;
		if (n == max || !str_to_uint(str_of(word), INT_MAX, &number))
			return 0;
		out[n++] = (int)number;
	}
	return n;
}

/* The same of processes, of which 0 is none. */
static size_t take_pids(char *list, pid_t *out, size_t max)
{
	int numbers[LEAVING_MAX + 1];
	assert(max <= LEAVING_MAX);
	size_t n = 0, count = take_numbers(list, numbers, max + 1);
	for (size_t i = 0; i < count && n < max; i++)
		if (numbers[i])
			out[n++] = (pid_t)numbers[i];
	return n;
}

/*
 * After a first 0, in the order of their slots; 0 where there is none, which versions before this one
 * left out.
 */
static void take_workers(char *list, struct children *c)
{
	int pids[1 + WORKERS_MAX];
	size_t n = take_numbers(list, pids, ARRAY_SIZE(pids));
	for (size_t i = 1; i < n; i++)
		if (pids[i])
			c->workers[i - 1] = (struct child){ .pid = (pid_t)pids[i], .ready = true };
}

static void take_item(struct inherited *h, const char *name, char *list)
{
	struct children *c = &h->children;
	int fds[WORKERS_MAX];
	if (!strcmp(name, "publisher"))
		take_pids(list, &c->leaving_publisher, 1);
	else if (!strcmp(name, "notifier"))
		take_pids(list, &c->leaving_notifier, 1);
	else if (!strcmp(name, "reporter"))
		take_pids(list, &c->leaving_reporter, 1);
	else if (!strcmp(name, "workers"))
		take_workers(list, c);
	else if (!strcmp(name, "leaving"))
		c->leaving_count = take_pids(list, c->leaving, LEAVING_MAX);
	else if (!strcmp(name, "tickets"))
		h->tickets = take_numbers(list, fds, 1) == 1 ? fds[0] : -1;
	for (int service = 0; service < SERVICE_COUNT; service++)
		if (!strcmp(name, services[service].name))
			sockets_inherit(&h->sockets, (enum service)service, fds,
			    (unsigned)take_numbers(list, fds, WORKERS_MAX));
}

void inherited_take(struct inherited *h)
{
	*h = (struct inherited){ .tickets = -1 };
	const char *value = getenv(VARIABLE);
	if (!value)
		return;
	char *text = xstrdup(value), *rest = NULL;
	unsetenv(VARIABLE);
	for (char *item = strtok_r(text, ";", &rest); item; item = strtok_r(NULL, ";", &rest)) {
		char *list = strchr(item, '=');
		if (!list)
			continue;
		*list = 0;
		take_item(h, item, list + 1);
	}
	free(text);
	keep_open(h, false);
}

void inherited_release(struct inherited *h)
{
	sockets_close(&h->sockets);
	if (h->tickets >= 0)
		close(h->tickets);
	h->tickets = -1;
}
