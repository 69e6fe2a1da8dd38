/*
 * json: writes one JSON document (RFC 8259) into a buffer.
 *
 * Not for reading. Strings that are not UTF-8 get U+FFFD for each bad byte. In an object every
 * value has a key, in an array the key is NULL.
 */
#ifndef JARCHY_MARKUP_JSON_H
#define JARCHY_MARKUP_JSON_H

#include "base/buf.h"

struct json {
	struct buf *out;
	unsigned depth;
	bool empty; /* nothing yet in the innermost object or array */
};

void json_init(struct json *j, struct buf *out);
/* bracket is '{' or '['; the matching one closes. */
void json_open(struct json *j, const char *key, char bracket);
void json_close(struct json *j, char bracket);
void json_string(struct json *j, const char *key, const char *value);
void json_number(struct json *j, const char *key, int64_t value);

#endif
