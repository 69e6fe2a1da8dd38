/*
 * notifier: compares the feeds with what it announced, and tells the hub of those that differ.
 *
 * A feed is owed while the digest of its bytes is not the one that the hub was told of last. The record of these digests
 * is written after each round, so what is owed is told after a restart too. A hub that fails is asked again after a
 * pause that doubles; nothing else waits for it.
 */
#include "daemon/notifier.h"

#include <curl/curl.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "content/address.h"
#include "daemon/name_services.h"
#include "daemon/process.h"
#include "daemon/sandbox.h"

enum {
	LOOK_MS = 1000, /* between looks at the generation */
	PAUSE_FIRST_S = 1,
	PAUSE_LAST_S = 3600,
	CONNECT_S = 10,
	ANSWER_S = 30,
	FEED_MAX = 64 << 20,
	RECORD_MAX = 64 << 20,
	AUTHORITIES_MAX = 16 << 20,
};

#define RECORD "announced"

struct known {
	char *path;                        /* below the feeds folder */
	unsigned char digest[DIGEST_SIZE]; /* of what is there */
	unsigned char told[DIGEST_SIZE];   /* of what the hub was told of last */
	ino_t inode;                       /* with the time of change: whether the bytes must be looked at */
	int64_t changed_ns;
};

struct notifier {
	const struct config *config;
	int feeds_fd, record_fd; /* folders */
	struct known *feeds;     /* sorted by path */
	size_t n;
	bool first;             /* there is no record yet: what is there is not news */
	bool recorded;          /* what was told is in the record */
	unsigned pause;         /* seconds, after a failure */
	struct buf authorities; /* PEM, instead of the system's; or empty */
	CURL *curl;
};

static volatile sig_atomic_t stopping;

static void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

/* --- what was announced ------------------------------------------------------------- */

static size_t place_of(const struct notifier *o, struct str path)
{
	size_t low = 0, high = o->n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		struct str there = str_of(o->feeds[mid].path);
		int order = memcmp(there.p, path.p, there.n < path.n ? there.n : path.n);
		if (order < 0 || (order == 0 && there.n < path.n))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The feed of this path; one that was not there comes with a digest of zeros. */
static struct known *known(struct notifier *o, struct str path)
{
	size_t i = place_of(o, path);
	if (i < o->n && str_is(path, o->feeds[i].path))
		return &o->feeds[i];
	o->feeds = xrealloc(o->feeds, (o->n + 1) * sizeof *o->feeds);
	memmove(o->feeds + i + 1, o->feeds + i, (o->n++ - i) * sizeof *o->feeds);
	o->feeds[i] = (struct known){ .path = xstrndup(path.p, path.n) };
	return &o->feeds[i];
}

static bool take_digest(struct str hex, unsigned char *out)
{
	for (size_t i = 0; i < DIGEST_SIZE && hex.n == 2 * DIGEST_SIZE; i++) {
		int high = str_hex_digit(hex.p[2 * i]), low = str_hex_digit(hex.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return hex.n == 2 * DIGEST_SIZE;
}

/* Lines of a digest in hex, a space, and a path. */
static void read_record(struct notifier *o)
{
	struct buf text;
	struct err err;
	struct str rest, line, hex, path;
	unsigned char digest[DIGEST_SIZE];
	buf_init(&text, RECORD_MAX);
	o->first = !file_read(o->record_fd, RECORD, RECORD_MAX, &text, &err);
	rest = buf_str(&text);
	while (str_next_line(&rest, &line)) {
		if (str_cut(line, ' ', &hex, &path) && take_digest(hex, digest))
			memcpy(known(o, path)->told, digest, DIGEST_SIZE);
	}
	buf_release(&text);
}

static void write_record(struct notifier *o)
{
	struct buf text;
	struct err err;
	buf_init(&text, RECORD_MAX);
	for (size_t i = 0; i < o->n; i++) {
		for (int k = 0; k < DIGEST_SIZE; k++)
			buf_printf(&text, "%02x", o->feeds[i].told[k]);
		buf_printf(&text, " %s\n", o->feeds[i].path);
	}
	if (file_replace(o->record_fd, RECORD, buf_str(&text), 0644, &err) == FILE_FAILED)
		log_warning("announced feeds: %s", err.text);
	buf_release(&text);
}

/* --- what is there -------------------------------------------------------------------- */

static bool digest_file(const struct notifier *o, const char *path, unsigned char *out)
{
	struct buf bytes;
	struct err err;
	buf_init(&bytes, FEED_MAX);
	bool ok = file_read(o->feeds_fd, path, FEED_MAX, &bytes, &err) && digest_sha256(buf_str(&bytes), out);
	buf_release(&bytes);
	return ok;
}

static void look_at_feed(struct notifier *o, const char *path)
{
	struct stat st;
	unsigned char digest[DIGEST_SIZE];
	if (fstatat(o->feeds_fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
		return;
	struct known *k = known(o, str_of(path));
	int64_t changed = file_time_ns(st.st_ctim);
	if ((k->inode == st.st_ino && k->changed_ns == changed) || !digest_file(o, path, digest))
		return;
	k->inode = st.st_ino;
	k->changed_ns = changed;
	memcpy(k->digest, digest, DIGEST_SIZE);
	if (o->first)
		memcpy(k->told, digest, DIGEST_SIZE);
}

static void look_at_folder(struct notifier *o, const char *folder)
{
	char path[PATH_MAX_LEN];
	for (const struct feed_format *f = feed_formats; f->subscribed; f++) {
		int n = snprintf(path, sizeof path, "%s/%s", folder, f->name);
		if (n > 0 && (size_t)n < sizeof path)
			look_at_feed(o, path);
	}
}

static void look_at_language(struct notifier *o, const char *lang)
{
	look_at_folder(o, lang);
	int fd = openat(o->feeds_fd, lang, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	char folder[PATH_MAX_LEN];
	for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
		int n = snprintf(folder, sizeof folder, "%s/%s", lang, e->d_name);
		if (path_is_slug(str_of(e->d_name)) && n > 0 && (size_t)n < sizeof folder)
			look_at_folder(o, folder);
	}
	closedir(dir);
}

static void look(struct notifier *o)
{
	for (size_t i = 0; i < o->config->site.lang_count; i++)
		look_at_language(o, o->config->site.tags[i]);
	o->recorded = o->recorded && !o->first;
	o->first = false;
}

static bool is_owed(const struct known *k)
{
	static const unsigned char unseen[DIGEST_SIZE];
	return memcmp(k->told, k->digest, DIGEST_SIZE) != 0 && memcmp(k->digest, unseen, DIGEST_SIZE) != 0;
}

/* --- telling the hub -------------------------------------------------------------------- */

static size_t swallow(char *data, size_t size, size_t n, void *arg)
{
	(void)data;
	(void)arg;
	return size * n;
}

static int on_progress(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	(void)arg;
	(void)a;
	(void)b;
	(void)c;
	(void)d;
	return stopping;
}

/* libcurl itself does not look at this variable of OpenSSL's, and a sandbox would hide the file from it. */
static void read_authorities(struct notifier *o)
{
	struct err err;
	const char *file = getenv("SSL_CERT_FILE");
	buf_init(&o->authorities, AUTHORITIES_MAX);
	if (file && *file && !file_read(AT_FDCWD, file, AUTHORITIES_MAX, &o->authorities, &err))
		log_warning("hub: SSL_CERT_FILE: %s; the system's authorities are asked", err.text);
}

static bool trust_authorities(const struct notifier *o)
{
	struct curl_blob blob = {
		.data = o->authorities.data, .len = o->authorities.len, .flags = CURL_BLOB_NOCOPY
	};
	return !blob.len || curl_easy_setopt(o->curl, CURLOPT_CAINFO_BLOB, &blob) == CURLE_OK;
}

static bool set_up_curl(struct notifier *o)
{
	o->curl = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_easy_init() : NULL;
	return o->curl && trust_authorities(o) &&
	       curl_easy_setopt(o->curl, CURLOPT_URL, o->config->site.hub) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_TIMEOUT, (long)ANSWER_S) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_USERAGENT, "jarchy/" JARCHY_VERSION) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_WRITEFUNCTION, swallow) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_XFERINFOFUNCTION, on_progress) == CURLE_OK &&
	       curl_easy_setopt(o->curl, CURLOPT_NOPROGRESS, 0L) == CURLE_OK;
}

/* 2xx: told. Other 4xx will be no different the next time. */
static bool settles(long status)
{
	return status / 100 == 2 || (status / 100 == 4 && status != 408 && status != 429);
}

/* Both names: hubs of either age find the address. False: to be tried again. */
static bool ping(struct notifier *o, const struct known *k)
{
	struct buf url, form;
	long status = 0;
	char path[PATH_MAX_LEN + 1];
	snprintf(path, sizeof path, "/%s", k->path);
	buf_init(&url, 4 * PATH_MAX_LEN);
	buf_init(&form, 32 * PATH_MAX_LEN);
	site_url(&o->config->site, SCHEME_HTTP, '0', path, &url);
	char *escaped = curl_easy_escape(o->curl, url.data, (int)url.len);
	buf_printf(&form, "hub.mode=publish&hub.url=%s&hub.topic=%s", escaped ? escaped : "",
	    escaped ? escaped : "");
	CURLcode code = escaped ? curl_easy_setopt(o->curl, CURLOPT_POSTFIELDS, form.data)
	                        : CURLE_OUT_OF_MEMORY;
	if (code == CURLE_OK)
		code = curl_easy_perform(o->curl);
	if (code == CURLE_OK)
		curl_easy_getinfo(o->curl, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK && !stopping)
		log_warning("hub: %s: %s", url.data, curl_easy_strerror(code));
	else if (code == CURLE_OK && status / 100 != 2)
		log_warning("hub: %s: it answers %ld", url.data, status);
	curl_free(escaped);
	buf_release(&url);
	buf_release(&form);
	return code == CURLE_OK && settles(status);
}

/* Tells of all that is owed, up to the first failure; then there is a pause that doubles. */
static void tell(struct notifier *o)
{
	bool failed = false;
	for (size_t i = 0; i < o->n && !failed && !stopping; i++) {
		struct known *k = &o->feeds[i];
		if (!is_owed(k))
			continue;
		failed = !ping(o, k);
		if (failed)
			continue;
		memcpy(k->told, k->digest, DIGEST_SIZE);
		o->recorded = false;
	}
	unsigned longer = o->pause ? o->pause * 2 : PAUSE_FIRST_S;
	o->pause = !failed ? 0 : longer > PAUSE_LAST_S ? PAUSE_LAST_S : longer;
}

static bool owes(const struct notifier *o)
{
	for (size_t i = 0; i < o->n; i++) {
		if (is_owed(&o->feeds[i]))
			return true;
	}
	return false;
}

/* --- life ---------------------------------------------------------------------------------- */

static void live(struct notifier *o, const struct shared *shared)
{
	static const struct timespec pause = { .tv_sec = LOOK_MS / 1000,
		.tv_nsec = LOOK_MS % 1000 * 1000000 };
	uint64_t seen = 0;
	int64_t due = 0;
	while (!stopping) {
		uint64_t now = atomic_load_explicit(&shared->generation, memory_order_acquire);
		if (now != seen)
			look(o);
		seen = now;
		if (owes(o) && clock_ms() / 1000 >= due) {
			tell(o);
			due = clock_ms() / 1000 + o->pause;
		}
		if (!o->recorded)
			write_record(o);
		o->recorded = true;
		if (!stopping)
			nanosleep(&pause, NULL);
	}
}

/* The folder of the record belongs to the notifier alone. */
static bool open_record(struct notifier *o, struct err *err)
{
	char folder[4096];
	snprintf(folder, sizeof folder, "%s/" NOTIFIER_FOLDER, o->config->state);
	if (!file_make_dirs(AT_FDCWD, folder, err))
		return false;
	o->record_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return o->record_fd >= 0 || err_errno(err, "state directory \"%s\"", folder);
}

static bool open_feeds(struct notifier *o, struct err *err)
{
	o->feeds_fd = open(o->config->feeds, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return o->feeds_fd >= 0 || err_errno(err, "feeds directory \"%s\"", o->config->feeds);
}

/* What the C library would load when it is needed: in a sandbox that is too late. */
static void load_code(void)
{
	name_services_load(NAME_SERVICES_FILE);
	dlopen("libgcc_s.so.1", RTLD_LAZY); /* by which a thread ends that is cancelled */
}

static bool start(struct notifier *o, struct err *err)
{
	const struct config *c = o->config;
	if (!process_become(&c->user, err) || !open_record(o, err) || !open_feeds(o, err))
		return false;
	load_code();
	return (set_up_curl(o) || err_set(err, "cannot set up libcurl")) && sandbox_notifier(c, err);
}

static void release(struct notifier *o)
{
	for (size_t i = 0; i < o->n; i++)
		free(o->feeds[i].path);
	free(o->feeds);
	if (o->curl)
		curl_easy_cleanup(o->curl);
	curl_global_cleanup();
	if (o->feeds_fd >= 0)
		close(o->feeds_fd);
	if (o->record_fd >= 0)
		close(o->record_fd);
	buf_release(&o->authorities);
}

/* SIGTERM stays blocked until process_ready. */
static void handle_stop(void)
{
	struct sigaction a = { .sa_handler = on_stop };
	sigaction(SIGTERM, &a, NULL);
}

int notifier_run(const struct config *config, const struct shared *shared)
{
	struct notifier o = { .config = config, .feeds_fd = -1, .record_fd = -1, .recorded = true };
	struct err err;
	handle_stop();
	read_authorities(&o);
	bool ok = start(&o, &err);
	if (ok) {
		process_ready();
		read_record(&o);
		live(&o, shared);
	} else {
		log_error("%s", err.text);
	}
	release(&o);
	return ok ? 0 : 1;
}
