/*
 * feed_delta: a ring of versions; each has the hashes of its entries.
 *
 * The second half of the work is to take a feed apart without an XML parser: it is one of our own documents.
 */
#include "answer/feed_delta.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "proto/http.h"

enum { VERSIONS_KEPT = 512, ENTRIES_MAX = 256 };

void feed_delta_init(struct feed_delta *d)
{
	*d = (struct feed_delta){ .ring = xcalloc(VERSIONS_KEPT, sizeof *d->ring) };
}

void feed_delta_release(struct feed_delta *d)
{
	for (size_t i = 0; d->ring && i < VERSIONS_KEPT; i++)
		free(d->ring[i].entries);
	free(d->ring);
	*d = (struct feed_delta){ 0 };
}

static uint64_t hash_of(struct str s)
{
	return hash_end(hash_more(HASH_START, s));
}

/* --- documents ---------------------------------------------------------------------- */

static size_t line_length(struct str s)
{
	size_t n = str_find(s, '\n');
	return n < s.n ? n + 1 : n;
}

static bool opens(struct str line)
{
	struct str s = str_trim(line);
	return str_starts(s, "<entry ") || str_starts(s, "<item>");
}

static bool closes(struct str line)
{
	struct str s = str_trim(str_sub(line, 0, str_find(line, '\n')));
	return str_is(s, "</entry>") || str_is(s, "</item>");
}

/*
 * Takes the next part off *rest: an entry, or what comes before the next one. The feeds' writer begins and ends an
 * entry on lines of their own, and no text can look like one: "<" is escaped there.
 */
static bool next_part(struct str *rest, struct str *part, bool *entry)
{
	struct str line = str_sub(*rest, 0, line_length(*rest));
	size_t n = line.n;
	*entry = opens(line);
	while (n < rest->n && !(*entry && closes(line))) {
		struct str more = str_sub(*rest, n, rest->n);
		line = str_sub(more, 0, line_length(more));
		if (!*entry && opens(line))
			break;
		n += line.n;
	}
	*part = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return n > 0;
}

static size_t read_entries(struct str document, uint64_t *out)
{
	struct str part;
	bool entry;
	size_t n = 0;
	while (next_part(&document, &part, &entry)) {
		if (entry && n == ENTRIES_MAX)
			return 0;
		if (entry)
			out[n++] = hash_of(part);
	}
	return n;
}

/* --- versions ------------------------------------------------------------------------ */

static struct version *remember(struct feed_delta *d, struct str path, struct str document)
{
	uint64_t entries[ENTRIES_MAX], path_hash = hash_of(path), document_hash = hash_of(document);
	for (size_t i = 0; i < VERSIONS_KEPT; i++) {
		if (d->ring[i].path == path_hash && d->ring[i].document == document_hash)
			return &d->ring[i];
	}
	size_t n = read_entries(document, entries);
	if (!n)
		return NULL;
	struct version *new = &d->ring[d->next];
	d->next = (d->next + 1) % VERSIONS_KEPT;
	free(new->entries);
	*new = (struct version){ .path = path_hash, .document = document_hash, .n = n };
	new->entries = xmalloc(n * sizeof *entries);
	memcpy(new->entries, entries, n * sizeof *entries);
	return new;
}

void feed_delta_note(
    struct feed_delta *d, struct str path, struct str document, unsigned coding, struct str tag)
{
	struct version *found = remember(d, path, document);
	if (!found || coding >= VERSION_TAGS || tag.n >= VERSION_TAG_MAX)
		return;
	memcpy(found->tags[coding], tag.p, tag.n);
	found->tags[coding][tag.n] = '\0';
}

/* The newest that is named. */
static const struct version *find(
    const struct feed_delta *d, struct str path, struct str if_none_match, const char **tag)
{
	uint64_t hash = hash_of(path);
	for (size_t i = 1; i <= VERSIONS_KEPT; i++) {
		const struct version *one = &d->ring[(d->next + VERSIONS_KEPT - i) % VERSIONS_KEPT];
		for (size_t k = 0; one->path == hash && k < VERSION_TAGS; k++) {
			*tag = one->tags[k];
			if (**tag && http_etag_matches(if_none_match, str_of(*tag)))
				return one;
		}
	}
	return NULL;
}

static bool holds(const struct version *v, uint64_t entry)
{
	for (size_t i = 0; i < v->n; i++) {
		if (v->entries[i] == entry)
			return true;
	}
	return false;
}

const char *feed_delta_make(const struct feed_delta *d, struct str path, struct str document,
    struct str if_none_match, struct buf *out)
{
	const char *tag;
	const struct version *known = find(d, path, if_none_match, &tag);
	struct str part;
	bool entry;
	if (!known)
		return NULL;
	while (next_part(&document, &part, &entry)) {
		if (!entry || !holds(known, hash_of(part)))
			buf_add_str(out, part);
	}
	return tag;
}
