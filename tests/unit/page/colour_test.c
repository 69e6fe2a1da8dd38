/*
 * colour_test: colours as people write them, contrast as WCAG counts it, and what a site's colour becomes in
 * pages, feeds and the policy.
 */
#include "unit/support/pages.h"

#include <openssl/evp.h>

#include "page/site_style.h"
#include "page/style.h"

static struct colour colour_of(const char *text)
{
	struct colour c;
	if (!colour_parse(str_of(text), &c))
		fail_msg("%s is no colour", text);
	return c;
}

static void a_colour_has_three_or_six_digits_with_or_without_a_sign(void **state)
{
	(void)state;
	static const char *const same[] = { "#0a4a94", "0A4A94", " #0A4a94 " };
	static const char *const wrong[] = { "", "#", "#12", "#1234", "#12345", "#1234567", "#12345678",
		"##12345", "blue", "#0g4a94", "rgb(1,2,3)", "# 123456", "0x1234" };
	struct colour c;
	char text[COLOUR_TEXT];
	for (size_t i = 0; i < ARRAY_SIZE(same); i++) {
		colour_write(colour_of(same[i]), text);
		assert_string_equal(text, "#0a4a94");
	}
	colour_write(colour_of("#fA3"), text);
	assert_string_equal(text, "#ffaa33");
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		if (colour_parse(str_of(wrong[i]), &c))
			fail_msg("%s is a colour", wrong[i]);
}

/* In hundredths. */
static int contrast(const char *a, const char *b)
{
	return (int)(100 * colour_contrast(colour_of(a), colour_of(b)) + 0.5);
}

static void contrast_is_that_of_wcag(void **state)
{
	(void)state;
	assert_int_equal(contrast("#000", "#fff"), 2100);
	assert_int_equal(contrast("#fff", "#000"), 2100);
	assert_int_equal(contrast("#777777", "#fff"), 448);
	assert_int_equal(contrast("#767676", "#fff"), 454);
	assert_int_equal(contrast("#ff0000", "#fff"), 400);
	assert_int_equal(contrast("#0a4a94", "#0a4a94"), 100);
}

/* 0 to 359; -1: it has none. */
static int hue(struct colour c)
{
	int r = c.v[0], g = c.v[1], b = c.v[2];
	int max = r > g ? (r > b ? r : b) : (g > b ? g : b), min = r < g ? (r < b ? r : b) : (g < b ? g : b);
	int d = max - min;
	if (d == 0)
		return -1;
	if (max == r)
		return (60 * (g - b) / d + 360) % 360;
	return max == g ? 120 + 60 * (b - r) / d : 240 + 60 * (r - g) / d;
}

static void each_colour_is_made_readable_in_both_schemes_and_keeps_its_hue(void **state)
{
	(void)state;
	for (unsigned n = 0; n < 16 * 16 * 16; n++) {
		struct colour given = { { (uint8_t)(17 * (n >> 8)), (uint8_t)(17 * (n >> 4 & 15)),
		    (uint8_t)(17 * (n & 15)) } };
		struct site_colour c;
		site_colour_make(given, &c);
		for (int i = 0; i < COLOUR_SCHEMES; i++) {
			assert_true(c.contrast[i] >= COLOUR_CONTRAST);
			assert_true(
			    colour_same(c.shown[i], given) == (c.given_contrast[i] >= COLOUR_CONTRAST));
			int turned = abs(hue(c.shown[i]) - hue(given));
			/* Eight bits have few hues near black and white. */
			if (hue(given) >= 0 && hue(c.shown[i]) >= 0 && turned > 12 && turned < 348)
				fail_msg("%03x: hue %d becomes %d", n, hue(given), hue(c.shown[i]));
		}
	}
}

static void no_more_is_changed_than_must_be(void **state)
{
	(void)state;
	struct site_colour c;
	char text[COLOUR_TEXT];
	site_colour_make(colour_of("#ffd400"), &c);
	colour_write(c.shown[COLOUR_LIGHT], text);
	assert_int_equal((int)(10 * colour_contrast(c.shown[COLOUR_LIGHT], colour_of("#f3f4f6"))), 45);
	assert_true(colour_same(c.shown[COLOUR_DARK], colour_of("#ffd400")));
	assert_string_equal(text, "#846e00");
}

/* The backgrounds that contrast is counted with are those of the style sheet. */
static void the_backgrounds_are_those_of_the_style_sheet(void **state)
{
	(void)state;
	struct site_colour c;
	const char *dark = strstr(style_sheet, "prefers-color-scheme:dark");
	assert_non_null(strstr(style_sheet, "--back:#fff;"));
	assert_non_null(strstr(style_sheet, "--soft:#f3f4f6;"));
	assert_non_null(strstr(style_sheet, "--link:"));
	assert_non_null(dark);
	assert_non_null(strstr(dark, "--back:#15171a;"));
	assert_non_null(strstr(dark, "--soft:#1f2226}"));
	site_colour_make(colour_of("#fff"), &c);
	assert_int_equal((int)c.given_contrast[COLOUR_LIGHT], 1);
	assert_int_equal((int)(100 * c.given_contrast[COLOUR_DARK] + 0.5), contrast("#fff", "#15171a"));
}

/* --- pages ------------------------------------------------------------------------------- */

static char *render_with(const struct site_style *style, struct buf *policy)
{
	struct page p;
	struct site site = site_sample();
	struct buf out;
	site.style = style;
	sample_page(&p, PAGE_TEXT);
	buf_init(&out, 1 << 20);
	buf_init(policy, 4096);
	render_html(&p, &site, &out);
	render_html_policy(&site, 0, policy);
	page_release(&p);
	return buf_detach(&out);
}

static void assert_last_style_is_allowed(const char *html, const char *policy)
{
	unsigned char hash[EVP_MAX_MD_SIZE], text[64];
	char source[100];
	const char *begin = html, *next, *end;
	unsigned n = 0;
	while ((next = strstr(begin, "<style>")))
		begin = next + strlen("<style>");
	end = strstr(begin, "</style>");
	assert_true(EVP_Digest(begin, (size_t)(end - begin), hash, &n, EVP_sha256(), NULL));
	EVP_EncodeBlock(text, hash, (int)n);
	snprintf(source, sizeof source, "'sha256-%s'", (const char *)text);
	assert_non_null(strstr(policy, source));
}

static void a_colour_and_a_style_sheet_are_allowed_by_their_hash(void **state)
{
	(void)state;
	struct site_colour colour;
	struct buf policy;
	site_colour_make(colour_of("#0a4a94"), &colour);
	struct site_style *style = site_style_new(&colour, STR("h1{color:red}\n"), STYLE_LOADS_FONTS);
	char *html = render_with(style, &policy);
	assert_last_style_is_allowed(html, policy.data);
	assert_non_null(strstr(html, "@media screen{:root{--link:#0a4a94}"));
	assert_non_null(strstr(html, "h1{color:red}\n</style>\n"));
	assert_non_null(strstr(policy.data, "; font-src 'self';"));
	assert_null(strstr(policy.data, "img-src"));
	assert_non_null(strstr(style->feed_sheet, "item>title{color:#0a4a94}"));
	free(html);
	buf_release(&policy);
	site_style_free(style);
}

static void what_is_just_readable_is_so_on_what_is_set_off(void **state)
{
	(void)state;
	struct site_colour colour;
	site_colour_make(colour_of("#767676"), &colour);
	struct site_style *style = site_style_new(&colour, STR(""), 0);
	assert_non_null(strstr(style->sheet, "@media screen{:root{--link:#767676;--soft:var(--back)}"));
	site_style_free(style);
}

static void links_that_were_followed_differ_from_those_that_were_not(void **state)
{
	(void)state;
	struct site_colour colour;
	const char *dark = strstr(style_sheet, "prefers-color-scheme:dark");
	assert_non_null(strstr(style_sheet, "--seen:#5f3a8f;"));
	assert_non_null(strstr(dark, "--seen:#cdb4f5;"));
	site_colour_make(colour_of("#6a1b9a"), &colour);
	struct site_style *style = site_style_new(&colour, STR(""), 0);
	assert_non_null(strstr(style->sheet, "{--link:#6a1b9a;--seen:var(--mute)}"));
	site_style_free(style);
	site_colour_make(colour_of("#0a4a94"), &colour);
	style = site_style_new(&colour, STR(""), 0);
	assert_null(strstr(style->sheet, "--seen"));
	site_style_free(style);
}

static void without_both_nothing_is_added(void **state)
{
	(void)state;
	assert_null(site_style_new(NULL, STR(""), 0));
	site_style_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_colour_has_three_or_six_digits_with_or_without_a_sign),
		cmocka_unit_test(contrast_is_that_of_wcag),
		cmocka_unit_test(each_colour_is_made_readable_in_both_schemes_and_keeps_its_hue),
		cmocka_unit_test(no_more_is_changed_than_must_be),
		cmocka_unit_test(the_backgrounds_are_those_of_the_style_sheet),
		cmocka_unit_test(a_colour_and_a_style_sheet_are_allowed_by_their_hash),
		cmocka_unit_test(what_is_just_readable_is_so_on_what_is_set_off),
		cmocka_unit_test(links_that_were_followed_differ_from_those_that_were_not),
		cmocka_unit_test(without_both_nothing_is_added),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
