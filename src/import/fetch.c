/*
 * fetch: one request at a time, each on a connection of its own.
 */
#include "import/fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/clock.h"
#include "base/uri.h"
#include "import/address.h"
#include "import/robots.h"

enum {
	HOSTS_MAX = 64,
	TOTAL_MAX = 1 << 30, /* bytes of all */
	CONNECT_SECONDS = 10,
	PRIVATE_PAUSE_MS = 10,
	DELAY_MAX = 10, /* seconds that a site may ask for */
	TURN_MS = 50,
};

/* What is known of a host. */
struct host {
	char *origin; /* "https://example.org" */
	char *rules;  /* of its robots.txt */
	unsigned pause_ms;
};

struct fetch {
	CURL *curl;
	const volatile sig_atomic_t *stop;
	int64_t begun, last; /* ms */
	size_t total;
	bool started,
	    private_start; /* the source's first address is in a private network: so may others be */
	bool refused_private;
	struct host hosts[HOSTS_MAX];
	size_t host_count;
	/* of the request under way */
	struct buf *body;
	bool too_large;
};

/* --- which addresses ----------------------------------------------------------------- */

static bool is_private_ipv4(uint32_t ip)
{
	static const struct {
		uint32_t net;
		unsigned bits;
	} nets[] = {
		{ 0x00000000, 8 }, { 0x0A000000, 8 }, { 0x64400000, 10 }, { 0x7F000000, 8 },
		{ 0xA9FE0000, 16 }, { 0xAC100000, 12 }, { 0xC0000000, 24 }, { 0xC0A80000, 16 },
		{ 0xC6120000, 15 }, { 0xE0000000, 3 }, /* multicast and above */
	};
	for (size_t i = 0; i < ARRAY_SIZE(nets); i++)
		if (ip >> (32 - nets[i].bits) == nets[i].net >> (32 - nets[i].bits))
			return true;
	return false;
}

/* An IPv4 address within IPv6 is looked at as itself (RFC 4291, 6052, 3056). */
static bool is_private_ipv6(const unsigned char ip[16])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff },
	                           nat64[12] = { 0x00, 0x64, 0xff, 0x9b };
	uint32_t low = (uint32_t)ip[12] << 24 | (uint32_t)ip[13] << 16 | (uint32_t)ip[14] << 8 | ip[15];
	if (!memcmp(ip, mapped, 12) || !memcmp(ip, nat64, 12))
		return is_private_ipv4(low);
	if (ip[0] == 0x20 && ip[1] == 0x02)
		return is_private_ipv4(
		    (uint32_t)ip[2] << 24 | (uint32_t)ip[3] << 16 | (uint32_t)ip[4] << 8 | ip[5]);
	/* Of the others only global unicast is public. */
	return (ip[0] & 0xe0) != 0x20;
}

bool fetch_is_private(const struct sockaddr *a)
{
	if (a->sa_family == AF_INET)
		return is_private_ipv4(ntohl(((const struct sockaddr_in *)(const void *)a)->sin_addr.s_addr));
	return a->sa_family != AF_INET6 ||
	       is_private_ipv6(((const struct sockaddr_in6 *)(const void *)a)->sin6_addr.s6_addr);
}

/* Each connection is looked at, so a name that leads elsewhere a second time is too. */
static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct fetch *f = user;
	bool private = fetch_is_private(&a->addr);
	if (purpose != CURLSOCKTYPE_IPCXN)
		return CURL_SOCKET_BAD;
	if (!f->started) {
		f->started = true;
		f->private_start = private;
	}
	if (private && !f->private_start) {
		f->refused_private = true;
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* --- one request --------------------------------------------------------------------- */

static bool has_to_end(const struct fetch *f)
{
	return *f->stop || f->total >= TOTAL_MAX || clock_ms() - f->begun > FETCH_SECONDS_MAX * 1000LL;
}

static size_t on_bytes(char *bytes, size_t size, size_t n, void *user)
{
	struct fetch *f = user;
	f->total += size * n;
	if (!buf_add(f->body, bytes, size * n)) {
		f->too_large = true;
		return 0;
	}
	return size * n;
}

static int on_progress(void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	(void)a, (void)b, (void)c, (void)d;
	return has_to_end(user);
}

static bool set_up(struct fetch *f)
{
	CURL *c = f->curl;
	return curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_USERAGENT, "jarchy/" JARCHY_VERSION " (import)") == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L) == CURLE_OK && /* on_socket judges each */
	       curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)FETCH_ONE_SECONDS_MAX) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 100L) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)FETCH_SILENT_SECONDS_MAX) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, f) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_bytes) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_WRITEDATA, f) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_XFERINFODATA, f) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L) == CURLE_OK;
}

struct fetch *fetch_new(const volatile sig_atomic_t *stop, struct err *err)
{
	struct fetch *f = xcalloc(1, sizeof *f);
	f->stop = stop;
	f->begun = clock_ms();
	f->curl = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_easy_init() : NULL;
	if (f->curl && set_up(f))
		return f;
	fetch_free(f);
	err_set(err, "cannot set up libcurl");
	return NULL;
}

void fetch_source(struct fetch *f, bool address, bool intranet)
{
	f->started = !address || intranet;
	f->private_start = intranet;
}

void fetch_free(struct fetch *f)
{
	if (!f)
		return;
	if (f->curl)
		curl_easy_cleanup(f->curl);
	curl_global_cleanup();
	for (size_t i = 0; i < f->host_count; i++) {
		free(f->hosts[i].origin);
		free(f->hosts[i].rules);
	}
	free(f);
}

/* Waits until the host has had its pause, or it is to end. */
static void wait_for_turn(struct fetch *f, unsigned pause_ms)
{
	if (f->private_start && pause_ms <= FETCH_PAUSE_MS)
		pause_ms = PRIVATE_PAUSE_MS;
	while (f->last && clock_ms() - f->last < (int64_t)pause_ms && !has_to_end(f))
		usleep((pause_ms < TURN_MS ? pause_ms : TURN_MS) * 1000);
}

/* Asks once; *status is that of HTTP. */
static enum fetch_result ask(struct fetch *f, const char *url, size_t max, unsigned pause_ms,
    struct buf *body, long *status, struct err *err)
{
	wait_for_turn(f, pause_ms);
	buf_init(body, max);
	f->body = body;
	f->too_large = f->refused_private = false;
	CURLcode code = has_to_end(f)                                             ? CURLE_ABORTED_BY_CALLBACK
	                : curl_easy_setopt(f->curl, CURLOPT_URL, url) == CURLE_OK ? curl_easy_perform(f->curl)
	                                                                          : CURLE_OUT_OF_MEMORY;
	f->last = clock_ms();
	*status = 0;
	curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, status);
	if (code == CURLE_OK)
		return FETCH_GOOD;
	if (has_to_end(f)) {
		err_message(err, *f->stop
		                     ? MESSAGE("stopped: what was imported is kept; begin again to go on")
		                     : MESSAGE("the limits of an import are reached: begin again to go on"));
		return FETCH_ENDED;
	}
	if (f->too_large)
		err_set(err, "%s has more than %zu MiB", url, max >> 20);
	else if (f->refused_private)
		err_set(err, "%s leads into a private network: it is not fetched", url);
	else
		err_set(err, "%s: %s", url, curl_easy_strerror(code));
	return FETCH_REFUSED;
}

/* --- hosts --------------------------------------------------------------------------- */

static bool origin_of(struct arena *a, const char *url, const char **origin, struct str *path)
{
	struct uri u;
	if (!uri_parse(str_of(url), &u) || !u.host.n || u.has_userinfo ||
	    (!str_is_nocase(u.scheme, "http") && !str_is_nocase(u.scheme, "https")))
		return false;
	*origin = arena_str(a, (struct str){ url, (size_t)(u.path.p - url) });
	*path = (struct str){ u.path.p, u.path.n + (u.has_query ? u.query.n + 1 : 0) };
	return true;
}

static struct host *find_host(struct fetch *f, const char *origin, struct err *err, enum fetch_result *result)
{
	struct buf body;
	struct err ignored;
	struct arena a = { 0 };
	long status;
	*result = FETCH_GOOD;
	for (size_t i = 0; i < f->host_count; i++)
		if (!strcasecmp(f->hosts[i].origin, origin))
			return &f->hosts[i];
	if (f->host_count == HOSTS_MAX) {
		*result = FETCH_REFUSED;
		err_set(err, "%s: files are fetched from at most %d hosts", origin, HOSTS_MAX);
		return NULL;
	}
	enum fetch_result got = ask(f, arena_printf(&a, "%s/robots.txt", origin), ROBOTS_MAX, FETCH_PAUSE_MS,
	    &body, &status, &ignored);
	if (got == FETCH_ENDED) {
		*err = ignored;
		*result = got;
	}
	/*
	 * What cannot be asked may not be fetched (RFC 9309 section 2.3.1.4); what is not there allows
	 * all.
	 */
	const char *rules = got == FETCH_GOOD && status == 200 ? body.data
	                    : status >= 500                    ? "User-agent: *\nDisallow: /"
	                                                       : "";
	struct host *h = NULL;
	if (got != FETCH_ENDED) {
		h = &f->hosts[f->host_count++];
		unsigned delay = robots_delay(str_of(rules), "jarchy", DELAY_MAX) * 1000;
		*h = (struct host){ xstrdup(origin), xstrdup(rules),
			delay > FETCH_PAUSE_MS ? delay : FETCH_PAUSE_MS };
	}
	buf_release(&body);
	arena_release(&a);
	return h;
}

struct str fetch_robots(struct fetch *f, const char *url)
{
	struct arena a = { 0 };
	const char *origin;
	struct str path, rules = STR("");
	enum fetch_result result;
	struct err err;
	if (origin_of(&a, url, &origin, &path)) {
		struct host *h = find_host(f, origin, &err, &result);
		rules = str_of(h ? h->rules : "");
	}
	arena_release(&a);
	return rules;
}

/* --- all of it ----------------------------------------------------------------------- */

static void read_type(struct fetch *f, struct arena *a, struct fetched *out)
{
	char *said = NULL;
	struct str type, rest;
	curl_easy_getinfo(f->curl, CURLINFO_CONTENT_TYPE, &said);
	str_cut(str_of(said), ';', &type, &rest);
	out->type = arena_str(a, str_trim(type));
	out->charset = "";
	const char *at = rest.n ? strcasestr(rest.p, "charset=") : NULL;
	if (at) {
		at += strlen("charset=");
		at += *at == '"';
		size_t n = 0;
		while (ascii_is_alnum(at[n]) || at[n] == '-' || at[n] == '_')
			n++;
		out->charset = arena_str(a, (struct str){ at, n });
	}
}

/* Where it leads; NULL when that is nowhere. */
static const char *redirect_of(struct fetch *f, struct arena *a, const char *url)
{
	char *to = NULL;
	curl_easy_getinfo(f->curl, CURLINFO_REDIRECT_URL, &to);
	const char *whole = to ? import_address(a, to, url, NULL) : "";
	return *whole ? whole : NULL;
}

static enum fetch_result get_one(struct fetch *f, struct arena *a, const char *url, size_t max,
    struct fetched *out, const char **next, struct err *err)
{
	const char *origin;
	struct str path;
	struct buf body;
	long status;
	enum fetch_result result;
	*next = NULL;
	if (!origin_of(a, url, &origin, &path)) {
		err_set(err, "%s is no address of the web", url);
		return FETCH_REFUSED;
	}
	struct host *h = find_host(f, origin, err, &result);
	if (!h)
		return result;
	if (!robots_allow(str_of(h->rules), "jarchy", path.n ? path : STR("/"))) {
		err_set(err, "%s: the site asks programs not to fetch it (robots.txt)", url);
		return FETCH_REFUSED;
	}
	result = ask(f, url, max, h->pause_ms, &body, &status, err);
	if (result == FETCH_GOOD && status >= 300 && status < 400)
		*next = redirect_of(f, a, url);
	if (result == FETCH_GOOD && !*next && status != 200) {
		err_set(err, "%s: the site answers %ld", url, status);
		result = FETCH_REFUSED;
	}
	if (result == FETCH_GOOD && !*next) {
		*out = (struct fetched){ .url = url, .body = { arena_str(a, buf_str(&body)), body.len } };
		read_type(f, a, out);
	}
	buf_release(&body);
	return result;
}

enum fetch_result fetch_get(
    struct fetch *f, struct arena *a, const char *url, size_t max, struct fetched *out, struct err *err)
{
	url = import_address(a, url, "", NULL);
	url = arena_str(a, str_sub(str_of(url), 0, str_find(str_of(url), '#')));
	for (int i = 0; i <= FETCH_REDIRECTS_MAX; i++) {
		const char *next;
		enum fetch_result result = get_one(f, a, url, max, out, &next, err);
		if (result != FETCH_GOOD || !next)
			return result;
		url = arena_str(a, str_sub(str_of(next), 0, str_find(str_of(next), '#')));
	}
	err_set(err, "%s: more than %d redirects", url, FETCH_REDIRECTS_MAX);
	return FETCH_REFUSED;
}
