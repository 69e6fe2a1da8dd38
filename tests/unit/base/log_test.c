#include "unit/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
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

/* The line after its time, which must be one of today's form. */
static const char *after_time(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00.000Z";
	for (size_t i = 0; form[i]; i++)
		assert_true(form[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == form[i]);
	return text + sizeof form - 1;
}

static void a_line_for_a_file_has_time_and_level(void **state)
{
	(void)state;
	log_set_form(LOG_TIMED);
	log_info("started");
	assert_string_equal(after_time(written()), " jarchy: info: started\n");
	log_text(LOG_LEVEL_ERROR, "jarchy.conf:%d: wrong\x01", 3);
	assert_string_equal(after_time(written()), " jarchy: error: jarchy.conf:3: wrong\\x01\n");
	log_set_form(LOG_PLAIN);
}

static void a_line_for_the_journal_begins_with_its_priority(void **state)
{
	(void)state;
	log_set_form(LOG_JOURNAL);
	log_error("x");
	assert_string_equal(written(), "<3>x\n");
	log_warning("x");
	assert_string_equal(written(), "<4>x\n");
	log_info("x");
	assert_string_equal(written(), "<6>x\n");
	log_set_form(LOG_PLAIN);
}

static void a_line_of_json_is_valid_for_any_bytes(void **state)
{
	(void)state;
	char text[5000];
	log_set_form(LOG_JSON);
	log_warning("%s", "a \"b\" \\ \xff \n \xd0\xb6");
	assert_true(str_starts(str_of(written()), "{\"time\":\""));
	assert_string_equal(after_time(line + 9),
	    "\",\"level\":\"warning\",\"process\":\"supervisor\",\"message\":\"a \\\"b\\\" \\\\ \\\\xff "
	    "\\\\x0a \xd0\xb6\"}\n");
	memset(text, '\xff', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	log_info("%s", text);
	assert_true(strlen(written()) <= 4096);
	assert_non_null(strstr(line, "\\\\xff...\"}\n"));
	log_set_form(LOG_PLAIN);
}

static void the_form_is_that_of_where_lines_go(void **state)
{
	struct stat st;
	char own[64];
	(void)state;
	fstat(STDERR_FILENO, &st);
	snprintf(own, sizeof own, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
	assert_int_equal(log_form_for(true), LOG_JSON);
	assert_int_equal(log_form_for(false), LOG_TIMED);
	setenv("JOURNAL_STREAM", "1:1", 1); /* of whoever started this one */
	assert_int_equal(log_form_for(false), LOG_TIMED);
	setenv("JOURNAL_STREAM", own, 1);
	assert_int_equal(log_form_for(false), LOG_JOURNAL);
	unsetenv("JOURNAL_STREAM");
}

static void a_quiet_program_says_what_is_wrong_at_any_level(void **state)
{
	(void)state;
	int status = 1;
	pid_t pid = fork();
	if (pid > 0) {
		waitpid(pid, &status, 0);
		assert_int_equal(status, 0);
		return;
	}
	log_quieten(); /* there is no way back */
	log_set_level(LOG_LEVEL_DEBUG);
	log_info("x");
	assert_string_equal(written(), "");
	log_warning("x");
	assert_string_equal(written(), "jarchy: warning: x\n");
	_exit(0);
}

static void the_name_of_the_process_stands_in_brackets(void **state)
{
	(void)state;
	log_set_name("worker 1");
	log_error("x");
	assert_string_equal(written(), "jarchy[worker 1]: error: x\n");
}

/* In a process of its own, since there is no way back from not waiting: logs more than ends[1] takes, reads all, logs again. */
static void drop_lines(const int ends[2])
{
	static char all[1 << 20];
	size_t n = 0;
	dup2(ends[1], STDERR_FILENO);
	alarm(20); /* should it wait */
	log_never_wait();
	for (int i = 0; i < 5000; i++)
		log_info("%0200d", i);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	for (ssize_t got; (got = read(ends[0], all + n, sizeof all - 1 - n)) > 0;)
		n += (size_t)got;
	unsigned long whole = 0, dropped = 0;
	for (size_t i = 0; i < n; i++)
		whole += all[i] == '\n';
	log_info("after");
	n = 0;
	for (ssize_t got; (got = read(ends[0], all + n, sizeof all - 1 - n)) > 0;)
		n += (size_t)got;
	all[n] = 0;
	bool said = sscanf(all, "jarchy[worker 1]: warning: %lu lines were dropped here", &dropped) == 1;
	_exit(said && whole > 0 && whole + dropped == 5000 && strstr(all, "\njarchy[worker 1]: after\n") ? 0
	                                                                                                 : 1);
}

static void lines_that_nobody_takes_are_dropped_and_counted(void **state)
{
	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		int ends[2], status;
		int made = kind == 0   ? pipe2(ends, O_CLOEXEC)
		           : kind == 1 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)
		                       : socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
		assert_int_equal(made, 0);
		pid_t pid = fork();
		if (pid == 0)
			drop_lines(ends);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		close(ends[0]);
		close(ends[1]);
	}
}

/* What others write to the same place waits as before. */
static void only_this_process_stops_waiting(void **state)
{
	(void)state;
	int ends[2], status;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		log_never_wait();
		log_info("one");
		_exit(fcntl(STDERR_FILENO, F_GETFL) & O_NONBLOCK ? 1 : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(ends[0]);
	close(ends[1]);
}

static void a_line_for_a_person_has_no_name_before_it(void **state)
{
	(void)state;
	log_text(LOG_LEVEL_ERROR, "%s:%d: wrong", "jarchy.conf", 3);
	assert_string_equal(written(), "jarchy.conf:3: wrong\n");
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
		cmocka_unit_test(a_line_for_a_file_has_time_and_level),
		cmocka_unit_test(a_line_for_the_journal_begins_with_its_priority),
		cmocka_unit_test(a_line_of_json_is_valid_for_any_bytes),
		cmocka_unit_test(the_form_is_that_of_where_lines_go),
		cmocka_unit_test(a_quiet_program_says_what_is_wrong_at_any_level),
		cmocka_unit_test(the_name_of_the_process_stands_in_brackets),
		cmocka_unit_test(a_line_for_a_person_has_no_name_before_it),
		cmocka_unit_test(lines_that_nobody_takes_are_dropped_and_counted),
		cmocka_unit_test(only_this_process_stops_waiting),
	};
	return cmocka_run_group_tests(tests, catch_stderr, give_stderr_back);
}
