/*
 * graph_test: what the head of a page says to those who show a link to it.
 */
#include "unit/support/pages.h"

static char *head_of(struct page *p)
{
	char *text = sample_render(p, render_html);
	*strstr(text, "<style>") = 0;
	return text;
}

static void assert_head(struct page *p, const char *const *parts, size_t n)
{
	char *text = head_of(p);
	for (size_t i = 0; i < n; i++)
		if (!strstr(text, parts[i]))
			fail_msg("no %s in %s", parts[i], text);
	free(text);
}

#define HEAD(page, ...)                                                                                      \
	assert_head((page), (const char *const[]){ __VA_ARGS__ },                                            \
	    ARRAY_SIZE(((const char *const[]){ __VA_ARGS__ })))

static void item(struct page *p)
{
	sample_item(p);
	p->path = "/en/x/a";
	p->home = "Site";
	p->section = "Project";
}

static void an_item_without_a_summary_has_a_description(void **state)
{
	(void)state;
	struct page p;
	item(&p);
	HEAD(&p,
	    "<meta name=\"description\" content=\"Press release · 8 September 2023, 11:50 · Project · "
	    "Site\">\n",
	    "<meta property=\"og:description\" content=\"Press release · 8 September 2023, 11:50 · Project · "
	    "Site\">\n");
}

static void a_listing_is_described_by_its_names(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.home = p.subtitle = "Site";
	HEAD(&p, "<meta name=\"description\" content=\"Title · Site\">\n",
	    "<meta property=\"og:type\" content=\"website\">\n");
}

static void a_long_description_is_cut_at_a_word(void **state)
{
	(void)state;
	char text[1024] = "", expected[1024] = "og:description\" content=\"";
	struct page p;
	item(&p);
	for (int i = 0; i < 60; i++)
		strcat(text, "слов ");
	p.summary = text;
	/* In 200 columns there are 40 words, the last with the ellipsis in place of its space. */
	for (int i = 0; i < 40; i++)
		strcat(expected, i ? " слов" : "слов");
	strcat(expected, "…\">\n");
	HEAD(&p, expected);
}

static void a_long_title_gives_way_to_the_short_one(void **state)
{
	(void)state;
	const char *longer = "The members of thirty-four local councils met in Naryn to speak about water";
	struct page p;
	item(&p);
	p.title = longer;
	p.short_title = "Councils met in Naryn";
	HEAD(&p, "<meta property=\"og:title\" content=\"Councils met in Naryn\">\n",
	    "<title>The members of thirty-four ");
	item(&p);
	p.short_title = "T";
	HEAD(&p, "<meta property=\"og:title\" content=\"Title\">\n");
}

static void an_article_says_its_project_topics_and_times(void **state)
{
	(void)state;
	struct page p;
	item(&p);
	*ARENA_PUSH(&p.arena, p.topics, p.topic_count) = "Drinking water";
	*ARENA_PUSH(&p.arena, p.topics, p.topic_count) = "Women";
	p.corrected = p.published + 86400;
	HEAD(&p, "<meta property=\"article:published_time\" content=\"2023-09-08T11:50:00+06:00\">\n"
	         "<meta property=\"article:modified_time\" content=\"2023-09-09T11:50:00+06:00\">\n"
	         "<meta property=\"article:section\" content=\"Project\">\n"
	         "<meta property=\"article:tag\" content=\"Drinking water\">\n"
	         "<meta property=\"article:tag\" content=\"Women\">\n");
}

static void a_picture_of_a_site_with_tls_has_a_secure_address(void **state)
{
	(void)state;
	struct page p;
	struct site site = site_sample();
	struct buf out;
	item(&p);
	p.image = (struct page_image){ "/en/x/a/a.jpg", "image/jpeg", "A", 299, 400 };
	site.http_url = "https://news.example";
	buf_init(&out, 1 << 20);
	render_html(&p, &site, &out);
	assert_non_null(strstr(out.data,
	    "<meta property=\"og:image\" content=\"https://news.example/en/x/a/a.jpg\">\n"
	    "<meta property=\"og:image:secure_url\" content=\"https://news.example/en/x/a/a.jpg\">\n"));
	assert_non_null(strstr(out.data, "<meta name=\"twitter:card\" content=\"summary\">\n"));
	buf_release(&out);
	page_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_without_a_summary_has_a_description),
		cmocka_unit_test(a_listing_is_described_by_its_names),
		cmocka_unit_test(a_long_description_is_cut_at_a_word),
		cmocka_unit_test(a_long_title_gives_way_to_the_short_one),
		cmocka_unit_test(an_article_says_its_project_topics_and_times),
		cmocka_unit_test(a_picture_of_a_site_with_tls_has_a_secure_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
