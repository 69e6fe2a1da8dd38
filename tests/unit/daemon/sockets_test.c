#include "daemon/sockets.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <sys/resource.h>

#include "unit/support/descriptors.h"

/* A configuration that listens on these ports of 127.0.0.1, for Gemini, then for Gopher, and so on. */
static struct config listening(unsigned workers, const unsigned *ports, size_t n)
{
	struct config c = { .workers = workers, .listen_count = n };
	for (size_t i = 0; i < n; i++)
		c.listen[i] = (struct listen_address){
			.service = (enum service)i, .host = "127.0.0.1", .port = ports[i]
		};
	return c;
}

static struct config on(unsigned workers, unsigned port)
{
	return listening(workers, &port, 1);
}

static void one_socket_a_slot_shares_the_port_that_the_system_chose(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets s;
	struct config c = on(3, 0);
	OK(sockets_open(&s, &c, NULL, &failure));
	assert_int_equal(descriptors(), before + 3);
	assert_int_equal(s.n, 1);
	assert_int_not_equal(c.listen[0].port, 0);
	for (unsigned k = 0; k < 3; k++)
		assert_int_equal(port_of(s.v[0].fds[k]), c.listen[0].port);
	char text[80];
	snprintf(text, sizeof text, "127.0.0.1:%u", c.listen[0].port);
	assert_string_equal(s.v[0].text, text);
	assert_true(can_connect(c.listen[0].port));

	sockets_close(&s);
	assert_int_equal(descriptors(), before);
	assert_false(can_connect(c.listen[0].port));
}

/* 192.0.2.0/24 is for documentation (RFC 5737): no machine has an address of it. */
static void an_address_that_comes_later_is_listened_on_already(void **state)
{
	(void)state;
	struct sockets s;
	struct config c = on(2, 0);
	strcpy(c.listen[0].host, "192.0.2.77");
	OK(sockets_open(&s, &c, NULL, &failure));
	assert_true(s.v[0].early);
	assert_true(str_starts(str_of(s.v[0].text), "192.0.2.77:"));
	for (unsigned k = 0; k < 2; k++)
		assert_int_equal(port_of(s.v[0].fds[k]), c.listen[0].port);
	sockets_close(&s);
	strcpy(c.listen[0].host, "2001:db8::77");
	if (sockets_open(&s, &c, NULL, &failure)) { /* where there is IPv6 */
		assert_true(s.v[0].early);
		sockets_close(&s);
	}
}

static void sockets_are_not_inherited_by_programs_and_never_block(void **state)
{
	(void)state;
	struct sockets s;
	struct config c = on(2, 0);
	OK(sockets_open(&s, &c, NULL, &failure));
	for (unsigned k = 0; k < 2; k++) {
		assert_true(fcntl(s.v[0].fds[k], F_GETFD) & FD_CLOEXEC);
		assert_true(fcntl(s.v[0].fds[k], F_GETFL) & O_NONBLOCK);
	}
	sockets_close(&s);
}

static void the_same_address_is_taken_over(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets old, fresh;
	struct config c = on(2, 0);
	OK(sockets_open(&old, &c, NULL, &failure));
	int first = old.v[0].fds[0], second = old.v[0].fds[1];
	OK(sockets_open(&fresh, &c, &old, &failure));
	sockets_take_over(&fresh, &old);
	assert_int_equal(old.n, 0);
	assert_int_equal(fresh.v[0].fds[0], first);
	assert_int_equal(fresh.v[0].fds[1], second);
	assert_int_equal(descriptors(), before + 2);
	assert_true(can_connect(c.listen[0].port));
	sockets_close(&fresh);
	assert_int_equal(descriptors(), before);
}

static void more_slots_get_sockets_and_fewer_lose_theirs(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets two, four, one;
	struct config c = on(2, 0);
	OK(sockets_open(&two, &c, NULL, &failure));
	int first = two.v[0].fds[0];
	c.workers = 4;
	OK(sockets_open(&four, &c, &two, &failure));
	sockets_take_over(&four, &two);
	assert_int_equal(descriptors(), before + 4);
	assert_int_equal(four.v[0].fds[0], first);
	for (unsigned k = 0; k < 4; k++)
		assert_int_equal(port_of(four.v[0].fds[k]), c.listen[0].port);
	c.workers = 1;
	OK(sockets_open(&one, &c, &four, &failure));
	sockets_take_over(&one, &four);
	assert_int_equal(descriptors(), before + 1);
	assert_int_equal(one.v[0].fds[0], first);
	sockets_close(&one);
	assert_int_equal(descriptors(), before);
}

static void what_is_not_configured_any_more_is_closed(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets old, fresh;
	unsigned ports[] = { 0, 0 };
	struct config c = listening(2, ports, 2);
	OK(sockets_open(&old, &c, NULL, &failure));
	assert_int_equal(descriptors(), before + 4);
	unsigned gopher = c.listen[1].port;
	c.listen_count = 1;
	OK(sockets_open(&fresh, &c, &old, &failure));
	assert_true(can_connect(gopher));
	sockets_take_over(&fresh, &old);
	assert_false(can_connect(gopher));
	assert_int_equal(descriptors(), before + 2);
	sockets_close(&fresh);
}

/* Two services change places in one reload. */
static void an_address_goes_from_service_to_service(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets old, fresh;
	unsigned ports[] = { 0, 0 };
	struct config c = listening(2, ports, 2);
	OK(sockets_open(&old, &c, NULL, &failure));
	int first = old.v[0].fds[0], second = old.v[1].fds[0];
	c.listen[0].service = SERVICE_GOPHER;
	c.listen[1].service = SERVICE_GEMINI;
	OK(sockets_open(&fresh, &c, &old, &failure));
	sockets_take_over(&fresh, &old);
	assert_int_equal(fresh.v[0].service, SERVICE_GOPHER);
	assert_int_equal(fresh.v[0].fds[0], first);
	assert_int_equal(fresh.v[1].fds[0], second);
	assert_int_equal(descriptors(), before + 4);
	sockets_close(&fresh);
}

static void an_address_becomes_every_address_and_one_again(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets one, all, again;
	struct config c = on(2, 0);
	OK(sockets_open(&one, &c, NULL, &failure));
	strcpy(c.listen[0].host, "*");
	OK(sockets_open(&all, &c, &one, &failure));
	sockets_take_over(&all, &one);
	assert_true(can_connect(c.listen[0].port));
	c.listen[c.listen_count++] = c.listen[0];
	strcpy(c.listen[0].host, "127.0.0.1");
	assert_false(sockets_open(&again, &c, &all, &failure)); /* both at once, as at a start */
	strcpy(c.listen[1].host, "127.0.0.2");
	OK(sockets_open(&again, &c, &all, &failure));
	sockets_take_over(&again, &all);
	assert_int_equal(descriptors(), before + 4);
	assert_true(can_connect(c.listen[0].port));
	sockets_close(&again);
}

static void a_port_in_use_is_named_and_nothing_is_left_open(void **state)
{
	(void)state;
	int other = stranger();
	size_t before = descriptors();
	struct sockets s;
	unsigned ports[] = { 0, port_of(other) };
	struct config c = listening(2, ports, 2);
	assert_false(sockets_open(&s, &c, NULL, &failure));
	char text[200];
	snprintf(
	    text, sizeof text, "cannot listen on 127.0.0.1:%u for gopher: Address already in use", ports[1]);
	assert_string_equal(failure.text, text);
	assert_int_equal(descriptors(), before);
	close(other);
}

static void a_port_that_another_jarchy_shares_is_in_use(void **state)
{
	(void)state;
	struct sockets one, other;
	struct config c = on(2, 0);
	OK(sockets_open(&one, &c, NULL, &failure));
	size_t before = descriptors();
	assert_false(sockets_open(&other, &c, NULL, &failure));
	assert_int_equal(descriptors(), before);
	sockets_close(&one);
}

/* Each step of the second: its new address in use, then its new slots beside the ones it shares. */
static void a_failure_leaves_the_old_ones_as_they_were(void **state)
{
	(void)state;
	int other = stranger();
	struct sockets old, fresh;
	struct config c = on(2, 0);
	OK(sockets_open(&old, &c, NULL, &failure));
	size_t before = descriptors();
	unsigned ports[] = { c.listen[0].port, port_of(other) };
	for (unsigned workers = 1; workers <= 3; workers++) {
		struct config more = listening(workers, ports, 2);
		assert_false(sockets_open(&fresh, &more, &old, &failure));
		assert_int_equal(descriptors(), before);
		assert_int_equal(old.n, 1);
		for (unsigned k = 0; k < 2; k++)
			assert_int_equal(port_of(old.v[0].fds[k]), c.listen[0].port);
	}
	close(other);
	sockets_close(&old);
}

/* With no descriptor left, the slots that are added cannot be opened. */
static void a_slot_that_cannot_be_added_leaves_the_old_ones_as_they_were(void **state)
{
	(void)state;
	struct sockets old, fresh;
	struct config c = on(2, 0);
	OK(sockets_open(&old, &c, NULL, &failure));
	int spare[1024], n = 0;
	struct rlimit limit, small;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	small = limit;
	small.rlim_cur = 64;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &small), 0);
	while ((spare[n] = dup(STDIN_FILENO)) >= 0)
		n++;
	close(spare[--n]); /* room for the first of two more slots */

	c.workers = 4;
	bool opened = sockets_open(&fresh, &c, &old, &failure);
	close(spare[--n]); /* for descriptors() */
	while (n)
		close(spare[--n]);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_false(opened);
	char text[200];
	snprintf(text, sizeof text, "cannot listen on 127.0.0.1:%u for gemini: Too many open files",
	    c.listen[0].port);
	assert_string_equal(failure.text, text);
	assert_int_equal(old.n, 1);
	assert_non_null(old.v[0].fds);
	for (unsigned k = 0; k < 2; k++)
		assert_int_equal(port_of(old.v[0].fds[k]), c.listen[0].port);
	size_t before = descriptors();
	sockets_close(&old);
	assert_int_equal(descriptors(), before - 2);
}

static void what_was_opened_beside_old_ones_is_closed_without_them(void **state)
{
	(void)state;
	struct sockets old, fresh;
	struct config c = on(2, 0);
	OK(sockets_open(&old, &c, NULL, &failure));
	size_t before = descriptors();
	unsigned ports[] = { c.listen[0].port, 0 };
	struct config more = listening(3, ports, 2);
	OK(sockets_open(&fresh, &more, &old, &failure));
	assert_int_equal(descriptors(), before + 1 + 3);
	sockets_close(&fresh);
	assert_int_equal(descriptors(), before);
	assert_true(can_connect(c.listen[0].port));
	sockets_close(&old);
}

static void an_address_that_is_named_twice_is_refused_also_beside_old_ones(void **state)
{
	(void)state;
	struct sockets old, fresh;
	struct config c = on(2, 0);
	OK(sockets_open(&old, &c, NULL, &failure));
	size_t before = descriptors();
	c.listen[c.listen_count++] = c.listen[0];
	assert_false(sockets_open(&fresh, &c, &old, &failure));
	assert_int_equal(descriptors(), before);
	assert_true(can_connect(c.listen[0].port));
	sockets_close(&old);
}

static bool have_ipv6(void)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = fd >= 0 && bind(fd, (struct sockaddr *)&a, sizeof a) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

static void a_star_is_every_address_family_that_the_machine_has(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets s;
	struct config c = on(2, 0);
	strcpy(c.listen[0].host, "*");
	OK(sockets_open(&s, &c, NULL, &failure));
	assert_true(can_connect(c.listen[0].port));
	size_t families = have_ipv6() ? 2 : 1;
	assert_int_equal(s.n, families);
	assert_int_equal(descriptors(), before + 2 * families);
	sockets_close(&s);
}

static void a_host_that_does_not_resolve_is_named(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets s;
	struct config c = on(1, 0);
	strcpy(c.listen[0].host, "no such host");
	assert_false(sockets_open(&s, &c, NULL, &failure));
	assert_non_null(strstr(failure.text, "cannot listen on \"no such host\": "));
	assert_int_equal(descriptors(), before);
}

static void inherited_sockets_are_taken_over_by_their_address(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct sockets old, inherited = { 0 }, fresh;
	struct config c = on(2, 0);
	OK(sockets_open(&old, &c, NULL, &failure));
	int fds[2] = { old.v[0].fds[0], old.v[0].fds[1] };
	sockets_inherit(&inherited, SERVICE_GEMINI, fds, 2);
	assert_int_equal(inherited.n, 1);
	assert_string_equal(inherited.v[0].text, old.v[0].text);
	OK(sockets_open(&fresh, &c, &inherited, &failure));
	sockets_take_over(&fresh, &inherited);
	assert_int_equal(fresh.v[0].fds[0], fds[0]);
	assert_int_equal(fresh.v[0].fds[1], fds[1]);
	assert_int_equal(descriptors(), before + 2);
	/* As if another program had had them. */
	old.v[0].fds[0] = old.v[0].fds[1] = -1;
	sockets_close(&old);
	sockets_close(&fresh);
	assert_int_equal(descriptors(), before);
}

/* A file, a socket that does not listen, one of another kind, one that is not there, two addresses, none at all. */
static void descriptors_that_are_no_listening_sockets_are_left_alone(void **state)
{
	(void)state;
	struct sockets s = { 0 };
	int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int deaf = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int local = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int one = stranger(), other = stranger();
	size_t before = descriptors();
	const int sets[][2] = { { file, file }, { deaf, deaf }, { local, local }, { 1000, 1001 },
		{ one, 1000 }, { one, file }, { one, other }, { one, one } };
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++)
		sockets_inherit(&s, SERVICE_GEMINI, sets[i], 2);
	sockets_inherit(&s, SERVICE_GEMINI, sets[0], 0);
	assert_int_equal(s.n, 0);
	sockets_close(&s);
	assert_int_equal(descriptors(), before);
	close(file);
	close(deaf);
	close(local);
	close(one);
	close(other);
}

static void inherited_sets_of_another_size_are_left_out(void **state)
{
	(void)state;
	struct sockets s = { 0 };
	int one = stranger(), other = stranger();
	int pair[2] = { other, dup(other) };
	sockets_inherit(&s, SERVICE_GEMINI, &one, 1);
	sockets_inherit(&s, SERVICE_GOPHER, pair, 2);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.slots, 1);
	sockets_close(&s);
	assert_false(is_open(one));
	assert_true(is_open(other));
	close(pair[0]);
	close(pair[1]);
}

/* Readers that come while others do something. */
struct crowd {
	unsigned port;
	int fds[400];
	size_t n;
};

static void *come(void *arg)
{
	struct crowd *c = arg;
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)c->port) };
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (c->n = 0; c->n < ARRAY_SIZE(c->fds); c->n++) {
		c->fds[c->n] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		connect(c->fds[c->n], (const struct sockaddr *)&a, sizeof a);
	}
	return NULL;
}

static void a_trial_takes_no_connection_away(void **state)
{
	(void)state;
	struct sockets held;
	struct config c = on(1, 0), more;
	pthread_t readers;
	OK(sockets_open(&held, &c, NULL, &failure));
	struct crowd crowd = { .port = c.listen[0].port };
	more = on(4, c.listen[0].port);
	assert_int_equal(pthread_create(&readers, NULL, come, &crowd), 0);
	for (int i = 0; i < 400; i++)
		OK(sockets_try(&more, &held, false, &failure));
	pthread_join(readers, NULL);
	for (size_t i = 0; i < crowd.n; i++) {
		struct pollfd cut = { .fd = crowd.fds[i], .events = POLLIN };
		assert_int_equal(poll(&cut, 1, 0), 0);
		close(crowd.fds[i]);
	}
	sockets_close(&held);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_socket_a_slot_shares_the_port_that_the_system_chose),
		cmocka_unit_test(an_address_that_comes_later_is_listened_on_already),
		cmocka_unit_test(sockets_are_not_inherited_by_programs_and_never_block),
		cmocka_unit_test(the_same_address_is_taken_over),
		cmocka_unit_test(a_trial_takes_no_connection_away),
		cmocka_unit_test(more_slots_get_sockets_and_fewer_lose_theirs),
		cmocka_unit_test(what_is_not_configured_any_more_is_closed),
		cmocka_unit_test(an_address_goes_from_service_to_service),
		cmocka_unit_test(an_address_becomes_every_address_and_one_again),
		cmocka_unit_test(a_port_in_use_is_named_and_nothing_is_left_open),
		cmocka_unit_test(a_port_that_another_jarchy_shares_is_in_use),
		cmocka_unit_test(a_failure_leaves_the_old_ones_as_they_were),
		cmocka_unit_test(a_slot_that_cannot_be_added_leaves_the_old_ones_as_they_were),
		cmocka_unit_test(what_was_opened_beside_old_ones_is_closed_without_them),
		cmocka_unit_test(an_address_that_is_named_twice_is_refused_also_beside_old_ones),
		cmocka_unit_test(a_star_is_every_address_family_that_the_machine_has),
		cmocka_unit_test(a_host_that_does_not_resolve_is_named),
		cmocka_unit_test(inherited_sockets_are_taken_over_by_their_address),
		cmocka_unit_test(descriptors_that_are_no_listening_sockets_are_left_alone),
		cmocka_unit_test(inherited_sets_of_another_size_are_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
