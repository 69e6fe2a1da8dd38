/*
 * document: the map, the manifest and the style sheet are written by page/ and feed/.
 */
#include "answer/document.h"

#include <time.h>

#include "feed/feed.h"
#include "page/manifest.h"
#include "page/sitemap.h"

void document_style(const struct site *site, enum scheme scheme, struct response *a)
{
	a->kind = RESPONSE_TEXT;
	a->status = RESPONSE_OK;
	if (scheme == SCHEME_HTTP)
		a->mime = "text/css";
	feed_stylesheet_add(site, &a->body);
	if (site->style)
		buf_puts(&a->body, site->style->feed_sheet);
}

/* What is too large for memory is no answer, never a part of one. */
void document_map(struct catalog_handle *h, uint64_t page, struct response *a, struct err *err)
{
	const struct sitemap s = { h->site, h->catalog, SITEMAP_ADDRESSES };
	int found = page                               ? sitemap_write_part(&s, page, &a->body, err)
	            : sitemap_write(&s, &a->body, err) ? 1
	                                               : -1;

	if (found == 0) {
		buf_reset(&a->body);
		return;
	}
	if (found > 0 && a->body.full) {
		err_set(err, "the map is too large");
		found = -1;
	}
	a->kind = RESPONSE_TEXT;
	a->mime = "application/xml";
	a->status = found > 0 ? RESPONSE_OK : RESPONSE_FAILED;
}

void document_manifest(struct catalog_handle *h, const struct lang *lang, struct response *a, struct err *err)
{
	a->kind = RESPONSE_TEXT;
	a->mime = "application/manifest+json";
	a->status = manifest_write(h->site, h->catalog, lang, &a->body, err) ? RESPONSE_OK : RESPONSE_FAILED;
}

void document_news(struct catalog_handle *h, struct response *a, struct err *err)
{
	const struct sitemap s = { h->site, h->catalog, SITEMAP_ADDRESSES };

	a->kind = RESPONSE_TEXT;
	a->mime = "application/xml";
	a->no_store = true;
	a->status = sitemap_write_news(&s, time(NULL), &a->body, err) ? RESPONSE_OK : RESPONSE_FAILED;
}
