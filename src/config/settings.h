/*
 * settings: what a configuration comes to, as the other modules take it.
 */
#ifndef JARCHY_CONFIG_SETTINGS_H
#define JARCHY_CONFIG_SETTINGS_H

#include "config/config_values.h"
#include "config/user.h"
#include "content/filetype.h"
#include "content/problem.h"
#include "page/site.h"

struct config {
	struct cfg_t *cfg; /* owns the strings that are not allocated below */
	char *file;        /* that it was read from; NULL: there was none */
	struct buf text;   /* of the file, as it was read */
	char *content, *feeds, *state, *certs;
	const char *timezone;
	bool follower;          /* shows what another machine, the origin, gives out, and never mints facts */
	char *facts;            /* the folder of the facts export (catalog/export.h); "": none */
	bool report;            /* say in the content what is wrong there (daemon/reporter.h) */
	unsigned workers;       /* at least 1 */
	unsigned grace;         /* seconds for which what is in a file that went is served */
	unsigned drain_seconds; /* for which balancers are told before the end */
	char *access_log;       /* "-": standard output; "": none; else a file */
	enum log_level log_level;
	bool log_json; /* the lines of both logs are objects of JSON */
	enum sandbox_mode sandbox;
	struct user user; /* whom root becomes */
	struct listen_address listen[LISTEN_TOTAL];
	size_t listen_count;
	struct network proxies[SERVICE_COUNT][PROXIES_MAX]; /* balancers that send the PROXY protocol */
	size_t proxy_count[SERVICE_COUNT];
	struct key_fingerprint editors[EDITORS_MAX]; /* keys that may see the preview */
	size_t editor_count;
	const char *purge[PURGE_MAX]; /* addresses of caches that are told what changes */
	size_t purge_count;
	char *https_certificate, *https_key; /* "": none */
	bool redirect;                       /* from plain HTTP to HTTPS */
	unsigned hsts_days;                  /* 0: browsers are told nothing */
	char *acme;                          /* folder of challenges (serve/acme.h); "": none */
	char *ticket_keys;              /* a file of keys of TLS session tickets; "": they are made here */
	bool resumption[SERVICE_COUNT]; /* of TLS sessions */
	bool hybrid;                    /* key exchange, where OpenSSL has it (serve/tls.h) */
	struct serve_limits limits;
	struct site site;
	const char *colour;              /* of links and accents, as the file has it; "": none */
	char *style;                     /* a file of CSS; "": none */
	struct buf style_text;           /* of that, as pages get it; empty: none, or it is refused */
	struct site_colour *site_colour; /* owned; NULL: none, or it is refused */
	struct site_style *site_style;   /* owned; what site.style points to */
	char *languages_dir;             /* of language packs; "": none */
	struct buf packs;                /* what is in there (lang_read_folder) */
	struct problems doubts;          /* what the file asks for in vain, and the rest holds */
	struct file_types *file_types;   /* read at start: a sandbox hides the databases */
	char *derived_url;               /* what site.http_url points to when the file gives none */
};

#endif
