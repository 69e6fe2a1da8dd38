/*
 * config_command: prints the configuration, or rehearses a start.
 */
#include "daemon/config_command.h"

#include "base/log.h"
#include "daemon/rehearsal.h"
#include "daemon/upgrade.h"

struct config_values {
	bool test;
};

static const struct option options[] = {
	OPT_FLAG(struct config_values, test, "test", 't', "test all that serving needs, and change nothing"),
	OPT_END,
};

static int test(struct config *c)
{
	struct inherited h;
	struct err err;
	/* Before a fault ends the test: of language packs there may be more to say. */
	config_warn(c);
	inherited_take(&h);
	bool ok = rehearse(c, &h.sockets, &err);
	inherited_release(&h);
	if (!ok) {
		log_error("%s", err.text);
		return COMMAND_FAILED;
	}
	printf("jarchy " JARCHY_VERSION CONFIG_TEST_GOOD);
	return COMMAND_GOOD;
}

static int run_config(struct config *c, const struct command_line *line)
{
	const struct config_values *v = line->values;
	if (v->test)
		return test(c);
	config_print(c, stdout);
	return COMMAND_GOOD;
}

const struct command config_command = {
	.name = "config",
	.arguments = "",
	.summary = MESSAGE("print the effective configuration, or test it"),
	.options = options,
	.values_size = sizeof(struct config_values),
	.notes = MESSAGE(
	    "The test looks at content, user, folders, certificates, log and ports. Ports that a jarchy\n"
	    "with the same state folder listens on count as free."),
	.run = run_config,
};
