/*
 * svg_test: drawings that only draw are taken; what a browser would run, load or make larger is refused, however
 * it is written.
 */
#include "unit/support/test.h"

#include "picture/svg.h"

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""

static enum picture_fault check(const char *text)
{
	unsigned width, height;
	return svg_check(str_of(text), &width, &height);
}

static void assert_faults(const char *const *texts, size_t n, enum picture_fault expected)
{
	for (size_t i = 0; i < n; i++)
		if (check(texts[i]) != expected)
			fail_msg("%s: %d", texts[i], (int)check(texts[i]));
}
#define ASSERT_FAULTS(fault, ...)                                                                            \
	assert_faults(                                                                                       \
	    (const char *const[]){ __VA_ARGS__ }, ARRAY_SIZE(((const char *const[]){ __VA_ARGS__ })), fault)

static void what_programs_for_drawing_save_is_taken(void **state)
{
	(void)state;
	ASSERT_FAULTS(FAULT_NONE, SVG "/>",
	    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- x -->\n" SVG "/>",
	    SVG "><defs><linearGradient id=\"a\"/></defs><path d=\"M0 0L1 1\" fill=\"url(#a)\"/><use "
	        "xlink:href=\"#b\"/></svg>",
	    SVG "><style>.a{fill:#fff}@font-face{font-family:x}</style><text class=\"a\">Жарчы &amp; "
	        "&#1046;</text></svg>",
	    SVG "><image href=\"data:image/png;base64,AAAA\"/></svg>",
	    SVG " xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\"><metadata><i:x "
	        "i:label=\"l\">on</i:x></metadata></svg>",
	    SVG "><animate attributeName=\"opacity\" values=\"0;1\"/></svg>");
}

static void what_a_browser_runs_is_refused(void **state)
{
	(void)state;
	ASSERT_FAULTS(FAULT_SVG_SCRIPT, SVG "><script>1</script></svg>", SVG "><SCRIPT/></svg>",
	    "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script/></s:svg>", SVG " onload=\"x()\"/>",
	    SVG "><g ONclick=\"x\"/></svg>", SVG "><foreignObject/></svg>",
	    SVG "><h:p xmlns:h=\"http://www.w3.org/1999/xhtml\"/></svg>",
	    SVG "><a><set attributeName=\"href\"/></a></svg>", SVG "><set attributeName=\" onload\"/></svg>",
	    SVG "><animate attributeName=\"xlink:href\"/></svg>", SVG "><iframe/></svg>",
	    SVG "><path style=\"width:expression(1)\"/></svg>");
}

static void what_is_not_in_the_drawing_is_refused(void **state)
{
	(void)state;
	ASSERT_FAULTS(FAULT_SVG_ELSEWHERE, SVG "><image href=\"https://x.example/\"/></svg>",
	    SVG "><use xlink:href=\"other.svg#a\"/></svg>", SVG "><a href=\"javascript:1\"/></svg>",
	    SVG "><a href=\" &#106;avascript:1\"/></svg>",
	    SVG "><image href=\"data:image/svg+xml,x\"/></svg>",
	    SVG "><image href=\"data:text/html,x\"/></svg>",
	    SVG "><path fill=\"url(//x.example/#a)\"/></svg>", SVG "><path style=\"fill:u\\72l(/x)\"/></svg>",
	    SVG "><style>@import 'x';</style></svg>",
	    SVG "><style><![CDATA[a{b:url(http://x.example/)}]]></style></svg>",
	    SVG " xml:base=\"http://x.example/\"/>", "<?xml-stylesheet href=\"x.css\"?>" SVG "/>",
	    SVG "><style>a{b:url(<!-- x -->y)}</style></svg>");
}

static void entities_and_doctypes_are_refused(void **state)
{
	(void)state;
	ASSERT_FAULTS(FAULT_SVG_DOCTYPE, "<!DOCTYPE svg>" SVG "/>",
	    "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
	    "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">" SVG "/>",
	    "<!DOCTYPE s [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" SVG ">&b;</svg>");
}

static void what_is_no_svg_is_refused(void **state)
{
	(void)state;
	ASSERT_FAULTS(FAULT_SVG, "", "<svg/>", "<html/>", SVG ">", SVG "></g></svg>", SVG ">&x;</svg>",
	    SVG ">\xff</svg>", "<?xml version=\"1.0\" encoding=\"utf-7\"?>" SVG "/>",
	    "<?xml version=\"1.0\" encoding=\"windows-1251\"?>" SVG "/>", SVG "/>" SVG "/>",
	    "<g xmlns=\"http://www.w3.org/2000/svg\"/>");
}

static void what_is_too_large_is_refused(void **state)
{
	(void)state;
	struct buf b;
	unsigned width, height;
	buf_init(&b, SVG_BYTES_MAX + 1000);
	buf_puts(&b, SVG ">");
	while (b.len <= SVG_BYTES_MAX)
		buf_add_char(&b, ' ');
	buf_puts(&b, "</svg>");
	assert_int_equal(svg_check(buf_str(&b), &width, &height), FAULT_SVG_BYTES);
	buf_release(&b);
}

static void assert_size(const char *text, unsigned expected_width, unsigned expected_height)
{
	unsigned width, height;
	assert_int_equal(svg_check(str_of(text), &width, &height), FAULT_NONE);
	assert_int_equal(width, expected_width);
	assert_int_equal(height, expected_height);
}

static void the_size_is_what_the_drawing_says(void **state)
{
	(void)state;
	assert_size(SVG " width=\"240\" height=\"48px\"/>", 240, 48);
	assert_size(SVG " width=\"100%\" height=\"48\" viewBox=\"0 0 300 60\"/>", 300, 60);
	assert_size(SVG " viewBox=\"-5,-5 , 10.4 20\"/>", 10, 20);
	assert_size(SVG " width=\"5cm\"/>", 0, 0);
	assert_size(SVG " width=\"-1\" height=\"1e99\"/>", 0, 0);
	assert_size(SVG "><svg width=\"7\" height=\"7\"/></svg>", 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_programs_for_drawing_save_is_taken),
		cmocka_unit_test(what_a_browser_runs_is_refused),
		cmocka_unit_test(what_is_not_in_the_drawing_is_refused),
		cmocka_unit_test(entities_and_doctypes_are_refused),
		cmocka_unit_test(what_is_no_svg_is_refused),
		cmocka_unit_test(what_is_too_large_is_refused),
		cmocka_unit_test(the_size_is_what_the_drawing_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
