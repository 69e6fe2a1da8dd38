/*
 * preview_link: the list of answer/preview_links.h, changed by one command at a time, as the user whom
 * `serve` becomes.
 *
 * The address is printed once and kept nowhere. The server reads the list by itself.
 */
#include "command/preview_link.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "answer/preview_links.h"
#include "base/date.h"
#include "base/log.h"
#include "content/address.h"

enum { DAYS_USUAL = 14, DAYS_MAX = 366, SECONDS_A_DAY = 86400 };

struct preview_link_values {
	long days;
	const char *revoke;
	bool list;
};

static const struct option options[] = {
	OPT_NUMBER(
	    struct preview_link_values, days, "days", 0, "N", 1, DAYS_MAX, "days that it is valid (14)"),
	OPT_TEXT(struct preview_link_values, revoke, "revoke", 0, "NAME", "make this link invalid at once"),
	OPT_FLAG(struct preview_link_values, list, "list", 0,
	    "print all links: the day each was made, its last day, its name"),
	OPT_END,
};

/* --- the address ------------------------------------------------------------------------ */

/* The first port of the service that is configured; false: it is switched off. */
static bool find_port(const struct config *c, enum service service, unsigned *port)
{
	for (size_t i = 0; i < c->listen_count; i++)
		if (c->listen[i].service == service) {
			*port = c->listen[i].port;
			return true;
		}
	return false;
}

/* A port that the system chooses is known only while it serves. */
static void add_port(struct buf *out, unsigned port, unsigned usual)
{
	if (port == 0)
		buf_puts(out, ":PORT");
	else if (port != usual)
		buf_printf(out, ":%u", port);
}

/*
 * Where nothing but HTTP is, the address is one for this machine: over the network it would be read by
 * others.
 */
static bool add_origin(struct buf *out, const struct config *c, struct err *err)
{
	unsigned port = 0;
	if (str_starts(str_of(c->site.http_url), "https://")) {
		buf_puts(out, c->site.http_url);
	} else if (find_port(c, SERVICE_HTTPS, &port)) {
		buf_printf(out, "https://%s", c->site.host);
		add_port(out, port, 443);
	} else if (find_port(c, SERVICE_HTTP, &port)) {
		buf_puts(out, "http://127.0.0.1");
		add_port(out, port, 80);
	} else {
		return err_set(err, "neither https nor http is configured: a browser cannot open the site");
	}
	return true;
}

/* --- the list --------------------------------------------------------------------------- */

struct list {
	const struct config *config;
	char path[PATH_MAX];
	struct preview_links links;
	int lock;
};

/* For a change, no other one is under way then. */
static bool open_list(struct list *l, const struct config *c, struct err *err)
{
	*l = (struct list){ .config = c, .lock = -1 };
	if (!user_become_for(&c->user, c->state, err))
		return false;
	snprintf(l->path, sizeof l->path, "%s/" PREVIEW_LINKS_FILE, c->state);
	l->lock = open(c->state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (l->lock < 0 || flock(l->lock, LOCK_EX) != 0)
		return err_errno(err, "state directory \"%s\"", c->state);
	return preview_links_read(l->path, &l->links, err);
}

/* Root leaves it to the owner of the folder, whom the server may run as. */
static bool save_list(const struct list *l, struct err *err)
{
	struct stat folder;
	if (!preview_links_write(l->path, &l->links, err))
		return false;
	return geteuid() != 0 || fstat(l->lock, &folder) != 0 ||
	       chown(l->path, folder.st_uid, folder.st_gid) == 0 || err_errno(err, "%s", l->path);
}

static void close_list(struct list *l)
{
	if (l->lock >= 0)
		close(l->lock);
}

static bool add_link(
    struct list *l, const char *name, int64_t now, int64_t expires, struct buf *address, struct err *err)
{
	char secret[PREVIEW_SECRET_TEXT + 1];
	if (!add_origin(address, l->config, err) ||
	    !preview_links_add(&l->links, name, now, expires, secret, err))
		return false;
	buf_printf(address, ADDRESS_PREVIEW_TREE "/%s/\n", secret);
	explicit_bzero(secret, sizeof secret);
	return save_list(l, err);
}

static bool make_link(struct list *l, const char *name, long days, struct err *err)
{
	char day[DATE_TEXT_MAX];
	int64_t now = time(NULL), expires = now + (days ? days : DAYS_USUAL) * SECONDS_A_DAY;
	struct buf address;
	preview_links_drop_expired(&l->links, now);
	if (!preview_link_may_be_called(str_of(name)))
		return err_set(err, "a name is one line of at most %d bytes", PREVIEW_NAME_MAX);
	if (preview_links_find(&l->links, name))
		return err_set(
		    err, "there is a link \"%s\" already: revoke it, or choose another name", name);
	buf_init(&address, 4096);
	bool ok = add_link(l, name, now, expires, &address, err);
	if (ok) {
		date_day(expires, day);
		printf("%s", address.data);
		log_info(
		    "it is valid until %s; whoever has it sees every draft: keep it as you keep a password",
		    day);
	}
	explicit_bzero(address.data, address.len);
	buf_release(&address);
	return ok;
}

static bool take_back(struct list *l, const char *name, struct err *err)
{
	struct preview_link *link = preview_links_find(&l->links, name);
	if (!link)
		return err_set(err, "there is no link \"%s\": jarchy preview-link --list prints them", name);
	preview_links_remove(&l->links, link);
	return save_list(l, err);
}

static void print_list(const struct preview_links *links)
{
	char made[DATE_TEXT_MAX], expires[DATE_TEXT_MAX];
	int64_t now = time(NULL);
	for (size_t i = 0; i < links->n; i++) {
		const struct preview_link *one = &links->v[i];
		date_day(one->made, made);
		date_day(one->expires, expires);
		printf("%s  %s  %s%s\n", made, expires, one->name,
		    one->expires <= now ? message_find(message_spoken(), MESSAGE("  (expired)")) : "");
	}
}

/* --- the command ------------------------------------------------------------------------ */

static int run_preview_link(struct config *c, const struct command_line *line)
{
	const struct preview_link_values *v = line->values;
	struct list list;
	struct err err;
	bool one_name = line->word_count == 1 && !v->revoke && !v->list;
	if (!one_name && (line->word_count || v->days || !v->revoke == !v->list))
		return command_usage_error(line, "write one name, or --revoke NAME, or --list");
	bool ok = open_list(&list, c, &err);
	if (ok && v->list)
		print_list(&list.links);
	else if (ok)
		ok = v->revoke ? take_back(&list, v->revoke, &err)
		               : make_link(&list, line->words[0], v->days, &err);
	close_list(&list);
	if (!ok)
		log_error("%s", err.text);
	return ok ? COMMAND_GOOD : COMMAND_FAILED;
}

const struct command preview_link_command = {
	.name = "preview-link",
	.arguments = MESSAGE("NAME"),
	.summary = MESSAGE("an address for a browser that shows what is not public yet"),
	.options = options,
	.values_size = sizeof(struct preview_link_values),
	.notes = MESSAGE(
	    "NAME says for whom it is. Whoever has the address sees drafts, scheduled and expired items, "
	    "and\n"
	    "what is wrong in the files, over HTTPS or on this machine. It is printed once and not kept."),
	.run = run_preview_link,
};
