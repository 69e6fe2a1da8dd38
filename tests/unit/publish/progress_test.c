#include "unit/support/test.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/log.h"
#include "lang/message.h"
#include "publish/progress.h"

static int64_t now;

static int64_t our_clock(void)
{
	return now;
}

/* Where the work writes, and where the test reads that. */
struct ends {
	int near, far;
};

static struct ends open_terminal(unsigned short columns)
{
	struct ends e = { .far = posix_openpt(O_RDWR | O_NOCTTY) };
	struct winsize w = { .ws_col = columns, .ws_row = 24 };
	struct termios t;
	assert_true(e.far >= 0 && grantpt(e.far) == 0 && unlockpt(e.far) == 0);
	e.near = open(ptsname(e.far), O_RDWR | O_NOCTTY);
	assert_true(e.near >= 0);
	assert_int_equal(tcgetattr(e.near, &t), 0);
	cfmakeraw(&t);
	assert_int_equal(tcsetattr(e.near, TCSANOW, &t), 0);
	assert_int_equal(ioctl(e.near, TIOCSWINSZ, &w), 0);
	fcntl(e.far, F_SETFL, O_NONBLOCK);
	return e;
}

static struct ends open_pipe(void)
{
	int ends[2];
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	return (struct ends){ .near = ends[1], .far = ends[0] };
}

static void close_ends(struct ends e)
{
	close(e.near);
	close(e.far);
}

/* What was written since the last time: up to a byte that is written after it, since a terminal passes bytes on later. */
static const char *written(struct ends e)
{
	static char text[4096];
	size_t n = 0;
	struct pollfd far = { .fd = e.far, .events = POLLIN };
	assert_int_equal(write(e.near, "\4", 1), 1);
	do {
		assert_int_equal(poll(&far, 1, 60000), 1);
		ssize_t more = read(e.far, text + n, sizeof text - 1 - n);
		assert_true(more > 0);
		n += (size_t)more;
	} while (text[n - 1] != '\4');
	text[n - 1] = 0;
	return text;
}

/* The first moment in which there is something to say. */
static void read_for_a_second(struct progress *p, struct ends e)
{
	now = 0;
	progress_init(p, e.near, our_clock);
	progress_step(p, PROGRESS_READING, 30000);
	now = 1000;
	progress_at(p, 9000);
}

static void quick_work_says_nothing(void **state)
{
	(void)state;
	struct ends all[] = { open_terminal(80), open_pipe() };
	for (size_t i = 0; i < 2; i++) {
		struct progress p;
		now = 5000;
		progress_init(&p, all[i].near, our_clock);
		progress_step(&p, PROGRESS_READING, 100);
		for (size_t k = 1; k <= 100; k++) {
			now += 9;
			progress_at(&p, k);
		}
		progress_step(&p, PROGRESS_FEEDS, 0);
		progress_end(&p);
		assert_string_equal(written(all[i]), "");
		close_ends(all[i]);
	}
}

static void a_terminal_has_one_line_that_is_taken_away(void **state)
{
	(void)state;
	struct ends e = open_terminal(80);
	struct progress p;
	read_for_a_second(&p, e);
	assert_string_equal(written(e), "\rreading: 9000 of 30000 files, 9000 a second\r");
	now = 1099;
	progress_at(&p, 9500);
	assert_string_equal(written(e), "");
	now = 2000;
	progress_at(&p, 9);
	assert_string_equal(written(e), "\rreading: 9 of 30000 files, 4 a second      \r");
	progress_step(&p, PROGRESS_FEEDS, 0);
	assert_string_equal(written(e), "\r                                     \r\rwriting feeds\r");
	now = 3000;
	progress_at(&p, 70);
	assert_string_equal(written(e), "\rwriting feeds: 70 documents, 70 a second\r");
	progress_end(&p);
	const char *text = written(e);
	assert_int_equal(strspn(text, "\r "), strlen(text));
	assert_true(strlen(text) > 40);
	progress_end(&p);
	assert_string_equal(written(e), "");
	close_ends(e);
}

static void no_line_is_wider_than_the_terminal(void **state)
{
	(void)state;
	struct ends e = open_terminal(20);
	struct progress p;
	read_for_a_second(&p, e);
	assert_string_equal(written(e), "\rreading: 9000 of 30\r");
	/* Also when it was made narrower meanwhile. */
	struct winsize w = { .ws_col = 8, .ws_row = 24 };
	assert_int_equal(ioctl(e.near, TIOCSWINSZ, &w), 0);
	now = 2000;
	progress_at(&p, 9500);
	assert_string_equal(written(e), "\rreading\r");
	close_ends(e);
}

static void a_line_of_letters_of_two_bytes_fits_the_terminal_and_covers_the_last(void **state)
{
	(void)state;
	struct ends e = open_terminal(20);
	struct progress p;
	message_speak(lang_messages("ru"));
	read_for_a_second(&p, e);
	assert_string_equal(written(e), "\rчтение файлов: 9000\r");
	assert_int_equal(p.width, 19);
	progress_step(&p, PROGRESS_FEEDS, 0);
	assert_string_equal(written(e), "\r                   \r\rзапись лент\r");
	assert_int_equal(p.width, 11);
	progress_end(&p);
	assert_string_equal(written(e), "\r           \r");
	message_speak(NULL);
	close_ends(e);
}

static void elsewhere_each_step_is_one_line(void **state)
{
	(void)state;
	struct ends e = open_pipe();
	struct progress p;
	int kept = dup(STDERR_FILENO);
	now = 0;
	progress_init(&p, e.near, our_clock);
	assert_true(dup2(e.near, STDERR_FILENO) >= 0);
	progress_step(&p, PROGRESS_READING, 30000);
	now = 2500;
	progress_at(&p, 30000);
	progress_step(&p, PROGRESS_FEEDS, 0);
	now = 2600;
	progress_at(&p, 7);
	progress_end(&p);
	dup2(kept, STDERR_FILENO);
	close(kept);
	assert_string_equal(written(e), "jarchy: reading: 30000 of 30000 files, 12000 a second (2.5 s)\n"
	                                "jarchy: writing feeds: 7 documents, 70 a second (0.1 s)\n");
	close_ends(e);
}

static void a_quiet_log_has_none_of_it(void **state)
{
	(void)state;
	struct ends all[] = { open_terminal(80), open_pipe() };
	log_set_level(LOG_LEVEL_WARNING);
	for (size_t i = 0; i < 2; i++) {
		struct progress p;
		now = 0;
		progress_init(&p, all[i].near, our_clock);
		progress_step(&p, PROGRESS_READING, 100);
		now = 5000;
		progress_at(&p, 50);
		progress_end(&p);
		assert_string_equal(written(all[i]), "");
		close_ends(all[i]);
	}
	log_set_level(LOG_LEVEL_INFO);
}

static void work_without_anybody_who_waits_is_done_as_well(void **state)
{
	(void)state;
	progress_step(NULL, PROGRESS_READING, 1);
	progress_at(NULL, 1);
	progress_end(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quick_work_says_nothing),
		cmocka_unit_test(a_terminal_has_one_line_that_is_taken_away),
		cmocka_unit_test(no_line_is_wider_than_the_terminal),
		cmocka_unit_test(a_line_of_letters_of_two_bytes_fits_the_terminal_and_covers_the_last),
		cmocka_unit_test(elsewhere_each_step_is_one_line),
		cmocka_unit_test(a_quiet_log_has_none_of_it),
		cmocka_unit_test(work_without_anybody_who_waits_is_done_as_well),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
