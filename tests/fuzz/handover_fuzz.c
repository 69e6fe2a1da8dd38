/* What a process is given in its environment: no more sockets than there is room for, each of a service. */
#include "daemon/handover.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct handover h;
	char *text = xstrndup((const char *)data, size);
	setenv("JARCHY_CHILD", text, 1);
	if (!handover_take(&h) || getenv("JARCHY_CHILD") || h.socket_count > SOCKETS_MAX)
		abort();
	for (size_t i = 0; i < h.socket_count; i++)
		if (h.sockets[i].service >= SERVICE_COUNT)
			abort();
	free(text);
	return 0;
}
