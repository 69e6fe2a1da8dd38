#include "unit/support/folder.h"

#include "content/document.h"
#include "import/site.h"
#include "import/site_address.h"
#include "lang/lang.h"

/* 2024-03-05 08:00 UTC. */
enum { NOW = 1709625600 };

/* A directory, and all that was taken from it, each item below a line "== project/pair lang". */
struct sited {
	struct folder folder;
	struct buf out;
	struct err err;
};

static int setup(void **state)
{
	struct sited *s = xcalloc(1, sizeof *s);
	folder_init(&s->folder);
	buf_init(&s->out, 16 << 20);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct sited *s = *state;
	folder_release(&s->folder);
	buf_release(&s->out);
	free(s);
	return 0;
}

static bool take(void *user, struct import *part, struct err *err)
{
	struct buf *out = user;
	(void)err;
	for (size_t i = 0; i < part->n; i++) {
		const struct imported *item = &part->v[i];
		buf_printf(out, "== %s%s %s %s\n", item->project, item->is_project ? "!" : "", item->lang,
		    item->pair);
		import_write(item, "urn:x:made", out);
		for (size_t k = 0; k < item->file_count; k++)
			buf_printf(out, "-- %s %s\n", item->files[k].name, item->files[k].bytes.p);
	}
	for (size_t i = 0; i < part->report.n; i++)
		buf_printf(out, "report: %s\n", part->report.v[i]);
	for (size_t i = 0; i < part->feed_aliases.n; i++)
		buf_printf(out, "feed: %s\n", part->feed_aliases.v[i]);
	return true;
}

static bool read_site(struct sited *s)
{
	buf_reset(&s->out);
	return import_site(s->folder.path, NOW, take, &s->out, &s->err);
}

static void put(struct sited *s, const char *path, const char *text)
{
	folder_write(&s->folder, path, text);
}

/* The item of this pair and language as it was written, up to the next. */
static const char *item(struct sited *s, const char *head)
{
	const char *line = arena_printf(&s->folder.arena, "== %s\n", head);
	const char *at = strstr(s->out.data, line);
	if (!at) {
		fail_msg("no item \"%s\" in:\n%s", head, s->out.data);
		return "";
	}
	const char *end = strstr(at + 1, "\n== ");
	return arena_str(&s->folder.arena, (struct str){ at, end ? (size_t)(end + 1 - at) : strlen(at) });
}

static void expect_in(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

static void expect_not_in(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" is in:\n%s", part, text);
}

static void hugo_keeps_pairs_addresses_bundles_and_sections(void **state)
{
	struct sited *s = *state;
	put(s, "hugo.toml",
	    "baseURL = 'https://old.example.org/'\ndefaultContentLanguage = 'ru'\n[languages.ru]\nweight = "
	    "1\n[languages.en]\nweight = 2\n"
	    "[languages.fr]\nweight = 3\n[permalinks]\nposts = '/:year/:month/:slug/'\n");
	put(s, "content/posts/_index.ru.md", "+++\ntitle = 'Новости'\n+++\nО нас.\n");
	put(s, "content/posts/bridge.ru.md",
	    "+++\ntitle = 'Мост'\ndate = 2023-10-08T10:00:00Z\ntags = ['Дороги']\naliases = "
	    "['/old/bridge']\n+++\n"
	    "Мост **открыт**. [План](/docs/plan.pdf), [ещё](../river/), [река]({{< ref \"river.md\" "
	    ">}}).\n\n![Вид](view.jpg)\n");
	put(s, "content/posts/bridge.en.md",
	    "+++\ntitle = 'Bridge'\ndate = 2023-10-08T10:00:00Z\n+++\nIt is open.\n");
	put(s, "content/posts/bridge.fr.md", "+++\ntitle = 'Pont'\n+++\nIl est ouvert.\n");
	put(s, "content/posts/river.md", "+++\ntitle = 'Река'\ndate = 2023-01-02\n+++\nТекст.\n");
	put(s, "content/posts/view.jpg", "JPG");
	put(s, "content/about/index.md", "---\ntitle: О нас\n---\nМы.\n");
	put(s, "content/about/team.png", "PNG");
	put(s, "static/docs/plan.pdf", "PDF");
	put(s, "static/unused.txt", "x");
	assert_true(read_site(s));
	const char *ru = item(s, "posts ru content//posts/bridge");
	expect_in(ru, "\nid: https://old.example.org/2023/10/bridge/\n");
	expect_in(ru, "\nalias: /2023/10/bridge/\n");
	expect_in(ru, "\nalias: /old/bridge\n");
	expect_in(ru, "Мост **открыт**. [План](plan.pdf), [ещё](/2023/01/river/), [река]({{< ref "
	              "\"/2023/01/river/\" >}}).");
	expect_in(ru, "-- plan.pdf PDF\n");
	expect_in(ru, "-- view.jpg JPG\n");
	expect_in(item(s, "posts en content//posts/bridge"), "\nalias: /en/2023/10/bridge/\n");
	expect_in(item(s, " ru content///about"), "-- team.png PNG\n");
	expect_in(item(s, "posts! ru content///posts/"), "\nname: Новости\n");
	expect_in(s->out.data,
	    "report: content/posts/bridge.fr.md: left out, jarchy has no words for its language\n");
	expect_in(s->out.data, "report: static/unused.txt: left out, no page shows it\n");
	expect_in(s->out.data, "feed: /index.xml\n");
}

static void what_was_not_public_stays_so_in_every_system(void **state)
{
	static const struct {
		const char *settings, *text, *path, *front;
	} cases[] = {
		{ "hugo.toml", "title = 'x'\n", "content/posts/a.md", "draft: true\n" },
		{ "hugo.toml", "title = 'x'\n", "content/posts/a.md", "date: 2030-01-01\n" },
		{ "hugo.toml", "title = 'x'\n", "content/posts/a.md", "publishDate: 2030-01-01\n" },
		{ "hugo.toml", "title = 'x'\n", "content/posts/a.md", "build:\n  render: never\n" },
		{ "zola.toml", "base_url = 'https://x.org'\n", "content/posts/a.md", "draft: true\n" },
		{ "zola.toml", "base_url = 'https://x.org'\n", "content/posts/a.md", "render: false\n" },
		{ "_config.yml", "title: x\n", "_posts/2020-01-01-a.md", "published: false\n" },
		{ "_config.yml", "title: x\n", "_posts/2030-01-01-a.md", "date: 2030-01-01\n" },
		{ "_config.yml", "title: x\n", "_drafts/a.md", "title: A\n" },
		{ "_config.yml", "title: x\n", "news/_drafts/a.md", "title: A\n" },
		{ "_config.yml", "title: x\ncollections:\n  notes:\n    output: false\n", "_notes/a.md",
		    "title: A\n" },
		{ "_config.yml", "title: x\nsource_dir: source\n", "source/_drafts/a.md", "title: A\n" },
		{ "_config.yml", "title: x\nsource_dir: source\n", "source/_posts/a.md",
		    "published: false\n" },
		{ "eleventy.config.js", "module.exports = 1;\n", "posts/a.md", "permalink: false\n" },
		{ "eleventy.config.js", "module.exports = 1;\n", "posts/a.md", "draft: true\n" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sited one = { 0 };
		folder_init(&one.folder);
		buf_init(&one.out, 1 << 20);
		put(&one, cases[i].settings, cases[i].text);
		put(&one, cases[i].path,
		    arena_printf(&one.folder.arena, "---\n%s---\nA text.\n", cases[i].front));
		if (!read_site(&one))
			fail_msg("case %zu: %s", i, one.err.text);
		if (!strstr(one.out.data, "\ndraft: yes\n"))
			fail_msg("case %zu is public:\n%s", i, one.out.data);
		folder_release(&one.folder);
		buf_release(&one.out);
	}
	(void)state;
}

/* What hides a page from beside it, or may: a draft with the reason. `shown`: there is no reason. */
static void what_hides_pages_from_elsewhere_makes_drafts_that_say_so(void **state)
{
#define HUGO "hugo.toml", "title = 'x'\n"
#define ZOLA "zola.toml", "base_url = 'https://x.org'\n"
#define ELEVENTY "eleventy.config.js", "module.exports = 1;\n"
#define JEKYLL(defaults) "_config.yml", "title: x\ndefaults:\n" defaults
	static const char page[] = "---\ntitle: A\nlang: en\n---\nA text.\n";
	static const char post[] = "_posts/2020-01-01-a.md", a[] = "content/n/deep/a.md",
	                  in[] = "content/n/_index.md";
	static const struct {
		const char *settings, *text, *path, *page, *beside, *says, *reason;
	} cases[] = {
		{ ELEVENTY, "n/d/a.md", page, "n/n.11tydata.js", "x", "n/n.11tydata.js is a program" },
		{ ELEVENTY, "n/d/a.md", page, "n/n.11tydata.cjs", "x", "n/n.11tydata.cjs is a program" },
		{ ELEVENTY, "n/d/a.md", page, "n/d/d.11tydata.mjs", "x", "n/d/d.11tydata.mjs is a program" },
		{ ELEVENTY, "n/a.md", page, "n/a.11tydata.js", "x", "n/a.11tydata.js is a program" },
		{ ELEVENTY, "n/a.md", page, "n/a.json", "{ \"draft\": true }", "n/a.json hides" },
		{ ELEVENTY, "n/a.md", "---js\n{ permalink: false }\n---\nA text.\n", NULL, NULL,
		    "its front matter is a program" },
		{ ELEVENTY, "n/a.md", "--- javascript\nlet draft = 1\n---\nA text.\n", NULL, NULL,
		    "its front matter is a program" },
		{ ELEVENTY, "n/a.md",
		    "---\ntitle: X\neleventyComputed:\n  permalink: \"{{ p }}\"\n---\nA text.\n", NULL, NULL,
		    "its front matter is a program" },
		{ ELEVENTY, "n/a.md", page, "_data/permalink.js", "x",
		    "_data/permalink.js has data for all" },
		{ ELEVENTY, "n/a.md", page, "_data/eleventyComputed.cjs", "x",
		    "_data/eleventyComputed.cjs has" },
		{ "eleventy.config.js", "c.addGlobalData('eleventyComputed.permalink', f)", "n/a.md", page,
		    NULL, NULL, "eleventy.config.js has data for all" },
		{ "eleventy.config.js", "c.setDataFileBaseName(\"index\")", "n/a.md", page, "n/index.json",
		    "{ \"draft\": true }", "n/index.json hides" },
		{ "eleventy.config.js", "c.addGlobalData('year', 2026)", "n/a.md", page, "_data/site.js", "x",
		    NULL },
		{ ELEVENTY, "n/a.md", page, "n/b.11tydata.js", "x", NULL },
		{ ELEVENTY, "n/a.md", page, "m/m.11tydata.js", "x", NULL },

		{ "_config.yml", "title: x\n", post, page, "_config.live.yml",
		    "defaults:\n- scope: {path: ''}\n  values: {published: false}\n",
		    "\"defaults\" in the settings" },
		{ JEKYLL("- scope: {path: '', type: posts}\n  values: {published: false}\n"), post, page,
		    NULL, NULL, "\"defaults\" in the settings" },
		{ JEKYLL("- values: {draft: true}\n  scope: {path: /n/}\n"), "n/d/a.md", page, NULL, NULL,
		    "\"defaults\" in the settings" },
		{ JEKYLL("- scope: {path: 'n/*/a.md'}\n  values: {published: false}\n"), "n/d/a.md", page,
		    NULL, NULL, "\"defaults\" in the settings" },
		{ JEKYLL("- values: {published: false}\n"), post, page, NULL, NULL,
		    "\"defaults\" in the settings" },
		{ JEKYLL("- scope: {path: n}\n  values: {layout: x}\n- values: {published: false}\n  scope: "
		         "{path: m}\n"),
		    "m/a.md", page, NULL, NULL, "\"defaults\" in the settings" },
		{ JEKYLL("- scope: {path: n}\n  values: {published: false}\n- scope: {path: m}\n  values: "
		         "{layout: "
		         "x}\n"),
		    "m/a.md", page, NULL, NULL, NULL },
		{ JEKYLL("- scope: {path: n}\n  values: {published: false}\n"), "news/a.md", page, NULL, NULL,
		    NULL },
		{ JEKYLL("- scope: {path: '', type: pages}\n  values: {published: false}\n"), post, page,
		    NULL, NULL, NULL },
		{ JEKYLL("- scope: {path: ''}\n  values: {published: false}\n"), post,
		    "---\ntitle: A\npublished: true\n---\nA text.\n", NULL, NULL, NULL },

		{ HUGO, a, page, in, "+++\n[cascade]\ndraft = true\n+++\n", "content/n/_index.md hides" },
		{ HUGO, a, page, in, "---\ncascade:\n  build:\n    render: never\n---\n",
		    "content/n/_index.md hides" },
		{ HUGO, a, page, in, "---\ncascade:\n  _build: {render: link}\n---\n",
		    "content/n/_index.md hides" },
		{ HUGO, a, page, in, "---\ncascade:\n- _target: {path: /n/**}\n  headless: true\n---\n",
		    "content/n/_index.md hides" },
		{ HUGO, a, page, in, "---\ncascade:\n  publishDate: 2030-01-01\n---\n",
		    "content/n/_index.md hides" },
		{ HUGO, a, page, in, "---\ncascade:\n  expiryDate: 2020-01-01\n---\n",
		    "content/n/_index.md hides" },
		{ HUGO, a, page, "content/_index.html", "---\ncascade: {draft: true}\n---\n",
		    "content/_index.html hides" },
		{ HUGO, a, page, in, "---\ndraft: true\n---\n", "content/n/_index.md hides" },
		{ HUGO, a, page, in, "---\ncascade: [\n---\n", "content/n/_index.md hides" },
		{ HUGO, a, "---\ntitle: A\nheadless: true\n---\nA text.\n", NULL, NULL,
		    "no page of its own" },
		{ HUGO, a, page, in,
		    "---\nbuild: {render: never}\ncascade:\n  draft: false\n  publishDate: 2020-01-01\n  "
		    "expiryDate: "
		    "2030-01-01\n  build: {render: always}\n---\n",
		    NULL },
		{ HUGO, a, page, "content/n/_index.ru.md", "---\ncascade: {draft: true}\n---\n", NULL },
		{ HUGO, a, page, "content/m/_index.md", "---\ncascade: {draft: true}\n---\n", NULL },
		{ "hugo.toml", "title = 'x'\n[[cascade]]\ndraft = true\n", a, page, NULL, NULL,
		    "\"cascade\" in the settings" },
		{ HUGO, a, page, "config/_default/cascade.yaml", "build:\n  render: never\n",
		    "\"cascade\" in the settings" },

		{ ZOLA, a, page, in, "+++\ndraft = true\n+++\n", "content/n/_index.md hides" },
		{ ZOLA, a, page, in, "+++\nrender = false\n+++\n", "content/n/_index.md hides" },
		{ ZOLA, a, page, in, "+++\ndraft = false\nrender = true\n+++\n", NULL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sited one = { 0 };
		folder_init(&one.folder);
		buf_init(&one.out, 1 << 20);
		put(&one, cases[i].settings, cases[i].text);
		put(&one, cases[i].path, cases[i].page);
		if (cases[i].beside)
			put(&one, cases[i].beside, cases[i].says);
		if (!read_site(&one))
			fail_msg("case %zu: %s", i, one.err.text);
		if (!strstr(one.out.data, "\ndraft: yes\n") != !cases[i].reason)
			fail_msg("case %zu is wrong:\n%s", i, one.out.data);
		if (cases[i].reason)
			expect_in(one.out.data, cases[i].reason);
		folder_release(&one.folder);
		buf_release(&one.out);
	}
	(void)state;
#undef HUGO
#undef ZOLA
#undef ELEVENTY
#undef JEKYLL
}

static void eleventy_hides_what_the_data_of_a_folder_hides(void **state)
{
	struct sited *s = *state;
	put(s, ".eleventy.js", "return { dir: { input: \"src\" } };\n");
	put(s, "src/notes/notes.json", "{ \"permalink\": false }\n");
	put(s, "src/notes/deep/a.md", "---\ntitle: A\nlang: en\n---\nText.\n");
	put(s, "src/open/b.md", "---\ntitle: B\nlang: en\n---\nText.\n");
	put(s, "README.md", "# About the directory\n");
	assert_true(read_site(s));
	expect_in(item(s, "notes en src//notes/deep/a"), "\ndraft: yes\n");
	expect_not_in(item(s, "open en src//open/b"), "\ndraft: yes\n");
	expect_in(item(s, "open en src//open/b"), "\nalias: /open/b/\n");
	expect_not_in(s->out.data, "About the directory");
}

static void jekyll_has_its_posts_collections_and_pages(void **state)
{
	struct sited *s = *state;
	put(s, "_config.yml",
	    "url: https://old.example.org\nbaseurl: /blog\nlang: en\ncollections:\n  docs:\n    output: "
	    "true\n");
	put(s, "_posts/2020-02-03-hello-world.md",
	    "---\ntitle: Hello\ncategories: [News, City Life]\n---\n[there]({% link _docs/guide/start.md %}) "
	    "![x]({{ site.baseurl }}/img/a.png)\n");
	put(s, "news/_posts/2020-02-04-other.html",
	    "---\ntitle: Other\n---\n<div>\n    <p>Four spaces.</p>\n</div>\n");
	put(s, "_docs/guide/start.md", "---\ntitle: Start\n---\nText.\n");
	put(s, "about.md", "---\ntitle: About\npermalink: /who-we-are/\n---\nText.\n");
	put(s, "plain.md", "Not a page: there is no front matter.\n");
	put(s, "img/a.png", "PNG");
	assert_true(read_site(s));
	const char *post = item(s, "posts en ///2020-02-03-hello-world");
	expect_in(post, "\nid: https://old.example.org/blog/news/city-life/2020/02/03/hello-world\n");
	expect_in(post, "\ndate: 2020-02-03\n");
	expect_in(post, "[there]({% link /blog/docs/guide/start.html %}) ![x](a.png)");
	expect_in(post, "\nalias: /blog/news/city-life/2020/02/03/hello-world.html\n");
	expect_in(item(s, "posts en //news/2020-02-04-other"), "\n<p>Four spaces.</p>\n");
	expect_in(item(s, "docs en /docs/guide/start"), "\nalias: /blog/docs/guide/start.html\n");
	expect_in(item(s, " en ///about"), "\nalias: /blog/who-we-are/\n");
	expect_not_in(s->out.data, "Not a page");
	expect_in(s->out.data, "feed: /blog/feed.xml\n");
}

static void hexo_and_zola_have_their_addresses(void **state)
{
	struct sited *s = *state;
	put(s, "_config.yml", "url: https://h.org\nlanguage: ru\npermalink: :year/:title/\n");
	put(s, "source/_posts/most.md", "---\ntitle: Мост\ndate: 2023-10-08 10:00:00\n---\n![x](a.png)\n");
	put(s, "source/_posts/most/a.png", "PNG");
	put(s, "source/about/index.md", "---\ntitle: О нас\n---\nТекст.\n");
	assert_true(read_site(s));
	expect_in(item(s, "posts ru source///most"), "\nalias: /2023/most/\n");
	expect_in(item(s, "posts ru source///most"), "-- a.png PNG\n");
	expect_in(item(s, " ru source///about"), "\nalias: /about/\n");

	struct sited z = { 0 };
	folder_init(&z.folder);
	buf_init(&z.out, 1 << 20);
	put(&z, "config.toml", "base_url = 'https://z.org'\ndefault_language = 'en'\n[languages.ru]\n");
	put(&z, "content/blog/2021-05-06-start.md", "+++\ntitle = 'Start'\n+++\n[x](@/blog/next.md#a)\n");
	put(&z, "content/blog/2021-05-06-start.ru.md", "+++\ntitle = 'Начало'\n+++\nТекст\n");
	put(&z, "content/blog/next.md", "+++\ntitle = 'Next'\nslug = 'after'\n+++\nText\n");
	assert_true(read_site(&z));
	const char *start = item(&z, "blog en content//blog/2021-05-06-start");
	expect_in(start, "\nalias: /blog/start/\n");
	expect_in(start, "\ndate: 2021-05-06\n");
	expect_in(start, "[x](/blog/after/#a)");
	expect_in(item(&z, "blog ru content//blog/2021-05-06-start"), "\nalias: /ru/blog/start/\n");
	folder_release(&z.folder);
	buf_release(&z.out);
}

static void texts_that_a_page_of_hugo_uses_are_no_pages(void **state)
{
	struct sited *s = *state;
	put(s, "hugo.toml", "baseURL = 'https://old.example.org/'\n");
	put(s, "content/posts/most/index.md", "---\ntitle: The bridge\ndate: 2023-10-08\n---\nText.\n");
	put(s, "content/posts/most/notes.md",
	    "---\ntitle: Notes of the editor\ndate: 2023-10-08\n---\nSecret.\n");
	put(s, "content/posts/most/more/inner.md", "---\ntitle: Deeper\ndate: 2023-10-08\n---\nSecret.\n");
	put(s, "content/posts/dam.md", "---\ntitle: The dam\ndate: 2023-10-09\n---\nText.\n");
	assert_true(read_site(s));
	expect_in(s->out.data, "The bridge");
	expect_in(s->out.data, "The dam");
	expect_not_in(s->out.data, "Secret");
	expect_in(s->out.data, "content/posts/most/notes.md: left out");
}

static void what_is_no_site_is_refused_with_a_reason(void **state)
{
	struct sited *s = *state;
	put(s, "a.md", "# Text\n");
	assert_false(read_site(s));
	expect_in(s->err.text, "is no site of Hugo, Jekyll, Zola, Eleventy or Hexo");
	put(s, "_config.yml", "title: [\n");
	assert_false(read_site(s));
	expect_in(s->err.text, "settings of this site cannot be read");
	put(s, "_config.yml", "title: x\n");
	folder_remove(&s->folder, "a.md");
	assert_false(read_site(s));
	expect_in(s->err.text, "this site of Jekyll has no texts");
}

static void links_out_of_the_directory_are_not_followed(void **state)
{
	struct sited *s = *state;
	put(s, "hugo.toml", "title = 'x'\n");
	put(s, "content/a/index.md",
	    "---\ntitle: A\n---\n[x](../../../../etc/passwd) ![y](/../../etc/hostname) [z](secret.txt)\n");
	assert_int_equal(symlinkat("/etc/passwd", s->folder.fd, "content/a/secret.txt"), 0);
	assert_int_equal(symlinkat("/etc", s->folder.fd, "content/etc"), 0);
	assert_true(read_site(s));
	expect_not_in(s->out.data, "-- ");
	expect_not_in(s->out.data, "root:");
}

static const char *fill(struct arena *a, enum site_kind kind, const char *pattern)
{
	static const struct site_words words = { .folders = "news/2023",
		.name = "bridge",
		.slug = "",
		.title = "A Bridge",
		.categories = "a/b",
		.collection = "docs",
		.lang = "ru",
		.date = { 2024, 3, 5, 8, 9, 7, 0 },
		.post = true };
	const char *path = site_address_fill(a, kind, pattern, &words);
	return path ? path : "?";
}

static void patterns_of_addresses_are_filled_in(void **state)
{
	struct arena a = { 0 };
	assert_string_equal(fill(&a, SITE_JEKYLL, "/:categories/:year/:month/:day/:title:output_ext"),
	    "/a/b/2024/03/05/bridge.html");
	assert_string_equal(fill(&a, SITE_JEKYLL, "/:short_year/:i_month-:i_day/:y_day"), "/24/3-5/065");
	assert_string_equal(fill(&a, SITE_JEKYLL, "/:collection/:path/"), "/docs/news/2023/bridge/");
	assert_string_equal(fill(&a, SITE_HEXO, ":year/:title/"), "/2024/news/2023/bridge/");
	assert_string_equal(
	    fill(&a, SITE_HEXO, ":lang/:hour:minute:second/:name.html"), "/ru/080907/bridge.html");
	assert_string_equal(fill(&a, SITE_HUGO, "/:section/:title/"), "/news/a-bridge/");
	assert_string_equal(fill(&a, SITE_HUGO, "/:sections/:slug/"), "/news/2023/bridge/");
	assert_string_equal(fill(&a, SITE_HUGO, "/:sections[1:]/:slug/"), "?");
	assert_string_equal(fill(&a, SITE_HUGO, "/:unknown/"), "?");
	assert_string_equal(fill(&a, SITE_HUGO, "//a///index.html"), "/a/");
	arena_release(&a);
	(void)state;
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct lang *none = NULL;
	lang_show(&none); /* what is in these files does not change with each new pack */
	const struct CMUnitTest tests[] = {
		SITE_TEST(hugo_keeps_pairs_addresses_bundles_and_sections),
		cmocka_unit_test(what_was_not_public_stays_so_in_every_system),
		cmocka_unit_test(what_hides_pages_from_elsewhere_makes_drafts_that_say_so),
		SITE_TEST(eleventy_hides_what_the_data_of_a_folder_hides),
		SITE_TEST(jekyll_has_its_posts_collections_and_pages),
		SITE_TEST(hexo_and_zola_have_their_addresses),
		SITE_TEST(texts_that_a_page_of_hugo_uses_are_no_pages),
		SITE_TEST(what_is_no_site_is_refused_with_a_reason),
		SITE_TEST(links_out_of_the_directory_are_not_followed),
		cmocka_unit_test(patterns_of_addresses_are_filled_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
