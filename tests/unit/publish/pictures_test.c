#include "unit/support/test.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "publish/picture_wire.h"
#include "publish/pictures.h"

/* The asker, and the end at which the test is the process. */
static struct pictures *pictures;
static int process;
static struct arena arena;
static const struct file_stamp stamp = { 100, 5, 6, 7 }, later = { 101, 8, 9, 7 };
static const char **paths;
static size_t count;

static int open_pair(void **state)
{
	int pair[2];
	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair), 0);
	pictures = pictures_new(pair[0]);
	process = pair[1];
	return 0;
}

static int close_pair(void **state)
{
	(void)state;
	close(pictures_fd(pictures));
	close(process);
	pictures_free(pictures);
	arena_release(&arena);
	return 0;
}

static void turn(void)
{
	pictures_turn(pictures, &arena, &paths, &count);
}

/* What the process is asked; false: nothing. */
static bool asked(struct picture_request *q)
{
	turn();
	return read(process, q, sizeof *q) == (ssize_t)sizeof *q;
}

static void say(uint64_t number, const struct file_stamp *s, enum picture_state picture)
{
	struct picture_answer a = { .number = number,
		.size = s->size,
		.mtime_ns = s->mtime_ns,
		.picture = { .state = picture, .width = 10 } };
	assert_int_equal(write(process, &a, sizeof a), sizeof a);
}

static bool find_it(const char *path, const struct file_stamp *s, struct picture *out)
{
	return pictures_find(pictures, path, s, false, out);
}

static void a_picture_is_known_when_the_process_has_answered(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	assert_false(find_it("w/a/1.jpg", &stamp, &p));
	assert_true(pictures_waits_in(pictures, "w/a/"));
	assert_false(pictures_waits_in(pictures, "w/b/"));
	assert_true(asked(&q));
	assert_string_equal(q.path, "w/a/1.jpg");
	say(q.number, &stamp, PICTURE_READY);
	turn();
	assert_int_equal(count, 1);
	assert_string_equal(paths[0], "w/a/1.jpg");
	assert_true(pictures_has_news(pictures, "w/a/1.jpg"));
	assert_false(pictures_waits_in(pictures, "w/a/"));
	assert_true(find_it("w/a/1.jpg", &stamp, &p));
	assert_int_equal(p.width, 10);
	pictures_settle(pictures);
	assert_false(pictures_has_news(pictures, "w/a/1.jpg"));
	assert_false(find_it("w/a/1.jpg", &stamp, &p));
}

static void a_text_waits_for_all_pictures_beside_it_and_for_no_others(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	find_it("w/a/1.jpg", &stamp, &p);
	find_it("w/a/2.jpg", &stamp, &p);
	find_it("w/ab/3.jpg", &stamp, &p);
	pictures_hold(pictures, "w/a/index.ru.gmi");
	pictures_hold(pictures, "w/a/index.ru.gmi");
	assert_true(asked(&q));
	assert_string_equal(q.path, "w/a/1.jpg");
	say(q.number, &stamp, PICTURE_READY);
	assert_true(asked(&q));
	assert_int_equal(count, 0);
	assert_string_equal(q.path, "w/a/2.jpg");
	say(q.number, &stamp, PICTURE_FAILED);
	turn();
	assert_int_equal(count, 3);
	assert_string_equal(paths[2], "w/a/index.ru.gmi");
	turn();
	assert_int_equal(count, 0);
}

static void one_picture_at_a_time_is_at_the_process_in_the_order_of_asking(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	find_it("w/z/1.jpg", &stamp, &p);
	find_it("w/a/1.jpg", &stamp, &p);
	assert_true(asked(&q));
	assert_string_equal(q.path, "w/z/1.jpg");
	assert_false(asked(&q));
	say(q.number + 7, &stamp, PICTURE_READY);
	assert_false(asked(&q));
}

static void a_picture_at_which_the_process_dies_twice_is_given_up(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	find_it("w/a/1.jpg", &stamp, &p);
	for (int i = 0; i < PICTURES_TRIES; i++) {
		assert_true(asked(&q));
		assert_string_equal(q.path, "w/a/1.jpg");
		say(0, &stamp, PICTURE_NONE);
	}
	turn();
	assert_int_equal(count, 1);
	assert_true(find_it("w/a/1.jpg", &stamp, &p));
	assert_int_equal(p.state, PICTURE_FAILED);
	assert_int_equal(p.fault, FAULT_FORMAT);
}

static void a_new_process_is_asked_and_nothing_is_blamed_on_what_was_not_asked(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	say(0, &stamp, PICTURE_NONE);
	say(0, &stamp, PICTURE_NONE);
	find_it("w/a/1.jpg", &stamp, &p);
	assert_true(asked(&q));
	say(q.number, &stamp, PICTURE_READY);
	turn();
	assert_true(find_it("w/a/1.jpg", &stamp, &p));
	assert_int_equal(p.state, PICTURE_READY);
}

static void an_answer_about_another_file_of_that_name_is_none(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	find_it("w/a/1.jpg", &stamp, &p);
	assert_true(asked(&q));
	say(q.number, &later, PICTURE_READY);
	turn();
	assert_false(find_it("w/a/1.jpg", &stamp, &p));
	assert_true(pictures_waits_in(pictures, "w/a/"));
	/* The scan sees the new one. */
	assert_false(find_it("w/a/1.jpg", &later, &p));
	assert_true(asked(&q));
	say(q.number, &later, PICTURE_READY);
	turn();
	assert_true(find_it("w/a/1.jpg", &later, &p));
}

/* A folder that was moved away and back has the files that it had, with the stamps that they had. */
static void a_file_that_was_away_is_asked_for_again_when_it_is_back(void **state)
{
	(void)state;
	const struct file_stamp none = { 0 };
	struct picture_request q;
	struct picture p;
	assert_false(pictures_find(pictures, "w/a/1.jpg", &stamp, true, &p));
	assert_true(asked(&q));
	say(q.number, &none, PICTURE_WAITING);
	assert_false(asked(&q));
	assert_false(find_it("w/a/1.jpg", &stamp, &p));
	assert_false(find_it("w/a/1.jpg", &stamp, &p));
	assert_true(asked(&q));
	assert_true(q.full);
	say(q.number, &stamp, PICTURE_READY);
	assert_false(asked(&q));
	assert_true(find_it("w/a/1.jpg", &stamp, &p));
}

static void what_cannot_be_true_is_not_taken(void **state)
{
	(void)state;
	const struct picture lies[] = {
		{ .state = (enum picture_state)9 },
		{ .state = PICTURE_READY, .form = PICTURE_FORM_COUNT },
		{ .state = PICTURE_READY, .form = (enum picture_form) - 1 },
		{ .state = PICTURE_WAITING, .fault = FAULT_COUNT },
		{ .state = PICTURE_READY, .width = PICTURE_PIXELS_MAX + 1 },
		{ .state = PICTURE_READY, .digest = "../../facts" },
		{ .state = PICTURE_READY, .full_size = -1 },
	};
	for (size_t i = 0; i <= ARRAY_SIZE(lies); i++) {
		struct picture_request q;
		struct picture p;
		find_it("w/a/1.jpg", &stamp, &p);
		assert_true(asked(&q));
		struct picture_answer a = {
			.number = q.number, .size = stamp.size, .mtime_ns = stamp.mtime_ns
		};
		a.picture = i < ARRAY_SIZE(lies) ? lies[i] : (struct picture){ .state = PICTURE_READY };
		if (i == ARRAY_SIZE(lies)) /* without an end */
			memset(a.picture.digest, 'a', sizeof a.picture.digest);
		assert_int_equal(write(process, &a, sizeof a), sizeof a);
		turn();
		assert_true(find_it("w/a/1.jpg", &stamp, &p));
		assert_int_equal(p.state, PICTURE_FAILED);
		pictures_settle(pictures);
	}
}

static void the_whole_that_is_wanted_later_is_asked_for(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	find_it("w/a/1.jpg", &stamp, &p);
	assert_true(asked(&q));
	assert_false(q.full);
	say(q.number, &stamp, PICTURE_READY);
	turn();
	assert_false(pictures_find(pictures, "w/a/1.jpg", &stamp, true, &p));
	assert_true(asked(&q));
	assert_true(q.full);
}

/* --- words of files --------------------------------------------------------------------------- */

static bool take_words(int64_t *number, enum picture_state *answer)
{
	struct picture p = { 0 };
	bool taken = pictures_take_words(pictures, number, &p);
	*answer = p.state;
	return taken;
}

static void one_file_at_a_time_is_read_and_no_text_waits_for_it(void **state)
{
	(void)state;
	struct picture_request q;
	enum picture_state answer;
	int64_t number;
	assert_true(pictures_can_read(pictures));
	pictures_read(pictures, 7, "w/a/report.pdf", &stamp);
	assert_false(pictures_can_read(pictures));
	assert_true(pictures_reads(pictures));
	assert_false(pictures_waits_in(pictures, "w/a/"));
	pictures_wait(pictures, -1);
	assert_true(asked(&q));
	assert_true(q.words);
	assert_string_equal(q.path, "w/a/report.pdf");
	assert_false(take_words(&number, &answer));
	say(q.number, &stamp, PICTURE_READY);
	turn();
	assert_int_equal(count, 0);
	assert_true(pictures_has_words(pictures));
	assert_true(take_words(&number, &answer));
	assert_int_equal(number, 7);
	assert_int_equal(answer, PICTURE_READY);
	assert_false(take_words(&number, &answer));
	assert_true(pictures_can_read(pictures));
}

static void pictures_are_made_before_files_are_read(void **state)
{
	(void)state;
	struct picture_request q;
	struct picture p;
	enum picture_state answer;
	int64_t number;
	find_it("w/a/1.jpg", &stamp, &p);
	turn();
	pictures_read(pictures, 7, "w/a/report.pdf", &stamp);
	find_it("w/a/2.jpg", &stamp, &p);
	assert_true(asked(&q));
	say(q.number, &stamp, PICTURE_READY);
	assert_true(asked(&q));
	assert_string_equal(q.path, "w/a/2.jpg");
	say(q.number, &stamp, PICTURE_READY);
	assert_true(asked(&q));
	assert_true(q.words);
	say(q.number, &later, PICTURE_READY);
	/* It is another file by now. */
	assert_true(take_words(&number, &answer));
	assert_int_equal(answer, PICTURE_WAITING);
}

static void a_file_at_which_the_process_dies_twice_is_not_read(void **state)
{
	(void)state;
	struct picture_request q;
	enum picture_state answer;
	int64_t number;
	pictures_read(pictures, 7, "w/a/report.pdf", &stamp);
	for (int i = 0; i < PICTURES_TRIES; i++) {
		assert_true(asked(&q));
		say(0, &stamp, PICTURE_NONE);
	}
	assert_true(take_words(&number, &answer));
	assert_int_equal(answer, PICTURE_FAILED);
}

static void where_there_is_no_process_no_file_is_read(void **state)
{
	(void)state;
	enum picture_state answer;
	int64_t number;
	pictures_read(pictures, 7, "w/a/report.pdf", &stamp);
	assert_false(pictures_wait_for_words(pictures, 0, -1));
	assert_false(pictures_wait_for_words(pictures, 100000, open("/dev/null", O_RDONLY)));
	shutdown(process, SHUT_RDWR);
	assert_true(pictures_wait_for_words(pictures, -1, -1));
	assert_true(take_words(&number, &answer));
	assert_int_equal(answer, PICTURE_WAITING);
	assert_false(pictures_can_read(pictures));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_picture_is_known_when_the_process_has_answered, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    a_text_waits_for_all_pictures_beside_it_and_for_no_others, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    one_picture_at_a_time_is_at_the_process_in_the_order_of_asking, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    a_picture_at_which_the_process_dies_twice_is_given_up, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    a_new_process_is_asked_and_nothing_is_blamed_on_what_was_not_asked, open_pair,
		    close_pair),
		cmocka_unit_test_setup_teardown(
		    an_answer_about_another_file_of_that_name_is_none, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    a_file_that_was_away_is_asked_for_again_when_it_is_back, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(what_cannot_be_true_is_not_taken, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    the_whole_that_is_wanted_later_is_asked_for, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    one_file_at_a_time_is_read_and_no_text_waits_for_it, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    pictures_are_made_before_files_are_read, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    a_file_at_which_the_process_dies_twice_is_not_read, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(
		    where_there_is_no_process_no_file_is_read, open_pair, close_pair),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
