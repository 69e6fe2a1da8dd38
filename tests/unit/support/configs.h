/*
 * configs: configurations in a folder of the test's own, which holds jarchy.conf, and what is said of them.
 */
#ifndef TESTS_UNIT_SUPPORT_CONFIGS_H
#define TESTS_UNIT_SUPPORT_CONFIGS_H

#include "unit/support/folder.h"
#include "unit/support/printed.h"

#include "config/config.h"

struct fixture {
	struct folder folder;
	struct printed printed;
	int before; /* the folder that the tests were started in */
	struct config config;
};

static inline int set_up(void **state)
{
	struct fixture *f = *state = xcalloc(1, sizeof *f);
	folder_init(&f->folder);
	printed_init(&f->printed);
	f->before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fchdir(f->folder.fd);
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;
	int failed = fchdir(f->before);
	close(f->before);
	config_release(&f->config);
	printed_release(&f->printed);
	folder_release(&f->folder);
	free(f);
	return failed;
}

/* What was said is in `printed`. */
static inline bool load_file(struct fixture *f, const char *file)
{
	config_release(&f->config);
	printed_begin(&f->printed);
	bool good = config_load(file, &f->config);
	printed_end(&f->printed);
	assert_string_equal(f->printed.out.data, "");
	return good;
}

/* A file that says nothing. */
#define DEFAULTS "host = \"localhost\"\n"

static inline void load(struct fixture *f, const char *text)
{
	folder_write(&f->folder, CONFIG_FILE, text);
	if (!load_file(f, CONFIG_FILE))
		fail_msg("%s is refused: %s", text, f->printed.err.data);
}

#endif
