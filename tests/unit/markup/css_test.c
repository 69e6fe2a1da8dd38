/*
 * css_test: what a style sheet loads is found, however it is written, and nothing else is.
 */
#include "unit/support/test.h"

#include "markup/css.h"

/* "kind address line" of each, one a line. */
static void assert_finds(const char *text, const char *expected)
{
	static const char *const kinds[] = { "import", "expression", "picture", "font" };
	struct css c;
	struct css_found f;
	struct buf out;
	buf_init(&out, 4096);
	css_init(&c, str_of(text));
	while (css_next(&c, &f)) {
		bool loads = f.kind >= CSS_PICTURE;
		buf_printf(
		    &out, "%s %.*s %u\n", kinds[f.kind], loads ? (int)f.address.n : 0, f.address.p, f.line);
	}
	assert_string_equal(buf_str(&out).n ? out.data : "", expected);
	css_release(&c);
	buf_release(&out);
}

static void ordinary_rules_load_nothing(void **state)
{
	(void)state;
	assert_finds("", "");
	assert_finds("a:hover{color:#0a4a94;margin:calc(1px + (2px*3))}\n@media print{a::after{content:\"(\" "
	             "attr(href) "
	             "\")\"}}\n/* url(http://a.example/) @import */ .url{--x:'url(y)'}",
	    "");
}

static void addresses_are_found_in_every_way_of_writing(void **state)
{
	(void)state;
	assert_finds("a{b:url(/x.png)}", "picture /x.png 1\n");
	assert_finds("a{\nb:URL( \"x y.png\" )}", "picture x y.png 2\n");
	assert_finds("a{b:url('x')\n;c:url(\n y\n)}", "picture x 1\npicture y 2\n");
	assert_finds("a{b:u\\72l(http\\3a //a.example/)}", "picture http://a.example/ 1\n");
	assert_finds("a{b:\\000075 rl(x)}", "picture x 1\n");
	assert_finds("a{b:image-set(\"x\" 1x, url(y) 2x) \"z\"}", "picture x 1\npicture y 1\n");
	assert_finds("a{b:src(\"x\")}", "picture x 1\n");
	assert_finds("a{b:url(x", "picture x 1\n");
	assert_finds("a{b:url(/**/x)}", "picture /**/x 1\n");
	assert_finds("a{b:url(\"/\\\nx\")}", "picture /x 1\n");
}

static void fonts_are_told_from_pictures(void **state)
{
	(void)state;
	assert_finds("@font-face{font-family:x;src:url(a.woff2) format(\"woff2\")}b{c:url(d)}",
	    "font a.woff2 1\npicture d 1\n");
}

static void imports_and_expressions_are_found(void **state)
{
	(void)state;
	assert_finds("@import \"x\";", "import  1\n");
	assert_finds("\n/* */@\\69MPORT url(x);", "import  2\npicture x 2\n");
	assert_finds("@im/**/port 'x';", "");
	assert_finds("a{b:Expression(1)}", "expression  1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_rules_load_nothing),
		cmocka_unit_test(addresses_are_found_in_every_way_of_writing),
		cmocka_unit_test(fonts_are_told_from_pictures),
		cmocka_unit_test(imports_and_expressions_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
