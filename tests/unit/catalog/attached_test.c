/* The words of files beside items are found, and go with their files. */
#include "unit/support/catalogue.h"

#include "catalog/meta.h"
#include "catalog/writer_internal.h"

#define DAM "p/2020-01-01-dam/"

static const struct hits *look(struct catalogue *c, const char *text, const char *lang)
{
	struct search_request q = { .text = str_of(text), .lang = lang, .limit = 10 };
	struct hits *hits = arena_alloc(&c->arena, sizeof *hits);

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, hits, &failure));
	return hits;
}

static const char *snippet(struct catalogue *c, const char *text)
{
	const struct hits *hits = look(c, text, "ru");

	return hits->n == 1 ? hits->v[0].snippet : "";
}

static void put_bytes(struct catalogue *c, const char *path, const char *digest, int64_t mtime)
{
	struct scanned file = scanned_of(c, path, mtime);
	struct picture picture = { 0 };

	snprintf(picture.digest, sizeof picture.digest, "%s", digest);
	put_picture(c, &file, "application/pdf", &picture);
}

static void put_item(struct catalogue *c)
{
	PUT(c, DAM "index.ru.gmi", "Плотина", .summary = "О реке.", .body = "Строится.\n",
	    .values = { "attachment report.pdf Отчёт за год" });
	PUT(c, DAM "index.ky.gmi", "Тосмо", .body = "Курулуп жатат.\n");
}

static void fill(struct catalogue *c)
{
	begin(c);
	PUT(c, "p/2020-02-02-other.ru.gmi", "Школа", .body = "Ремонт.\n");
	put_item(c);
	put_bytes(c, DAM "report.pdf", "aa", 0);
	put_bytes(c, DAM "list.csv", "bb", 0);
	put_bytes(c, DAM "photo.zip", "cc", 0);
	put_bytes(c, "static/robots.txt", "dd", 0);
	commit_at(c, "2022-01-01");
	index_all(c);
}

/* All that are owed; how many. */
static size_t give_words(struct catalogue *c, const char *pdf, const char *csv)
{
	struct words_owed of = { 0 };
	int found;
	size_t n = 0;

	while ((found = writer_words_owed(c->writer, of.file, &c->arena, &of, &failure)) == 1) {
		n++;
		OK(writer_put_words(c->writer, &of, str_ends(str_of(of.path), ".pdf") ? pdf : csv, &failure));
	}
	assert_int_equal(found, 0);
	index_all(c);
	return n;
}

static void words_of_files_are_found_in_each_language(void **state)
{
	struct catalogue *c = *state;
	fill(c);
	assert_string_equal(snippet(c, "турбина"), "");
	assert_int_equal(give_words(c, "Первая глава.\nТурбина весит сто тонн.\n", ""), 2);
	assert_string_equal(snippet(c, "турбина"), "Отчёт за год: Турбина весит сто тонн.");
	assert_string_equal(look(c, "турбина", "ky")->v[0].entry.lang, "ky");
	assert_string_equal(look(c, "турбина", "ky")->v[0].snippet, "report.pdf: Турбина весит сто тонн.");
	assert_int_equal(look(c, "турбина", "ky")->v[0].in_snippet.n, 1);
}

/* Not by those of every language of the site: "команда" is no Kyrgyz word with an ending. */
static void words_of_a_file_are_cut_as_its_language_has_it(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	give_words(c, "Команда района и жители решили, что вода для села не может ждать, но это не все.\n",
	    "Айыл өкмөтүнүн жыйыны боюнча токтом кабыл алынды жана бул тууралуу айтылды.\n");
	assert_int_equal(look(c, "командой", "ru")->n, 1);
	/* Nothing has a form of it: what is near it is shown. */
	assert_int_equal(look(c, "команга", "ru")->respelt_n, 1);
	assert_int_equal(look(c, "өкмөттө", "ru")->n, 1);
	assert_int_equal(look(c, "жыйындар", "ru")->n, 1);
}

/* A list of names says nothing of its language: that of the item counts. */
static void words_that_tell_no_language_are_cut_as_that_of_the_item(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	put_item(c);
	put_bytes(c, DAM "report.pdf", "aa", 0);
	commit_at(c, "2022-01-01");
	give_words(c, "Турбины Китаева\n", "");
	assert_string_equal(look(c, "турбиной", "ky")->v[0].entry.lang, "ru");
}

static void what_the_item_says_itself_is_shown_from_there(void **state)
{
	struct catalogue *c = *state;
	fill(c);
	give_words(c, "Плотина строится.\nТурбина.\n", "река;плотина\n");
	assert_string_equal(snippet(c, "плотина"), "О реке.");
	assert_string_equal(snippet(c, "строится"), "Строится.");
	assert_string_equal(snippet(c, "плотина турбина"), "Отчёт за год: Турбина.");
}

static void an_item_is_indexed_again_when_the_last_of_its_files_is_read(void **state)
{
	struct catalogue *c = *state;
	struct words_owed of = { 0 };
	fill(c);
	assert_int_equal(writer_words_owed(c->writer, 0, &c->arena, &of, &failure), 1);
	OK(writer_put_words(c->writer, &of, "турбина\n", &failure));
	index_all(c);
	assert_string_equal(snippet(c, "турбина"), "");
	give_words(c, "насос\n", "насос\n");
	assert_string_not_equal(snippet(c, "турбина"), "");
	assert_string_not_equal(snippet(c, "насос"), "");
}

/* How often a word is in the index, in whatever column. */
static int64_t in_index(struct catalogue *c, const char *word)
{
	struct db *db = &c->writer->catalog.db;
	int64_t n = 0;

	OK(db_script(db, "look",
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.v USING fts5vocab(main, search, row)", &failure));
	assert_int_equal(db_number(db, "look", "SELECT ifnull(sum(cnt), 0) FROM temp.v WHERE term LIKE ?",
	                     ARGS(arg_text(arena_printf(&c->arena, "=%s%%", word))), &n, &failure),
	    1);
	return n;
}

static void words_go_with_their_file(void **state)
{
	struct catalogue *c = *state;
	fill(c);
	give_words(c, "турбина\n", "насос\n");
	assert_true(in_index(c, "турбин") > 0);
	begin(c);
	KEEP_ONLY(c, "2022-01-02", DAM "index.ru.gmi", DAM "index.ky.gmi", DAM "list.csv");
	commit_at(c, "2022-01-02");
	assert_string_equal(snippet(c, "турбина"), "");
	index_all(c);
	assert_int_equal(in_index(c, "турбин"), 0);
	assert_string_not_equal(snippet(c, "насос"), "");
	assert_string_equal(snippet(c, "река"), "О реке.");
}

static void of_a_file_that_is_replaced_the_old_words_go(void **state)
{
	struct catalogue *c = *state;
	fill(c);
	give_words(c, "турбина\n", "насос\n");
	begin(c);
	put_bytes(c, DAM "report.pdf", "dd", 5);
	commit_at(c, "2022-01-02");
	index_all(c);
	assert_int_equal(in_index(c, "турбин"), 0);
	assert_string_not_equal(snippet(c, "насос"), "");
	assert_int_equal(give_words(c, "шлюз\n", ""), 1);
	assert_string_not_equal(snippet(c, "шлюз"), "");
	assert_string_not_equal(snippet(c, "насос"), "");
}

static void words_of_a_file_that_changed_meanwhile_are_left_out(void **state)
{
	struct catalogue *c = *state;
	struct words_owed of = { 0 };
	fill(c);
	assert_int_equal(writer_words_owed(c->writer, 0, &c->arena, &of, &failure), 1);
	begin(c);
	put_bytes(c, of.path, "dd", 5);
	commit_at(c, "2022-01-02");
	OK(writer_put_words(c->writer, &of, "турбина\n", &failure));
	give_words(c, "", "");
	assert_string_equal(snippet(c, "турбина"), "");
}

static void a_text_that_changes_keeps_the_words_of_its_files(void **state)
{
	struct catalogue *c = *state;
	fill(c);
	give_words(c, "турбина\n", "насос\n");
	begin(c);
	put_item(c);
	put_bytes(c, DAM "report.pdf", "aa", 6);
	commit_at(c, "2022-01-02");
	give_words(c, "турбина\n", "");
	assert_string_not_equal(snippet(c, "турбина"), "");
	begin(c);
	put_item(c);
	commit_at(c, "2022-01-03");
	index_all(c);
	assert_string_not_equal(snippet(c, "турбина"), "");
	begin(c);
	KEEP_ONLY(c, "2022-01-04", "p/2020-02-02-other.ru.gmi");
	commit_at(c, "2022-01-04");
	index_all(c);
	assert_int_equal(in_index(c, "турбин"), 0);
	assert_int_equal(in_index(c, "плотин"), 0);
	assert_true(in_index(c, "школ") > 0);
}

static void words_of_all_files_of_an_item_are_bounded(void **state)
{
	struct catalogue *c = *state;
	char name[64], *many = xmalloc(300 << 10);
	fill(c);
	begin(c);
	for (int i = 0; i < 8; i++) {
		snprintf(name, sizeof name, DAM "part-%d.pdf", i);
		put_bytes(c, name, "ee", 0);
	}
	commit_at(c, "2022-01-02");
	memset(many, 'x', 256 << 10);
	strcpy(many + (256 << 10) - 8, " gondor");
	give_words(c, many, "насос\n");
	assert_int_equal(in_index(c, "gondor"), 2 * 3);
	assert_string_not_equal(snippet(c, "насос"), "");
	begin(c);
	KEEP_ONLY(c, "2022-01-04", "p/2020-02-02-other.ru.gmi");
	commit_at(c, "2022-01-04");
	assert_int_equal(in_index(c, "gondor"), 0);
	free(many);
}

static void long_words_are_indexed_in_several_steps(void **state)
{
	struct catalogue *c = *state;
	struct words_owed of = { 0 };
	char name[64], *many = xmalloc(1 << 20);
	bool left = false;
	memset(many, 'x', (1 << 20) - 8);
	many[(1 << 20) - 8] = 0;
	begin(c);
	for (int i = 0; i < 6; i++) {
		snprintf(name, sizeof name, "p/2020-01-01-n%d/index.ru.gmi", i);
		PUT(c, arena_strdup(&c->arena, name), "Отчёт");
		snprintf(name, sizeof name, "p/2020-01-01-n%d/report.pdf", i);
		put_bytes(c, name, "aa", 0);
	}
	commit_at(c, "2022-01-01");
	while (writer_words_owed(c->writer, of.file, &c->arena, &of, &failure) == 1)
		OK(writer_put_words(c->writer, &of, many, &failure));
	OK(writer_index_pending(c->writer, 4000, &left, &failure));
	assert_true(left);
	index_all(c);
	free(many);
}

static void what_is_kept_of_searches_ends_with_new_words_and_feeds_stay_as_they_are(void **state)
{
	struct catalogue *c = *state;
	int64_t before, after;
	bool owed;
	fill(c);
	OK(writer_feeds_written(c->writer, NULL, &failure));
	OK(catalog_version(writer_catalog(c->writer), &before, &failure));
	give_words(c, "турбина\n", "");
	OK(catalog_version(writer_catalog(c->writer), &after, &failure));
	assert_true(after != before);
	OK(writer_feeds_owed(c->writer, &owed, &failure));
	assert_false(owed);
}

static void the_digests_of_files_with_words_are_listed(void **state)
{
	struct catalogue *c = *state;
	const char **digests = NULL;
	size_t n = 0;
	fill(c);
	OK(writer_words_digests(c->writer, &c->arena, &digests, &n, &failure));
	assert_int_equal(n, 2);
}

#define T(f) cmocka_unit_test_setup_teardown(f, catalogue_set_up_in_memory, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(words_of_files_are_found_in_each_language),
		T(words_of_a_file_are_cut_as_its_language_has_it),
		T(words_that_tell_no_language_are_cut_as_that_of_the_item),
		T(what_the_item_says_itself_is_shown_from_there),
		T(an_item_is_indexed_again_when_the_last_of_its_files_is_read),
		T(words_go_with_their_file),
		T(of_a_file_that_is_replaced_the_old_words_go),
		T(words_of_a_file_that_changed_meanwhile_are_left_out),
		T(a_text_that_changes_keeps_the_words_of_its_files),
		T(words_of_all_files_of_an_item_are_bounded),
		T(long_words_are_indexed_in_several_steps),
		T(what_is_kept_of_searches_ends_with_new_words_and_feeds_stay_as_they_are),
		T(the_digests_of_files_with_words_are_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
