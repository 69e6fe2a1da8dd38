/*
 * figure_test: pictures, sounds and films of an item in each protocol, from a catalogue that has the facts of
 * each file.
 */
#include "unit/support/pages.h"

#define FOLDER "water/2023-01-01-a/"
#define HERE "/en/" FOLDER

static void put_made(struct catalogue *c, const char *name, const char *mime, struct picture p)
{
	struct scanned file = scanned_of(c, arena_printf(&c->arena, FOLDER "%s", name), 0);
	snprintf(p.digest, sizeof p.digest, "d");
	put_picture(c, &file, mime, &p);
}

static void put_photo(struct catalogue *c, const char *name, unsigned width, unsigned height)
{
	bool full = strcmp(name, "press.jpg") == 0;
	put_made(c, name, "image/jpeg",
	    (struct picture){ .state = PICTURE_READY,
	        .width = width,
	        .height = height,
	        .full = full,
	        .full_size = full ? 5000000 : 0 });
}

static int set_up(void **state)
{
	struct world *w = world_of_pages();
	struct catalogue *c = &w->c;

	begin(c);
	put_photo(c, "a.heic", 4000, 3000);
	put_photo(c, "b.jpg", 400, 300);
	put_photo(c, "Мост ночью.jpg", 1000, 2000);
	put_photo(c, "press.jpg", 6000, 4000);
	put_made(c, "spin.gif", "image/gif",
	    (struct picture){ .state = PICTURE_READY,
	        .form = PICTURE_MOVING,
	        .width = 200,
	        .height = 100,
	        .full_size = 9000 });
	put_made(c, "soon.jpg", "image/jpeg", (struct picture){ .state = PICTURE_WAITING });
	put_made(c, "lost.png", "image/png", (struct picture){ .state = PICTURE_FAILED, .fault = FAULT_CUT });
	struct scanned talk = scanned_of(c, FOLDER "talk.mp3", 0);
	put_played(c, &talk, "audio/mpeg", &(struct picture){ 0 }, 245);
	put_made(c, "film.mp4", "video/mp4",
	    (struct picture){ .state = PICTURE_READY, .form = PICTURE_WHOLE, .full_size = 2000 });
	put_photo(c, "film.jpg", 1920, 1080);
	commit(c, CATALOGUE_NOW);
	*state = w;
	return 0;
}

/* What a renderer makes of the item with this text; the caller frees it. */
static char *rendered(struct world *w, const char *keys, const char *body, render_fn *render)
{
	struct view v = world_view(w, "en", HERE);
	struct page p;

	begin(&w->c);
	catalogue_put(&w->c, FOLDER "index.en.gmi",
	    arena_printf(&w->c.arena, "---\ntitle: The bridge\n%s---\nText.\n\n%s", keys, body));
	commit(&w->c, CATALOGUE_NOW);
	v.project = "water";
	v.item = "2023-01-01-a";
	assert_int_equal(view_item(&v, &p, &failure), VIEW_OK);
	return sample_render(&p, render);
}

static void assert_has(
    struct world *w, const char *keys, const char *body, render_fn *render, const char *const *expected)
{
	char *text = rendered(w, keys, body, render);

	for (; *expected; expected++)
		if ((**expected == '!') != !strstr(text, *expected + (**expected == '!')))
			fail_msg("%s\nin\n%s", *expected, text);
	free(text);
}
/* Texts that must be there; one that begins with "!" must not. */
#define HAS(w, keys, body, render, ...)                                                                      \
	assert_has((w), (keys), (body), (render), (const char *const[]){ __VA_ARGS__, NULL })

static void a_picture_is_a_figure_where_the_text_names_it(void **state)
{
	HAS(*state, "", "=> a.heic The old bridge\n", render_html,
	    "<figure><div><a href=\"" HERE "a.jpg\"><img src=\"" HERE "a-960w.jpg\" srcset=\"" HERE
	    "a-480w.jpg 480w, " HERE "a-960w.jpg 960w, " HERE "a.jpg 1600w\" sizes=\"(min-width:44rem) "
	    "42rem,calc(100vw - 2rem)\" width=\"1600\" height=\"1200\" loading=\"lazy\" "
	    "alt=\"The old bridge\"></a></div><figcaption>The old bridge</figcaption></figure>",
	    "!class=\"gallery", "!a.heic", "!>a.jpg<");
	HAS(*state, "", "=> a.heic The old bridge\n", render_gemtext,
	    "\n\n=> " HERE "a.jpg The old bridge (JPG, 1600×1200)\n", "!a.heic");
	HAS(*state, "", "=> a.heic The old bridge\n", render_gopher,
	    "[1] gopher://news.example/I" HERE "a.jpg\r\n", "[1] The old bridge (JPG, 1600×1200)\r\n");
}

static void a_small_picture_has_one_copy_and_no_choice(void **state)
{
	HAS(*state, "", "=> b.jpg A well\n", render_html,
	    "<img src=\"" HERE "b.jpg\" width=\"400\" height=\"300\" loading=\"lazy\" alt=\"A well\">",
	    "!a.jpg\" srcset");
}

static void a_picture_without_words_goes_with_the_title_and_has_no_caption(void **state)
{
	HAS(*state, "", "=> b.jpg\n=> b.jpg b.jpg\n", render_html, "alt=\"The bridge\"></a></div></figure>",
	    "!<figcaption");
	HAS(*state, "", "=> b.jpg\n", render_gemtext, "=> " HERE "b.jpg b.jpg (JPG, 400×300)\n");
	HAS(*state, "attachment: b.jpg A well\n", "=> b.jpg\n", render_html,
	    "alt=\"A well\"></a></div><figcaption>A well</figcaption>");
}

static void names_are_found_as_people_write_them(void **state)
{
	HAS(*state, "", "=> Мост ночью.jpg At night\n", render_html, "-480w.jpg 480w, ", "alt=\"At night\"",
	    "width=\"1000\" height=\"2000\"");
	HAS(*state, "", "=> a.jpg By what it becomes\n", render_html, "alt=\"By what it becomes\"");
}

static void several_in_a_row_are_a_gallery(void **state)
{
	HAS(*state, "", "=> a.heic One\n=> b.jpg Two\n\nText.\n\n=> Мост ночью.jpg Three\n", render_html,
	    "<div class=\"gallery\">\n<figure><div><a href=\"" HERE "a.jpg\">",
	    "Two</figcaption></figure>\n</div>\n<p>Text.</p>\n<figure>",
	    "sizes=\"(min-width:44rem) 21rem,50vw\"");
}

static void the_columns_of_a_gallery_are_known_before_its_pictures(void **state)
{
	HAS(*state, "", "=> b.jpg 1\n=> b.jpg 2\n=> b.jpg 3\n", render_html,
	    "<div class=\"gallery three\">\n");
	HAS(*state, "", "=> b.jpg 1\n=> b.jpg 2\n=> b.jpg 3\n=> b.jpg 4\n", render_html,
	    "<div class=\"gallery\">\n");
}

static void an_animation_is_one_file(void **state)
{
	HAS(*state, "", "=> spin.gif A wheel\n", render_html,
	    "<img src=\"" HERE "spin.gif\" width=\"200\" height=\"100\"");
	HAS(*state, "", "=> spin.gif A wheel\n", render_gopher,
	    "gopher://news.example/g" HERE "spin.gif\r\n");
}

static void what_cannot_be_had_is_said_and_never_linked(void **state)
{
	HAS(*state, "attachment: soon.jpg Soon\n", "=> soon.jpg The crane\n=> lost.png\n", render_html,
	    "<p>The crane (picture not available)</p>", "<p>lost.png (picture not available)</p>",
	    "!soon.jpg", "!=\"lost", "!/lost.png");
	HAS(*state, "", "=> soon.jpg The crane\n", render_gemtext, "The crane (picture not available)\n",
	    "!soon.jpg");
}

static void the_list_has_not_what_the_text_shows_but_what_is_offered(void **state)
{
	HAS(*state, "attachment: press.jpg For the press\n",
	    "=> a.heic A\n=> press.jpg A\n=> film.mp4 A film\n=> spin.gif A\n", render_gemtext,
	    "=> " HERE "press-1600w.jpg A (JPG, 1600×1067)\n",
	    "## Attachments\n\n=> " HERE "press.jpg For the press (JPG, 6000×4000, 4.8\u00A0MB)\n=> " HERE
	    "b.jpg b.jpg (JPG, 400×300)\n",
	    "=> " HERE "film.mp4 film.mp4 (MP4, 2.0\u00A0KB)\n", "!film.jpg", "!a.jpg a", "!spin.gif spin");
}

static void listings_have_no_decoration(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/");
	struct page p;

	free(rendered(w, "attachment: press.jpg For the press\n", "", render_html));
	v.project = "water";
	assert_int_equal(view_project(&v, &p, &failure), VIEW_OK);
	char *text = sample_render(&p, render_gopher);
	assert_non_null(strstr(text, "IFor the press (JPG, 6000×4000, 4.8\u00A0MB)\t" HERE "press.jpg\t"));
	assert_non_null(strstr(text, "stalk.mp3"));
	assert_null(strstr(text, HERE "a.jpg"));
	assert_null(strstr(text, "soon.jpg"));
	free(text);
}

static void sound_and_film_are_played_when_somebody_asks(void **state)
{
	HAS(*state, "", "=> talk.mp3 A talk\n\n=> film.mp4 A film\n", render_html,
	    "<figure><div><audio controls=\"\" preload=\"none\" src=\"" HERE
	    "talk.mp3\" aria-label=\"A talk\"><a href=\"" HERE
	    "talk.mp3\">A talk</a></audio></div><figcaption>A talk</figcaption></figure>",
	    "<figure><div><video controls=\"\" preload=\"none\" src=\"" HERE "film.mp4\" poster=\"" HERE
	    "film-960w.jpg\" width=\"960\" height=\"540\"",
	    "!<small>MP3, 4:05, 100\u00A0B</small><audio");
	HAS(*state, "attachment: talk.mp3 The talk\n", "", render_html,
	    "<a href=\"" HERE
	    "talk.mp3\" type=\"audio/mpeg\">The talk</a> <small>MP3, 4:05, 100\u00A0B</small><audio ");
	HAS(*state, "", "=> talk.mp3 A talk\n", render_gemtext,
	    "=> " HERE "talk.mp3 A talk (MP3, 4:05, 100\u00A0B)\n");
}

static void a_shared_page_goes_with_the_first_picture_that_it_shows(void **state)
{
	HAS(*state, "attachment: press.jpg For the press\n", "=> a.heic The old bridge\n=> press.jpg A\n",
	    render_html,
	    "<meta property=\"og:image\" content=\"http://news.example" HERE
	    "a-share.jpg\">\n<meta property=\"og:image:type\" content=\"image/jpeg\">\n"
	    "<meta property=\"og:image:width\" content=\"1200\">\n"
	    "<meta property=\"og:image:height\" content=\"630\">\n"
	    "<meta property=\"og:image:alt\" content=\"The old bridge\">\n"
	    "<meta name=\"twitter:card\" content=\"summary_large_image\">\n",
	    "<link itemprop=\"image\" href=\"http://news.example" HERE "a-share.jpg\">");
	HAS(*state, "attachment: press.jpg For the press\n", "", render_html,
	    "og:image\" content=\"http://news.example" HERE "press-share.jpg\"",
	    "og:image:alt\" content=\"For the press\"");
	HAS(*state, "", "=> spin.gif\n", render_html,
	    "og:image\" content=\"http://news.example" HERE "spin.gif\"", "og:image:width\" content=\"200\"",
	    "og:image:alt\" content=\"The bridge\"");
}

static void a_hidden_page_has_no_address_that_is_not_hidden(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/preview" HERE);
	struct page p;

	begin(&w->c);
	catalogue_put(&w->c, FOLDER "index.en.gmi",
	    "---\ntitle: The bridge\ndraft: yes\n---\nText.\n\n=> a.heic A\n=> film.mp4 B\n");
	commit(&w->c, CATALOGUE_NOW);
	v.project = "water";
	v.item = "2023-01-01-a";
	v.preview = true;
	assert_int_equal(view_preview_item(&v, &p, &failure), VIEW_OK);
	page_hide(&p, "/preview", "/preview/SECRET");
	char *text = sample_render(&p, render_html);
	assert_non_null(strstr(text, "src=\"/preview/SECRET" HERE "a-960w.jpg\" srcset=\"/preview/SECRET" HERE
	                             "a-480w.jpg 480w, /preview/SECRET" HERE "a-960w.jpg 960w"));
	assert_non_null(strstr(text, "poster=\"/preview/SECRET" HERE "film-960w.jpg\""));
	for (const char *at = strstr(text, HERE); at; at = strstr(at + 1, HERE))
		assert_memory_equal(at - strlen("/SECRET"), "/SECRET", strlen("/SECRET"));
	assert_null(strstr(text, "og:image"));
	free(text);
}

static unsigned media_of(struct world *w, const char *body)
{
	struct view v = world_view(w, "en", HERE);
	struct page p;

	free(rendered(w, "", body, render_html));
	v.project = "water";
	v.item = "2023-01-01-a";
	assert_int_equal(view_item(&v, &p, &failure), VIEW_OK);
	unsigned media = page_media(&p);
	page_release(&p);
	return media;
}

static void the_policy_allows_what_the_page_shows_and_no_more(void **state)
{
	/* The sound and the film are played in the list. */
	assert_int_equal(media_of(*state, ""), PAGE_PICTURES | PAGE_PLAYERS);
	begin(&((struct world *)*state)->c);
	put_made(&((struct world *)*state)->c, "film.jpg", "image/jpeg",
	    (struct picture){ .state = PICTURE_FAILED });
	commit(&((struct world *)*state)->c, CATALOGUE_NOW);
	assert_int_equal(media_of(*state, ""), PAGE_PLAYERS);
	assert_null(strstr(sample_policy(0), "img-src"));
	assert_null(strstr(sample_policy(0), "media-src"));
	assert_non_null(strstr(sample_policy(PAGE_PICTURES), " img-src 'self';"));
	assert_null(strstr(sample_policy(PAGE_PICTURES), "media-src"));
	assert_non_null(strstr(sample_policy(PAGE_PLAYERS), " media-src 'self';"));
	assert_null(strstr(sample_policy(PAGE_PLAYERS), "img-src"));
	assert_non_null(
	    strstr(sample_policy(PAGE_PICTURES | PAGE_PLAYERS), "img-src 'self'; media-src 'self';"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_picture_is_a_figure_where_the_text_names_it),
		TEST(a_small_picture_has_one_copy_and_no_choice),
		TEST(a_picture_without_words_goes_with_the_title_and_has_no_caption),
		TEST(names_are_found_as_people_write_them),
		TEST(several_in_a_row_are_a_gallery),
		TEST(the_columns_of_a_gallery_are_known_before_its_pictures),
		TEST(an_animation_is_one_file),
		TEST(what_cannot_be_had_is_said_and_never_linked),
		TEST(the_list_has_not_what_the_text_shows_but_what_is_offered),
		TEST(listings_have_no_decoration),
		TEST(sound_and_film_are_played_when_somebody_asks),
		TEST(a_shared_page_goes_with_the_first_picture_that_it_shows),
		TEST(a_hidden_page_has_no_address_that_is_not_hidden),
		TEST(the_policy_allows_what_the_page_shows_and_no_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
