/*
 * http_entity_test: forms, types and tags of what HTTP sends.
 */
#include "unit/support/test.h"

#include "answer/http_entity.h"
#include "lang/lang.h"
#include "proto/http.h"

static struct cached *entry_of(enum response_kind kind, const char *mime)
{
	struct site site = { .http_url = "http://localhost:8080" };
	struct str key = str_of("/en/atom.xml");
	struct response a = {
		.kind = kind, .mime = mime, .lang = lang_find(str_of("en")), .modified = INSTANT_NONE
	};
	buf_init(&a.body, RESPONSE_MAX);
	for (int i = 0; i < 500; i++)
		buf_printf(&a.body, "<line>%d</line>\n", i);
	struct cached *e = http_entity_new(&site, key, &a);
	answer_release(&a);
	return e;
}

static void assert_head(enum response_kind kind, const char *mime, const char *there, const char *not_there)
{
	struct cached *e = entry_of(kind, mime);
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
	struct cached *e = entry_of(RESPONSE_FEED, "application/atom+xml");
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

static void a_feed_in_xml_is_sent_as_xml(void **state)
{
	static const char xml[] = "Content-Type: application/xml; charset=utf-8\r\n";
	(void)state;
	assert_head(RESPONSE_FEED, "application/atom+xml", xml, "Vary: Accept,");
	assert_head(RESPONSE_FEED, "application/rss+xml", xml, "Vary: Accept,");
}

static void nothing_else_changes_its_type(void **state)
{
	(void)state;
	assert_head(RESPONSE_FEED, "application/feed+json", "Content-Type: application/feed+json\r\n",
	    "Vary: Accept,");
	assert_head(RESPONSE_PAGE, "application/xhtml+xml",
	    "Content-Type: application/xhtml+xml; charset=utf-8\r\n", "Vary: Accept,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coding_is_made_once),
		cmocka_unit_test(a_feed_in_xml_is_sent_as_xml),
		cmocka_unit_test(nothing_else_changes_its_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
