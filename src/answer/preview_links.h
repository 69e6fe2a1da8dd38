/*
 * preview_links: who may see over the web what is not public: a list of names, each with the hash of a
 * secret and its last day.
 *
 * The secret is in an address that an editor is given once; here is only its SHA-256. The list is one
 * small file in the state folder. `jarchy preview-link` writes it; workers read it for each request of a
 * preview, so what changed holds at once. Not for who may ask how, and how often (serve/preview_guard.h).
 */
#ifndef JARCHY_ANSWER_PREVIEW_LINKS_H
#define JARCHY_ANSWER_PREVIEW_LINKS_H

#include "base/digest.h"
#include "base/err.h"

#define PREVIEW_LINKS_FILE "preview-links"

enum {
	PREVIEW_SECRET_BYTES = 16,                      /* 128 bits */
	PREVIEW_SECRET_TEXT = 2 * PREVIEW_SECRET_BYTES, /* lower-case hexadecimal digits */
	PREVIEW_NAME_MAX = 64,                          /* bytes */
	PREVIEW_LINKS_MAX = 256,
};

struct preview_link {
	char name[PREVIEW_NAME_MAX + 1];
	unsigned char hash[DIGEST_SIZE]; /* of the secret as text */
	int64_t made, expires;
};

struct preview_links {
	struct preview_link v[PREVIEW_LINKS_MAX];
	size_t n;
};

/*
 * Reads the file at this path; one that is not there is an empty list. False, and an empty list: it
 * cannot be read.
 */
bool preview_links_read(const char *path, struct preview_links *out, struct err *err);
/* Replaces the file. */
bool preview_links_write(const char *path, const struct preview_links *l, struct err *err);

/*
 * Whether a name may be in the list: UTF-8 of at most PREVIEW_NAME_MAX bytes without control characters,
 * not empty.
 */
bool preview_link_may_be_called(struct str name);
/* NULL: there is none of this name. */
struct preview_link *preview_links_find(struct preview_links *l, const char *name);
void preview_links_remove(struct preview_links *l, struct preview_link *link);
void preview_links_drop_expired(struct preview_links *l, int64_t now);
/*
 * Adds a link, whose secret is left in `secret` (with a NUL) and nowhere else. False: the list is full,
 * or there is no chance to be had.
 */
bool preview_links_add(struct preview_links *l, const char *name, int64_t now, int64_t expires,
    char secret[PREVIEW_SECRET_TEXT + 1], struct err *err);

/*
 * Whether the secret is that of a link that holds at this instant; in the same time whatever it has in
 * common with one.
 */
bool preview_links_open(const struct preview_links *l, struct str secret, int64_t now);

#endif
