#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lang/lang.h"
#include "proto/http.h"
#include "serve/http_entry.h"

static struct cached *entry_of(enum answer_kind kind, const char *mime)
{
	struct site site = { .http_url = "http://localhost:8080" };
	struct answer a = {
		.kind = kind, .mime = mime, .lang = lang_find(str_of("en")), .modified = INSTANT_NONE
	};
	buf_init(&a.body, ANSWER_MAX);
	for (int i = 0; i < 500; i++)
		buf_printf(&a.body, "<line>%d</line>\n", i);
	struct cached *e = http_entry_new(&site, str_of("/en/atom.xml"), &a);
	answer_release(&a);
	return e;
}

static void assert_head(
    const struct cached *e, bool brief, const char *accept, const char *there, const char *not_there)
{
	struct buf head;
	buf_init(&head, HTTP_HEAD_MAX);
	http_entry_add_head(e, &e->form[FORM_IDENTITY], brief, str_of(accept), &head);
	assert_non_null(strstr(head.data, there));
	assert_null(strstr(head.data, not_there));
	buf_release(&head);
}

static void a_coding_is_made_once(void **state)
{
	(void)state;
	struct cached *e = entry_of(ANSWER_FEED, "application/atom+xml");
	const struct cache_form *gzip = http_entry_form(e, HTTP_GZIP);
	const char *body = gzip->body, *head = gzip->head;
	const struct cache_form *brotli = http_entry_form(e, HTTP_GZIP | HTTP_BROTLI);
	assert_ptr_not_equal(gzip, brotli);
	assert_ptr_equal(http_entry_form(e, HTTP_GZIP), gzip);
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
	struct cached *e = entry_of(ANSWER_FEED, "application/atom+xml");
	assert_head(e, false, "text/html, */*;q=0.8", xml, atom);
	assert_head(e, false, "application/atom+xml, text/html;q=0", atom, xml);
	assert_head(e, false, "", atom, xml);
	assert_head(e, true, "text/html", "Vary: Accept, Accept-Encoding\r\n", "Content-Type");
	cached_drop(e);
}

static void nothing_else_changes_its_type(void **state)
{
	(void)state;
	struct cached *json = entry_of(ANSWER_FEED, "application/feed+json");
	assert_head(json, false, "text/html", "Content-Type: application/feed+json\r\n", "Vary: Accept,");
	cached_drop(json);
	struct cached *page = entry_of(ANSWER_PAGE, "application/xhtml+xml");
	assert_head(page, false, "text/html", "Content-Type: application/xhtml+xml; charset=utf-8\r\n",
	    "Vary: Accept,");
	cached_drop(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coding_is_made_once),
		cmocka_unit_test(who_accepts_pages_is_told_that_a_feed_is_xml),
		cmocka_unit_test(nothing_else_changes_its_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
