#include "catalog/export.h"

#include <string.h>

#include "catalog/facts.h"
#include "catalog/follow.h"
#include "catalog/writer_internal.h"
#include "unit/support/catalogue.h"

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD(format, program, more)                                                                          \
	"jarchy facts " format "\nprogram " program "\nsite s\nidentity i\n" more                            \
	"origin o\nnumber 7\nnow 9\n\n"

static enum export_state head_of(const char *text, struct export_head *h)
{
	return export_read_head(str_of(text), h, &failure);
}

static void the_head_says_whose_facts_they_are(void **state)
{
	struct export_head h;
	(void)state;
	assert_int_equal(head_of(HEAD("1", "0.0.1", "before a 3\nbefore b 5\n"), &h), EXPORT_GOOD);
	assert_true(str_is(h.origin.id, "o") && h.origin.number == 7 && h.now == 9);
	assert_int_equal(h.before_count, 2);
	assert_true(str_is(h.before[1].id, "b") && h.before[1].number == 5);
}

static void a_head_that_is_not_whole_is_none(void **state)
{
	static const char *const parts[] = { "", "jarchy", "jarchy facts ", "jarchy facts 1\n",
		"jarchy facts x\n", "jarchy facts 1\nprogram 0.0.1\nsite s\n", "SQLite format 3",
		"jarchy facts 1\nprogram 0.0.1\nsite s\nidentity i\norigin o\nnumber -7\n",
		"jarchy facts 1\nprogram 0.0.1\nsite s\nidentity i\norigin o\nnumber 99999999999999999999\n",
		"jarchy facts 1\nprogram 0.0.1\nsite s\nidentity i\norigin o\nbefore 3\n",
		"jarchy facts 1\nprogram 0.0.1\nsite s\nidentity \norigin o\n",
		"jarchy facts 1\nprogram 0.0.1\nsite s\nidentity i\norigin o\nother 1\n" };
	struct export_head h;
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		assert_int_equal(head_of(parts[i], &h), EXPORT_PART);
}

static void what_is_newer_is_said(void **state)
{
	struct export_head h;
	(void)state;
	assert_int_equal(head_of(HEAD("2", "0.0.1", ""), &h), EXPORT_NEWER);
	assert_non_null(strstr(failure.text, "upgrade this machine"));
	assert_int_equal(head_of(HEAD("1", "99.0", ""), &h), EXPORT_NEWER);
	assert_int_equal(head_of(HEAD("1", JARCHY_VERSION ".1", ""), &h), EXPORT_NEWER);
	assert_int_equal(head_of(HEAD("1", JARCHY_VERSION, ""), &h), EXPORT_GOOD);
}

/* --- all of it -------------------------------------------------------------------- */

/* An export with this list, and an image of one byte. */
static struct str whole(struct arena *a, const char *list, unsigned files)
{
	struct buf out;
	struct export_head h = { .program = STR("0.0.1"),
		.site = STR("s"),
		.identity = STR("i"),
		.origin = { STR("o"), 7 },
		.file_count = files,
		.list_bytes = strlen(list),
		.image_bytes = 1 };
	buf_init(&out, 1 << 20);
	export_put_head(&h, &out);
	buf_puts(&out, list);
	buf_puts(&out, "x");
	OK(export_put_end(&out, &failure));
	const char *copy = arena_str(a, buf_str(&out));
	struct str s = { copy, out.len };
	buf_release(&out);
	return s;
}

static void each_file_is_what_the_origin_took_it_for(void **state)
{
	struct arena a = { 0 };
	struct export e;
	(void)state;
	struct str bytes = whole(&a,
	    DIGEST "\titem\tp\t2025-01-01-made\ten\tid%09x\tp/Letter 1.gmi\n" DIGEST
	           "\titem\tp\t2025-01-02-a\ten\tid\tp/2025-01-02-a/index.en.gmi\n" DIGEST
	           "\tfile\tp\t2025-01-02-a\t\t\tp/2025-01-02-a/plan %25.pdf\n",
	    3);
	/* They are not in the order of their paths. */
	assert_int_equal(export_read(bytes, &e, &failure), EXPORT_NEWER);
	bytes = whole(&a,
	    DIGEST "\titem\tp\t2025-01-02-a\ten\tid\tp/2025-01-02-a/index.en.gmi\n" DIGEST
	           "\tfile\tp\t2025-01-02-a\t\t\tp/2025-01-02-a/plan %25.pdf\n" DIGEST
	           "\titem\tp\t2025-01-01-made\ten\tid%09x\tp/Letter 1.gmi\n",
	    3);
	assert_int_equal(export_read(bytes, &e, &failure), EXPORT_GOOD);
	assert_int_equal(e.file_count, 3);
	assert_true(e.files[0].name.bundle && !e.files[0].name.made);
	assert_string_equal(e.files[1].path, "p/2025-01-02-a/plan %.pdf");
	assert_true(str_is(e.files[1].name.file, "plan %.pdf"));
	assert_true(e.files[2].name.made);
	assert_string_equal(e.files[2].id, "id\tx");
	assert_true(str_is(e.image, "x"));
	export_release(&e);
	arena_release(&a);
}

static void a_list_that_leads_out_or_fits_no_rule_is_refused(void **state)
{
	static const char *const lists[] = {
		DIGEST "\titem\tp\t2025-01-02-a\ten\tid\t../2025-01-02-a.en.gmi\n",
		DIGEST "\titem\tp\t2025-01-02-a\ten\tid\t/p/2025-01-02-a.en.gmi\n",
		DIGEST "\titem\tp\t2025-01-02-a\ten\tid\tp//2025-01-02-a.en.gmi\n",
		DIGEST "\titem\tp\t2025-01-02-a\ten\t\tp/2025-01-02-a.en.gmi\n",
		DIGEST "\titem\tp\t2025-01-02-a\ten\tid%00\tp/2025-01-02-a.en.gmi\n",
		DIGEST "\titem\tp\t2025-01-02-a\ten\tid%4\tp/2025-01-02-a.en.gmi\n",
		DIGEST "\titem\tq\t2025-01-02-a\ten\tid\tp/2025-01-02-a.en.gmi\n",
		DIGEST "\tother\tp\t2025-01-02-a\ten\tid\tp/2025-01-02-a.en.gmi\n",
		DIGEST "\titem\tp\t2025-01-02-a\tid\tp/2025-01-02-a.en.gmi\n",
		"0123\titem\tp\t2025-01-02-a\ten\tid\tp/2025-01-02-a.en.gmi\n",
	};
	struct arena a = { 0 };
	struct export e;
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		assert_int_equal(export_read(whole(&a, lists[i], 1), &e, &failure), EXPORT_NEWER);
	assert_int_equal(export_read(whole(&a, "", 1), &e, &failure), EXPORT_NEWER);
	arena_release(&a);
}

static void a_copy_that_was_cut_or_changed_is_not_whole(void **state)
{
	struct arena a = { 0 };
	struct export e;
	(void)state;
	struct str good = whole(&a, "", 0);
	char *bad = arena_alloc(&a, good.n + 1);
	for (size_t i = 0; i < good.n; i++)
		assert_int_equal(export_read(str_sub(good, 0, i), &e, &failure), EXPORT_PART);
	for (size_t i = 0; i < good.n; i++) {
		memcpy(bad, good.p, good.n);
		bad[i] ^= 1;
		assert_int_not_equal(export_read((struct str){ bad, good.n }, &e, &failure), EXPORT_GOOD);
	}
	arena_release(&a);
}

/* --- two catalogues --------------------------------------------------------------- */

static struct writer *open_as(struct folder *f, bool follower)
{
	struct writer *w = writer_open(&(struct writer_options){ .folder = f->path,
	                                   .authority = "example.org",
	                                   .basis = "basis",
	                                   .follower = follower,
	                                   .exports = !follower },
	    &failure);
	assert_non_null(w);
	return w;
}

static void take(struct writer *from, struct writer *to, enum export_relation relation, int64_t lost)
{
	struct takeover t = { 0 };
	struct export e;
	struct buf bytes;
	buf_init(&bytes, EXPORT_BYTES_MAX);
	OK(writer_export(from, "site", &bytes, &failure));
	assert_int_equal(export_read(buf_str(&bytes), &e, &failure), EXPORT_GOOD);
	assert_int_equal(writer_relation(to, &e.head, &failure), relation);
	if (relation == EXPORT_NEXT)
		OK(writer_take_facts(to, &e, &t, &failure));
	assert_int_equal(t.ids, lost);
	export_release(&e);
	buf_release(&bytes);
}

static void mint(struct catalogue *c, const char *path)
{
	begin(c);
	PUT(c, path, path);
	commit_at(c, "2025-01-01");
}

static void a_follower_adds_nothing_to_the_facts(void **state)
{
	struct catalogue *c = *state;
	struct folder there;
	folder_init(&there);
	writer_close(c->writer);
	c->writer = open_as(&c->folder, false);
	mint(c, "water/2023-01-02-b.ru.gmi");
	struct writer *f = open_as(&there, true);
	take(c->writer, f, EXPORT_NEXT, 0);
	take(c->writer, f, EXPORT_HELD, 0);
	assert_int_equal(writer_number(f), writer_number(c->writer));
	OK(facts_begin(&f->facts, &failure));
	assert_false(facts_give(&f->facts, &(struct place){ "p", "s", "en" }, "id", &(struct marks){ 0 },
	    &(struct publication){ INSTANT_NONE, false }, &failure));
	facts_rollback(&f->facts);
	writer_close(f);
	folder_release(&there);
}

static void who_minted_them_last_is_followed_and_nobody_else(void **state)
{
	struct catalogue *c = *state;
	struct folder there, third;
	folder_init(&there);
	folder_init(&third);
	writer_close(c->writer);
	c->writer = open_as(&c->folder, false);
	mint(c, "water/2023-01-02-b.ru.gmi");
	struct writer *f = open_as(&there, true), *t = open_as(&third, true);
	take(c->writer, f, EXPORT_NEXT, 0);
	take(c->writer, t, EXPORT_NEXT, 0);
	writer_close(f);
	f = open_as(&there, false); /* promoted */
	take(f, t, EXPORT_NEXT, 0);
	take(c->writer, t, EXPORT_REPLACED, 0);
	/* The first one goes on alone, and then follows: what only it gave out is lost. */
	mint(c, "water/2023-01-03-c.ru.gmi");
	writer_close(c->writer);
	c->writer = open_as(&c->folder, true);
	take(f, c->writer, EXPORT_NEXT, 1);
	assert_int_equal(access(folder_path(&c->folder, "facts.db.replaced"), F_OK), 0);
	take(f, c->writer, EXPORT_HELD, 0);
	writer_close(f);
	writer_close(t);
	folder_release(&there);
	folder_release(&third);
}

static void facts_of_another_site_are_not_taken(void **state)
{
	struct catalogue *c = *state;
	struct folder there;
	folder_init(&there);
	writer_close(c->writer);
	c->writer = open_as(&c->folder, false);
	mint(c, "water/2023-01-02-b.ru.gmi");
	struct catalogue other = { .writer = open_as(&there, false) };
	problems_init(&other.problems);
	mint(&other, "water/2023-01-02-b.ru.gmi");
	writer_close(other.writer);
	other.writer = open_as(&there, true);
	take(c->writer, other.writer, EXPORT_FOREIGN, 0);
	writer_close(other.writer);
	problems_release(&other.problems);
	arena_release(&other.arena);
	folder_release(&there);
}

int main(void)
{
#define TEST(f) cmocka_unit_test(f)
#define TEST_ON_DISK(f) cmocka_unit_test_setup_teardown(f, catalogue_set_up, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_head_says_whose_facts_they_are),
		TEST(a_head_that_is_not_whole_is_none),
		TEST(what_is_newer_is_said),
		TEST(each_file_is_what_the_origin_took_it_for),
		TEST(a_list_that_leads_out_or_fits_no_rule_is_refused),
		TEST(a_copy_that_was_cut_or_changed_is_not_whole),
		TEST_ON_DISK(a_follower_adds_nothing_to_the_facts),
		TEST_ON_DISK(who_minted_them_last_is_followed_and_nobody_else),
		TEST_ON_DISK(facts_of_another_site_are_not_taken),
	};
	return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
