/* ticket_watch: stamps of one file, and what is said of it. */
#include "daemon/ticket_watch.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "serve/ticket_file.h"

static void warn_of_readers(const char *path)
{
	struct stat st;
	if (stat(path, &st) == 0 && (st.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)))
		log_warning(
		    "ticket_keys: %s may be read by others, who could take sessions for their own and could "
		    "read what readers ask for: chmod 600 it",
		    path);
}

/* Logs what is wrong. */
static bool take(const struct config *c, struct tickets *t)
{
	struct ticket_keys keys;
	struct err err;
	if (!ticket_file_read(c->ticket_keys, &keys, &err)) {
		log_error("ticket_keys: %s; the old keys stay", err.text);
		return false;
	}
	tickets_give(t, &keys, tickets_clock());
	ticket_keys_forget(&keys);
	warn_of_readers(c->ticket_keys);
	return true;
}

bool ticket_watch_check(const struct config *c, struct err *err)
{
	struct ticket_keys keys;
	if (!*c->ticket_keys)
		return true;
	bool ok = ticket_file_read(c->ticket_keys, &keys, err) || err_prefix(err, "ticket_keys");
	ticket_keys_forget(&keys);
	return ok;
}

void ticket_watch_begin(struct ticket_watch *w, const struct config *c, struct tickets *t)
{
	bool resumed = c->resumption[SERVICE_GEMINI] || c->resumption[SERVICE_HTTPS];
	w->stamp = w->seen = file_stamp(HASH_START, c->ticket_keys);
	if (!*c->ticket_keys && !tickets_own(t, tickets_clock()))
		log_error("no random numbers for a new ticket key; the old one stays");
	if (*c->ticket_keys && !resumed)
		log_warning("ticket_keys: no session is resumed: write resumption = yes in gemini or https");
	if (*c->ticket_keys)
		take(c, t);
}

bool ticket_watch_look(struct ticket_watch *w, const struct config *c, struct tickets *t)
{
	if (!*c->ticket_keys)
		return false;
	uint64_t stamp = file_stamp(HASH_START, c->ticket_keys);
	bool settled = stamp == w->seen;
	w->seen = stamp;
	if (stamp == w->stamp || !settled)
		return !settled;
	w->stamp = stamp;
	if (take(c, t))
		log_info("ticket_keys: those of %s are used from now on", c->ticket_keys);
	return false;
}
