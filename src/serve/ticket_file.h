/*
 * ticket_file: keys of TLS session tickets in a file, which several machines have.
 *
 * Not for when it is read, nor for what is done with the keys (daemon/ticket_watch.h). Used by daemon/.
 */
#ifndef JARCHY_SERVE_TICKET_FILE_H
#define JARCHY_SERVE_TICKET_FILE_H

#include "serve/tickets.h"

/*
 * Reads a file whole. False, with an err that names file and line: there is no key in it, or something
 * else is.
 */
bool ticket_file_read(const char *path, struct ticket_keys *out, struct err *err);
void ticket_keys_forget(struct ticket_keys *k);

#endif
