#include "unit/support/shell.h"

#include <sys/stat.h>

#include "command/cert.h"
#include "command/cert_warn.h"

/* What a line of `cert show` says; the line is cut out of what was printed. */
static const char *said(struct shell *s, const char *label)
{
	char *at = strstr(s->printed.out.data, label);
	if (!at)
		fail_msg("no \"%s\" in: %s", label, s->printed.out.data);
	static char line[256];
	snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

/* A whole day is over with the second in which it was made. */
static void expect_days_left(struct shell *s, long days)
{
	char path[64];
	long left;
	struct err err;
	snprintf(path, sizeof path, "%s/certs/localhost.crt", s->folder.path);
	assert_true(cert_days_left(path, &left, &err));
	assert_in_range(left, days - 1, days);
}

static void a_key_is_made_once_and_for_its_owner_alone(void **state)
{
	struct shell *s = *state;
	struct stat st;
	assert_int_equal(shell_run(s, &cert_command, "make", NULL), 0);
	assert_true(str_starts(buf_str(&s->printed.out),
	    "certificate       certs/localhost.crt\nkey               certs/localhost.key\n"
	    "name              localhost\n"));
	expect_days_left(s, CERT_DAYS);
	assert_int_equal(fstatat(s->folder.fd, "certs/localhost.key", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	const char *key = folder_read(&s->folder, "certs/localhost.key");
	assert_int_equal(shell_run(s, &cert_command, "make", NULL), 2);
	expect_printed(s, "",
	    "jarchy: error: certs/localhost.key: there is one already; \"jarchy cert renew\" keeps its "
	    "key\n");
	const char *again = folder_read(&s->folder, "certs/localhost.key");
	assert_string_equal(key, again);
}

static void renewal_keeps_the_key_and_the_old_certificate(void **state)
{
	struct shell *s = *state;
	char print[256];
	assert_int_equal(shell_run(s, &cert_command, "make", "--days", "30", NULL), 0);
	snprintf(print, sizeof print, "%s", said(s, "public key SHA-256"));
	const char *key = folder_read(&s->folder, "certs/localhost.key"),
	           *old = folder_read(&s->folder, "certs/localhost.crt");
	assert_int_equal(shell_run(s, &cert_command, "renew", "--days", "100", NULL), 0);
	assert_string_equal(said(s, "public key SHA-256"), print);
	expect_days_left(s, 100);
	const char *key_now = folder_read(&s->folder, "certs/localhost.key"),
	           *kept = folder_read(&s->folder, "certs/localhost.crt.old");
	assert_string_equal(key, key_now);
	assert_string_equal(old, kept);
}

/* Each mark is said once: on the day on which it is reached. */
static void the_end_comes_nearer_in_four_steps(void **state)
{
	struct shell *s = *state;
	static const struct {
		const char *days; /* or a day less, when a second has passed */
		long since;
		bool warned;
	} cases[] = { { "32", 1, false }, { "30", 2, true }, { "29", 1, false }, { "16", 1, false },
		{ "14", 2, true }, { "7", 2, true }, { "6", 1, false }, { "3", 1, false }, { "1", 2, true },
		{ "100", 60, false }, { "29", 60, true } };
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		unlinkat(s->folder.fd, "certs/localhost.crt", 0);
		unlinkat(s->folder.fd, "certs/localhost.key", 0);
		assert_int_equal(shell_run(s, &cert_command, "make", "--days", cases[i].days, NULL), 0);
		printed_begin(&s->printed);
		cert_warn_daily(&s->config, cases[i].since);
		printed_end(&s->printed);
		if ((strstr(s->printed.err.data, "more days: renew it") != NULL) != cases[i].warned)
			fail_msg("%s days, looked at %ld days before: \"%s\"", cases[i].days, cases[i].since,
			    s->printed.err.data);
	}
}

static void another_host_has_a_pair_of_its_own_without_aliases(void **state)
{
	struct shell *s = *state;
	char path[64];
	s->config.site.aliases[0] = "alias.example";
	assert_int_equal(shell_run(s, &cert_command, "make", "--host", "::1", NULL), 0);
	assert_string_equal(said(s, "name "), "name              ::1");
	snprintf(path, sizeof path, "%s/certs/::1.crt", s->folder.path);
	assert_true(cert_is_for(path, "::1"));
	assert_false(cert_is_for(path, "127.0.0.1"));
	assert_false(cert_is_for(path, "alias.example"));
	assert_int_equal(shell_run(s, &cert_command, "make", "--host", "localhost", NULL), 0);
	assert_non_null(
	    strstr(s->printed.out.data, "name              localhost\nname              alias.example\n"));
	snprintf(path, sizeof path, "%s/certs/localhost.crt", s->folder.path);
	assert_true(cert_is_for(path, "alias.example"));
	assert_false(cert_is_for("/no/such/file", "localhost"));
}

static void what_is_no_pair_is_told_with_its_file_and_changed_by_nothing(void **state)
{
	struct shell *s = *state;
	assert_int_equal(shell_run(s, &cert_command, "show", NULL), 2);
	expect_printed(s, "", "jarchy: error: cannot read certs/localhost.crt: No such file or directory\n");
	folder_write(&s->folder, "certs/localhost.crt", "no certificate");
	assert_int_equal(shell_run(s, &cert_command, "show", NULL), 2);
	assert_non_null(strstr(
	    s->printed.err.data, "certs/localhost.crt: this is not a certificate in PEM form (OpenSSL: "));
	assert_int_equal(shell_run(s, &cert_command, "make", "--host", "a", NULL), 0);
	assert_int_equal(shell_run(s, &cert_command, "make", "--host", "b", NULL), 0);
	assert_int_equal(renameat(s->folder.fd, "certs/a.key", s->folder.fd, "certs/b.key"), 0);
	const char *before = folder_read(&s->folder, "certs/b.crt");
	assert_int_equal(shell_run(s, &cert_command, "renew", "--host", "b", NULL), 2);
	assert_non_null(
	    strstr(s->printed.err.data, "certs/b.crt: this certificate does not belong to certs/b.key"));
	const char *after = folder_read(&s->folder, "certs/b.crt");
	assert_string_equal(before, after);
}

static void a_verb_is_make_renew_or_show(void **state)
{
	struct shell *s = *state;
	const char *error = "jarchy: error: cert: write make, show or renew (see \"jarchy cert --help\")\n";
	assert_int_equal(shell_run(s, &cert_command, NULL), 2);
	expect_printed(s, "", error);
	assert_int_equal(shell_run(s, &cert_command, "mkae", NULL), 2);
	expect_printed(s, "", error);
	assert_int_equal(shell_run(s, &cert_command, "make", "show", NULL), 2);
	expect_printed(s, "", error);
	assert_int_not_equal(faccessat(s->folder.fd, "certs", F_OK, 0), 0);
}

static void warn(struct shell *s)
{
	printed_begin(&s->printed);
	cert_warn(&s->config);
	shell_printed(s);
}

static void a_certificate_is_warned_of_90_days_before_its_end(void **state)
{
	struct shell *s = *state;
	warn(s);
	expect_printed(s, "", "");
	assert_int_equal(shell_run(s, &cert_command, "make", "--days", "91", NULL), 0);
	expect_days_left(s, 91);
	warn(s);
	expect_printed(s, "", "");
	assert_int_equal(shell_run(s, &cert_command, "renew", "--days", "89", NULL), 0);
	warn(s);
	assert_true(
	    str_starts(buf_str(&s->printed.err), "jarchy: warning: certs/localhost.crt is valid for 8"));
	assert_true(str_ends(buf_str(&s->printed.err), " more days: renew it with \"jarchy cert renew\"\n"));
}

static void a_certificate_that_cannot_be_read_and_an_alias_without_one_are_warned_of(void **state)
{
	struct shell *s = *state;
	s->config.site.aliases[0] = "alias.example";
	warn(s);
	expect_printed(s, "", "");
	folder_write(&s->folder, "certs/a.crt", "none");
	folder_write(&s->folder, "certs/.hidden.crt", "none");
	folder_write(&s->folder, "certs/a.crt.old", "none");
	warn(s);
	assert_true(str_starts(buf_str(&s->printed.err),
	    "jarchy: warning: certs/a.crt: this is not a certificate in PEM form (OpenSSL: "));
	assert_non_null(strstr(s->printed.err.data, "\njarchy: warning: no certificate is for alias.example: "
	                                            "\"jarchy cert renew\" makes one that is\n"));
	assert_null(strstr(s->printed.err.data, "hidden"));
	assert_null(strstr(s->printed.err.data, ".old"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_key_is_made_once_and_for_its_owner_alone),
		TEST(renewal_keeps_the_key_and_the_old_certificate),
		TEST(the_end_comes_nearer_in_four_steps),
		TEST(another_host_has_a_pair_of_its_own_without_aliases),
		TEST(what_is_no_pair_is_told_with_its_file_and_changed_by_nothing),
		TEST(a_verb_is_make_renew_or_show),
		TEST(a_certificate_is_warned_of_90_days_before_its_end),
		TEST(a_certificate_that_cannot_be_read_and_an_alias_without_one_are_warned_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
