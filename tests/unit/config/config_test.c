/*
 * The configuration as config.h gives it: what each key may be and what is said of what it may not, what is derived,
 * what is printed, and files that are no configuration. Each test runs in a folder of its own, which holds jarchy.conf.
 */
#include "unit/support/configs.h"

#include "base/date.h"
#include "serve/tls.h"

static void assert_refused(struct fixture *f, const char *text, const char *message)
{
	folder_write(&f->folder, CONFIG_FILE, text);
	if (load_file(f, CONFIG_FILE))
		fail_msg("%s is not refused", text);
	assert_string_equal(f->printed.err.data, message);
}

/* --- values ---------------------------------------------------------------------------- */

static void without_a_file_the_defaults_hold(void **state)
{
	struct fixture *f = *state;
	const struct config *c = &f->config;
	assert_true(load_file(f, NULL));
	assert_string_equal(f->printed.err.data, "");
	assert_string_equal(c->content, "content");
	assert_string_equal(c->feeds, "feeds");
	assert_string_equal(c->state, "var");
	assert_string_equal(c->certs, "certs");
	assert_string_equal(c->timezone, "Asia/Bishkek");
	assert_true(c->workers >= 1 && c->workers <= 64);
	assert_string_equal(c->access_log, "-");
	assert_int_equal(c->sandbox, SANDBOX_TRY);
	assert_string_equal(c->user.name, "");
	assert_int_equal(c->listen_count, 3);
	assert_int_equal(c->editor_count, 0);
	assert_string_equal(c->https_certificate, "");
	assert_string_equal(c->https_key, "");
	assert_false(c->resumption[SERVICE_GEMINI] || c->resumption[SERVICE_HTTPS]);
	assert_memory_equal(&c->limits, &serve_limits_default, sizeof c->limits);
	assert_non_null(c->file_types);
	assert_string_equal(c->site.host, "localhost");
	assert_null(c->site.aliases[0]);
	assert_null(c->site.hub);
	assert_int_equal(c->purge_count, 0);
	assert_false(c->site.purged);
	assert_int_equal(c->site.lang_count, 3);
	assert_string_equal(c->site.tags[0], "ky");
	assert_string_equal(c->site.tags[1], "ru");
	assert_string_equal(c->site.tags[2], "en");
	assert_null(c->site.langs[3]);
}

static void the_default_addresses_are_those_of_three_services(void **state)
{
	struct fixture *f = *state;
	static const struct listen_address expected[] = { { SERVICE_GEMINI, "*", 1965 },
		{ SERVICE_GOPHER, "*", 7070 }, { SERVICE_HTTP, "*", 8080 } };
	load(f, DEFAULTS);
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
		assert_int_equal(f->config.listen[i].service, expected[i].service);
		assert_string_equal(f->config.listen[i].host, expected[i].host);
		assert_int_equal(f->config.listen[i].port, expected[i].port);
	}
}

static void every_key_reaches_its_field(void **state)
{
	struct fixture *f = *state;
	const struct config *c = &f->config;
	load(f,
	    "content = \"c\"\nfeeds = \"f\"\nstate = \"s\"\ncerts = \"k\"\n"
	    "host = \"news.example\"\naliases = {\"a.example\", \"::1\"}\nauthority = \"example.org\"\n"
	    "languages = {\"en\", \"ky\"}\ntimezone = \"UTC\"\nworkers = 7\nsandbox = \"require\"\n"
	    "user = \"nobody\"\nhub = \"https://hub.example/\"\nrole = \"follower\"\nfacts = \"c/.facts\"\n"
	    "key_exchange = \"classical\"\n"
	    "purge = {\"http://127.0.0.1:6081\", \"https://cache.example/x\"}\n"
	    "preview = {\"00000000000000000000000000000000000000000000000000000000000000aB\"}\n"
	    "gemini { listen = {\"*:1\", \"[::1]:2\"} proxy = {\"192.0.2.0/24\", \"::1\"} port = 3 "
	    "resumption = yes }\n"
	    "gopher { listen = {\"a.example:0\"} port = 4 host = \"gopher.example\" }\n"
	    "http { listen = {} url = \"https://web.example\" }\n"
	    "https { listen = {\"127.0.0.1:5\"} certificate = \"c.pem\" key = \"/k.pem\" resumption = "
	    "true }\n"
	    "spartan { listen = {\"*:6\"} port = 7 }\nfinger { listen = {\"*:8\"} }\n"
	    "nex { listen = {\"*:9\"} port = 10 proxy = {\"10.0.0.0/8\"} }\nlog { access = \"\" }\n");
	assert_string_equal(c->content, "c");
	assert_string_equal(c->feeds, "f");
	assert_string_equal(c->state, "s");
	assert_string_equal(c->certs, "k");
	assert_string_equal(c->site.host, "news.example");
	assert_string_equal(c->site.aliases[0], "a.example");
	assert_string_equal(c->site.aliases[1], "::1");
	assert_null(c->site.aliases[2]);
	assert_string_equal(c->site.authority, "example.org");
	assert_int_equal(c->site.lang_count, 2);
	assert_string_equal(c->site.tags[0], "en");
	assert_string_equal(c->site.tags[1], "ky");
	assert_string_equal(c->timezone, "UTC");
	assert_int_equal(c->workers, 7);
	assert_int_equal(c->sandbox, SANDBOX_REQUIRE);
	assert_true(c->follower && config_has_facts(c) && !config_exports(c) && !config_tells_hub(c));
	assert_string_equal(c->facts, "c/.facts");
	assert_false(c->hybrid);
	assert_string_equal(c->user.name, "nobody");
	assert_string_equal(c->site.hub, "https://hub.example/");
	assert_int_equal(c->purge_count, 2);
	assert_string_equal(c->purge[0], "http://127.0.0.1:6081");
	assert_string_equal(c->purge[1], "https://cache.example/x");
	assert_true(c->site.purged);
	assert_int_equal(c->editor_count, 1);
	assert_int_equal(c->editors[0].sha256[31], 0xab);
	assert_int_equal(c->proxy_count[SERVICE_GEMINI], 2);
	assert_int_equal(c->proxy_count[SERVICE_NEX], 1);
	assert_int_equal(c->proxy_count[SERVICE_HTTP], 0);
	assert_true(c->resumption[SERVICE_GEMINI] && c->resumption[SERVICE_HTTPS]);
	assert_int_equal(c->site.ports[SCHEME_GEMINI], 3);
	assert_int_equal(c->site.ports[SCHEME_GOPHER], 4);
	assert_int_equal(c->site.ports[SCHEME_SPARTAN], 7);
	assert_int_equal(c->site.ports[SCHEME_NEX], 10);
	assert_string_equal(c->site.gopher_host, "gopher.example");
	assert_string_equal(c->site.http_url, "https://web.example");
	assert_string_equal(c->https_certificate, "c.pem");
	assert_string_equal(c->https_key, "/k.pem");
	assert_string_equal(c->access_log, "");
}

/* Only who asks for it by name is told what this OpenSSL lacks. */
static void hybrid_key_exchange_is_the_default_and_what_openssl_lacks_is_named(void **state)
{
	struct fixture *f = *state;
	load(f, "workers = 3\n");
	assert_true(f->config.hybrid);
	assert_int_equal(f->config.doubts.n, 0);
	load(f, "workers = 3\nkey_exchange = \"hybrid\"\n");
	assert_true(f->config.hybrid);
	assert_int_equal(f->config.doubts.n, tls_has_hybrid() ? 0 : 1);
	if (!tls_has_hybrid()) {
		assert_int_equal(f->config.doubts.v[0].line, 2);
		assert_int_equal(f->config.doubts.v[0].severity, SEVERITY_WARNING);
	}
	load(f, "key_exchange = \"classical\"\n");
	assert_false(f->config.hybrid);
	assert_int_equal(f->config.doubts.n, 0);
}

static void addresses_come_service_by_service(void **state)
{
	struct fixture *f = *state;
	static const struct listen_address expected[] = { { SERVICE_GEMINI, "*", 1 },
		{ SERVICE_GEMINI, "::1", 2 }, { SERVICE_HTTP, "a.example", 0 }, { SERVICE_NEX, "*", 65535 } };
	load(f,
	    "nex { listen = {\"*:65535\"} }\nhttp { listen = {\"a.example:0\"} }\ngopher { listen = {} }\n"
	    "gemini { listen = {\"*:1\", \"[::1]:2\"} }\n");
	assert_int_equal(f->config.listen_count, ARRAY_SIZE(expected));
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
		assert_int_equal(f->config.listen[i].service, expected[i].service);
		assert_string_equal(f->config.listen[i].host, expected[i].host);
		assert_int_equal(f->config.listen[i].port, expected[i].port);
	}
}

static void a_language_counts_once(void **state)
{
	struct fixture *f = *state;
	load(f, "languages = {\"ru\", \"en\", \"ru\"}\n");
	assert_int_equal(f->config.site.lang_count, 2);
	assert_string_equal(f->config.site.tags[0], "ru");
	assert_string_equal(f->config.site.tags[1], "en");
}

static void the_time_zone_becomes_that_of_the_process(void **state)
{
	struct fixture *f = *state;
	char date[DATE_TEXT_MAX];
	load(f, "timezone = \"Asia/Tokyo\"\n");
	date_rfc3339(0, date);
	assert_string_equal(date, "1970-01-01T09:00:00+09:00");
	assert_refused(f, "timezone = \"UTC\"\nworkers = 65\n",
	    "jarchy.conf:2: workers: 65 is not a number from 0 to 64\n");
	date_rfc3339(0, date);
	assert_string_equal(date, "1970-01-01T09:00:00+09:00");
	load(f, "host = \"localhost\"\n");
	date_rfc3339(1700000000, date);
	assert_string_equal(date, "2023-11-15T04:13:20+06:00");
}

/* Accounts and folders of another process, which found them, are taken as they were. */
static void a_text_that_was_checked_is_not_checked_again(void **state)
{
	struct fixture *f = *state;
	const char *text = "user = \"no-such-user\"\nlanguages = {\"ru\"}\ncontent = \"c\"\n";
	const struct user user = { .name = "no-such-user", .uid = 77, .gid = 78 };
	struct config *c = &f->config;
	assert_true(config_load_checked(
	    "sub/jarchy.conf", str_of(text), &(struct config_files){ 0 }, &user, false, c));
	assert_int_equal(c->user.uid, 77);
	assert_string_equal(c->content, "sub/c");
	assert_string_equal(c->site.tags[0], "ru");
	assert_null(c->file_types);
	assert_string_equal(c->text.data, text);
	config_release(c);
	printed_begin(&f->printed);
	bool good = config_load_text("sub/jarchy.conf", str_of(text), c);
	printed_end(&f->printed);
	assert_false(good);
	assert_string_equal(
	    f->printed.err.data, "sub/jarchy.conf:1: user: there is no user \"no-such-user\"\n");
}

/* --- what is refused ------------------------------------------------------------------- */

#define NO_CACHE " is not the address of a cache, like \"http://127.0.0.1:6081\"\n"
#define NO_HOST " is no host name (letters, digits, dots and hyphens)\n"
#define NO_ADDRESS " is not \"address:port\", \"[address]:port\" or \"*:port\"\n"

static void a_bad_value_is_named_with_its_file_and_line(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "host = \"\"\n", "jarchy.conf:1: host: \"\"" NO_HOST },
		{ "\n\nhost = \"a b\"\n", "jarchy.conf:3: host: \"a b\"" NO_HOST },
		{ "host = \"-\"\n", "jarchy.conf:1: host: \"-\"" NO_HOST },
		{ "host = \"...\"\n", "jarchy.conf:1: host: \"...\"" NO_HOST },
		{ "host = \"a_b\"\n", "jarchy.conf:1: host: \"a_b\"" NO_HOST },
		{ "host = \"жарчы!.example\"\n", "jarchy.conf:1: host: \"жарчы!.example\"" NO_HOST },
		{ "aliases = {\"a\",\n\"b/c\"}\n", "jarchy.conf:2: aliases: \"b/c\"" NO_HOST },
		{ "authority = \"a,2000:b\"\n", "jarchy.conf:1: authority: \"a,2000:b\"" NO_HOST },
		{ "languages = {\"k\"}\n", "jarchy.conf:1: languages: \"k\" is no tag of a language: "
		                           "write one like \"ky\" or \"uz-Cyrl\" (BCP 47)\n" },
		{ "languages = {}\n", "jarchy.conf: languages: at least one is needed\n" },
		{ "timezone = \"Bishkek\"\n", "jarchy.conf:1: timezone: unknown time zone \"Bishkek\": write "
		                              "one of /usr/share/zoneinfo/, as Asia/Bishkek\n" },
		{ "workers = -1\n", "jarchy.conf:1: workers: -1 is not a number from 0 to 64\n" },
		{ "workers = 65\n", "jarchy.conf:1: workers: 65 is not a number from 0 to 64\n" },
		{ "workers = many\n", "jarchy.conf:1: workers: the value is not a whole number\n" },
		{ "workers = 99999999999999999999\n", "jarchy.conf:1: workers: the number is too large\n" },
		{ "role = \"copy\"\n", "jarchy.conf:1: role: \"copy\" is not \"origin\" or \"follower\"\n" },
		{ "key_exchange = \"quantum\"\n",
		    "jarchy.conf:1: key_exchange: \"quantum\" is not \"hybrid\" or \"classical\"\n" },
		{ "role = \"follower\"\n",
		    "jarchy.conf: role: a follower needs \"facts\", the folder into which the facts of the "
		    "origin are copied, as in facts = \"content/.facts\"\n" },
		{ "facts = \"content\"\n",
		    "jarchy.conf: facts: \"content\" has other files: name a folder of "
		    "its own, as in facts = \"content/.facts\"\n" },
		{ "sandbox = \"no\"\n",
		    "jarchy.conf:1: sandbox: \"no\" is not \"try\", \"require\" or \"off\"\n" },
		{ "user = \"no-such-user\"\n", "jarchy.conf:1: user: there is no user \"no-such-user\"\n" },
		{ "hub = \"hub.example\"\n",
		    "jarchy.conf:1: hub: \"hub.example\" is not like \"https://hub.example.org/\"\n" },
		{ "hub = \"gemini://hub.example/\"\n", "jarchy.conf:1: hub: \"gemini://hub.example/\" is not "
		                                       "like \"https://hub.example.org/\"\n" },
		{ "purge = {\"127.0.0.1:6081\"}\n", "jarchy.conf:1: purge: \"127.0.0.1:6081\"" NO_CACHE },
		{ "purge = {\"ftp://cache.example\"}\n",
		    "jarchy.conf:1: purge: \"ftp://cache.example\"" NO_CACHE },
		{ "purge = {\"http://me@cache.example\"}\n",
		    "jarchy.conf:1: purge: \"http://me@cache.example\"" NO_CACHE },
		{ "purge = {\"http://cache.example/?x\"}\n",
		    "jarchy.conf:1: purge: \"http://cache.example/?x\"" NO_CACHE },
		{ "preview = {\"12ab\"}\n", "jarchy.conf:1: preview: \"12ab\" is no fingerprint of a key (64 "
		                            "hexadecimal digits, with colons or without)\n" },
		{ "gemini {\n listen = {\"1965\"}\n}\n", "jarchy.conf:2: listen: \"1965\"" NO_ADDRESS },
		{ "gopher { listen = {\"*:65536\"} }\n", "jarchy.conf:1: listen: \"*:65536\"" NO_ADDRESS },
		{ "http { listen = {\"::1:80\"} }\n", "jarchy.conf:1: listen: \"::1:80\"" NO_ADDRESS },
		{ "nex { listen = {\":1900\"} }\n", "jarchy.conf:1: listen: \":1900\"" NO_ADDRESS },
		{ "finger { proxy = {\"192.0.2.0/33\"} }\n", "jarchy.conf:1: proxy: \"192.0.2.0/33\" is no "
		                                             "network like \"192.0.2.0/24\" or \"::1\"\n" },
		{ "gemini { port = 0 }\n", "jarchy.conf:1: port: 0 is no port (1 to 65535)\n" },
		{ "spartan { port = 65536 }\n", "jarchy.conf:1: port: 65536 is no port (1 to 65535)\n" },
		{ "gemini { resumption = maybe }\n",
		    "jarchy.conf:1: resumption: the value is not yes or no\n" },
		{ "gopher { host = \"a b\" }\n", "jarchy.conf:1: host: \"a b\"" NO_HOST },
		{ "http { url = \"https://news.example/\" }\n",
		    "jarchy.conf:1: url: \"https://news.example/\" is not "
		    "like \"https://news.example.org\" (no slash at the end)\n" },
		{ "http { url = \"news.example\" }\n",
		    "jarchy.conf:1: url: \"news.example\" is not like "
		    "\"https://news.example.org\" (no slash at the end)\n" },
		{ "https { listen = {\"*:443\"} certificate = \"c.pem\" }\n",
		    "jarchy.conf: https: a listener needs both \"certificate\" and \"key\"\n" },
		{ "https { listen = {\"*:443\"} key = \"k.pem\" }\n",
		    "jarchy.conf: https: a listener needs both \"certificate\" and \"key\"\n" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_refused(f, cases[i].text, cases[i].message);
}

static void every_bad_value_is_named(void **state)
{
	struct fixture *f = *state;
	assert_refused(f, "workers = 65\nhost = \"a b\"\nlimits {\n connections = 0\n}\nsandbox = \"x\"\n",
	    "jarchy.conf:1: workers: 65 is not a number from 0 to 64\n"
	    "jarchy.conf:2: host: \"a b\"" NO_HOST
	    "jarchy.conf:4: connections: 0 is not a number from 1 to 1048576\n"
	    "jarchy.conf:6: sandbox: \"x\" is not \"try\", \"require\" or \"off\"\n");
}

static void an_unknown_key_gets_the_nearest_that_there_is(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "hots = \"a\"\n", "jarchy.conf:1: unknown key \"hots\": did you mean \"host\"?\n" },
		{ "\nHost = \"a\"\n", "jarchy.conf:2: unknown key \"Host\": did you mean \"host\"?\n" },
		{ "gemnii { }\n", "jarchy.conf:1: unknown key \"gemnii\": did you mean \"gemini\"?\n" },
		{ "gemini {\n\n prot = 1\n}\n",
		    "jarchy.conf:3: unknown key \"prot\": did you mean \"port\"?\n" },
		{ "log { acess = \"-\" }\n",
		    "jarchy.conf:1: unknown key \"acess\": did you mean \"access\"?\n" },
		{ "limits { conections = 1 }\n",
		    "jarchy.conf:1: unknown key \"conections\": did you mean \"connections\"?\n" },
		/* Of another section. */
		{ "certificat = \"a\"\n",
		    "jarchy.conf:1: unknown key \"certificat\": did you mean \"certificate\"?\n" },
		{ "finger { resumtion = yes }\n",
		    "jarchy.conf:1: unknown key \"resumtion\": did you mean \"resumption\"?\n" },
		{ "http { cache_byte = 1 }\n",
		    "jarchy.conf:1: unknown key \"cache_byte\": did you mean \"cache_bytes\"?\n" },
		{ "flavour = \"red\"\n", "jarchy.conf:1: unknown key \"flavour\": take it out\n" },
		/* Right, but at another place. */
		{ "port = 1\n", "jarchy.conf:1: unknown key \"port\" here: write it in a section, as in "
		                "gemini { port = ... }\n" },
		{ "proxy = {}\n", "jarchy.conf:1: unknown key \"proxy\" here: write it in a section, as in "
		                  "gemini { proxy = ... }\n" },
		{ "connections = 9\n", "jarchy.conf:1: unknown key \"connections\" here: write it in a "
		                       "section, as in limits { connections = ... }\n" },
		{ "http { hub = \"x\" }\n",
		    "jarchy.conf:1: unknown key \"hub\" here: write it outside of sections\n" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_refused(f, cases[i].text, cases[i].message);
}

/* A list of n times the value. */
static const char *listed(struct fixture *f, const char *before, const char *value, int n, const char *after)
{
	char *text = arena_printf(&f->folder.arena, "%s = {\"%s\"", before, value);
	for (int i = 1; i < n; i++)
		text = arena_printf(&f->folder.arena, "%s, \"%s\"", text, value);
	return arena_printf(&f->folder.arena, "%s}%s\n", text, after);
}

static void a_list_that_is_too_long_is_refused(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *before, *value, *after;
		int max;
		const char *message;
	} cases[] = {
		{ "aliases", "a", "", SITE_ALIASES_MAX, "aliases: there may be 16 names at most" },
		{ "languages", "ky", "", SITE_LANGS_MAX, "languages: there may be 32 at most" },
		{ "preview", "0000000000000000000000000000000000000000000000000000000000000001", "",
		    EDITORS_MAX, "preview: there may be 64 keys at most" },
		{ "nex { listen", "*:1", " }", LISTEN_MAX, "listen: there may be 16 addresses at most" },
		{ "nex { proxy", "::1", " }", PROXIES_MAX, "proxy: there may be 16 networks at most" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		load(f, listed(f, cases[i].before, cases[i].value, cases[i].max, cases[i].after));
		assert_refused(f,
		    listed(f, cases[i].before, cases[i].value, cases[i].max + 1, cases[i].after),
		    arena_printf(&f->folder.arena, "jarchy.conf:1: %s\n", cases[i].message));
	}
}

static void each_limit_has_its_range(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *key;
		size_t offset;
		long min, max;
	} limits[] = {
#define LIMIT(field, min, max) { #field, offsetof(struct serve_limits, field), min, max }
		LIMIT(handshake_seconds, 5, 3600),
		LIMIT(request_seconds, 5, 3600),
		LIMIT(progress_seconds, 1, 3600),
		LIMIT(rate_bytes, 0, 1073741824),
		LIMIT(rate_seconds, 1, 3600),
		LIMIT(keepalive_seconds, 1, 3600),
		LIMIT(keepalive_requests, 1, 1073741824),
		LIMIT(linger_seconds, 1, 60),
		LIMIT(connections, 1, 1048576),
		LIMIT(per_address, 1, 1048576),
		LIMIT(feed_polls_per_hour, 0, 1000000),
		LIMIT(hang_seconds, 0, 3600),
	};
	for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
		const long values[] = { limits[i].min, limits[i].max, limits[i].min - 1, limits[i].max + 1 };
		for (size_t k = 0; k < 4; k++) {
			const char *text = arena_printf(
			    &f->folder.arena, "limits {\n %s = %ld\n}\n", limits[i].key, values[k]);
			if (k >= 2) {
				assert_refused(f, text,
				    arena_printf(&f->folder.arena,
				        "jarchy.conf:2: %s: %ld is not a number from %ld to %ld\n",
				        limits[i].key, values[k], limits[i].min, limits[i].max));
				continue;
			}
			struct serve_limits expected = serve_limits_default;
			*(unsigned *)(void *)((char *)&expected + limits[i].offset) = (unsigned)values[k];
			load(f, text);
			assert_memory_equal(&f->config.limits, &expected, sizeof expected);
		}
	}
	load(f, "limits { cache_bytes = 1099511627776 }\n");
	assert_int_equal(f->config.limits.cache_bytes, INT64_C(1099511627776));
	assert_refused(f, "limits { cache_bytes = 1099511627777 }\n",
	    "jarchy.conf:1: cache_bytes: 1099511627777 is not a number from 0 to 1099511627776\n");
}

static void what_was_refused_holds_nothing(void **state)
{
	struct fixture *f = *state;
	static const struct config none;
	assert_refused(f, "workers = 65\n", "jarchy.conf:1: workers: 65 is not a number from 0 to 64\n");
	assert_memory_equal(&f->config, &none, sizeof none);
}

/* The processes are given the text of the file, and must find in it what the supervisor found. */
static void names_in_another_alphabet_go_out_in_ascii_from_every_process(void **state)
{
	struct fixture *f = *state;
	const char *text = "host = \"пример.kg\"\naliases = {\"мост.kg\", \"b.example\"}\n"
	                   "hub = \"https://хаб.kg/п?q=й\"\n";
	const struct user user = { .name = "" };
	assert_true(config_load_checked(
	    "jarchy.conf", str_of(text), &(struct config_files){ 0 }, &user, false, &f->config));
	const struct site *s = &f->config.site;
	assert_string_equal(s->host, "xn--e1afmkfd.kg");
	assert_string_equal(s->authority, s->host);
	assert_string_equal(s->gopher_host, s->host);
	assert_string_equal(s->aliases[0], "xn--l1aeje.kg");
	assert_string_equal(s->aliases[1], "b.example");
	assert_string_equal(s->hub, "https://xn--80ac2d.kg/%D0%BF?q=%D0%B9");
	assert_string_equal(s->http_url, "http://xn--e1afmkfd.kg:8080");
}

static void names_in_another_alphabet_go_out_in_ascii(void **state)
{
	struct fixture *f = *state;
	load(f, "host = \"президент.рф\"\naliases = {\"Новости.кг\", \"b.example\"}\nhub = "
	        "\"https://хаб.рф/x\"\n");
	const struct site *s = &f->config.site;
	assert_string_equal(s->host, "xn--d1abbgf6aiiy.xn--p1ai");
	assert_string_equal(s->authority, s->host);
	assert_string_equal(s->gopher_host, s->host);
	assert_string_equal(s->aliases[0], "xn--b1amnebsh.xn--c1an");
	assert_string_equal(s->aliases[1], "b.example");
	assert_string_equal(s->hub, "https://xn--80ac2d.xn--p1ai/x");
	assert_string_equal(s->http_url, "http://xn--d1abbgf6aiiy.xn--p1ai:8080");
	load(f, "authority = \"а.рф\"\ngopher { host = \"б.рф\" }\nhttp { url = \"https://в.рф:8443\" }\n");
	assert_string_equal(s->authority, "xn--80a.xn--p1ai");
	assert_string_equal(s->gopher_host, "xn--90a.xn--p1ai");
	assert_string_equal(s->http_url, "https://xn--b1a.xn--p1ai:8443");
}

/* --- what is derived ------------------------------------------------------------------- */

static void what_is_left_out_follows_the_host_and_the_addresses(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *authority, *gopher_host, *url;
		unsigned gemini, gopher, spartan, nex;
	} cases[] = {
		{ DEFAULTS, "localhost", "localhost", "http://localhost:8080", 1965, 7070, 300, 1900 },
		{ "host = \"a.example\"\n", "a.example", "a.example", "http://a.example:8080", 1965, 7070,
		    300, 1900 },
		{ "authority = \"b.example\"\ngopher { host = \"g.example\" }\n", "b.example", "g.example",
		    "http://localhost:8080", 1965, 7070, 300, 1900 },
		{ "gemini { listen = {\"*:1\"} }\ngopher { listen = {\"*:2\", \"*:3\"} }\nspartan { listen = "
		  "{\"*:4\"} }\n"
		  "nex { listen = {\"*:5\"} }\nhttp { listen = {\"*:6\"} }\n",
		    "localhost", "localhost", "http://localhost:6", 1, 2, 4, 5 },
		{ "gemini { listen = {\"*:1\"} port = 11 }\ngopher { listen = {\"*:2\"} port = 12 }\n"
		  "spartan { listen = {\"*:4\"} port = 13 }\nnex { listen = {\"*:5\"} port = 14 }\n"
		  "http { listen = {\"*:6\"} url = \"https://c.example\" }\n",
		    "localhost", "localhost", "https://c.example", 11, 12, 13, 14 },
		{ "gemini { listen = {} }\ngopher { listen = {} }\nhttp { listen = {\"*:80\"} }\n",
		    "localhost", "localhost", "http://localhost", 1965, 7070, 300, 1900 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct site *s = &f->config.site;
		load(f, cases[i].text);
		assert_string_equal(s->authority, cases[i].authority);
		assert_string_equal(s->gopher_host, cases[i].gopher_host);
		assert_string_equal(s->http_url, cases[i].url);
		assert_int_equal(s->ports[SCHEME_GEMINI], cases[i].gemini);
		assert_int_equal(s->ports[SCHEME_GOPHER], cases[i].gopher);
		assert_int_equal(s->ports[SCHEME_SPARTAN], cases[i].spartan);
		assert_int_equal(s->ports[SCHEME_NEX], cases[i].nex);
	}
}

/* What addresses of a scheme are written depends on whether readers can get there. */
static void what_nobody_can_reach_is_not_named(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *root; /* that the web's address comes to */
		bool http, gemini, gopher, spartan;
	} cases[] = {
		{ DEFAULTS, "http://localhost:8080/", true, true, true, false },
		{ "http { listen = {} }\n", "gemini://localhost/", false, true, true, false },
		{ "http { listen = {} url = \"https://a.example\" }\n", "https://a.example/", true, true,
		    true, false },
		{ "http { listen = {} }\ngemini { listen = {} }\n", "gopher://localhost:7070/1/", false,
		    false, true, false },
		{ "http { listen = {} }\ngemini { listen = {} port = 1966 }\n", "gemini://localhost:1966/",
		    false, true, true, false },
		{ "http { listen = {} }\ngemini { listen = {} }\ngopher { listen = {} }\nspartan { listen = "
		  "{\"*:300\"} }\n",
		    "spartan://localhost/", false, false, false, true },
		{ "http { listen = {} }\nhttps { listen = {\"*:443\"} certificate = \"c\" key = \"k\" }\n",
		    "https://localhost/", true, true, true, false },
		{ "http { listen = {} }\nhttps { listen = {\"*:8443\"} certificate = \"c\" key = \"k\" }\n",
		    "https://localhost:8443/", true, true, true, false },
		{ "http { listen = {} }\ngemini { listen = {} }\ngopher { listen = {} }\n",
		    "http://localhost:8080/", false, false, false, false },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct site *s = &f->config.site;
		struct buf url;
		buf_init(&url, 200);
		load(f, cases[i].text);
		assert_int_equal(!s->unreachable[SCHEME_HTTP], cases[i].http);
		assert_int_equal(!s->unreachable[SCHEME_GEMINI], cases[i].gemini);
		assert_int_equal(!s->unreachable[SCHEME_GOPHER], cases[i].gopher);
		assert_int_equal(!s->unreachable[SCHEME_SPARTAN], cases[i].spartan);
		site_url(s, SCHEME_HTTP, '1', "/", &url);
		assert_string_equal(url.data, cases[i].root);
		buf_release(&url);
	}
}

static void ports_that_were_really_bound_are_advertised(void **state)
{
	struct fixture *f = *state;
	struct config *c = &f->config;
	load(f, "gemini { listen = {\"*:0\"} }\ngopher { listen = {\"*:0\"} port = 70 }\nhttp { listen = "
	        "{\"*:0\"} }\n");
	assert_int_equal(c->site.ports[SCHEME_GEMINI], 1965);
	for (size_t i = 0; i < c->listen_count; i++)
		c->listen[i].port = 40000 + (unsigned)i;
	config_settle(c);
	assert_int_equal(c->site.ports[SCHEME_GEMINI], 40000);
	assert_int_equal(c->site.ports[SCHEME_GOPHER], 70);
	assert_string_equal(c->site.http_url, "http://localhost:40002");
}

static void paths_are_relative_to_the_folder_of_the_file(void **state)
{
	struct fixture *f = *state;
	const struct config *c = &f->config;
	char *file = folder_path(&f->folder, "sub/site.conf");
	folder_write(&f->folder, "sub/site.conf",
	    "content = \"../c\"\nstate = \"/var/lib/jarchy\"\nhttps { certificate = \"pem/c.pem\" }\n");
	assert_true(load_file(f, "sub/site.conf"));
	assert_string_equal(c->content, "sub/../c");
	assert_string_equal(c->feeds, "sub/feeds");
	assert_string_equal(c->state, "/var/lib/jarchy");
	assert_string_equal(c->certs, "sub/certs");
	assert_string_equal(c->https_certificate, "sub/pem/c.pem");
	assert_string_equal(c->https_key, "");
	assert_string_equal(c->access_log, "-");
	folder_write(&f->folder, "sub/site.conf",
	    "feeds = \"f\"\ncerts = \"../t\"\nstyle = \"s.css\"\nhttps { key = \"k.pem\" }\nlog { access = "
	    "\"a.log\" }\n");
	folder_write(&f->folder, "sub/s.css", "p { color: red }\n");
	assert_true(load_file(f, "sub/site.conf"));
	assert_string_equal(c->feeds, "sub/f");
	assert_string_equal(c->certs, "sub/../t");
	assert_string_equal(c->style, "sub/s.css");
	assert_string_equal(c->https_key, "sub/k.pem");
	assert_string_equal(c->access_log, "sub/a.log");
	folder_write(&f->folder, "sub/site.conf", "log { access = \"/var/log/a.log\" }\n");
	assert_true(load_file(f, "sub/site.conf"));
	assert_string_equal(c->access_log, "/var/log/a.log");
	folder_write(&f->folder, "sub/site.conf", "log { access = \"\" }\n");
	assert_true(load_file(f, "sub/site.conf"));
	assert_string_equal(c->access_log, "");
	assert_true(load_file(f, file));
	assert_string_equal(c->feeds, folder_path(&f->folder, "sub/feeds"));
}

static void logs_have_a_level_and_a_form(void **state)
{
	struct fixture *f = *state;
	load(f, DEFAULTS);
	assert_int_equal(f->config.log_level, LOG_LEVEL_INFO);
	assert_false(f->config.log_json);
	load(f, "log { level = \"debug\" format = \"json\" }\ndrain_seconds = 15\nmetrics { listen = "
	        "{\"127.0.0.1:9100\"} }\n");
	assert_int_equal(f->config.log_level, LOG_LEVEL_DEBUG);
	assert_true(f->config.log_json);
	assert_int_equal(f->config.drain_seconds, 15);
	assert_int_equal(f->config.listen[f->config.listen_count - 1].service, SERVICE_METRICS);
	assert_refused(f, "log { level = \"loud\" }\n",
	    "jarchy.conf:1: level: \"loud\" is not \"error\", \"warning\", \"info\" or \"debug\"\n");
	assert_refused(
	    f, "log { format = \"xml\" }\n", "jarchy.conf:1: format: \"xml\" is not \"text\" or \"json\"\n");
}

static void the_file_of_the_folder_is_read_when_none_is_named(void **state)
{
	struct fixture *f = *state;
	folder_write(&f->folder, CONFIG_FILE, "content = \"here\"\nhost = \"a.example\"\n");
	assert_true(load_file(f, NULL));
	assert_string_equal(f->config.content, "here");
	assert_string_equal(f->config.site.host, "a.example");
	folder_write(&f->folder, CONFIG_FILE, "host = \"a b\"\n");
	assert_false(load_file(f, NULL));
	assert_string_equal(f->printed.err.data, "jarchy.conf:1: host: \"a b\"" NO_HOST);
}

/* --- what is printed ------------------------------------------------------------------- */

static const char *print(struct fixture *f)
{
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	config_print(&f->config, out);
	fclose(out);
	const char *copy = arena_strdup(&f->folder.arena, text);
	free(text);
	return copy;
}

static const char *basis(struct fixture *f)
{
	char *text = config_basis(&f->config);
	const char *copy = arena_strdup(&f->folder.arena, text);
	free(text);
	return copy;
}

static void what_is_printed_loads_as_the_same(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = { DEFAULTS,
		"host = \"news.example\"\naliases = {\"a.example\", \"b.example\"}\nlanguages = "
		"{\"en\"}\nworkers = 3\n",
		"content = \"with space\"\nfeeds = \"with \\\"quotes\\\"\"\nstate = \"back\\\\slash\"\ncerts "
		"= \"сертификаттар\"\n",
		"gemini { listen = {\"[::1]:0\", \"127.0.0.1:1\"} proxy = {\"::1\"} port = 9 resumption = "
		"yes }\n",
		"gemini { listen = {} }\ngopher { listen = {} }\nhttp { listen = {} url = "
		"\"https://a.example\" }\n",
		"https { listen = {\"*:443\"} certificate = \"c\" key = \"k\" }\nlog { access = \"\" }\n",
		"limits { connections = 1 cache_bytes = 1099511627776 }\nhub = \"https://hub.example/\"\n",
		"preview = {\"00000000000000000000000000000000000000000000000000000000000000ab\"}\nsandbox = "
		"\"off\"\n" };
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		load(f, texts[i]);
		const char *printed = print(f), *before = basis(f), *content = f->config.content;
		content = arena_strdup(&f->folder.arena, content);
		struct serve_limits limits = f->config.limits;
		size_t listen_count = f->config.listen_count;
		load(f, printed);
		assert_string_equal(print(f), printed);
		assert_string_equal(basis(f), before);
		assert_string_equal(f->config.content, content);
		assert_memory_equal(&f->config.limits, &limits, sizeof limits);
		assert_int_equal(f->config.listen_count, listen_count);
	}
}

static void what_is_printed_names_what_was_derived(void **state)
{
	struct fixture *f = *state;
	static const char *const lines[] = { "authority=\"a.example\"\n", "url=\"http://a.example:8080\"\n",
		"port=1965\n", "port=7070\n" };
	load(f, "host = \"a.example\"\n");
	const char *text = print(f);
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		if (!strstr(text, lines[i]))
			fail_msg("%s is not in %s", lines[i], text);
	assert_null(strstr(text, "workers=0\n"));
}

/* --- what the catalogue depends on ------------------------------------------------------- */

static void the_basis_changes_with_what_is_in_pages_and_feeds_and_with_nothing_else(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text;
		bool changes;
	} cases[] = {
		{ "host = \"a.example\"\n", true },
		{ "authority = \"a.example\"\n", true },
		{ "hub = \"https://hub.example/\"\n", true },
		{ "timezone = \"UTC\"\n", true },
		{ "languages = {\"ky\", \"ru\"}\n", true },
		{ "languages = {\"ru\", \"ky\", \"en\"}\n", true },
		{ "gemini { port = 1966 }\n", true },
		{ "gemini { listen = {\"*:1966\"} }\n", true },
		{ "gopher { port = 70 }\n", true },
		{ "gopher { host = \"a.example\" }\n", true },
		{ "http { url = \"https://localhost:8080\" }\n", true },
		{ "http { listen = {\"*:80\"} }\n", true },
		{ "http { listen = {} }\n", true },
		{ "gemini { listen = {} }\n", true },
		{ "http { listen = {} url = \"http://localhost:8080\" }\n", false },
		{ "languages = {\"ky\", \"ru\", \"en\", \"ky\"}\n", false },
		{ "host = \"localhost\"\nauthority = \"localhost\"\nhttp { url = \"http://localhost:8080\" "
		  "}\n",
		    false },
		{ "gemini { listen = {\"127.0.0.1:1965\"} proxy = {\"::1\"} resumption = yes port = 1965 }\n",
		    false },
		{ "content = \"c\"\nfeeds = \"f\"\nstate = \"s\"\ncerts = \"k\"\n", false },
		{ "aliases = {\"a.example\"}\nworkers = 5\nsandbox = \"off\"\nuser = \"nobody\"\n", false },
		{ "preview = {\"00000000000000000000000000000000000000000000000000000000000000ab\"}\n",
		    false },
		{ "https { listen = {\"*:443\"} certificate = \"c\" key = \"k\" }\nfinger { listen = "
		  "{\"*:79\"} }\n",
		    false },
		{ "limits { connections = 1 }\nlog { access = \"\" }\n", false },
	};
	load(f, DEFAULTS);
	const char *before = basis(f);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		load(f, cases[i].text);
		if ((strcmp(basis(f), before) != 0) != cases[i].changes)
			fail_msg("%s: the basis %s", cases[i].text, cases[i].changes ? "stays" : "changes");
	}
}

/* --- files that are no configuration ----------------------------------------------------- */

#define NOTHING "there is nothing in this file: write a key, or remove the file to have the defaults\n"

/* What an editor has written when it has emptied the file and not yet filled it. */
static void an_empty_file_is_refused(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "", "jarchy.conf:1: " NOTHING },
		{ "\n", "jarchy.conf:2: " NOTHING },
		{ "# nothing\n", "jarchy.conf:2: " NOTHING },
		{ "\r\n\r\n", "jarchy.conf:3: " NOTHING },
		{ "  \t\n# host = \"a b\"", "jarchy.conf:2: " NOTHING },
		{ "\xEF\xBB\xBF", "jarchy.conf:1: " NOTHING },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_refused(f, cases[i].text, cases[i].message);
}

/* What a disk without room, or a machine without power, leaves at the end of a file. */
static void a_zero_byte_is_refused(void **state)
{
	struct fixture *f = *state;
	int fd = openat(f->folder.fd, CONFIG_FILE, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	assert_int_equal(write(fd, "host = \"a\"\n\0\0\0workers = 2\n", 26), 26);
	close(fd);
	assert_false(load_file(f, CONFIG_FILE));
	assert_string_equal(
	    f->printed.err.data, "jarchy.conf:2: the file is damaged: here it has a zero byte\n");
}

static const char *print(struct fixture *f);

/* Cut at any byte it is refused, or says what it says when cut before or after the line that was cut. */
static void a_cut_file_never_says_what_its_lines_do_not(void **state)
{
	struct fixture *f = *state;
	static const char whole[] =
	    "# The site, { as it is\nhost = \"news.example\"\nworkers = 12 # as cores\n\n"
	    "aliases = {\"a.example\", \"b.example\"}\nsandbox = off\n/* where\n it is */\n"
	    "gemini {\n listen = {\"127.0.0.1:1965\", \"[::1]:1965\"} // both\n port = 1965\n}\n"
	    "gopher { listen = {\"*:7070\"} port = 70 }\nlimits { connections = 512\n per_address = 64 }\n"
	    "timezone = 'Asia/Tokyo'\nlog { access = \"\" }\n";
	size_t refused = 0, length = strlen(whole);
	for (size_t n = 0; n < length; n++) {
		size_t before = n, after = n;
		while (before && whole[before - 1] != '\n')
			before--;
		while (whole[after] != '\n')
			after++;
		folder_write(&f->folder, CONFIG_FILE, arena_printf(&f->folder.arena, "%.*s", (int)n, whole));
		if (!load_file(f, CONFIG_FILE)) {
			refused++;
			continue;
		}
		const char *cut = print(f);
		bool same = false;
		const size_t lines[] = { before, after + 1 };
		for (size_t i = 0; i < 2; i++) {
			folder_write(&f->folder, CONFIG_FILE,
			    arena_printf(&f->folder.arena, "%.*s", (int)lines[i], whole));
			same = same || (load_file(f, CONFIG_FILE) && strcmp(print(f), cut) == 0);
		}
		if (!same)
			fail_msg("cut after %zu bytes it says %s", n, cut);
	}
	assert_true(refused > length / 2);
}

static void a_file_that_is_cut_short_is_refused(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "workers = 1\nhost",
		    "jarchy.conf:2: the file ends too early: look whether its end is missing\n" },
		{ "workers = 1\nhost =",
		    "jarchy.conf:2: the file ends too early: look whether its end is missing\n" },
		{ "workers = 1\nhost = \"a.exa",
		    "jarchy.conf:2: the file ends too early: look whether its end is missing\n" },
		{ "languages = {\"ky\",",
		    "jarchy.conf:1: the file ends too early: look whether its end is missing\n" },
		{ "languages = {\"ky\"",
		    "jarchy.conf:1: the file ends too early: look whether its end is missing\n" },
		{ "gemini", "jarchy.conf:1: the file ends too early: look whether its end is missing\n" },
		{ "host = \"a\"\nworkers = 1",
		    "jarchy.conf:2: the file seems to be cut off here: end the last line\n" },
		{ "host = \"a\"\n/* and\nso on", "jarchy.conf:2: this comment is never closed\n" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_refused(f, cases[i].text, cases[i].message);
}

static void a_brace_too_many_is_refused(void **state)
{
	assert_refused(
	    *state, "log { access = \"-\" }\n}\n", "jarchy.conf:2: this \"}\" closes nothing: take it out\n");
}

static void a_section_that_is_never_closed_is_named(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "host = \"a\"\ngemini {\n port = 5\n", "jarchy.conf:2: this \"{\" is never closed\n" },
		{ "log { access = \"}\" # }\n", "jarchy.conf:1: this \"{\" is never closed\n" },
		{ "log { }\n\nhttp { listen = {\"*:1\"} // }\n/* } */",
		    "jarchy.conf:3: this \"{\" is never closed\n" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_refused(f, cases[i].text, cases[i].message);
	load(f, "# {\nhost = \"a\" // {\n/* don't { */ log { access = \"{\" } # it's {\n");
	assert_string_equal(f->config.access_log, "{");
}

static void comments_do_not_change_the_number_of_a_line(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = { "# a\n# b\n\n", "\n # a\n\t# b \"\n",
		"host = \"a\" # b\n# c\n\n", "// a\n\n/* b */\n", "/* a\n * b\n */\n",
		"log { # a\n # b '\n}\n", "aliases = {\"a\", # b\n\"c\" # d\n}\n",
		"content = \"a # b\" # c\nfeeds = 'd // e'\ncerts = f//g\n" };
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		assert_refused(f, arena_printf(&f->folder.arena, "%sworkers = 65\n", texts[i]),
		    "jarchy.conf:4: workers: 65 is not a number from 0 to 64\n");
	load(f, texts[7]);
	assert_string_equal(f->config.content, "a # b");
	assert_string_equal(f->config.feeds, "d // e");
	assert_string_equal(f->config.certs, "f//g");
}

static void a_byte_order_mark_is_no_part_of_a_key(void **state)
{
	struct fixture *f = *state;
	load(f, "\xEF\xBB\xBFhost = \"a.example\"\n");
	assert_string_equal(f->config.site.host, "a.example");
}

static void lines_may_end_as_on_windows(void **state)
{
	struct fixture *f = *state;
	load(
	    f, "host = \"a.example\"\r\nlanguages = {\"ky\",\r\n\"ru\"}\r\nlog {\r\n access = \"\"\r\n}\r\n");
	assert_string_equal(f->config.site.host, "a.example");
	assert_int_equal(f->config.site.lang_count, 2);
	assert_refused(
	    f, "\r\n\r\nworkers = 65\r\n", "jarchy.conf:3: workers: 65 is not a number from 0 to 64\n");
}

static void a_long_file_is_read_to_its_end(void **state)
{
	struct fixture *f = *state;
	enum { LINES = 60000 };
	struct buf text;
	buf_init(&text, 2 << 20);
	for (int i = 1; i < LINES; i++)
		buf_puts(&text, "host = \"other.example\"\n");
	assert_true(text.len > 1000000);
	buf_puts(&text, "host = \"a.example\"\n");
	load(f, text.data);
	assert_string_equal(f->config.site.host, "a.example");
	buf_puts(&text, "workers = 65\n");
	assert_refused(f, text.data, "jarchy.conf:60001: workers: 65 is not a number from 0 to 64\n");
	buf_release(&text);
}

static void a_long_value_is_read_whole(void **state)
{
	struct fixture *f = *state;
	char *path = arena_alloc(&f->folder.arena, 1 << 16);
	memset(path, 'a', (1 << 16) - 1);
	load(f, arena_printf(&f->folder.arena, "log { access = \"%s\" }\n", path));
	assert_string_equal(f->config.access_log, path);
}

static void a_file_that_cannot_be_read_is_named(void **state)
{
	struct fixture *f = *state;
	assert_false(load_file(f, "none.conf"));
	assert_string_equal(f->printed.err.data, "none.conf: cannot be read: No such file or directory\n");
	folder_write(&f->folder, "closed.conf", "");
	assert_int_equal(fchmodat(f->folder.fd, "closed.conf", 0, 0), 0);
	uid_t self = geteuid();
	assert_int_equal(seteuid(self ? self : 65534), 0); /* root reads everything */
	bool good = load_file(f, "closed.conf");
	assert_int_equal(seteuid(self), 0);
	assert_false(good);
	assert_string_equal(f->printed.err.data, "closed.conf: cannot be read: Permission denied\n");
}

static void a_folder_is_no_file(void **state)
{
	struct fixture *f = *state;
	close(folder_open(&f->folder, "folder"));
	assert_false(load_file(f, "folder"));
	assert_string_equal(f->printed.err.data, "folder: cannot be read: Is a directory\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_file_the_defaults_hold),
		TEST(the_default_addresses_are_those_of_three_services),
		TEST(every_key_reaches_its_field),
		TEST(hybrid_key_exchange_is_the_default_and_what_openssl_lacks_is_named),
		TEST(addresses_come_service_by_service),
		TEST(a_language_counts_once),
		TEST(the_time_zone_becomes_that_of_the_process),
		TEST(a_bad_value_is_named_with_its_file_and_line),
		TEST(every_bad_value_is_named),
		TEST(an_unknown_key_gets_the_nearest_that_there_is),
		TEST(a_list_that_is_too_long_is_refused),
		TEST(each_limit_has_its_range),
		TEST(what_was_refused_holds_nothing),
		TEST(names_in_another_alphabet_go_out_in_ascii),
		TEST(names_in_another_alphabet_go_out_in_ascii_from_every_process),
		TEST(what_is_left_out_follows_the_host_and_the_addresses),
		TEST(what_nobody_can_reach_is_not_named),
		TEST(ports_that_were_really_bound_are_advertised),
		TEST(paths_are_relative_to_the_folder_of_the_file),
		TEST(logs_have_a_level_and_a_form),
		TEST(the_file_of_the_folder_is_read_when_none_is_named),
		TEST(what_is_printed_loads_as_the_same),
		TEST(what_is_printed_names_what_was_derived),
		TEST(the_basis_changes_with_what_is_in_pages_and_feeds_and_with_nothing_else),
		TEST(an_empty_file_is_refused),
		TEST(a_zero_byte_is_refused),
		TEST(a_cut_file_never_says_what_its_lines_do_not),
		TEST(a_text_that_was_checked_is_not_checked_again),
		TEST(a_file_that_is_cut_short_is_refused),
		TEST(a_brace_too_many_is_refused),
		TEST(a_section_that_is_never_closed_is_named),
		TEST(comments_do_not_change_the_number_of_a_line),
		TEST(a_byte_order_mark_is_no_part_of_a_key),
		TEST(lines_may_end_as_on_windows),
		TEST(a_long_file_is_read_to_its_end),
		TEST(a_long_value_is_read_whole),
		TEST(a_file_that_cannot_be_read_is_named),
		TEST(a_folder_is_no_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
