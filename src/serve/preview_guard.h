/*
 * preview_guard: whether a request of the web may see what is not public: its address has a secret that
 * holds, it came by a way that others cannot read, and its sender has not guessed too often.
 *
 * A "no" never says why: the answer is that of any path where nothing is. Private to serve/.
 */
#ifndef JARCHY_SERVE_PREVIEW_GUARD_H
#define JARCHY_SERVE_PREVIEW_GUARD_H

#include "answer/preview_links.h"
#include "base/buf.h"
#include "serve/exchange.h"

struct http_request;

/* What comes before the paths that an editor is shown: "/preview/SECRET". */
enum { PREVIEW_TREE_MAX = 64 };

/*
 * True: `path` ("/preview/SECRET/ru/…", normalised) becomes "/preview/ru/…", and `tree` what its links
 * begin with. False: nothing changes. To be asked once for each request that is admitted, since what is
 * wrong is counted.
 */
bool preview_guard_let_in(
    struct exchange *x, const struct http_request *r, struct buf *path, char tree[PREVIEW_TREE_MAX]);

#endif
