#include "daemon/upgrade.h"

#include <sys/wait.h>

#include "base/buf.h"
#include "unit/support/descriptors.h"

/* Part of the contract with other versions of the program. */
#define VARIABLE "JARCHY_HERITAGE"

/* --- the new program: this one, called as upgrade_exec calls it --------------------- */

static void describe(const struct inherited *h, struct buf *b)
{
	const struct children *c = &h->children;
	buf_printf(b, "publisher %d; workers", (int)c->leaving_publisher);
	if (c->leaving_notifier)
		buf_printf(b, " (notifier %d)", (int)c->leaving_notifier);
	for (size_t i = 0; i < WORKERS_MAX; i++)
		if (c->workers[i].pid)
			buf_printf(b, " %zu:%d", i, (int)c->workers[i].pid);
	buf_puts(b, "; leaving");
	for (size_t i = 0; i < c->leaving_count; i++)
		buf_printf(b, " %d", (int)c->leaving[i]);
	for (size_t i = 0; i < h->sockets.n; i++) {
		buf_printf(b, "; %s %s", services[h->sockets.v[i].service].name, h->sockets.v[i].text);
		for (unsigned k = 0; k < h->sockets.slots; k++)
			buf_printf(b, " %d", h->sockets.v[i].fds[k]);
	}
}

/* Says on standard output what it inherited; then whether programs that it starts would, too. */
static int new_program(int argc, char **argv)
{
	struct inherited h;
	struct buf b;
	char keys[16] = "";
	bool closes = true;
	buf_init(&b, 1 << 16);
	inherited_take(&h);
	for (int i = 1; i < argc; i++)
		buf_printf(&b, "%s ", argv[i]);
	describe(&h, &b);
	for (size_t i = 0; i < h.sockets.n; i++)
		for (unsigned k = 0; k < h.sockets.slots; k++)
			closes = closes && (fcntl(h.sockets.v[i].fds[k], F_GETFD) & FD_CLOEXEC);
	if (h.tickets >= 0) {
		closes = closes && (fcntl(h.tickets, F_GETFD) & FD_CLOEXEC);
		ssize_t n = read(h.tickets, keys, sizeof keys - 1);
		buf_printf(&b, "; tickets %.*s", (int)n, keys);
	}
	if (!closes || getenv(VARIABLE))
		buf_puts(&b, "; goes on to its children");
	inherited_release(&h);
	printf("%s", b.data);
	buf_release(&b);
	return 0;
}

/* What a new program says that is started with these words, in a child of this process. */
static const char *said_by_new_program(const char *file, const struct inherited *h)
{
	static char text[1 << 16];
	int ends[2], status;
	size_t n = 0;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		upgrade_exec("/proc/self/exe", file, h, &failure);
		_exit(1);
	}
	close(ends[1]);
	for (ssize_t got; (got = read(ends[0], text + n, sizeof text - 1 - n)) > 0;)
		n += (size_t)got;
	text[n] = 0;
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	return text;
}

/* --- from program to program ------------------------------------------------------- */

static void all_that_is_left_arrives(void **state)
{
	(void)state;
	size_t before = descriptors();
	struct inherited h = { .tickets = -1 };
	struct config c = { .workers = 2, .listen_count = 2 };
	c.listen[0] = (struct listen_address){ .service = SERVICE_GEMINI, .host = "127.0.0.1" };
	c.listen[1] = (struct listen_address){ .service = SERVICE_NEX, .host = "127.0.0.1" };
	OK(sockets_open(&h.sockets, &c, NULL, &failure));
	int keys[2];
	assert_int_equal(pipe2(keys, O_CLOEXEC), 0);
	assert_int_equal(write(keys[1], "secret", 6), 6);
	close(keys[1]);
	h.tickets = keys[0];
	h.children.leaving_publisher = 41;
	h.children.leaving_notifier = 44;
	h.children.workers[0].pid = 42;
	h.children.workers[63].pid = 43;
	h.children.leaving[0] = 41;
	h.children.leaving[1] = 44;
	h.children.leaving_count = 2;

	char wanted[400];
	const struct bound *v = h.sockets.v;
	snprintf(wanted, sizeof wanted,
	    "serve -c some.conf publisher 41; workers (notifier 44) 0:42 63:43; leaving 41 44; gemini %s %d "
	    "%d; "
	    "nex %s %d %d; "
	    "tickets secret",
	    v[0].text, v[0].fds[0], v[0].fds[1], v[1].text, v[1].fds[0], v[1].fds[1]);
	assert_string_equal(said_by_new_program("some.conf", &h), wanted);
	inherited_release(&h);
	assert_int_equal(descriptors(), before);
}

static void as_many_processes_as_can_leave_arrive(void **state)
{
	(void)state;
	struct inherited h = { .tickets = -1 };
	struct buf wanted;
	h.children.leaving_count = LEAVING_MAX;
	for (int i = 0; i < LEAVING_MAX; i++)
		h.children.leaving[i] = INT_MAX - i;
	buf_init(&wanted, 1 << 16);
	buf_puts(&wanted, "serve ");
	describe(&h, &wanted);
	assert_string_equal(said_by_new_program(NULL, &h), wanted.data);
	buf_release(&wanted);
}

static void a_program_that_was_just_started_inherits_nothing(void **state)
{
	(void)state;
	struct inherited h;
	unsetenv(VARIABLE);
	inherited_take(&h);
	assert_int_equal(h.sockets.n, 0);
	assert_int_equal(h.children.leaving_count, 0);
	assert_int_equal(h.tickets, -1);
	inherited_release(&h);
}

/* What cannot be read of it is left out, whole; the rest is taken. */
static void a_broken_text_gives_what_can_be_read_of_it(void **state)
{
	(void)state;
	static const struct {
		const char *text, *wanted;
	} cases[] = {
		{ "", "publisher 0; workers; leaving" },
		{ ";;=;=,;publisher", "publisher 0; workers; leaving" },
		{ "publisher=;workers=;leaving=;gemini=;tickets=", "publisher 0; workers; leaving" },
		{ "publisher=7;unknown=1,2;workers=0,8", "publisher 7; workers 0:8; leaving" },
		{ "publisher=-7;workers=0,8,x,9;leaving=0,99999999999", "publisher 0; workers; leaving" },
		{ "publisher=7,8,9;leaving=0,5;leaving=6", "publisher 0; workers; leaving 6" },
		{ "gemini=1000,1001;gopher=0,1,x;tickets=1,2", "publisher 0; workers; leaving" },
		{ "workers=0,1,2", "publisher 0; workers 0:1 1:2; leaving" },
		{ "workers=0,0,2", "publisher 0; workers 1:2; leaving" },
	};
	size_t before = descriptors();
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct inherited h;
		struct buf b;
		buf_init(&b, 1 << 12);
		setenv(VARIABLE, cases[i].text, 1);
		inherited_take(&h);
		describe(&h, &b);
		assert_string_equal(b.data, cases[i].wanted);
		assert_int_equal(h.tickets, -1);
		assert_null(getenv(VARIABLE));
		inherited_release(&h);
		buf_release(&b);
	}
	assert_int_equal(descriptors(), before);
}

static void more_numbers_than_there_is_room_for_are_left_out(void **state)
{
	(void)state;
	struct inherited h;
	struct buf b;
	buf_init(&b, 1 << 16);
	buf_puts(&b, "workers=0");
	for (int i = 1; i <= WORKERS_MAX + 1; i++)
		buf_printf(&b, ",%d", i);
	buf_puts(&b, ";leaving=0");
	for (int i = 1; i <= LEAVING_MAX + 1; i++)
		buf_printf(&b, ",%d", i);
	setenv(VARIABLE, b.data, 1);
	inherited_take(&h);
	assert_int_equal(h.children.workers[0].pid, 0);
	assert_int_equal(h.children.leaving_count, 0);
	inherited_release(&h);
	buf_release(&b);
}

static void a_program_that_cannot_be_run_changes_nothing(void **state)
{
	(void)state;
	struct inherited h = { .tickets = -1 };
	struct config c = { .workers = 2, .listen_count = 1 };
	c.listen[0] = (struct listen_address){ .service = SERVICE_GEMINI, .host = "127.0.0.1" };
	OK(sockets_open(&h.sockets, &c, NULL, &failure));
	int keys[2];
	assert_int_equal(pipe2(keys, O_CLOEXEC), 0);
	close(keys[1]);
	h.tickets = keys[0];
	size_t before = descriptors();
	upgrade_exec("/nowhere/jarchy", NULL, &h, &failure);
	assert_string_equal(failure.text, "/nowhere/jarchy: No such file or directory");
	assert_null(getenv(VARIABLE));
	assert_int_equal(descriptors(), before);
	assert_true(fcntl(h.tickets, F_GETFD) & FD_CLOEXEC);
	for (unsigned k = 0; k < 2; k++)
		assert_true(fcntl(h.sockets.v[0].fds[k], F_GETFD) & FD_CLOEXEC);
	inherited_release(&h);
}

/* --- trying the new program --------------------------------------------------------- */

/* What it prints goes to the descriptor, and it has the sockets. */
static void a_program_is_tried_with_the_sockets_and_its_output_is_kept(void **state)
{
	(void)state;
	struct inherited h = { .tickets = -1 };
	struct config c = { .workers = 2, .listen_count = 1 };
	char text[400] = "", wanted[400];
	int status, ends[2];
	c.listen[0] = (struct listen_address){ .service = SERVICE_GEMINI, .host = "127.0.0.1" };
	OK(sockets_open(&h.sockets, &c, NULL, &failure));
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		upgrade_try("/proc/self/exe", "some.conf", &h.sockets, ends[1]);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(read(ends[0], text, sizeof text - 1) > 0);
	snprintf(wanted, sizeof wanted,
	    "config --test -c some.conf publisher 0; workers; leaving; gemini %s %d %d", h.sockets.v[0].text,
	    h.sockets.v[0].fds[0], h.sockets.v[0].fds[1]);
	assert_string_equal(text, wanted);
	close(ends[0]);
	close(ends[1]);
	inherited_release(&h);
}

static void the_path_of_this_program_is_known(void **state)
{
	(void)state;
	char path[PATH_MAX];
	upgrade_program(path);
	assert_string_equal(strrchr(path, '/'), "/upgrade_test");
}

int main(int argc, char **argv)
{
	if (argc > 1 && (!strcmp(argv[1], "serve") || !strcmp(argv[1], "config")))
		return new_program(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_is_left_arrives),
		cmocka_unit_test(as_many_processes_as_can_leave_arrive),
		cmocka_unit_test(a_program_that_was_just_started_inherits_nothing),
		cmocka_unit_test(a_broken_text_gives_what_can_be_read_of_it),
		cmocka_unit_test(more_numbers_than_there_is_room_for_are_left_out),
		cmocka_unit_test(a_program_that_cannot_be_run_changes_nothing),
		cmocka_unit_test(a_program_is_tried_with_the_sockets_and_its_output_is_kept),
		cmocka_unit_test(the_path_of_this_program_is_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
