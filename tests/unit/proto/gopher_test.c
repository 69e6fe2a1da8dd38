#include "guarded.h"

#include "proto/gopher.h"

static struct outcome parse_outcome(const char *data, size_t len)
{
	struct gopher_request r = { .used = 0 };
	struct outcome o = { .result = gopher_parse(data, len, &r) };

	if (o.result == PARSE_MORE)
		return o;
	assert_inside(r.line, data, len);
	if (o.result == PARSE_BAD) {
		assert_non_null(r.why);
		o.why = r.why;
		return o;
	}
	assert_inside(r.selector, data, r.used);
	assert_inside(r.path, data, r.used);
	assert_inside(r.search, data, r.used);
	assert_true(
	    r.plus == GOPHER_PLAIN || !r.has_search || r.search.n == 0 || !strchr("+!$", r.search.p[0]));
	o.used = r.used;
	return o;
}

static struct gopher_request parse(const char *text, enum parse_result expected)
{
	struct gopher_request r = { .used = 0 };
	char *data = guarded(text, strlen(text));

	assert_int_equal(gopher_parse(data, strlen(text), &r), expected);
	return r;
}

static struct gopher_request parse_done(const char *text)
{
	return parse(text, PARSE_DONE);
}

static void crlf_and_lf_both_end_a_request(void **state)
{
	(void)state;
	struct gopher_request r = parse_done("/ru/\r\nmore");
	assert_str(r.line, "/ru/");
	assert_str(r.path, "/ru/");
	assert_int_equal(r.used, 6);

	r = parse_done("/ru/\nmore");
	assert_str(r.line, "/ru/");
	assert_str(r.path, "/ru/");
	assert_int_equal(r.used, 5);
}

static void empty_line_asks_for_the_root(void **state)
{
	(void)state;
	struct gopher_request r = parse_done("\r\n");
	assert_int_equal(r.path.n, 0);
	assert_int_equal(r.used, 2);

	r = parse_done("\n");
	assert_int_equal(r.path.n, 0);
	assert_int_equal(r.used, 1);
	assert_false(r.has_search);
	assert_int_equal(r.plus, GOPHER_PLAIN);
}

static void selector_without_slash_stays(void **state)
{
	(void)state;
	struct gopher_request r = parse_done("ru/water\r\n");
	assert_int_equal(r.type, 0);
	assert_str(r.path, "ru/water");

	r = parse_done("robots.txt\r\n");
	assert_str(r.path, "robots.txt");
}

static void copied_type_prefix_is_split_off(void **state)
{
	(void)state;
	struct gopher_request r = parse_done("1/ru/x\r\n");
	assert_int_equal(r.type, '1');
	assert_str(r.path, "/ru/x");
	assert_str(r.selector, "1/ru/x");

	r = parse_done("0/x\r\n");
	assert_int_equal(r.type, '0');
	assert_str(r.path, "/x");

	r = parse_done("1/\r\n");
	assert_int_equal(r.type, '1');
	assert_str(r.path, "/");

	r = parse_done("7/ru/search\tсуу\r\n");
	assert_int_equal(r.type, '7');
	assert_str(r.path, "/ru/search");
	assert_str(r.search, "суу");
}

static void what_only_looks_like_a_type_prefix_stays(void **state)
{
	(void)state;
	static const char *const plain[] = { "/x", "x", "1", "x/y", "10/x", "ru/x", "/1/x", "URL:http://e/" };

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		char text[64];
		snprintf(text, sizeof text, "%s\r\n", plain[i]);
		struct gopher_request r = parse_done(text);
		assert_int_equal(r.type, 0);
		assert_str(r.path, plain[i]);
	}
}

static void search_is_what_stands_behind_the_tab(void **state)
{
	(void)state;
	struct gopher_request r = parse_done("/ru/search\tвода и санитария\r\n");
	assert_str(r.path, "/ru/search");
	assert_true(r.has_search);
	assert_str(r.search, "вода и санитария");
	assert_int_equal(r.plus, GOPHER_PLAIN);

	r = parse_done("/ru/search\t\n");
	assert_true(r.has_search);
	assert_int_equal(r.search.n, 0);
}

static void gopher_plus_is_never_a_search(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum gopher_plus plus;
	} forms[] = {
		{ "/x\t+\r\n", GOPHER_PLUS },
		{ "/x\t+\n", GOPHER_PLUS },
		{ "/x\t+text/plain En_US\r\n", GOPHER_PLUS },
		{ "/x\t+\t1\r\n", GOPHER_PLUS },
		{ "/x\t!\r\n", GOPHER_PLUS_INFO },
		{ "/x\t!+ABSTRACT\r\n", GOPHER_PLUS_INFO },
		{ "/x\t$\r\n", GOPHER_PLUS_MENU },
		{ "/x\t$+VIEWS\r\n", GOPHER_PLUS_MENU },
		{ "/x\t$+VIEWS+ABSTRACT\r\n", GOPHER_PLUS_MENU },
		{ "/x\t+application/gopher-menu\r\n", GOPHER_PLUS },
		{ "/x\t+Text/plain\r\n", GOPHER_PLUS },
		{ "\t$\r\n", GOPHER_PLUS_MENU },
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct gopher_request r = parse_done(forms[i].text);
		assert_int_equal(r.plus, forms[i].plus);
		assert_false(r.has_search);
		assert_int_equal(r.search.n, 0);
	}
}

static void words_that_begin_with_a_mark_of_gopher_plus_are_a_search(void **state)
{
	(void)state;
	static const char *const words[] = { "$9.5 million", "$", "!", "!important", "$ 5",
		"+996 312 90-52-05", "+pump", "+/", "+5/6", "+pump and/or well", "!x", "+y", "?z", "+and/or",
		"+text/", "+text/plain or html page", "$+5 million", "$+", "!+Вода", "!+INFO please", "$++",
		"!+A++B" };
	char line[100];
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		bool alone = words[i][1] == '\0';
		snprintf(line, sizeof line, "/ru/search\t%s\r\n", words[i]);
		struct gopher_request r = parse_done(line);
		assert_int_equal(r.has_search, !alone);
		assert_int_equal(r.plus == GOPHER_PLAIN, !alone);
		if (!alone)
			assert_str(r.search, words[i]);
	}
	assert_int_equal(parse_done("/ru/search\t$9.5 million\t+\r\n").plus, GOPHER_PLUS);
}

static void search_as_gopher_plus_is_both(void **state)
{
	(void)state;
	struct gopher_request r = parse_done("/ru/search\tвода\t+\r\n");
	assert_true(r.has_search);
	assert_str(r.search, "вода");
	assert_int_equal(r.plus, GOPHER_PLUS);

	r = parse_done("/ru/search\tвода\t$\r\n");
	assert_str(r.search, "вода");
	assert_int_equal(r.plus, GOPHER_PLUS_MENU);

	r = parse_done("/ru/search\t\t+\t0\r\n");
	assert_true(r.has_search);
	assert_int_equal(r.search.n, 0);
	assert_int_equal(r.plus, GOPHER_PLUS);
}

static void third_field_must_be_gopher_plus(void **state)
{
	(void)state;
	parse("/x\ta\tb\r\n", PARSE_BAD);
	parse("/x\ta\t\r\n", PARSE_BAD);
}

static void control_characters_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "/a\x01\n", "/a\rb\r\n", "/a\r\r\n", "/\x7f\n", "/s\ta\x1b[0m\n" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_non_null(parse(bad[i], PARSE_BAD).why);
	assert_int_equal(feed_by_bytes("/a\0b\r\n", 6).result, PARSE_BAD);
}

/* Also in a word of eight bytes that begins with a TAB, which is looked at in another way. */
static void every_control_character_is_found_at_every_place(void **state)
{
	(void)state;
	for (size_t at = 1; at < 24; at++) {
		for (int c = 1; c < 0x80; c++) {
			char text[] = "\taaaaaaa\xd0\xbd~aaaaaaaaaaaa !\r\n";
			if (c == '\t' || c == '\n' || at == 8 || at == 9)
				continue;
			text[at] = (char)c;
			bool control = c < 0x20 || c == 0x7f;
			struct gopher_request r = parse(text, control ? PARSE_BAD : PARSE_DONE);
			assert_true(control || r.has_search);
		}
	}
}

static void invalid_utf8_is_refused(void **state)
{
	(void)state;
	parse("/\xff\r\n", PARSE_BAD);
	parse("/s\t\xd1\r\n", PARSE_BAD);
	parse("/\xed\xa0\x80\r\n", PARSE_BAD);
}

static struct outcome parse_of_length(size_t n, const char *end)
{
	char text[2048];

	memset(text, 'a', n);
	memcpy(text + n, end, strlen(end));
	return feed_by_bytes(text, n + strlen(end));
}

static void line_of_1024_bytes_is_taken(void **state)
{
	(void)state;
	assert_int_equal(parse_of_length(1024, "\r\n").used, 1026);
	assert_int_equal(parse_of_length(1024, "\n").used, 1025);
}

static void line_of_1025_bytes_is_refused_before_its_end(void **state)
{
	(void)state;
	assert_int_equal(parse_of_length(1025, "\r\n").result, PARSE_BAD);
	assert_int_equal(parse_of_length(1025, "\n").result, PARSE_BAD);
	assert_int_equal(parse_of_length(1025, "").result, PARSE_BAD);
	assert_int_equal(parse_of_length(1024, "").result, PARSE_MORE);
	assert_int_equal(parse_of_length(1024, "\r").result, PARSE_MORE);
	assert_int_equal(parse_of_length(1024, "\rx").result, PARSE_BAD);
}

static void line_is_given_for_the_log_also_when_refused(void **state)
{
	(void)state;
	assert_str(parse("/a\x01\r\n", PARSE_BAD).line, "/a\x01");
}

static void valid_requests_survive_every_prefix_and_byte(void **state)
{
	(void)state;
	static const char *const valid[] = {
		"\r\n",
		"1/ru/water\n",
		"/ru/search\tсуу\r\n",
		"/ru/search\tсуу\t+\r\n",
		"/x\t$+VIEWS\r\n",
	};

	for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
		try_every_prefix_and_byte(valid[i], strlen(valid[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crlf_and_lf_both_end_a_request),
		cmocka_unit_test(empty_line_asks_for_the_root),
		cmocka_unit_test(selector_without_slash_stays),
		cmocka_unit_test(copied_type_prefix_is_split_off),
		cmocka_unit_test(what_only_looks_like_a_type_prefix_stays),
		cmocka_unit_test(search_is_what_stands_behind_the_tab),
		cmocka_unit_test(gopher_plus_is_never_a_search),
		cmocka_unit_test(words_that_begin_with_a_mark_of_gopher_plus_are_a_search),
		cmocka_unit_test(search_as_gopher_plus_is_both),
		cmocka_unit_test(third_field_must_be_gopher_plus),
		cmocka_unit_test(control_characters_are_refused),
		cmocka_unit_test(every_control_character_is_found_at_every_place),
		cmocka_unit_test(invalid_utf8_is_refused),
		cmocka_unit_test(line_of_1024_bytes_is_taken),
		cmocka_unit_test(line_of_1025_bytes_is_refused_before_its_end),
		cmocka_unit_test(line_is_given_for_the_log_also_when_refused),
		cmocka_unit_test(valid_requests_survive_every_prefix_and_byte),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
