/*
 * http_entity_test: forms, types and tags of what HTTP sends.
 */
#include "unit/support/test.h"

#include "answer/http_entity.h"
#include "lang/lang.h"
#include "proto/http.h"

static struct cached *entry_of(enum response_kind kind, const char *mime, const char *accept)
{
	struct site site = { .http_url = "http://localhost:8080" };
	struct str key = str_of("/en/atom.xml");
	struct response a = {
		.kind = kind, .mime = mime, .lang = lang_find(str_of("en")), .modified = INSTANT_NONE
	};
	buf_init(&a.body, RESPONSE_MAX);
	for (int i = 0; i < 500; i++)
		buf_printf(&a.body, "<line>%d</line>\n", i);
	struct cached *e = http_entity_new(&site, http_entity_kind(key, str_of(accept)), key, &a);
	answer_release(&a);
	return e;
}

static void assert_head(
    enum response_kind kind, const char *mime, const char *accept, const char *there, const char *not_there)
{
	struct cached *e = entry_of(kind, mime, accept);
	const struct cache_form *f = http_entity_form(e, HTTP_GZIP);
	char *head = xstrndup(f->head, f->head_n);
	assert_non_null(strstr(head, there));
	assert_null(strstr(head, not_there));
	free(head);
	cached_drop(e);
}

static void a_coding_is_made_once(void **state)
{
	(void)state;
	struct cached *e = entry_of(RESPONSE_FEED, "application/atom+xml", "");
	const struct cache_form *gzip = http_entity_form(e, HTTP_GZIP);
	const char *body = gzip->body, *head = gzip->head;
	const struct cache_form *brotli = http_entity_form(e, HTTP_GZIP | HTTP_BROTLI);
	assert_ptr_not_equal(gzip, brotli);
	assert_ptr_equal(http_entity_form(e, HTTP_GZIP), gzip);
	assert_ptr_equal(gzip->body, body);
	assert_ptr_equal(gzip->head, head);
	assert_true(brotli->body_n < e->form[FORM_IDENTITY].body_n);
	cached_drop(e);
}

static void who_accepts_pages_is_told_that_a_feed_is_xml(void **state)
{
	(void)state;
	static const char xml[] = "Content-Type: application/xml; charset=utf-8\r\n";
	static const char atom[] = "Content-Type: application/atom+xml; charset=utf-8\r\n";
	static const char mime[] = "application/atom+xml";
	assert_head(RESPONSE_FEED, mime, "text/html, */*;q=0.8", xml, atom);
	assert_head(RESPONSE_FEED, mime, "application/atom+xml, text/html;q=0.5", atom, xml);
	assert_head(RESPONSE_FEED, mime, "application/rss+xml, text/html", atom, xml);
	assert_head(RESPONSE_FEED, mime, "text/html;q=0", atom, xml);
	assert_head(RESPONSE_FEED, mime, "", atom, xml);
}

static void another_type_has_another_tag(void **state)
{
	(void)state;
	struct cached *read = entry_of(RESPONSE_FEED, "application/atom+xml", "*/*");
	struct cached *shown = entry_of(RESPONSE_FEED, "application/atom+xml", "text/html");
	for (unsigned coding = HTTP_IDENTITY; coding <= HTTP_BROTLI; coding *= 2) {
		const struct cache_form *a = http_entity_form(read, coding),
		                        *b = http_entity_form(shown, coding);
		assert_int_equal(a->body_n, b->body_n);
		assert_false(str_eq(http_entity_etag(a), http_entity_etag(b)));
	}
	cached_drop(read);
	cached_drop(shown);
}

static void nothing_else_changes_its_type(void **state)
{
	(void)state;
	assert_head(RESPONSE_FEED, "application/feed+json", "text/html",
	    "Content-Type: application/feed+json\r\n", "Vary: Accept,");
	assert_head(RESPONSE_PAGE, "application/xhtml+xml", "text/html",
	    "Content-Type: application/xhtml+xml; charset=utf-8\r\n", "Vary: Accept,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coding_is_made_once),
		cmocka_unit_test(who_accepts_pages_is_told_that_a_feed_is_xml),
		cmocka_unit_test(another_type_has_another_tag),
		cmocka_unit_test(nothing_else_changes_its_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
