/*
 * metadata_list: adds to the list of keys, which is bounded.
 */
#include "content/metadata_list.h"

struct metadata_key *metadata_add_key(
    struct metadata_reading *r, const char *parent, struct str name, int line, struct err *err)
{
	if (r->out->n >= METADATA_KEYS_MAX || name.n > METADATA_MAX / METADATA_KEYS_MAX * 4) {
		err_set(err, "the front matter has too many keys, or too long ones");
		return NULL;
	}
	struct metadata_key *k = ARENA_PUSH(r->arena, r->out->v, r->out->n);
	k->name = *parent ? arena_printf(r->arena, "%.200s.%.*s", parent, STR_ARG(name))
	                  : arena_str(r->arena, name);
	k->line = line;
	return k;
}

bool metadata_add_value(
    struct metadata_reading *r, struct metadata_key *key, struct str text, int line, struct err *err)
{
	if (r->out->values++ >= METADATA_VALUES_MAX)
		return err_set(err, "the front matter has too many values");
	struct metadata_value *v = ARENA_PUSH(r->arena, key->v, key->n);
	v->text = arena_str(r->arena, text);
	v->line = line;
	return true;
}
