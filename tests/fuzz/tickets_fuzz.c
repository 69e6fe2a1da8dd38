/* The keys of TLS tickets that one program leaves to the next: taken whole, or nothing is changed. */
#include "serve/tickets.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int ends[2];
	struct err err;
	struct tickets *t = tickets_new(tickets_clock(), &err);
	if (!t || size > 4096 || pipe(ends) != 0)
		abort();
	if (!file_write_all(ends[1], (struct str){ (const char *)data, size }))
		abort();
	close(ends[1]);
	tickets_receive(t, ends[0]);
	tickets_turn(t, tickets_clock());
	tickets_free(t);
	return 0;
}
