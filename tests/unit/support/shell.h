/*
 * shell: a site in a temporary folder, the commands that are run on it, and what they print.
 */
#ifndef TESTS_UNIT_SUPPORT_SHELL_H
#define TESTS_UNIT_SUPPORT_SHELL_H

#include "command/command.h"
#include "unit/support/folder.h"
#include "unit/support/printed.h"

struct shell {
	struct folder folder;
	struct config config;
	struct printed printed; /* by the last command */
};

/* Takes the folder's path out of what was printed: "content/…" is left. */
static inline void print_shorten(struct shell *s, struct buf *printed)
{
	char path[64];
	size_t n = (size_t)snprintf(path, sizeof path, "%s/", s->folder.path);
	for (char *at; (at = strstr(printed->data, path));) {
		memmove(at, at + n, printed->len - (size_t)(at - printed->data) - n + 1);
		printed->len -= n;
	}
}

static inline void shell_printed(struct shell *s)
{
	printed_end(&s->printed);
	print_shorten(s, &s->printed.out);
	print_shorten(s, &s->printed.err);
}

/* Runs the command with the arguments, up to NULL, and returns its exit status. */
static inline int shell_run(struct shell *s, const struct command *command, ...)
{
	const struct command *const commands[] = { command, NULL };
	struct command_line line;
	struct err err;
	char name[16], texts[8][80], *argv[10] = { name };
	int n = 0;
	va_list args;
	snprintf(name, sizeof name, "%s", command->name);
	va_start(args, command);
	for (const char *one; (one = va_arg(args, const char *)); n++) {
		assert_true(n < 8 && strlen(one) < sizeof *texts);
		argv[n + 1] = strcpy(texts[n], one);
	}
	va_end(args);
	argv[n + 1] = NULL;
	if (!command_parse(commands, argv, &line, &err))
		fail_msg("%s", err.text);
	printed_begin(&s->printed);
	int status = command->run(&s->config, &line);
	shell_printed(s);
	command_line_release(&line);
	return status;
}

static inline void expect_printed(struct shell *s, const char *out, const char *err)
{
	assert_string_equal(s->printed.out.data, out);
	assert_string_equal(s->printed.err.data, err);
}

/* A site in the languages en and ru with one project, "p". Paths of its configuration are absolute. */
static inline int shell_set_up(void **state)
{
	struct shell *s = *state = xcalloc(1, sizeof *s);
	folder_init(&s->folder);
	printed_init(&s->printed);
	folder_write(
	    &s->folder, "jarchy.conf", "languages = {\"en\", \"ru\"}\nauthority = \"example.org\"\n");
	folder_write(&s->folder, "content/site.en.gmi", "---\ntitle: S\n---\n");
	folder_write(&s->folder, "content/site.ru.gmi", "---\ntitle: S\n---\n");
	folder_write(&s->folder, "content/p/project.en.gmi", "---\nname: P\n---\nText.\n");
	folder_write(&s->folder, "content/p/project.ru.gmi", "---\nname: P\n---\nText.\n");
	assert_true(config_load(folder_path(&s->folder, "jarchy.conf"), &s->config));
	return 0;
}

static inline int shell_tear_down(void **state)
{
	struct shell *s = *state;
	config_release(&s->config);
	printed_release(&s->printed);
	folder_release(&s->folder);
	free(s);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shell_set_up, shell_tear_down)

#endif
