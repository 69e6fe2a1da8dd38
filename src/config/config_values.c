/*
 * config_values: reads single values and says what is wrong with them.
 */
#include "config/config_values.h"

#include <confuse.h>
#include <ctype.h>
#include <string.h>

#include "base/err.h"
#include "base/uri.h"
#include "config/user.h"
#include "lang/bcp47.h"
#include "page/site.h"

bool listen_parse(const char *s, struct listen_address *out)
{
	const char *colon = strrchr(s, ':');
	uint64_t port;
	if (!colon || !str_to_uint(str_of(colon + 1), 65535, &port))
		return false;
	struct str host = { s, (size_t)(colon - s) };
	if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = str_sub(host, 1, host.n - 1);
	else if (str_find(host, ':') < host.n)
		return false;
	if (host.n == 0 || host.n >= sizeof out->host)
		return false;
	snprintf(out->host, sizeof out->host, "%.*s", STR_ARG(host));
	out->port = (unsigned)port;
	return true;
}

/* libconfuse shows a list to its check after each value: the last one is new. */
static const char *last_value(cfg_opt_t *opt)
{
	return cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);
}

int check_listen(cfg_t *cfg, cfg_opt_t *opt)
{
	struct listen_address a;
	if (!listen_parse(last_value(opt), &a))
		cfg_error(cfg, "listen: \"%s\" is not \"address:port\", \"[address]:port\" or \"*:port\"",
		    last_value(opt));
	if (cfg_opt_size(opt) > LISTEN_MAX)
		cfg_error(cfg, "listen: there may be %d addresses at most", LISTEN_MAX);
	return 0;
}

int check_proxy(cfg_t *cfg, cfg_opt_t *opt)
{
	struct network n;
	if (!network_parse(last_value(opt), &n))
		cfg_error(
		    cfg, "proxy: \"%s\" is no network like \"192.0.2.0/24\" or \"::1\"", last_value(opt));
	if (cfg_opt_size(opt) > PROXIES_MAX)
		cfg_error(cfg, "proxy: there may be %d networks at most", PROXIES_MAX);
	return 0;
}

int check_port(cfg_t *cfg, cfg_opt_t *opt)
{
	long v = cfg_opt_getnint(opt, 0);
	if (v < 1 || v > 65535)
		cfg_error(cfg, "%s: %ld is no port (1 to 65535)", opt->name, v);
	return 0;
}

int check_language(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *tag = last_value(opt);
	struct bcp47 parts;
	if (cfg_opt_size(opt) > SITE_LANGS_MAX)
		cfg_error(cfg, "languages: there may be %d at most", SITE_LANGS_MAX);
	if (!bcp47_parse(str_of(tag), &parts))
		cfg_error(cfg,
		    "languages: \"%s\" is no tag of a language: write one like \"ky\" or \"uz-Cyrl\" (BCP "
		    "47)",
		    tag);
	return 0;
}

int check_timezone(cfg_t *cfg, cfg_opt_t *opt)
{
	struct err err;
	if (!date_check_zone(cfg_opt_getnstr(opt, 0), &err))
		cfg_error(cfg, "%s: %s", opt->name, err.text);
	return 0;
}

/* The value that was just read becomes this; it is what goes out in addresses. */
static void replace_last(cfg_opt_t *opt, const struct buf *b)
{
	cfg_opt_setnstr(opt, b->data, cfg_opt_size(opt) - 1);
}

static bool is_host_name(const char *s)
{
	bool good = *s && strlen(s) < 254 && s[strspn(s, ".-:")];
	for (const char *p = s; *p; p++)
		good = good && (isalnum((unsigned char)*p) || strchr(".-:", *p));
	return good;
}

/* A name in another alphabet is kept in ASCII; an address of IPv6 is no name, and stays. */
int check_host(cfg_t *cfg, cfg_opt_t *opt)
{
	struct buf ascii;
	const char *s = last_value(opt);
	buf_init(&ascii, 512);
	if (strchr(s, ':') ? !buf_puts(&ascii, s) : *s && host_to_ascii(str_of(s), &ascii) != HOST_GOOD)
		buf_reset(&ascii);
	if (!is_host_name(ascii.len ? ascii.data : ""))
		cfg_error(
		    cfg, "%s: \"%s\" is no host name (letters, digits, dots and hyphens)", opt->name, s);
	else
		replace_last(opt, &ascii);
	buf_release(&ascii);
	return 0;
}

int check_alias(cfg_t *cfg, cfg_opt_t *opt)
{
	if (cfg_opt_size(opt) > SITE_ALIASES_MAX)
		cfg_error(cfg, "aliases: there may be %d names at most", SITE_ALIASES_MAX);
	return check_host(cfg, opt);
}

/* Whether the value is an address of the web; it is then kept in ASCII. */
static bool read_web(cfg_opt_t *opt)
{
	struct uri u;
	struct buf ascii;
	buf_init(&ascii, 4096);
	bool good = uri_to_ascii(str_of(last_value(opt)), &ascii) && uri_parse(buf_str(&ascii), &u) &&
	            u.host.n && (str_is(u.scheme, "http") || str_is(u.scheme, "https"));
	if (good)
		replace_last(opt, &ascii);
	buf_release(&ascii);
	return good;
}

int check_hub(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *s = cfg_opt_getnstr(opt, 0);
	if (*s && !read_web(opt))
		cfg_error(cfg, "hub: \"%s\" is not like \"https://hub.example.org/\"", s);
	return 0;
}

int check_purge(cfg_t *cfg, cfg_opt_t *opt)
{
	bool good = read_web(opt);
	const char *s = last_value(opt);
	if (!good || strpbrk(s, " \"<>?#@"))
		cfg_error(
		    cfg, "purge: \"%s\" is not the address of a cache, like \"http://127.0.0.1:6081\"", s);
	if (cfg_opt_size(opt) > PURGE_MAX)
		cfg_error(cfg, "purge: there may be %d caches at most", PURGE_MAX);
	return 0;
}

int check_preview(cfg_t *cfg, cfg_opt_t *opt)
{
	struct key_fingerprint k;
	const char *s = last_value(opt);
	if (!key_fingerprint_parse(s, &k))
		cfg_error(cfg,
		    "preview: \"%s\" is no fingerprint of a key (64 hexadecimal digits, with colons or "
		    "without)",
		    s);
	if (cfg_opt_size(opt) > EDITORS_MAX)
		cfg_error(cfg, "preview: there may be %d keys at most", EDITORS_MAX);
	return 0;
}

int check_url(cfg_t *cfg, cfg_opt_t *opt)
{
	bool good = read_web(opt);
	const char *s = cfg_opt_getnstr(opt, 0);
	size_t n = strlen(s);
	if (!good || s[n - 1] == '/' || strpbrk(s, " \"<>?#"))
		cfg_error(
		    cfg, "url: \"%s\" is not like \"https://news.example.org\" (no slash at the end)", s);
	return 0;
}

/* The place of a word among these; n: it is none of them. */
static size_t place_of(const char *word, const char *const *words, size_t n)
{
	size_t i = 0;
	while (i < n && strcmp(word, words[i]) != 0)
		i++;
	return i;
}

bool sandbox_parse(const char *word, enum sandbox_mode *out)
{
	static const char *const words[] = { "try", "require", "off" };
	size_t i = place_of(word, words, ARRAY_SIZE(words));
	*out = (enum sandbox_mode)i;
	return i < ARRAY_SIZE(words);
}

bool log_level_parse(const char *word, enum log_level *out)
{
	static const char *const words[] = { "error", "warning", "info", "debug" };
	size_t i = place_of(word, words, ARRAY_SIZE(words));
	*out = (enum log_level)i;
	return i < ARRAY_SIZE(words);
}

bool log_format_parse(const char *word, bool *json)
{
	static const char *const words[] = { "text", "json" };
	size_t i = place_of(word, words, ARRAY_SIZE(words));
	*json = i == 1;
	return i < ARRAY_SIZE(words);
}

int check_log_level(cfg_t *cfg, cfg_opt_t *opt)
{
	enum log_level level;
	const char *s = cfg_opt_getnstr(opt, 0);
	if (!log_level_parse(s, &level))
		cfg_error(cfg, "level: \"%s\" is not \"error\", \"warning\", \"info\" or \"debug\"", s);
	return 0;
}

int check_log_format(cfg_t *cfg, cfg_opt_t *opt)
{
	bool json;
	const char *s = cfg_opt_getnstr(opt, 0);
	if (!log_format_parse(s, &json))
		cfg_error(cfg, "format: \"%s\" is not \"text\" or \"json\"", s);
	return 0;
}

int check_sandbox(cfg_t *cfg, cfg_opt_t *opt)
{
	enum sandbox_mode mode;
	const char *s = cfg_opt_getnstr(opt, 0);
	if (!sandbox_parse(s, &mode))
		cfg_error(cfg, "sandbox: \"%s\" is not \"try\", \"require\" or \"off\"", s);
	return 0;
}

int check_role(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *s = cfg_opt_getnstr(opt, 0);
	if (strcmp(s, "origin") != 0 && strcmp(s, "follower") != 0)
		cfg_error(cfg, "role: \"%s\" is not \"origin\" or \"follower\"", s);
	return 0;
}

int check_key_exchange(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *s = cfg_opt_getnstr(opt, 0);
	if (strcmp(s, "hybrid") != 0 && strcmp(s, "classical") != 0)
		cfg_error(cfg, "key_exchange: \"%s\" is not \"hybrid\" or \"classical\"", s);
	return 0;
}

int check_user(cfg_t *cfg, cfg_opt_t *opt)
{
	struct user user;
	struct err err;
	if (!user_find(cfg_opt_getnstr(opt, 0), &user, &err))
		cfg_error(cfg, "%s: %s", opt->name, err.text);
	return 0;
}
