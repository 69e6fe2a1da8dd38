/*
 * handover: what the supervisor gives a process that it starts, through exec: descriptors, and a text in
 * the environment that says which is which.
 *
 * The process is the same program, executed again: it has addresses and stack canaries of its own, and
 * nothing of the supervisor's memory. Not for what the process does with it.
 */
#ifndef JARCHY_DAEMON_HANDOVER_H
#define JARCHY_DAEMON_HANDOVER_H

#include <stdbool.h>
#include <sys/types.h>

#include "content/service.h"
#include "daemon/sockets.h"

struct handover {
	int slot;  /* children.h */
	int place; /* of a worker: shared.h */
	pid_t supervisor;
	bool quiet;              /* only warnings and errors are logged, whatever the level */
	int log_level, log_form; /* base/log.h */
	/* Descriptors; -1: none. */
	int report;       /* process.h */
	int config;       /* config_copy.h */
	int shared;       /* shared.h */
	int tickets;      /* serve/tickets.h */
	int certificates; /* certificates.h */
	int access;       /* the access log */
	int rescue;       /* rescue.h */
	int pictures;     /* picturer.h */
	struct {
		enum service service;
		int fd;
	} sockets[SOCKETS_MAX]; /* that listen */
	size_t socket_count;
};

/* Of nothing. */
void handover_init(struct handover *h);

/* Becomes this program with it, under a title for ps(1). Returns only when that failed. */
void handover_exec(const struct handover *h, const char *title);

/* Takes what this process was given. False: nothing, it was started by a person. */
bool handover_take(struct handover *h);

#endif
