/*
 * preview_links: a line for each link, and comparing in constant time.
 *
 *   file = *( hash SP made SP expires SP name LF )     ; hash in hexadecimal, instants in seconds since 1970
 *
 * A line that is none of ours is passed over: it lets no reader in.
 */
#include "answer/preview_links.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/random.h"
#include "base/utf8.h"

enum { FILE_BYTES_MAX = 1 << 16 };

static void add_hex(struct buf *out, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%02x", bytes[i]);
}

static bool read_hex(struct str s, unsigned char *out, size_t n)
{
	if (s.n != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = str_hex_digit(s.p[2 * i]), low = str_hex_digit(s.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static bool read_instant(struct str s, int64_t *out)
{
	uint64_t n;
	if (!str_to_uint(s, INT64_MAX, &n))
		return false;
	*out = (int64_t)n;
	return true;
}

bool preview_link_may_be_called(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f)
			return false;
	return name.n > 0 && name.n <= PREVIEW_NAME_MAX && utf8_valid(name, NULL);
}

static bool read_line(struct str line, struct preview_link *l)
{
	struct str hash, made, expires, name;
	if (!str_cut(line, ' ', &hash, &line) || !str_cut(line, ' ', &made, &line) ||
	    !str_cut(line, ' ', &expires, &name) || !preview_link_may_be_called(name))
		return false;
	memcpy(l->name, name.p, name.n);
	l->name[name.n] = '\0';
	return read_hex(hash, l->hash, DIGEST_SIZE) && read_instant(made, &l->made) &&
	       read_instant(expires, &l->expires);
}

bool preview_links_read(const char *path, struct preview_links *out, struct err *err)
{
	struct buf bytes;
	*out = (struct preview_links){ .n = 0 };
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return true;
	buf_init(&bytes, FILE_BYTES_MAX);
	bool ok = file_read(AT_FDCWD, path, FILE_BYTES_MAX, &bytes, err);
	struct str rest = buf_str(&bytes), line;
	while (ok && out->n < PREVIEW_LINKS_MAX && str_next_line(&rest, &line))
		if (read_line(line, &out->v[out->n]))
			out->n++;
	buf_release(&bytes);
	return ok;
}

bool preview_links_write(const char *path, const struct preview_links *l, struct err *err)
{
	struct buf bytes;
	buf_init(&bytes, FILE_BYTES_MAX);
	for (size_t i = 0; i < l->n; i++) {
		const struct preview_link *one = &l->v[i];
		add_hex(&bytes, one->hash, DIGEST_SIZE);
		buf_printf(
		    &bytes, " %lld %lld %s\n", (long long)one->made, (long long)one->expires, one->name);
	}
	bool ok = file_replace(AT_FDCWD, path, buf_str(&bytes), 0600, err) != FILE_FAILED;
	buf_release(&bytes);
	return ok;
}

struct preview_link *preview_links_find(struct preview_links *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->v[i].name, name))
			return &l->v[i];
	return NULL;
}

void preview_links_remove(struct preview_links *l, struct preview_link *link)
{
	size_t at = (size_t)(link - l->v);
	memmove(link, link + 1, (l->n - at - 1) * sizeof *link);
	l->n--;
}

void preview_links_drop_expired(struct preview_links *l, int64_t now)
{
	for (size_t i = l->n; i-- > 0;)
		if (l->v[i].expires <= now)
			preview_links_remove(l, &l->v[i]);
}

bool preview_links_add(struct preview_links *l, const char *name, int64_t now, int64_t expires,
    char secret[PREVIEW_SECRET_TEXT + 1], struct err *err)
{
	unsigned char bytes[PREVIEW_SECRET_BYTES];
	struct buf text;
	if (l->n == PREVIEW_LINKS_MAX)
		return err_set(err, "there are %d links already: revoke one", PREVIEW_LINKS_MAX);
	if (!random_bytes(bytes, sizeof bytes))
		return err_set(err, "this system has no random bytes yet: try again");
	struct preview_link *link = &l->v[l->n];
	*link = (struct preview_link){ .made = now, .expires = expires };
	snprintf(link->name, sizeof link->name, "%s", name);
	buf_init(&text, PREVIEW_SECRET_TEXT);
	add_hex(&text, bytes, sizeof bytes);
	memcpy(secret, text.data, PREVIEW_SECRET_TEXT + 1);
	bool ok = digest_sha256(buf_str(&text), link->hash) || err_set(err, "no secret could be made");
	l->n += ok;
	explicit_bzero(text.data, text.len);
	explicit_bzero(bytes, sizeof bytes);
	buf_release(&text);
	return ok;
}

/* Looks at every byte, whatever it found before. */
static bool same(const unsigned char *a, const unsigned char *b)
{
	volatile unsigned char differ = 0;
	for (size_t i = 0; i < DIGEST_SIZE; i++)
		differ |= (unsigned char)(a[i] ^ b[i]);
	return differ == 0;
}

bool preview_links_open(const struct preview_links *l, struct str secret, int64_t now)
{
	unsigned char hash[DIGEST_SIZE];
	bool found = false;
	/* What is longer is none: it is only hashed so far. */
	if (!digest_sha256(str_sub(secret, 0, PREVIEW_SECRET_TEXT + 1), hash))
		return false;
	for (size_t i = 0; i < l->n; i++) {
		bool one = same(l->v[i].hash, hash), holds = now < l->v[i].expires;
		found |= one & holds;
	}
	return found & (secret.n == PREVIEW_SECRET_TEXT);
}
