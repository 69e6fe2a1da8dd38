#include "unit/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"

static int packets[2], real_stderr;
static char line[8192];

/* In packet mode each read gives what one write gave, so this proves one write a line. */
static int catch_stderr(void **state)
{
	(void)state;
	real_stderr = dup(STDERR_FILENO);
	if (pipe2(packets, O_DIRECT | O_NONBLOCK | O_CLOEXEC) != 0)
		return -1;
	return dup2(packets[1], STDERR_FILENO) < 0;
}

static int give_stderr_back(void **state)
{
	(void)state;
	dup2(real_stderr, STDERR_FILENO);
	close(real_stderr);
	close(packets[0]);
	close(packets[1]);
	return 0;
}

/* What the last call wrote; "" when nothing. */
static const char *written(void)
{
	ssize_t n = read(packets[0], line, sizeof line - 1);
	line[n > 0 ? n : 0] = '\0';
	return line;
}

static void a_line_names_the_program_and_the_level(void **state)
{
	(void)state;
	log_error("no %s", "disk");
	assert_string_equal(written(), "jarchy: error: no disk\n");
	log_warning("few");
	assert_string_equal(written(), "jarchy: warning: few\n");
	log_info("started");
	assert_string_equal(written(), "jarchy: started\n");
}

static void lines_above_the_level_are_dropped(void **state)
{
	(void)state;
	log_debug("detail");
	assert_string_equal(written(), "");
	log_set_level(LOG_LEVEL_DEBUG);
	log_debug("detail");
	assert_string_equal(written(), "jarchy: detail\n");
	log_set_level(LOG_LEVEL_ERROR);
	log_warning("few");
	assert_string_equal(written(), "");
	log_set_level(LOG_LEVEL_INFO);
}

static void what_a_peer_sends_cannot_forge_a_line(void **state)
{
	(void)state;
	log_info("%s", "a\r\nb\t\x1b[31m\x7f\xc2\x85");
	assert_string_equal(written(), "jarchy: a\\x0d\\x0ab\\x09\\x1b[31m\\x7f\\xc2\\x85\n");
	log_info("%s", "\xff\xc0\xaf\xed\xa0\x80 \xd0");
	assert_string_equal(written(), "jarchy: \\xff\\xc0\\xaf\\xed\\xa0\\x80 \\xd0\n");
}

static void letters_of_any_script_pass(void **state)
{
	(void)state;
	log_info("%s", "Жаңылыктар — «новости» \xEF\xBF\xBD");
	assert_string_equal(written(), "jarchy: Жаңылыктар — «новости» \xEF\xBF\xBD\n");
}

static void a_long_text_is_cut_and_says_so(void **state)
{
	(void)state;
	char text[5000];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	log_info("%s", text);
	assert_true(strlen(written()) <= 4096);
	assert_non_null(strstr(line, "xx...\n"));
	memset(text, '\n', sizeof text - 1);
	log_info("%s", text);
	assert_true(strlen(written()) <= 4096);
	assert_non_null(strstr(line, "\\x0a...\n"));
}

static void a_cut_text_ends_in_a_whole_character(void **state)
{
	(void)state;
	char text[5000];
	for (size_t shift = 0; shift < 3; shift++) {
		memset(text, 'x', shift);
		for (size_t i = shift; i + 3 < sizeof text; i += 3)
			memcpy(text + i, "\xE2\x84\x96", 4);
		log_info("%s", text);
		assert_true(utf8_valid(str_of(written()), NULL));
		assert_null(strstr(line, "\\x"));
	}
}

static void logging_leaves_errno_alone(void **state)
{
	(void)state;
	errno = ENOSPC;
	log_info("%d", 1);
	assert_int_equal(errno, ENOSPC);
	written();
	close(STDERR_FILENO);
	log_info("nobody reads this");
	int after = errno;
	dup2(packets[1], STDERR_FILENO);
	assert_int_equal(after, ENOSPC);
}

static void the_name_of_the_process_stands_in_brackets(void **state)
{
	(void)state;
	log_set_name("worker 1");
	log_error("x");
	assert_string_equal(written(), "jarchy[worker 1]: error: x\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_names_the_program_and_the_level),
		cmocka_unit_test(lines_above_the_level_are_dropped),
		cmocka_unit_test(what_a_peer_sends_cannot_forge_a_line),
		cmocka_unit_test(letters_of_any_script_pass),
		cmocka_unit_test(a_long_text_is_cut_and_says_so),
		cmocka_unit_test(a_cut_text_ends_in_a_whole_character),
		cmocka_unit_test(logging_leaves_errno_alone),
		cmocka_unit_test(the_name_of_the_process_stands_in_brackets),
	};
	return cmocka_run_group_tests(tests, catch_stderr, give_stderr_back);
}
