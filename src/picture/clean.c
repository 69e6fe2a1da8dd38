/*
 * clean: the walk with a file to write.
 */
#include "picture/clean.h"

#include "picture/type.h"

static enum picture_fault allowed(struct source *s, enum picture_type type)
{
	uint64_t most = type == TYPE_FILM ? PICTURE_FILM_MAX : PICTURE_BYTES_MAX;

	if (s->size == 0)
		return FAULT_EMPTY;
	if (s->size > most)
		return FAULT_BYTES;
	return type_of(s) == type ? FAULT_NONE : FAULT_FORMAT;
}

enum picture_fault picture_clean(int from, enum picture_type type, int to)
{
	struct source s;
	struct picture_head head;
	struct walk w;
	enum picture_fault fault;

	if (!source_open(&s, from))
		return FAULT_FORMAT;
	walk_init(&w, &s, &head, to);
	fault = allowed(&s, type);
	if (!fault)
		fault = type_walk(&w, type);
	fault = walk_fault(&w, fault);
	walk_release(&w);
	return fault;
}
