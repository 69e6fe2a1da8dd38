#include "daemon/setup.h"

#include "base/date.h"
#include "base/file.h"
#include "unit/support/descriptors.h"
#include "unit/support/folder.h"

/* A configuration that was opened in a folder: two slots on a port of the system's choice, a log, the time of Tokyo. */
struct fixture {
	struct folder folder;
	char *file; /* of the configuration */
	struct setup setup, next;
	unsigned port;
	size_t descriptors; /* with the setup open */
};

/* Writes a configuration: what every one has, then `more`. */
static void configure(struct fixture *f, unsigned workers, unsigned port, const char *zone, const char *more)
{
	folder_write(&f->folder, "jarchy.conf",
	    arena_printf(&f->folder.arena,
	        "workers = %u\ntimezone = \"%s\"\ngopher { listen = {} }\nhttp { listen = {} }\n"
	        "gemini { listen = {\"127.0.0.1:%u\"} }\n%s\n",
	        workers, zone, port, more));
}

/* The same with everything changed but the port. */
static void change(struct fixture *f, const char *more)
{
	configure(f, 3, f->port, "Europe/Berlin", more);
}

/* The log too. */
static void change_log(struct fixture *f, const char *more)
{
	change(
	    f, arena_printf(&f->folder.arena, "log { access = \"%s/other.log\" }\n%s", f->folder.path, more));
}

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct sockets none = { 0 };
	folder_init(&f->folder);
	f->file = folder_path(&f->folder, "jarchy.conf");
	close(folder_open(&f->folder, "content"));
	configure(f, 2, 0, "Asia/Tokyo",
	    arena_printf(&f->folder.arena, "log { access = \"%s/access.log\" }", f->folder.path));
	struct config *c = xmalloc(sizeof *c);
	assert_true(config_load(f->file, c));
	OK(setup_open(&f->setup, c, &none, &failure));
	f->port = port_of(f->setup.sockets.v[0].fds[0]);
	f->descriptors = descriptors();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	setup_close(&f->setup);
	folder_release(&f->folder);
	free(f);
	return 0;
}

static bool reload(struct fixture *f)
{
	struct buf text;
	buf_init(&text, 1 << 16);
	OK(file_read(AT_FDCWD, f->file, 1 << 16, &text, &failure));
	bool ok = setup_reload(&f->next, &f->setup, f->file, buf_str(&text), &failure);
	buf_release(&text);
	return ok;
}

/* A reload fails with this text, and everything is as it was. */
static void refused(struct fixture *f, const char *why)
{
	struct setup before = f->setup;
	int fds[2] = { before.sockets.v[0].fds[0], before.sockets.v[0].fds[1] };
	assert_false(reload(f));
	if (!strstr(failure.text, why))
		fail_msg("\"%s\" does not say \"%s\"", failure.text, why);
	assert_memory_equal(&f->setup, &before, sizeof before);
	assert_int_equal(descriptors(), f->descriptors);
	for (unsigned k = 0; k < 2; k++) {
		assert_int_equal(f->setup.sockets.v[0].fds[k], fds[k]);
		assert_int_equal(port_of(fds[k]), f->port);
	}
	assert_true(is_open(f->setup.access_fd));
	assert_string_equal(f->setup.config->timezone, "Asia/Tokyo");
	assert_int_equal(date_civil(0).hour, 9);
}

static void what_is_missing_is_made(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(f->setup.sockets.n, 1);
	assert_int_equal(f->setup.sockets.slots, 2);
	assert_true(folder_has(&f->folder, "access.log"));
	assert_true(folder_has(&f->folder, "var"));
	assert_true(folder_has(&f->folder, "feeds"));
	assert_true(folder_has(&f->folder, "certs/localhost.crt"));
	assert_true(folder_has(&f->folder, "certs/localhost.key"));
	assert_int_equal(f->setup.config->site.ports[SCHEME_GEMINI], f->port);
}

static void a_reload_keeps_the_sockets_and_takes_the_rest(void **state)
{
	struct fixture *f = *state;
	int first = f->setup.sockets.v[0].fds[0];
	change(f, "log { access = \"\" }");
	OK(reload(f));
	setup_replace(&f->setup, &f->next);
	assert_int_equal(f->setup.sockets.v[0].fds[0], first);
	assert_int_equal(f->setup.sockets.slots, 3);
	assert_int_equal(f->setup.access_fd, -1);
	assert_int_equal(descriptors(), f->descriptors); /* a socket more, no log */
	assert_int_equal(date_civil(0).hour, 1);
}

static void a_configuration_with_errors_changes_nothing(void **state)
{
	struct fixture *f = *state;
	change(f, "gemnii { port = 1 }");
	refused(f, "the configuration has errors");
}

static void a_content_directory_that_is_missing_changes_nothing(void **state)
{
	struct fixture *f = *state;
	change(f, "content = \"nowhere\"");
	refused(f, "nowhere\": No such file or directory");
}

static void a_port_in_use_changes_nothing(void **state)
{
	struct fixture *f = *state;
	int other = stranger();
	char more[120];
	f->descriptors++;
	snprintf(
	    more, sizeof more, "state = \"var2\"\nspartan { listen = {\"127.0.0.1:%u\"} }", port_of(other));
	change(f, more);
	refused(f, "for spartan: Address already in use");
	assert_false(folder_has(&f->folder, "var2"));
	close(other);
}

static void an_access_log_that_cannot_be_opened_changes_nothing(void **state)
{
	struct fixture *f = *state;
	change(f, "state = \"var2\"\nlog { access = \"/dev/null/access.log\" }");
	refused(f, "access log \"/dev/null/access.log\": Not a directory");
	assert_false(folder_has(&f->folder, "var2"));
}

static void a_folder_that_cannot_be_made_changes_nothing(void **state)
{
	struct fixture *f = *state;
	change_log(f, "host = \"second.example\"\nfeeds = \"jarchy.conf/feeds\"");
	refused(f, "jarchy.conf");
	assert_false(folder_has(&f->folder, "certs/second.example.crt"));
}

/* That of another name is broken: the one of the new host, which was missing, is not there afterwards. */
static void a_broken_certificate_changes_nothing_and_none_is_left(void **state)
{
	struct fixture *f = *state;
	folder_write(&f->folder, "certs/third.example.crt", "no certificate\n");
	folder_write(&f->folder, "certs/third.example.key", "no key\n");
	change_log(f, "host = \"second.example\"");
	refused(f, "certs/third.example.");
	assert_false(folder_has(&f->folder, "certs/second.example.crt"));
	assert_false(folder_has(&f->folder, "certs/second.example.key"));
}

static void https_may_show_the_certificate_that_is_made(void **state)
{
	struct fixture *f = *state;
	change_log(f, "host = \"second.example\"\nhttps { listen = {\"127.0.0.1:0\"}\n"
	              "certificate = \"certs/second.example.crt\"\nkey = \"certs/second.example.key\" }");
	OK(reload(f));
	setup_replace(&f->setup, &f->next);
	assert_true(folder_has(&f->folder, "certs/second.example.key"));
}

static void a_key_without_its_certificate_changes_nothing(void **state)
{
	struct fixture *f = *state;
	folder_remove(&f->folder, "certs/localhost.crt");
	change_log(f, "");
	refused(f, "certs/localhost.crt");
	assert_false(folder_has(&f->folder, "certs/localhost.crt"));
}

static void a_pair_that_is_gone_is_made_again_only_if_nobody_saw_it(void **state)
{
	struct fixture *f = *state;
	struct identities fresh;
	folder_remove(&f->folder, "certs/localhost.crt");
	folder_remove(&f->folder, "certs/localhost.key");
	OK(certificates_note(f->setup.config, &failure));
	OK(certificates_note(f->setup.config, &failure));
	assert_string_equal(folder_read(&f->folder, "var/certificates.shown"), "localhost\n");
	change(f, "");
	refused(f, "certs/localhost.crt and its key are gone, and readers trust them");
	assert_false(folder_has(&f->folder, "certs/localhost.crt"));
	folder_remove(&f->folder, "var/certificates.shown");
	OK(certificates_ensure(f->setup.config, &fresh, &failure));
	assert_true(folder_has(&f->folder, "certs/localhost.crt"));
	assert_true(identities_same(&fresh, &fresh));
	assert_false(identities_same(&fresh, &f->setup.identities));
	identities_release(&fresh);
}

static void what_fails_at_start_leaves_nothing_open(void **state)
{
	struct fixture *f = *state;
	struct setup second;
	struct sockets none = { 0 };
	configure(f, 3, f->port, "Asia/Tokyo", "");
	struct config *c = xmalloc(sizeof *c);
	assert_true(config_load(f->file, c));
	assert_false(setup_open(&second, c, &none, &failure));
	assert_non_null(strstr(failure.text, "Address already in use"));
	assert_int_equal(descriptors(), f->descriptors);
	assert_null(second.config);
	setup_close(&second);
}

static void what_is_given_up_leaves_everything_as_it_was(void **state)
{
	struct fixture *f = *state;
	struct setup before = f->setup;
	change_log(f, "spartan { listen = {\"127.0.0.1:0\"} }");
	OK(reload(f));
	assert_memory_equal(&f->setup, &before, sizeof before);
	setup_abandon(&f->next, &f->setup);
	assert_memory_equal(&f->setup, &before, sizeof before);
	assert_int_equal(descriptors(), f->descriptors);
	assert_true(can_connect(f->port));
	assert_int_equal(date_civil(0).hour, 9);
	OK(setup_reopen_log(&f->next, &f->setup, &failure));
	setup_abandon(&f->next, &f->setup);
	assert_true(is_open(f->setup.access_fd));
	assert_int_equal(descriptors(), f->descriptors);
}

static void another_state_folder_is_told_from_the_same_by_another_name(void **state)
{
	struct fixture *f = *state;
	change(f, "state = \"./var\"");
	OK(reload(f));
	assert_true(setup_same_state(&f->setup, &f->next));
	setup_abandon(&f->next, &f->setup);
	change(f, "state = \"var2\"");
	OK(reload(f));
	assert_false(setup_same_state(&f->setup, &f->next));
	setup_abandon(&f->next, &f->setup);
}

static void the_log_is_opened_again_under_its_name_or_stays(void **state)
{
	struct fixture *f = *state;
	struct stat held, named;
	assert_int_equal(renameat(f->folder.fd, "access.log", f->folder.fd, "access.log.1"), 0);
	OK(setup_reopen_log(&f->next, &f->setup, &failure));
	setup_replace(&f->setup, &f->next);
	assert_int_equal(fstat(f->setup.access_fd, &held), 0);
	assert_int_equal(fstatat(f->folder.fd, "access.log", &named, 0), 0);
	assert_int_equal(held.st_ino, named.st_ino);
	assert_int_equal(descriptors(), f->descriptors);

	int fd = f->setup.access_fd;
	assert_int_equal(renameat(f->folder.fd, "access.log", f->folder.fd, "access.log.2"), 0);
	assert_int_equal(mkdirat(f->folder.fd, "access.log", 0755), 0);
	assert_false(setup_reopen_log(&f->next, &f->setup, &failure));
	assert_non_null(strstr(failure.text, "Is a directory"));
	assert_int_equal(f->setup.access_fd, fd);
	assert_true(is_open(fd));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_missing_is_made),
		TEST(a_reload_keeps_the_sockets_and_takes_the_rest),
		TEST(a_configuration_with_errors_changes_nothing),
		TEST(a_content_directory_that_is_missing_changes_nothing),
		TEST(a_port_in_use_changes_nothing),
		TEST(an_access_log_that_cannot_be_opened_changes_nothing),
		TEST(a_folder_that_cannot_be_made_changes_nothing),
		TEST(a_broken_certificate_changes_nothing_and_none_is_left),
		TEST(https_may_show_the_certificate_that_is_made),
		TEST(a_key_without_its_certificate_changes_nothing),
		TEST(a_pair_that_is_gone_is_made_again_only_if_nobody_saw_it),
		TEST(what_fails_at_start_leaves_nothing_open),
		TEST(what_is_given_up_leaves_everything_as_it_was),
		TEST(another_state_folder_is_told_from_the_same_by_another_name),
		TEST(the_log_is_opened_again_under_its_name_or_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
