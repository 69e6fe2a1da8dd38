/*
 * json_read: JSON of other people's sites as a tree.
 *
 * It is kinder than RFC 8259, as no library of Debian is: what sites put into their pages has line breaks in strings,
 * commas too many, and comments around it. Depth and size are bounded. Not for what we write ourselves (json.h).
 */
#ifndef JARCHY_MARKUP_JSON_READ_H
#define JARCHY_MARKUP_JSON_READ_H

#include "base/arena.h"

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_value {
	enum json_type type;
	const char *name; /* of a member of an object, else "" */
	const char *text; /* of a string; of a number its digits; else "". Valid UTF-8 where the input is */
	const struct json_value *first; /* of an array or object: its members, in order */
	const struct json_value *next;  /* the next member beside this one */
};

enum { JSON_DEPTH_MAX = 32, JSON_VALUES_MAX = 100000 };

/* The first value of the text, in the arena; NULL when there is none that can be read whole. */
const struct json_value *json_read(struct arena *a, struct str text);
/* The member of an object by name; NULL when there is none, or v is NULL or no object. */
const struct json_value *json_member(const struct json_value *v, const char *name);
/* The text of a string or number member; "" when there is none. */
const char *json_member_text(const struct json_value *v, const char *name);

#endif
