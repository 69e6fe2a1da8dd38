/*
 * title: what ps(1) shows for this process in place of its command line.
 *
 * Not for its short name (prctl(2), PR_SET_NAME), by which `ps -C jarchy` finds the supervisor.
 */
#ifndef JARCHY_DAEMON_TITLE_H
#define JARCHY_DAEMON_TITLE_H

/* First in main: remembers where the system keeps the command line. */
void title_init(int argc, char **argv);

/*
 * "jarchy: " and the words, and the second after a space where it is not NULL. Nothing points at argv any
 * more.
 */
void title_set(const char *words, const char *more);

#endif
