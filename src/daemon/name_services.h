/*
 * name_services: the libraries by which this system looks up names of hosts (nsswitch.conf(5)).
 */
#ifndef JARCHY_DAEMON_NAME_SERVICES_H
#define JARCHY_DAEMON_NAME_SERVICES_H

#define NAME_SERVICES_FILE "/etc/nsswitch.conf"

/*
 * Loads those that the file names, now: the C library loads them at the first look, which is too late in a sandbox that lets no
 * code in. What cannot be loaded or read is left out.
 */
void name_services_load(const char *file);

#endif
