/*
 * promotion: one more step as a follower. The catalogue is older than its facts after that, and is built
 * again (catalog/reconcile.h).
 */
#include "daemon/promotion.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/log.h"
#include "catalog/follow.h"

static bool take(const struct config *c, const struct export *e, struct err *err)
{
	struct takeover out;
	char *basis = config_basis(c), *languages = config_languages(c);
	struct writer *w = writer_open(&(struct writer_options){ .folder = c->state,
	                                   .authority = c->site.authority,
	                                   .basis = basis,
	                                   .languages = languages,
	                                   .follower = true },
	    err);
	free(basis);
	free(languages);
	if (!w)
		return false;
	bool next = writer_relation(w, &e->head, err) == EXPORT_NEXT;
	bool ok = !next || writer_take_facts(w, e, &out, err);
	writer_close(w);
	if (ok && next)
		log_info("%s/" EXPORT_NAME ": the facts of the origin before are taken over (number %lld)",
		    c->facts, (long long)e->head.origin.number);
	return ok;
}

bool promotion_catch_up(const struct config *c, struct err *err)
{
	struct export e;
	struct buf bytes;
	struct err ignored;
	char path[PATH_MAX];
	if (!config_exports(c) || !facts_are_taken(c->state))
		return true;
	snprintf(path, sizeof path, "%s/" EXPORT_NAME, c->facts);
	buf_init(&bytes, EXPORT_BYTES_MAX);
	bool ok = true;
	if (file_read(AT_FDCWD, path, EXPORT_BYTES_MAX, &bytes, &ignored) &&
	    export_read(buf_str(&bytes), &e, &ignored) == EXPORT_GOOD) {
		ok = !config_agrees(c, e.head.site) || take(c, &e, err);
		export_release(&e);
	}
	buf_release(&bytes);
	return ok;
}
