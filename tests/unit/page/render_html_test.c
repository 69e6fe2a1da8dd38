/*
 * render_html_test: exact bytes of HTML, and that nothing escapes from a text.
 */
#include "unit/support/pages.h"

#include <libxml/parser.h>
#include <openssl/evp.h>

#include "content/document.h"
#include "page/style.h"

#define STEP " itemprop=\"itemListElement\" itemscope itemtype=\"https://schema.org/ListItem\""

static void blocks_are_semantic_and_grouped(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_heading(&p, 1, "One");
	page_heading(&p, 3, "Three");
	page_add(&p, BLOCK_LEAD, "Lead");
	page_add(&p, BLOCK_TEXT, "Text");
	page_add(&p, BLOCK_LIST, "a");
	page_add(&p, BLOCK_LIST, "b");
	page_add(&p, BLOCK_QUOTE, "c");
	page_add(&p, BLOCK_QUOTE, "d");
	page_add(&p, BLOCK_PRE, "\nx")->label = "art";
	page_fact(&p, "Donor", "A");
	page_fact(&p, "Partners", "B");
	page_fact(&p, "Partners", "C");
	assert_renders(&p, render_html_fragment,
	    "<h2>One</h2>\n<h3>Three</h3>\n<p class=\"lead\">Lead</p>\n<p>Text</p>\n"
	    "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<blockquote>\n<p>c</p>\n<p>d</p>\n</blockquote>\n"
	    "<figure><figcaption>art</figcaption><pre>\n\nx</pre></figure>\n"
	    "<dl>\n<dt>Donor</dt><dd>A</dd>\n<dt>Partners</dt><dd>B</dd>\n<dd>C</dd>\n</dl>\n");
}

static void assert_list(const char *const *lines, size_t n, const char *html)
{
	struct page p;
	sample_page(&p, PAGE_TEXT);
	page_add(&p, BLOCK_TEXT, "BEGIN");
	for (size_t i = 0; i < n; i++)
		page_add(&p, BLOCK_LIST, lines[i]);
	page_add(&p, BLOCK_TEXT, "END");
	char *out = sample_render(&p, render_html);
	char *begin = strstr(out, "<p>BEGIN</p>\n") + strlen("<p>BEGIN</p>\n"), *end = strstr(out, "<p>END");
	*end = 0;
	assert_string_equal(begin, html);
	free(out);
	page_release(&p);
}

#define ASSERT_LIST(html, ...)                                                                               \
	assert_list(                                                                                         \
	    (const char *const[]){ __VA_ARGS__ }, ARRAY_SIZE(((const char *const[]){ __VA_ARGS__ })), html)

static void lists_within_lists_and_numbers_are_elements_of_a_page(void **state)
{
	(void)state;
	ASSERT_LIST("<ol>\n<li>one</li>\n<li>two<ul>\n<li>a</li>\n<li>b<ol start=\"3\">\n<li>x</li>\n</ol>\n"
	            "</li>\n</ul>\n</li>\n<li>three</li>\n</ol>\n",
	    "1. one", "2. two", "– a", "– b", "– – 3. x", "3. three");
	ASSERT_LIST("<ol start=\"5\">\n<li>a</li>\n<li value=\"9\">b</li>\n<li value=\"9\">c</li>\n</ol>\n",
	    "5. a", "9. b", "9. c");
	/* Where a list has no line around it, it is no deeper than it can be. */
	ASSERT_LIST("<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n", "– – a", "– – b");
	/* Numbers of two parts, and what only looks like a number, are words. */
	ASSERT_LIST(
	    "<ul>\n<li>1.2. a</li>\n<li>1.5 m</li>\n<li>7.</li>\n<li>1234567. b</li>\n<li>–c</li>\n</ul>\n",
	    "1.2. a", "1.5 m", "7.", "1234567. b", "–c");
	ASSERT_LIST("<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>\n", "a", "1. b");
}

/* A file in Markdown, as the web shows it. */
static void assert_markdown(const char *text, const char *html)
{
	struct page p;
	struct document d;
	struct problems problems;
	struct content_name name;
	content_name("p/2023-09-08-x.en.md", &name, NULL);
	problems_init(&problems);
	assert_true(document_parse("x", &name, str_of(text), &d, &problems));
	sample_page(&p, PAGE_TEXT);
	page_body(&p, d.body, inline_marks_write(&d.arena, &d.marks), "/en/p/x", NULL);
	assert_renders(&p, render_html_fragment, html);
	page_release(&p);
	document_release(&d);
	problems_release(&problems);
}

static void emphasis_of_markdown_is_kept(void **state)
{
	(void)state;
	assert_markdown("# T\n\nAn *em **both** x* <b>and</b> `a<b>`, ~~old~~ **~~s~~** ~~**t**~~ é*é*.\n",
	    "<p>An <em>em <strong>both</strong> x</em> <strong>and</strong> <code>a&lt;b&gt;</code>, "
	    "<s>old</s> "
	    "<strong><s>s</s></strong> <s><strong>t</strong></s> é<em>é</em>.</p>\n");
	assert_markdown("# T\n\n## *H* h\n\n* *a* b\n* c\n\n> **q** w\n",
	    "<h2><em>H</em> h</h2>\n<ul>\n<li><em>a</em> "
	    "b</li>\n<li>c</li>\n</ul>\n<blockquote>\n<p><strong>q</strong> "
	    "w</p>\n</blockquote>\n");
	assert_markdown("# T\n\n*a\\\nb* c\n\n<b>x<i>y</b>z</i>\n",
	    "<p><em>a</em></p>\n<p><em>b</em> c</p>\n<p><strong>x<em>y</em></strong>z</p>\n");
}

static void a_table_has_header_cells_with_scope(void **state)
{
	(void)state;
	const char *cells[] = { "A", "B", "1", "<2>" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_table(&p, cells, 2, 2);
	assert_renders(&p, render_html_fragment,
	    "<div class=\"table\"><table>\n<thead><tr><th scope=\"col\">A</th><th "
	    "scope=\"col\">B</th></tr></thead>\n"
	    "<tbody>\n<tr><td>1</td><td>&lt;2&gt;</td></tr>\n</tbody>\n</table></div>\n");
}

static void has_all(char *out, const char *const *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strstr(out, parts[i]))
			fail_msg("no %s in %s", parts[i], out);
	free(out);
}

static void columns_of_numbers_are_told_and_do_not_break(void **state)
{
	(void)state;
	const char *cells[] = { "Place", "2024", "Sum", "Note", "Alai", "1 250 000", "-7,5 %", "12 villages",
		"Osh", "–", "2021–2025", "9" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_table(&p, cells, 4, 3);
	static const char *const parts[] = {
		("<th scope=\"col\">Place</th><th scope=\"col\" class=\"n\">2024</th><th scope=\"col\" "
		 "class=\"n\">Sum</th>"
		 "<th scope=\"col\">Note</th>"),
		("<td>Alai</td><td class=\"n\">1\u00a0250\u00a0000</td><td class=\"n\">-7,5\u00a0%</td>"
		 "<td>12\u00a0villages</td>"),
		"<td class=\"n\">–</td><td class=\"n\">2021–2025</td><td>9</td>",
	};
	has_all(sample_render(&p, render_html), parts, ARRAY_SIZE(parts));
}

static void what_is_wide_can_be_reached_by_keyboard_and_has_a_name_of_its_own(void **state)
{
	(void)state;
	const char *cells[] = { "A", "1" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_table(&p, cells, 1, 2);
	page_heading(&p, 1, "Plan & sums");
	sample_table(&p, cells, 1, 2);
	page_add(&p, BLOCK_PRE, "a line\n26 letters, that are too many");
	page_add(&p, BLOCK_PRE, "24 letters as it should")->label = "short";
	page_add(&p, BLOCK_PRE, "wide, and it has a label here")->label = "map";
	static const char *const parts[] = {
		"<section class=\"table\" tabindex=\"0\" aria-label=\"Title\"><table>",
		("<section class=\"table\" tabindex=\"0\" aria-label=\"Plan &amp; sums "
		 "(2)\"><table>"),
		"<section class=\"table\" tabindex=\"0\" aria-label=\"Plan &amp; sums (3)\"><pre>a line",
		"<pre>24 letters",
		"<section class=\"table\" tabindex=\"0\" aria-label=\"map (4)\"><pre>wide",
	};
	has_all(sample_render(&p, render_html), parts, ARRAY_SIZE(parts));
}

static void a_foreign_name_is_read_in_its_own_direction(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_fact(&p, "Partner", "بلدية");
	page_fact(&p, "Budget", "2 500 000 (بلدية)");
	page_link(&p, LINK_ITEM, "/en/x/a", "بلدية 2");
	page_link(&p, LINK_ITEM, "/en/x/b", "Item");
	static const char *const parts[] = {
		"<dd dir=\"auto\">بلدية</dd>",
		"<dd dir=\"auto\">2\u00a0500\u00a0000\u00a0(بلدية)</dd>",
		"<a href=\"/en/x/a\" dir=\"auto\">بلدية 2</a>",
		"<a href=\"/en/x/b\">Item</a>",
	};
	has_all(sample_render(&p, render_html), parts, ARRAY_SIZE(parts));
}

static void a_fragment_has_absolute_and_visible_addresses(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_TEXT);
	page_link(&p, LINK_FILE, "/en/x/a/п.pdf", "F")->mime = "application/pdf";
	page_link(&p, LINK_OUTSIDE, "gemini://a.example/?b&c", "G");
	page_link(&p, LINK_OUTSIDE, "gopher://a.example/", "gopher://a.example/");
	page_link(&p, LINK_SEARCH, "/en/search", "S");
	assert_renders(&p, render_html_fragment,
	    "<ul class=\"links\">\n"
	    "<li><a href=\"http://news.example/en/x/a/%D0%BF.pdf\" type=\"application/pdf\">F</a></li>\n"
	    "<li><a href=\"gemini://a.example/?b&amp;c\">G</a> (gemini://a.example/?b&amp;c)</li>\n"
	    "<li><a href=\"gopher://a.example/\">gopher://a.example/</a></li>\n"
	    "<li><a href=\"http://news.example/en/search\">S</a></li>\n</ul>\n");
}

static void only_known_schemes_become_links(void **state)
{
	(void)state;
	static const char *const good[] = { "http://a/", "HTTPS://a/", "gemini://a/", "gopher://a/",
		"mailto:a@b", "ftp://a/" };
	static const char *const bad[] = { "javascript:alert(1)", "data:text/html,x", "titan://a/",
		"vbscript:x", "file:///etc/passwd", "java\nscript:x" };
	for (size_t i = 0; i < 6; i++) {
		struct page p;
		sample_page(&p, PAGE_MENU);
		page_link(&p, LINK_OUTSIDE, good[i], "L");
		char *out = sample_render(&p, render_html_fragment);
		assert_non_null(strstr(out, "<a href=\""));
		free(out);
		sample_page(&p, PAGE_MENU);
		page_link(&p, LINK_OUTSIDE, bad[i], "L");
		page_fact(&p, "Website", "L");
		p.blocks[1].link = (struct link){ .to = LINK_OUTSIDE, .target = bad[i] };
		out = sample_render(&p, render_html_fragment);
		assert_null(strstr(out, "<a"));
		free(out);
	}
}

static void a_file_beside_an_entry_is_left_to_the_entry(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_ITEM, "/en/x/a", "A");
	page_link(&p, LINK_FILE, "/en/x/a/f.pdf", "F");
	p.blocks[1].level = 1;
	assert_renders(&p, render_html_fragment,
	    "<ul class=\"links\">\n<li><a href=\"http://news.example/en/x/a\">A</a></li>\n</ul>\n");
}

static void a_dated_link_has_a_time_in_words(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	struct link *l = sample_dated(&p, "2023-09-08", "/ru/x/a", "Форум");
	l->lang = lang_of("ru");
	l->note = "Event";
	assert_renders(&p, render_html_fragment,
	    "<ul class=\"links\">\n<li><time datetime=\"2023-09-08\">8 September 2023</time> "
	    "<a href=\"http://news.example/ru/x/a\" hreflang=\"ru\" lang=\"ru\">Форум</a> "
	    "<small>Event</small></li>\n</ul>\n");
}

/* Fills every string of a page with what could break out of it. */
static void hostile_page(struct page *p)
{
	static const char evil[] = "\"><script>alert('1')</script>&\x01\x1F ]]>";
	static const char *cells[] = { evil, evil };
	static struct figure_copy copies[] = { { "\"><script>a", 480, 1 }, { "\"><script> b", 1000, 1 } };
	static const struct figure figures[] = { { FIGURE_PICTURE, true, copies, 2 },
		{ FIGURE_SOUND, true, NULL, 0 }, { FIGURE_FILM, false, copies, 1 } };
	static struct form_option options[] = { { evil, evil, true, NULL } };
	static const struct form_choice pick = { evil, evil, options, 1 };
	sample_item(p);
	p->image = (struct page_image){ "/en/\"><script>", evil, evil, 1, 1 };
	p->title = p->subtitle = p->summary = p->home = p->kind = p->feeds_title = evil;
	p->feeds = "/en/x/";
	p->trail[0].title = p->trail[1].title = evil;
	sample_alternate(p, "ru", "/ru/\"><script>", evil);
	for (int type = 0; type < BLOCK_TYPE_COUNT; type++) {
		if (type == BLOCK_TABLE || type == BLOCK_FIGURE)
			continue;
		struct block *b = page_add(p, (enum block_type)type, evil);
		b->level = 2 * (type == BLOCK_HEADING);
		b->label = evil;
		b->pick = &pick;
		b->link = (struct link){ .to = LINK_OUTSIDE, .target = evil, .label = evil };
	}
	for (enum figure_kind kind = FIGURE_PICTURE; kind <= FIGURE_FILM; kind++) {
		struct block *b = page_add(p, BLOCK_FIGURE, NULL);
		b->link = (struct link){
			.to = LINK_FILE, .target = "/en/\"><script>/\"><script>", .label = evil
		};
		b->figure = &figures[kind];
	}
	sample_table(p, cells, 1, 2);
	page_link(p, LINK_OUTSIDE, "http://a/\"><script>", evil)->note = evil;
	page_link(p, LINK_FILE, "/en/\"><script>", evil)->mime = evil;
	page_link(p, LINK_SEARCH, "/en/\"><script>", evil)->day = evil;
}

static void nothing_escapes_from_a_page(void **state)
{
	(void)state;
	struct page p;
	hostile_page(&p);
	char *out = sample_render(&p, render_html);
	assert_null(strstr(out, "<script"));
	assert_null(strchr(out, '\x01'));
	assert_non_null(strstr(out, "&lt;script&gt;"));
	free(out);
}

static void a_hostile_fragment_is_well_formed_xml(void **state)
{
	(void)state;
	struct page p;
	hostile_page(&p);
	char *out = sample_render(&p, render_html_fragment);
	struct buf xml;
	buf_init(&xml, 1 << 20);
	buf_printf(&xml, "<div>%s</div>", out);
	xmlDocPtr doc = xmlReadMemory(xml.data, (int)xml.len, "x", NULL, XML_PARSE_NOERROR | XML_PARSE_NONET);
	assert_non_null(doc);
	xmlFreeDoc(doc);
	buf_release(&xml);
	free(out);
}

#define SHARED "http%%3A%%2F%%2Fnews.example%%2Fen%%2Fx%%2Fa"

static void a_page_tells_its_language_its_address_and_its_feeds(void **state)
{
	(void)state;
	struct page p;
	sample_item(&p);
	p.path = "/en/x/a";
	p.home = "Site";
	p.summary = "Sum";
	p.feeds = "/en/x/";
	p.feeds_title = "Project";
	*ARENA_PUSH(&p.arena, p.authors, p.author_count) = "Ann";
	p.image = (struct page_image){ .path = "/en/x/a/map.png" };
	sample_alternate(&p, "ru", "/ru/x/a", "Форум");
	page_link(&p, LINK_ITEM, "/en/x/b", "B");
	char expected[16384];
	snprintf(expected, sizeof expected,
	    "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<title>Title — Site</title>\n<meta name=\"description\" content=\"Sum\">\n"
	    "<meta property=\"og:type\" content=\"article\">\n"
	    "<meta property=\"og:title\" content=\"Title\">\n"
	    "<meta property=\"og:description\" content=\"Sum\">\n"
	    "<meta property=\"og:url\" content=\"http://news.example/en/x/a\">\n"
	    "<meta property=\"og:site_name\" content=\"Site\">\n"
	    "<meta property=\"og:locale\" content=\"en_US\">\n"
	    "<meta property=\"og:locale:alternate\" content=\"ru_RU\">\n"
	    "<meta property=\"og:image\" content=\"http://news.example/en/x/a/map.png\">\n"
	    "<meta name=\"twitter:card\" content=\"summary\">\n"
	    "<meta property=\"article:published_time\" content=\"2023-09-08T11:50:00+06:00\">\n"
	    "<meta name=\"theme-color\" content=\"#fff\" media=\"(prefers-color-scheme: light)\">\n"
	    "<meta name=\"theme-color\" content=\"#15171a\" media=\"(prefers-color-scheme: dark)\">\n"
	    "<link rel=\"canonical\" href=\"http://news.example/en/x/a\">\n"
	    "<link rel=\"alternate\" hreflang=\"en\" href=\"http://news.example/en/x/a\">\n"
	    "<link rel=\"alternate\" hreflang=\"ru\" href=\"http://news.example/ru/x/a\">\n"
	    "<link rel=\"alternate\" hreflang=\"x-default\" href=\"http://news.example/en/x/a\">\n"
	    "<link rel=\"alternate\" type=\"application/atom+xml\" hreflang=\"en\" "
	    "title=\"Project (English, Atom)\" href=\"http://news.example/en/x/atom.xml\">\n"
	    "<link rel=\"alternate\" type=\"application/rss+xml\" hreflang=\"en\" "
	    "title=\"Project (English, RSS)\" href=\"http://news.example/en/x/rss.xml\">\n"
	    "<link rel=\"alternate\" type=\"application/feed+json\" hreflang=\"en\" "
	    "title=\"Project (English, JSON Feed)\" href=\"http://news.example/en/x/feed.json\">\n"
	    "<link rel=\"alternate\" type=\"application/atom+xml\" hreflang=\"ru\" "
	    "title=\"Project (Русский, Atom)\" href=\"http://news.example/ru/x/atom.xml\">\n"
	    "<style>%s</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">Skip to the text</a>\n"
	    "<header>\n<nav aria-label=\"In other languages\"><ul>"
	    "<li><span aria-current=\"true\">English</span></li><li><a href=\"/ru/x/a\" hreflang=\"ru\" "
	    "lang=\"ru\" "
	    "title=\"Форум\">Русский</a></li></ul></nav>\n</header>\n"
	    "<nav aria-label=\"You are here\" itemscope itemtype=\"https://schema.org/BreadcrumbList\"><ol>"
	    "<li" STEP "><a itemprop=\"item\" href=\"/en/\"><span itemprop=\"name\">Site</span></a>"
	    "<meta itemprop=\"position\" content=\"1\"></li>"
	    "<li" STEP "><a itemprop=\"item\" href=\"/en/x/\"><span itemprop=\"name\">Project</span></a>"
	    "<meta itemprop=\"position\" content=\"2\"></li></ol>"
	    "<span" STEP "><meta itemprop=\"name\" content=\"Title\">"
	    "<link itemprop=\"item\" href=\"http://news.example/en/x/a\">"
	    "<meta itemprop=\"position\" content=\"3\"></span></nav>\n"
	    "<main id=\"text\"><article itemscope itemtype=\"https://schema.org/NewsArticle\">\n"
	    "<h1 itemprop=\"headline\">Title</h1>\n<p class=\"date\">"
	    "<time datetime=\"2023-09-08T11:50:00+06:00\" itemprop=\"datePublished\">8 September 2023, "
	    "11:50</time> · Press release</p>\n"
	    "<meta itemprop=\"description\" content=\"Sum\">\n"
	    "<link itemprop=\"image\" href=\"http://news.example/en/x/a/map.png\">\n"
	    "<meta itemprop=\"inLanguage\" content=\"en\">\n"
	    "<div itemprop=\"author\" itemscope itemtype=\"https://schema.org/Person\">\n"
	    "<meta itemprop=\"name\" content=\"Ann\">\n</div>\n"
	    "<div itemprop=\"publisher\" itemscope itemtype=\"https://schema.org/Organization\">\n"
	    "<meta itemprop=\"name\" content=\"Site\">\n"
	    "<link itemprop=\"url\" href=\"http://news.example/en/\">\n</div>\n"
	    "<link itemprop=\"mainEntityOfPage\" href=\"http://news.example/en/x/a\">\n"
	    "<ul class=\"links\">\n<li><a href=\"/en/x/b\">B</a></li>\n</ul>\n"
	    "<div class=\"share\"><h2>Share</h2>\n<ul class=\"links\">\n"
	    "<li><a rel=\"noreferrer\" "
	    "href=\"https://t.me/share/url?url=" SHARED "&amp;text=Title\">Telegram</a></li>\n"
	    "<li><a rel=\"noreferrer\" href=\"https://wa.me/?text=Title%%0A" SHARED "\">WhatsApp</a></li>\n"
	    "<li><a rel=\"noreferrer\" "
	    "href=\"mailto:?subject=Title&amp;body=Title%%0D%%0A" SHARED "\">E-mail</a></li>\n"
	    "<li>Address of this page: <code class=\"copy\">http://news.example/en/x/a</code></li>\n"
	    "</ul></div>\n</article></main>\n</body>\n</html>\n",
	    style_sheet);
	assert_renders(&p, render_html, expected);
}

static void what_has_no_public_address_is_not_sent_on(void **state)
{
	(void)state;
	struct site site = site_sample();
	for (int off = 0; off < 3; off++) {
		struct page p;
		struct buf out;
		sample_item(&p);
		p.path = "/preview/en/x/a";
		if (off == 1)
			page_hide(&p, "/preview", "/preview/secret");
		site.unreachable[SCHEME_HTTP] = off == 2;
		buf_init(&out, 1 << 20);
		render_html(&p, &site, &out);
		assert_int_equal(strstr(out.data, "<div class=\"share\">") != NULL, off == 0);
		page_release(&p);
		buf_release(&out);
	}
}

static void a_page_of_an_error_has_no_address(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.path = NULL;
	char *out = sample_render(&p, render_html);
	assert_null(strstr(out, "canonical"));
	free(out);
}

static void text_of_another_language_says_so(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.title_lang = p.subtitle_lang = lang_of("ru");
	p.title = "Вода";
	p.subtitle = "Чистая";
	page_fact(&p, "Area", "Нарын");
	page_add(&p, BLOCK_TEXT, "Текст");
	page_heading(&p, 2, "Раздел");
	page_add(&p, BLOCK_LEAD, "Лид");
	page_add(&p, BLOCK_LIST, "Пункт");
	page_add(&p, BLOCK_QUOTE, "Слова");
	page_add(&p, BLOCK_PRE, "Строка");
	static const char *cells[] = { "А", "1" };
	sample_table(&p, cells, 1, 2);
	page_link(&p, LINK_MENU, "/en/x/", "Ссылка");
	for (size_t i = 0; i < p.block_count; i++)
		p.blocks[i].lang = lang_of("ru");
	sample_alternate(&p, NULL, "/en/", "Сайт");
	p.trail[0].title_lang = lang_of("ru");
	char *out = sample_render(&p, render_html);
	static const char *const marked[] = {
		"<h1 lang=\"ru\">Вода",
		"<p class=\"subtitle\" lang=\"ru\">",
		"<dt>Area</dt><dd lang=\"ru\">Нарын",
		"<p lang=\"ru\">Текст",
		"<h2 lang=\"ru\">Раздел",
		"<p class=\"lead\" lang=\"ru\">",
		"<li lang=\"ru\">Пункт",
		"<p lang=\"ru\">Слова",
		"<figure lang=\"ru\">",
		"<section class=\"table\" tabindex=\"0\" aria-label=\"Раздел\" lang=\"ru\">",
		"<a href=\"/en/x/\" lang=\"ru\">Ссылка",
		"<a itemprop=\"item\" href=\"/en/\" lang=\"ru\"><span itemprop=\"name\">Сайт",
	};
	has_all(out, marked, ARRAY_SIZE(marked));
}

static void search_is_a_form_without_script(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_SEARCH, "/en/search", "Search");
	char *out = sample_render(&p, render_html);
	assert_non_null(
	    strstr(out, "<li><form role=\"search\" action=\"/en/search\"><input type=\"search\" "
	                "name=\"q\" maxlength=\"200\" autocomplete=\"off\" "
	                "aria-label=\"Search\">\n<button type=\"submit\">Search</button></form></li>"));
	free(out);
}

static void a_form_keeps_the_words_and_what_is_chosen(void **state)
{
	(void)state;
	struct page p;
	struct form_option years[] = { { "", "all", false, NULL }, { "2023", "2023 (5)", true, NULL } };
	struct form_choice year = { "year", "Year", years, 2 };
	struct search_form form = { "\"><b>", &year, 1 };
	struct inline_mark at[] = { { 2, 5, MARK_FOUND } };
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_SEARCH, "/en/search", "Search");
	p.blocks[0].form = &form;
	page_add(&p, BLOCK_TEXT, "for other protocols")->instead_of_form = true;
	page_link(&p, LINK_ITEM, "/en/x", "A water <forum>")->marks = (struct inline_marks){ at, 1 };
	p.blocks[2].text = "A water forum.";
	p.blocks[2].marks = (struct inline_marks){ at, 1 };
	char *out = sample_render(&p, render_html);
	assert_non_null(strstr(out,
	    "aria-label=\"Search\" value=\"&quot;&gt;&lt;b&gt;\">\n<label>Year <select name=\"year\">"
	    "<option value=\"\">all</option><option value=\"2023\" selected>2023 "
	    "(5)</option></select></label>\n"
	    "<button type=\"submit\">Search</button></form>\n<ul class=\"links\">\n<li><a href=\"/en/x\">"
	    "A <mark><b>water</b></mark> &lt;forum&gt;</a><p>A <mark><b>water</b></mark> "
	    "forum.</p></li>\n</ul>"));
	assert_null(strstr(out, "other protocols"));
	free(out);
}

static void has_hash(const char *sheet, const char *expected)
{
	unsigned char hash[EVP_MAX_MD_SIZE], text[64];
	unsigned n = 0;
	assert_true(EVP_Digest(sheet, strlen(sheet), hash, &n, EVP_sha256(), NULL));
	EVP_EncodeBlock(text, hash, (int)n);
	assert_string_equal(expected, (const char *)text);
}

static void the_policy_allows_the_style_sheets_and_no_script(void **state)
{
	(void)state;
	has_hash(style_sheet, STYLE_HASH);
	has_hash(style_sheet_of_pictures, STYLE_OF_PICTURES_HASH);
	assert_null(strstr(sample_policy(0), STYLE_OF_PICTURES_HASH));
	assert_non_null(strstr(
	    sample_policy(PAGE_PICTURES), "'sha256-" STYLE_HASH "' 'sha256-" STYLE_OF_PICTURES_HASH "';"));
	assert_non_null(strstr(sample_policy(0), "'sha256-" STYLE_HASH "'"));
	assert_non_null(strstr(sample_policy(0), "default-src 'none'"));
	assert_null(strstr(sample_policy(0), "script"));
}

static void the_style_sheets_know_start_and_end_and_not_left_and_right(void **state)
{
	(void)state;
	static const char *const sides[] = { "left", "right", "-top:", "-bottom:" };
	for (size_t i = 0; i < ARRAY_SIZE(sides); i++) {
		assert_null(strstr(style_sheet, sides[i]));
		assert_null(strstr(style_sheet_of_pictures, sides[i]));
	}
}

static void links_that_were_followed_look_different(void **state)
{
	(void)state;
	assert_non_null(strstr(style_sheet, "main a:visited{color:var(--seen)}"));
	/* In light, in dark, and the same as others on paper. */
	size_t n = 0;
	for (const char *at = style_sheet; (at = strstr(at, "--seen:")) != NULL; at++)
		n++;
	assert_int_equal(n, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_semantic_and_grouped),
		cmocka_unit_test(lists_within_lists_and_numbers_are_elements_of_a_page),
		cmocka_unit_test(emphasis_of_markdown_is_kept),
		cmocka_unit_test(a_table_has_header_cells_with_scope),
		cmocka_unit_test(columns_of_numbers_are_told_and_do_not_break),
		cmocka_unit_test(what_is_wide_can_be_reached_by_keyboard_and_has_a_name_of_its_own),
		cmocka_unit_test(a_foreign_name_is_read_in_its_own_direction),
		cmocka_unit_test(a_fragment_has_absolute_and_visible_addresses),
		cmocka_unit_test(only_known_schemes_become_links),
		cmocka_unit_test(a_file_beside_an_entry_is_left_to_the_entry),
		cmocka_unit_test(a_dated_link_has_a_time_in_words),
		cmocka_unit_test(nothing_escapes_from_a_page),
		cmocka_unit_test(a_hostile_fragment_is_well_formed_xml),
		cmocka_unit_test(a_page_tells_its_language_its_address_and_its_feeds),
		cmocka_unit_test(what_has_no_public_address_is_not_sent_on),
		cmocka_unit_test(a_page_of_an_error_has_no_address),
		cmocka_unit_test(text_of_another_language_says_so),
		cmocka_unit_test(search_is_a_form_without_script),
		cmocka_unit_test(a_form_keeps_the_words_and_what_is_chosen),
		cmocka_unit_test(the_policy_allows_the_style_sheets_and_no_script),
		cmocka_unit_test(the_style_sheets_know_start_and_end_and_not_left_and_right),
		cmocka_unit_test(links_that_were_followed_look_different),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
