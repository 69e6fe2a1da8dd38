#include "daemon/trial.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "unit/support/descriptors.h"

static struct trial trial;
static struct buf out;

static int begin(void **state)
{
	(void)state;
	buf_init(&out, TRIAL_OUT_MAX);
	return 0;
}

static int end(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static int wait_for_it(void)
{
	int status;
	assert_int_equal(waitpid(trial.pid, &status, 0), trial.pid);
	trial_end(&trial, &out);
	return status;
}

static int write_much(void *arg, int fd)
{
	struct buf b;
	(void)arg;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 100000; i++)
		buf_add_char(&b, 'x');
	return file_write_all(fd, buf_str(&b)) ? 7 : 1;
}

static void what_it_writes_and_returns_arrives(void **state)
{
	(void)state;
	size_t before = descriptors();
	OK(trial_start(&trial, write_much, NULL, &failure));
	int status = wait_for_it();
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
	assert_int_equal(out.len, 100000);
	assert_int_equal(descriptors(), before);
	assert_int_equal(trial.pid, 0);
}

/* The supervisor blocks its signals; a process with SIGTERM blocked could not be ended. */
static int look_at_signals(void *arg, int fd)
{
	sigset_t now;
	(void)arg;
	(void)fd;
	sigprocmask(SIG_SETMASK, NULL, &now);
	return sigismember(&now, SIGTERM) || getpgrp() != getpid();
}

static void it_has_no_blocked_signals_and_a_group_of_its_own(void **state)
{
	(void)state;
	sigset_t all, old;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	bool started = trial_start(&trial, look_at_signals, NULL, &failure);
	sigprocmask(SIG_SETMASK, &old, NULL);
	assert_true(started);
	assert_int_equal(wait_for_it(), 0);
}

/* It starts another one, which holds the end of the pipe open as long as it lives. */
_Noreturn static int hang(void *arg, int fd)
{
	(void)arg;
	(void)fd;
	fork();
	for (;;)
		pause();
}

static void when_the_time_is_up_it_is_killed_with_all_that_it_started(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	OK(trial_start(&trial, hang, NULL, &failure));
	close(ends[1]);
	assert_true(trial_left(&trial) > 0);
	trial.until = 0;
	assert_int_equal(trial_left(&trial), -1);
	assert_true(trial.timed_out);
	assert_true(WIFSIGNALED(wait_for_it()));
	struct pollfd p = { .fd = ends[0], .events = POLLIN };
	assert_int_equal(poll(&p, 1, 20000), 1); /* nobody holds the other end any more */
	close(ends[0]);
}

static void without_one_there_is_nothing_to_wait_for(void **state)
{
	(void)state;
	struct trial none = { 0 };
	assert_int_equal(trial_left(&none), -1);
	trial_give_up(&none);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_it_writes_and_returns_arrives),
		TEST(it_has_no_blocked_signals_and_a_group_of_its_own),
		TEST(when_the_time_is_up_it_is_killed_with_all_that_it_started),
		TEST(without_one_there_is_nothing_to_wait_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
