/*
 * config: prints the effective configuration. What it is, is read in config/.
 */
#include "command/config.h"

static int run_config(struct config *c, const struct command_line *line)
{
	(void)line;
	config_print(c, stdout);
	return COMMAND_GOOD;
}

const struct command config_command = {
	.name = "config",
	.arguments = "",
	.summary = "print the effective configuration",
	.run = run_config,
};
