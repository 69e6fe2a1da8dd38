/*
 * The drill: each role enters its sandbox for real, in a process of its own, and tries every way out (ways_out.h), one process
 * a way. What the role needs is tried too.
 */
#include "daemon/sandbox.h"

#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/wait.h>

#include "base/pool.h"
#include "daemon/landlock.h"
#include "daemon/rights.h"
#include "daemon/syscalls.h"
#include "picture/store.h"
#include "unit/support/catalogue.h"
#include "unit/support/descriptors.h"
#include "unit/support/ways_out.h"

enum {
	P = 1 << ROLE_PUBLISHER,
	W = 1 << ROLE_WORKER,
	N = 1 << ROLE_NOTIFIER,
	R = 1 << ROLE_REPORTER,
	I = 1 << ROLE_PICTURER,
	/* The reporter writes files into the content, and nothing else. */
	NOT_R = P | W | N | I,
	ALL = NOT_R | R,
	LIMIT_S = 30, /* for one process */
};

/* What a process of the drill ends with. */
enum end { STOPPED = 40, OUT, NOT_ENTERED };

static struct config config;
static struct catalogue catalogue; /* in var/ */

/* --- the ways ------------------------------------------------------------------------- */

struct way {
	const char *name;
	long (*try)(void);
	unsigned roles;       /* from which this must not be possible */
	unsigned by_landlock; /* of these, those that only landlock keeps from it, */
	int version;          /* from this version on */
	bool open;            /* anybody can do it where there is no sandbox */
};

#define OPEN(f, roles)                                                                                       \
	{                                                                                                    \
#f, f, roles, 0, 0, true                                                                     \
	}
#define OPEN_LANDLOCK(f, roles, landlock, version)                                                           \
	{                                                                                                    \
#f, f, roles, landlock, version, true                                                        \
	}
/* A user may not do it anyway, or a kernel may lack it. */
#define SHUT(f, roles)                                                                                       \
	{                                                                                                    \
#f, f, roles, 0, 0, false                                                                    \
	}
#define SHUT_LANDLOCK(f, roles, landlock, version)                                                           \
	{                                                                                                    \
#f, f, roles, landlock, version, false                                                       \
	}

static const struct way ways[] = {
	OPEN_LANDLOCK(write_into_the_content, NOT_R, P | N | I, 1),
	OPEN_LANDLOCK(write_over_content, NOT_R, P | N | I, 1),
	OPEN_LANDLOCK(write_into_the_state, W | N | R | I, N | R | I, 1),
	OPEN_LANDLOCK(write_over_the_catalogue, W | N | R | I, N | R | I, 1),
	OPEN_LANDLOCK(write_into_the_feeds, W | N | R | I, N | R | I, 1),
	OPEN_LANDLOCK(write_elsewhere, ALL, P | N | R | I, 1),
	OPEN_LANDLOCK(append_to_content, NOT_R, P | N | I, 1),
	OPEN_LANDLOCK(make_a_file_that_is_opened_for_reading, W | N | R | I, N | R | I, 1),
	OPEN_LANDLOCK(cut_content_that_is_opened_for_reading, NOT_R, P | N | I, 3),
	OPEN_LANDLOCK(make_a_file_without_a_name, NOT_R, P | N | I, 1),
	OPEN(cut_content_by_its_name, ALL),
	OPEN(cut_the_catalogue_by_its_name, ALL),
	OPEN(cut_a_file_that_is_open, W | R),
	OPEN(make_a_hole_in_a_file_that_is_open, W | N | R | I),
	OPEN(write_at_a_place_of_a_file_that_is_open, W | N | R),
	OPEN_LANDLOCK(remove_content, NOT_R, P | N | I, 1),
	OPEN_LANDLOCK(remove_the_catalogue, W | N | R | I, N | R | I, 1),
	OPEN_LANDLOCK(rename_content, NOT_R, P | N | I, 1),
	OPEN_LANDLOCK(move_content_out, ALL, P | N | R | I, 1),
	OPEN(link_to_the_secret, ALL),
	OPEN(link_symbolically, ALL),
	OPEN_LANDLOCK(make_a_folder, ALL, P | N, 1),
	OPEN_LANDLOCK(remove_a_folder, ALL, P | N, 1),
	OPEN(make_a_pipe_with_a_name, ALL),
	SHUT(make_a_device, ALL),
	OPEN(make_content_executable, ALL),
	OPEN(make_an_open_file_executable, W),
	SHUT(give_content_away, ALL),
	OPEN(give_content_an_attribute, ALL),
	OPEN(date_content_back, W),
	OPEN(change_the_folder, ALL),
	OPEN_LANDLOCK(read_the_secret, ALL, ALL, 1),
	OPEN_LANDLOCK(read_the_secret_through_proc, ALL, ALL, 1),
	OPEN_LANDLOCK(read_the_secret_through_a_symbolic_link, ALL, ALL, 1),
	OPEN_LANDLOCK(read_the_secret_through_the_parent, ALL, ALL, 1),
	OPEN_LANDLOCK(read_the_secret_by_openat2, ALL, ALL, 1),
	OPEN_LANDLOCK(read_the_users, P | W | R | I, P | W | R | I, 1),
	OPEN_LANDLOCK(read_this_program, ALL, ALL, 1),
	OPEN_LANDLOCK(list_the_root, ALL, ALL, 1),
	OPEN_LANDLOCK(list_the_processes, ALL, ALL, 1),
	SHUT_LANDLOCK(open_the_memory_of_another, ALL, ALL, 1),
	OPEN_LANDLOCK(write_into_code_through_proc, ALL, P | N | I, 1),
	OPEN_LANDLOCK(open_a_device, ALL, ALL, 1),
	SHUT_LANDLOCK(open_a_terminal, ALL, ALL, 1),
	OPEN_LANDLOCK(write_content_by_openat2, NOT_R, NOT_R, 1),
	SHUT(make_a_handle_of_a_file, ALL),
	SHUT(open_a_file_by_its_handle, ALL),
	SHUT(watch_a_whole_disk, ALL),
	OPEN(have_the_parent_told_of_changes, ALL),

	OPEN(make_a_socket, P | W | R | I),
	OPEN(make_a_socket_for_datagrams, P | W | R | I),
	OPEN(make_a_socket_of_version_6, P | W | R | I),
	OPEN(make_a_local_socket, P | W | R | I),
	OPEN(make_a_pair_of_sockets, P | W | R | I),
	OPEN(ask_the_kernel_for_routes, P | W | R | I),
	OPEN(ask_the_kernel_for_devices, ALL),
	SHUT(make_a_raw_socket, ALL),
	SHUT(make_a_socket_for_packets, ALL),
	SHUT(make_a_socket_to_the_host, ALL),
	SHUT(make_a_socket_for_ciphers, ALL),
	OPEN(connect_a_socket, P | W | R | I),
	OPEN(bind_a_socket, ALL),
	OPEN(listen_on_a_socket, ALL),
	OPEN(accept_a_connection, P | N | R | I),
	OPEN(put_a_filter_on_a_socket, P | W | R | I),
	OPEN(look_at_the_devices_of_the_network, ALL),
	OPEN(have_a_socket_signal_to_another, ALL),
	OPEN(have_a_file_signal_to_another, ALL),
	OPEN_LANDLOCK(connect_to_a_socket_without_a_file, ALL, N, 6),

	OPEN(start_a_process, ALL),
	SHUT(start_a_process_of_its_own_namespace, ALL),
	OPEN(start_a_thread, W | R),
	SHUT(start_a_process_by_the_new_call, ALL),
	OPEN(run_a_program, ALL),
	SHUT(run_a_program_that_is_open, ALL),
	OPEN(signal_another, ALL),
	OPEN(signal_the_parent, ALL),
	OPEN(wake_the_parent, ALL),
	OPEN(signal_its_group, ALL),
	OPEN(signal_all, ALL),
	OPEN(signal_a_thread, ALL),
	OPEN(signal_a_thread_of_the_parent, ALL),
	OPEN(queue_a_signal, ALL),
	OPEN(queue_a_signal_for_a_thread, ALL),
	SHUT(open_a_process, ALL),
	SHUT(signal_an_open_process, ALL),
	SHUT(take_a_descriptor_of_another, ALL),
	SHUT(debug_another, ALL),
	SHUT(be_debugged, ALL),
	SHUT(read_the_memory_of_another, ALL),
	SHUT(write_the_memory_of_another, ALL),
	SHUT(advise_on_the_memory_of_another, ALL),
	SHUT(compare_with_another, ALL),
	OPEN(limit_another, ALL),
	OPEN(look_at_the_limits_of_another, ALL),
	OPEN(set_its_own_limits, ALL),
	OPEN(slow_another_down, ALL),
	OPEN(schedule_another, ALL),
	OPEN(move_another_to_another_core, ALL),
	OPEN(leave_its_group, ALL),
	OPEN(leave_its_session, ALL),

	OPEN(map_memory_for_code, ALL),
	OPEN(map_a_file_for_code, ALL),
	OPEN(make_its_memory_executable, ALL),
	OPEN(make_its_memory_executable_with_a_key, ALL),
	OPEN(make_a_file_in_memory, ALL),
	SHUT(make_secret_memory, ALL),
	SHUT(share_memory, ALL),
	SHUT(handle_faults_itself, ALL),
	SHUT(make_all_that_is_read_executable, ALL),
	SHUT(move_pages_of_a_file, ALL),

	SHUT(make_a_ring, ALL),
	SHUT(load_a_program_into_the_kernel, ALL),
	SHUT(look_at_keys, ALL),
	SHUT(add_a_key, ALL),
	SHUT(ask_for_a_key, ALL),
	SHUT(measure_the_machine, ALL),
	OPEN(have_a_filter_of_its_own, ALL),
	SHUT(have_a_sandbox_of_its_own, ALL),
	SHUT(load_a_module, ALL),
	SHUT(load_a_module_from_a_file, ALL),
	SHUT(remove_a_module, ALL),
	SHUT(load_another_kernel, ALL),
	SHUT(start_the_machine_again, ALL),
	SHUT(read_the_log_of_the_kernel, ALL),
	SHUT(account_for_processes, ALL),
	SHUT(swap_to_a_file, ALL),
	SHUT(stop_swapping, ALL),
	SHUT(set_quotas, ALL),
	SHUT(set_the_clock, ALL),
	SHUT(set_the_time_of_day, ALL),
	SHUT(bend_the_clock, ALL),
	SHUT(name_the_machine, ALL),
	SHUT(name_the_domain, ALL),
	SHUT(hang_up_the_terminal, ALL),
	OPEN(type_into_a_terminal, ALL),
	OPEN(set_flags_of_a_file, ALL),

	SHUT(be_root_in_a_namespace, ALL),
	SHUT(have_mounts_of_its_own, ALL),
	SHUT(enter_a_namespace, ALL),
	SHUT(mount_a_disk, ALL),
	SHUT(unmount_a_disk, ALL),
	SHUT(open_a_file_system, ALL),
	SHUT(open_a_tree, ALL),
	SHUT(move_a_mount, ALL),
	SHUT(change_a_mount, ALL),
	SHUT(have_another_root, ALL),
	SHUT(turn_the_roots_around, ALL),
	SHUT(be_root, ALL),
	SHUT(be_another_user, ALL),
	SHUT(be_of_another_group, ALL),
	SHUT(be_of_more_groups, ALL),
	OPEN(be_dumped, ALL),
	OPEN(outlive_its_parent, ALL),
	OPEN(keep_capabilities, ALL),
	SHUT(have_a_capability, ALL),
#ifdef __x86_64__
	SHUT(use_ports_of_the_machine, ALL),
	SHUT(use_all_ports_of_the_machine, ALL),
	SHUT(change_its_segments, ALL),
	OPEN_LANDLOCK(use_old_calls, NOT_R, P | N | I, 1),
	SHUT(use_calls_of_another_kind, ALL),
#endif
};

/* --- a process in the sandbox ----------------------------------------------------------- */

static bool enter(enum role role)
{
	static bool (*const sandboxes[])(const struct config *, struct err *) = {
		[ROLE_PUBLISHER] = sandbox_publisher,
		[ROLE_WORKER] = sandbox_worker,
		[ROLE_NOTIFIER] = sandbox_notifier,
		[ROLE_REPORTER] = sandbox_reporter,
		[ROLE_PICTURER] = sandbox_picturer,
	};
	struct err err;
	/* As process_become does it. */
	return rights_drop_bounding(&err) && sandboxes[role](&config, &err);
}

static enum end end_of(const struct way *way)
{
	errno = 0;
	if (way->try() >= 0)
		return OUT;
	return errno == EPERM || errno == EACCES || errno == ENOSYS ? STOPPED : OUT;
}

/* In what a process ends that tries it; ROLE_COUNT is one without a sandbox. */
static enum end end_of_process(enum role role, const struct way *way)
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		alarm(LIMIT_S);
		_exit(role != ROLE_COUNT && !enter(role) ? (int)NOT_ENTERED : (int)end_of(way));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return STOPPED;
	if (WIFSIGNALED(status))
		fail_msg("signal %d", WTERMSIG(status));
	return WEXITSTATUS(status) ? (enum end)WEXITSTATUS(status) : OUT; /* 0: another program's */
}

static void check_stopped(enum role role, const struct way *way)
{
	if ((way->by_landlock & 1U << role) && landlock_version() < way->version)
		skip();
	assert_int_equal(end_of_process(role, way), STOPPED);
}

static void a_publisher_cannot(void **state)
{
	check_stopped(ROLE_PUBLISHER, *state);
}

static void a_worker_cannot(void **state)
{
	check_stopped(ROLE_WORKER, *state);
}

static void a_notifier_cannot(void **state)
{
	check_stopped(ROLE_NOTIFIER, *state);
}

static void a_reporter_cannot(void **state)
{
	check_stopped(ROLE_REPORTER, *state);
}

static void the_picture_process_cannot(void **state)
{
	check_stopped(ROLE_PICTURER, *state);
}

/* Else a way would prove nothing. */
static void anybody_can(void **state)
{
	const struct way *way = *state;
	assert_int_equal(end_of_process(ROLE_COUNT, way), OUT);
}

/* --- what each needs --------------------------------------------------------------------- */

static bool reads(const char *name)
{
	char text[16];
	int fd = open(place(name), O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, text, sizeof text) : -1;
	return n > 0 && close(fd) == 0;
}

static bool read_content(void)
{
	int fd = file_open_beneath(drill.content, "a.gmi");
	int inner = file_follow_beneath(drill.content, "within");
	return fd >= 0 && inner >= 0 && reads("content/a.gmi");
}

static bool list_content(void)
{
	int fd = open(place("content"), O_RDONLY | O_DIRECTORY);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	return d && readdir(d) && closedir(d) == 0;
}

static bool read_feeds(void)
{
	return reads("feeds/a.xml");
}

static bool read_the_catalogue(void)
{
	uint64_t n = 0;
	struct err err;
	struct catalog *c = catalog_open(place("var/catalog.db"), &err);
	bool ok = c && catalog_count(c, &(struct entry_query){ .lang = "ru" }, &n, &err) && n == 1;
	catalog_close(c);
	return ok;
}

static bool write_the_catalogue(void)
{
	struct catalogue c = { .home = place("var") };
	problems_init(&c.problems);
	c.writer = writer_open(
	    &(struct writer_options){ .folder = c.home, .authority = "example.org", .basis = "basis" },
	    &failure);
	if (!c.writer)
		return false;
	begin(&c);
	PUT(&c, "water/2023-01-02-b.ru.gmi", "b");
	commit_at(&c, "2025-01-01");
	writer_close(c.writer);
	return true;
}

static bool replace_a_feed(void)
{
	struct err err;
	int feeds = open(place("feeds"), O_RDONLY | O_DIRECTORY);
	return file_replace(feeds, "ru/b.xml", str_of("<feed/>"), 0644, &err) == FILE_WRITTEN &&
	       file_replace(feeds, "ru/b.xml", str_of("<feed>2</feed>"), 0644, &err) == FILE_WRITTEN &&
	       unlinkat(feeds, "ru/b.xml", 0) == 0 && unlinkat(feeds, "ru", AT_REMOVEDIR) == 0;
}

/* As feed/batch.c does with those of a large change. */
static bool force_feeds_to_the_disk(void)
{
	return syncfs(open(place("feeds"), O_RDONLY | O_DIRECTORY)) == 0;
}

static bool write_its_record(void)
{
	struct err err;
	int folder = open(place("var/" NOTIFIER_FOLDER), O_RDONLY | O_DIRECTORY);
	return file_replace(folder, "record", str_of("x"), 0644, &err) == FILE_WRITTEN;
}

static bool replace_a_report(void)
{
	struct err err;
	return file_replace(drill.content, "_READ-ME.txt", str_of("1"), 0644, &err) == FILE_WRITTEN &&
	       file_replace(drill.content, "_READ-ME.txt", str_of("2"), 0644, &err) == FILE_WRITTEN &&
	       unlinkat(drill.content, "_READ-ME.txt", 0) == 0;
}

static bool note_that_it_wrote(void)
{
	struct err err;
	int folder = open(place("var/" REPORTER_FOLDER), O_RDONLY | O_DIRECTORY);
	return file_replace(folder, "on", STR(""), 0644, &err) == FILE_WRITTEN &&
	       unlinkat(folder, "on", 0) == 0;
}

static bool keep_a_copy(void)
{
	struct picture_store_file f;
	struct err err;
	int folder = open(place("var/" PICTURE_FOLDER), O_RDONLY | O_DIRECTORY);
	return picture_store_begin(folder, &f, &err) && file_write_all(f.fd, STR("x")) &&
	       picture_store_keep(&f, "copy.jpg", &err) && unlinkat(folder, "copy.jpg", 0) == 0;
}

static void note_task(void *done, size_t thread, size_t task)
{
	(void)thread, (void)task;
	atomic_fetch_add((atomic_int *)done, 1);
}

static bool work_on_all_cores(void)
{
	atomic_int done = 0;
	pool_run(4, 100, note_task, &done);
	return done == 100 && start_a_thread() == 0;
}

static bool have_memory(void)
{
	size_t n = 64 << 20;
	char *p = malloc(n);
	if (!p)
		return false;
	memset(p, 1, n);
	char *q = realloc(p, 2 * n);
	bool ok = q && q[n - 1] == 1;
	free(q);
	return ok;
}

static bool know_the_time(void)
{
	struct timespec t;
	unsigned char random[16];
	return clock_gettime(CLOCK_REALTIME, &t) == 0 && time(NULL) > 0 &&
	       syscall(SYS_getrandom, random, sizeof random, 0) == sizeof random &&
	       nanosleep(&(struct timespec){ .tv_nsec = 1 }, NULL) == 0;
}

static bool wait_for_events(void)
{
	struct epoll_event e = { .events = EPOLLIN };
	int fd = epoll_create1(EPOLL_CLOEXEC);
	return fd >= 0 && epoll_ctl(fd, EPOLL_CTL_ADD, drill.listener, &e) == 0 &&
	       epoll_wait(fd, &e, 1, 0) >= 0;
}

static bool write_to_standard_error(void)
{
	return fprintf(stderr, "%s", "") == 0 && fflush(stderr) == 0 && write(STDERR_FILENO, "", 0) == 0;
}

/* The parent has connected one. */
static bool answer_a_connection(void)
{
	int on = 1;
	struct linger at_once = { 1, 0 };
	int fd = accept4(drill.listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	return fd >= 0 && setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
	       send(fd, "x", 1, MSG_NOSIGNAL) == 1 && shutdown(fd, SHUT_WR) == 0 &&
	       setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) == 0 && close(fd) == 0;
}

static bool connect_to_a_server(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return fd >= 0 && connect(fd, (const struct sockaddr *)&drill.address, sizeof drill.address) == 0;
}

/* A name that is a number costs no question to a server, but asks which families there are. */
static bool look_up_a_name(void)
{
	struct addrinfo *found = NULL, hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG };
	int code = getaddrinfo("127.0.0.1", "80", &hints, &found);
	if (found)
		freeaddrinfo(found);
	return code == 0 && getservbyname("http", "tcp") == getservbyname("http", "tcp");
}

struct need {
	const char *name;
	bool (*use)(void);
	unsigned roles;
};
#define NEED(f, roles)                                                                                       \
	{                                                                                                    \
#f, f, roles                                                                                 \
	}

static const struct need needs[] = {
	NEED(read_content, P | W | R | I),
	NEED(list_content, P | W | R | I),
	NEED(read_feeds, P | W | N),
	NEED(read_the_catalogue, P | W | R),
	NEED(write_the_catalogue, P),
	NEED(replace_a_feed, P),
	NEED(force_feeds_to_the_disk, P),
	NEED(write_its_record, N),
	NEED(replace_a_report, R),
	NEED(note_that_it_wrote, R),
	NEED(keep_a_copy, I),
	NEED(work_on_all_cores, P | N),
	NEED(have_memory, ALL),
	NEED(know_the_time, ALL),
	NEED(wait_for_events, ALL),
	NEED(write_to_standard_error, ALL),
	NEED(answer_a_connection, W),
	NEED(connect_to_a_server, N),
	NEED(look_up_a_name, N),
};

static int status_of(enum role role, bool (*use)(void))
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		alarm(LIMIT_S);
		_exit(!enter(role) ? NOT_ENTERED : use() ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

/* For each role that has to. */
static void it_works(void **state)
{
	const struct need *need = *state;
	for (unsigned role = 0; role < ROLE_COUNT; role++)
		if (need->roles & 1U << role)
			assert_int_equal(status_of((enum role)role, need->use), 0);
}

/* Of a notifier that tells caches alone. */
static int status_with_cache(const char *url)
{
	config.purge[0] = url;
	config.purge_count = 1;
	int status = status_of(ROLE_NOTIFIER, connect_to_a_server);
	config.purge_count = 0;
	return status;
}

static void a_notifier_without_a_hub_reaches_the_ports_of_caches_alone(void **state)
{
	char url[64];
	(void)state;
	snprintf(url, sizeof url, "http://127.0.0.1:%u/", ntohs(drill.address.sin_port));
	assert_int_equal(status_with_cache(url), 0);
	if (landlock_version() < 4)
		skip();
	int status = status_with_cache("http://127.0.0.1/");
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

static bool give_up(void)
{
	abort();
}

static void every_process_can_abort(void **state)
{
	(void)state;
	for (unsigned role = 0; role < ROLE_COUNT; role++) {
		int status = status_of((enum role)role, give_up);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	}
}

static bool run_another_program(void)
{
	run_a_program();
	return true;
}

/* The supervisor says of which signal a process died. */
static void a_call_that_only_an_intruder_makes_ends_the_process(void **state)
{
	(void)state;
	for (unsigned role = 0; role < ROLE_COUNT; role++) {
		int status = status_of((enum role)role, run_another_program);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	}
}

static bool ask_for_a_call_of_next_year(void)
{
	return syscall(4095) == -1 && errno == ENOSYS && start_a_process_by_the_new_call() == -1 &&
	       errno == ENOSYS;
}

/* Libraries go on with older calls then. */
static void a_call_that_is_not_in_the_list_is_one_that_the_kernel_has_not(void **state)
{
	(void)state;
	for (unsigned role = 0; role < ROLE_COUNT; role++)
		assert_int_equal(status_of((enum role)role, ask_for_a_call_of_next_year), 0);
}

/* --- what the system says of them --------------------------------------------------------------- */

/* The value of a line of /proc/PID/NAME that begins so. */
static const char *line_of(pid_t pid, const char *name, const char *begin)
{
	static char line[256];
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	bool found = false;
	while (!found && fgets(line, sizeof line, f))
		found = strncmp(line, begin, strlen(begin)) == 0;
	fclose(f);
	assert_true(found);
	line[strcspn(line, "\n")] = 0;
	const char *value = line + strlen(begin);
	return value + strspn(value, " \t");
}

static void check_status(pid_t pid)
{
	static const char *const sets[] = { "CapInh:", "CapPrm:", "CapEff:", "CapAmb:", "CapBnd:" };
	/* Only root can make the last one smaller, and only root has use of it. */
	for (size_t i = 0; i < ARRAY_SIZE(sets) - (geteuid() != 0); i++)
		assert_string_equal(line_of(pid, "status", sets[i]), "0000000000000000");
	assert_string_equal(line_of(pid, "status", "NoNewPrivs:"), "1");
	assert_string_equal(line_of(pid, "status", "Seccomp:"), "2");
	assert_int_equal(strncmp(line_of(pid, "limits", "Max core file size"), "0 ", 2), 0);
}

static void no_process_has_rights_of_root_or_is_dumped(void **state)
{
	(void)state;
	for (unsigned role = 0; role < ROLE_COUNT; role++) {
		int ready[2], go[2];
		char byte;
		assert_int_equal(pipe(ready), 0);
		assert_int_equal(pipe(go), 0);
		pid_t pid = fork();
		if (pid == 0) {
			close(go[1]);
			_exit(!enter((enum role)role) || write(ready[1], "x", 1) != 1 ||
			      read(go[0], &byte, 1) != 0);
		}
		close(ready[1]);
		close(go[0]);
		assert_int_equal(read(ready[0], &byte, 1), 1);
		check_status(pid);
		close(go[1]);
		close(ready[0]);
		int status;
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
}

static void a_hidden_process_is_not_dumped(void **state)
{
	(void)state;
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		struct rlimit l;
		rights_hide();
		_exit(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) || getrlimit(RLIMIT_CORE, &l) || l.rlim_max);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static bool keeps_what_a_supervisor_needs(void)
{
	struct err err;
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[2];
	if (!sandbox_supervisor(&config, &err) || syscall(SYS_capget, &head, sets) != 0)
		return false;
	bool ok = !(sets[0].permitted & (1U << CAP_SYS_ADMIN | 1U << CAP_SYS_PTRACE | 1U << CAP_NET_ADMIN)) &&
	          !sets[1].permitted && !sets[0].inheritable;
	return ok && (geteuid() != 0 || ((sets[0].effective & 1U << CAP_NET_BIND_SERVICE) &&
	                                    prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN, 0, 0, 0) == 0 &&
	                                    prctl(PR_CAPBSET_READ, CAP_SETUID, 0, 0, 0) == 1));
}

static void a_supervisor_has_only_the_rights_that_it_needs(void **state)
{
	(void)state;
	int status;
	pid_t pid = fork();
	if (pid == 0)
		_exit(!keeps_what_a_supervisor_needs());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* The rest is entered all the same. */
static void a_folder_that_is_missing_is_no_reason_to_go_without(void **state)
{
	(void)state;
	static const struct way secret = { "", read_the_secret, ALL, ALL, 1, true };
	static const struct way socket = { "", make_a_socket, ALL, 0, 0, true };
	char *content = config.content, missing[] = "/nowhere/content";
	config.content = missing;
	enum end files = end_of_process(ROLE_WORKER, &secret);
	enum end network = end_of_process(ROLE_WORKER, &socket);
	config.content = content;
	assert_int_equal(network, STOPPED);
	if (landlock_version())
		assert_int_equal(files, STOPPED);
}

static void without_a_sandbox_nothing_is_given_up(void **state)
{
	(void)state;
	static const struct way open = { "", make_a_socket, ALL, 0, 0, true };
	config.sandbox = SANDBOX_OFF;
	enum end end = end_of_process(ROLE_WORKER, &open);
	config.sandbox = SANDBOX_TRY;
	assert_int_equal(end, OUT);
}

/* --- the world ------------------------------------------------------------------------------------ */

static int connected;

static void listen_locally(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	drill.local = (struct sockaddr_un){ .sun_family = AF_UNIX };
	snprintf(drill.local.sun_path + 1, sizeof drill.local.sun_path - 1, "jarchy-drill-%d", (int)getpid());
	drill.local_size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
	                               strlen(drill.local.sun_path + 1));
	assert_int_equal(bind(fd, (struct sockaddr *)&drill.local, drill.local_size), 0);
	assert_int_equal(listen(fd, 100), 0);
}

static void listen_on_loopback(void)
{
	drill.listener = stranger();
	drill.address = (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port_of(drill.listener)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	assert_int_equal(listen(drill.listener, 100), 0);
	assert_int_equal(fcntl(drill.listener, F_SETFL, O_NONBLOCK), 0);
	connected = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(
	    connect(connected, (const struct sockaddr *)&drill.address, sizeof drill.address), 0);
	drill.tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static void write_files(struct folder *f)
{
	snprintf(drill.folder, sizeof drill.folder, "%s", f->path);
	folder_write(f, "secret", "a key\n");
	folder_write(f, "content/a.gmi", "---\ntitle: A\n---\nText.\n");
	folder_write(f, "content/b.gmi", "---\ntitle: B\n---\nText.\n");
	folder_write(f, "feeds/a.xml", "<feed/>\n");
	folder_write(f, "var/" NOTIFIER_FOLDER "/known", "");
	folder_write(f, "var/" REPORTER_FOLDER "/known", "");
	folder_write(f, "var/" PICTURE_FOLDER "/known", "");
	folder_write(f, "var/file", "open\n");
	drill.content = folder_open(f, "content");
	close(folder_open(f, "content/empty"));
	assert_int_equal(symlinkat("../secret", drill.content, "out"), 0);
	assert_int_equal(symlinkat("a.gmi", drill.content, "within"), 0);
	drill.file = open(place("var/file"), O_RDWR | O_CLOEXEC);
	assert_true(drill.file >= 0);
}

static void write_catalogue(struct catalogue *c)
{
	catalogue_init(c, true);
	writer_close(c->writer);
	c->home = folder_path(&c->folder, "var");
	write_files(&c->folder);
	catalogue_open(c, "basis");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	writer_close(c->writer);
	c->writer = NULL;
}

static int make_world(void **state)
{
	(void)state;
	write_catalogue(&catalogue);
	config = (struct config){ .sandbox = SANDBOX_TRY };
	config.content = folder_path(&catalogue.folder, "content");
	config.state = folder_path(&catalogue.folder, "var");
	config.feeds = folder_path(&catalogue.folder, "feeds");
	config.acme = "";
	listen_on_loopback();
	listen_locally();
	drill.victim = fork();
	if (drill.victim == 0) {
		pause();
		_exit(0);
	}
	return 0;
}

static int end_world(void **state)
{
	(void)state;
	kill(drill.victim, SIGKILL);
	waitpid(drill.victim, NULL, 0);
	catalogue_release(&catalogue);
	return 0;
}

/* --- all of it ---------------------------------------------------------------------------------------- */

static struct arena names;

static const char *sentence(const char *subject, const char *name)
{
	char *s = arena_printf(&names, "%s%s", subject, name);
	for (char *c = s; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return s;
}

static struct CMUnitTest *tests;
static size_t test_count;

static void add(const char *subject, const char *name, CMUnitTestFunction f, const void *state)
{
	*ARENA_PUSH(&names, tests, test_count) = (struct CMUnitTest){ sentence(subject, name), f, NULL, NULL,
		(void *)(uintptr_t)state };
}

/* Those that anybody can come last: they are done. */
static void add_ways(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		const struct way *w = &ways[i];
		if (w->roles & P)
			add("a publisher cannot ", w->name, a_publisher_cannot, w);
		if (w->roles & W)
			add("a worker cannot ", w->name, a_worker_cannot, w);
		if (w->roles & N)
			add("a notifier cannot ", w->name, a_notifier_cannot, w);
		if (w->roles & R)
			add("a reporter cannot ", w->name, a_reporter_cannot, w);
		if (w->roles & I)
			add("the picture process cannot ", w->name, the_picture_process_cannot, w);
	}
}

static void add_open_ways(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		if (ways[i].open)
			add("anybody else can ", ways[i].name, anybody_can, &ways[i]);
}

int main(void)
{
#define TEST(f) add("", #f, f, NULL)
	TEST(a_notifier_without_a_hub_reaches_the_ports_of_caches_alone);
	TEST(every_process_can_abort);
	TEST(a_call_that_only_an_intruder_makes_ends_the_process);
	TEST(a_call_that_is_not_in_the_list_is_one_that_the_kernel_has_not);
	TEST(no_process_has_rights_of_root_or_is_dumped);
	TEST(a_hidden_process_is_not_dumped);
	TEST(a_supervisor_has_only_the_rights_that_it_needs);
	TEST(a_folder_that_is_missing_is_no_reason_to_go_without);
	TEST(without_a_sandbox_nothing_is_given_up);
	for (size_t i = 0; i < ARRAY_SIZE(needs); i++)
		add("processes that have to can ", needs[i].name, it_works, &needs[i]);
	add_ways();
	add_open_ways();
	return _cmocka_run_group_tests("sandbox", tests, test_count, make_world, end_world);
}
