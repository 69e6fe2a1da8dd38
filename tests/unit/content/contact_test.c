/*
 * contact_test: what people write for addresses, and what is made of it.
 */
#include "unit/support/test.h"

#include "base/buf.h"
#include "content/contact.h"

static struct arena arena;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void assert_uri(const char *written, const char *expected)
{
	const char *uri = contact_uri(&arena, str_of(written));
	if (!uri || !expected)
		assert_ptr_equal(uri, expected);
	else
		assert_string_equal(uri, expected);
}

static void a_telephone_number_is_dialled_however_it_is_written(void **state)
{
	(void)state;
	static const char *const forms[] = { "+996312905205", "+996 312 905205", "+996 (312) 90-52-05",
		"+996-312-90-52-05", "+996.312.90.52.05", "00996 312 905205",
		"+996\u00A0312\u00A090\u201152\u201105", "tel:+996312905205", "tel:+996 312 905205",
		"Tel:+996 (312) 905205", "+996 312 90–52–05", "tel:+996%20312%20905205" };
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		assert_int_equal(contact_phone(str_of(forms[i])), strlen(forms[i]));
		assert_uri(forms[i], "tel:+996312905205");
	}
	assert_uri("0312 62-05-35", "tel:0312620535");
	assert_uri("(0312) 62 05 35", "tel:0312620535");
	assert_uri("8 (800) 555-35-35", "tel:88005553535");
	assert_uri("+996 312 905205 доб. 12", "tel:+996312905205;ext=12");
	assert_uri("+996 312 905205, ext 7", "tel:+996312905205;ext=7");
	assert_uri("tel:+996312905205;ext=7", "tel:+996312905205;ext=7");
	assert_uri("sms:+996 555 123456?body=hi", "sms:+996555123456?body=hi");
	assert_uri("tel:112", "tel:112");
}

static void what_is_no_telephone_number_is_none(void **state)
{
	(void)state;
	static const char *const others[] = { "", "+", "+9", "+996 31", "2011-2015", "2026-11-27",
		"08.09.2023 10:00", "01-02-2023 10:00", "08.09.2023", "205", "$9.5 million", "720040", "(",
		"+a996312905205", "+9963129052051234567", "+996312905205a", "0123456789.jpg", "Киевская 96" };
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		assert_int_equal(contact_phone(str_of(others[i])), 0);
}

static void mail_and_hosts_need_no_scheme(void **state)
{
	(void)state;
	assert_uri("press@example.org", "mailto:press@example.org");
	assert_uri("a.b+c@dpi.kg", "mailto:a.b+c@dpi.kg");
	assert_uri("info@президент.рф", "mailto:info@xn--d1abbgf6aiiy.xn--p1ai");
	assert_uri("mailto:info@президент.рф?subject=x", "mailto:info@xn--d1abbgf6aiiy.xn--p1ai?subject=x");
	assert_uri("www.dpi.kg/ru", "https://www.dpi.kg/ru");
	assert_uri("dpi.kg", "https://dpi.kg");
	assert_uri("dpi.kg:8080/x", "https://dpi.kg:8080/x");
	assert_uri("президент.рф/новости", "https://xn--d1abbgf6aiiy.xn--p1ai/новости");
	assert_uri("t.me/jarchy", "https://t.me/jarchy");
	assert_uri("wa.me/996555123456", "https://wa.me/996555123456");
	assert_uri("https://user@президент.рф:8443/", "https://user@xn--d1abbgf6aiiy.xn--p1ai:8443/");
	static const char *const none[] = { "@name", "name@", "a@b", "photo@2x.png", "plan.pdf", "/ru/x",
		"2024-01-01-x", "x", "", "..", "a@b@c.kg", "news", "a..kg", "1.2.3.4" };
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		assert_uri(none[i], NULL);
}

static void only_harmless_schemes_make_links(void **state)
{
	(void)state;
	static const char *const safe[] = { "https://a.kg", "HTTPS://a.kg", "gemini://a.kg",
		"tel:+996312905205", "sms:1", "geo:42.87,74.59", "tg://resolve?domain=x", "whatsapp://send",
		"xmpp:a@b.kg", "matrix:u/a:b.kg", "sgnl://x", "mailto:a@b.kg", "spartan://a.kg",
		"nex://a.kg" };
	static const char *const unsafe[] = { "javascript:alert(1)", "JavaScript:alert(1)",
		"data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:x", "about:blank",
		"view-source:x", "intent:x", "x", "" };
	for (size_t i = 0; i < ARRAY_SIZE(safe); i++)
		assert_true(contact_is_safe(str_of(safe[i])));
	for (size_t i = 0; i < ARRAY_SIZE(unsafe); i++)
		assert_false(contact_is_safe(str_of(unsafe[i])));
}

/* `expected`: "text=uri" for each, in lines. */
static void assert_found(const char *text, const char *expected)
{
	struct contacts c;
	struct buf out;
	buf_init(&out, 2000);
	contact_find(&arena, str_of(text), &c);
	for (size_t i = 0; i < c.n; i++) {
		assert_int_equal(strncmp(text + c.v[i].at, c.v[i].text, strlen(c.v[i].text)), 0);
		buf_printf(&out, "%s=%s\n", c.v[i].text, c.v[i].uri);
	}
	assert_string_equal(buf_str(&out).n ? out.data : "", expected);
	buf_release(&out);
}

static void every_address_within_a_text_is_found(void **state)
{
	(void)state;
	assert_found("+996 312 905205, press@example.org",
	    "+996 312 905205=tel:+996312905205\npress@example.org=mailto:press@example.org\n");
	assert_found("Айгүл, тел.+996 (312) 90-52-05 доб. 3; a@dpi.kg,b@dpi.kg.",
	    "+996 (312) 90-52-05 доб. "
	    "3=tel:+996312905205;ext=3\na@dpi.kg=mailto:a@dpi.kg\nb@dpi.kg=mailto:b@dpi.kg\n");
	assert_found("Telegram: t.me/jarchy (https://wa.me/996555123456), @jarchy",
	    "t.me/jarchy=https://t.me/jarchy\nhttps://wa.me/996555123456=https://wa.me/996555123456\n");
	assert_found("«президент.рф», geo:42.87,74.59!",
	    "президент.рф=https://xn--d1abbgf6aiiy.xn--p1ai\ngeo:42.87,74.59=geo:42.87,74.59\n");
	assert_found("https://ru.wikipedia.org/wiki/Нарын_(город).",
	    "https://ru.wikipedia.org/wiki/Нарын_(город)=https://ru.wikipedia.org/wiki/Нарын_(город)\n");
	assert_found(
	    "0312 62-05-35 / 0555 12 34 56", "0312 62-05-35=tel:0312620535\n0555 12 34 56=tel:0555123456\n");
	assert_found(
	    "javascript:alert(1) data:x file:///etc/passwd, 8 сентября 2023, 10:00–17:00, каб. 205", "");
	assert_found("", "");
}

/* A million places where one could begin: looked at one by one to the end, they would take hours. */
static void text_without_a_space_is_not_searched_without_end(void **state)
{
	(void)state;
	enum { LONG = 1000000 };
	struct contacts found;
	struct buf text;
	buf_init(&text, LONG + 100);
	for (size_t i = 0; i < LONG; i++)
		buf_add_char(&text, i % 2 ? '(' : '/');
	buf_puts(&text, " press@example.org");
	contact_find(&arena, buf_str(&text), &found);
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].uri, "mailto:press@example.org");
	buf_release(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_telephone_number_is_dialled_however_it_is_written),
		TEST(what_is_no_telephone_number_is_none),
		TEST(mail_and_hosts_need_no_scheme),
		TEST(only_harmless_schemes_make_links),
		TEST(every_address_within_a_text_is_found),
		TEST(text_without_a_space_is_not_searched_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
