/*
 * http_entity: the forms of an entry and their heads.
 *
 * A head is one text: the tag, the lines that an answer without a body repeats, then those that tell of
 * the body. The coded forms are made from that of the identity form.
 */
#include "answer/http_entity.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "answer/coding.h"
#include "answer/http_headers.h"
#include "base/digest.h"
#include "proto/http.h"

enum { HEAD_MAX = 4096, CODED_FROM = 1024, ETAG_BYTES = 16 };

/* By enum response_kind: what is worth compressing. */
static const bool is_coded[] = {
	[RESPONSE_PAGE] = true,
	[RESPONSE_FEED] = true,
	[RESPONSE_FILE] = false,
	[RESPONSE_TEXT] = true,
	[RESPONSE_HEALTH] = false,
};

static const struct coding {
	unsigned accepted;
	const char *name;
	bool (*make)(struct str plain, struct buf *out);
} codings[CACHE_FORMS] = {
	[FORM_IDENTITY] = { HTTP_IDENTITY, NULL, NULL },
	[FORM_GZIP] = { HTTP_GZIP, "gzip", coding_gzip },
	[FORM_BROTLI] = { HTTP_BROTLI, "br", coding_brotli },
};

bool http_entity_overdue(const struct cached *e)
{
	return (e->note & ENTITY_UNDATED) && e->modified <= time(NULL);
}

static void add_etag(struct buf *out, struct str body)
{
	unsigned char md[DIGEST_SIZE];
	digest_sha256(body, md);
	buf_puts(out, "ETag: \"");
	for (int i = 0; i < ETAG_BYTES; i++)
		buf_printf(out, "%02x", md[i]);
	buf_puts(out, "\"\r\n");
}

/* `brief` and `full` are what the forms of an entry share. */
static void finish_form(struct cache_form *f, const struct coding *coding, struct str brief, struct str full)
{
	struct buf head;
	buf_init(&head, HEAD_MAX);
	add_etag(&head, (struct str){ f->body, f->body_n });
	f->etag_at = sizeof "ETag: " - 1;
	f->etag_n = head.len - f->etag_at - 2;
	buf_add_str(&head, brief);
	f->brief_n = head.len;
	if (coding->name)
		buf_printf(&head, "Content-Encoding: %s\r\n", coding->name);
	buf_printf(&head, "Content-Length: %zu\r\n", f->body_n);
	buf_add_str(&head, full);
	f->head_n = head.len;
	f->head = buf_detach(&head);
}

static void add_vary(struct buf *out, const struct cached *e, const struct response *a)
{
	if (a->varies_by_language)
		buf_puts(out, "Vary: Accept-Encoding, Accept-Language\r\n");
	else if (e->note & ENTITY_CODED)
		buf_puts(out, "Vary: Accept-Encoding\r\n");
}

struct cached *http_entity_new(const struct site *site, struct str key, struct response *a)
{
	struct cached *e = cached_new(ENTITY_KIND, key);
	struct cache_form *f = &e->form[FORM_IDENTITY];
	struct buf brief, full;
	buf_init(&brief, HEAD_MAX);
	buf_init(&full, HEAD_MAX);
	if (is_coded[a->kind] && a->body.len >= CODED_FROM)
		e->note |= ENTITY_CODED;
	if (a->kind == RESPONSE_FEED)
		e->note |= ENTITY_FEED;
	if (a->counted)
		e->note |= ENTITY_SUBSCRIBED;
	if (a->modified != INSTANT_NONE && a->modified > time(NULL))
		e->note |= ENTITY_UNDATED;
	e->modified = a->modified;
	http_add_caching(&brief, site, a);
	add_vary(&brief, e, a);
	http_add_modified(&brief, a->modified);
	http_add_sharing(&brief, site, a, key);
	http_add_type(&full, a);
	http_add_keys(&full, site, a, key);
	http_add_links(&full, site, a, key);
	http_add_safety(&full, site, a->kind, a->media);
	http_add_privacy(&full, a);
	f->body_n = a->body.len;
	f->body = buf_detach(&a->body);
	cached_file_take(e, a->source, a->mtime_ns);
	a->source = -1;
	finish_form(f, &codings[FORM_IDENTITY], buf_str(&brief), buf_str(&full));
	buf_release(&brief);
	buf_release(&full);
	return e;
}

struct str http_entity_lines(const struct cached *e)
{
	const struct cache_form *plain = &e->form[FORM_IDENTITY];
	struct str head = { plain->head, plain->head_n }, length, lines;
	str_cut(str_sub(head, plain->brief_n, head.n), '\n', &length, &lines);
	return lines;
}

static bool make_body(const struct cache_form *plain, const struct coding *coding, struct cache_form *f)
{
	struct buf body;
	buf_init(&body, RESPONSE_MAX);
	bool ok = coding->make((struct str){ plain->body, plain->body_n }, &body);
	f->body_n = ok ? body.len : 0;
	f->body = ok ? buf_detach(&body) : NULL;
	buf_release(&body);
	return ok;
}

/* The lines of the identity form, but for tag and length, are those of every form. */
static bool make_form(struct cached *e, int i)
{
	const struct cache_form *plain = &e->form[FORM_IDENTITY];
	struct cache_form *f = &e->form[i];
	if (!f->body && !make_body(plain, &codings[i], f))
		return false;
	struct str head = { plain->head, plain->head_n };
	struct str brief = str_sub(head, plain->etag_at + plain->etag_n + 2, plain->brief_n);
	finish_form(f, &codings[i], brief, http_entity_lines(e));
	return true;
}

const struct cache_form *http_entity_form(struct cached *e, unsigned accepted)
{
	for (int i = FORM_BROTLI; (e->note & ENTITY_CODED) && i > FORM_IDENTITY; i--) {
		if ((accepted & codings[i].accepted) && (e->form[i].head || make_form(e, i)))
			return &e->form[i];
	}
	return &e->form[FORM_IDENTITY];
}

struct str http_entity_etag(const struct cache_form *f)
{
	return (struct str){ f->head + f->etag_at, f->etag_n };
}
