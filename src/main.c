/*
 * main: the table of commands; finds the one that is named and runs it. What each does is in command/,
 * and in daemon/.
 */
#include <stdio.h>

#include "base/log.h"
#include "command/backup.h"
#include "command/build.h"
#include "command/cert.h"
#include "command/check.h"
#include "command/import.h"
#include "command/languages.h"
#include "command/new.h"
#include "command/preview_link.h"
#include "command/publish.h"
#include "command/stats.h"
#include "command/status.h"
#include "daemon/config_command.h"
#include "daemon/picturer.h"
#include "daemon/role.h"
#include "daemon/supervisor.h"
#include "daemon/title.h"

static int run_serve(struct config *c, const struct command_line *line)
{
	(void)line;
	message_speak(NULL); /* the log is in English */
	return supervisor_run(c);
}

/* Here, as command/ may not use daemon/. */
static const struct command serve_command = {
	.name = "serve",
	.arguments = "",
	.summary = MESSAGE("publish the content and serve it until stopped"),
	.notes = MESSAGE("Signals: SIGTERM stops, SIGHUP reads configuration and certificates again,\n"
	                 "SIGUSR1 reopens the access log, SIGUSR2 becomes a new version of the program."),
	.run = run_serve,
};

static const struct command *const commands[] = {
	&serve_command,
	&build_command,
	&check_command,
	&status_command,
	&stats_command,
	&new_command,
	&publish_command,
	&preview_link_command,
	&import_command,
	&cert_command,
	&config_command,
	&languages_command,
	&backup_command,
	&restore_command,
	NULL,
};

static int run(const struct command_line *line)
{
	struct config config;
	if (line->quiet)
		log_quieten();
	if (!config_load(line->config, &config))
		return COMMAND_FAILED;
	int status = line->command->run(&config, line);
	config_release(&config);
	return status;
}

int main(int argc, char **argv)
{
	struct command_line line;
	struct err err;
	int status = COMMAND_GOOD;
	struct handover h;
	title_init(argc, argv);
	build_pictures = picturer_start;
	log_take_over();
	if (handover_take(&h))
		role_run(&h);
	command_speak(argv + (argc > 0));
	if (!command_parse(commands, argv + (argc > 0), &line, &err)) {
		log_error("%s", err.text);
		status = COMMAND_FAILED;
	} else if (line.version) {
		printf("jarchy %s\n", JARCHY_VERSION);
	} else if (!line.help) {
		status = run(&line);
	} else if (line.command) {
		command_print_help(line.command);
	} else {
		command_print_list(commands);
	}
	command_line_release(&line);
	return status;
}
