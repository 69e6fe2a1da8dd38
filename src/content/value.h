/*
 * value: reads what follows a key of front matter, by the key's type.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_VALUE_H
#define JARCHY_CONTENT_VALUE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "content/key.h"

/*
 * Checks the text and fills the field, when it is not NULL, of a struct document (key.h says which type
 * it has). False: err says what is wrong and how to write it.
 */
bool value_read(enum key_type type, struct arena *a, struct str text, void *field, struct err *err);
/* A date with or without a time, as people write it, that has one reading. */
bool value_date(struct str text, struct moment *out);
/*
 * The text of such a value as it is kept where it has no field: of an address the name of the host in
 * ASCII.
 */
struct str value_kept(enum key_type type, struct arena *a, struct str text);

#endif
