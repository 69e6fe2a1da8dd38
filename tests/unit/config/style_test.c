/*
 * style_test: the colour and the style sheet of a configuration: what is taken, what is left out and said,
 * and that the rest holds.
 */
#include "unit/support/configs.h"

#include "config/config_style.h"

/* What is warned of, a line each, as it was loaded last. */
static char *doubts(struct fixture *f)
{
	printed_begin(&f->printed);
	config_warn(&f->config);
	printed_end(&f->printed);
	return f->printed.err.data;
}

static void assert_colour(struct fixture *f, const char *text, const char *light, const char *dark)
{
	char shown[COLOUR_TEXT];
	load(f, text);
	if (!f->config.site_colour)
		fail_msg("%s is refused", text);
	colour_write(f->config.site_colour->shown[COLOUR_LIGHT], shown);
	assert_string_equal(shown, light);
	colour_write(f->config.site_colour->shown[COLOUR_DARK], shown);
	assert_string_equal(shown, dark);
	assert_ptr_equal(f->config.site.style, f->config.site_style);
}

static void a_colour_is_taken_as_people_write_it(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = { "colour = \"#0a4a94\"\n", "colour = \"0A4A94\"\n",
		"colour = '#0A4a94'\n", "colour = #0a4a94\n", "colour=#0a4a94 # ours\nhost = \"localhost\"\n",
		"host = \"localhost\"\n\tcolour\t=\t#0a4a94\nstate = \"s\"\n",
		"workers = 1 # colour = #f00\ncolour = 0a4a94\n" };
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		assert_colour(f, texts[i], "#0a4a94", "#628bbb");
		assert_string_equal(doubts(f), "");
	}
	assert_colour(f, "colour = \"#fa0\"\n", "#986500", "#ffaa00");
	load(f, DEFAULTS);
	assert_null(f->config.site.style);
	assert_null(f->config.site_colour);
}

static void what_is_no_colour_is_named_and_the_rest_holds(void **state)
{
	struct fixture *f = *state;
	static const char *const wrong[] = { "blue", "#12", "rgb(1,2,3)", "#0a4a9", "#0a4a94ff", "-" };
	char text[200], expected[400];
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		snprintf(text, sizeof text, "workers = 3\ncolour = \"%s\"\n", wrong[i]);
		load(f, text);
		assert_int_equal(f->config.workers, 3);
		assert_null(f->config.site.style);
		snprintf(expected, sizeof expected,
		    "jarchy: warning: jarchy.conf:2: colour: \"%s\" is no colour: write \"#\" and six "
		    "hexadecimal "
		    "digits, as \"#0a4a94\"; pages have their usual colours until then\n",
		    wrong[i]);
		assert_string_equal(doubts(f), expected);
	}
}

static void a_colour_that_is_too_pale_is_named_with_the_nearest_that_is_not(void **state)
{
	struct fixture *f = *state;
	assert_colour(f, "\ncolour = \"#ffd400\"\n", "#846e00", "#ffd400");
	assert_string_equal(doubts(f), "jarchy: warning: jarchy.conf:2: colour: \"#ffd400\" is too pale for "
	                               "words on white, where contrast is to "
	                               "be 4.5 and it has 1.43: \"#846e00\", which is shown in its place, is "
	                               "the nearest that can be read; write "
	                               "that, or a darker one\n");
	load(f, "colour = \"#846e00\"\n");
	assert_string_equal(doubts(f), "");
}

static void assert_style(struct fixture *f, const char *bytes, size_t n, const char *sheet)
{
	struct buf b;
	buf_init(&b, n + 1);
	buf_add(&b, bytes, n);
	folder_write_bytes(&f->folder, "site.css", buf_str(&b));
	load(f, "style = \"site.css\"\n");
	buf_release(&b);
	assert_string_equal(doubts(f), "");
	assert_string_equal(f->config.site.style->sheet, sheet);
}
#define ASSERT_STYLE(f, bytes, sheet) assert_style(f, bytes, sizeof(bytes) - 1, sheet)

static void a_style_sheet_is_taken_with_the_lines_that_a_browser_counts(void **state)
{
	struct fixture *f = *state;
	ASSERT_STYLE(f,
	    "\xEF\xBB\xBF"
	    "a{}\r\nb{}\rc{}\n\r\n",
	    "a{}\nb{}\nc{}\n\n");
	assert_int_equal(f->config.site.style->loads, 0);
	ASSERT_STYLE(f, "/* ё */@font-face{src:url(/f.woff2)}", "/* ё */@font-face{src:url(/f.woff2)}");
	assert_int_equal(f->config.site.style->loads, STYLE_LOADS_FONTS);
	ASSERT_STYLE(f, "a{b:url(x/y:z.png?)}", "a{b:url(x/y:z.png?)}");
}

static void assert_no_style(struct fixture *f, const char *bytes, size_t n, const char *message)
{
	folder_write_bytes(&f->folder, "site.css", (struct str){ bytes, n });
	load(f, "workers = 3\nstyle = \"site.css\"\n");
	assert_null(f->config.site.style);
	assert_int_equal(f->config.workers, 3);
	if (!strstr(doubts(f), message))
		fail_msg("%s is not in: %s", message, f->printed.err.data);
}
#define ASSERT_NO_STYLE(f, bytes, message) assert_no_style(f, bytes, sizeof(bytes) - 1, "site.css:" message)

static void a_style_sheet_that_cannot_be_used_is_named_and_the_rest_holds(void **state)
{
	struct fixture *f = *state;
	static char large[CONFIG_STYLE_MAX + 1];
	memset(large, ' ', sizeof large);
	ASSERT_NO_STYLE(f, "a{}\n@import \"x.css\";\n", "2: @import would load another style sheet");
	ASSERT_NO_STYLE(f, "@\\69mport 'x';", "1: @import");
	ASSERT_NO_STYLE(
	    f, "\n\na{b:url(https://x.example/y.png)}", "3: \"https://x.example/y.png\" is the address of");
	ASSERT_NO_STYLE(f, "a{b:url(//x.example/y.png)}", "1: \"//x.example");
	ASSERT_NO_STYLE(f, "a{b:url(\"\\\\\\\\x.example/y\")}", "1: \"\\\\x.example/y\" is the address of");
	ASSERT_NO_STYLE(
	    f, "a{b:URL( 'Data:image/png;base64,AA' )}", "1: \"Data:image/png;base64,AA\": what is within");
	ASSERT_NO_STYLE(f, "a{b:url(javascript:x)}", "1: \"javascript:x\"");
	ASSERT_NO_STYLE(f, "a{}\n</STYLE><script>", "2: \"</style\" would end");
	ASSERT_NO_STYLE(f, "a{width:expression(1)}", "1: expression(");
	ASSERT_NO_STYLE(f, "a{}\0", "1: there is a control character, U+0000");
	ASSERT_NO_STYLE(f, "a{}\n\x1b", "2: there is a control character, U+001B");
	ASSERT_NO_STYLE(f, "a{}\n\xe9", "2: this is not UTF-8");
	assert_no_style(f, large, sizeof large, "site.css: this style sheet has over 8192 bytes");
	large[sizeof large - 1] = 0;
	assert_style(f, large, sizeof large - 1, large);
}

static void a_file_that_is_none_is_named_where_the_configuration_names_it(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(mkfifoat(f->folder.fd, "pipe", 0600), 0);
	assert_int_equal(mkdirat(f->folder.fd, "folder", 0700), 0);
	static const char *const names[] = { "absent.css", "pipe", "folder" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char text[100], expected[200];
		snprintf(text, sizeof text, "\nstyle = \"%s\"\ncolour = \"#0a4a94\"\n", names[i]);
		load(f, text);
		snprintf(
		    expected, sizeof expected, "jarchy: warning: jarchy.conf:2: cannot read %s: ", names[i]);
		if (strncmp(doubts(f), expected, strlen(expected)) != 0)
			fail_msg("%s", f->printed.err.data);
		assert_non_null(f->config.site_colour);
	}
}

static void another_process_makes_the_same_style_of_what_it_is_given(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "style = \"gone.css\"\ncolour = \"#0a4a94\"\n";
	const struct user user = { .name = "" };
	assert_true(config_load_checked("jarchy.conf", str_of(text),
	    &(struct config_files){ .style = STR("a{b:url(/x)}") }, &user, false, &f->config));
	assert_string_equal(doubts(f), "");
	assert_true(str_ends(str_of(f->config.site.style->sheet), "a{b:url(/x)}"));
	assert_int_equal(f->config.site.style->loads, STYLE_LOADS_PICTURES);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_colour_is_taken_as_people_write_it),
		TEST(what_is_no_colour_is_named_and_the_rest_holds),
		TEST(a_colour_that_is_too_pale_is_named_with_the_nearest_that_is_not),
		TEST(a_style_sheet_is_taken_with_the_lines_that_a_browser_counts),
		TEST(a_style_sheet_that_cannot_be_used_is_named_and_the_rest_holds),
		TEST(a_file_that_is_none_is_named_where_the_configuration_names_it),
		TEST(another_process_makes_the_same_style_of_what_it_is_given),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
