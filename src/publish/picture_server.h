/*
 * picture_server: answers who asks for pictures, or for words of files (pictures.h), one after the other; for
 * a process of its own.
 *
 * Not for rights and limits of that process but one: a picture that takes longer than PICTURE_SECONDS_MAX, or
 * a file whose words take longer than EXTRACT_SECONDS_MAX, ends it (SIGPROF, SIGALRM).
 */
#ifndef JARCHY_PUBLISH_PICTURE_SERVER_H
#define JARCHY_PUBLISH_PICTURE_SERVER_H

#include <stdbool.h>

struct picture_server {
	int socket, content, store; /* folders; all borrowed */
	bool able; /* picture_load went well; else each answer is that it cannot be made now */
};

/* Until the other side is closed. */
void picture_serve(const struct picture_server *s);

#endif
