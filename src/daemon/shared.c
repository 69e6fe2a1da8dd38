#include "daemon/shared.h"

#include <sys/mman.h>

struct shared *shared_new(struct err *err)
{
	void *p = mmap(
	    NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED) {
		err_errno(err, "cannot make the shared page");
		return NULL;
	}
	struct shared *s = p;
	subscriber_table_init(&s->subscribers);
	return s;
}
