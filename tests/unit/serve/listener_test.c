#include "serve/listener.h"

#include <event2/event.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unit/support/test.h"

enum { LOOP_MS = 350 };

struct crowd {
	struct serve_counters counters;
	size_t open, woken, accepted;
};

static void on_woken(void *arg)
{
	((struct crowd *)arg)->woken++;
}

static void on_accepted(
    void *arg, int fd, const union peer_address *peer, const struct serve_listener *socket)
{
	(void)peer;
	(void)socket;
	((struct crowd *)arg)->accepted++;
	close(fd);
}

/* What a listener does in a moment of the loop. */
static void run(struct crowd *c, int fd)
{
	const struct timeval moment = { 0, LOOP_MS * 1000 };
	struct event_base *base = event_base_new();
	struct listeners all = { .base = base,
		.counters = &c->counters,
		.open = &c->open,
		.woken = on_woken,
		.accepted = on_accepted,
		.arg = c,
		.reserve = -1 };
	OK(listeners_init(
	    &all, &(struct serve_listener){ .fd = fd, .service = SERVICE_GOPHER }, 1, &failure));
	listeners_start(&all);
	event_base_loopexit(base, &moment);
	event_base_dispatch(base);
	listeners_release(&all);
	event_base_free(base);
}

static void a_socket_that_cannot_accept_does_not_make_the_loop_spin(void **state)
{
	struct crowd c = { .open = 0 };
	/* A socket that does not listen is reported readable all the time, and accept says EINVAL. */
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	(void)state;
	run(&c, fd);
	close(fd);
	assert_int_equal(c.accepted, 0);
	assert_true(c.woken >= 1);
	assert_true(c.woken <= LOOP_MS / 100 + 1);
}

static void a_descriptor_that_is_no_socket_does_not_make_the_loop_spin(void **state)
{
	struct crowd c = { .open = 0 };
	int ends[2];
	(void)state;
	assert_int_equal(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	run(&c, ends[0]);
	close(ends[0]);
	close(ends[1]);
	assert_true(c.woken >= 1);
	assert_true(c.woken <= LOOP_MS / 100 + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_socket_that_cannot_accept_does_not_make_the_loop_spin),
		cmocka_unit_test(a_descriptor_that_is_no_socket_does_not_make_the_loop_spin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
