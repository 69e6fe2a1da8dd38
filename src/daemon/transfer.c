/*
 * transfer: libcurl's multi interface, set up for short requests whose answers are numbers.
 */
#include "daemon/transfer.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/log.h"

enum { AUTHORITIES_MAX = 16 << 20 };

/* libcurl itself does not look at this variable of OpenSSL's, and a sandbox would hide the file from it. */
static void read_authorities(struct transfers *all)
{
	struct err err;
	const char *file = getenv("SSL_CERT_FILE");
	buf_init(&all->authorities, AUTHORITIES_MAX);
	if (file && *file && !file_read(AT_FDCWD, file, AUTHORITIES_MAX, &all->authorities, &err))
		log_warning("hub: SSL_CERT_FILE: %s; the system's authorities are asked", err.text);
}

bool transfers_init(struct transfers *all, struct err *err)
{
	read_authorities(all);
	all->multi = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_multi_init() : NULL;
	return all->multi || err_set(err, "cannot set up libcurl");
}

void transfers_release(struct transfers *all)
{
	if (all->multi)
		curl_multi_cleanup(all->multi);
	curl_global_cleanup();
	buf_release(&all->authorities);
}

static size_t swallow(char *data, size_t size, size_t n, void *arg)
{
	(void)data;
	(void)arg;
	return size * n;
}

static bool trust_authorities(CURL *c, const struct transfers *all)
{
	struct curl_blob blob = {
		.data = all->authorities.data, .len = all->authorities.len, .flags = CURL_BLOB_NOCOPY
	};
	return !blob.len || curl_easy_setopt(c, CURLOPT_CAINFO_BLOB, &blob) == CURLE_OK;
}

bool transfer_init(struct transfer *t, const struct transfers *all, const char *url, long connect_seconds,
    long seconds, bool direct, struct err *err)
{
	CURL *c = t->curl = curl_easy_init();
	bool ok = c && trust_authorities(c, all) && curl_easy_setopt(c, CURLOPT_URL, url) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, connect_seconds) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_TIMEOUT, seconds) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_USERAGENT, "jarchy/" JARCHY_VERSION) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, swallow) == CURLE_OK &&
	          curl_easy_setopt(c, CURLOPT_PRIVATE, t) == CURLE_OK &&
	          (!direct || curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK);
	return ok || err_set(err, "cannot set up libcurl");
}

void transfer_release(struct transfer *t, const struct transfers *all)
{
	if (t->busy)
		curl_multi_remove_handle(all->multi, t->curl);
	if (t->curl)
		curl_easy_cleanup(t->curl);
	curl_slist_free_all(t->lines);
}

static bool begin(struct transfer *t, const struct transfers *all)
{
	t->busy = curl_multi_add_handle(all->multi, t->curl) == CURLM_OK;
	return t->busy;
}

bool transfer_post(struct transfer *t, const struct transfers *all, struct str form)
{
	return curl_easy_setopt(t->curl, CURLOPT_POSTFIELDSIZE, (long)form.n) == CURLE_OK &&
	       curl_easy_setopt(t->curl, CURLOPT_COPYPOSTFIELDS, form.p) == CURLE_OK && begin(t, all);
}

bool transfer_ask(struct transfer *t, const struct transfers *all, const char *method, const char *line)
{
	curl_slist_free_all(t->lines);
	t->lines = curl_slist_append(NULL, line);
	return t->lines && curl_easy_setopt(t->curl, CURLOPT_CUSTOMREQUEST, method) == CURLE_OK &&
	       curl_easy_setopt(t->curl, CURLOPT_HTTPHEADER, t->lines) == CURLE_OK && begin(t, all);
}

static void end(const struct transfers *all, CURL *curl, CURLcode code)
{
	char *private;
	long status = 0;
	curl_easy_getinfo(curl, CURLINFO_PRIVATE, &private);
	if (code == CURLE_OK)
		curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_multi_remove_handle(all->multi, curl);
	struct transfer *t = (struct transfer *)(void *)private;
	t->busy = false;
	t->done(t->arg, status, status ? NULL : curl_easy_strerror(code));
}

/* Whether one has ended. */
static bool end_all(const struct transfers *all)
{
	int left, running;
	bool any = false;
	curl_multi_perform(all->multi, &running);
	for (CURLMsg *m = curl_multi_info_read(all->multi, &left); m;
	     m = curl_multi_info_read(all->multi, &left)) {
		if (m->msg != CURLMSG_DONE)
			continue;
		end(all, m->easy_handle, m->data.result);
		any = true;
	}
	return any;
}

void transfers_run(const struct transfers *all, int ms)
{
	if (!end_all(all))
		curl_multi_poll(all->multi, NULL, 0, ms, NULL);
}

void transfer_escape(const struct transfer *t, struct str value, struct buf *out)
{
	char *escaped = curl_easy_escape(t->curl, value.p, (int)value.n);
	buf_puts(out, escaped ? escaped : "");
	curl_free(escaped);
}
