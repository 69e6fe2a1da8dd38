/*
 * shared: makes the memory that all processes see; it ends with the last of them.
 */
#include "daemon/shared.h"

static struct shared *in(const struct memfile *m)
{
	return (struct shared *)(void *)m->bytes;
}

struct shared *shared_new(struct memfile *m, struct err *err)
{
	if (!memfile_new(m, "jarchy: shared", sizeof(struct shared), MEMFILE_SHARED, err))
		return NULL;
	subscriber_table_init(&in(m)->subscribers);
	return in(m);
}

struct shared *shared_open(struct memfile *m, int fd, struct err *err)
{
	if (!memfile_open(m, fd, true, err))
		return NULL;
	if (m->n >= sizeof(struct shared))
		return in(m);
	memfile_release(m);
	err_set(err, "the memory that the processes share is of another version");
	return NULL;
}
