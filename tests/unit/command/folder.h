/*
 * folder: a site in a temporary folder for the tests of commands, and what a command printed.
 */
#ifndef JARCHY_TESTS_FOLDER_H
#define JARCHY_TESTS_FOLDER_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/command.h"

enum { PRINTED_MAX = 1 << 20 };

struct folder {
	char path[32];
	int dir;
	struct config config;
	struct buf out, err; /* what was printed last */
	int kept[2];         /* standard output and standard error, while they are redirected */
};

static inline void folder_put(const struct folder *f, const char *path, const char *text)
{
	assert_int_not_equal(file_replace(f->dir, path, str_of(text), 0644, NULL), FILE_FAILED);
}

/* The file's text, or NULL when there is none; the caller frees it. */
static inline char *folder_read(const struct folder *f, const char *path)
{
	struct buf text;
	buf_init(&text, PRINTED_MAX);
	bool found = file_read(f->dir, path, PRINTED_MAX, &text, NULL);
	char *bytes = found ? buf_detach(&text) : NULL;
	buf_release(&text);
	return bytes;
}

/* From here on what is printed is kept; nothing may fail until print_end. */
static inline void print_begin(struct folder *f)
{
	static const char *const files[] = { "stdout", "stderr" };
	fflush(stdout);
	for (int i = 0; i < 2; i++) {
		f->kept[i] = dup(i + 1);
		int fd = openat(f->dir, files[i], O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(fd, i + 1);
		close(fd);
	}
}

/* Takes the folder's path out of what was printed: "content/…" is left. */
static inline void print_shorten(struct folder *f, struct buf *printed)
{
	char path[64];
	size_t n = (size_t)snprintf(path, sizeof path, "%s/", f->path);
	for (char *at; (at = strstr(printed->data, path));) {
		memmove(at, at + n, printed->len - (size_t)(at - printed->data) - n + 1);
		printed->len -= n;
	}
}

static inline void print_end(struct folder *f)
{
	fflush(stdout);
	for (int i = 0; i < 2; i++) {
		dup2(f->kept[i], i + 1);
		close(f->kept[i]);
	}
	buf_reset(&f->out);
	buf_reset(&f->err);
	assert_true(file_read(f->dir, "stdout", PRINTED_MAX, &f->out, NULL));
	assert_true(file_read(f->dir, "stderr", PRINTED_MAX, &f->err, NULL));
	print_shorten(f, &f->out);
	print_shorten(f, &f->err);
}

/* Runs the command with the arguments, up to NULL, and returns its exit status. */
static inline int folder_run(struct folder *f, const struct command *command, ...)
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
	print_begin(f);
	int status = command->run(&f->config, &line);
	print_end(f);
	command_line_release(&line);
	return status;
}

static inline void expect_printed(const struct folder *f, const char *out, const char *err)
{
	assert_string_equal(f->out.data, out);
	assert_string_equal(f->err.data, err);
}

/* A site in the languages en and ru with one project, "p". Paths of its configuration are absolute. */
static inline int folder_set_up(void **state)
{
	struct folder *f = xcalloc(1, sizeof *f);
	strcpy(f->path, "/tmp/jarchy-unit-XXXXXX");
	f->dir = mkdtemp(f->path) ? open(f->path, O_RDONLY | O_DIRECTORY) : -1;
	folder_put(f, "jarchy.conf", "languages = {\"en\", \"ru\"}\nauthority = \"example.org\"\n");
	for (int i = 0; i < 2; i++) {
		folder_put(f, i ? "content/site.ru.gmi" : "content/site.en.gmi", "---\ntitle: S\n---\n");
		folder_put(f, i ? "content/p/project.ru.gmi" : "content/p/project.en.gmi",
		    "---\nname: P\n---\nText.\n");
	}
	char file[64];
	snprintf(file, sizeof file, "%s/jarchy.conf", f->path);
	assert_true(config_load(file, &f->config));
	buf_init(&f->out, PRINTED_MAX);
	buf_init(&f->err, PRINTED_MAX);
	*state = f;
	return 0;
}

static inline int folder_tear_down(void **state)
{
	struct folder *f = *state;
	char command[64];
	config_release(&f->config);
	buf_release(&f->out);
	buf_release(&f->err);
	close(f->dir);
	snprintf(command, sizeof command, "rm -rf %s", f->path);
	free(f);
	return system(command);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)

#endif
