/*
 * cert_warn: looks at the certificates of the folder, and at that of HTTPS, which jarchy does not make.
 */
#include "command/cert_warn.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "command/cert.h"

/* On the days of its marks also when the usual warning would come later. */
static void warn_of_end(enum service service, const char *certificate, long days, bool always)
{
	bool web = service == SERVICE_HTTPS;
	bool soon = always || days < (web ? CERT_WARN_WEB_DAYS : CERT_WARN_DAYS);
	if (days < 0 && web)
		log_warning("%s is no longer valid: renew it", certificate);
	else if (days < 0)
		log_warning("%s is no longer valid: renew it with \"jarchy cert renew\"", certificate);
	else if (soon && web)
		log_warning("%s is valid for %ld more days: renew it", certificate, days);
	else if (soon)
		log_warning(
		    "%s is valid for %ld more days: renew it with \"jarchy cert renew\"", certificate, days);
}

/* Whether the days left went over one of the marks within the last so many days (0: whenever). */
static bool is_due(long days, long since)
{
	static const long marks[] = { 30, 14, 7, 1 };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (days <= marks[i] && days + since > marks[i])
			return true;
	return since == 0 || days < 0;
}

static void look_at(enum service service, const char *certificate, long since)
{
	struct err err;
	long days;
	if (access(certificate, F_OK) != 0)
		return;
	if (!cert_days_left(certificate, &days, &err))
		log_warning("%s", err.text);
	else if (is_due(days, since))
		warn_of_end(service, certificate, days, since != 0);
}

static void in_folder(const struct config *c, const struct dirent *file, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%s", c->certs, file->d_name);
}

static void look_for(const struct config *c, const char *name, struct dirent **files, int n)
{
	char path[PATH_MAX];
	bool found = false;
	for (int i = 0; i < n && !found; i++) {
		in_folder(c, files[i], path);
		found = cert_is_for(path, name);
	}
	if (!found)
		log_warning("no certificate is for %s: \"jarchy cert renew\" makes one that is", name);
}

static void look(const struct config *c, long since)
{
	struct dirent **files;
	char path[PATH_MAX];
	int n = cert_list(c->certs, &files);
	for (int i = 0; i < n; i++) {
		in_folder(c, files[i], path);
		look_at(SERVICE_GEMINI, path, since);
	}
	for (const char *const *a = c->site.aliases; !since && n > 0 && *a; a++)
		look_for(c, *a, files, n);
	for (int i = 0; i < n; i++)
		free(files[i]);
	if (n >= 0)
		free(files);
	if (*c->https_certificate)
		look_at(SERVICE_HTTPS, c->https_certificate, since);
}

void cert_warn(const struct config *c)
{
	look(c, 0);
}

void cert_warn_daily(const struct config *c, long days)
{
	look(c, days < 1 ? 1 : days);
}
