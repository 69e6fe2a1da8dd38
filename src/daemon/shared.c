/*
 * shared: makes the memory that all processes see; it is anonymous, so it ends with the last of them.
 */
#include "daemon/shared.h"

#include <sys/mman.h>

struct shared *shared_new(struct err *err)
{
	void *p = mmap(
	    NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED) {
		err_errno(err, "cannot make the memory that the processes share");
		return NULL;
	}
	struct shared *s = p;
	subscriber_table_init(&s->subscribers);
	return s;
}

void shared_free(struct shared *s)
{
	munmap(s, sizeof *s);
}
