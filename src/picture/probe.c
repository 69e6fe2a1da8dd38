/*
 * probe: the walk without a file to write, and with little to read.
 */
#include "picture/probe.h"

#include "picture/type.h"

enum { PROBE_MAX = 1 << 19 }; /* bytes that are read of a file */

void picture_probe(int fd, struct picture_head *out)
{
	struct source s;
	struct walk w;
	enum picture_fault fault;

	walk_init(&w, &s, out, WALK_NO_FILE);
	if (!source_open(&s, fd))
		return;
	s.left = PROBE_MAX;
	fault = type_walk(&w, type_of(&s));
	out->cut = out->type != TYPE_OTHER && fault == FAULT_CUT && !s.lost;
	out->private_data = out->type != TYPE_OTHER && w.changed;
	walk_release(&w);
}
