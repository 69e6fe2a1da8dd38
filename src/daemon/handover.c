/*
 * handover: writes and reads the text, and lets the descriptors through.
 *
 *   text = *( name "=" number ";" )
 *   name = a field of struct handover / service                        ; the latter once for each socket
 */
#include "daemon/handover.h"

#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

#define VARIABLE "JARCHY_CHILD"

static const struct field {
	const char *name;
	size_t offset;
	bool descriptor;
} fields[] = {
	{ "slot", offsetof(struct handover, slot), false },
	{ "place", offsetof(struct handover, place), false },
	{ "supervisor", offsetof(struct handover, supervisor), false },
	{ "log_level", offsetof(struct handover, log_level), false },
	{ "log_form", offsetof(struct handover, log_form), false },
	{ "report", offsetof(struct handover, report), true },
	{ "config", offsetof(struct handover, config), true },
	{ "shared", offsetof(struct handover, shared), true },
	{ "tickets", offsetof(struct handover, tickets), true },
	{ "certificates", offsetof(struct handover, certificates), true },
	{ "access", offsetof(struct handover, access), true },
	{ "rescue", offsetof(struct handover, rescue), true },
	{ "pictures", offsetof(struct handover, pictures), true },
};

_Static_assert(sizeof(pid_t) == sizeof(int), "pids are written as numbers");

static int *field_of(struct handover *h, const struct field *f)
{
	return (int *)(void *)((char *)h + f->offset);
}

void handover_init(struct handover *h)
{
	*h = (struct handover){ 0 };
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (fields[i].descriptor)
			*field_of(h, &fields[i]) = -1;
}

/* --- giving ----------------------------------------------------------------------- */

static void give(struct buf *b, const char *name, int number, bool descriptor)
{
	if (descriptor && number < 0)
		return;
	if (descriptor)
		fcntl(number, F_SETFD, 0);
	buf_printf(b, "%s=%d;", name, number);
}

void handover_exec(const struct handover *h, const char *title)
{
	struct handover copy = *h;
	struct buf b;
	char *const words[] = { (char *)(uintptr_t)title, NULL };
	buf_init(&b, 1 << 16);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		give(&b, fields[i].name, *field_of(&copy, &fields[i]), fields[i].descriptor);
	give(&b, "quiet", h->quiet, false);
	for (size_t i = 0; i < h->socket_count; i++)
		give(&b, services[h->sockets[i].service].name, h->sockets[i].fd, true);
	if (setenv(VARIABLE, b.data, 1) == 0)
		execv("/proc/self/exe", words);
	buf_release(&b);
}

/* --- taking ----------------------------------------------------------------------- */

/* A descriptor goes no further. Those of the terminal stay as they are. */
static int keep(int fd)
{
	if (fd > STDERR_FILENO)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

static void take_item(struct handover *h, const char *name, int number)
{
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (!strcmp(name, fields[i].name))
			*field_of(h, &fields[i]) = fields[i].descriptor ? keep(number) : number;
	if (!strcmp(name, "quiet"))
		h->quiet = number;
	for (int service = 0; service < SERVICE_COUNT; service++)
		if (!strcmp(name, services[service].name) && h->socket_count < SOCKETS_MAX) {
			h->sockets[h->socket_count].service = (enum service)service;
			h->sockets[h->socket_count++].fd = keep(number);
		}
}

bool handover_take(struct handover *h)
{
	const char *value = getenv(VARIABLE);
	handover_init(h);
	if (!value)
		return false;
	char *text = xstrdup(value), *rest = NULL;
	unsetenv(VARIABLE);
	for (char *item = strtok_r(text, ";", &rest); item; item = strtok_r(NULL, ";", &rest)) {
		char *number = strchr(item, '=');
		if (!number)
			continue;
		*number++ = 0;
		take_item(h, item, (int)strtol(number, NULL, 10));
	}
	free(text);
	return true;
}
